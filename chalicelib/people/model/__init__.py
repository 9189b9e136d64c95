"""``agents``: agents, groups, the desk, presence. ``channels``: where visitors come from.

``sessions``: signing in. ``keys``: servers that ask. ``rights``: permissions, roles, scopes. ``reach``: who reaches
what. ``attributes``: what a website proved, as rules ask for it.
"""
