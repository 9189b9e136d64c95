"""What people and timers do with follow-ups.

``callbacks``: opened after low scores. ``planning``: by hand, and for rooms above;
``proposing``: what looks like a promise. ``calling``: calls, outcomes, giving
to others. ``watch``: what time brings. ``lists``: who has what. ``access``: who may. ``telling``: who is told.
"""

from chalicelib.followups.service.access import colleague, find, least_loaded, refuse_beyond, tie_to
from chalicelib.followups.service.callbacks import choose_owner, open_callback, restate
from chalicelib.followups.service.planning import new_follow_up, write_planned
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.unfinished import due_of, hand_on, least_busy
from chalicelib.followups.service.withdrawing import cancel, redate
from chalicelib.followups.store import AlreadyPlanned, FollowUpMoved, ids_in_state, progress, wanted

__all__ = [
    "AlreadyPlanned",
    "FollowUpMoved",
    "cancel",
    "choose_owner",
    "colleague",
    "due_of",
    "find",
    "hand_on",
    "ids_in_state",
    "least_busy",
    "least_loaded",
    "new_follow_up",
    "open_callback",
    "progress",
    "redate",
    "refuse_beyond",
    "restate",
    "tell_given",
    "tie_to",
    "wanted",
    "write_planned",
]
