"""Which deadlines a ticket should have, and what a colleague's words to the customer make of them (D5, D6). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from chalicelib.core import times
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.flows import Stage
from chalicelib.tickets.model.lateness import AWAITED, FIRST_ANSWER, NEXT_UPDATE, SOLUTION, STAGE, Wanted
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.model.ticket import CLOSED, DELAYED, MOVE, STEP, WAITING, Entry, Ticket


def answered_in(entries: Iterable[Entry]) -> int:
    """The last of these entries in which a colleague tells the customer something; 0: in none."""
    return max((each.seq for each in entries if _tells(each)), default=0)


def _tells(entry: Entry) -> bool:
    by_colleague = entry.public and entry.author.kind == "agent"
    return by_colleague and (entry.kind in (STEP, DELAYED) or (entry.kind == MOVE and bool(entry.text)))


def is_timed_alike(before: Ticket, after: Ticket) -> bool:
    """Whether nothing changed that a deadline depends on, so that nothing need be read or counted."""
    return _timed_by(before) == _timed_by(after)


def _timed_by(ticket: Ticket) -> tuple[object, ...]:
    stands = (ticket.state == WAITING, ticket.state == CLOSED, ticket.is_over, ticket.awaited)
    kind = (ticket.type, ticket.priority, ticket.level, ticket.plan_key, ticket.answered, ticket.reopened)
    in_flow = (ticket.flow_id, ticket.stage, ticket.staged, ticket.fields) if ticket.stage is not None else ()
    return (*stands, *kind, *in_flow)


def is_another_kind(before: Ticket, after: Ticket) -> bool:
    """Whether another time may be allowed for it now."""
    return (before.type, before.priority, before.level) != (after.type, after.priority, after.level)


def wanted_of(ticket: Ticket, policies: Policies, stage: Stage | None, now: datetime) -> dict[str, Wanted]:
    """The deadlines that it should have, by name."""
    allowed = policies.allowed(ticket.type, ticket.priority, ticket.level)
    wanted = {} if ticket.is_over else _promised(ticket, allowed)
    if stage is not None and stage.allowed is not None and ticket.state != CLOSED:
        wanted[STAGE] = _of_stage(ticket, stage, stage.allowed)
    if ticket.awaited is not None and ticket.awaited.until is not None and ticket.state == WAITING:
        wanted[AWAITED] = _awaited(ticket.awaited.until, ticket.state_at or now)
    return wanted


def _promised(ticket: Ticket, allowed: Mapping[str, Allowance]) -> dict[str, Wanted]:
    abouts = {SOLUTION: str(ticket.reopened)}
    if not ticket.answered:
        abouts[FIRST_ANSWER] = ""
    if ticket.answered or FIRST_ANSWER not in allowed:
        abouts[NEXT_UPDATE] = str(ticket.answered)
    waits = ticket.state == WAITING
    return {name: Wanted(abouts[name], allowed[name], waits=waits) for name in abouts if name in allowed}


def _of_stage(ticket: Ticket, stage: Stage, allowed: Allowance) -> Wanted:
    """A stage in which the customer is waited for says how long; from any other nothing passes meanwhile."""
    moment = ticket.fields.get(stage.counts_from) if stage.counts_from is not None else None
    since = times.read(moment) if isinstance(moment, str) else None
    about = f"{stage.key}@{ticket.staged}"
    if since is not None:
        return Wanted(f"{about}@{times.stored(since)}", allowed, since)
    return Wanted(about, allowed, waits=ticket.state == WAITING != stage.state)


def _awaited(until: datetime, since: datetime) -> Wanted:
    seconds = max(1, int((until - since).total_seconds()))
    return Wanted(times.stored(until), Allowance(seconds, CALENDAR), until - timedelta(seconds=seconds))
