"""The moves a conversation can make: header in, header and the entry that says so out. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import (
    AGENT_AWAY,
    ASSIGNED,
    AUTO_REPLY,
    CLOSED,
    CLOSING,
    COUNTED_FOR,
    FILE_CLEARED,
    FILE_REMOVED,
    HELD,
    INVITATION,
    INVITED,
    LEFT,
    MESSAGE,
    OFFLINE_FORM,
    OPEN,
    REMINDER,
    RESUMED,
    SURVEY,
    TRANSFERRED,
    WAITING,
    WAITS,
    ConversationClosed,
    ConversationTaken,
    Entry,
    Header,
    previewed,
)
from chalicelib.conversations.model.positions import Standing, noted, with_expected
from chalicelib.conversations.model.prechat import FormSaid
from chalicelib.conversations.model.refusals import (
    AlreadyHeld,
    AlreadyThere,
    NotAGuest,
    NotAnswered,
    NotHeld,
    NotTaken,
    TooManyGuests,
)
from chalicelib.conversations.model.system_words import system_text
from chalicelib.conversations.model.words import FORM
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.errors import LimitReached
from chalicelib.core.masks import Spans
from chalicelib.files.model.upload import INFECTED, READY, File
from chalicelib.plans.model.texts import with_place

MOST_GUESTS = 5
FULL = "full"


class Enclosed(TypedDict, total=False):
    """What goes with a message, and where its words are abusive."""

    file: File | None
    quote: int | None
    abuse: Spans
    via: str | None


class Beside(Enclosed, total=False):
    """What an entry has beside its words."""

    client_id: str | None
    agent: Author | None
    note: str | None
    offer: str | None
    ref: str | None
    group: str | None
    about: int | None
    mentions: tuple[str, ...]
    until: datetime | None
    form: FormSaid | None


def with_entry(
    header: Header, kind: str, author: Author, text: str, now: datetime, **beside: Unpack[Beside]
) -> tuple[Header, Entry]:
    """The conversation with one entry more, which changes nothing else of it."""
    return _append(header, kind, author, text, now, **beside)


def _append(
    header: Header,
    kind: str,
    author: Author,
    text: str,
    now: datetime,
    standing: Standing | None = None,
    **beside: Unpack[Beside],
) -> tuple[Header, Entry]:
    entry = Entry(
        seq=header.last_seq + 1,
        kind=kind,
        author=author,
        text=text,
        at=now,
        state=header.state,
        visitor_id=header.visitor_id,
        place=standing.place if standing else None,
        more=standing is not None and standing.more,
        **beside,
    )
    after = replace(header, last_seq=entry.seq, last_at=now)
    if standing is not None:
        first = header.place_at_first if header.told is not None else None if standing.more else standing.place
        after = replace(after, told=noted(header, standing), place_at_first=first)
    if kind == MESSAGE:
        line = entry.text or (entry.file.in_a_line if entry.file else "")
        after = replace(previewed(after, line, entry.abuse), last_author=author.kind, last_message=entry.seq)
    return after, entry


def with_message(
    header: Header, author: Author, text: str, client_id: str, now: datetime, **enclosed: Unpack[Enclosed]
) -> tuple[Header, Entry]:
    """The conversation with one message more: words, a file, or both, which may answer an earlier one (``quote``).
    Raises ``ConversationClosed``, and for a visitor ``LimitReached``.

    What a guest answers is answered. A snooze is over with the visitor's word, and once it came back with anybody's.
    """
    refuse_closed(header)
    snooze = header.snooze
    if snooze is not None and (author.kind == "visitor" or snooze.back_at is not None):
        header = replace(header, snooze=None)
    if author.kind == "visitor":
        header = replace(counted(header, now), asked=header.asked or int(now.timestamp()))
    if author.kind == "agent":
        theirs = author.id in (header.agent_id, *(guest.id for guest in header.guests))
        answered = header.agent_answered or theirs
        header = replace(header, first_reply_at=header.first_reply_at or now, agent_answered=answered, asked=None)
    return _append(header, MESSAGE, author, text, now, client_id=client_id, **enclosed)


def counted(header: Header, now: datetime) -> Header:
    """One more of the messages that the visitor may write in a minute. Raises ``LimitReached``."""
    since = header.counted_since
    if since is None or not since <= now < since + COUNTED_FOR:
        return replace(header, counted_since=now, counted=1)
    if header.counted >= header.most_messages:
        raise LimitReached("messages", "visitor", int((since + COUNTED_FOR - now).total_seconds()) + 1)
    return replace(header, counted=header.counted + 1)


def refuse_closed(header: Header) -> None:
    """Raises ``ConversationClosed`` if it is."""
    if header.state == CLOSED:
        raise ConversationClosed("the conversation is closed; start a new one")


def assigned(
    header: Header, agent: Author, now: datetime, *, by: Author = SYSTEM, note: str | None = None
) -> tuple[Header, Entry]:
    """A waiting conversation, given to an agent, perhaps by a supervisor with a note for them.

    Raises ``ConversationClosed``, ``ConversationTaken``.
    """
    refuse_closed(header)
    if header.state != WAITING:
        holder = header.agent or SYSTEM
        extra = {"agent": {"id": holder.id, "name": holder.name, "number": holder.number}}
        raise ConversationTaken("another agent has it", extra=extra)
    open_now = replace(
        header,
        state=OPEN,
        agent=agent,
        owner=header.owner or agent,
        state_at=now,
        waiting_since=None,
        agent_answered=False,
        held_at=None,
        away=None,
        resumed_at=None,
        patience=0,
        guests=_without(header.guests, agent),
        handed=None,
        unattended=False,
    )
    text = system_text(header.locale, ASSIGNED, name=agent.name, number=agent.number)
    return _append(open_now, ASSIGNED, by, text, now, agent=agent, note=note)


def told_to_wait(header: Header, standing: Standing, now: datetime, *, staffed: bool = True) -> tuple[Header, Entry]:
    """A waiting conversation that was told its place, or that nobody is there at the moment.

    It may leave a message instead (B5).
    """
    told = replace(header, told_to_wait=True, unattended=not staffed)
    return told_of_place(told, WAITS if staffed else "nobody_there", standing, now)


def told_of_place(
    header: Header,
    words: str,
    standing: Standing,
    now: datetime,
    *,
    kind: str = WAITS,
    by: Author = SYSTEM,
    **beside: Unpack[Beside],
) -> tuple[Header, Entry]:
    """A waiting conversation that was told in these words where it stands, and may leave a message instead."""
    beside["offer"] = OFFLINE_FORM
    text = with_place(system_text(header.locale, words), header.locale, standing.place, more=standing.more)
    text = text if header.unattended else with_expected(text, standing, header.locale)
    return _append(header, kind, by, text, now, standing, **beside)


def answered_by_itself(
    header: Header, rule: str, text: str, now: datetime, ref: str | None = None
) -> tuple[Header, Entry]:
    """The desk's own answer by a rule of the plan, or because of ``ref``; each speaks once in a conversation (C5)."""
    return _append(replace(header, replied=(*header.replied, rule)), AUTO_REPLY, SYSTEM, text, now, ref=ref)


