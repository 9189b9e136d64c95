"""Conversations on the telephone (A9): written down once they are over, or part of one that goes on. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Entry, Header, previewed
from chalicelib.conversations.model.filing import Filing, closed_and_filed
from chalicelib.conversations.model.transitions import assigned, closed, refuse_closed, with_entry
from chalicelib.conversations.model.words import CALL
from chalicelib.core.authors import SYSTEM, Author

MISSED_CALL = "missed_call"


class CallLine(msgspec.Struct, frozen=True):
    """What a transcript says of a call: ``line``, in one line; ``note``, for agents; ``ref``, its id; who wrote it
    down."""

    ref: str
    by: Author
    line: str
    note: str


class Telephoned(msgspec.Struct, frozen=True):
    """A call as a conversation of its own: its ``agent``'s, or nobody's where it was missed; when it was; what it was
    about."""

    conversation_id: str
    line: CallLine
    agent: Author | None
    began: datetime
    ended: datetime
    filing: Filing = Filing()


def telephoned(blank: Header, call: Telephoned) -> tuple[Header, list[Entry]]:
    """A conversation of one call, which is over. Raises ``CategoryNeeded``."""
    entries = list[Entry]()
    header = replace(blank, started_at=call.began, waiting_since=call.began, state_at=call.began)
    if call.agent is not None:
        header, given = assigned(header, call.agent, call.began)
        entries.append(given)
    header, told = _with_call(header, call.line, call.ended)
    if call.agent is None:
        header, end = closed(header, SYSTEM, call.ended, why=MISSED_CALL)
    elif call.line.by.kind == SYSTEM.kind:  # whoever talked says afterwards what it was about
        header, end = closed(header, SYSTEM, call.ended)
    else:
        header, end = closed_and_filed(header, call.filing, by=call.line.by, now=call.ended)
    return header, [*entries, told, end]


def _with_call(header: Header, call: CallLine, now: datetime) -> tuple[Header, Entry]:
    after, entry = with_entry(header, CALL, call.by, "", now, note=call.note, ref=call.ref)
    return replace(previewed(after, call.line), last_author=call.by.kind), entry


def joined_by(header: Header, call: CallLine, now: datetime) -> tuple[Header, Entry]:
    """A conversation that goes on, with a call of its customer's. Raises ``ConversationClosed``."""
    refuse_closed(header)
    return with_entry(header, CALL, call.by, "", now, note=call.note, ref=call.ref)


def corrected(header: Header, call: CallLine, now: datetime) -> tuple[Header, Entry]:
    """A conversation, open or over, that says what is known of a call by now."""
    return with_entry(header, CALL, call.by, "", now, note=call.note, ref=call.ref)
