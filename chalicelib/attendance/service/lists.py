"""Lists in reach: requests, the records of an agent's month, those of a group's day, colleagues' shifts to ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.records import Record
from chalicelib.attendance.model.requests import ASKED, WAITING, Request
from chalicelib.attendance.model.rights import READ, READ_LEAVE
from chalicelib.attendance.service.access import (
    BEYOND,
    checked_month,
    clock_of,
    days_of_month,
    find,
    may_decide,
    reached,
    refuse_to_read,
    refuse_without_any,
    sees,
)
from chalicelib.attendance.store import BY_AGENT, BY_COLLEAGUE, BY_LIST, BY_MONTH
from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.listings import Listing, Place
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import MANAGE, NotYours, Receivers, Thing
from chalicelib.people.model.rights import OWN as OWN_SCOPE
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.clock import monday_of
from chalicelib.shifts.model.roster import OnDuty, in_real_time

OWN, TO_ME, OF_AGENT, OF_MONTH, TO_DECIDE = "own", "to_me", "agent", "month", "waiting"
PAGE, DAY_PAGE, MOST_COLLEAGUES = 25, 100, 200


class Offered(msgspec.Struct, frozen=True):
    """A colleague's published shift, by the wall clock and in real time."""

    agent: Agent
    start_minute: int
    span: OnDuty


def list_requests(
    desk: Desk, agent: Agent, view: str, *, agent_id: str = "", month: str = "", cursor: str | None = None
) -> tuple[list[Request], str | None]:
    """A page of a list, the newest first, and where the next one begins; a page may be short while others follow.

    One query, five at most where most is beyond one's reach, one request for the page, one for a group's scope. Raises
    ``Invalid``, ``PermissionNeeded``, ``NotYours``.
    """
    for field, value, only in (("agent_id", agent_id, OF_AGENT), ("month", month, OF_MONTH)):
        if value and view != only:
            raise Invalid.field(field, f"only with view={only}")
    if view not in (OWN, TO_ME):
        refuse_without_any(agent, READ_LEAVE)
    purpose = f"leave#{agent.agent_id}#{view}#{agent_id}#{month}"
    after = unseal(desk, purpose, cursor) if cursor else None
    listing = _listing(desk, agent, view, agent_id, month)
    around = people.Surroundings(desk, agent)
    part = store.places(desk, listing, _wanted(agent, view, around), after=after, most=PAGE)
    requests = store.requests(desk, [each.name for each in part.places])
    following = seal(desk, purpose, part.until) if part.until else None
    return [each for each in requests if _still(agent, view, each, around)], following


def _listing(desk: Desk, agent: Agent, view: str, agent_id: str, month: str) -> Listing:
    if view == OWN:
        return Listing(BY_AGENT, agent.agent_id)
    if view == TO_ME:
        return Listing(BY_COLLEAGUE, agent.agent_id)
    if view == TO_DECIDE:
        return Listing(BY_LIST, WAITING)
    if view == OF_AGENT:
        if not agent_id:
            raise Invalid.field("agent_id", "whose")
        return Listing(BY_AGENT, reached(desk, agent, agent_id, READ_LEAVE).agent_id)
    return Listing(BY_MONTH, checked_month(desk, month))


def _wanted(agent: Agent, view: str, around: people.Surroundings) -> Callable[[Place], bool]:
    if view in (OWN, TO_ME, OF_AGENT):
        return lambda place: view != TO_ME or place.state == ASKED
    return lambda place: sees(agent, READ_LEAVE, place.agent_id, around)


def _still(agent: Agent, view: str, request: Request, around: people.Surroundings) -> bool:
    """Whether it belongs into the list as it stands by now."""
    if view == TO_DECIDE:
        return request.state == WAITING and may_decide(agent, request, around)
    return view != TO_ME or request.state == ASKED


def read_request(desk: Desk, agent: Agent, request_id: str) -> Request:
    """One; one request, one for a group's scope. Raises ``NotFound``, ``NotYours``."""
    request = find(desk, request_id)
    refuse_to_read(desk, agent, request)
    return request


def days_of(desk: Desk, agent: Agent, agent_id: str, month: str) -> tuple[str, Sequence[Record]]:
    """The month, and an agent's records of it, in order: one's own, or in reach. Two requests, one for a group's scope.

    Raises ``Invalid``, ``NotYours``.
    """
    month = checked_month(desk, month)
    whose = reached(desk, agent, agent_id)
    return month, store.records(desk, whose.agent_id, *days_of_month(month))


def day_of_group(
    desk: Desk, agent: Agent, group_id: str, on: str, cursor: str | None = None
) -> tuple[list[tuple[Agent, Record]], str | None]:
    """A page of a group's records of a day, by agent, and where the next one begins. Three requests.

    Raises ``PermissionNeeded``, ``NotFound``, ``NotYours``, ``Invalid``.
    """
    refuse_without_any(agent, READ)
    purpose = f"attendance#{agent.agent_id}#{group_id}#{on}"
    after = unseal(desk, purpose, cursor) if cursor else None
    if not times.is_day(on):
        raise NotFound("no such day")
    people.read_group(desk, group_id)
    people.allowed(desk, agent, MANAGE, Thing(receivers=Receivers(group_ids=(group_id,))), BEYOND)
    if agent.rights.scope == OWN_SCOPE:
        raise NotYours(BEYOND)
    placed, more = store.records_of_group(desk, group_id, times.read_day(on), after, DAY_PAGE)
    known = people.read_agents(desk, [each.agent_id for _, each in placed])
    following = seal(desk, purpose, placed[-1][0]) if more and placed else None
    return [(known[each.agent_id], each) for _, each in placed if each.agent_id in known], following


def shifts_to_ask_for(desk: Desk, agent: Agent, group_id: str, day: date) -> tuple[list[Offered], list[Agent]]:
    """The published shifts of one's colleagues in a group one is in that begin on a day, in order; and all who are in
    the group, to whom a shift may be given. Four requests; one more for each hundred members.

    Raises ``NotFound``, ``NotYours``.
    """
    group = people.read_group(desk, group_id)
    if group_id not in agent.groups:
        raise NotYours("you are not in this group")
    clock = clock_of(desk)
    lines = [each for each in shifts.group_week(desk, group_id, monday_of(day)) if each.agent_id != agent.agent_id]
    ids = dict.fromkeys([*(each.agent_id for each in lines), *group.member_ids])
    known = people.read_agents(desk, [each for each in ids if each != agent.agent_id])
    offered = [
        Offered(known[line.agent_id], each.start_minute, in_real_time(each, line.agent_id, group_id, clock))
        for line in lines
        for each in line.published or ()
        if each.day == day and line.agent_id in known and known[line.agent_id].active
    ]
    there = [each for each in known.values() if each.active and each.agent_id in group.member_ids]
    offered.sort(key=lambda each: (each.span.since, each.agent.agent_id))
    return offered[:MOST_COLLEAGUES], sorted(there, key=lambda each: each.agent_id)[:MOST_COLLEAGUES]
