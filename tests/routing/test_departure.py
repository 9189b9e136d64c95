"""Whoever goes offline leaves nobody behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core import audit, work
from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR, BeyondYourRights
from chalicelib.routing.service import departure
from chalicelib.routing.service.departure import ConversationsOpen, Wish, Wishes
from tests.crashes import Death, at_each_write
from tests.routing.test_manual import begin
from tests.worlds import World, at_once, counted

QUEUE, CLOSE = Wish("queue"), Wish("close")
NOTHING = Wishes()


def leave(world: World, agent: Agent, wishes: Wishes = NOTHING, *, key: str | None = None) -> list[tuple[str, str]]:
    """What became of each, when this agent chooses to go offline."""
    caller = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)
    once = Once.of(f"presence#{agent.agent_id}", key, repr(wishes)) if key else None
    _, outcomes = departure.choose_presence(world.desk, caller, "offline", wishes, once=once)
    return [(each.conversation_id, each.what) for each in outcomes]


def refusal(act: Callable[[], Any]) -> dict[str, Any]:
    """What is said with the refusal of going."""
    with pytest.raises(ConversationsOpen) as refused:
        act()
    return refused.value.extra


def served(world: World, number: int, *, capacity: int = 5, others: int = 1) -> tuple[Agent, list[Agent], list[str]]:
    """An agent who serves so many, and colleagues who have just come."""
    agent, *colleagues = world.found(agents=1 + others, capacity=capacity)
    world.online(agent)
    ids = [begin(world) for _ in range(number)]
    for each in colleagues:
        world.online(each)
    return agent, colleagues, ids


def let_capacity(world: World, agent: Agent, capacity: int) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(capacity=capacity))


def header(world: World, conversation_id: str) -> Header:
    return conversations.find(world.desk, conversation_id)


def test_who_has_nothing_open_goes_with_what_any_choice_takes(world: World) -> None:
    (agent,) = world.found(agents=1)
    caller = world.online(agent)

    with counted() as asked:
        gone, outcomes = departure.choose_presence(world.desk, caller, "offline", Wishes())

    assert (gone.status, list(outcomes), len(asked)) == ("offline", [], 8)  # seven: that they left is looked at


def test_who_has_somebody_open_is_asked_what_becomes_of_them_and_stays(world: World) -> None:
    agent, _, (first, second) = served(world, 2)
    conversations.reply(world.desk, world.now(agent), second, "Hello", "r1")

    said = refusal(lambda: leave(world, agent))

    assert [(each.conversation_id, each.unanswered) for each in said["conversations"]] == [
        (first, True),
        (second, False),
    ]
    assert all(each.since is not None for each in said["conversations"])
    assert said["outcomes"] == []
    assert world.now(agent).status == "online"
    assert world.now(agent).serving == {first, second}


def test_each_goes_whither_it_was_said_and_all_the_others_back_to_the_queue(world: World) -> None:
    agent, (colleague, third), (first, second, last) = served(world, 3, others=2)
    wishes = Wishes({first: Wish("agent", agent_id=colleague.agent_id, note="VIP"), second: CLOSE}, QUEUE)

    became = leave(world, agent, wishes)

    assert became == [(first, "transferred"), (second, "closed"), (last, "requeued")]
    assert header(world, first).agent_id == colleague.agent_id
    assert header(world, second).state == "closed"
    assert header(world, last).agent_id in {colleague.agent_id, third.agent_id}
    assert (world.now(agent).status, world.now(agent).serving) == ("offline", frozenset())


def test_a_group_takes_one_and_the_answer_says_who_has_it(world: World) -> None:
    agent, (colleague,), (first,) = served(world, 1)
    assert world.group is not None
    caller = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)

    wish = Wish("group", group_id=world.group.group_id)
    _, outcomes = departure.choose_presence(world.desk, caller, "offline", Wishes(others=wish))

    assert [(each.what, each.agent.id if each.agent else None) for each in outcomes] == [
        ("transferred", colleague.agent_id)
    ]
    assert header(world, first).agent_id == colleague.agent_id


def test_what_cannot_be_handed_over_keeps_them_busy_and_what_was_done_stays_done(world: World) -> None:
    agent, (colleague,), (first, second) = served(world, 2)
    world.online(colleague, "break")
    wishes = Wishes({first: QUEUE, second: Wish("agent", agent_id=colleague.agent_id)})

    said = refusal(lambda: leave(world, agent, wishes))

    assert [(each.conversation_id, each.what, each.code) for each in said["outcomes"]] == [
        (first, "requeued", None),
        (second, "refused", "agent_away"),
    ]
    assert said["presence"] == "busy"
    assert [each.conversation_id for each in said["conversations"]] == [second]
    assert (world.now(agent).status, world.now(agent).serving) == ("busy", {second})


def test_who_leaves_is_given_nobody_of_those_who_wait(world: World) -> None:
    agent, _, (first,) = served(world, 1, capacity=1, others=0)
    waiting = [begin(world) for _ in range(3)]

    became = leave(world, agent, Wishes(others=QUEUE))

    assert became == [(first, "requeued")]
    assert world.now(agent).serving == frozenset()
    assert {header(world, each).state for each in [first, *waiting]} == {"waiting"}


def test_a_conversation_that_ended_before_is_gone_and_stands_in_nobodys_way(world: World) -> None:
    agent, _, (first, second) = served(world, 2)
    conversations.end_conversation(world.desk, world.now(agent), first)

    became = leave(world, agent, Wishes({first: QUEUE, second: QUEUE}))

    assert sorted(became) == [(first, "gone"), (second, "requeued")]


def test_the_same_request_again_gets_the_first_answer_and_another_one_by_its_name_is_refused(world: World) -> None:
    agent, _, _ = served(world, 2)
    wishes = Wishes(others=QUEUE)

    first = leave(world, agent, wishes, key="k1")
    again = leave(world, agent, wishes, key="k1")

    assert again == first
    with pytest.raises(KeyReused):
        leave(world, agent, Wishes(others=CLOSE), key="k1")


def test_no_more_than_their_capacity_is_seen_to_in_one_request(world: World) -> None:
    agent, _, ids = served(world, 3, capacity=3)
    let_capacity(world, agent, 2)

    said = refusal(lambda: leave(world, agent, Wishes(others=CLOSE)))
    became = leave(world, agent, Wishes(others=CLOSE))

    assert [each.what for each in said["outcomes"]] == ["closed", "closed"]
    assert became == [(ids[2], "closed")]


def test_what_only_their_record_still_counts_keeps_nobody(world: World) -> None:
    agent, _, (first,) = served(world, 1)
    conversations.end_conversation(world.desk, world.now(agent), first)
    tx = Transaction(world.desk)
    people.set_conversations(tx, world.now(agent), serving=frozenset({first}))
    tx.commit()

    became = leave(world, agent)

    assert (became, world.now(agent).status) == ([], "offline")


def test_going_dies_at_any_write_and_the_same_request_again_completes_it(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        agent, (colleague,), (first, second) = served(world, 2)
        wishes = Wishes({first: Wish("agent", agent_id=colleague.agent_id)}, QUEUE)

        with death():
            leave(world, agent, wishes, key="k1")
        leave(world, agent, wishes, key="k1")
        world.clock.forward(minutes=6)
        for each in (agent, colleague):
            people.beat(world.desk, people.Caller(world.now(each), world.tokens[each.agent_id].session_id))
        work.run_due(world.desk)

        assert (world.now(agent).status, world.now(agent).serving) == ("offline", frozenset())
        assert {header(world, each).agent_id for each in (first, second)} == {colleague.agent_id}
        assert world.now(colleague).serving == {first, second}

    at_each_write(story, least=5, most=60)


def test_visitors_write_and_begin_while_their_agent_leaves_and_nobody_is_lost(world: World) -> None:
    agent, colleague = world.found(agents=2, capacity=8)
    world.online(agent)
    visitors = [world.visitor() for _ in range(3)]
    ids = [begin(world, each) for each in visitors]
    world.online(colleague)
    pairs = zip(visitors, ids, strict=True)

    acts: list[Callable[[], Any]] = [partial(leave, world, agent, Wishes(others=QUEUE))]
    acts += [partial(conversations.post_message, world.desk, who, "demo", each, "?", "c2") for who, each in pairs]
    acts += [partial(begin, world) for _ in range(3)]
    results = at_once(acts)

    assert [each for each in results if isinstance(each, Exception)] == []
    assert (world.now(agent).status, world.now(agent).serving) == ("offline", frozenset())
    assert {header(world, each).agent_id for each in ids} == {colleague.agent_id}
    assert len(world.now(colleague).serving) == 6


def test_a_colleague_who_fills_up_meanwhile_is_said_and_never_over(world: World) -> None:
    agent, (colleague,), ids = served(world, 3, capacity=3)
    let_capacity(world, colleague, 2)

    said = refusal(lambda: leave(world, agent, Wishes(others=Wish("agent", agent_id=colleague.agent_id))))

    assert [(each.what, each.code) for each in said["outcomes"]] == [
        ("transferred", None),
        ("transferred", None),
        ("refused", "agent_full"),
    ]
    assert (said["presence"], world.now(agent).status) == ("busy", "busy")
    assert len(world.now(colleague).serving) == 2
    assert world.now(agent).serving == {ids[2]}


# --- signing out ----------------------------------------------------------------------------------------------------


def test_the_last_session_ends_only_with_what_becomes_of_whom_they_serve(world: World) -> None:
    agent, (colleague,), (first,) = served(world, 1)
    caller = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)

    said = refusal(lambda: departure.sign_out(world.desk, caller, Wishes()))
    departure.sign_out(world.desk, people.Caller(world.now(agent), caller.session_id), Wishes(others=QUEUE))

    assert [each.conversation_id for each in said["conversations"]] == [first]
    assert header(world, first).agent_id == colleague.agent_id
    assert world.now(agent).session_ids == frozenset()


def test_one_of_two_sessions_ends_without_a_question(world: World) -> None:
    agent, _, (first,) = served(world, 1)
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")

    departure.sign_out(world.desk, people.signed_in(world.desk, token), Wishes())

    assert world.now(agent).serving == {first}
    assert world.now(agent).status == "online"


# --- a supervisor's hand --------------------------------------------------------------------------------------------


def test_a_supervisor_puts_an_agent_offline_and_all_of_it_is_in_the_audit_log(world: World) -> None:
    agent, (colleague,), (first, second, third) = served(world, 3)
    boss = world.signed_in(world.agent(role=SUPERVISOR))
    wishes = Wishes({first: Wish("agent", agent_id=colleague.agent_id), second: CLOSE}, QUEUE)

    refusal(lambda: departure.send_away(world.desk, boss, agent.agent_id, Wishes()))
    gone, outcomes = departure.send_away(world.desk, boss, agent.agent_id, wishes)

    assert (gone.status, [each.what for each in outcomes]) == ("offline", ["transferred", "closed", "requeued"])
    entries, _ = audit.read(world.desk, "2026-11", None, by=boss.agent.agent_id)
    acts = {(each.act, each.about) for each in entries}
    assert acts >= {
        ("set_presence_of", agent.agent_id),
        ("transfer_conversation", first),
        ("close_conversation", second),
        ("requeue_conversation", third),
    }


def test_a_supervisor_sees_to_those_of_somebody_whose_console_is_silent(world: World) -> None:
    agent, (colleague,), (first,) = served(world, 1)
    conversations.reply(world.desk, world.now(agent), first, "Hello", "r1")
    world.clock.forward(minutes=4)
    world.online(colleague)
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    _, outcomes = departure.send_away(world.desk, boss, agent.agent_id, Wishes(others=QUEUE))

    assert [each.what for each in outcomes] == ["requeued"]
    assert header(world, first).agent_id == colleague.agent_id
    assert people.beat(
        world.desk, people.Caller(world.now(agent), next(iter(world.now(agent).session_ids)))
    ).status == ("offline")


def test_a_leader_reaches_nobody_elses_people(world: World) -> None:
    agent, _, (first,) = served(world, 1)
    leader = world.signed_in(world.agent(role=GROUP_LEADER))

    with pytest.raises((BeyondYourRights, NotYours)):
        departure.send_away(world.desk, leader, agent.agent_id, Wishes(others=QUEUE))

    assert world.now(agent).serving == {first}


# --- what may be said -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("each", "others", "to_all", "fields"),
    [
        ([("c1", Wish("agent"))], None, True, ["conversations.0.agent_id"]),
        ([("c1", Wish("queue", agent_id="a"))], None, True, ["conversations.0.agent_id"]),
        ([], Wish("group"), True, ["others.group_id"]),
        ([], Wish("group", agent_id="a"), True, ["others.agent_id", "others.group_id"]),
        ([("c1", QUEUE), ("c1", CLOSE)], None, True, ["conversations"]),
        ([("c1", QUEUE)], None, False, ["conversations"]),
        ([], QUEUE, False, ["others"]),
    ],
)
def test_wishes_that_make_no_sense_are_refused_by_field(
    each: list[tuple[str, Wish]], others: Wish | None, to_all: bool, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        departure.checked_wishes(each, others, to_all=to_all)

    assert [one.field for one in refused.value.errors] == fields