def accepted(header: Header, by: Author, text: str, invitation_id: str, now: datetime) -> tuple[Header, Entry]:
    """A conversation that begins with an invitation (A7); an agent's own is theirs first, while they have room."""
    mine = by.id if by.kind == "agent" else header.preferred_agent_id
    after = replace(header, preferred_agent_id=mine, invited_by=by.id if by.kind == "agent" else None)
    return _append(after, INVITATION, by, text, now, ref=invitation_id)


def with_form(header: Header, form: FormSaid, by: Author, now: datetime) -> tuple[Header, Entry]:
    """The conversation with what its visitor filled in before their first message (A6), for agents only."""
    return _append(header, FORM, by, form.in_a_line, now, form=form)


def turned_away(header: Header, kind: str, text: str, now: datetime) -> tuple[Header, Entry]:
    """Kept and over at once, since the plan is closed: the visitor is told why and may leave a message (C1, C5)."""
    return _append(_over(header, SYSTEM, now, kind), kind, SYSTEM, text, now, offer=OFFLINE_FORM)


def waiting_again(header: Header, now: datetime) -> Header:
    """The conversation as it waits once its agent is away: it keeps the time it came, so it stands where it would.

    Nothing of its agent's stays: it is not on hold, and whom they invited are guests no longer.
    """
    return replace(
        header,
        state=WAITING,
        agent=None,
        state_at=now,
        waiting_since=header.started_at,
        told_to_wait=True,
        agent_answered=False,
        held_at=None,
        away=None,
        guests=(),
        told=None,
        unattended=False,
        patience=0,
        absent_since=None,
        released_at=None,
        snooze=None,
    )


def requeued(
    header: Header, now: datetime, *, agent: Author | None, standing: Standing, reason: str | None = None
) -> tuple[Header, Entry]:
    """The conversation that is ``waiting_again`` because its ``agent`` is away, and is told where it stands.

    ``reason``: why they are away, for agents; or that they are full, when the visitor had left. It may leave a message
    instead.
    """
    text = system_text(header.locale, "returned" if reason == FULL else "back")
    return _append(
        header, AGENT_AWAY, SYSTEM, text, now, agent=agent, standing=standing, note=reason, offer=OFFLINE_FORM
    )


def closed(
    header: Header, by: Author, now: datetime, *, why: str = CLOSING, offer: str | None = None
) -> tuple[Header, Entry]:
    """The end. Raises ``ConversationClosed`` if it ended before."""
    refuse_closed(header)
    return _append(_over(header, by, now, why), CLOSING, by, system_text(header.locale, why), now, offer=offer)


def _over(header: Header, by: Author, now: datetime, why: str) -> Header:
    over = replace(header, state=CLOSED, state_at=now, closed_at=now, closed_by=by.kind, waiting_since=None)
    return replace(over, guests=(), held_at=None, away=None, why_closed=why, snooze=None)


