"""Where somebody who comes online joins the rotation (B1). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.people.model.agents import Agent, Roster, in_rotation, may_be_assigned


def joining_turn(agent: Agent, roster: Roster, now: datetime) -> int:
    """Where somebody who comes online joins the rotation: at the present level, so that nobody is flooded (B1).

    A day begins at 0 for whoever is first, and exactly at the level for whoever comes later; who comes back on the same
    day keeps a turn above it. Of several groups the highest level counts: so nobody joins below the lowest of a group,
    and a claim may rely on turns that only grow. Everybody is one more group, as for a plan that names none.
    """
    zone = ZoneInfo(roster.desk.time_zone)

    def today(agent: Agent) -> bool:
        return agent.joined_at is not None and agent.joined_at.astimezone(zone).date() == now.astimezone(zone).date()

    together = [set(each.member_ids) for each in roster.groups.values() if agent.agent_id in each.member_ids]
    others = [each for each in roster.agents.values() if each.agent_id != agent.agent_id and not each.hidden]
    levels = [_level([each for each in others if each.agent_id in ids], now, today) for ids in together]
    levels.append(_level(others, now, today))
    return max([agent.turn if today(agent) else 0, *levels])


def _level(peers: Iterable[Agent], now: datetime, today: Callable[[Agent], bool]) -> int:
    """The lowest turn of those online (with room, if any has); with nobody there, how far the day had come; or 0."""
    peers = list(peers)
    online = [each for each in peers if in_rotation(each, now)]
    free = [each for each in online if may_be_assigned(each, now) is None]
    if online:
        return min(each.turn for each in free or online)
    return max((each.turn for each in peers if today(each)), default=0)
