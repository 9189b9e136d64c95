"""What records come to by agent and month (B8): for whoever leads them, and for the rooms above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from chalicelib.attendance import store
from chalicelib.attendance.model.account import recounted
from chalicelib.attendance.model.requests import APPROVED, Request
from chalicelib.attendance.model.rights import READ
from chalicelib.attendance.model.sums import Sums
from chalicelib.attendance.model.sums import sums_of as come_to
from chalicelib.attendance.service.access import (
    BEYOND,
    checked_month,
    days_of_month,
    reached,
    refuse_without_any,
    sees,
)
from chalicelib.attendance.store import AccountMoved, CellMoved
from chalicelib.core import audit
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import MANAGE, Receivers, Thing

PAGE, COUNTED = 50, 25


class OfAgent(msgspec.Struct, frozen=True):
    """What an agent's month comes to."""

    agent: Agent
    sums: Sums


class Whose(msgspec.Struct, frozen=True):
    """Of one agent, of a group's members, or of everybody in reach; in a month (unsaid: this one)."""

    month: str = ""
    agent_id: str = ""
    group_id: str = ""


def sums_of(desk: Desk, agent_ids: Iterable[str], month: str) -> dict[str, Sums]:
    """What the records of these agents come to in a month, such as 2026-11; empty where there are none.

    Only shifts that are over count, as they were corrected. One strongly consistent request for each hundred agents,
    however many records there are. Nobody's reach is asked.
    """
    asked = list(dict.fromkeys(agent_ids))
    cells = store.cells(desk, [(each, month) for each in asked]) if asked else {}
    return {each: cells[each, month].sums for each in asked}


def list_sums(
    desk: Desk, agent: Agent, whose: Whose, cursor: str | None = None
) -> tuple[str, Sequence[OfAgent], str | None]:
    """The month, what it comes to for each agent in reach, by their ids, and where the next page begins. Everybody may
    ask about themselves; whoever may see nobody else's has their own. Three requests, two for a group's scope.

    Raises ``Invalid``, ``PermissionNeeded``, ``NotYours``, ``NotFound``.
    """
    purpose = f"attendance-sums#{agent.agent_id}#{whose.agent_id}#{whose.group_id}#{whose.month}"
    after = unseal(desk, purpose, cursor) if cursor else ""
    month = checked_month(desk, whose.month)
    nobodys = agent.rights.permissions.isdisjoint(READ.permissions)
    if whose.agent_id or (nobodys and not whose.group_id):
        known = {each.agent_id: each for each in [reached(desk, agent, whose.agent_id)]}
    else:
        refuse_without_any(agent, READ)
        known = _reached(desk, agent, whose.group_id, after)
    page = sorted(known)[:PAGE]
    sums = sums_of(desk, page, month)
    following = seal(desk, purpose, page[-1]) if len(known) > PAGE else None
    return month, [OfAgent(known[each], sums[each]) for each in page], following


def _reached(desk: Desk, agent: Agent, group_id: str, after: str) -> dict[str, Agent]:
    """Those in reach behind that id, of a group where one is said."""
    around = people.Surroundings(desk, agent)
    if group_id:
        group = people.read_group(desk, group_id)
        people.allowed(desk, agent, MANAGE, Thing(receivers=Receivers(group_ids=(group_id,))), BEYOND)
        ids = [each for each in group.member_ids if each > after and sees(agent, READ, each, around)]
        return people.read_agents(desk, sorted(ids)[: PAGE + 1])
    everybody = people.directory(desk).agents
    return {name: each for name, each in everybody.items() if name > after and sees(agent, READ, name, around)}


def recount(desk: Desk, by: By, month: str, cursor: str | None = None) -> tuple[int, int, str | None]:
    """Count a month anew from its records, and what is reserved and taken of leave from the requests, and mend both:
    for how many agents that was done, what of it was wrong, and where the next page begins (law 7). Two queries for
    each agent of a page, and one for each hundred requests. Raises ``Invalid``.
    """
    purpose = f"attendance-recount#{month}"
    after = unseal(desk, purpose, cursor) if cursor else ""
    month = checked_month(desk, month)
    ids = sorted(each for each in people.directory(desk).agents if each > after)
    page = ids[:COUNTED]
    cells = store.cells(desk, [(each, month) for each in page])  # before the records: what changes these moves those
    accounts = store.accounts(desk, page)
    wrong = 0
    for each in page:
        tx = Transaction(desk)
        right = come_to(store.records(desk, each, *days_of_month(month)))
        if right != cells[each, month].sums:
            store.write_cell(tx, (each, month), cells[each, month], right)
        account = accounts[each]
        booked = [leave.request_id for leave in account.booked]
        fresh = recounted(account, _leaves(store.all_of_agent(desk, each, booked)))
        if fresh != account:
            store.put_account(tx, account, msgspec.structs.replace(fresh, version=account.version + 1))
        if right != cells[each, month].sums or fresh != account:
            audit.note(tx, by, "recount_attendance", each, after={"month": month})
            with suppress(CellMoved, AccountMoved):  # something happens right now: the next recount looks again
                tx.commit()
                wrong += 1
    following = seal(desk, purpose, page[-1]) if len(ids) > COUNTED else None
    return len(page), wrong, following


def _leaves(requests: Iterable[Request]) -> list[tuple[str, dict[int, int], bool]]:
    """What counts of them: kind, minutes by year, whether it was approved."""
    return [
        (each.leave.kind_id, dict(each.leave.minutes), each.state == APPROVED)
        for each in requests
        if each.leave is not None and (each.is_open or each.state == APPROVED)
    ]
