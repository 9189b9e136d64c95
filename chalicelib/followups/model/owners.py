"""Who may have a follow-up, and who should."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.followups.model.followup import CALLBACK, CARE
from chalicelib.people.model.agents import Agent, Group, Roster, is_present
from chalicelib.people.model.rights import ADMINISTRATOR, ALL

WORK, MANAGE, CALL_BACK = "followups.work", "followups.manage", "callbacks.work"


def may_have(agent: Agent, kind: str) -> bool:
    """Whether follow-ups of this kind can be given to them."""
    needed = CALL_BACK if kind == CALLBACK else WORK
    return agent.active and needed in agent.rights.permissions


def permissions_for(kind: str) -> tuple[str, ...]:
    """Any of these is for other people's follow-ups of this kind."""
    return (CALL_BACK,) if kind == CALLBACK else (WORK, MANAGE)


def callers(agents: Iterable[Agent], group_ids: Iterable[str], groups: Iterable[Group], now: datetime) -> list[Agent]:
    """Among whom a callback's owner is chosen: supervisors whose rights reach these groups, those present if any are;
    administrators if there is no supervisor. By id."""
    wanted, known = list(group_ids), list(groups)
    able = sorted((each for each in agents if may_have(each, CALLBACK)), key=lambda each: each.agent_id)
    supervisors = [each for each in able if each.role != ADMINISTRATOR and _of_groups(each, wanted, known)]
    chosen = supervisors or [each for each in able if each.role == ADMINISTRATOR]
    return [each for each in chosen if is_present(each, now)] or chosen


def _of_groups(agent: Agent, group_ids: list[str], groups: list[Group]) -> bool:
    mine = {group.group_id for group in groups if agent.agent_id in group.member_ids}
    return agent.rights.scope == ALL or not group_ids or bool(mine & set(group_ids))


def told_when_late(agents: Iterable[Agent], owner_id: str, most: int) -> list[Agent]:
    """Who is told that a callback is late: supervisors, then administrators, all but its owner."""
    able = [each for each in agents if may_have(each, CALLBACK) and each.agent_id != owner_id]
    return sorted(able, key=lambda each: (each.role == ADMINISTRATOR, each.agent_id))[:most]


def told_when_broken(roster: Roster, owner_id: str, times: int, most: int) -> list[Agent]:
    """Who is told that a promise is missed: at first who leads a group of its owner's, and from the second time on, or
    where nobody does, those who hear of late callbacks."""
    leading = {each.leader_id for each in roster.groups.values() if owner_id in each.member_ids} - {owner_id}
    near = [each for name in sorted(leading) if (each := roster.agents.get(name)) is not None and each.active]
    return near[:most] if near and times <= 1 else told_when_late(roster.agents.values(), owner_id, most)


def among(members: Iterable[Agent], now: datetime, most: int) -> list[Agent]:
    """Of whom the least loaded is looked for: those who do follow-ups, the present first, at most so many."""
    able = [each for each in members if may_have(each, CARE)]
    return sorted(able, key=lambda each: (not is_present(each, now), each.agent_id))[:most]
