"""Giving inspections to inspectors: to whoever has fewest, never to who took part; and on when somebody cannot."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, RightsChanged, Roster, by_agent
from chalicelib.people.model.reach import NotYours, Thing
from chalicelib.quality.model.calibration import goes_on_without, taking_part
from chalicelib.quality.model.inspection import (
    DROPPED,
    OPEN,
    WAITING,
    Inspection,
    InspectionSubmitted,
    begun_anew,
    dropped,
    given_to,
)
from chalicelib.quality.model.inspectors import INSPECT, inspectors, least_loaded, may_inspect
from chalicelib.quality.service.access import HAND_OUT, find
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store.inspections import BY_INSPECTOR, Listing, LoadMoved

FIRST_LOOK, LONGEST_PAUSE = timedelta(hours=1), timedelta(days=1)
PAGE, MOST_LOADS = 25, 100


class FindInspector(Due, frozen=True):
    """Nobody could inspect this; void once it has somebody."""

    kind = "quality.find_inspector"

    inspection_id: str


class PassOn(Due, frozen=True):
    """Somebody may not inspect any more: the next page of what they have goes to others; ``after``: behind this."""

    kind = "quality.pass_on"

    agent_id: str
    after: str | None = None


def put_given(
    tx: Transaction, inspection: Inspection, roster: Roster, but_for: Collection[str | None] = ()
) -> Inspection:
    """Add to the transaction: that somebody has it, none of ``but_for``, or that it is looked for somebody later; as it
    is then.

    One request. Lost: ``LoadMoved``.
    """
    able = [each for each in inspectors(roster, inspection) if each.agent_id not in but_for]
    loads = store.loads(tx.desk, [each.agent_id for each in able])
    chosen = least_loaded(able, loads, inspection.inspection_id)
    if chosen is None:
        after = replace(inspection, looked=inspection.looked + 1)
        pause = min(FIRST_LOOK * 2 ** min(inspection.looked, 10), LONGEST_PAUSE)
        work.put(tx, FindInspector(inspection.inspection_id), at=tx.desk.now() + pause)
        return after
    store.add_to_load(tx, chosen.agent_id, loads.get(chosen.agent_id))
    return given_to(inspection, by_agent(chosen))


def find_inspector(desk: Desk, due: FindInspector) -> None:
    """Look once more for somebody; later again, at most a day later, while there is nobody. Twice is once."""
    _hand_on(desk, due.inspection_id, None)


def pass_on_later(desk: Desk, changed: RightsChanged) -> None:
    """Somebody was disabled, or has other rights: what they have is looked at, but not in this request."""
    work.put_alone(desk, PassOn(changed.agent_id))


def pass_on(desk: Desk, due: PassOn) -> None:
    """What an inspector cannot do any more goes to others, a page at a time. Safe to repeat."""
    listing = Listing(BY_INSPECTOR, due.agent_id, f"{OPEN}#", newest_first=False)
    part = store.places(desk, listing, lambda _: True, after=due.after, most=PAGE)
    if part.until is not None:
        work.put_alone(desk, PassOn(due.agent_id, part.until))
    for each in part.places:
        _hand_on(desk, each.id, due.agent_id)


def check_inspectors(desk: Desk) -> None:
    """Whoever has inspections but cannot inspect any more leaves them to others: what was given to them at the moment
    they left. A request for each hundred."""
    agents = people.roster(desk).agents.values()
    left = sorted(each.agent_id for each in agents if not (each.active and INSPECT in each.rights.permissions))
    for begin in range(0, len(left), MOST_LOADS):
        loads = store.loads(desk, left[begin : begin + MOST_LOADS])
        for agent_id in (each for each, number in loads.items() if number > 0):
            work.put_alone(desk, PassOn(agent_id))


def _hand_on(desk: Desk, inspection_id: str, holder_id: str | None) -> None:
    """Give it to somebody else, where it is with ``holder_id`` who cannot inspect it (None: with nobody)."""

    def give() -> None:
        inspection = store.inspection(desk, inspection_id)
        if inspection is None or inspection.is_submitted or inspection.inspector_id != holder_id:
            return
        if inspection.state == DROPPED:
            return
        roster = people.roster(desk)
        if holder_id is not None and _still_may(roster, holder_id, inspection):
            return
        tx = Transaction(desk)
        after = inspection
        if holder_id is not None:
            store.count(tx, holder_id, -1)
            after = given_to(inspection, None)
        is_compared = inspection.calibration_id is not None
        after = _put_compared(tx, after, roster) if is_compared else put_given(tx, after, roster)
        store.write(tx, inspection, replace(after, version=inspection.version + 1))
        told = [{"inspector_id": each.inspector_id} for each in (inspection, after)]
        if told[0] != told[1]:
            audit.note(tx, audit.SYSTEM, "assign_inspection", inspection_id, before=told[0], after=told[1])
        tx.commit()

    races.again(desk, give, (LoadMoved, store.InspectionMoved), tries=races.CROWD)


def _put_compared(tx: Transaction, inspection: Inspection, roster: Roster) -> Inspection:
    """The same of one that is compared with others: somebody who has none of these begins it anew. Where nobody can,
    the others are compared without it, if they are enough; else it waits. Three requests. Lost: ``InspectionMoved``,
    ``LoadMoved``."""
    others = taking_part(_others(tx.desk, inspection))
    for each in others:
        store.check(tx, each)
    after = put_given(tx, begun_anew(inspection), roster, {each.inspector_id for each in others})
    if after.inspector_id is None and goes_on_without(others):
        return dropped(inspection)
    return after


def _others(desk: Desk, inspection: Inspection) -> list[Inspection]:
    """Those that it is compared with; two requests."""
    calibrations = store.calibrations(desk, [str(inspection.calibration_id)])
    ids = calibrations[0].inspection_ids if calibrations else ()
    return store.inspections(desk, [each for each in ids if each != inspection.inspection_id])


def _still_may(roster: Roster, agent_id: str, inspection: Inspection) -> bool:
    holder = roster.agents.get(agent_id)
    return holder is not None and may_inspect(holder, inspection, roster.groups.values())


def assign(desk: Desk, caller: people.Caller, inspection_id: str, agent_id: str, request_id: str = "") -> Inspection:
    """Give it to this inspector, by hand; twice is once. Five requests.

    One of several to be compared is given where nobody has it any more, to who has none of the others; whoever has it
    now begins anew. Two requests more. Raises ``NotFound``, ``NotYours`` beyond one's reach, ``InspectionSubmitted``,
    ``Invalid`` for who cannot have it.
    """

    def give() -> Inspection:
        inspection = find(desk, inspection_id)
        if caller.agent.agent_id == inspection.agent_id:
            raise NotYours("it is about your own work")
        people.allowed(desk, caller.agent, HAND_OUT, Thing(inspection.agent_id), "it is beyond your reach")
        if inspection.inspector_id == agent_id and not inspection.is_submitted:
            return inspection
        is_compared = inspection.calibration_id is not None
        if inspection.is_submitted or (is_compared and inspection.state != WAITING):
            raise InspectionSubmitted("it cannot be given to somebody else any more")
        agent = _able(desk, inspection, agent_id)
        tx = Transaction(desk)
        if is_compared:
            _check_others(tx, inspection, agent_id)
        if inspection.inspector_id is not None:
            store.count(tx, inspection.inspector_id, -1)
        store.count(tx, agent_id, 1)
        after = given_to(inspection, by_agent(agent))
        after = begun_anew(after) if is_compared else after
        store.write(tx, inspection, after)
        told = [{"inspector_id": each.inspector_id} for each in (inspection, after)]
        audit.note(tx, caller.by(request_id), "assign_inspection", inspection_id, before=told[0], after=told[1])
        tx.commit()
        return after

    return races.again(desk, give, store.InspectionMoved)


def _check_others(tx: Transaction, inspection: Inspection, agent_id: str) -> None:
    """Only commit while they have none of those that it is compared with. Lost: ``InspectionMoved``.

    Two requests. Raises ``Invalid``.
    """
    others = _others(tx.desk, inspection)
    if any(each.inspector_id == agent_id for each in others):
        raise Invalid.field("agent_id", "they have another sheet of this conversation")
    for each in others:
        store.check(tx, each)


def able_inspectors(desk: Desk, agent: Agent, inspection_id: str) -> list[Agent]:
    """Who may be given this inspection, by name; two requests. Raises ``NotFound``, ``NotYours`` beyond one's reach."""
    inspection = find(desk, inspection_id)
    if agent.agent_id == inspection.agent_id:
        raise NotYours("it is about your own work")
    people.allowed(desk, agent, HAND_OUT, Thing(inspection.agent_id), "it is beyond your reach")
    roster = people.directory(desk)
    groups = [*roster.groups.values()]
    able = [each for each in roster.agents.values() if may_inspect(each, inspection, groups)]
    return sorted(able, key=lambda each: (each.name, each.agent_id))


def _able(desk: Desk, inspection: Inspection, agent_id: str) -> Agent:
    roster = people.roster(desk)
    agent = roster.agents.get(agent_id)
    if agent is None:
        raise Invalid.field("agent_id", "no such agent")
    if not may_inspect(agent, inspection, roster.groups.values()):
        raise Invalid.field("agent_id", "they cannot inspect this one")
    return agent
