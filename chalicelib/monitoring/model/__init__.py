"""``live``: who is on the website, and what they are invited to. ``wall``: what a supervisor sees."""
