"""Everybody who waits is told when the last agent leaves, once an absence, and when somebody comes again (B5)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import queue
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.routing.service import attendance
from infra.bench.crowd import everybody_waiting
from tests.crashes import BEFORE, Death, at_each_write
from tests.routing.test_expected_waits import busy_hour
from tests.routing.test_manual import begin
from tests.routing.test_positions import group_of, visit
from tests.worlds import World, at_once, counted

LEFT, BACK = "Everybody has just left", "We are back; "


def catch_up(world: World) -> None:
    while work.run_due(world.desk):
        pass


def full_with_waiting(world: World, number: int = 2) -> tuple[Any, list[tuple[Any, str]]]:
    """One agent, busy with one conversation, and so many who wait for them."""
    (agent,) = world.found(agents=1, capacity=1)
    world.online(agent)
    begin(world)
    visitors = [world.visitor() for _ in range(number)]
    return agent, [(each, begin(world, each)) for each in visitors]


def said(world: World, visitor: Any, conversation_id: str) -> list[Any]:
    entries = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries
    return [each for each in entries if each.kind == "waiting"]


def news(world: World, visitor: Any, conversation_id: str) -> list[str]:
    """Which of both was told, in order."""
    told = said(world, visitor, conversation_id)
    return [word for each in told for word in (LEFT, BACK) if each.text.startswith(word)]


def test_who_waits_is_told_once_that_the_last_one_left_and_offered_the_form(world: World) -> None:
    agent, waiting = full_with_waiting(world)

    world.online(agent, "offline")
    catch_up(world)
    for each in waiting:
        queue.still_here(world.desk, each[0], "demo", each[1])
    world.clock.forward(seconds=61)
    catch_up(world)

    for each in waiting:
        assert news(world, *each) == [LEFT]
    last = said(world, *waiting[0])[-1]
    assert (last.place, last.offer) == (1, "offline_form")
    assert "your number or e-mail address" in last.text


def test_who_is_there_again_serves_and_the_others_hear_of_it_once_an_absence(world: World) -> None:
    agent, waiting = full_with_waiting(world, 3)
    conversations.reply(world.desk, world.now(agent), next(iter(world.now(agent).serving)), "hello", "r")

    for _ in range(2):
        world.online(agent, "offline")
        catch_up(world)
        world.online(agent)
        catch_up(world)

    assert [news(world, *each) for each in waiting] == [[LEFT, BACK] * 2] * 3
    assert [said(world, *each)[-1].place for each in waiting] == [1, 2, 3]
    assert [said(world, *each)[-1].text for each in waiting[:1]] == ["We are back; 0 ahead of you, please wait"]


def takes_a_break(world: World, agent: Any) -> None:
    world.online(agent, "break")


def is_sent_on_a_break(world: World, agent: Any) -> None:
    boss = world.signed_in(world.agent(role=SUPERVISOR))
    people.set_presence_of(world.desk, boss, agent.agent_id, "break")


def is_hidden(world: World, agent: Any) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(hidden=True))


def leaves_the_group(world: World, agent: Any) -> None:
    group_id, leader = world.group.group_id if world.group else "", world.agent().agent_id
    groups.update_group(world.desk, group_id, UpdateGroup(leader_id=leader, member_ids=[leader]))


def is_back(world: World, agent: Any) -> None:
    world.online(agent)


def is_back_and_busy(world: World, agent: Any) -> None:
    world.online(agent, "busy")


def is_shown_again(world: World, agent: Any) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(hidden=False))


def is_in_the_group_again(world: World, agent: Any) -> None:
    group_id = world.group.group_id if world.group else ""
    groups.update_group(world.desk, group_id, UpdateGroup(leader_id=agent.agent_id, member_ids=[agent.agent_id]))


@pytest.mark.parametrize(
    ("goes", "comes"),
    [
        (takes_a_break, is_back),
        (takes_a_break, is_back_and_busy),
        (is_sent_on_a_break, is_back),
        (is_hidden, is_shown_again),
        (leaves_the_group, is_in_the_group_again),
    ],
)
def test_whatever_leaves_a_pool_without_anybody_those_who_wait_hear_of_it_and_of_who_is_back(
    world: World, goes: Any, comes: Any
) -> None:
    agent, waiting = full_with_waiting(world)
    told = list[Any]()

    for act in (goes, goes, comes, comes):
        act(world, agent)
        catch_up(world)
        told.append([news(world, *each) for each in waiting])

    assert told == [[[LEFT]] * 2] * 2 + [[[LEFT, BACK]] * 2] * 2
    assert [said(world, *each)[-2].offer for each in waiting] == ["offline_form"] * 2


def test_while_a_colleague_is_busy_a_break_leaves_nobody_alone(world: World) -> None:
    agent, waiting = full_with_waiting(world)
    other = world.agent()
    groups.update_group(
        world.desk,
        world.group.group_id if world.group else "",
        UpdateGroup(member_ids=[agent.agent_id, other.agent_id]),
    )
    world.online(other, "busy")

    world.online(agent, "break")
    catch_up(world)

    assert [news(world, *each) for each in waiting] == [[], []]


def test_while_somebody_of_any_of_their_pools_is_there_nobody_is_told(world: World) -> None:
    agent, waiting = full_with_waiting(world)
    other = world.agent(capacity=1)
    second = group_of(world, "Second", other)
    plans.create_plan(world.desk, "both", {"group_ids": [world.group.group_id if world.group else "", second]})
    world.online(other, "busy")
    visitor = visit(world, "both")
    begun = conversations.start_conversation(world.desk, visitor, "both", StartConversation(text="hi", client_id="c"))

    world.online(agent, "offline")
    catch_up(world)

    theirs = conversations.find(world.desk, begun.conversation_id)
    assert (theirs.state, theirs.unattended) == ("waiting", False)
    assert [news(world, *each) for each in waiting] == [[LEFT]] * 2


def test_whoever_came_while_nobody_was_there_hears_of_it_when_somebody_comes(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=1)
    waiting = [(each, begin(world, each)) for each in [world.visitor() for _ in range(2)]]

    world.online(agent)
    catch_up(world)

    assert conversations.find(world.desk, waiting[0][1]).state == "open"
    assert news(world, *waiting[1]) == [BACK]
    assert said(world, *waiting[1])[0].text.startswith("Nobody is online right now")


def test_a_console_that_falls_silent_is_an_agent_who_left(world: World) -> None:
    _, waiting = full_with_waiting(world)
    world.clock.forward(seconds=61)
    for each in waiting:
        queue.still_here(world.desk, each[0], "demo", each[1])

    catch_up(world)

    assert [news(world, *each) for each in waiting] == [[LEFT]] * 2


def test_no_time_is_foretold_while_nobody_is_there(world: World) -> None:
    agent = busy_hour(world)
    visitor = world.visitor()
    mine = begin(world, visitor)
    _, before = queue.still_here(world.desk, visitor, "demo", mine)

    world.online(agent, "offline")
    catch_up(world)
    _, alone = queue.still_here(world.desk, visitor, "demo", mine)

    assert before and before.expected
    assert alone and alone.expected is None


def test_a_crowd_is_told_page_by_page_and_leaving_costs_the_same_however_many_wait(world: World) -> None:
    agent, _ = full_with_waiting(world, attendance.TOGETHER * 2 + 3)
    record = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)

    with counted() as many:
        people.set_presence(world.desk, record, "offline")
    catch_up(world)

    assert all(each.unattended for each in everybody_waiting(world.desk) if each.first_reply_at is None)
    assert len(everybody_waiting(world.desk)) == attendance.TOGETHER * 2 + 4
    assert len(many) < 25


def test_wherever_a_function_dies_each_is_told_once(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        agent, waiting = full_with_waiting(world)
        with death():
            world.online(agent, "offline")
            work.run_due(world.desk)
        world.online(agent, "offline")
        for _ in range(6):
            world.clock.forward(seconds=60)
            for each in waiting:
                queue.still_here(world.desk, each[0], "demo", each[1])
            catch_up(world)

        assert [news(world, *each) for each in waiting] == [[LEFT]] * 2

    at_each_write(story, sides=(BEFORE,), least=3)


@pytest.mark.race
def test_of_a_last_one_who_leaves_and_one_who_comes_at_once_nobody_is_left_with_the_wrong_news(
    atomic_world: World,
) -> None:
    world = atomic_world
    one, two = world.found(agents=2, capacity=1)
    world.online(one)
    begin(world)
    waiting = [begin(world) for _ in range(3)]

    for _ in range(6):
        leaving, coming = world.signed_in(one), world.signed_in(two)
        acts = [partial(people.set_presence, world.desk, leaving, "offline")]
        acts += [partial(people.set_presence, world.desk, coming, "busy")]
        results = at_once([*acts, partial(work.run_due, world.desk)])
        catch_up(world)
        there = people.somebody_there(world.desk, [world.group.group_id if world.group else ""], "rotation")
        headers = [conversations.find(world.desk, each) for each in waiting]

        assert not [each for each in results if isinstance(each, Exception)], results
        assert there
        one, two = two, one
    assert all(not each.unattended for each in headers if each.state == "waiting")
