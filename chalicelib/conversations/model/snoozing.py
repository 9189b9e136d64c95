"""A conversation that is put aside until a time, or until its visitor writes, and one that goes on again (A3). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import CLOSED, OPEN, Entry, Header
from chalicelib.conversations.model.refusals import NotClosed, NotSnoozed, NotTaken, TooLateToReopen
from chalicelib.conversations.model.system_words import system_text
from chalicelib.conversations.model.transitions import refuse_closed, with_entry
from chalicelib.conversations.model.words import BACK, REOPENED, SNOOZED, Snooze
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid

LONGEST_SNOOZE = timedelta(days=90)


def checked_until(until: datetime | None, now: datetime) -> datetime | None:
    """When a snooze ends: a moment to come, within ninety days; None: with the visitor's word only. Raises
    ``Invalid``."""
    if until is None:
        return None
    if until.tzinfo is None or not now < until <= now + LONGEST_SNOOZE:
        raise Invalid.field("until", f"a time to come, within {LONGEST_SNOOZE.days} days")
    return until


def snoozed(header: Header, by: Author, until: datetime | None, now: datetime) -> tuple[Header, Entry]:
    """The open conversation, put aside: it takes no slot, and no answer is owed meanwhile. Again: until then instead.

    Raises ``ConversationClosed``, ``NotTaken``.
    """
    refuse_closed(header)
    if header.state != OPEN:
        raise NotTaken("it waits for an agent still")
    aside = Snooze(now, until)
    after = replace(header, snooze=aside, released_at=header.released_at or now, held_at=None)
    return with_entry(after, SNOOZED, by, "", now, until=until)


def is_aside_until(header: Header, until: datetime | None) -> bool:
    """Whether it is put aside until just then: to ask for it again changes nothing."""
    aside = header.snooze
    return header.state == OPEN and aside is not None and aside.back_at is None and aside.until == until


def back(header: Header, by: Author, now: datetime) -> tuple[Header, Entry]:
    """The conversation that was put aside, among the others again; its agent has it from now on, and owes an answer
    from now on, if they owe one.

    It ends by itself only once somebody has said something in it. Raises ``ConversationClosed``, ``NotSnoozed``.
    """
    refuse_closed(header)
    if header.snooze is None or header.snooze.back_at is not None:
        raise NotSnoozed("it is not snoozed")
    after = replace(header, snooze=replace(header.snooze, back_at=now), state_at=now)
    return with_entry(after, BACK, by, "", now)


def in_a_slot(header: Header) -> Header:
    """The same conversation in a slot of its agent's again; no entry says so."""
    return replace(header, released_at=None, edits=header.edits + 1)


def refuse_unless_reopenable(header: Header, days: int, now: datetime) -> None:
    """Raises ``NotClosed``, or ``TooLateToReopen`` for what ended more than so many days ago (0: all)."""
    if header.state != CLOSED:
        raise NotClosed("it is not closed")
    if header.closed_at is None or now > header.closed_at + timedelta(days=days):
        raise TooLateToReopen(f"it ended more than {days} days ago")


def reopened(header: Header, agent: Author, now: datetime) -> tuple[Header, Entry]:
    """The conversation that was closed, open again and this agent's; what was said, asked and counted in it stays."""
    after = replace(
        header,
        state=OPEN,
        agent=agent,
        owner=header.owner or agent,
        state_at=now,
        resumed_at=None,
        **NOT_CLOSED,
    )
    text = system_text(header.locale, REOPENED)
    return with_entry(after, REOPENED, agent, text, now, agent=agent)


def goes_on(blank: Header, former: Header, by: Author, now: datetime) -> tuple[Header, Entry]:
    """A new start of a visitor's (``blank``) as the former conversation that goes on: it waits like any other, for whom
    it was with before all; its entries go on where they ended."""
    kept = {name: getattr(former, name) for name in KEPT}
    after = replace(blank, preferred_agent_id=former.agent_id, **kept)
    return with_entry(after, REOPENED, by, system_text(former.locale, REOPENED), now)


NOT_CLOSED = {
    "closed_at": None,
    "closed_by": None,
    "why_closed": None,
    "waiting_since": None,
    "released_at": None,
    "absent_since": None,
    "asked": None,
    "agent_answered": True,
    "handed": None,
    "unattended": False,
}
KEPT = (
    "conversation_id",
    "started_at",
    "locale",
    "source",
    "owner",
    "last_seq",
    "last_text",
    "last_written",
    "last_author",
    "last_at",
    "last_message",
    "first_reply_at",
    "category",
    "replied",
    "edits",
    "counted_since",
    "counted",
    "mentioned",
)
