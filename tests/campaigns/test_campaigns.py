"""Campaigns: twenty old customers each a week, each once, on time by the local clock (D3, G2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.campaigns.model.campaigns import CampaignPaused
from chalicelib.campaigns.service import definitions, runs
from chalicelib.campaigns.service.definitions import RunCampaign
from chalicelib.core import work
from chalicelib.core.errors import Conflict, Forbidden, Invalid, NotFound
from chalicelib.followups.model.days import local_date
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import calling, lists
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.campaigns.stage import campaign, planned, shares
from tests.followups.stage import boss, caller, customers, let_go_by, settle, told
from tests.followups.test_letters import letters, text_of
from tests.worlds import World, counted

ONE_AM = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)  # 09:00 on Monday in Shanghai


def test_each_agent_gets_twenty_of_those_longest_without_contact_every_monday_at_nine(world: World) -> None:
    agents, manager = world.found(agents=3), boss(world)
    customers(world, 70)
    customers(world, 5, days=20, prefix="new")

    made = campaign(world, *agents, by=manager)
    let_go_by(world, days=7)

    assert made.next_run_at == ONE_AM
    found = planned(world, made.campaign_id, manager)
    assert shares(found) == {each.agent_id: 20 for each in agents}
    assert {each.visitor_id for each in found} == {f"vis_old{number:05d}" for number in range(60)}
    assert {(each.kind, each.script, each.plan_key) for each in found} == {("care", "Hello", "demo")}
    assert local_date(found[0].due_at - timedelta(seconds=1), "Asia/Shanghai").isoformat() == "2026-12-06"
    assert sorted(told(world)) == sorted(("followup_share", each.email) for each in agents)


def test_the_next_week_brings_the_next_ones_and_nobody_again_within_the_period(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 25)

    made = campaign(world, agent, by=manager, quota_per_agent=10)
    let_go_by(world, days=28)

    found = planned(world, made.campaign_id, manager)
    assert len(found) == len({each.visitor_id for each in found}) == 25
    campaign_now, progress, last = definitions.read_campaign(world.desk, made.campaign_id)
    assert (progress.planned, progress.done, progress.overdue) == (25, 0, 25)
    assert last is not None and (last.state, last.planned) == ("finished", 0)
    assert campaign_now.next_run_at == ONE_AM + timedelta(days=28)


def test_a_piece_costs_the_same_with_many_customers_as_with_few(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    costs = []

    for number in (120, 360):
        customers(world, number, prefix=f"of{number}")
        made = campaign(world, agent, by=manager, quota_per_agent=25)
        with counted() as requests:
            run, _ = runs.run_now(world.desk, caller(manager), made.campaign_id)
        costs.append(len(requests))
        assert run.planned == 25

    assert costs[1] <= costs[0] + 2
    assert costs[0] <= 25 + 16


def test_a_desk_that_slept_for_a_month_catches_up_once(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    made = campaign(world, agent, by=manager, quota_per_agent=5)

    world.clock.forward(days=31)
    settle(world)
    settle(world)

    assert len(planned(world, made.campaign_id, manager)) == 5
    (waiting,) = [each for each in work.waiting(world.desk) if each.kind == RunCampaign.kind]
    assert world.clock() < waiting.due_at <= world.clock() + timedelta(days=7)


def test_the_wall_clock_counts_when_the_clocks_change(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    plans.update_plan(world.desk, "demo", {"time_zone": "Europe/Berlin"}, None)
    world.clock.at = datetime(2027, 3, 26, 12, 0, tzinfo=UTC)

    made = campaign(world, agent, by=manager, every="day", at="02:30")
    moments = [made.next_run_at]
    for _ in range(3):
        let_go_by(world, days=1)
        moments.append(definitions.read_campaign(world.desk, made.campaign_id)[0].next_run_at)

    assert [f"{each:%d %H:%M}" for each in moments if each] == ["27 01:30", "28 01:30", "29 00:30", "30 00:30"]


def test_a_run_by_hand_is_todays_only_one(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 100)
    made = campaign(world, agent, by=manager, every="day", quota_per_agent=5, at="23:00")

    first, again = runs.run_now(world.desk, caller(manager), made.campaign_id)
    second, repeated = runs.run_now(world.desk, caller(manager), made.campaign_id)
    let_go_by(world, hours=6)

    assert (first.planned, again, repeated) == (5, False, True)
    assert second.run_id == first.run_id
    assert len(planned(world, made.campaign_id, manager)) == 5
    assert definitions.read_campaign(world.desk, made.campaign_id)[0].next_run_at > world.clock()


def test_two_campaigns_do_not_follow_up_the_same_customer(world: World) -> None:
    agents, manager = world.found(agents=2), boss(world)
    customers(world, 30)

    made = [campaign(world, each, by=manager, quota_per_agent=20) for each in agents]
    let_go_by(world, days=7)

    found = [each for one in made for each in planned(world, one.campaign_id, manager)]
    assert len(found) == len({each.visitor_id for each in found}) == 30


def test_only_customers_of_the_levels_and_only_who_can_be_reached_if_it_says_so(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    vips = customers(world, 3, prefix="vip", level="vip", email="vip@example.com")
    customers(world, 3, prefix="mute", level="vip")
    customers(world, 3, prefix="any", email="any@example.com")

    made = campaign(world, agent, by=manager, levels=["vip"], reachable_only=True)
    let_go_by(world, days=7)

    found = planned(world, made.campaign_id, manager)
    assert {each.visitor_id for each in found} == set(vips)
    assert found[0].email == "vip@example.com"


def test_what_is_switched_off_does_not_run_and_switched_on_runs_the_next_time(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 30)
    made = campaign(world, agent, by=manager)

    off = definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": False}, made.version)
    let_go_by(world, days=10)
    with pytest.raises(CampaignPaused):
        runs.run_now(world.desk, caller(manager), made.campaign_id)
    on = definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"active": True}, off.version)

    assert off.next_run_at is None
    assert planned(world, made.campaign_id, manager) == []
    assert on.next_run_at == ONE_AM + timedelta(days=7)
    let_go_by(world, days=5)
    assert len(planned(world, made.campaign_id, manager)) == 20


def test_a_changed_timetable_counts_and_the_old_one_does_not(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 30)
    made = campaign(world, agent, by=manager, quota_per_agent=3)

    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"weekday": 2}, None)
    let_go_by(world, days=7)

    assert len(planned(world, made.campaign_id, manager)) == 3
    (waiting,) = [each for each in work.waiting(world.desk) if each.kind == RunCampaign.kind]
    assert waiting.due_at == datetime(2026, 12, 2, 1, 0, tzinfo=UTC)


@pytest.mark.also_on_moto
def test_a_campaign_changed_meanwhile_is_not_overwritten(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    made = campaign(world, agent, by=manager)
    definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"name": "Other"}, made.version)

    with pytest.raises(Conflict):
        definitions.update_campaign(world.desk, caller(manager), made.campaign_id, {"name": "Mine"}, made.version)

    assert [each.name for each in definitions.list_campaigns(world.desk)] == ["Other"]


def test_a_group_is_whoever_is_in_it_when_it_runs(world: World) -> None:
    agents, manager = world.found(agents=2), boss(world)
    assert world.group is not None
    customers(world, 30)
    made = campaign(world, by=manager, agent_ids=None, group_id=world.group.group_id, quota_per_agent=5)
    newcomer = world.agent()
    members = [each.agent_id for each in (*agents, newcomer)]

    groups.update_group(world.desk, world.group.group_id, UpdateGroup(member_ids=members))
    let_go_by(world, days=7)

    assert shares(planned(world, made.campaign_id, manager)) == dict.fromkeys(members, 5)


def test_a_leader_makes_campaigns_for_their_own_group_only(world: World) -> None:
    world.found(agents=1)
    leader, stranger, manager = world.agent(role=GROUP_LEADER), world.agent(), boss(world)
    member = world.agent()
    group = people.create_group(
        world.desk, CreateGroup(name="Theirs", leader_id=leader.agent_id, member_ids=[member.agent_id])
    )
    plans.create_plan(world.desk, "theirs", {"group_ids": [group.group_id]})

    own = campaign(world, member, leader, by=leader, plan_key="theirs")
    others = campaign(world, stranger, by=manager)

    for refused in (
        lambda: campaign(world, stranger, by=leader, plan_key="theirs"),
        lambda: campaign(world, member, by=leader),  # the plan's customers are others'
        lambda: definitions.update_campaign(world.desk, caller(leader), own.campaign_id, {"plan_key": "demo"}, None),
        lambda: definitions.create_rule(world.desk, caller(leader), {"name": "For every plan"}),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert [each.name for each in definitions.list_campaigns(world.desk, leader)] == [own.name]
    with pytest.raises(Forbidden):
        definitions.update_campaign(world.desk, caller(leader), others.campaign_id, {"name": "Mine"}, None)
    with pytest.raises(Forbidden):
        runs.run_now(world.desk, caller(leader), others.campaign_id)
    assert (
        definitions.update_campaign(world.desk, caller(leader), own.campaign_id, {"name": "Mine"}, None).name == "Mine"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("plan_key", "nowhere"),
        ("at", "24:00"),
        ("at", "9:00"),
        ("name", " "),
        ("agent_ids", ["agt_nobody"]),
        ("group_id", "grp_nobody"),
        ("levels", ["platinum"]),
        ("script", {"fr": "Bonjour"}),
        ("script", {"en": "x" * 4001}),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(world: World, field: str, value: object) -> None:
    (agent,) = world.found(agents=1)
    said = {field: value} if field != "group_id" else {"group_id": value, "agent_ids": None}

    with pytest.raises(Invalid) as refused:
        campaign(world, agent, **said)

    assert [each.field for each in refused.value.errors] == [field]
    assert definitions.list_campaigns(world.desk) == []


def test_progress_counts_what_came_of_it(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    customers(world, 6)
    made = campaign(world, agent, by=manager)
    runs.run_now(world.desk, caller(manager), made.campaign_id)
    found = planned(world, made.campaign_id, manager)

    for one, outcome in zip(found, ("reached", "solved", "refused", "wrong_contact"), strict=False):
        calling.record_call(world.desk, agent, one.followup_id, RecordCall(outcome=outcome, text="", client_id="c"))
    world.clock.forward(days=8)
    with counted() as requests:
        _, progress, _ = definitions.read_campaign(world.desk, made.campaign_id)

    assert (progress.planned, progress.done, progress.reached, progress.overdue) == (6, 4, 2, 2)
    assert requests.names == ["GetItem"] * 2 + ["Query"] * 4


def test_a_customer_who_came_back_is_no_old_customer(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    ids = customers(world, 2)
    customers(world, 1, days=0)  # the first of them had a conversation today
    made = campaign(world, agent, by=manager)

    let_go_by(world, days=7)

    assert [each.visitor_id for each in planned(world, made.campaign_id, manager)] == ids[1:]
    assert visitors.card(world.desk, ids[1]).followed_up_at is not None


def test_a_campaigns_list_is_of_that_campaign_and_to_agents_only_their_share(world: World) -> None:
    (one, two), manager = world.found(agents=2), boss(world)
    customers(world, 4)
    made = campaign(world, one, two, by=manager)
    runs.run_now(world.desk, caller(manager), made.campaign_id)

    assert len(planned(world, made.campaign_id, manager)) == 4
    assert len(planned(world, made.campaign_id, one)) == 2
    with pytest.raises(NotFound):
        planned(world, "cmp_nothing", manager)
    with pytest.raises(Invalid):
        lists.list_follow_ups(world.desk, manager, "campaign")


def test_the_letter_of_a_campaign_names_the_campaign_the_kind_and_how_many_and_no_customer(world: World) -> None:
    (agent,) = world.found(agents=1)
    customers(world, 3)
    campaign(world, agent)

    let_go_by(world, days=7)

    (letter,) = letters(world)
    assert letter.subject == "回访活动“Old members”：分给您 3 位客户"
    assert "关怀回访" in text_of(letter)
    assert "客户：" not in text_of(letter)
