"""Campaigns by level with its own interval, from an index by when somebody was last spoken to (D3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.campaigns.service import definitions, preview, runs, standing
from chalicelib.campaigns.store import standings
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor
from tests.campaigns.stage import campaign, planned
from tests.followups.stage import boss, by_hand, caller, customers, settle
from tests.worlds import World, counted

INTERVALS = {"vip": 30, "normal": 90}


def by_level(world: World, *agents: Any, **values: Any) -> Any:
    manager = values.pop("manager")
    asked = {"intervals": INTERVALS, "every": "day", "at": "18:00", **values}
    return campaign(world, *agents, by=manager, chosen="level", **asked)


def kept(world: World, ids: list[str]) -> list[str]:
    """As they are once the desk has looked at them."""
    for each in ids:
        standing.keep(world.desk, each)
    return ids


def run(world: World, manager: Any, made: Any) -> None:
    runs.run_now(world.desk, caller(manager), made.campaign_id)
    settle(world)


def test_each_level_is_called_at_its_own_interval_from_the_last_contact_or_follow_up(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    vip = kept(world, customers(world, 2, days=31, prefix="vip", level="vip"))
    normal = kept(world, customers(world, 2, days=31, prefix="nor"))
    old = kept(world, customers(world, 2, days=91, prefix="old"))
    kept(world, customers(world, 1, days=400, prefix="gold", level="gold"))
    by_hand(world, manager, vip[0])
    made = by_level(world, agent, manager=manager)

    run(world, manager, made)
    first = {each.visitor_id for each in planned(world, made.campaign_id, manager)}
    world.clock.forward(days=30, seconds=5)
    run(world, manager, made)

    assert first == {vip[1], *old}
    assert {each.visitor_id for each in planned(world, made.campaign_id, manager)} == {*vip, *old}
    assert normal[0] not in first


def test_the_longest_untouched_come_first_and_levels_in_their_order(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    ids = kept(world, customers(world, 20, days=100, prefix="nor"))
    vip = kept(world, customers(world, 1, days=31, prefix="vip", level="vip"))
    made = by_level(world, agent, manager=manager, quota_per_agent=5)

    run(world, manager, made)

    assert {each.visitor_id for each in planned(world, made.campaign_id, manager)} == {*vip, *ids[:4]}


def test_a_level_that_changes_and_a_conversation_since_count_at_once(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    risen, spoken = kept(world, customers(world, 2, days=40))
    customer = visitors.whole(world.desk, risen)
    tx = Transaction(world.desk)
    visitors.edit(tx, customer, visitors.edited(customer, EditVisitor(level="vip")))
    tx.commit()
    settle(world)
    made = by_level(world, agent, manager=manager, intervals={"vip": 30, "normal": 35})
    customers(world, 1, days=1, prefix="old", level="normal")  # nobody else: the first of these is written over
    world.clock.forward(seconds=1)
    later = visitors.whole(world.desk, spoken)
    assert later.contacted_at is not None

    run(world, manager, made)

    assert spoken in {each.visitor_id for each in planned(world, made.campaign_id, manager)}


def test_whoever_was_spoken_to_later_than_is_kept_is_left_alone_and_stands_right_from_then_on(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    (one,) = kept(world, customers(world, 1, days=100))
    customers(world, 1, days=2)  # the same customer, who had a conversation since
    made = by_level(world, agent, manager=manager)
    asked = {"plan_key": "demo", "by": "level", "intervals": INTERVALS, "every": "day", "at": "18:00"}
    before = {each.work_id for each in work.waiting(world.desk)}

    seen = preview.preview(world.desk, caller(manager), asked | {"agent_ids": [agent.agent_id]})

    assert {each.work_id for each in work.waiting(world.desk)} == before  # to look at it is to write nothing
    assert (seen.count, seen.passed) == (0, 1)
    run(world, manager, made)

    assert planned(world, made.campaign_id, manager) == []
    touched_at = standings.standing(world.desk, one).touched_at
    assert touched_at is not None and world.clock() - touched_at < timedelta(days=3)


def test_a_run_reads_the_same_however_many_are_not_due(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    kept(world, customers(world, 3, days=100, prefix="due"))

    def costs() -> int:
        """With one among them who was just called."""
        made = by_level(world, agent, manager=manager, quota_per_agent=1)
        with counted() as requests:
            runs.run_now(world.desk, caller(manager), made.campaign_id)
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, None)
        return len(requests)

    costs()
    settle(world)
    few = costs()
    settle(world)
    kept(world, customers(world, 300, days=50, prefix="not"))

    assert costs() == few
