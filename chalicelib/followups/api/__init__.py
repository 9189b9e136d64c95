"""``desk``: lists, calls, planning by hand. ``admin``: campaigns and rules."""
