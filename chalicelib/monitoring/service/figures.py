"""The numbers of invitations are rebuilt from what became of each (law 7)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import Figures
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans


def months(now: datetime) -> list[str]:
    """This month and the one before, the newest first."""
    this = now.replace(day=1)
    return [times.month(this), times.month(this - timedelta(days=1))]


def figures(desk: Desk, plan_id: str, giver: Agent) -> list[tuple[str, list[Figures]]]:
    """What became of a plan's invitations, by month and rule; a read of the plan, and a query a month.

    Raises ``UnknownPlan``, ``NotYours``.
    """
    plan = plans.find_plan(desk, plan_id, giver)
    return [(month, store.figures(desk, plan.key, month)) for month in months(desk.now())]


def recount(desk: Desk) -> int:
    """Compare the numbers of invitations of this month and the last with the invitations themselves, and mend what
    differs; how many were wrong. A query for each plan, month and shard, and one more for its counters."""
    wrong = 0
    for plan in plans.list_plans(desk):
        for month in months(desk.now()):
            wrong += _recount(desk, plan.key, month)
    return wrong


def _recount(desk: Desk, plan_key: str, month: str) -> int:
    wrong, known = 0, store.counted(desk, plan_key, month)
    for shard in range(store.COUNTERS):
        right = store.facts(desk, plan_key, month, shard)
        rules = {*right, *(rule for rule, number in known if number == shard)}
        for rule in rules:
            before, after = known.get((rule, shard)), right.get(rule, Figures(rule))
            if before == after:
                continue
            tx = Transaction(desk)
            store.put_count(tx, plan_key, month, shard, before, after)
            with suppress(Lost):  # somebody answered meanwhile; the next recount looks again
                tx.commit()
                wrong += 1
    return wrong
