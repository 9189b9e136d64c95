"""Half an hour before the end each agent is told what is open, once a day and at the right moment (F3)."""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.handover import store
from chalicelib.handover.model.days import subject_of_agent
from chalicelib.handover.service import hours, lists, telling
from chalicelib.handover.service.telling import TellAgent
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.service import desk as whole_desk
from chalicelib.plans import service as plans
from chalicelib.plans.model.receiving import MOST_POOLS
from tests.handover.stage import (
    MONDAY,
    UNTIL_SIX,
    change_plan,
    conversation,
    day_until,
    follow_up,
    go_to,
    letters,
    message,
    noted,
    opened,
    settle,
    still_open,
    ticket,
    told,
)
from tests.worlds import World, counted

TUESDAY = date(2026, 11, 24)


def test_who_is_not_signed_in_is_written_to_once_half_an_hour_before_the_end(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent), subject="The kettle leaks")
    go_to(world, 17, 29)
    early = told(world)

    go_to(world, 17, 31)
    go_to(world, 17, 59)

    assert early == []
    [letter] = letters(world, "unfinished")
    assert (letter.to, letter.words["count"], letter.words["ends"]) == (agent.email, 1, "18:00")
    assert "The kettle leaks" in letter.words["things"]


def test_who_is_signed_in_sees_it_in_the_console_and_gets_no_letter(world: World) -> None:
    _, agent = opened(world)
    go_to(world, 17, 29)
    world.online(agent)
    ticket(world, agent)
    before = lists.unfinished(world.desk, world.now(agent))

    go_to(world, 17, 31)

    after = lists.unfinished(world.desk, world.now(agent))
    assert told(world) == []
    assert before.tell_at == after.tell_at == world.clock().replace(hour=9, minute=30, second=0, microsecond=0)
    assert (before.day.told_at, after.day.told_at is not None) == (None, True)


def test_all_that_is_open_is_in_one_list_and_leaves_it_when_it_is_done(world: World) -> None:
    leader, agent = opened(world)
    world.online(leader, "break")
    conversation_id = conversation(world, agent)
    follow_up(world, agent, conversation_id)
    follow_up(world, agent, conversation_id, due_at=world.clock() + timedelta(days=3))
    promise = {"kind": "promise", "visitor_id": None, "about": conversation_id, "channel": "phone", "script": "Call"}
    follow_up(world, agent, conversation_id, **promise)
    ticket(world, agent)
    people.update_agent(world.desk, leader.agent_id, UpdateAgent(active=False))
    message(world)
    everything = still_open(world, agent)

    conversations.end_conversation(world.desk, world.now(agent), conversation_id)

    assert everything == ["conversation", "follow_up", "message", "promise", "ticket"]
    assert still_open(world, agent) == ["follow_up", "message", "promise", "ticket"]


def test_whoever_receives_for_two_plans_is_told_by_the_later_one_only(world: World) -> None:
    leader, agent = opened(world)
    evening = people.create_group(
        world.desk, CreateGroup(name="Evening", leader_id=leader.agent_id, member_ids=[agent.agent_id])
    )
    plans.create_plan(world.desk, "late", {"hours": day_until("21:00"), "group_ids": [evening.group_id]})
    ticket(world, world.now(agent))

    go_to(world, 20, 29)
    early = [each for each in told(world) if each[1] == agent.email]
    go_to(world, 20, 31)

    assert early == []
    assert told(world) == [("unfinished", agent.email)]
    assert hours.working_time_ends(world.desk, world.now(agent), MONDAY) == world.clock().replace(
        hour=13, minute=0, second=0, microsecond=0
    )


def test_a_closed_day_and_a_holiday_say_nothing(world: World) -> None:
    _, agent = opened(world, hours={**day_until("18:00", "fri"), "country": "CN"})
    ticket(world, world.now(agent))
    world.clock.forward(days=38)  # New Year's Eve, a Thursday; New Year's Day is a Friday
    settle(world)

    world.clock.forward(days=1, hours=2)
    settle(world)
    new_year = told(world)
    world.clock.forward(days=7, minutes=-80)
    settle(world)

    assert new_year == []
    assert told(world) == [("unfinished", agent.email)]


def test_own_days_count_as_the_plan_knows_them(world: World) -> None:
    days = [{"date": "2026-11-24", "spans": []}, {"date": "2026-11-28", "spans": [["10:00", "12:00"]]}]
    _, agent = opened(world, hours={**day_until("18:00", "mon"), "exceptions": days})
    ticket(world, world.now(agent))
    go_to(world, 18, 30)

    go_to(world, 11, 25, day=date(2026, 11, 28))
    early = told(world).count(("unfinished", agent.email))
    go_to(world, 11, 35, day=date(2026, 11, 28))

    assert (early, told(world).count(("unfinished", agent.email))) == (1, 2)


def test_hours_that_change_meanwhile_move_the_moment(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent))
    change_plan(world, hours=day_until("20:00"))
    go_to(world, 18, 30)
    nothing = told(world)

    change_plan(world, hours=day_until("19:00"))
    settle(world)

    assert nothing == []
    assert told(world) == [("unfinished", agent.email)]


