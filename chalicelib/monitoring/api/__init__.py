"""``widget``: what a page says of its visitor. ``desk``: who is there, and what supervisors see."""
