"""A quota is for a day or a week, however often a campaign runs in it; and only for who may have follow-ups (D3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from chalicelib.campaigns.service import definitions, runs
from chalicelib.campaigns.service.runs import PlanPiece
from chalicelib.campaigns.store import campaigns as store
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.people.service import roles
from tests.campaigns.stage import campaign, planned, shares
from tests.crashes import BEFORE, Death, at_each_write
from tests.followups.stage import boss, caller, customers, let_go_by, settle, told
from tests.followups.test_owners_gone import disable
from tests.worlds import World, at_once, counted

NEXT_MONDAY_NINE = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


def run_by_hand(world: World, manager: Agent, made: Any) -> int:
    """Today's run, to its end; how many it planned."""
    run, _ = runs.run_now(world.desk, caller(manager), made.campaign_id)
    settle(world)
    now = store.run(world.desk, made.campaign_id, run.day)
    assert now is not None
    return now.planned


def test_runs_by_hand_on_three_days_of_a_week_give_the_quota_once_and_the_next_week_again(world: World) -> None:
    agents, manager = world.found(agents=2), boss(world)
    customers(world, 100)
    made = campaign(world, *agents, by=manager, quota_per_agent=5, weekday=6)

    of_days = []
    for _ in range(3):  # Monday to Wednesday
        of_days.append(run_by_hand(world, manager, made))
        world.clock.forward(days=1)
    world.clock.at = NEXT_MONDAY_NINE
    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, None)
    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": True}, None)
    of_next_week = run_by_hand(world, manager, made)

    assert of_days == [10, 0, 0]
    assert of_next_week == 10
    assert shares(planned(world, made.campaign_id, manager)) == {each.agent_id: 10 for each in agents}


def test_a_changed_weekday_brings_no_second_share_in_the_same_week(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    made = campaign(world, agent, by=manager, quota_per_agent=5)
    let_go_by(world, days=7)

    for weekday in (1, 2, 3):
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"weekday": weekday}, None)
        let_go_by(world, days=1)

    assert len(planned(world, made.campaign_id, manager)) == 5
    assert definitions.read_campaign(world.desk, made.campaign_id)[0].next_run_at == datetime(
        2026, 12, 10, 1, 0, tzinfo=UTC
    )


def test_a_raised_quota_gives_the_rest_in_the_same_week(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    made = campaign(world, agent, by=manager, quota_per_agent=5)
    first = run_by_hand(world, manager, made)

    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"quota_per_agent": 8}, None)
    world.clock.forward(days=1)
    second = run_by_hand(world, manager, made)

    assert (first, second) == (5, 3)


def test_a_daily_quota_is_each_days_by_the_plans_clock(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    world.clock.at = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # Monday 23:00 in Shanghai
    made = campaign(world, agent, by=manager, every="day", at="12:00", quota_per_agent=5)

    late = run_by_hand(world, manager, made)
    world.clock.forward(hours=2)
    early = run_by_hand(world, manager, made)

    assert (late, early) == (5, 5)


def test_a_run_that_goes_on_ends_with_the_next_one_of_the_week_and_no_quota_is_exceeded(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 200)
    made = campaign(world, agent, by=manager, quota_per_agent=60)

    first, _ = runs.run_now(world.desk, caller(manager), made.campaign_id)  # its first piece; others are due
    world.clock.forward(days=1)
    runs.run_now(world.desk, caller(manager), made.campaign_id)
    settle(world)
    for piece in range(3):
        runs.plan_piece(world.desk, PlanPiece(made.campaign_id, first.day, piece))

    ended = store.run(world.desk, made.campaign_id, first.day)
    assert ended is not None and (ended.state, ended.planned) == ("finished", 25)
    assert shares(planned(world, made.campaign_id, manager)) == {agent.agent_id: 60}
    assert told(world).count(("followup_share", agent.email)) == 2
    assert not work.dead(world.desk)


@pytest.mark.race
def test_runs_of_two_days_at_once_exceed_no_quota(atomic_world: World) -> None:
    world = atomic_world
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    made = campaign(world, agent, by=manager, quota_per_agent=30)
    since_monday = timedelta(days=world.clock().astimezone(ZoneInfo("Asia/Shanghai")).weekday())
    monday = replace(world.desk, now=lambda: world.clock() - since_monday)
    tuesday = replace(world.desk, now=lambda: world.clock() - since_monday + timedelta(days=1))
    first, _ = runs.run_now(monday, caller(manager), made.campaign_id)

    outcomes = at_once(
        [partial(runs.plan_piece, monday, PlanPiece(made.campaign_id, first.day, 1))] * 3
        + [partial(runs.run_now, tuesday, caller(manager), made.campaign_id)] * 3
    )
    settle(world)

    assert not [each for each in outcomes if isinstance(each, Exception)], outcomes
    assert shares(planned(world, made.campaign_id, manager)) == {agent.agent_id: 30}


def test_a_second_run_of_the_week_that_dies_anywhere_keeps_the_quota(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,), manager = world.found(agents=1), boss(world)
        customers(world, 6)
        made = campaign(world, agent, by=manager, quota_per_agent=2)
        run_by_hand(world, manager, made)
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"quota_per_agent": 4}, None)
        world.clock.forward(days=1)

        with death():
            run_by_hand(world, manager, made)
        runs.run_now(world.desk, caller(manager), made.campaign_id)
        world.clock.forward(seconds=90)
        settle(world)

        assert shares(planned(world, made.campaign_id, manager)) == {agent.agent_id: 4}

    at_each_write(story, sides=(BEFORE,), least=4)


