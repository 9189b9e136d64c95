"""Lists of inspections: one's tasks, one's own work, appeals, what nobody has, what was submitted in a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ANSWER, refuse_without
from chalicelib.quality.model.calendar import is_month, month_of
from chalicelib.quality.model.inspection import APPEALED, OPEN, WAITING, Inspection
from chalicelib.quality.model.inspectors import DECIDE, INSPECT, SEE, took_part
from chalicelib.quality.service.access import HAND_OUT, OVERSEE, sees
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store.inspections import (
    BY_AGENT,
    BY_INSPECTOR,
    BY_LIST,
    BY_MONTH,
    DONE,
    Listing,
    Place,
)

TASKS, FINISHED, OWN, OF_AGENT, APPEALS, UNASSIGNED, OF_MONTH = (
    *("tasks", "done", "own", "agent", "appealed", "waiting", "month"),
)
PAGE = 25
_NEEDED = {TASKS: INSPECT, FINISHED: INSPECT, OWN: ANSWER}


def list_inspections(
    desk: Desk, agent: Agent, view: str, *, agent_id: str = "", month: str = "", cursor: str | None = None
) -> tuple[list[Inspection], str | None]:
    """A page of a list, and where the next one begins; a page may be short while others follow.

    One query, five at most where most is beyond one's reach, one request for the page, one for a group's scope. Raises
    ``Invalid``, ``PermissionNeeded``.
    """
    refuse_without_any(agent, view)
    for field, value, only in (("agent_id", agent_id, OF_AGENT), ("month", month, OF_MONTH)):
        if value and view != only:
            raise Invalid.field(field, f"only with view={only}")
    listing = _listing(desk, agent, view, agent_id, month)
    purpose = f"inspections#{agent.agent_id}#{view}#{agent_id}#{month}"
    after = unseal(desk, purpose, cursor) if cursor else None
    part = store.places(desk, listing, _shown(desk, agent, view), after=after, most=PAGE)
    found = store.inspections(desk, [each.id for each in part.places])
    following = seal(desk, purpose, part.until) if part.until else None
    return [each for each in found if _still(agent, view, each)], following


def refuse_without_any(agent: Agent, view: str) -> None:
    """Raises ``PermissionNeeded`` for who may not see such a list at all."""
    held = agent.rights.permissions
    if view in _NEEDED:
        refuse_without(_NEEDED[view], held)
    elif view == UNASSIGNED and INSPECT in held:
        return
    elif DECIDE not in held:
        refuse_without(SEE, held)


def _listing(desk: Desk, agent: Agent, view: str, agent_id: str, month: str) -> Listing:
    if view in (TASKS, FINISHED):
        is_open = view == TASKS
        return Listing(BY_INSPECTOR, agent.agent_id, f"{OPEN if is_open else DONE}#", newest_first=not is_open)
    if view in (OWN, OF_AGENT):
        if view == OF_AGENT and not agent_id:
            raise Invalid.field("agent_id", "whose")
        return Listing(BY_AGENT, agent.agent_id if view == OWN else agent_id)
    if view in (APPEALS, UNASSIGNED):
        return Listing(BY_LIST, APPEALED if view == APPEALS else WAITING, newest_first=False)
    if month and not is_month(month):
        raise Invalid.field("month", "a month such as 2026-11")
    return Listing(BY_MONTH, month or this_month(desk, desk.now()))


def this_month(desk: Desk, now: datetime) -> str:
    """The month on the desk's calendar; one read."""
    return month_of(now, people.read_desk(desk).time_zone)


def _shown(desk: Desk, agent: Agent, view: str) -> Callable[[Place], bool]:
    if view in (TASKS, FINISHED, OWN):
        return lambda place: view == OWN or place.agent_id != agent.agent_id
    around, act = people.Surroundings(desk, agent), HAND_OUT if view == UNASSIGNED else OVERSEE
    return lambda place: sees(agent, act, place.agent_id, around)


def _still(agent: Agent, view: str, inspection: Inspection) -> bool:
    """Whether it belongs into the list as it stands by now."""
    if view in (TASKS, UNASSIGNED) and took_part(agent.agent_id, inspection):
        return False
    if view == TASKS:
        return not inspection.is_submitted and inspection.inspector_id == agent.agent_id
    if view == APPEALS:
        return inspection.state == APPEALED
    return view != UNASSIGNED or inspection.state == WAITING
