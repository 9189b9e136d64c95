"""The CloudFormation template of an environment, rendered from the product itself.

``tables``      the tables, from the PynamoDB models
``functions``   the functions, from the triggers of app.py; what they may do stands in ``policies``
``crowd``       how many requests people bring with them, and the limits that follow from it
``gateway``     the API: throttling, refusals as problem+json, firewall, host name
``post``        what SES tells of letters that came back, and how e-mail is sent
``alarms``      what wakes somebody, and ``dashboard``: what there is to look at
``document``    all of it, as the part that ``chalice package`` merges into its own template

Everything is derived from ``everything.TABLES`` and ``app.app``; nothing is listed twice.
"""
