"""Who is given whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationTaken
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import Waiting
from chalicelib.core import work
from chalicelib.people.model.agents import Agent, AgentAway, may_be_assigned
from chalicelib.people.model.availability import Candidate, order, precedence
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.routing import service as routing
from chalicelib.routing import store
from chalicelib.routing.model import (
    AgentFull,
    choose,
    match,
    may_yet_be_served,
    members_of,
    next_to_claim,
    reason_against,
    worth_trying,
)
from infra.bench.crowd import everybody_waiting, wait_in_queue
from tests.worlds import World

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def agent(number: int, **what: object) -> Agent:
    name = str(number)
    base = Agent(f"agt_{name}", f"{name}@x", name, name, "agent", 5, True, NOW, "online", LATER)
    return replace(base, **what)  # type: ignore[arg-type]


def free(number: int, **what: object) -> Candidate:
    """Somebody of everybody's pool who is there with room."""
    base = Candidate(f"agt_{number}", str(number), str(number), 5, "online", pools=("everybody",), uses=("rotation",))
    return replace(base, **what)  # type: ignore[arg-type]


def waiting(number: int, pools: tuple[str, ...] = (EVERYBODY,)) -> Waiting:
    at = NOW - timedelta(seconds=100 - number)
    return Waiting(f"cnv_{number}", "demo", pools, at, number=number)


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({}, None),
        ({"active": False}, "disabled"),
        ({"hidden": True}, "hidden"),
        ({"status": "busy"}, "busy"),
        ({"status": "break"}, "break"),
        ({"status": "offline"}, "offline"),
        ({"lease_until": NOW}, "no_heartbeat"),
        ({"lease_until": None}, "no_heartbeat"),
        ({"serving": frozenset("abcde")}, "full"),
    ],
)
def test_one_place_knows_who_may_be_assigned(what: dict[str, object], reason: str | None) -> None:
    assert may_be_assigned(agent(1, **what), NOW) == reason


def test_the_lowest_turn_is_next_and_everybody_else_is_accounted_for() -> None:
    people = [
        free(1, turn=4),
        free(2, turn=3),
        free(3, turn=1, status="busy"),
        free(4, turn=3, last_assigned_at=NOW),
    ]

    choice = choose(people)

    assert choice.agent is people[1]
    reasons = {each.agent_id: each.passed_over for each in choice.considered}
    assert reasons == {"agt_1": "later_turn", "agt_2": None, "agt_3": "busy", "agt_4": "later_turn"}


def test_balanced_gives_to_whoever_has_the_most_free_capacity_by_ratio() -> None:
    people_ = [
        free(1, capacity=10, serving=4),
        free(2, capacity=4, serving=1),
        free(3, capacity=2, serving=1),
    ]

    choice = choose(people_, allocation="balanced")

    assert choice.agent is people_[1]
    assert {each.agent_id: each.passed_over for each in choice.considered} == {
        "agt_1": "busier",
        "agt_2": None,
        "agt_3": "busier",
    }


def test_the_preferred_agent_comes_first_only_while_they_are_free() -> None:
    busy = [free(1, turn=0), free(2, turn=9, status="busy")]
    both = [free(1, turn=0), free(2, turn=9)]

    assert choose(both, preferred_id="agt_2").how == "last_agent"
    assert choose(busy, preferred_id="agt_2").agent is busy[0]


def test_a_group_with_nobody_free_does_not_hold_up_the_others() -> None:
    people = [free(1, status="offline", pools=("a",)), free(2, pools=("b",))]

    pairs = match([waiting(1, ("a",)), waiting(2, ("b",))], people, NOW)

    assert [(pair.waiting.conversation_id, pair.agent.agent_id) for pair in pairs] == [("cnv_2", "agt_2")]


def test_who_serves_a_conversation_shares_a_pool_with_it_and_nobody_else() -> None:
    people = [free(1, pools=("a", EVERYBODY)), free(2, pools=(of_plan("tea"), EVERYBODY)), free(3, pools=(EVERYBODY,))]

    members = [members_of(people, pools) for pools in (("a",), (of_plan("tea"), "a"), ("b",), (EVERYBODY, "a"))]

    assert [[each.agent_id for each in some] for some in members] == [
        ["agt_1"],
        ["agt_1", "agt_2"],
        [],
        ["agt_1", "agt_2", "agt_3"],
    ]


