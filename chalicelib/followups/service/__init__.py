"""What people and timers do with follow-ups.

``callbacks``: opened after low scores. ``planning``: by hand, by rules. ``definitions``: campaigns and rules. ``runs``:
what campaigns do. ``calling``: calls, outcomes, giving to others. ``watch``: what time brings. ``lists``: who has what.
"""

from chalicelib.followups.service.callbacks import choose_owner, open_callback, restate

__all__ = [
    "choose_owner",
    "open_callback",
    "restate",
]
