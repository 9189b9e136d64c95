"""Editions of what a plan's visitors agree to: kept as they are published, counted as they are agreed to (F6)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.plans import store
from chalicelib.plans.model.consents import SHARES, ConsentCount, ConsentEdition, current, lost
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service.reach import find_plan

PAGE = 9  # editions; three requests count them


class CountedEdition(msgspec.Struct, frozen=True):
    """An edition, and how many answered to it how."""

    edition: ConsentEdition
    count: ConsentCount


def keep(tx: Transaction, before: Plan | None, after: Plan, by: By) -> None:
    """Add to the transaction that changes the plan: what is agreed to from now on is kept. One read where the text
    before it is from before editions were kept."""
    was, now = before.prechat if before is not None else None, after.prechat
    if now.consent_version == (was.consent_version if was is not None else 0):
        return
    if was is not None and was.consent_version and not was.kept_since:
        former = current(was)
        if (after.key, former.number) not in store.editions(tx.desk, [(after.key, former.number)]):
            store.put_edition(tx, after.key, former)
    by_id = by.agent_id if by.agent_id.startswith("agt_") else None
    store.put_edition(tx, after.key, replace(current(now), at=tx.desk.now(), by_id=by_id))


def list_editions(
    desk: Desk, name: str, before: int | None, reader: Agent | None = None
) -> tuple[list[CountedEdition], bool]:
    """A page of a plan's editions, the newest first, and whether others follow; six requests at most.

    Raises ``NotFound``, ``NotYours``.
    """
    plan = find_plan(desk, name, reader)
    last = plan.prechat.consent_version if before is None else min(before - 1, plan.prechat.consent_version)
    numbers = list(range(last, max(0, last - PAGE), -1))
    known = store.editions(desk, [(plan.key, each) for each in numbers])
    counts = store.consent_counts(desk, plan.key, numbers)
    found = [CountedEdition(_meant(plan, each, known.get((plan.key, each))), counts[each]) for each in numbers]
    return found, last > PAGE


def read_editions(desk: Desk, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], ConsentEdition]:
    """The editions with these plans and numbers; one request, and one for each whose plan alone knows it."""
    asked = list(dict.fromkeys(wanted))
    known = store.editions(desk, asked) if asked else {}
    for key, number in asked:
        if (key, number) not in known:
            plan = store.plan(desk, key)
            known[key, number] = _meant(plan, number, None) if plan is not None else lost(number)
    return known


def _meant(plan: Plan, number: int, kept: ConsentEdition | None) -> ConsentEdition:
    if kept is not None:
        return kept
    return current(plan.prechat) if number == plan.prechat.consent_version else lost(number)


def count_answer(tx: Transaction, plan_key: str, number: int, visitor_id: str, more: ConsentCount) -> None:
    """Add to the transaction: somebody agreed to this edition, or refused; counted with what they said, so once."""
    store.count_consent(tx, plan_key, number, zlib.crc32(visitor_id.encode()) % SHARES, more)
