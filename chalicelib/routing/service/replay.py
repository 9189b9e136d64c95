"""What if: a time that is stored, played against another allocation, capacity or staff. Reads, and writes nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.availability import MODES
from chalicelib.routing import store
from chalicelib.routing.model import Decision
from chalicelib.routing.replay import Day, Outcome, as_it_was, changed, day_of, play

IN_A_REQUEST = 2_000  # conversations: some fifty requests, and one for each agent who had any of them
MOST_DAYS = 31
MOST_CAPACITY, MOST_STAFF = 100, 100
LAST_OVER = timedelta(days=1)  # of what began in the time, so long after it


class Change(msgspec.Struct, frozen=True):
    """What is to be otherwise: the ``allocation`` of every plan, everybody's ``capacity``, so many agents more or fewer
    (``staff``). Nothing said is as it was."""

    allocation: str | None = None
    capacity: int | None = None
    staff: int = 0


class Compared(msgspec.Struct, frozen=True):
    """What was, what would have been, who is who in it, and how much was read for it."""

    was: Outcome
    would_be: Outcome
    names: dict[str, tuple[str, str]]
    conversations: int
    decisions: int
    agents: int


def replay(
    desk: Desk, first: date | None, last: date | None, change: Change, *, most: int | None = IN_A_REQUEST
) -> Compared:
    """Those who came from the first day to the last (the desk's days; yesterday, if none is said), served otherwise.

    Reads every conversation that was under way then, who was given whom, and who was looked at: two requests for each
    hundred conversations, one for each hundred decisions, one for each agent who had any. ``most``: conversations that
    may be read, and then a month at most. Raises ``Invalid``.
    """
    _check(change)
    begin, end = _moments(desk, first, last, MOST_DAYS if most is not None else None)
    day, read, names = _read(desk, begin, end, most)
    otherwise = changed(day, allocation=change.allocation, capacity=change.capacity, staff=change.staff)
    for staff in otherwise.staff:
        names.setdefault(staff.candidate.agent_id, (staff.candidate.name, staff.candidate.number))
    return Compared(as_it_was(day), play(otherwise), names, *read)


def _check(change: Change) -> None:
    if change.allocation is not None and change.allocation not in MODES:
        raise Invalid.field("allocation", f"one of {', '.join(MODES)}")
    if change.capacity is not None and not 1 <= change.capacity <= MOST_CAPACITY:
        raise Invalid.field("capacity", f"1 to {MOST_CAPACITY}")
    if not -MOST_STAFF <= change.staff <= MOST_STAFF:
        raise Invalid.field("staff", f"-{MOST_STAFF} to {MOST_STAFF}")


def _moments(desk: Desk, first: date | None, last: date | None, most_days: int | None) -> tuple[datetime, datetime]:
    zone, now = people.read_desk(desk).time_zone, desk.now()
    today = now.astimezone(ZoneInfo(zone)).date()
    first = first or last or today - timedelta(days=1)
    last = last or first
    if first > last:
        raise Invalid.field("from", "not later than the last day")
    if last > today + timedelta(days=1):  # where the caller is, the next day may have begun
        raise Invalid.field("to", "a day that has begun")
    if most_days is not None and (last - first).days >= most_days:
        raise Invalid.field("from", f"at most {most_days} days at once")
    if first.year < 2000:
        raise Invalid.field("from", "a day of this desk")
    begin, end = (times.day_begins(each, zone) for each in (first, last + timedelta(days=1)))
    return begin, min(end, now)


def _read(
    desk: Desk, begin: datetime, end: datetime, most: int | None
) -> tuple[Day, tuple[int, int, int], dict[str, tuple[str, str]]]:
    """The time as it is stored; how many conversations, decisions and agents that was; and who is who."""
    until = min(end + LAST_OVER, desk.now())
    headers: dict[str, Header] = {}
    for header in conversations.under_way(desk, begin, end, until):
        headers[header.conversation_id] = header
        if most is not None and len(headers) > most:
            raise Invalid.field("from", f"more than {most} conversations: fewer days, or make replay")
    keys = [
        key
        for agent_id in sorted({each for header in headers.values() for each in _who_had(header)})
        for key in store.decisions_of(desk, agent_id, begin, until)
        if key[0] in headers
    ]
    given: dict[str, list[Decision]] = defaultdict(list)
    for each in sorted(store.some_decisions(desk, keys), key=lambda each: each.seq):
        given[each.conversation_id].append(each)
    considered = {other.agent_id: other for row in given.values() for each in row for other in each.considered}
    known = people.read_agents(desk, sorted(considered))
    day = day_of(headers.values(), given, {each: agent.pools for each, agent in known.items()}, begin, end)
    names = {each: (other.name, other.number) for each, other in considered.items()}
    names |= {each: (agent.name, agent.number) for each, agent in known.items()}
    return day, (len(headers), len(keys), len(day.staff)), names


def _who_had(header: Header) -> set[str]:
    """Who had the conversation ever, as far as its header tells."""
    return {*header.passed_on, *(each.id for each in (header.owner, header.agent) if each is not None and each.id)}
