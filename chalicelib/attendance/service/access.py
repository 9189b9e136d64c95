"""Who may do what with whose leave and attendance; the desk's calendar (B8, law 8)."""

from __future__ import annotations

from datetime import date

from chalicelib.attendance import store
from chalicelib.attendance.model.requests import Request
from chalicelib.attendance.model.rights import READ, READ_LEAVE, act_for
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import Act, NotYours, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import refuse_without
from chalicelib.shifts.model.clock import Clock

BEYOND = "they are beyond your reach"
EARLIEST, LATEST = "2000-01", "2200-01"


def find(desk: Desk, request_id: str) -> Request:
    """One request; one read. Raises ``NotFound``."""
    return existing(store.request(desk, request_id), "no such request")


def clock_of(desk: Desk) -> Clock:
    """The desk's clock; one read."""
    return Clock.of(people.read_desk(desk))


def sees(agent: Agent, act: Act, agent_id: str, around: people.Surroundings) -> bool:
    """Whether they may do this with somebody else's."""
    return agent.agent_id != agent_id and tie_of(agent, act, Thing(agent_id), around) is not None


def refuse_to_decide(desk: Desk, agent: Agent, request: Request) -> None:
    """Nobody decides on what is their own, nor beyond their reach. Raises ``NotYours``."""
    around = people.Surroundings(desk, agent)
    if not may_decide(agent, request, around):
        raise NotYours("somebody else decides on this")


def may_decide(agent: Agent, request: Request, around: people.Surroundings) -> bool:
    """The same, asked."""
    return all(sees(agent, act_for(request), each, around) for each in request.party_ids)


def refuse_to_read(desk: Desk, agent: Agent, request: Request) -> None:
    """Raises ``NotYours``: it is read by whom it is about, and whoever leads one of them."""
    around = people.Surroundings(desk, agent)
    if agent.agent_id in request.party_ids or sees(agent, READ_LEAVE, request.agent_id, around):
        return
    raise NotYours(BEYOND)


def reached(desk: Desk, agent: Agent, agent_id: str, act: Act = READ) -> Agent:
    """Whose it is (unsaid: one's own): one's own everybody may see, others' those who reach them; one request for
    somebody else. Raises ``Invalid``, ``NotYours``."""
    if agent_id in ("", agent.agent_id):
        return agent
    other = people.read_agents(desk, [agent_id]).get(agent_id)
    if other is None:
        raise Invalid.field("agent_id", "no such agent")
    people.allowed(desk, agent, act, Thing(agent_id), BEYOND)
    return other


def refuse_without_any(agent: Agent, act: Act) -> None:
    """Raises ``PermissionNeeded`` for who may see nobody's but their own."""
    if agent.rights.permissions.isdisjoint(act.permissions):
        refuse_without(act.permissions[0], agent.rights.permissions)


def is_month(text: str) -> bool:
    """Whether it is a month that somebody may ask about, such as 2026-11."""
    return times.is_day(f"{text}-01") and EARLIEST <= text < LATEST


def checked_month(desk: Desk, month: str) -> str:
    """The month that is asked about; unsaid: this one on the desk's calendar, one read. Raises ``Invalid``."""
    if month and not is_month(month):
        raise Invalid.field("month", "a month such as 2026-11")
    return month or times.stored(clock_of(desk).day_of(desk.now()))[:7]


def days_of_month(month: str) -> tuple[date, date]:
    """Its first day and its last."""
    first = times.read_day(f"{month}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)
