"""``callbacks``: what was said. ``words``: for letters.

``followup``: what calls make of one. ``owners``: whose they are. ``checks``, ``days``: words and times.
"""
