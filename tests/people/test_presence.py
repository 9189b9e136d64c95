"""Presence: whose word counts, and what an administrator's seat is for."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.core import work
from chalicelib.core.errors import Conflict
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.people.service import presence
from chalicelib.people.service.presence import WatchPresence
from tests.crashes import crash_at
from tests.worlds import World, at_once


def say(world: World, caller: people.Caller, status: str) -> str:
    """What the console says, and what the desk answers."""
    now = people.Caller(world.now(caller.agent), caller.session_id)
    return people.set_presence(world.desk, now, status).status


def hand(world: World, agent: Agent, *statuses: str) -> None:
    """A supervisor's hand on somebody's presence."""
    boss = world.signed_in(world.agent(role=SUPERVISOR))
    for status in statuses:
        presence.set_presence_of(world.desk, boss, agent.agent_id, status)


def watches(world: World) -> list[work.Work]:
    return [each for each in work.waiting(world.desk) if each.kind == WatchPresence.kind]


# --- a supervisor's hand --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["busy", "offline"])
def test_what_an_agent_chooses_right_after_a_supervisors_hand_counts_at_once(world: World, choice: str) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    hand(world, agent, "break")

    answered = say(world, console, choice)

    assert answered == world.now(agent).status == choice


def test_a_beat_that_does_not_know_of_the_hand_yet_follows_it_and_the_next_word_counts(world: World) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    hand(world, agent, "break")

    answered = [say(world, console, status) for status in ("online", "break", "online")]

    assert answered == ["break", "break", "online"]


def test_two_hands_before_a_beat_are_one_to_the_console(world: World) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    hand(world, agent, "break", "busy")

    answered = [say(world, console, "online"), say(world, console, "busy")]

    assert answered == ["busy", "busy"]
    assert world.now(agent).forced_from is None


def test_a_beat_that_was_read_before_the_hand_does_not_undo_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    before = world.online(agent)
    hand(world, agent, "break")

    answered = people.set_presence(world.desk, before, "online").status

    assert answered == world.now(agent).status == "break"


# --- beats that race ------------------------------------------------------------------------------------------------


def test_a_beat_that_loses_to_the_watch_brings_the_agent_back_with_a_watch(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    world.clock.forward(seconds=59)
    before = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)
    read_at = world.clock.at
    world.clock.forward(seconds=2)
    work.run_due(world.desk)
    silent = world.now(agent)
    world.clock.at = read_at

    people.set_presence(world.desk, before, "online")

    assert (silent.status, silent.watch_id) == ("offline", None)
    now = world.now(agent)
    assert now.status == "online"
    assert now.watch_id in {each.payload["watch_id"] for each in watches(world)}


def test_a_beat_that_loses_to_another_tab_publishes_its_own_change(world: World) -> None:
    (agent,) = world.found(agents=1)
    before = world.online(agent)
    world.online(agent, "offline")

    people.set_presence(world.desk, before, "online")

    now = world.now(agent)
    assert now.status == "online"
    assert [each.payload["watch_id"] for each in watches(world)].count(now.watch_id) == 1


@pytest.mark.race
def test_two_tabs_that_appear_at_once_have_one_watch_that_counts(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    caller = world.signed_in(agent)

    answers = at_once([partial(people.set_presence, world.desk, caller, "online")] * 6)

    assert {each.status for each in answers} == {"online"}
    assert [each.payload["watch_id"] for each in watches(world)] == [world.now(agent).watch_id]


@pytest.mark.race
def test_a_hand_and_beats_at_once_leave_the_hand_or_the_agents_own_word(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    beats = [partial(people.set_presence, world.desk, console, "online")] * 4
    results = at_once([*beats, partial(presence.set_presence_of, world.desk, boss, agent.agent_id, "break"), *beats])

    assert not [each for each in results if isinstance(each, Exception)], results
    assert say(world, console, "break") == world.now(agent).status == "break"


# --- an administrator's seat ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["by their own word", "by a supervisor's hand", "by silence"])
def test_an_administrator_who_goes_offline_gives_the_seat_back(world: World, how: str) -> None:
    (agent,) = world.found(agents=1, seats=2)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)
    seated = people.read_desk(world.desk).seated

    if how == "by silence":
        world.clock.forward(seconds=61)
        work.run_due(world.desk)
    elif how == "by a supervisor's hand":
        hand(world, boss, "offline")
    else:
        say(world, console, "offline")

    assert seated == {boss.agent_id}
    assert boss.agent_id not in people.read_desk(world.desk).seated
    assert people.sign_in(world.desk, agent.email, "correct horse")


def test_an_administrator_who_comes_back_needs_a_seat_again(world: World) -> None:
    (agent,) = world.found(agents=1, seats=1)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)
    say(world, console, "offline")
    say(world, console, "offline")
    world.signed_in(agent)

    with pytest.raises(Conflict) as refused:
        say(world, console, "online")

    assert refused.value.code == "no_free_seat"
    assert people.read_desk(world.desk).seated == {agent.agent_id}
    assert world.now(boss).status == "offline"


def test_an_agent_who_goes_offline_keeps_the_seat(world: World) -> None:
    (agent,) = world.found(agents=1, seats=1)

    world.online(agent)
    world.online(agent, "offline")

    assert people.read_desk(world.desk).seated == {agent.agent_id}


@pytest.mark.parametrize("written", [False, True])
def test_going_offline_and_giving_the_seat_back_happen_together_or_not_at_all(world: World, written: bool) -> None:
    world.found(seats=1)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)

    with crash_at(0, written=written):
        say(world, console, "offline")
    halfway = (world.now(boss).status, len(people.read_desk(world.desk).seated))
    say(world, console, "offline")

    assert halfway == (("offline", 0) if written else ("online", 1))
    assert (world.now(boss).status, people.read_desk(world.desk).seated) == ("offline", frozenset())
