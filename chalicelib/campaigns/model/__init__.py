"""``campaigns``, ``rules``: what plans follow-ups, and for whom. ``schedule``: when."""
