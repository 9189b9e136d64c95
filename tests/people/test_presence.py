"""Presence: whose word counts, and what an administrator's seat is for."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Conflict
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service import presence
from chalicelib.people.service.presence import WatchPresence
from tests.crashes import crash_at
from tests.worlds import World, at_once, counted


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


def beat(world: World, caller: people.Caller) -> str:
    """What the desk answers to a console that is there."""
    now = people.Caller(world.now(caller.agent), caller.session_id)
    return presence.beat(world.desk, now).status


def another_device(world: World, agent: Agent) -> people.Caller:
    """One more session of the same agent."""
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")
    return people.signed_in(world.desk, token)


# --- a heartbeat keeps alive, and chooses nothing -------------------------------------------------------------------


def test_who_signs_in_is_online_from_the_first_beat_on_and_an_administrator_only_by_choice(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.agent(role=ADMINISTRATOR)
    consoles = [world.signed_in(agent), world.signed_in(boss)]

    answered = [beat(world, console) for console in consoles]

    assert answered == ["online", "offline"]
    assert world.seated() == {agent.agent_id}


@pytest.mark.parametrize("choice", ["online", "busy", "break", "offline"])
def test_a_second_device_takes_over_what_was_chosen_and_both_say_the_same(world: World, choice: str) -> None:
    (agent,) = world.found(agents=1)
    first = world.online(agent)
    say(world, first, choice)
    second = another_device(world, agent)

    answered = [beat(world, console) for console in (second, first, second, first)]

    assert set(answered) == {choice}
    assert world.now(agent).status == choice


def test_what_one_device_chooses_the_other_hears_at_its_next_beat(world: World) -> None:
    (agent,) = world.found(agents=1)
    first = world.online(agent)
    second = another_device(world, agent)

    said = [say(world, second, "break"), beat(world, first), say(world, first, "online"), beat(world, second)]

    assert said == ["break", "break", "online", "online"]


def test_a_console_that_was_silent_for_minutes_brings_back_what_was_chosen(world: World) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent, "busy")

    world.clock.forward(minutes=4)
    work.run_due(world.desk)
    silent = world.now(agent).status
    answered = beat(world, console)

    assert (silent, answered, world.now(agent).status) == ("offline", "busy", "busy")
    assert world.now(agent).watch_id in {each.payload["watch_id"] for each in watches(world)}


def test_a_laptop_that_wakes_does_not_undo_that_its_agent_went_home_elsewhere(world: World) -> None:
    (agent,) = world.found(agents=1)
    laptop = world.online(agent)
    desktop = another_device(world, agent)

    say(world, desktop, "offline")
    world.clock.forward(minutes=4)
    answered = beat(world, laptop)

    assert answered == world.now(agent).status == "offline"


def test_a_laptop_that_wakes_after_its_session_signs_in_anew(world: World) -> None:
    (agent,) = world.found(agents=1)
    laptop = world.online(agent)

    world.clock.forward(hours=1)
    work.run_due(world.desk)

    with pytest.raises(SessionEnded):
        beat(world, laptop)
    assert (world.now(agent).status, world.seated()) == ("offline", frozenset())


def test_a_beat_that_changes_nothing_is_one_write_and_grows_with_nothing(world: World) -> None:
    agents = world.found(agents=12)
    consoles = [world.online(agent) for agent in agents]

    with counted() as beats:
        presence.beat(world.desk, consoles[0])

    assert beats.names == ["UpdateItem"]


def test_whoever_comes_back_from_silence_serves_those_who_wait(world: World) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    world.clock.forward(minutes=4)
    work.run_due(world.desk)
    begun = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
    )

    beat(world, console)

    assert world.now(agent).serving == {begun.conversation_id}


def test_an_administrator_whose_seat_went_to_somebody_else_stays_offline_and_is_told_nothing_wrong(
    world: World,
) -> None:
    (agent,) = world.found(agents=1, seats=1)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)
    world.clock.forward(seconds=61)
    work.run_due(world.desk)
    world.signed_in(agent)

    answered = beat(world, console)

    assert answered == "offline"
    assert world.seated() == {agent.agent_id}


# --- a supervisor's hand --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["busy", "offline"])
def test_what_an_agent_chooses_after_a_supervisors_hand_counts_at_once(world: World, choice: str) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    hand(world, agent, "break")

    answered = say(world, console, choice)

    assert answered == world.now(agent).status == choice


def test_a_beat_follows_a_supervisors_hand(world: World) -> None:
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    hand(world, agent, "break", "busy")

    answered = [beat(world, console), beat(world, console)]

    assert answered == ["busy", "busy"]


def test_a_beat_that_was_read_before_the_hand_does_not_undo_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    before = world.online(agent)
    hand(world, agent, "break")

    answered = presence.beat(world.desk, before).status

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

    presence.beat(world.desk, before)

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
def test_a_hand_and_beats_at_once_leave_the_hand(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    console = world.online(agent)
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    beats = [partial(presence.beat, world.desk, console)] * 4
    results = at_once([*beats, partial(presence.set_presence_of, world.desk, boss, agent.agent_id, "break"), *beats])

    assert not [each for each in results if isinstance(each, Exception)], results
    assert beat(world, console) == world.now(agent).status == "break"


# --- an administrator's seat ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["by their own word", "by a supervisor's hand", "by silence"])
def test_an_administrator_who_goes_offline_gives_the_seat_back(world: World, how: str) -> None:
    (agent,) = world.found(agents=1, seats=2)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)
    seated = world.seated()

    if how == "by silence":
        world.clock.forward(seconds=61)
        work.run_due(world.desk)
    elif how == "by a supervisor's hand":
        hand(world, boss, "offline")
    else:
        say(world, console, "offline")

    assert seated == {boss.agent_id}
    assert boss.agent_id not in world.seated()
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
    assert world.seated() == {agent.agent_id}
    assert world.now(boss).status == "offline"


def test_an_agent_who_goes_offline_keeps_the_seat(world: World) -> None:
    (agent,) = world.found(agents=1, seats=1)

    world.online(agent)
    world.online(agent, "offline")

    assert world.seated() == {agent.agent_id}


@pytest.mark.parametrize("written", [False, True])
def test_going_offline_and_giving_the_seat_back_happen_together_or_not_at_all(world: World, written: bool) -> None:
    world.found(seats=1)
    boss = world.agent(role=ADMINISTRATOR)
    console = world.online(boss)

    with crash_at(0, written=written):
        say(world, console, "offline")
    halfway = (world.now(boss).status, len(world.seated()))
    say(world, console, "offline")

    assert halfway == (("offline", 0) if written else ("online", 1))
    assert (world.now(boss).status, world.seated()) == ("offline", frozenset())
