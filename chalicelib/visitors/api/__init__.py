"""``widget``: who comes to a website. ``fields``: which fields of its own the desk has."""
