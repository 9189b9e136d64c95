"""Where somebody who comes online joins the rotation (B1): totals of the day grow equal, and nobody is flooded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, DeskRecord, Group, Roster, in_rotation
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.model.turns import joining_turn
from chalicelib.people.service import presence
from tests.worlds import World, at_once, counted

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
LAST_WEEK = NOW - timedelta(days=7)


def agent(name: str, turn: int = 0, **what: object) -> Agent:
    """Somebody who came online today and is there."""
    base = Agent(name, f"{name}@x", name, name, "agent", 5, True, NOW, "online", LATER, turn=turn, joined_at=NOW)
    return replace(base, **what)  # type: ignore[arg-type]


def joins(agent: Agent, *others: Agent, zone: str = "Asia/Shanghai", **groups: str) -> int:
    """The turn of somebody who comes online among the others; groups are names in a row."""
    made = {name: Group(name, name, ids.split()[0], tuple(ids.split()), NOW) for name, ids in groups.items()}
    everybody = {each.agent_id: each for each in (agent, *others)}
    return joining_turn(agent, Roster(DeskRecord("", 9, zone), everybody, made), NOW)


# --- the rule -------------------------------------------------------------------------------------------------------


def test_who_comes_online_joins_at_the_lowest_turn_of_those_who_are_there() -> None:
    new, low, high = agent("new", joined_at=None), agent("low", 7), agent("high", 9)

    turn = joins(new, low, high, all="new low high")

    assert turn == 7


@pytest.mark.parametrize(
    "away",
    [
        {"status": "break"},
        {"status": "busy"},
        {"status": "offline"},
        {"hidden": True},
        {"active": False},
        {"lease_until": NOW},
        {"serving": frozenset("abcde")},
    ],
)
def test_an_old_turn_of_somebody_who_takes_nothing_now_counts_for_nobody(away: dict[str, object]) -> None:
    new, there, old = agent("new", joined_at=None), agent("there", 7), agent("old", 1, **away)

    turn = joins(new, there, old, all="new there old")

    assert turn == 7


def test_who_was_away_comes_back_at_the_level_and_who_is_above_it_stays_there() -> None:
    away, ahead, there = agent("away", 2), agent("ahead", 9), agent("there", 5)

    turns = [joins(one, there, all="away ahead there") for one in (away, ahead)]

    assert turns == [5, 9]


def test_somebody_idle_in_another_group_does_not_count() -> None:
    new, idle, busy = agent("new", joined_at=None), agent("idle"), agent("busy", 40)

    turn = joins(new, idle, busy, tea="new busy", pots="idle")

    assert turn == 40


def test_of_two_groups_the_level_of_the_busier_one_counts() -> None:
    new, idle, busy = agent("new", joined_at=None), agent("idle", 3), agent("busy", 40)

    turn = joins(new, idle, busy, tea="new busy", pots="new idle")

    assert turn == 40


@pytest.mark.parametrize("joined", [None, LAST_WEEK, NOW - timedelta(hours=18)])
def test_the_first_appearance_of_a_day_is_exactly_at_the_level(joined: datetime | None) -> None:
    old, new = agent("old", 500, joined_at=joined), agent("new", 3)

    turn = joins(old, new, all="old new")

    assert turn == 3


def test_a_day_is_the_desks_own() -> None:
    early, there = agent("early", 500, joined_at=NOW - timedelta(hours=10)), agent("there", 3)

    turns = [joins(early, there, zone=zone, all="early there") for zone in ("Asia/Shanghai", "America/New_York")]

    assert turns == [500, 3]


def test_the_first_of_a_day_begins_at_0_and_so_do_two_at_once() -> None:
    one = agent("one", 500, joined_at=LAST_WEEK, status="offline")
    two = agent("two", 40, joined_at=LAST_WEEK, status="offline")

    turns = [joins(one, two, all="one two"), joins(two, one, all="one two")]

    assert turns == [0, 0]


def test_with_nobody_there_the_day_goes_on_where_it_was() -> None:
    gone, new = agent("gone", 30, status="break"), agent("new", 500, joined_at=LAST_WEEK)

    turn = joins(new, gone, all="gone new")

    assert turn == 30


@given(
    turns=st.lists(st.integers(0, 50), min_size=1, max_size=6),
    statuses=st.lists(st.sampled_from(["online", "busy", "offline"]), min_size=6, max_size=6),
    members=st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=4),
    own=st.integers(0, 500),
    today=st.booleans(),
)
def test_nobody_joins_below_the_lowest_of_a_group_of_theirs(
    turns: list[int], statuses: list[str], members: list[set[int]], own: int, today: bool
) -> None:
    others = [agent(f"a{n}", turn, status=statuses[n]) for n, turn in enumerate(turns)]
    groups = {f"g{n}": " ".join(["new", *(f"a{each}" for each in ids)]) for n, ids in enumerate(members)}

    turn = joins(agent("new", own, joined_at=NOW if today else LAST_WEEK), *others, **groups)

    for ids in groups.values():
        there = [each.turn for each in others if each.agent_id in ids.split() and in_rotation(each, NOW)]
        assert turn >= min(there, default=0)
    assert turn <= max([own if today else 0, *turns])


# --- the desk -------------------------------------------------------------------------------------------------------


def begin(world: World, number: int) -> Counter[str]:
    """So many visitors, one after the other; how many each agent was given of them."""
    given: Counter[str] = Counter()
    for _ in range(number):
        begun = conversations.start_conversation(
            world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
        )
        given[str(conversations.find(world.desk, begun.conversation_id).agent_id)] += 1
    return given


@pytest.mark.parametrize("status", ["break", "busy", "offline"])
def test_who_was_away_for_a_while_is_not_given_everything(world: World, status: str) -> None:
    one, two = world.found(agents=2, capacity=50)
    world.online(one)
    world.online(two)
    world.online(two, status)
    begin(world, 6)

    world.online(two)

    assert begin(world, 8) == {one.agent_id: 4, two.agent_id: 4}


def test_a_newcomer_is_not_given_everything_while_somebody_with_an_old_turn_is_on_a_break(world: World) -> None:
    one, two, new = world.found(agents=3, capacity=50)
    world.online(one)
    world.online(two)
    world.online(two, "break")
    begin(world, 6)

    world.online(new)

    assert begin(world, 8) == {one.agent_id: 4, new.agent_id: 4}


def test_last_weeks_total_does_not_keep_anybody_from_todays_conversations(world: World) -> None:
    old, new = world.found(agents=2, capacity=50)
    world.online(old)
    begin(world, 12)
    for conversation_id in world.now(old).serving:
        conversations.end_conversation(world.desk, world.now(old), conversation_id)
    world.online(old, "offline")
    world.clock.forward(days=7)
    for each in (new, old):
        world.tokens.pop(each.agent_id, None)
        world.online(each)

    assert begin(world, 8) == {old.agent_id: 4, new.agent_id: 4}


def test_who_a_supervisor_puts_online_joins_at_the_level(world: World) -> None:
    one, two = world.found(agents=2, capacity=50)
    world.online(one)
    world.online(two, "busy")
    begin(world, 6)

    boss = world.signed_in(world.agent(role=SUPERVISOR))
    presence.set_presence_of(world.desk, boss, two.agent_id, "online")
    presence.set_presence_of(world.desk, boss, two.agent_id, "online")

    assert begin(world, 8) == {one.agent_id: 4, two.agent_id: 4}


def test_who_is_hidden_no_more_joins_at_the_level(world: World) -> None:
    one, two = world.found(agents=2, capacity=50)
    people.update_agent(world.desk, two.agent_id, UpdateAgent(hidden=True))
    world.online(one)
    world.online(two)
    begin(world, 6)

    people.update_agent(world.desk, two.agent_id, UpdateAgent(hidden=False))

    assert begin(world, 8) == {one.agent_id: 4, two.agent_id: 4}


def test_coming_online_asks_the_pool_and_the_desk_and_a_beat_nothing(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one, "break")
    console = people.Caller(world.now(one), world.tokens[one.agent_id].session_id)

    with counted() as coming:
        people.set_presence(world.desk, console, "online")
    console = people.Caller(world.now(one), console.session_id)
    with counted() as beating:
        people.set_presence(world.desk, console, "online")

    assert coming.names[:3] == ["Query", "GetItem", "TransactWriteItems"]
    assert beating.names == ["UpdateItem"]


@pytest.mark.race
def test_who_comes_back_while_a_crowd_arrives_is_level_with_the_others(atomic_world: World) -> None:
    world = atomic_world
    agents = world.found(agents=4, capacity=50)
    consoles = {each.agent_id: world.online(each) for each in agents}
    for each in agents[2:]:
        world.online(each, "break")
    begin(world, 20)

    visitors = [world.visitor() for _ in range(24)]
    first = StartConversation(text="hi", client_id="c")
    start = partial(conversations.start_conversation, world.desk)
    comings = [partial(people.set_presence, world.desk, consoles[each.agent_id], "online") for each in agents[2:]]
    results = at_once([*comings, *(partial(start, visitor, "demo", first) for visitor in visitors)])

    assert not [each for each in results if isinstance(each, Exception)], results
    begin(world, 8)
    turns = [world.now(each).turn for each in agents]
    assert max(turns) - min(turns) <= 1
