"""Who reaches which message (law 8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.offline.model import NEW, Message, NotYours, receives, refuse_taken
from chalicelib.people import service as people
from chalicelib.people.model import GROUP, Agent, Group, reaches
from chalicelib.plans import service as plans
from chalicelib.plans.model import Plan


def may_reach(desk: Desk, agent: Agent, message: Message) -> None:
    """Raises ``NotYours``: agents see their own and what nobody has claimed of plans they receive; wider rights, more.

    No request for one's own, or with rights to all; else two.
    """
    if message.agent_id == agent.agent_id or agent.reaches_all:
        return
    plan, groups = _plan_and_groups(desk, message)
    if not _reached(agent, message, plan, groups, free=message.state == NEW):
        raise NotYours("it is another agent's, or came for others")


def may_dispose(desk: Desk, agent: Agent, message: Message) -> None:
    """The same for ending it or giving it away: a colleague's is claimed first, or takes wider rights."""
    if message.agent_id == agent.agent_id or agent.reaches_all:
        return
    plan, groups = _plan_and_groups(desk, message)
    if not _reached(agent, message, plan, groups, free=message.agent is None):
        raise NotYours("it is another agent's, or came for others")


def may_take(desk: Desk, agent: Agent, message: Message) -> None:
    """The same for taking it: whoever receives the plan's messages is told who was faster (``MessageTaken``)."""
    if message.agent_id == agent.agent_id or agent.reaches_all:
        return
    plan, groups = _plan_and_groups(desk, message)
    if _reached(agent, message, plan, groups, free=message.state == NEW):
        return
    if plan is not None and receives(plan, agent, groups):
        raise refuse_taken(message)
    raise NotYours("it came for others")


def plans_of(desk: Desk, agent: Agent) -> list[str]:
    """The keys of the plans whose messages are given to this agent, or to a group of theirs; two requests."""
    groups = people.roster(desk).groups
    return [plan.key for plan in plans.list_plans(desk) if receives(plan, agent, groups)]


def _reached(agent: Agent, message: Message, plan: Plan | None, groups: dict[str, Group], *, free: bool) -> bool:
    wide = agent.rights.scope == GROUP or free
    if wide and plan is not None and receives(plan, agent, groups):
        return True
    return reaches(agent, message.agent_id, plan.group_ids if plan else (), groups.values())


def _plan_and_groups(desk: Desk, message: Message) -> tuple[Plan | None, dict[str, Group]]:
    groups = people.roster(desk).groups
    try:
        return plans.read_plan(desk, message.plan_key), groups
    except NotFound:
        return None, groups