def test_hours_that_are_over_when_they_are_set_tell_at_once(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent))
    world.clock.forward(minutes=15)

    change_plan(world, hours=day_until("17:10"))
    settle(world)

    assert ("unfinished", agent.email) in told(world)


def test_hours_that_grow_after_the_telling_move_the_end_and_nobody_is_told_twice(world: World) -> None:
    leader, agent = opened(world)
    ticket(world, world.now(agent))
    go_to(world, 17, 40)

    change_plan(world, hours=day_until("20:00"))
    go_to(world, 19, 45)
    before_the_end = told(world)
    go_to(world, 20, 10)

    assert before_the_end == [("unfinished", agent.email)]
    assert told(world) == [("unfinished", agent.email), ("left_open", leader.email)]


def test_what_runs_late_doubled_or_out_of_order_changes_nothing(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent))
    world.clock.forward(hours=3)  # nobody worked meanwhile
    ends_at = hours.working_time_ends(world.desk, world.now(agent), MONDAY)
    assert ends_at is not None
    due = TellAgent(agent.agent_id, MONDAY, ends_at, "Asia/Shanghai", "en")

    settle(world)
    once = told(world)
    for _ in range(3):
        telling.tell_agent(world.desk, due)
        hours.plan_days(world.desk)
        settle(world)
    world.clock.forward(minutes=10)
    settle(world)

    assert once.count(("unfinished", agent.email)) == 1
    assert told(world).count(("unfinished", agent.email)) == 1


def test_a_desk_that_slept_for_days_tells_nothing_of_them(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent))

    world.clock.forward(days=2, minutes=-30)
    settle(world)

    assert told(world) == []
    go_to(world, 17, 35, day=date(2026, 11, 25))
    assert told(world) == [("unfinished", agent.email)]


def test_the_desk_says_how_long_before_and_zero_is_never(world: World) -> None:
    _, agent = opened(world, hours=day_until("20:00"))
    ticket(world, world.now(agent))
    go_to(world, 19, 0, day=MONDAY)
    record = {"name": None, "seats": None, "time_zone": None}
    whole_desk.update_desk(world.desk, **record, unfinished_minutes=0)  # type: ignore[arg-type]

    go_to(world, 21, 0)

    assert told(world) == []
    assert lists.unfinished(world.desk, world.now(agent)).tell_at is None


def test_nobody_is_told_of_nothing_nor_the_disabled_nor_of_what_is_noted(world: World) -> None:
    _, agent, gone, idle = opened(world, agents=4)
    mine = ticket(world, world.now(agent))
    ticket(world, world.now(gone))
    noted(world, agent, "ticket", mine.ticket_id)
    people.update_agent(world.desk, gone.agent_id, UpdateAgent(active=False))

    go_to(world, 17, 45)

    assert [to for _, to in told(world) if to in (agent.email, gone.email, idle.email)] == []


def test_a_plan_that_names_nobody_means_everybody_and_one_that_names_agents_them(world: World) -> None:
    world.found()
    agents = [world.agent() for _ in range(3)]
    change_plan(world, hours=UNTIL_SIX)
    plans.create_plan(world.desk, "own", {"hours": day_until("19:00"), "agent_ids": [agents[0].agent_id]})
    settle(world)
    for each in agents:
        ticket(world, world.now(each))

    go_to(world, 17, 35)
    at_six = {to for _, to in told(world)}
    go_to(world, 18, 35)

    assert at_six == {each.email for each in agents[1:]}
    assert ("unfinished", agents[0].email) in told(world)


def test_a_plan_with_as_many_groups_as_there_may_be_is_looked_at_whoever_they_are_by_then(world: World) -> None:
    _, agent = opened(world)
    ticket(world, world.now(agent))
    groups = []
    for number in range(2 * MOST_POOLS):
        lead = (agent if number % 10 == 0 else world.agent()).agent_id
        group = people.create_group(world.desk, CreateGroup(name=f"Group {number}", leader_id=lead, member_ids=[lead]))
        groups.append(group.group_id)
    change_plan(world, group_ids=groups[:MOST_POOLS], hours=day_until("18:15"))
    settle(world)
    change_plan(world, group_ids=groups[MOST_POOLS:])

    go_to(world, 18, 20)

    assert told(world)[:1] == [("unfinished", agent.email)]
    assert lists.unfinished(world.desk, world.now(agent)).ends_at is not None


def test_a_day_costs_the_same_whether_ten_work_there_or_sixty(world: World) -> None:
    members = opened(world, agents=30)
    go_to(world, 17, 29)

    world.clock.forward(minutes=2)
    with counted() as requests:
        settle(world)

    told_of = [store.day_of(world.desk, subject_of_agent(each.agent_id), MONDAY).told_at for each in members]
    assert all(told_of)
    assert len(requests) <= 30 * 18 + 60
    assert len(work.waiting(world.desk)) == 30 + 2  # each one's end, the plan's, and its next day
