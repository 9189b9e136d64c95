"""The routes of the duty log: ``checks``, ``instructions``, ``minutes``, and ``admin``; ``views`` is what they show."""
