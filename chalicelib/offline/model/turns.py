"""Who is given a message (C2): nobody need be online for it. Pure; a load is what one agent was given so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from chalicelib.offline.model.message import Message
from chalicelib.people.model.agents import Agent, Group, Roster
from chalicelib.people.model.channels import Asker
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.plans.model.plan import BALANCED, Plan

ANSWER = "offline.answer"


class Load(msgspec.Struct, frozen=True):
    """``turn``: the place in the rotation, one more with each message given. ``unanswered``: how many still wait.

    ``stored`` is False for somebody who was never given any.
    """

    agent_id: str
    turn: int = 0
    unanswered: int = 0
    stored: bool = False


def may_answer(agent: Agent | None) -> bool:
    """Whether somebody is there to answer messages at all: not disabled, with the right to."""
    return agent is not None and agent.active and ANSWER in agent.rights.permissions


def stranded(message: Message, roster: Roster) -> bool:
    """Whether it waits for somebody who may not answer it (any more)."""
    return message.waits and message.agent_id is not None and not may_answer(roster.agents.get(message.agent_id))


def receives(plan: Plan, agent: Agent, groups: Mapping[str, Group]) -> bool:
    """Whether the plan names this agent or a group of theirs; one that names nobody means everybody."""
    if plan.reaches_nobody:
        return False
    if not plan.group_ids and not plan.agent_ids:
        return True
    mine = (agent.agent_id in groups[each].member_ids for each in plan.group_ids if each in groups)
    return agent.agent_id in plan.agent_ids or any(mine)


def candidates(plan: Plan, roster: Roster, asker: Asker) -> list[Agent]:
    """Everybody of the plan who may be given a message, there or not.

    Those whose groups receive this visitor (B4); if there are none, everybody of the plan.
    """

    def able(agents: Iterable[Agent]) -> list[Agent]:
        return [each for each in agents if may_answer(each) and not each.hidden]

    fitting = able(roster.members(plan.group_ids, plan.agent_ids, asker))
    return fitting or able(each for each in roster.agents.values() if receives(plan, each, roster.groups))


def turn_of(agent_id: str, loads: Mapping[str, Load], among: Collection[str]) -> int:
    """Where an agent stands in the rotation: whoever is new, or was away, is next, but not for long.

    They join just below the lowest of the others, so that nobody is flooded for having had none.
    """
    own = loads[agent_id].turn if agent_id in loads else 0
    others = [loads[each].turn for each in among if each != agent_id and each in loads]
    return max(own, min(others) - 1) if others else own


def choose(
    agents: Iterable[Agent], loads: Mapping[str, Load], *, allocation: str, preferred_id: str | None = None
) -> tuple[Agent, int] | None:
    """Who is given the next message, and their turn after it; None without candidates.

    ``rotation``: the lowest turn. ``balanced``: the fewest unanswered. The preferred agent goes before both.
    """
    among = {agent.agent_id: agent for agent in agents}
    turns = {each: turn_of(each, loads, among) for each in among}
    waiting = {each: loads[each].unanswered if each in loads else 0 for each in among}

    def order(agent_id: str) -> tuple[int, int, str]:
        by_load, by_turn = waiting[agent_id], turns[agent_id]
        return (by_load, by_turn, agent_id) if allocation == BALANCED else (by_turn, by_load, agent_id)

    if not among:
        return None
    chosen = preferred_id if preferred_id in among else min(among, key=order)
    return among[str(chosen)], turns[str(chosen)] + 1


def leaders(plan: Plan, roster: Roster) -> list[Agent]:
    """Who hears of messages that nobody answers: the leaders of the plan's groups, else supervisors, administrators."""
    leading = dict.fromkeys(roster.groups[each].leader_id for each in plan.group_ids if each in roster.groups)
    found = [roster.agents[each] for each in leading if each in roster.agents and roster.agents[each].active]
    if found:
        return found
    return [each for each in roster.agents.values() if each.active and each.role in (SUPERVISOR, ADMINISTRATOR)]