def test_beginning_a_run_costs_the_same_with_runs_before_it_as_without(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    made = campaign(world, agent, by=manager)
    costs = []

    for _ in range(3):
        with counted() as requests:
            runs.run_now(world.desk, caller(manager), made.campaign_id)
        costs.append(requests.names)
        settle(world)
        world.clock.forward(days=1)

    assert costs[0] == costs[1] == costs[2]


# --- who may have them ----------------------------------------------------------------------------------------------


def test_whoever_does_no_follow_ups_cannot_be_in_a_campaign_and_who_was_there_does_not_hinder_changing_it(
    world: World,
) -> None:
    able, gone = world.found(agents=2)
    manager = boss(world)
    role = roles.create_role(world.desk, name="Clerk", permissions=["plans.manage"], scope="all")
    clerk = world.agent(role=role.role_id)
    made = campaign(world, able, gone, by=manager)
    disable(world, gone)

    for stranger in (clerk, gone):
        with pytest.raises(Invalid) as refused:
            campaign(world, able, stranger, by=manager)
        assert [each.field for each in refused.value.errors] == ["agent_ids"]
        assert stranger.name in str(refused.value)
    said = {"name": "Other", "agent_ids": [able.agent_id, gone.agent_id]}
    changed = definitions.update_campaign(world.desk, caller(manager), made.campaign_id, said, None)

    assert changed.name == "Other"


def test_a_run_gives_nothing_to_who_lost_the_permission_or_was_disabled(world: World) -> None:
    (able, gone, moved), manager = world.found(agents=3), boss(world)
    customers(world, 30)
    made = campaign(world, able, gone, moved, by=manager, quota_per_agent=5)
    role = roles.create_role(world.desk, name="Clerk", permissions=["plans.manage"], scope="all")

    disable(world, gone)
    people.update_agent(world.desk, moved.agent_id, UpdateAgent(role=role.role_id))
    run_by_hand(world, manager, made)

    assert shares(planned(world, made.campaign_id, manager)) == {able.agent_id: 5}
    assert told(world) == [("followup_share", able.email)]


def test_a_run_with_nobody_to_give_to_tells_its_managers_once_each_run(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    leader, other = world.agent(role=GROUP_LEADER), world.agent(role=GROUP_LEADER)
    people.create_group(world.desk, CreateGroup(name="Near", leader_id=leader.agent_id, member_ids=[agent.agent_id]))
    people.create_group(world.desk, CreateGroup(name="Far", leader_id=other.agent_id, member_ids=[]))
    customers(world, 5)
    made = campaign(world, agent, by=manager)
    disable(world, agent)

    for _ in range(2):
        run_by_hand(world, manager, made)
    for piece in range(2):
        runs.plan_piece(world.desk, PlanPiece(made.campaign_id, "2026-11-23", piece))

    expected = [("campaign_without_agents", each.email) for each in (leader, manager)]
    assert sorted(told(world)) == sorted(expected)
    world.clock.forward(days=1)
    run_by_hand(world, manager, made)
    assert sorted(told(world)) == sorted(expected * 2)


def test_a_run_that_nobody_has_room_for_or_that_is_switched_off_tells_no_manager(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 5)
    made = campaign(world, agent, by=manager, quota_per_agent=1)

    for _ in range(2):
        run_by_hand(world, manager, made)
        world.clock.forward(days=1)

    assert told(world) == [("followup_share", agent.email)]
