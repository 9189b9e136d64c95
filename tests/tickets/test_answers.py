"""The first answer in a conversation: kept among what is owed once it is awaited for a while, and gone with it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.watching import AnswerAwaited
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.routing.model import Transfer
from chalicelib.routing.service import manual
from chalicelib.tickets.model.owed import Owed
from chalicelib.tickets.service import answers, due, late
from chalicelib.tickets.service.answers import LookAfterAnswer
from chalicelib.tickets.service.policies import ChangePolicies, change_policies
from chalicelib.tickets.store.deadlines import owed_in, write_owed
from tests.crashes import Death, at_each_write
from tests.routing.test_manual import plan_with
from tests.tickets.stage import caller, made, settle, told
from tests.tickets.test_deadlines import team
from tests.worlds import World, counted, logged


def begun(world: World, agent: Agent) -> str:
    """A conversation that this agent has and has not answered."""
    world.online(agent)
    first = StartConversation(text="My kettle leaks", client_id="c1")
    return str(conversations.start_conversation(world.desk, world.visitor(), "demo", first).conversation_id)


def answered(world: World, agent: Agent, conversation_id: str) -> None:
    conversations.reply(world.desk, world.now(agent), conversation_id, "Since when?", "r1")


def now(world: World, conversation_id: str) -> Header:
    return conversations.find(world.desk, conversation_id)


def owed(world: World, conversation_id: str) -> Owed | None:
    return owed_in(world.desk, conversation_id)


def lines(world: World, agent: Agent, state: str | None = None, scope: str = "mine") -> list[str]:
    """What the list names, whatever it is."""
    found, _ = due.list_deadlines(world.desk, world.now(agent), state, scope, None)
    return [each.thing.thing_id if isinstance(each.thing, Owed) else each.thing.ticket_id for each in found]


def test_what_is_answered_in_time_is_nowhere_and_costs_nothing_more(world: World) -> None:
    _, agent, _ = team(world)
    conversation_id = begun(world, agent)
    world.clock.forward(seconds=20)
    settle(world)
    answered(world, agent, conversation_id)

    with logged() as lines_logged:
        settle(world, seconds=40)

    ran = [line["kind"] for line in lines_logged if line["message"] == "work_done"]
    assert "assignment.watch_first_answer" in ran
    assert [kind for kind in ran if kind.startswith("tickets.")] == []
    assert owed(world, conversation_id) is None
    assert not now(world, conversation_id).awaited


def test_a_first_answer_is_warned_of_then_late_and_gone_from_the_list_with_the_answer(world: World) -> None:
    _, agent, boss = team(world)
    conversation_id = begun(world, agent)
    ticket = made(world, agent, plan_key="demo")

    settle(world, seconds=25)
    near = lines(world, agent), lines(world, agent, "warned")
    settle(world, seconds=6)
    over = lines(world, agent), lines(world, agent, "breached"), lines(world, boss, scope="all")
    answered(world, agent, conversation_id)
    settle(world)

    both = [conversation_id, ticket.ticket_id]
    assert near == (both, [conversation_id])
    assert over == (both, [conversation_id], both)
    assert lines(world, agent) == [ticket.ticket_id]
    assert told(world) == [("ticket_opened", "mei@example.com")], "nobody is written to because of half a minute"


def test_what_is_owed_goes_with_whoever_has_the_conversation_and_the_clock_runs_on(world: World) -> None:
    leader, agent, _ = team(world)
    conversation_id = begun(world, agent)
    settle(world, seconds=25)
    first = owed(world, conversation_id)
    world.online(leader)

    manual.transfer(world.desk, world.now(agent), conversation_id, Transfer(agent_id=leader.agent_id))
    settle(world, seconds=10)

    after = owed(world, conversation_id)
    assert (lines(world, agent), lines(world, leader, "breached")) == ([], [conversation_id])
    assert first is not None
    assert after is not None
    assert after.deadline.due_at == first.deadline.due_at


def test_closing_it_ends_what_is_owed(world: World) -> None:
    _, agent, _ = team(world)
    conversation_id = begun(world, agent)
    settle(world, seconds=25)

    conversations.end_conversation(world.desk, world.now(agent), conversation_id)
    settle(world)

    assert (lines(world, agent), owed(world, conversation_id)) == ([], None)


@pytest.mark.parametrize(("switched_on", "count"), [(True, 2), (False, 0)])
def test_leaders_and_supervisors_hear_of_it_only_where_an_administrator_says_so(
    world: World, switched_on: bool, count: int
) -> None:
    leader, agent, boss = team(world)
    change_policies(world.desk, caller(boss), ChangePolicies(tells_of_conversations=switched_on))
    begun(world, agent)

    settle(world, seconds=25)
    settle(world, seconds=10)
    settle(world, minutes=61)
    settle(world, minutes=61)

    assert told(world) == [("answer_late", leader.email), ("answer_late", boss.email)][:count]


def test_the_agents_time_is_over_when_it_was_before_and_the_look_in_between_gives_it_to_nobody(world: World) -> None:
    leader, agent, _ = team(world)
    plans.update_plan(world.desk, "demo", {"accept_seconds": 40}, None)
    conversation_id = begun(world, agent)
    world.online(leader)

    settle(world, seconds=35)
    before = now(world, conversation_id).agent_id
    settle(world, seconds=6)

    assert (before, now(world, conversation_id).agent_id) == (agent.agent_id, leader.agent_id)


def test_without_a_policy_for_conversations_nothing_is_owed(world: World) -> None:
    _, agent, boss = team(world)
    change_policies(world.desk, caller(boss), ChangePolicies(policies=()))
    conversation_id = begun(world, agent)

    settle(world, minutes=2)

    assert owed(world, conversation_id) is None


def test_a_stale_look_does_nothing_and_one_that_was_dropped_is_made_in_the_night(world: World) -> None:
    _, agent, _ = team(world)
    conversation_id = begun(world, agent)
    settle(world, seconds=25)
    before = owed(world, conversation_id)

    answers.look_after(world.desk, LookAfterAnswer(conversation_id, world.clock()))
    unmoved = owed(world, conversation_id)
    world.clock.forward(hours=1.1)
    mended, again = late.check_deadlines(world.desk), late.check_deadlines(world.desk)

    assert unmoved == before
    assert (mended, again) == ([conversation_id], [])
    assert lines(world, agent, "breached") == [conversation_id]


def test_the_list_takes_the_same_requests_however_much_of_everything_is_owed(world: World) -> None:
    _, agent, boss = team(world)
    conversation_id = begun(world, agent)
    settle(world, seconds=40)
    one = owed(world, conversation_id)
    assert one is not None

    with counted() as few:
        lines(world, boss, scope="all")
    for number in range(60):
        put(world, replace(one, thing_id=f"cnv_{number}"))
    made(world, agent, plan_key="demo")
    with counted() as many:
        found = lines(world, boss, scope="all")

    assert (few.names, len(found)) == (many.names, due.PAGE)


def put(world: World, answer: Owed) -> None:
    tx = Transaction(world.desk)
    write_owed(tx, None, answer)
    tx.commit()


def test_whoever_dies_while_a_first_answer_gets_late_or_is_given_does_it_once_all_the_same(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        leader, agent, boss = team(world)
        change_policies(world.desk, caller(boss), ChangePolicies(tells_of_conversations=True))
        conversation_id = begun(world, agent)
        world.clock.forward(seconds=35)
        awaited = AnswerAwaited(conversation_id)

        with death():
            answers.follow(world.desk, awaited)
        answers.follow(world.desk, awaited)
        is_late = lines(world, agent, "breached")
        answered(world, agent, conversation_id)
        with death():
            answers.follow(world.desk, awaited)
        answers.follow(world.desk, awaited)

        assert is_late == [conversation_id]
        assert told(world) == [("answer_late", leader.email)]
        assert lines(world, agent) == []

    at_each_write(story)


def test_whoever_may_not_answer_conversations_sees_none_of_them_in_the_list(world: World) -> None:
    _, agent, _ = team(world)
    conversation_id = begun(world, agent)
    settle(world, seconds=40)
    able = world.now(agent)
    rights = replace(able.rights, permissions=able.rights.permissions - {"conversations.answer"})
    without = replace(able, own_role=rights)

    seen = [due.list_deadlines(world.desk, each, None, "mine", None)[0] for each in (able, without)]

    assert [len(each) for each in seen] == [1, 0]
    assert owed(world, conversation_id) is not None


def test_the_early_look_takes_it_from_nobody_and_comes_once_for_each_who_has_it(world: World) -> None:
    leader, agent, boss = team(world)
    change_policies(world.desk, caller(boss), ChangePolicies(policies=()))
    plan_with(world, accept_seconds=100)
    conversation_id = begun(world, agent)

    with logged() as lines_logged:
        world.online(leader)
        settle(world, seconds=25)
        early = now(world, conversation_id).agent_id
        world.online(leader, "busy")
        for _ in range(20):
            world.online(agent)
            settle(world, seconds=30)

    ran = [line["kind"] for line in lines_logged if line["message"] == "work_done"]
    assert early == agent.agent_id
    assert now(world, conversation_id).agent_id == agent.agent_id
    assert ran.count("assignment.watch_acceptance") > 1
    assert ran.count("assignment.watch_first_answer") == 1
