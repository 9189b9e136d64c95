"""What visitors, agents and timers do with messages left while nobody is in (C2).

``leaving``: the visitor's side. ``access``: who reaches what. ``reading``: one message, and lists. ``moves``: claim,
assign, answer, close. ``watch``: what comes after a message was left; loads rebuilt. ``telling``: who is told what.
``delivered``: what becomes of an answer that cannot arrive. ``renaming``: agents' names.
"""

from chalicelib.offline.service.delivered import take_back
from chalicelib.offline.service.leaving import ALLOCATE, CLOSE_WAITING, LOOK_AFTER, Left, leave_message, list_own
from chalicelib.offline.service.moves import answer_message, assign_message, claim_message, close_message
from chalicelib.offline.service.reading import list_messages, preview_sms, read_message, read_survey
from chalicelib.offline.service.renaming import RENAME, rename, rename_later
from chalicelib.offline.service.watch import (
    GIVE_ON,
    Drift,
    allocate,
    close_waiting,
    give_on,
    give_on_later,
    look_after,
    recount_loads,
)

__all__ = [
    "ALLOCATE",
    "CLOSE_WAITING",
    "GIVE_ON",
    "LOOK_AFTER",
    "RENAME",
    "Drift",
    "Left",
    "allocate",
    "answer_message",
    "assign_message",
    "claim_message",
    "close_message",
    "close_waiting",
    "give_on",
    "give_on_later",
    "leave_message",
    "list_messages",
    "list_own",
    "look_after",
    "preview_sms",
    "read_message",
    "read_survey",
    "recount_loads",
    "rename",
    "rename_later",
    "take_back",
]
