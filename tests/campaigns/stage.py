"""A desk with campaigns and rules, and what those have planned."""

from __future__ import annotations

from collections import Counter
from typing import Any

from chalicelib.campaigns.service import definitions
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.service import lists
from chalicelib.people.model.agents import Agent
from tests.followups.stage import boss, caller
from tests.worlds import World

CAMPAIGN: dict[str, Any] = {
    "name": "Old members",
    "plan_key": "demo",
    "kind": "care",
    "days_without_contact": 90,
    "quota_per_agent": 20,
    "every": "week",
    "weekday": 0,
    "at": "09:00",
    "not_again_days": 30,
    "script": {"zh-CN": "您好", "en": "Hello"},
}


def campaign(world: World, *agents: Agent, by: Agent | None = None, chosen: str = "contact", **values: Any) -> Any:
    """A campaign for these agents, made ``by`` somebody; ``chosen``: how its customers are."""
    manager = by or boss(world)
    asked = {**CAMPAIGN, "agent_ids": [each.agent_id for each in agents], "by": chosen, **values}
    return definitions.create_campaign(world.desk, caller(manager), asked)[0]


def rule(world: World, **values: Any) -> Any:
    """A rule that is for every conversation, unless ``values`` say otherwise."""
    asked = {"name": "A week later", "after_days": 7, "at": "10:00", "script": {"en": "How is it?"}, **values}
    return definitions.create_rule(world.desk, caller(boss(world)), asked)[0]


def planned(world: World, campaign_id: str, reader: Agent) -> list[FollowUp]:
    """Everything that a campaign has planned and that is open."""
    found: list[FollowUp] = []
    cursor: str | None = None
    while True:
        items, cursor = lists.list_follow_ups(world.desk, reader, "campaign", campaign_id=campaign_id, cursor=cursor)
        found += items
        if cursor is None:
            return found


def shares(follow_ups: list[FollowUp]) -> Counter[str]:
    """How many each agent has."""
    return Counter(each.owner_id for each in follow_ups)
