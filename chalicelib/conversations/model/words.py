"""What became of words that were said, and what is among agents only: the values that entries and headers carry. Pure.

The transcript is append-only: what is edited or withdrawn is so by an entry of its own, which says of which one it
speaks. Beside the former entry, and beside each edit of it, stands what it is now (``Revision``), so that no page of
the transcript has to be read together with a later one to be shown as it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.masks import Spans

NOTE, SNOOZED, BACK, FILED, FORM = "note", "snoozed", "back", "filed", "form"
VERIFIED = "verified"
TICKET, TICKET_NOTED = "ticket", "ticket_noted"  # a ticket was made from it; the visitor is told, or only agents see it
CALL = "call"  # somebody telephoned with the customer
EDITED, WITHDRAWN, REOPENED = "edited", "withdrawn", "reopened"
NOTE_EDITED, NOTE_WITHDRAWN = "note_edited", "note_withdrawn"
EDITS = frozenset({EDITED, NOTE_EDITED})
# entries that no visitor is ever shown
AMONG_AGENTS = frozenset({NOTE, NOTE_EDITED, NOTE_WITHDRAWN, SNOOZED, BACK, FILED, FORM, VERIFIED, TICKET_NOTED, CALL})

CHANGED_WITHIN = timedelta(minutes=2)  # of being said, by whoever said it
MOST_MENTIONS = 10  # in a note
MOST_MENTIONED = 50  # in a conversation


class Revision(msgspec.Struct, frozen=True):
    """What a message, or a note, is by now, by entry ``seq``: other words, or none (None: withdrawn).

    ``abuse``: where it stands in them, if agents are to see it masked.
    """

    seq: int
    text: str | None = None
    abuse: Spans = ()


class Snooze(msgspec.Struct, frozen=True):
    """A conversation that is put aside since then, until a time (None: until its visitor writes); ``back_at``: when it
    came back, after which it is looked at until somebody says something."""

    since: datetime
    until: datetime | None = None
    back_at: datetime | None = None


class MadeTicket(msgspec.Struct, frozen=True):
    """The ticket that was made from a conversation, and by whom; ``is_told``: its visitor hears of it there."""

    ticket_id: str
    number: str
    by: Author
    is_told: bool


class SnoozeEnded(msgspec.Struct, frozen=True):
    """What was put aside is back, and takes no slot yet."""

    conversation_id: str


class WordsChanged(msgspec.Struct, frozen=True):
    """A message was edited or withdrawn: what keeps a copy of its words forgets them."""

    conversation_id: str


def may_be_changed(said_at: datetime, now: datetime) -> bool:
    """Whether what was said then can still be edited or withdrawn: up to the very moment, not after it."""
    return now - said_at <= CHANGED_WITHIN


class PromiseSought(msgspec.Struct, frozen=True):
    """Asked of the room above: do these words of an agent's promise something by a time (D10)?"""

    text: str


class Promised(msgspec.Struct, frozen=True):
    """They do: by then, by this channel."""

    due_at: datetime
    channel: str