def test_an_agent_is_not_given_to_who_came_after_those_of_their_pool_whom_nobody_sees_here() -> None:
    people = [free(1, capacity=2, pools=("a", "b"))]
    late = waiting(9, ("a", "b"))

    pairs = match([waiting(1, ("a",)), late], people, NOW, {"a": 5})

    assert [(pair.waiting.conversation_id, pair.in_turn) for pair in pairs] == [("cnv_1", True), ("cnv_9", False)]
    assert match([late], people, NOW, {"a": 9})[0].in_turn


@pytest.mark.parametrize(
    ("pools", "expected"),
    [(("a",), False), (("a", "b"), True), (("b", "a", "c"), True)],
)
def test_who_gets_nobody_looks_again_only_while_those_before_them_might_be_given_others(
    pools: tuple[str, ...], expected: bool
) -> None:
    people = [free(1, capacity=1, pools=("a",)), free(2, status="busy", pools=("b",))]
    mine, before = waiting(2, ("a",)), waiting(1, pools)

    pairs = match([before, mine], people, NOW)

    assert [pair.waiting.conversation_id for pair in pairs] == ["cnv_1"]
    assert may_yet_be_served(mine, pairs) is expected


def test_only_the_first_for_an_agent_is_in_turn() -> None:
    pairs = match([waiting(n) for n in range(4)], [free(1), free(2)], NOW)

    assert [(pair.agent.agent_id, pair.rounds, pair.in_turn) for pair in pairs] == [
        ("agt_1", 0, True),
        ("agt_2", 0, True),
        ("agt_1", 1, False),
        ("agt_2", 1, False),
    ]


def test_whom_lost_races_have_put_behind_those_who_were_not_read_is_not_next() -> None:
    people = [free(1, turn=1), free(2, turn=1)]
    cut = {(EVERYBODY, mode): precedence(free(3, turn=0), mode) for mode in ("rotation", "balanced")}

    (unsure,), (sure,) = (match([waiting(1)], people, NOW, cut=each) for each in (cut, {}))

    assert (unsure.in_turn, sure.in_turn) == (False, True)


def test_where_many_choose_any_of_those_who_are_as_good_may_be_chosen_and_nobody_else() -> None:
    people = [free(1, turn=1), free(2, turn=1, last_assigned_at=NOW), free(3, turn=2)]

    chosen = [choose(people, chance=lambda each=each: each).agent for each in (0.0, 0.5, 0.99)]

    assert [each.agent_id for each in chosen if each] == ["agt_1", "agt_2", "agt_2"]


def test_what_is_claimed_now_is_ones_own_in_turn_or_any_of_the_others_that_are() -> None:
    pairs = match([waiting(n) for n in range(3)], [free(1), free(2)], NOW)

    claimed = [next_to_claim(pairs, own, lambda: 0.9) for own in ("cnv_0", "cnv_2", None)]

    assert [each.waiting.conversation_id for each in claimed if each] == ["cnv_0", "cnv_1", "cnv_0"]


def test_a_request_sees_to_its_own_and_to_those_left_behind() -> None:
    pairs = match([waiting(1), waiting(91), waiting(99), waiting(100)], [free(1)], NOW)

    tried = [pair.waiting.conversation_id for pair in worth_trying(pairs, "cnv_100", NOW)]

    assert tried == ["cnv_1", "cnv_91", "cnv_100"]


@given(
    turns=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), min_size=1, max_size=6),
    number=st.integers(0, 40),
)
def test_matching_fills_in_order_and_never_beyond_capacity(turns: list[tuple[int, int]], number: int) -> None:
    people = [free(n, turn=turn, capacity=capacity) for n, (turn, capacity) in enumerate(turns)]
    queue = [waiting(n) for n in range(number)]

    pairs = match(queue, people, NOW)

    room = sum(capacity for _, capacity in turns)
    assert [pair.waiting for pair in pairs] == queue[:room]
    for one in people:
        assert sum(1 for pair in pairs if pair.agent.agent_id == one.agent_id) <= one.capacity


@given(number=st.integers(1, 60), agents=st.integers(1, 7))
def test_equal_agents_differ_by_one_at_most(number: int, agents: int) -> None:
    people = [free(n, capacity=100) for n in range(agents)]

    pairs = match([waiting(n) for n in range(number)], people, NOW)

    shares = [sum(1 for pair in pairs if pair.agent.agent_id == each.agent_id) for each in people]
    assert max(shares) - min(shares) <= 1


SOMEBODY = st.fixed_dictionaries(
    {
        "turn": st.integers(0, 5),
        "serving": st.integers(0, 6),
        "capacity": st.integers(1, 6),
        "status": st.sampled_from(["online", "busy", "break", "offline"]),
        "hidden": st.booleans(),
        "last_assigned_at": st.sampled_from([None, NOW, LATER]),
    }
)


