"""Who of a group is given a ticket: by the rules of its allocation, as for conversations (B1, B2). Pure.

``rotation``: whoever was given the fewest of the group's tickets. ``balanced``: whoever has the most room for
conversations, then the fewest tickets. Who has a place free comes before who has none, and before who is busy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from chalicelib.people.model.agents import Agent, may_be_assigned, shown_status
from chalicelib.people.model.availability import BALANCED, candidate_of, precedence, standing
from chalicelib.people.model.rights import ADMINISTRATOR, ALL

WORK, MANAGE = "tickets.work", "tickets.manage"
MOST_TOLD = 40  # each takes two of a transaction's hundred writes


def may_have(agent: Agent | None) -> bool:
    """Whether tickets can be theirs."""
    return agent is not None and agent.active and WORK in agent.rights.permissions


def why_not(agent: Agent, now: datetime) -> str | None:
    """Why the desk gives them none by itself now: disabled, hidden, offline, break, no_heartbeat, no_permission."""
    if agent.active and WORK not in agent.rights.permissions:
        return "no_permission"
    reason = may_be_assigned(agent, now)
    return None if reason in (None, "full") or (reason == "busy" and shown_status(agent, now) == reason) else reason


def choose(agents: Iterable[Agent], turns: Mapping[str, int], mode: str, now: datetime) -> tuple[Agent, int] | None:
    """Whose turn it is, and the turn they have then; None: nobody of them is there. Who was given none yet joins at the
    level of the others, in front of those who have the same."""
    there = [each for each in agents if why_not(each, now) is None]
    if not there:
        return None
    level = min((turns[each.agent_id] for each in there if each.agent_id in turns), default=0)

    def claim(agent: Agent) -> tuple[int, str, int, bool, str]:
        candidate, name = candidate_of(agent), agent.agent_id
        room = precedence(candidate, mode) if mode == BALANCED else ""
        return standing(candidate), room, turns.get(name, level), name in turns, name

    first = min(there, key=claim)
    before = turns.get(first.agent_id)
    return first, before + 1 if before is not None else max(level, 1)


def heirs(agents: Iterable[Agent], gone_id: str, leader_id: str | None, member_ids: Sequence[str]) -> list[Agent]:
    """Who is responsible for what somebody leaves behind, the first of them first: the leader of its group, its other
    members, those who lead everybody, administrators last of these, then anybody who may have tickets."""
    able = [each for each in agents if may_have(each) and each.agent_id != gone_id]
    near = set(member_ids)

    def claim(agent: Agent) -> tuple[bool, bool, bool, bool, str]:
        its_leader, of_group = agent.agent_id == leader_id, agent.agent_id in near
        return not its_leader, not of_group, not _leads_all(agent), agent.role == ADMINISTRATOR, agent.agent_id

    return sorted(able, key=claim)


def supervisors(agents: Iterable[Agent]) -> list[Agent]:
    """Those who manage tickets everywhere; administrators only where there is nobody else. By id."""
    chiefs = sorted((each for each in agents if may_have(each) and _leads_all(each)), key=lambda each: each.agent_id)
    others = [each for each in chiefs if each.role != ADMINISTRATOR]
    return (others or chiefs)[:MOST_TOLD]


def _leads_all(agent: Agent) -> bool:
    return MANAGE in agent.rights.permissions and agent.rights.scope == ALL
