"""Calibration: several inspectors score one conversation, and then see how far they are apart (F4)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core import audit
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, by_agent
from chalicelib.people.model.reach import NotYours, Thing
from chalicelib.people.model.rights import refuse_without
from chalicelib.quality.model.calibration import (
    LEAST_INSPECTORS,
    MOST_INSPECTORS,
    Calibration,
    Difference,
    differences,
    inspection_id_in,
    is_complete,
    taking_part,
)
from chalicelib.quality.model.heard import heard
from chalicelib.quality.model.inspection import OPEN, Inspection
from chalicelib.quality.model.inspectors import DECIDE, may_inspect
from chalicelib.quality.model.sheets import Sheet, SheetUnpublished
from chalicelib.quality.service.access import JUDGE, OVERSEE, sees
from chalicelib.quality.service.inspecting import sheet_of
from chalicelib.quality.service.sampling import entries_of, first_of
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store.inspections import BY_LIST, CALIBRATION, Listing, Place

PAGE = 25


class Compared(msgspec.Struct, frozen=True):
    """A calibration as somebody sees it. ``complete``: all are in, and ``differences`` show how far they are apart;
    before that nobody is shown what another gave."""

    calibration: Calibration
    inspections: Sequence[Inspection]
    sheet: Sheet
    complete: bool
    differences: Sequence[Difference] = ()


def open_calibration(
    desk: Desk,
    caller: people.Caller,
    conversation_id: str,
    inspector_ids: Sequence[str],
    sheet_id: str,
    once: Once | None,
    request_id: str = "",
) -> Compared:
    """Two to five inspectors are given the same conversation at once. Eight requests.

    Raises ``NotFound``, ``NotYours`` beyond one's reach, ``Invalid`` for a conversation that is not over and inspectors
    who may not have it, ``SheetUnpublished``, ``KeyReused``.
    """
    header = conversations.find(desk, conversation_id)
    agent_id = header.agent_id
    if agent_id is None or header.closed_at is None:
        conversations.may_see(desk, caller.agent, header)
        raise Invalid.field("conversation_id", "it is not over, or nobody had it")
    if agent_id == caller.agent.agent_id:
        raise NotYours("it is about your own work")
    people.allowed(desk, caller.agent, JUDGE, Thing(agent_id), "it is beyond your reach")
    told = heard(entries_of(desk, header))
    first = first_of(desk, header, people.read_agent(desk, agent_id), told, sheet_id)
    if first is None:
        raise SheetUnpublished("nobody can score by this sheet yet")
    chosen = _chosen(people.roster(desk), first, inspector_ids)
    name = desk.new_id("cal")
    made = [
        replace(
            first,
            inspection_id=inspection_id_in(name, number),
            inspector=by_agent(each),
            state=OPEN,
            calibration_id=name,
        )
        for number, each in enumerate(chosen)
    ]
    calibration = Calibration(
        name,
        conversation_id,
        header.plan_key,
        agent_id,
        tuple(each.agent_id for each in chosen),
        tuple(each.inspection_id for each in made),
        first.sheet_id,
        first.sheet_version,
        by_agent(caller.agent),
        desk.now(),
    )
    tx = Transaction(desk)
    mark(tx, once, {"calibration_id": name})
    store.put_calibration(tx, calibration)
    for each in made:
        store.write(tx, None, each)
        store.count(tx, str(each.inspector_id), 1)
    who = {"inspector_ids": [*calibration.inspector_ids], "conversation_id": conversation_id}
    audit.note(tx, caller.by(request_id), "open_calibration", name, after=who)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_calibration(desk, caller.agent, done.answer["calibration_id"])
    return _compared(desk, calibration, made)


def _chosen(roster: Roster, first: Inspection, inspector_ids: Sequence[str]) -> list[Agent]:
    if not LEAST_INSPECTORS <= len(set(inspector_ids)) == len(inspector_ids) <= MOST_INSPECTORS:
        raise Invalid.field("inspector_ids", f"{LEAST_INSPECTORS} to {MOST_INSPECTORS}, each once")
    chosen = [roster.agents.get(each) for each in inspector_ids]
    able = [each for each in chosen if each is not None and may_inspect(each, first, roster.groups.values())]
    if len(able) < len(chosen):
        raise Invalid.field("inspector_ids", "not all of these can inspect this conversation")
    return able


def read_calibration(desk: Desk, agent: Agent, calibration_id: str) -> Compared:
    """One, for who takes part in it and who oversees its agent. Three reads, one more for a group's scope.

    Raises ``NotFound``, ``NotYours``.
    """
    found = store.calibrations(desk, [calibration_id])
    calibration = existing(found[0] if found else None, "no such calibration")
    inspections = taking_part(store.inspections(desk, calibration.inspection_ids))
    having = [each.inspector_id for each in inspections]
    if not _concerns(agent, calibration.agent_id, having, people.Surroundings(desk, agent)):
        raise NotYours("it is among others")
    return _compared(desk, calibration, inspections)


def _concerns(agent: Agent, about_id: str, inspector_ids: Sequence[str | None], around: people.Surroundings) -> bool:
    if agent.agent_id == about_id:
        return False
    return agent.agent_id in inspector_ids or sees(agent, OVERSEE, about_id, around)


def _compared(desk: Desk, calibration: Calibration, inspections: Sequence[Inspection]) -> Compared:
    sheet, complete = sheet_of(desk, inspections[0]), is_complete(inspections)
    apart = differences(sheet.definition, inspections) if complete else ()
    return Compared(calibration, inspections, sheet, complete, apart)


def list_calibrations(
    desk: Desk, agent: Agent, cursor: str | None = None
) -> tuple[list[tuple[Calibration, list[Inspection]]], str | None]:
    """A page of them with their inspections, the newest first, of agents whom one oversees. Three requests, five
    queries where most is beyond one's reach. Raises ``PermissionNeeded``, ``Invalid``."""
    refuse_without(DECIDE, agent.rights.permissions)
    purpose, around = f"calibrations#{agent.agent_id}", people.Surroundings(desk, agent)
    after = unseal(desk, purpose, cursor) if cursor else None

    def shown(place: Place) -> bool:
        return sees(agent, OVERSEE, place.agent_id, around)

    part = store.places(desk, Listing(BY_LIST, CALIBRATION), shown, after=after, most=PAGE)
    found = store.calibrations(desk, [each.id for each in part.places])
    ids = [each for calibration in found for each in calibration.inspection_ids]
    there = {each.inspection_id: each for each in taking_part(store.inspections(desk, ids))}
    following = seal(desk, purpose, part.until) if part.until else None
    return [(each, [there[name] for name in each.inspection_ids if name in there]) for each in found], following
