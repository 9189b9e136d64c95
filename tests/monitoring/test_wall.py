"""What a supervisor sees of a group and a plan: who waits, what is open and unanswered, who is there; in few requests
whatever goes on there (A3, A4, law 9)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import WINDOW
from chalicelib.conversations.service import looking_back
from chalicelib.conversations.service.looking_back import Ended
from chalicelib.core.errors import Invalid
from chalicelib.monitoring.model.wall import MOST_AGENTS
from chalicelib.monitoring.service import wall
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.plans import service as plans
from infra.bench.crowd import wait_in_queue
from infra.bench.meter import Cost, Operation, count
from tests.crowds import staff
from tests.worlds import World, counted, in_use


def begin(world: World) -> tuple[Any, str]:
    visitor = world.visitor()
    first = StartConversation(text="hi", client_id="c")
    return visitor, conversations.start_conversation(world.desk, visitor, "demo", first).conversation_id


def group_of(world: World) -> str:
    assert world.group is not None
    return world.group.group_id


def boss_of(world: World) -> Agent:
    return world.now(world.agent(role=SUPERVISOR))


def test_a_group_shows_who_waits_what_is_unanswered_and_who_is_there(world: World) -> None:
    first, second = world.found(agents=2, capacity=1)
    world.online(first)
    _, open_id = begin(world)
    world.clock.forward(seconds=30)
    _, waiting_id = begin(world)
    boss = boss_of(world)

    seen = wall.group_wall(world.desk, boss, group_of(world))

    assert (seen.waits.count, seen.waits.more, [each.conversation_id for each in seen.queue]) == (
        1,
        False,
        [waiting_id],
    )
    assert [each.conversation_id for each in seen.open] == [open_id]
    assert len(seen.unanswered) == 1
    assert (seen.staff.full, seen.staff.away, seen.staff.serving, seen.staff.capacity) == (1, 1, 1, 1)
    assert {each.agent_id: each.status for each in seen.members} == {
        first.agent_id: "online",
        second.agent_id: "offline",
    }


def test_an_answered_question_is_unanswered_no_more(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    _, conversation_id = begin(world)

    conversations.reply(world.desk, world.now(agent), conversation_id, "Hello", "1")
    seen = wall.group_wall(world.desk, boss_of(world), group_of(world))

    assert (len(seen.open), seen.unanswered) == (1, ())


def test_a_plan_shows_its_own_visitors_among_those_of_its_groups(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)
    plans.create_plan(world.desk, "other", {"group_ids": [group_of(world)]})
    world.online(agent)
    _, open_id = begin(world)
    begin(world)

    demo, other = (wall.plan_wall(world.desk, boss_of(world), key) for key in ("demo", "other"))

    assert (demo.waits.count, [each.conversation_id for each in demo.open]) == (1, [open_id])
    assert (other.waits.count, other.open, len(other.members)) == (0, (), 1)


def test_a_wall_takes_five_requests(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    begin(world)
    boss = boss_of(world)

    with counted() as requests:
        wall.group_wall(world.desk, boss, group_of(world))

    assert requests.names == ["GetItem", "Query", "Query", "BatchGetItem", "BatchGetItem"]


def cost_of(world: World, agents: int, waiting: int) -> Cost:
    world.found(agents=1)
    staff(world, agents, full=True)
    wait_in_queue(world.desk, waiting, (group_of(world),))
    boss = boss_of(world)
    return count(in_use(), Operation("wall", lambda _: wall.group_wall(world.desk, boss, group_of(world))))


def test_a_wall_costs_no_more_with_many_agents_and_many_who_wait(new_world: Any) -> None:
    few = cost_of(new_world(), MOST_AGENTS, WINDOW + 1)
    many = cost_of(new_world(), 10 * MOST_AGENTS, 10 * WINDOW)

    assert many.requests == few.requests
    assert many.read_units <= few.read_units * 1.1


def test_a_leader_sees_their_groups_and_no_others(world: World) -> None:
    world.found(agents=1)
    leader, stranger = (world.agent(role=GROUP_LEADER) for _ in range(2))
    ids = [leader.agent_id]
    theirs = people.create_group(world.desk, CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=ids))
    leader, stranger = world.now(leader), world.now(stranger)

    known, more = wall.groups_after(world.desk, leader, None)

    assert (known, more) == ([(theirs.group_id, "Tea")], False)
    assert wall.groups_after(world.desk, stranger, None) == ([], False)
    assert wall.group_wall(world.desk, leader, theirs.group_id).name == "Tea"
    for agent, group_id in ((leader, group_of(world)), (stranger, theirs.group_id), (leader, "everybody")):
        with pytest.raises(NotYours):
            wall.group_wall(world.desk, agent, group_id)
    with pytest.raises(NotYours):
        wall.plan_wall(world.desk, leader, "demo")


def test_the_groups_come_ten_a_page_with_two_queries_each(world: World) -> None:
    world.found(agents=1)
    leader = world.agent()
    for number in range(11):
        form = CreateGroup(name=f"G{number}", leader_id=leader.agent_id, member_ids=[leader.agent_id])
        people.create_group(world.desk, form)
    boss = boss_of(world)

    first, more = wall.groups_after(world.desk, boss, None)
    second, last = wall.groups_after(world.desk, boss, first[-1][0])
    with counted() as requests:
        seen = wall.board(world.desk, boss, None)

    assert (len(first), more, len(second), last) == (10, True, 2, False)
    assert len(seen.tiles) == 10
    assert requests.names == ["Query"] * 21  # the directory, and two for each; nobody has anything open


# --- what was said ----------------------------------------------------------------------------------------------------


def ended(world: World, agent: Agent) -> str:
    _, conversation_id = begin(world)
    conversations.reply(world.desk, world.now(agent), conversation_id, "Hello", f"re {conversation_id}")
    conversations.end_conversation(world.desk, world.now(agent), conversation_id)
    return conversation_id


def found(world: World, reader: Agent, **wished: Any) -> list[str]:
    headers, _ = looking_back.list_ended(world.desk, reader, Ended(**wished), None)
    return [each.conversation_id for each in headers]


def test_what_is_over_is_found_by_agent_group_plan_and_day(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    first = ended(world, agent)
    world.clock.forward(days=1)
    world.online(agent)
    second = ended(world, agent)
    boss, day = boss_of(world), date(2026, 11, 23)

    looks = [
        found(world, boss, agent_id=agent.agent_id),
        found(world, boss, first=day, last=day),
        found(world, boss, group_id=group_of(world)),
        found(world, boss, group_id="another"),
        found(world, boss, plan_key="demo", first=date(2026, 11, 24)),
        found(world, boss, plan_key="other"),
    ]

    assert looks == [[second, first], [first], [second, first], [], [second], []]


def test_a_leader_looks_back_at_whom_they_reach_and_says_whose(world: World) -> None:
    agent, other = world.found(agents=2)
    leader = world.agent(role=GROUP_LEADER)
    ids = [leader.agent_id, agent.agent_id]
    people.create_group(world.desk, CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=ids))
    world.online(agent)
    conversation_id = ended(world, agent)
    leader = world.now(leader)

    theirs = found(world, leader, agent_id=agent.agent_id)

    assert theirs == [conversation_id]
    with pytest.raises(Invalid):
        found(world, leader)
    with pytest.raises(NotYours):
        found(world, leader, agent_id=other.agent_id)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 11, 24), date(2026, 11, 23)), (date(2024, 1, 1), date(2026, 1, 1))]
)
def test_days_in_the_wrong_order_or_too_many_are_refused(world: World, first: date, last: date) -> None:
    world.found(agents=1)

    with pytest.raises(Invalid) as refused:
        found(world, boss_of(world), first=first, last=last)

    assert [each.field for each in refused.value.errors] == ["from"]


def test_the_board_says_of_each_group_who_waits_what_is_open_and_what_is_late(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)
    plans.update_plan(world.desk, "demo", {"accept_seconds": 60}, version=None)
    world.online(agent)
    begin(world)
    world.clock.forward(seconds=40)
    begin(world)
    boss = boss_of(world)

    early = wall.board(world.desk, boss, None)
    world.clock.forward(seconds=25)
    later = wall.board(world.desk, boss, None)

    (tile,) = [each for each in later.tiles if each.group_id == group_of(world)]
    assert (tile.waits.count, tile.staff.serving, tile.staff.full) == (1, 1, 1)
    assert [(each.answers.unanswered, each.answers.late) for each in (early, later)] == [(1, 0), (1, 1)]
    assert tile.answers == later.answers
    assert not later.answers.more


def test_the_board_counts_who_is_in_two_groups_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    people.create_group(world.desk, CreateGroup(name="Tea", leader_id=agent.agent_id, member_ids=[agent.agent_id]))
    world.online(world.now(agent))
    begin(world)

    seen = wall.board(world.desk, boss_of(world), None)

    assert len(seen.tiles) >= 2
    assert sum(each.staff.serving for each in seen.tiles) == 2
    assert (seen.staff.serving, seen.staff.free, seen.answers.unanswered) == (1, 1, 1)


def cost_of_board(world: World, agents: int, waiting: int) -> Cost:
    world.found(agents=1)
    staff(world, agents, full=True)
    wait_in_queue(world.desk, waiting, (group_of(world),))
    boss = boss_of(world)
    return count(in_use(), Operation("board", lambda _: wall.board(world.desk, boss, None)))


def test_the_board_costs_no_more_with_many_agents_and_many_who_wait(new_world: Any) -> None:
    few = cost_of_board(new_world(), MOST_AGENTS, WINDOW + 1)
    many = cost_of_board(new_world(), 10 * MOST_AGENTS, 10 * WINDOW)

    assert many.requests == few.requests
    assert len(few.requests) <= 1 + 2 * 10 + 2


def test_a_leader_has_their_own_groups_on_the_board_and_nobody_elses(world: World) -> None:
    (agent,) = world.found(agents=1)
    leader = world.agent(role=GROUP_LEADER)
    ids = [leader.agent_id]
    people.create_group(world.desk, CreateGroup(name="Tea", leader_id=leader.agent_id, member_ids=ids))
    world.online(agent)
    begin(world)

    seen = wall.board(world.desk, world.now(leader), None)

    assert [each.name for each in seen.tiles] == ["Tea"]
    assert (seen.waits.count, seen.staff.serving, seen.answers.unanswered) == (0, 0, 0)


def test_a_desk_without_groups_in_reach_has_an_empty_board(world: World) -> None:
    world.found(agents=1)
    stranger = world.agent(role=GROUP_LEADER)

    seen = wall.board(world.desk, stranger, None)

    assert (seen.tiles, seen.waits.count, seen.staff.capacity, seen.answers.late, seen.more) == ((), 0, 0, 0, False)


def test_what_those_have_who_are_away_is_no_part_of_what_those_have_who_are_there(world: World) -> None:
    first, second = world.found(agents=2, capacity=2)
    for agent in (first, second):
        world.online(agent)
    for _ in range(3):
        begin(world)
    boss = boss_of(world)
    all_there = wall.group_wall(world.desk, boss, group_of(world)).staff
    left = next(each for each in (first, second) if len(world.now(each).serving) == 2)

    world.online(left, "break")

    staff = wall.group_wall(world.desk, boss, group_of(world)).staff
    (tile,) = (each for each in wall.board(world.desk, boss, None).tiles if each.group_id == group_of(world))
    assert (all_there.serving, all_there.capacity) == (3, 4)
    assert (staff.serving, staff.capacity, staff.away) == (1, 2, 1)
    assert (tile.staff.serving, tile.staff.capacity) == (1, 2)
