"""Copies of who receives: agents know which plans name them, plans what their groups receive, pools who uses them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from chalicelib.core import events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import ScopeChanged
from chalicelib.people.model.pools import EVERYBODY
from chalicelib.plans import store
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import ReceiversChanged, all_pools, receivers_changed
from chalicelib.plans.service.reading import read_plan, scoped

PLANS_TOGETHER = 25
NAMED_TOGETHER = 40


class NameAgents(Due, frozen=True):
    """These agents begin or cease to be named by a plan."""

    kind = "plans.name_agents"

    plan_key: str
    agent_ids: tuple[str, ...]


class SpreadScope(Due, frozen=True):
    """The next of the plans that may name a group, which receives others now."""

    kind = "plans.spread_scope"

    group_id: str
    after: str | None = None


class BringUp(Due, frozen=True):
    """The next of the plans that a version before wrote."""

    kind = "plans.bring_up"

    after: str | None = None


def uses(plan: Plan) -> frozenset[str]:
    """What the plan asks of the pools: its allocation, and whether it names nobody."""
    return frozenset({plan.allocation, *((EVERYBODY,) if plan.receivers.everybody else ())})


def tell_receivers(tx: Transaction, before: Plan, after: Plan) -> None:
    """Those who wait hear of others who receive them; once more, since somebody may begin to wait by the plan of before
    while that is told."""
    if receivers_changed(before, after):
        pools = tuple(dict.fromkeys([*all_pools(before), *all_pools(after)]))
        events.publish(tx, ReceiversChanged(after.key, pools), once_more=events.OUTLIVED)


def name_later(tx: Transaction, plan_key: str, before_ids: Sequence[str], after_ids: Sequence[str]) -> None:
    """Agents know which plans name them: due work, tried in the same request, of so many a piece."""
    changed = sorted(frozenset(before_ids) ^ frozenset(after_ids))
    for start in range(0, len(changed), NAMED_TOGETHER):
        work.put(tx, NameAgents(plan_key, tuple(changed[start : start + NAMED_TOGETHER])), inline=True)


def name_agents(desk: Desk, due: NameAgents) -> None:
    """These agents know whether the plan names them, as it stands now; each by a transaction. Twice is once."""

    def name(agent_id: str) -> None:
        plan = read_plan(desk, due.plan_key)
        agent = people.read_agents(desk, [agent_id]).get(agent_id)
        if agent is None or (agent_id in plan.agent_ids) == (due.plan_key in agent.named_in):
            return
        tx = Transaction(desk)
        store.check_as_read(tx, plan)
        people.name_in_plan(tx, agent, due.plan_key, named=agent_id in plan.agent_ids)
        tx.commit_and_tell()

    for agent_id in due.agent_ids:
        races.again(desk, partial(name, agent_id), (store.PlanMoved, people.AgentMoved))


def spread_scope(desk: Desk, due: SpreadScope | ScopeChanged) -> None:
    """The plans that name the group have what it receives now; a page of all plans, and work for the next one.

    Two reads and a write for each plan that names it. Twice is once; of two at once the later one reads later.
    """
    group_id, after = due.group_id, due.after if isinstance(due, SpreadScope) else None
    page, more = store.some_plans(desk, after, PLANS_TOGETHER)
    if more:
        work.put_alone(desk, SpreadScope(group_id, page[-1].plan_id))
    for key in (each.key for each in page if group_id in each.group_ids):
        races.again(desk, partial(bring_scopes, desk, key), store.PlanMoved)


def bring_up_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: plans that a version before wrote are brought up, page by page."""
    work.put(tx, BringUp(), at=at)


def bring_up(desk: Desk, due: BringUp | None = None) -> None:
    """Plans that a version before wrote have what their groups receive, and agents know which of them name them.

    A page of all plans, and a piece of work for the next one. Twice is once.
    """
    page, more = store.some_plans(desk, due.after if due is not None else None, PLANS_TOGETHER)
    if more:
        work.put_alone(desk, BringUp(page[-1].plan_id))
    tx = Transaction(desk)
    people.use_pools(tx, frozenset().union(*map(uses, page)))
    tx.commit_and_tell()
    for plan in page:
        if plan.scopes is None:
            name_agents(desk, NameAgents(plan.key, plan.agent_ids))
            races.again(desk, partial(bring_scopes, desk, plan.key), store.PlanMoved)


def bring_scopes(desk: Desk, plan_key: str) -> None:
    """The plan has what its groups receive, as they stand now. Lost: ``PlanMoved``."""
    before = store.plan(desk, plan_key)
    after = scoped(desk, before) if before is not None else None
    if before is None or after is None or after.scopes == before.scopes:
        return
    tx = Transaction(desk)
    store.put_scopes(tx, before, after.scopes or ())
    tell_receivers(tx, before, after)
    tx.commit_and_tell()
