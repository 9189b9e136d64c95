"""What surrounds the functions.

``environments``  a page of differences for each, and the account behind it
``template``      the CloudFormation of an environment, rendered from the product
``deploy``        a version into an environment, or an environment away
``operate``       what operators do with a desk that is there
``local``         the whole desk on one machine, and its store
``demo``          real dialogues, played against a running desk
``bench``         what the desk costs
"""
