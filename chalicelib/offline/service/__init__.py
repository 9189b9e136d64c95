"""What visitors, agents and timers do with messages left while nobody is in (C2).

``leaving``: the visitor's side. ``access``: who reaches what. ``reading``: one message, and lists. ``moves``: claim,
assign, answer, close. ``watch``: what comes after a message was left; loads rebuilt. ``telling``: who is told what.
"""

from chalicelib.offline.service.leaving import ALLOCATE, CLOSE_WAITING, LOOK_AFTER, Left, leave_message, list_own
from chalicelib.offline.service.moves import answer_message, assign_message, claim_message, close_message
from chalicelib.offline.service.reading import list_messages, read_message
from chalicelib.offline.service.watch import Drift, allocate, close_waiting, look_after, recount_loads

__all__ = [
    "ALLOCATE",
    "CLOSE_WAITING",
    "LOOK_AFTER",
    "Drift",
    "Left",
    "allocate",
    "answer_message",
    "assign_message",
    "claim_message",
    "close_message",
    "close_waiting",
    "leave_message",
    "list_messages",
    "list_own",
    "look_after",
    "read_message",
    "recount_loads",
]
