"""What leaders do with campaigns and rules, and timers for them; no other room asks.

``definitions``: campaigns and rules. ``runs``: what campaigns do. ``rules``: what rules do. ``telling``: who is told.
"""