def noted_among_agents(header: Header, kind: str, by: Author, note: str, now: datetime) -> tuple[Header, Entry]:
    """The conversation with an entry that is for agents only."""
    return _append(header, kind, by, "", now, note=note)


def asked_to_rate(header: Header, survey_id: str, text: str, now: datetime) -> tuple[Header, Entry]:
    """A conversation that is over, with the invitation to rate it (C5, D1)."""
    return _append(header, SURVEY, SYSTEM, text, now, ref=survey_id)


def judged(header: Header, file: File, state: str, by: Author, now: datetime) -> tuple[Header, Entry]:
    """A conversation, open or over, with the entry that says what became of a file in it (A2): ``ready``, since it was
    found to be clean, ``infected``, or ``removed`` by somebody."""
    says = {READY: FILE_CLEARED, INFECTED: "file_infected"}.get(state, FILE_REMOVED)
    kind = FILE_CLEARED if state == READY else FILE_REMOVED
    text = system_text(header.locale, says, name=file.name)
    return _append(header, kind, by, text, now, ref=file.id, file=replace(file, state=state))


def transferred(
    header: Header, by: Author, agent: Author, now: datetime, *, kind: str = TRANSFERRED, note: str | None = None
) -> tuple[Header, Entry]:
    """An open conversation, now another agent's; its owner stays its owner (A8, D7). ``note`` is for agents.

    ``kind``: transferred, or reassigned by a supervisor or because nobody answered. Raises ``ConversationClosed``,
    ``Conflict``.
    """
    _refuse_unless_open(header)
    passed_on = header.passed_on
    if by.kind == "system" and header.agent_id is not None:
        passed_on = (*passed_on, header.agent_id)
    after = replace(
        header,
        agent=agent,
        state_at=now,
        held_at=None,
        away=None,
        resumed_at=None,
        absent_since=None,
        released_at=None,
        snooze=None,
        agent_answered=False,
        passed_on=passed_on,
        guests=_without(header.guests, agent),
    )
    words = "gone_on" if by.kind == "system" else kind
    text = system_text(header.locale, words, name=agent.name, number=agent.number)
    return _append(after, kind, by, text, now, agent=agent, note=note)


def held(header: Header, by: Author, now: datetime) -> tuple[Header, Entry]:
    """On hold: the visitor is told to wait a moment. Only once its present agent has answered, so that a hold never
    stands for a first answer (B6). Raises ``Conflict``, also when it is held already.
    """
    _refuse_unless_open(header)
    if header.held_at is not None:
        raise AlreadyHeld("it is on hold already")
    if not header.agent_answered:
        raise NotAnswered("answer first, then put it on hold")
    return _append(replace(header, held_at=now), HELD, by, system_text(header.locale, HELD), now)


def resumed(header: Header, by: Author, now: datetime) -> tuple[Header, Entry]:
    """Off hold again. Raises ``Conflict``, ``Conflict`` when it is not held."""
    _refuse_unless_open(header)
    if header.held_at is None:
        raise NotHeld("it is not on hold")
    return _append(replace(header, held_at=None, resumed_at=now), RESUMED, by, system_text(header.locale, RESUMED), now)


def invited(header: Header, by: Author, guest: Author, now: datetime, note: str | None = None) -> tuple[Header, Entry]:
    """A third party who sees and writes until they leave. Raises ``Conflict`` for somebody who is in it already."""
    _refuse_unless_open(header)
    if guest.id == header.agent_id or guest.id in (each.id for each in header.guests):
        raise AlreadyThere("they are in the conversation already")
    if len(header.guests) >= MOST_GUESTS:
        raise TooManyGuests(f"at most {MOST_GUESTS} guests")
    text = system_text(header.locale, INVITED, name=guest.name, number=guest.number)
    return _append(replace(header, guests=(*header.guests, guest)), INVITED, by, text, now, agent=guest, note=note)


def left(header: Header, guest: Author, now: datetime) -> tuple[Header, Entry]:
    """A guest goes. Raises ``Conflict`` for somebody who is none."""
    refuse_closed(header)
    if guest.id not in (each.id for each in header.guests):
        raise NotAGuest("you are no guest here")
    text = system_text(header.locale, LEFT, name=guest.name, number=guest.number)
    return _append(replace(header, guests=_without(header.guests, guest)), LEFT, guest, text, now, agent=guest)


def reminded(header: Header, standing: Standing, text: str, now: datetime) -> tuple[Header, Entry]:
    """Somebody who waits is told where they stand, and that they may leave a message instead (C5)."""
    header = replace(header, reminded=True)
    return _append(header, REMINDER, SYSTEM, text, now, standing=standing, offer=OFFLINE_FORM)


def _without(guests: tuple[Author, ...], author: Author) -> tuple[Author, ...]:
    return tuple(guest for guest in guests if guest.id != author.id)


def _refuse_unless_open(header: Header) -> None:
    refuse_closed(header)
    if header.state != OPEN:
        raise NotTaken("it waits for an agent still")
