"""What entries come to by agent and month (F12): for whoever leads them, and for the rooms above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.staff import store
from chalicelib.staff.model.entry import Entry
from chalicelib.staff.model.rights import READ
from chalicelib.staff.model.sums import Sums
from chalicelib.staff.model.sums import sums_of as come_to
from chalicelib.staff.service.access import BEYOND, sees
from chalicelib.staff.service.lists import checked_month, refuse_without_any
from chalicelib.staff.store import CellMoved

PAGE = 50


class OfAgent(msgspec.Struct, frozen=True):
    """What an agent's month comes to."""

    agent: Agent
    sums: Sums


def sums_of(desk: Desk, agent_ids: Iterable[str], month: str) -> dict[str, Sums]:
    """What the entries of these agents come to in a month, such as 2026-11, by kind; empty where there are none.

    Only what stands counts: nothing that waits for a second person, was refused, withdrawn or corrected. One strongly
    consistent request for each hundred agents, however many entries there are. Nobody's reach is asked.
    """
    asked = list(dict.fromkeys(agent_ids))
    cells = store.cells(desk, [(each, month) for each in asked]) if asked else {}
    return {each: cells[each, month].sums for each in asked}


def list_sums(
    desk: Desk, agent: Agent, month: str, agent_id: str = "", cursor: str | None = None
) -> tuple[str, Sequence[OfAgent], str | None]:
    """The month, what it comes to for each agent in reach, or one of them, by their ids, and where the next page
    begins; for who may see nobody else's, their own. Three requests, one for a group's scope.

    Raises ``Invalid``, ``PermissionNeeded``, ``NotYours``.
    """
    purpose = f"staff-sums#{agent.agent_id}#{agent_id}#{month}"
    after = unseal(desk, purpose, cursor) if cursor else ""
    month = checked_month(desk, month)
    around = people.Surroundings(desk, agent)
    if not agent_id and agent.rights.permissions.isdisjoint(READ.permissions):
        agent_id = agent.agent_id
    if agent_id:
        known = people.read_agents(desk, [agent_id])
        if agent_id not in known:
            raise Invalid.field("agent_id", "no such agent")
        if agent_id != agent.agent_id:
            refuse_without_any(agent)
            if not sees(agent, READ, agent_id, around):
                raise NotYours(BEYOND)
    else:
        everybody = people.directory(desk).agents
        known = {name: each for name, each in everybody.items() if name > after and sees(agent, READ, name, around)}
    page = sorted(known)[:PAGE]
    sums = sums_of(desk, page, month)
    following = seal(desk, purpose, page[-1]) if len(known) > PAGE else None
    return month, [OfAgent(known[each], sums[each]) for each in page], following


def recount(desk: Desk, by: By, month: str) -> tuple[int, int]:
    """Count a month anew from its entries and mend what it comes to: for how many agents that was done, and how many
    were wrong (law 7). A request for each hundred entries and agents, and one for each that is mended.

    Raises ``Invalid``.
    """
    month = checked_month(desk, month)
    before = store.cells(desk, [(each, month) for each in sorted(people.directory(desk).agents)])
    entries: dict[str, list[Entry]] = {}
    for each in store.all_of_month(desk, month):  # read after the cells: what is entered meanwhile moves those
        entries.setdefault(each.agent_id, []).append(each)
    wrong = 0
    for spot, cell in before.items():
        right = come_to(entries.get(spot[0], ()))
        if right == cell.sums:
            continue
        tx = Transaction(desk)
        store.write_cell(tx, spot, cell, right)
        audit.note(tx, by, "recount_staff", spot[0], after={"month": month})
        with suppress(CellMoved):  # something is entered right now: the next recount looks again
            tx.commit()
            wrong += 1
    return len(before), wrong
