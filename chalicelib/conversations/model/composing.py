"""What is written besides messages: notes among agents, and what becomes of one's own words (A2, A8). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import AUTO_REPLY, MESSAGE, Entry, Header, previewed
from chalicelib.conversations.model.refusals import NotYourWords, TooLateToChange, WasWithdrawn
from chalicelib.conversations.model.system_words import system_text
from chalicelib.conversations.model.transitions import Beside, counted, refuse_closed, with_entry
from chalicelib.conversations.model.words import (
    EDITED,
    EDITS,
    MOST_MENTIONED,
    MOST_MENTIONS,
    NOTE,
    NOTE_EDITED,
    NOTE_WITHDRAWN,
    TICKET,
    TICKET_NOTED,
    WITHDRAWN,
    MadeTicket,
    Revision,
    may_be_changed,
)
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.core.masks import Spans
from chalicelib.files.model.upload import REMOVED, File


def noted(
    header: Header, by: Author, text: str, mentions: Sequence[str], now: datetime, *, client_id: str
) -> tuple[Header, Entry]:
    """The conversation with a note that no visitor is shown; whom it mentions may see the conversation from then on.

    It answers nothing, and nothing is counted by it. Raises ``ConversationClosed``, ``Invalid`` where as many as may be
    were mentioned.
    """
    refuse_closed(header)
    known = tuple(dict.fromkeys((*header.mentioned, *mentions)))
    if len(known) > MOST_MENTIONED:
        raise Invalid.field("mentions", f"at most {MOST_MENTIONED} people in a conversation")
    after = replace(header, mentioned=known)
    return with_entry(after, NOTE, by, text, now, client_id=client_id, mentions=tuple(mentions))


def became_ticket(header: Header, made: MadeTicket, now: datetime) -> tuple[Header, Entry]:
    """The conversation, open or over, with the entry that says that a ticket was made from it: to its visitor in words,
    if they are to know; to agents with its number."""
    beside: Beside = {"note": made.number, "ref": made.ticket_id}
    if not made.is_told:
        return with_entry(header, TICKET_NOTED, made.by, "", now, **beside)
    text = system_text(header.locale, TICKET, number=made.number)
    return with_entry(header, TICKET, made.by, text, now, **beside)


def checked_mentions(mentions: Iterable[str]) -> tuple[str, ...]:
    """Whom a note names, each once. Raises ``Invalid`` for too many."""
    named = tuple(dict.fromkeys(mentions))
    if len(named) > MOST_MENTIONS:
        raise Invalid.field("mentions", f"at most {MOST_MENTIONS}")
    return named


def refuse_unquotable(entry: Entry | None) -> None:
    """Raises ``Invalid`` for what cannot be answered as a message: what is none, or no visitor sees."""
    if entry is None or entry.kind not in (MESSAGE, AUTO_REPLY):
        raise Invalid.field("quote", "the number of a message of this conversation")


def refuse_unchangeable(entry: Entry | None, by: Author, now: datetime, kind: str = MESSAGE) -> Entry:
    """The message (or of another ``kind``: note), if it is theirs to edit or withdraw at this moment.

    Raises ``NotYourWords``, ``TooLateToChange``, ``WasWithdrawn``.
    """
    if entry is None or entry.kind != kind or (entry.author.kind, entry.author.id) != (by.kind, by.id):
        raise NotYourWords(f"this is no {kind} of yours")
    if entry.revision is not None and entry.revision.text is None:
        raise WasWithdrawn("it was withdrawn")
    if not may_be_changed(entry.at, now):
        raise TooLateToChange("it can be changed for two minutes")
    return entry


def edited(
    header: Header, entry: Entry, by: Author, text: str, now: datetime, *, client_id: str, abuse: Spans = ()
) -> tuple[Header, Entry]:
    """The conversation in which this message, or note, has other words from now on; the entry that says so has them."""
    kind = NOTE_EDITED if entry.kind == NOTE else EDITED
    after = _changed(header, entry, by, text, now, abuse)
    return with_entry(after, kind, by, text, now, client_id=client_id, about=entry.seq, abuse=abuse)


def withdrawn(header: Header, entry: Entry, by: Author, now: datetime, *, client_id: str) -> tuple[Header, Entry]:
    """The conversation in which this message, or note, has no words any more, and its file is gone."""
    kind = NOTE_WITHDRAWN if entry.kind == NOTE else WITHDRAWN
    after = _changed(header, entry, by, "", now)
    beside: Beside = {"client_id": client_id, "about": entry.seq, "file": without(entry.file)}
    return with_entry(after, kind, by, "", now, **beside)


def without(file: File | None) -> File | None:
    """What is said of a file that was taken away."""
    return replace(file, state=REMOVED) if file is not None else None


def _changed(header: Header, entry: Entry, by: Author, text: str, now: datetime, abuse: Spans = ()) -> Header:
    """The conversation in which the message has these words. Raises ``ConversationClosed``, ``LimitReached``."""
    refuse_closed(header)
    if by.kind == "visitor":
        header = counted(header, now)
    if header.last_message == entry.seq:
        header = previewed(header, text, abuse)
    return header


def revision_by(entry: Entry) -> Revision:
    """What a message, or note, is after this entry, which edits or withdraws it."""
    return Revision(entry.seq, entry.text if entry.kind in EDITS else None, entry.abuse)
