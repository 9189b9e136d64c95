"""``plan``: a service plan. ``hours``: when it is open. ``texts``, ``replies``: what it says. ``contacts``: to whom."""
