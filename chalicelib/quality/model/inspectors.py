"""Who may inspect, and who should (F4): never who took part, and whoever has least to do. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from chalicelib.people.model.agents import Agent, Group, Roster
from chalicelib.people.model.reach import reaches
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.quality.model.inspection import Inspection

INSPECT, DECIDE, SEE, MANAGE = "quality.inspect", "quality.decide", "quality.see", "quality.manage"
MOST_COMPARED = 100


def took_part(agent_id: str, inspection: Inspection) -> bool:
    """Whether it is their own conversation: theirs to inspect it is not."""
    return agent_id == inspection.agent_id or agent_id in inspection.involved


def may_inspect(agent: Agent, inspection: Inspection, groups: Iterable[Group]) -> bool:
    """Whether it can be given to them: they may inspect, their role reaches its agent, and they took no part."""
    able = agent.active and INSPECT in agent.rights.permissions and not took_part(agent.agent_id, inspection)
    return able and reaches(agent, inspection.agent_id, (), groups)


def inspectors(roster: Roster, inspection: Inspection) -> list[Agent]:
    """Among whom it is given: those whom its rule names, if it names any; administrators only if there is nobody
    else. By id, at most a hundred."""
    groups = list(roster.groups.values())
    wanted = {
        agent_id
        for group_id in inspection.inspector_group_ids
        if group_id in roster.groups
        for agent_id in roster.groups[group_id].member_ids
    }
    able = [
        each
        for each in roster.agents.values()
        if (not inspection.inspector_group_ids or each.agent_id in wanted) and may_inspect(each, inspection, groups)
    ]
    others = [each for each in able if each.role != ADMINISTRATOR]
    return sorted(others or able, key=lambda each: each.agent_id)[:MOST_COMPARED]


def least_loaded(able: Sequence[Agent], loads: Mapping[str, int], about: str) -> Agent | None:
    """Who of these has fewest open ones; among equals chance decides, the same for one inspection however often."""

    def order(agent: Agent) -> tuple[int, str]:
        tie_breaker = hashlib.sha256(f"{about}#{agent.agent_id}".encode()).hexdigest()
        return loads.get(agent.agent_id, 0), tie_breaker

    return min(able, key=order, default=None)


def deciders(roster: Roster, inspection: Inspection, most: int) -> list[Agent]:
    """Who can decide on its appeal: those with the permission whose role reaches its agent, not the inspector, not who
    took part; administrators only if there is nobody else."""
    groups = list(roster.groups.values())
    able = [
        each
        for each in roster.agents.values()
        if each.active
        and DECIDE in each.rights.permissions
        and each.agent_id != inspection.inspector_id
        and not took_part(each.agent_id, inspection)
        and reaches(each, inspection.agent_id, (), groups)
    ]
    others = [each for each in able if each.role != ADMINISTRATOR]
    return sorted(others or able, key=lambda each: each.agent_id)[:most]
