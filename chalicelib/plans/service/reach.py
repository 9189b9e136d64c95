"""Who may what with a plan: it is theirs who receive what comes by it (law 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import DECIDE, MANAGE, Receivers, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans import store
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service.reading import read_plan


def reached_by(desk: Desk, reader: Agent) -> Callable[[Plan], bool]:
    """Asks of one plan after another whether the reader reaches it."""
    around = people.Surroundings(desk, reader)
    return lambda plan: tie_of(reader, MANAGE, thing(plan), around) is not None


def find_plan(desk: Desk, name: str, reader: Agent | None = None) -> Plan:
    """One plan by its key, or at one request more by its id, which an index knows a moment after the plan is made.

    Raises ``NotFound``, ``NotYours`` for one that the reader does not reach.
    """
    plan = read_plan(desk, store.key_of(desk, name) if name.startswith("pln_") else name)
    refuse_others(desk, reader, plan)
    return plan


def thing(plan: Plan) -> Thing:
    """A plan as far as reach goes: it is theirs who receive what comes by it."""
    return Thing(receivers=plan.receivers)


def refuse_beyond(desk: Desk, agent: Agent, keys: Iterable[str]) -> None:
    """Raises ``Forbidden`` unless the agent reaches everybody who receives these plans: what is done with all their
    customers is done with others' too. One read a plan, unless the role reaches everything."""
    if agent.reaches_all:
        return
    around = people.Surroundings(desk, agent)
    for key in dict.fromkeys(keys):
        if tie_of(agent, DECIDE, thing(read_plan(desk, key)), around) is None:
            raise BeyondYourRights("others receive this plan's visitors too")


def refuse_others(desk: Desk, agent: Agent | None, plan: Plan) -> None:
    if agent is not None:
        people.allowed(desk, agent, MANAGE, thing(plan), "its visitors come for others")


def refuse_receivers(desk: Desk, giver: Agent | None, before: Receivers, after: Receivers) -> None:
    """Whoever begins to receive, or no longer does, must be in reach. Raises ``Forbidden``."""
    if giver is None or giver.reaches_all:
        return
    groups, agents = set(before.group_ids) ^ set(after.group_ids), set(before.agent_ids) ^ set(after.agent_ids)
    if not groups and not agents and before.nobody == after.nobody:
        return
    changed = Thing(receivers=Receivers(tuple(groups), tuple(agents)))
    if after.everybody or after.nobody or tie_of(giver, DECIDE, changed, people.Surroundings(desk, giver)) is None:
        raise BeyondYourRights("only people whom you reach can be given its visitors, or relieved of them")


def refuse_chosen(desk: Desk, giver: Agent | None, before: Sequence[str], after: Sequence[str]) -> None:
    """So must the groups that a first choice begins, or ceases, to lead to. Raises ``Forbidden``."""
    groups = set(before) ^ set(after)
    if giver is None or giver.reaches_all or not groups:
        return
    changed = Thing(receivers=Receivers(tuple(groups), ()))
    if tie_of(giver, DECIDE, changed, people.Surroundings(desk, giver)) is None:
        raise BeyondYourRights("only groups that you reach can be given its visitors, or relieved of them")
