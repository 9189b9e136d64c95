"""What a ticket goes through, as one table; and what each step makes of it, with the entry that says so (D4, D7).

Every step gives the ticket with its next ``version`` and the one entry of that number. ``owner`` and ``handler`` are
people at any time: a step sets another, never none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import SYSTEM, Author
from chalicelib.tickets.model.flow_refusals import FollowsFlow
from chalicelib.tickets.model.flows import Stage
from chalicelib.tickets.model.refusals import (
    AlreadyHandler,
    MoveNotAllowed,
    NotMergeable,
    ReopenedTooLate,
    TicketOver,
    TooManyWords,
)
from chalicelib.tickets.model.ticket import (
    ASSIGNED,
    CHANGE,
    CLOSED,
    CREATED,
    ESCALATED,
    HANDED,
    IN_PROGRESS,
    MERGED,
    MOVE,
    NEW,
    OVER,
    QUOTED,
    REOPENED,
    SOLVED,
    STEP,
    VERDICT,
    WAITING,
    WORDS,
    Awaited,
    Changed,
    Entry,
    Ticket,
    Value,
)

# state → where it may go from there. Whatever is not done may be closed as well: what is no matter of anybody's, or was
# merged. What is closed comes back only as reopened, and only for some days (``opened_again``).
WAYS: Mapping[str, tuple[str, ...]] = {
    NEW: (ASSIGNED, IN_PROGRESS, CLOSED),
    ASSIGNED: (IN_PROGRESS, CLOSED),
    IN_PROGRESS: (WAITING, SOLVED, ASSIGNED, CLOSED),
    WAITING: (IN_PROGRESS, SOLVED, ASSIGNED, CLOSED),
    SOLVED: (CLOSED, REOPENED),
    CLOSED: (REOPENED,),
    REOPENED: (ASSIGNED, IN_PROGRESS, CLOSED),
}
MOST_PARTICIPANTS = 20
MOST_ENTRIES = 10_000
MOST_MERGED = 20

Step = tuple[Ticket, Entry]


class Again(msgspec.Struct, frozen=True):
    """For how many days what is over may be opened again; in which stage of its flow it goes on then, and with which
    fields, if it follows one; what is ``gone`` of these."""

    days: int
    stage: Stage | None = None
    fields: Mapping[str, Value] | None = None
    gone: tuple[Changed, ...] = ()


class Allowed(msgspec.Struct, frozen=True):
    """What its customer may do with a ticket now: add words, say yes, say no. How long it is over, the desk's days
    say."""

    may_write: bool
    may_confirm: bool
    may_reopen: bool


def allowed_to_customer(ticket: Ticket) -> Allowed:
    """As the page behind the link and the widget show it."""
    may_reopen = REOPENED in WAYS[ticket.state] and ticket.merged_into is None
    asks = ticket.asks_customer
    return Allowed(ticket.state != CLOSED, ticket.state == SOLVED or asks, may_reopen or asks)


class Beside(TypedDict, total=False):
    """What an entry has beside its words."""

    public: bool
    changes: tuple[Changed, ...]
    agent: Author | None
    ref: str | None
    client_id: str | None


def with_entry(ticket: Ticket, kind: str, author: Author, text: str, now: datetime, **beside: Unpack[Beside]) -> Step:
    """The ticket with one entry more. Raises ``TooManyWords``."""
    if ticket.version >= MOST_ENTRIES:
        raise TooManyWords(f"at most {MOST_ENTRIES:,} entries")
    return _append(ticket, kind, author, text, now, **beside)


def _append(ticket: Ticket, kind: str, author: Author, text: str, now: datetime, **beside: Unpack[Beside]) -> Step:
    entry = Entry(ticket.version + 1, kind, author, text, now, ticket.state, stage=ticket.stage, **beside)
    return replace(ticket, version=entry.seq, changed_at=now), entry


def begun(ticket: Ticket, quotes: Sequence[Entry], now: datetime) -> tuple[Ticket, list[Entry]]:
    """A new ticket with its first entries: that it was made, and the messages it was made from."""
    after, first = _append(ticket, CREATED, ticket.created_by, ticket.text, now, ref=ticket.origin.id)
    entries = [first]
    for quote in quotes:
        after, entry = _append(after, QUOTED, quote.author, quote.text, quote.at, ref=quote.ref)
        entries.append(entry)
    return replace(after, changed_at=now), entries


def moved(
    ticket: Ticket, to: str, by: Author, text: str, now: datetime, gone: Sequence[Changed] = (), **more: Any
) -> Step:
    """On its way to the next state; ``more``: what else is so of it then, of which ``gone`` is told. Raises
    ``MoveNotAllowed``, ``TicketOver``, ``FollowsFlow`` for one that only the stages of its flow lead to its end."""
    refuse_way(ticket, to)
    if to in OVER and ticket.stage is not None:
        raise FollowsFlow("it is solved and closed by its stages", extra={"stage": ticket.stage})
    ends: dict[str, Any] = {"solved_at": now} if to == SOLVED else {"closed_at": now} if to == CLOSED else {}
    if to == REOPENED:
        ends = {"solved_at": None, "closed_at": None, "reopened": ticket.reopened + 1}
    after = replace(ticket, **{"state": to, "state_at": now, "awaited": None, **ends, **more})
    changes = [Changed("state", ticket.state, to)]
    changes += [Changed("stage", ticket.stage, after.stage)] if after.stage != ticket.stage else []
    return with_entry(after, MOVE, by, text, now, public=True, changes=(*changes, *gone))


def refuse_way(ticket: Ticket, to: str) -> None:
    """Raises ``MoveNotAllowed`` where the table has no such way."""
    ways = WAYS[ticket.state]
    if to not in ways:
        raise MoveNotAllowed(
            f"from {ticket.state} it may go to {', '.join(ways)}", extra={"state": ticket.state, "ways": list(ways)}
        )


def awaiting_customer(ticket: Ticket, by: Author, awaited: Awaited, text: str, now: datetime) -> Step:
    """It waits for the customer, who is told what to do and by when; no deadline runs meanwhile."""
    return moved(ticket, WAITING, by, text, now, awaited=awaited)


def opened_again(ticket: Ticket, by: Author, text: str, now: datetime, again: Again) -> Step:
    """Not solved after all, in time. Raises ``MoveNotAllowed``, ``ReopenedTooLate``, ``TicketOver``."""
    refuse_way(ticket, REOPENED)
    if ticket.merged_into is not None:
        raise TicketOver("it became part of another ticket")
    since = ticket.closed_at or ticket.solved_at or now
    if now > since + timedelta(days=again.days):
        raise ReopenedTooLate(f"it could be opened again for {again.days} days", extra={"days": again.days})
    more = staged(ticket, again.stage) if again.stage is not None else {}
    more |= {"fields": again.fields} if again.fields is not None else {}
    return moved(ticket, REOPENED, by, text, now, again.gone, **more)


def staged(ticket: Ticket, stage: Stage) -> dict[str, Any]:
    """What is otherwise of a ticket that its next entry brings to this stage."""
    return {"stage": stage.key, "staged": ticket.version + 1, "asks": stage.asks}


def handed(
    ticket: Ticket,
    agent: Author,
    group_id: str | None,
    by: Author,
    note: str,
    now: datetime,
    *,
    state: str | None = None,
) -> Step:
    """Another one works on it from now on; its owner stays (D7). What waits for the customer goes on waiting.

    ``state``: as which it is theirs; None: assigned. Raises ``TicketOver``, ``AlreadyHandler``.
    """
    refuse_over(ticket)
    if agent.id == ticket.handler_id and group_id == ticket.group_id:
        raise AlreadyHandler(f"{agent.name} has it already")
    to = state or (ticket.state if ticket.state == WAITING else ASSIGNED)
    after = replace(ticket, handler=agent, group_id=group_id, state=to, participants=besides(ticket, agent))
    after = after if to == ticket.state else replace(after, state_at=now)
    changes = [Changed("handler", ticket.handler.name, agent.name)] if agent.id != ticket.handler_id else []
    changes += [Changed("group", ticket.group_id, group_id)] if group_id != ticket.group_id else []
    changes += [Changed("state", ticket.state, to)] if to != ticket.state else []
    return with_entry(after, HANDED, by, note, now, changes=tuple(changes), agent=agent)


def owned_by(ticket: Ticket, owner: Author, note: str, now: datetime) -> Step:
    """Whoever was responsible cannot be any more, and somebody else is: the desk's own doing, never anybody's wish."""
    changes = (Changed("owner", ticket.owner.name, owner.name),)
    return with_entry(replace(ticket, owner=owner), HANDED, SYSTEM, note, now, changes=changes, agent=owner)


def renamed(ticket: Ticket, agent: Author) -> Ticket:
    """The ticket with somebody as they are called now; no entry says so."""
    handler, owner = (agent if each.id == agent.id else each for each in (ticket.handler, ticket.owner))
    if (handler, owner) == (ticket.handler, ticket.owner):
        return ticket
    return replace(ticket, handler=handler, owner=owner, edits=ticket.edits + 1)


def changed(ticket: Ticket, fields: Mapping[str, Any], by: Author, note: str, now: datetime) -> Step | None:
    """The ticket with other values of these fields, or None where all are so already. Raises ``TicketOver``."""
    others = {name: value for name, value in fields.items() if getattr(ticket, name) != value}
    if not others:
        return None
    refuse_closed(ticket)
    changes = tuple(
        change for name, value in others.items() for change in changes_of(name, getattr(ticket, name), value)
    )
    alarm = others.get("alarm")
    said = note or (f"{alarm.summary}\n{alarm.reason}" if alarm is not None else "")
    return with_entry(replace(ticket, **others), CHANGE, by, said, now, changes=changes)


def said_of(ticket: Ticket, kind: str, by: Author, text: str, now: datetime, client_id: str) -> Step:
    """A step that the customer sees too, or a note that only colleagues see. Its handler's first step begins the work.

    Raises ``TicketOver`` for what is closed, unless it is a note.
    """
    if kind == STEP:
        refuse_closed(ticket)
    if kind == STEP and ticket.state in (NEW, ASSIGNED, REOPENED) and by.id == ticket.handler_id:
        ticket = replace(ticket, state=IN_PROGRESS, state_at=now)
    return with_entry(ticket, kind, by, text, now, public=kind == STEP, client_id=client_id)


def customer_said(ticket: Ticket, by: Author, text: str, now: datetime, client_id: str) -> Step:
    """Words of the customer's; what waited for them goes on. Raises ``TicketOver``."""
    refuse_closed(ticket)
    if ticket.state == WAITING and not ticket.asks_customer:  # a yes or a no is waited for, whatever is said besides
        ticket = replace(ticket, state=IN_PROGRESS, state_at=now, awaited=None)
    return with_entry(ticket, WORDS, by, text, now, public=True, client_id=client_id)