@given(what=st.lists(SOMEBODY, min_size=1, max_size=8), mode=st.sampled_from(["rotation", "balanced"]))
def test_a_pool_stands_in_the_order_in_which_an_allocation_chooses(what: list[dict[str, object]], mode: str) -> None:
    people = [free(number, **each) for number, each in enumerate(what)]

    first = min(people, key=lambda each: order(each, mode))

    able = [each for each in people if reason_against(each) is None]
    assert choose(people, allocation=mode).agent is (first if able else None)
    for each in able:
        better = first.turn <= each.turn if mode == "rotation" else share_of(first) <= share_of(each)
        assert better


def share_of(candidate: Candidate) -> float:
    return candidate.serving / candidate.capacity


def begin(world: World) -> str:
    begun = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )
    return begun.conversation_id


@pytest.mark.also_on_moto
def test_a_decision_is_kept_with_its_reasons(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(first)
    world.online(second, "busy")

    conversation_id = begin(world)

    (decision,) = store.decisions(world.desk, conversation_id)
    assert (decision.agent_id, decision.how, decision.seq) == (first.agent_id, "rotation", 2)
    assert {each.agent_id: each.passed_over for each in decision.considered} == {
        first.agent_id: None,
        second.agent_id: "busy",
    }


@pytest.mark.also_on_moto
def test_taking_needs_a_free_place_and_somebody_there(world: World) -> None:
    (one,) = world.found(agents=1, capacity=1)
    waiting_ones = [begin(world) for _ in range(2)]

    with pytest.raises(AgentAway):
        routing.take_conversation(world.desk, world.now(one), waiting_ones[0])
    world.online(one, "busy")
    taken = routing.take_conversation(world.desk, world.now(one), waiting_ones[1])
    again = routing.take_conversation(world.desk, world.now(one), waiting_ones[1])
    with pytest.raises(AgentFull):
        routing.take_conversation(world.desk, world.now(one), waiting_ones[0])

    assert taken == again
    assert world.now(one).serving == {waiting_ones[1]}


def test_what_is_taken_is_not_taken_again(world: World) -> None:
    first, second = world.found(agents=2)
    conversation_id = begin(world)
    world.online(first, "busy")
    world.online(second, "busy")
    routing.take_conversation(world.desk, world.now(first), conversation_id)

    with pytest.raises(ConversationTaken) as refused:
        routing.take_conversation(world.desk, world.now(second), conversation_id)

    assert refused.value.extra["agent"]["id"] == first.agent_id
    assert world.now(second).serving == frozenset()


def test_an_unanswered_conversation_of_a_ghost_goes_to_somebody_else(world: World) -> None:
    ghost, other = world.found(agents=2)
    world.online(ghost)
    unanswered, answered = begin(world), begin(world)
    conversations.reply(world.desk, world.now(ghost), answered, "on it", "r")

    world.clock.forward(seconds=61)
    work.run_due(world.desk)
    world.online(other)

    assert world.now(ghost).status == "offline"
    assert world.now(other).serving == {unanswered}
    assert world.now(ghost).serving == {answered}


def test_signing_out_gives_the_unanswered_on_at_once(world: World) -> None:
    first, second = world.found(agents=2)
    caller = world.online(first)
    conversation_id = begin(world)
    world.online(second)

    from chalicelib.people.service import sessions

    sessions.sign_out(world.desk, caller.agent, caller.session_id)

    assert world.now(second).serving == {conversation_id}


def test_more_room_or_more_members_serve_those_who_wait_at_once(world: World) -> None:
    from chalicelib.people import service as people
    from chalicelib.people.service.groups import update_group

    (one,) = world.found(agents=1, capacity=1)
    helper = world.agent()
    world.online(one)
    world.online(helper)
    made = [begin(world) for _ in range(3)]

    people.update_agent(world.desk, one.agent_id, UpdateAgent(capacity=2))
    assert world.now(one).serving == set(made[:2])
    group_id = world.group.group_id if world.group else ""
    update_group(world.desk, group_id, UpdateGroup(member_ids=[one.agent_id, helper.agent_id]))

    assert world.now(helper).serving == {made[2]}


def test_hundreds_who_wait_for_others_do_not_hide_who_can_be_served(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    wait_in_queue(world.desk, 230)  # for a group that has nobody
    assert len(everybody_waiting(world.desk)) == 230

    served = begin(world)

    assert world.now(one).serving == {served}
