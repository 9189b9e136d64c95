"""A conversation: its header, its entries, and the moves it can make, as pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core.errors import Conflict, Forbidden, Invalid

WAITING, OPEN, CLOSED = "waiting", "open", "closed"
STATES = (WAITING, OPEN, CLOSED)

MESSAGE, WAITS, ASSIGNED, CLOSING = "message", "waiting", "assigned", "closed"

MOST_CHARACTERS = 4000
PREVIEW = 80
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Author:
    """Who an entry is by: ``kind`` is visitor, agent or system."""

    kind: str
    id: str | None = None
    name: str | None = None
    number: str | None = None


SYSTEM = Author("system")


@dataclass(frozen=True)
class Entry:
    """One numbered line of the transcript. ``state`` is the conversation's after it."""

    seq: int
    kind: str
    author: Author
    text: str
    at: datetime
    state: str
    visitor_id: str
    client_id: str | None = None
    agent: Author | None = None
    place: int | None = None


@dataclass(frozen=True)
class Header:
    """A conversation as it stands after entry ``last_seq``. ``rank``: lower ranks stand before others in the line."""

    conversation_id: str
    plan_key: str
    visitor_id: str
    state: str
    started_at: datetime
    locale: str
    group_ids: tuple[str, ...] = ()
    allocation: str = "rotation"
    rank: int = 5
    page: str | None = None
    visitor_name: str | None = None
    agent: Author | None = None
    last_seq: int = 0
    last_text: str = ""
    last_author: str = "system"
    last_at: datetime | None = None
    state_at: datetime | None = None
    waiting_since: datetime | None = None
    told_to_wait: bool = False
    first_reply_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def agent_id(self) -> str | None:
        """Whose conversation it is (or was, once closed)."""
        return self.agent.id if self.agent else None


@dataclass(frozen=True)
class Page:
    """What a reader gets: entries after theirs, up to the first gap; ``more``: ask again at once.

    ``state`` is the conversation's as of ``last_seq``, so that a reader who hears "closed" has read everything.
    """

    entries: tuple[Entry, ...]
    last_seq: int
    state: str
    more: bool
    header: Header | None
    visitor_id: str


class ConversationClosed(Conflict):
    """Nothing can be added any more; start a new conversation."""

    code = "conversation_closed"
    title = "The conversation is closed"


class ConversationTaken(Conflict):
    """It has an agent already."""

    code = "conversation_taken"
    title = "Somebody else has taken it"


class NotYours(Forbidden):
    """The conversation is another agent's."""

    code = "not_yours"
    title = "This conversation is another agent's"


_SAYS = {
    "zh-CN": {
        ASSIGNED: "客服 {name}（工号 {number}）为您服务",
        WAITS: "客服正忙，您前面还有 {ahead} 位，请稍候",
        CLOSING: "会话已结束",
        "back": "客服暂时离开，正在为您转接其他客服",
    },
    "en": {
        ASSIGNED: "{name} (No. {number}) is here to help you",
        WAITS: "All agents are busy; {ahead} ahead of you, please wait",
        CLOSING: "The conversation has ended",
        "back": "Your agent had to leave; finding somebody else for you",
    },
}


def said(locale: str, what: str, **words: object) -> str:
    """A system entry's text in the visitor's language."""
    return _SAYS.get(locale, _SAYS["en"])[what].format(**words)


def checked_text(text: str, field: str = "text") -> str:
    """A message's text: trimmed, 1 to 4,000 characters; what is inside is kept as it is. Raises ``Invalid``."""
    text = text.strip()
    if not 1 <= len(text) <= MOST_CHARACTERS:
        raise Invalid.field(field, f"1 to {MOST_CHARACTERS} characters")
    if "\x00" in text:
        raise Invalid.field(field, "no NUL character")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise Invalid.field(field, "no lone surrogate")
    return text


def line_number(header: Header) -> int:
    """Where it stands in the line: by rank, then by when the waiting began, then by a number of its own."""
    since = header.waiting_since or header.started_at
    microseconds = (since - datetime(2020, 1, 1, tzinfo=since.tzinfo)) // _MICROSECOND
    own = int.from_bytes(hashlib.sha256(header.conversation_id.encode()).digest()[:3], "big")
    return (header.rank * 10**17 + microseconds) * 10**8 + own


def started(
    conversation_id: str,
    plan_key: str,
    visitor_id: str,
    now: datetime,
    *,
    locale: str,
    group_ids: Sequence[str],
    allocation: str,
    page: str | None,
    visitor_name: str | None,
) -> Header:
    """A new conversation, in line, with nothing in it yet."""
    return Header(
        conversation_id=conversation_id,
        plan_key=plan_key,
        visitor_id=visitor_id,
        state=WAITING,
        started_at=now,
        locale=locale,
        group_ids=tuple(group_ids),
        allocation=allocation,
        page=page,
        visitor_name=visitor_name,
        waiting_since=now,
        state_at=now,
    )


