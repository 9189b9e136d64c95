"""``notice``: claims, attempts, delays. ``letters``: what providers get. ``sms``, ``money``: what it costs.

``wording``: what is said. ``settings``: who says it.
"""
