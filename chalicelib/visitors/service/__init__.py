"""What a visitor, or somebody who serves them, does about who they are.

``registering``: who comes. ``identifying``: whose website vouches for them. ``records``: as they are read and changed.
``keeping``: what is kept of them besides.
"""

from chalicelib.visitors.service.keeping import (
    add_note,
    edit_note,
    former_notes,
    list_tags,
    notes_of,
    remember_tags,
    visits_of,
)
from chalicelib.visitors.service.records import as_read, card, edited, is_past_of, own_ids, read
from chalicelib.visitors.service.registering import Caller, perhaps, recognised, register, same_plan
from chalicelib.visitors.store.visitors import (
    AskedLately,
    JoinedSince,
    NotOpen,
    VisitorBusy,
    VisitorMoved,
    blocked,
    claim_follow_up,
    claim_open,
    claim_survey,
    edit,
    learn,
    reachable_at,
    release_open,
    set_block,
    wanted,
    without_contact,
)

__all__ = [
    "AskedLately",
    "Caller",
    "JoinedSince",
    "NotOpen",
    "VisitorBusy",
    "VisitorMoved",
    "add_note",
    "as_read",
    "blocked",
    "card",
    "claim_follow_up",
    "claim_open",
    "claim_survey",
    "edit",
    "edit_note",
    "edited",
    "former_notes",
    "is_past_of",
    "learn",
    "list_tags",
    "notes_of",
    "own_ids",
    "perhaps",
    "reachable_at",
    "read",
    "recognised",
    "register",
    "release_open",
    "remember_tags",
    "same_plan",
    "set_block",
    "visits_of",
    "wanted",
    "without_contact",
]
