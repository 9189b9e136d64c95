"""``campaigns``: campaigns, rules and their runs. ``standings``: who is due when. ``keys``: the table."""
