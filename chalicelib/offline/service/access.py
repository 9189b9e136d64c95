"""Who reaches which message (law 8)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.offline.model.message import NEW, Message, refuse_taken
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NOBODY, SEE, TAKE, NotYours, Thing, receives
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan

OTHERS = "it is another agent's, or came for others"


def may_reach(desk: Desk, agent: Agent, message: Message) -> str:
    """By which tie: agents see their own and what nobody has claimed of plans they receive; wider rights, more.

    No request for one's own, or with rights to all; else one or two. Raises ``NotYours``.
    """
    return people.allowed(desk, agent, SEE, _thing(desk, agent, message, free=message.state == NEW), OTHERS)


def may_dispose(desk: Desk, agent: Agent, message: Message) -> str:
    """The same for ending it or giving it away: a colleague's is claimed first, or takes wider rights."""
    return people.allowed(desk, agent, TAKE, _thing(desk, agent, message, free=message.agent is None), OTHERS)


def may_take(desk: Desk, agent: Agent, message: Message) -> str:
    """The same for taking it: whoever receives the plan's messages is told who was faster (``MessageTaken``)."""
    thing, around = _thing(desk, agent, message, free=message.state == NEW), people.Surroundings(desk, agent)
    tie = tie_of(agent, TAKE, thing, around)
    if tie is None and receives(agent.agent_id, thing.receivers, around):
        raise refuse_taken(message)
    if tie is None:
        raise NotYours("it came for others")
    return tie


def reaching(desk: Desk, agent: Agent) -> Callable[[Message], bool]:
    """Asks of one message after another whether the agent may see it; each plan is read once, where it matters."""
    around, known = people.Surroundings(desk, agent), dict[str, Plan | None]()

    def reaches(message: Message) -> bool:
        thing = Thing(message.agent_id, free=message.state == NEW)
        if message.agent_id != agent.agent_id and not agent.reaches_all:
            if message.plan_key not in known:
                known[message.plan_key] = _plan(desk, message)
            thing = seen(message, known[message.plan_key])
        return tie_of(agent, SEE, thing, around) is not None

    return reaches


def plans_of(desk: Desk, agent: Agent) -> list[str]:
    """The keys of the plans whose messages are given to this agent, or to a group of theirs; one or two requests."""
    around = people.Surroundings(desk, agent)
    return [plan.key for plan in plans.list_plans(desk) if receives(agent.agent_id, plan.receivers, around)]


def seen(message: Message, plan: Plan | None) -> Thing:
    """A message as far as seeing it goes; ``plan``: its own, if it is there."""
    receivers = plan.receivers if plan is not None else NOBODY
    return Thing(message.agent_id, receivers=receivers, free=message.state == NEW, common=True)


def _thing(desk: Desk, agent: Agent, message: Message, *, free: bool) -> Thing:
    """A message as far as reach goes; who receives its plan is read only where it matters."""
    if message.agent_id == agent.agent_id or agent.reaches_all:
        return Thing(message.agent_id, free=free)
    return replace(seen(message, _plan(desk, message)), free=free)


def _plan(desk: Desk, message: Message) -> Plan | None:
    try:
        return plans.read_plan(desk, message.plan_key)
    except NotFound:
        return None