def _append(
    header: Header,
    kind: str,
    author: Author,
    text: str,
    now: datetime,
    *,
    client_id: str | None = None,
    agent: Author | None = None,
    place: int | None = None,
) -> tuple[Header, Entry]:
    entry = Entry(
        seq=header.last_seq + 1,
        kind=kind,
        author=author,
        text=text,
        at=now,
        state=header.state,
        visitor_id=header.visitor_id,
        client_id=client_id,
        agent=agent,
        place=place,
    )
    after = replace(header, last_seq=entry.seq, last_at=now)
    if kind == MESSAGE:
        after = replace(after, last_text=text[:PREVIEW], last_author=author.kind)
    return after, entry


def with_message(header: Header, author: Author, text: str, client_id: str, now: datetime) -> tuple[Header, Entry]:
    """The conversation with one message more. Raises ``ConversationClosed``."""
    refuse_closed(header)
    if author.kind == "agent" and header.first_reply_at is None:
        header = replace(header, first_reply_at=now)
    return _append(header, MESSAGE, author, text, now, client_id=client_id)


def refuse_closed(header: Header) -> None:
    """Raises ``ConversationClosed`` if it is."""
    if header.state == CLOSED:
        raise ConversationClosed("the conversation is closed; start a new one")


def assigned(header: Header, agent: Author, now: datetime) -> tuple[Header, Entry]:
    """A waiting conversation, given to an agent. Raises ``ConversationClosed``, ``ConversationTaken``."""
    refuse_closed(header)
    if header.state != WAITING:
        holder = header.agent or SYSTEM
        extra = {"agent": {"id": holder.id, "name": holder.name, "number": holder.number}}
        raise ConversationTaken("another agent has it", extra=extra)
    open_now = replace(header, state=OPEN, agent=agent, state_at=now, waiting_since=None, first_reply_at=None)
    text = said(header.locale, ASSIGNED, name=agent.name, number=agent.number)
    return _append(open_now, ASSIGNED, SYSTEM, text, now, agent=agent)


def told_to_wait(header: Header, place: int, now: datetime) -> tuple[Header, Entry]:
    """A waiting conversation that was told its place (1 is next)."""
    text = said(header.locale, WAITS, ahead=place - 1)
    return _append(replace(header, told_to_wait=True), WAITS, SYSTEM, text, now, place=place)


def put_back(header: Header, now: datetime) -> tuple[Header, Entry]:
    """Back in line because its agent left before answering. It keeps the time it came, so it stands where it would."""
    waiting = replace(
        header, state=WAITING, agent=None, state_at=now, waiting_since=header.started_at, told_to_wait=True
    )
    return _append(waiting, WAITS, SYSTEM, said(header.locale, "back"), now)


def closed(header: Header, by: Author, now: datetime) -> tuple[Header, Entry]:
    """The end. Raises ``ConversationClosed`` if it ended before."""
    refuse_closed(header)
    over = replace(header, state=CLOSED, state_at=now, closed_at=now, closed_by=by.kind, waiting_since=None)
    return _append(over, CLOSING, by, said(header.locale, CLOSING), now)


def page_of(entries: Sequence[Entry], header: Header | None, after: int, limit: int) -> Page | None:
    """What may be shown of one read: nothing behind a gap, at most ``limit``. None: there is no such conversation.

    A header that was not in the read stands behind entries that were not either: then there is more.
    """
    lawful: list[Entry] = []
    for entry in entries:
        if entry.seq != after + len(lawful) + 1 or len(lawful) == limit:
            break
        lawful.append(entry)
    if header is None and not lawful:
        return None
    last_seq = lawful[-1].seq if lawful else after
    if header is not None and last_seq >= header.last_seq:
        return Page(tuple(lawful), header.last_seq, header.state, False, header, header.visitor_id)
    state = lawful[-1].state if lawful or header is None else header.state
    visitor_id = header.visitor_id if header else lawful[0].visitor_id
    return Page(tuple(lawful), last_seq, state, True, header, visitor_id)


def visitor_pace(state: str, last_at: datetime | None, now: datetime) -> int:
    """Milliseconds until a visitor's widget should ask again: quick in a live exchange, slow when quiet."""
    if state == CLOSED:
        return 60_000
    quiet = (now - last_at).total_seconds() if last_at else 0.0
    if quiet < 60:
        return 1_500
    return 3_000 if quiet < 300 else 10_000


@dataclass(frozen=True)
class ConversationStarted:
    """A visitor began to wait."""

    conversation_id: str


@dataclass(frozen=True)
class ConversationEnded:
    """It is over; ``agent_id`` (or nobody) has a place free again."""

    conversation_id: str
    agent_id: str | None
