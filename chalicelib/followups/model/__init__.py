"""``callbacks``: what was said. ``words``: for letters.

``followup``: what calls make of one. ``campaigns``, ``rules``: what plans them. ``owners``: whose they are.

``schedule``: local times.
"""