def customer_judged(ticket: Ticket, by: Author, text: str, now: datetime, *, solved: bool, again: Again) -> Step:
    """The customer says whether it is solved: then it is closed, else it is open again.

    Raises ``MoveNotAllowed`` for what nobody has called solved, ``ReopenedTooLate``.
    """
    if solved:
        if ticket.state != SOLVED:
            refuse_way(ticket, REOPENED)  # names the ways of what is not solved yet
            raise TicketOver("it is closed already")
        after, entry = moved(ticket, CLOSED, by, text, now)
    else:
        after, entry = opened_again(ticket, by, text, now, again)
    return after, replace(entry, kind=VERDICT)


def escalated(ticket: Ticket, by: Author, to: Sequence[Author], reason: str, now: datetime) -> Step:
    """Those who lead are told of it, with the reason. Raises ``TicketOver``."""
    refuse_over(ticket)
    names = ", ".join(each.name or "" for each in to)
    changes = (Changed("escalated_to", None, names),)
    return with_entry(replace(ticket, escalated_at=now), ESCALATED, by, reason, now, changes=changes)


def merged_pair(ticket: Ticket, other: Ticket, by: Author, now: datetime) -> tuple[Step, Step]:
    """The other becomes part of the ticket: it is closed and points there. Raises ``NotMergeable``, ``TicketOver``."""
    refuse_closed(ticket)
    if other.ticket_id == ticket.ticket_id:
        raise NotMergeable("a ticket is no other of itself")
    if other.merged_into is not None or ticket.merged_into is not None:
        raise NotMergeable("one of them became part of another before")
    if not is_of_one_customer(ticket, other):
        raise NotMergeable("they are not of one customer")
    if len(ticket.merged) >= MOST_MERGED:
        raise NotMergeable(f"at most {MOST_MERGED} tickets become one")
    kept = replace(ticket, merged=(*ticket.merged, other.ticket_id))
    gone = replace(other, merged_into=ticket.ticket_id)
    if other.state != CLOSED:
        gone = replace(gone, state=CLOSED, state_at=now, closed_at=now, awaited=None)
    return (
        with_entry(kept, MERGED, by, other.subject, now, ref=other.number),
        with_entry(gone, MERGED, by, "", now, ref=ticket.number, changes=(Changed("state", other.state, CLOSED),)),
    )


