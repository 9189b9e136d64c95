"""What visitors, agents and timers do with messages left while nobody is in (C2).

``leaving``: the visitor's side. ``access``: who reaches what. ``reading``: one message, and lists. ``transitions``:
claim, assign, answer, close. ``watch``: what comes after a message was left; loads rebuilt. ``telling``: who is told
what. ``delivered``: what becomes of an answer that cannot arrive. ``renaming``: agents' names.
"""

from chalicelib.offline.service.access import seen
from chalicelib.offline.service.leaving import find, leave_message
from chalicelib.offline.service.transitions import assign_message
from chalicelib.offline.service.unfinished import held_by, least_busy, of_nobody
from chalicelib.offline.service.watch import recount_loads
from chalicelib.offline.store import ids_in_state, wanted

__all__ = [
    "assign_message",
    "find",
    "held_by",
    "ids_in_state",
    "least_busy",
    "leave_message",
    "of_nobody",
    "recount_loads",
    "seen",
    "wanted",
]
