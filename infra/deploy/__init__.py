"""One version into an environment, and an environment away: ``make deploy``, ``make destroy``.

``rendering`` the template, ``package`` the zip of the functions, ``beforehand`` what is looked at before anything
changes; ``stack`` and ``release`` change it or take it back; ``bootstrap`` a new desk's people; ``smoke`` and
``invoked`` what is tried at the end.
"""
