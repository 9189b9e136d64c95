"""``visitors``: who they are, whose user they are, who is not let in. ``records``: visits, notes and tags."""
