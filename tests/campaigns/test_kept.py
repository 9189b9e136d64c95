"""What a desk kept before this room was one of its own is kept and done all the same; nothing of it is moved."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.campaigns.service import definitions, rules
from chalicelib.campaigns.store import CampaignRow
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core import tables, work
from chalicelib.core.errors import NotFound
from chalicelib.followups.service import lists
from chalicelib.followups.store import FollowUpRow
from tests.campaigns.stage import campaign, planned, shares
from tests.followups.stage import boss, customers, served, settle, theirs, told
from tests.stored import every_item, put_item
from tests.worlds import World

FOLLOW_UPS, WORK = tables.table_name("followups"), tables.table_name("work")
AGENT, CAMPAIGN, RULE = f"agt_{0:026d}", f"cmp_{12:026d}", f"rul_{15:026d}"
DEFINED: dict[str, Any] = {
    "campaign_id": CAMPAIGN,
    "name": "Old members",
    "plan_key": "demo",
    "created_at": "2026-11-23T09:00:00.000012Z",
    "quota_per_agent": 1,
    "agent_ids": [AGENT],
    "script": {"zh-CN": "您好", "en": "Hello"},
    "next_run_at": "2026-12-07T01:00:00Z",
    "last_run_on": "2026-11-30",
    "revision": 2,
}
# a run that has begun: its first piece is to be planned
RUNNING: dict[str, Any] = {
    "campaign": DEFINED,
    "day": "2026-11-30",
    "started_at": "2026-11-30T01:00:00.000037Z",
    "due_at": "2026-12-06T16:00:00Z",
    "agent_ids": [AGENT],
    "given": {},
    "earlier": {},
}
SOON: dict[str, Any] = {
    "rule_id": RULE,
    "name": "Soon",
    "created_at": "2026-11-23T09:00:00.000016Z",
    "after_days": 10,
    "script": {"en": "How is it?"},
}


def keep(key: str, order: str, revision: str, count: int, **packed: Any) -> None:
    """An item as the version before this room wrote it."""
    ((name, record),) = packed.items()
    item = {"key": {"S": key}, "order": {"S": order}, revision: {"N": str(count)}, name: {"S": json.dumps(record)}}
    put_item(FOLLOW_UPS, item)


def put_off(kind: str, due: str, number: int, **payload: Any) -> None:
    """A piece of due work as the version before this room wrote it."""
    item = {
        "shard": "due-2",
        "due": f"{due}Z#wrk_{number:026d}",
        "due_at": f"{due}+0000",
        "work_id": f"wrk_{number:026d}",
        "kind": kind,
        "payload": json.dumps(payload),
    }
    put_item(WORK, {**{name: {"S": value} for name, value in item.items()}, "tries": {"N": "0"}})


def as_kept(conversation_id: str) -> None:
    """All that a desk with one campaign and one rule had of them, in the middle of a run."""
    keep("campaigns", CAMPAIGN, "revision", 2, campaign=DEFINED)
    keep(CAMPAIGN, "run#2026-11-30", "revision", 1, run=RUNNING)
    keep("rules", RULE, "version", 1, rule=SOON)
    piece = {"campaign_id": CAMPAIGN, "day": "2026-11-30", "piece": 0}
    put_off("followups.plan_piece", "2026-11-30T01:00:00.000038", 934, **piece)
    following = {"campaign_id": CAMPAIGN, "at": "2026-12-07T01:00:00+00:00"}
    put_off("followups.run_campaign", "2026-12-07T01:00:00.000000", 933, **following)
    asked = {"rule_id": RULE, "conversation_id": conversation_id}
    put_off("followups.plan_by_rule", "2026-12-03T02:00:00.000000", 929, **asked)


def test_a_run_that_had_begun_goes_on_and_the_next_ones_follow(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    ids = customers(world, 3)
    assert agent.agent_id == AGENT
    as_kept(served(world, agent))

    world.clock.at = datetime(2026, 11, 30, 1, 1, tzinfo=UTC)
    settle(world)
    first = planned(world, CAMPAIGN, manager)
    world.clock.at = datetime(2026, 12, 7, 1, 1, tzinfo=UTC)
    settle(world)

    assert [each.visitor_id for each in first] == ids[:1]
    assert [each.visitor_id for each in planned(world, CAMPAIGN, manager)] == ids[:2]
    assert shares(first) == {AGENT: 1}
    kept, progress, last = definitions.read_campaign(world.desk, CAMPAIGN, manager)
    assert (kept.name, kept.last_run_on, progress.planned) == ("Old members", "2026-12-07", 2)
    assert last is not None and (last.state, last.planned) == ("finished", 1)
    assert told(world).count(("followup_share", agent.email)) == 2
    assert work.dead(world.desk) == []


def test_a_rule_plans_what_it_was_to_plan_and_goes_on_with_new_conversations(world: World) -> None:
    (agent,) = world.found(agents=1)
    earlier, later = served(world, agent), served(world, agent)
    as_kept(earlier)

    rules.plan_after(world.desk, ConversationEnded(later, None))
    world.clock.at = datetime(2026, 12, 4, 2, 0, tzinfo=UTC)
    settle(world)

    assert [each.name for each in definitions.list_rules(world.desk)] == ["Soon"]
    assert {(each.about, each.rule_id) for each in theirs(world, agent)} == {(earlier, RULE), (later, RULE)}


def test_the_list_of_a_campaign_knows_it_by_where_it_is_kept(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    made = campaign(world, agent, by=manager)

    empty = lists.list_follow_ups(world.desk, manager, "campaign", campaign_id=made.campaign_id)
    with pytest.raises(NotFound):
        lists.list_follow_ups(world.desk, manager, "campaign", campaign_id=agent.agent_id)

    assert empty == ([], None)


def test_two_rooms_keep_their_items_in_one_table_under_keys_of_their_own(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 1)
    made = campaign(world, agent, by=manager)
    world.clock.at = made.next_run_at
    settle(world)

    def keys_with(attribute: str) -> set[str]:
        return {each["key"]["S"] for each in every_item(FOLLOW_UPS) if attribute in each}

    ours, below = tables.describe(CampaignRow), tables.describe(FollowUpRow)
    assert (ours["TableName"], ours["KeySchema"]) == (below["TableName"], below["KeySchema"])
    assert keys_with("campaign") | keys_with("run") == {"campaigns", made.campaign_id}
    assert len(keys_with("followup")) == 1
    assert not keys_with("followup") & (keys_with("campaign") | keys_with("run"))