def is_of_one_customer(ticket: Ticket, other: Ticket) -> bool:
    """Whether both are one visitor's, or of one address: who proved to be a customer has some under either id."""
    same = [
        (ticket.visitor_id, other.visitor_id),
        ((ticket.email or "").casefold(), (other.email or "").casefold()),
        (ticket.mobile, other.mobile),
    ]
    return any(first and first == second for first, second in same)


def refuse_over(ticket: Ticket) -> None:
    """Raises ``TicketOver`` for what is solved or closed."""
    if ticket.is_over:
        raise TicketOver("it is solved; open it again first" if ticket.state == SOLVED else "it is closed")


def refuse_closed(ticket: Ticket) -> None:
    """Raises ``TicketOver`` for what is closed."""
    if ticket.state == CLOSED:
        raise TicketOver("it is closed")


def besides(ticket: Ticket, agent: Author) -> tuple[Author, ...]:
    """Who else takes part where this one works on it: its handler is none of them, and to have had it makes nobody
    one."""
    return tuple(each for each in ticket.participants if each.id != agent.id)


def changes_of(name: str, before: Any, after: Any) -> list[Changed]:
    """How its history says that this field is another one; of a ticket's own fields each by itself."""
    if name == "alarm":  # the entry's words
        return []
    if isinstance(after, Mapping):
        keys = [each for each in {**before, **after} if before.get(each) != after.get(each)]
        return [Changed(f"{name}.{each}", _word(before.get(each)), _word(after.get(each))) for each in keys]
    return [Changed(name, _word(before), _word(after))]


def _word(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return ", ".join(str(each.name if isinstance(each, Author) else each) for each in value) or None
    return str(value)
