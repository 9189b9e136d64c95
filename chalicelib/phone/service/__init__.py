"""Calls, as agents, telephone systems and inspectors have to do with them; no room above asks."""
