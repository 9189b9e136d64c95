"""Sign-in, seats, presence; agents and groups."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Conflict, Invalid, NotFound, TooManyRequests, Unauthorized
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.agents import DeskRecord, shown_status
from chalicelib.people.model.forms import CreateAgent, CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service import desk, groups, sessions
from chalicelib.people.service.presence import WatchPresence
from tests.worlds import World


def change(world: World, agent_id: str, **what: Any) -> Any:
    return people.update_agent(world.desk, agent_id, UpdateAgent(**what))


@pytest.mark.also_on_moto
def test_the_right_password_signs_in_and_out(world: World) -> None:
    (agent,) = world.found(agents=1)

    token, _ = people.sign_in(world.desk, "  AGENT1@example.com ", "correct horse")
    caller = people.signed_in(world.desk, token)
    sessions.sign_out(world.desk, caller.agent, caller.session_id)

    assert caller.agent.agent_id == agent.agent_id
    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, token)
    assert world.seated() == frozenset()


def test_whoever_signs_out_elsewhere_stays_signed_in_here_and_nowhere_else(world: World) -> None:
    (agent,) = world.found(agents=1)
    here, there, further = (people.sign_in(world.desk, agent.email, "correct horse")[0] for _ in range(3))
    caller = people.signed_in(world.desk, here)

    sessions.sign_out_elsewhere(world.desk, caller)
    sessions.sign_out_elsewhere(world.desk, caller)

    assert people.signed_in(world.desk, here).agent.seated
    for ended in (there, further):
        with pytest.raises(SessionEnded):
            people.signed_in(world.desk, ended)


def test_of_two_who_sign_each_other_out_one_stays(world: World) -> None:
    (agent,) = world.found(agents=1)
    tokens = [people.sign_in(world.desk, agent.email, "correct horse")[0] for _ in range(2)]
    first, second = (people.signed_in(world.desk, token) for token in tokens)

    sessions.sign_out_elsewhere(world.desk, first)
    with pytest.raises(SessionEnded):
        sessions.sign_out_elsewhere(world.desk, second)

    assert world.now(agent).session_ids == {first.session_id}


@pytest.mark.parametrize(
    ("email", "password"), [("agent1@example.com", "wrong"), ("nobody@example.com", "x"), ("", "")]
)
def test_who_does_not_exist_and_what_is_wrong_sound_the_same(world: World, email: str, password: str) -> None:
    world.found(agents=1)

    with pytest.raises(Unauthorized) as refused:
        people.sign_in(world.desk, email, password)

    assert refused.value.code == "wrong_credentials"
    assert refused.value.detail == "e-mail or password is wrong"


def test_guessing_slows_down_and_even_the_right_password_must_wait(world: World) -> None:
    world.found(agents=1)
    for _ in range(5):
        with pytest.raises(Unauthorized):
            people.sign_in(world.desk, "agent1@example.com", "a guess")

    with pytest.raises(TooManyRequests) as refused:
        people.sign_in(world.desk, "agent1@example.com", "correct horse")
    world.clock.forward(seconds=refused.value.retry_after)

    people.sign_in(world.desk, "agent1@example.com", "correct horse")


def test_the_fourth_of_three_seats_is_refused_until_one_is_free(world: World) -> None:
    agents = world.found(agents=4, seats=3)
    callers = [world.signed_in(agent) for agent in agents[:3]]

    with pytest.raises(Conflict) as refused:
        people.sign_in(world.desk, agents[3].email, "correct horse")
    sessions.sign_out(world.desk, callers[0].agent, callers[0].session_id)
    people.sign_in(world.desk, agents[3].email, "correct horse")

    assert refused.value.code == "no_free_seat"
    assert agents[3].agent_id in world.seated()


def test_asking_again_and_again_for_a_seat_is_not_guessing(world: World) -> None:
    first, second = world.found(agents=2, seats=1)
    world.signed_in(first)

    codes = []
    for _ in range(8):
        with pytest.raises(Conflict) as refused:
            people.sign_in(world.desk, second.email, "correct horse")
        codes.append(refused.value.code)

    assert set(codes) == {"no_free_seat"}


def test_one_agent_takes_one_seat_however_often_they_sign_in(world: World) -> None:
    agents = world.found(agents=2, seats=1)
    tokens = [people.sign_in(world.desk, agents[0].email, "correct horse")[0] for _ in range(3)]

    callers = [people.signed_in(world.desk, token) for token in tokens]

    assert len({caller.session_id for caller in callers}) == 3
    assert world.seated() == {agents[0].agent_id}


def test_a_console_that_was_silent_for_long_gives_its_seat_to_who_asks(world: World) -> None:
    silent, newcomer = world.found(agents=2, seats=1)
    token, _ = people.sign_in(world.desk, silent.email, "correct horse")

    world.clock.forward(seconds=world.desk.settings.seat_lease + 1)
    people.sign_in(world.desk, newcomer.email, "correct horse")

    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, token)


def test_an_administrator_is_never_locked_out_and_needs_a_seat_to_serve(world: World) -> None:
    (agent,) = world.found(agents=1, seats=1)
    world.signed_in(agent)
    boss = world.agent(role=ADMINISTRATOR)

    caller = world.signed_in(boss)
    with pytest.raises(Conflict) as refused:
        people.set_presence(world.desk, caller, "online")

    assert refused.value.code == "no_free_seat"
    assert world.seated() == {agent.agent_id}


@pytest.mark.also_on_moto
@pytest.mark.parametrize("what", [{"password": "a new password"}, {"role": "supervisor"}, {"active": False}])
def test_what_changes_rights_ends_sessions_at_once(world: World, what: dict[str, Any]) -> None:
    (agent,) = world.found(agents=1)
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")

    change(world, agent.agent_id, **what)

    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, token)
    assert world.seated() == frozenset()


def test_a_new_name_ends_nothing(world: World) -> None:
    (agent,) = world.found(agents=1)
    token, _ = people.sign_in(world.desk, agent.email, "correct horse")

    change(world, agent.agent_id, name="新名字")

    assert people.signed_in(world.desk, token).agent.name == "新名字"


def test_a_console_that_stops_beating_is_offline_after_a_minute(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)

    world.clock.forward(seconds=59)
    work.run_due(world.desk)
    before = shown_status(world.now(agent), world.clock())
    world.clock.forward(seconds=2)
    work.run_due(world.desk)

    assert before == "online"
    assert world.now(agent).status == "offline"


def test_beating_keeps_an_agent_online_for_hours_with_one_watch(world: World) -> None:
    (agent,) = world.found(agents=1)
    for _ in range(180):
        world.online(agent)
        world.clock.forward(seconds=20)
        work.run_due(world.desk)

    watches = [each for each in work.waiting(world.desk) if each.kind == WatchPresence.kind]

    assert world.now(agent).status == "online"
    assert len(watches) == 1


def test_going_and_coming_does_not_pile_up_watches(world: World) -> None:
    (agent,) = world.found(agents=1)
    for _ in range(10):
        world.online(agent, "online")
        world.online(agent, "offline")
        world.clock.forward(seconds=1)
    world.online(agent, "busy")

    for _ in range(6):
        world.clock.forward(seconds=20)
        world.online(agent, "busy")
        work.run_due(world.desk)

    assert len([each for each in work.waiting(world.desk) if each.kind == WatchPresence.kind]) == 1
    assert world.now(agent).status == "busy"


def test_who_comes_online_joins_the_rotation_level_with_the_others(world: World) -> None:
    old, new = world.found(agents=2, capacity=50)
    world.online(old)
    from chalicelib.conversations import service as conversations

    for _ in range(7):
        conversations.start_conversation(
            world.desk, world.visitor(), "demo", StartConversation(text="hi", client_id="c")
        )

    world.online(new)

    assert world.now(new).turn == world.now(old).turn == 7


def test_an_address_and_a_number_belong_to_one_agent(world: World) -> None:
    first, second = world.found(agents=2)

    with pytest.raises(Conflict) as same_number:
        change(world, second.agent_id, number=first.number)
    with pytest.raises(Conflict) as same_email:
        change(world, second.agent_id, email=first.email.upper())
    change(world, first.agent_id, number="9")
    change(world, second.agent_id, number=first.number)

    assert (same_number.value.code, same_number.value.extra["agent_id"]) == ("number_taken", first.agent_id)
    assert same_email.value.code == "email_taken"
    assert world.now(second).number == first.number


def test_creating_an_agent_twice_with_one_key_creates_one(world: World) -> None:
    world.found()
    once = Once.of("create", "k", {})
    form = CreateAgent("a@example.com", "A", "1", "long enough", capacity=1)

    first = people.create_agent(world.desk, form, once=once)
    second = people.create_agent(world.desk, form, once=once)

    assert first.agent_id == second.agent_id


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", "a@b\n.c"),
        ("email", "a@desk"),
        ("email", "a b@example.com"),
        ("email", "茶@example.com"),
        ("name", " "),
        ("name", "x" * 81),
        ("name", "a\x00b"),
        ("number", ""),
        ("password", "short"),
        ("role", "king"),
    ],
)
def test_what_cannot_be_an_agent_is_refused_by_field(world: World, field: str, value: str) -> None:
    world.found()
    fields: dict[str, Any] = {"email": "a@example.com", "name": "A", "number": "1", "password": "long enough"}
    fields |= {"role": "agent", "capacity": 1, field: value}

    with pytest.raises(Invalid) as refused:
        people.create_agent(world.desk, CreateAgent(**fields))

    assert [each.field for each in refused.value.errors] == [field]
    assert people.list_agents(world.desk) == []


def test_a_groups_leader_is_a_member_and_strangers_are_named(world: World) -> None:
    one, two = world.found(agents=2)

    group = people.create_group(world.desk, CreateGroup(name="VIP", leader_id=two.agent_id, member_ids=[one.agent_id]))
    with pytest.raises(Invalid) as refused:
        groups.update_group(world.desk, group.group_id, UpdateGroup(member_ids=["agt_x"]))

    assert set(group.member_ids) == {one.agent_id, two.agent_id}
    assert "agt_x" in refused.value.errors[0].message
    assert groups.read_group(world.desk, group.group_id) == group


def test_the_desk_is_founded_once_and_changed_in_part(world: World) -> None:
    world.found()

    again = people.bootstrap_desk(world.desk, DeskRecord("Other", 9, "UTC"))
    changed = desk.update_desk(world.desk, name=None, seats=7, time_zone=None)

    assert again is False
    assert (changed.name, changed.seats, changed.time_zone) == ("Desk", 7, "Asia/Shanghai")
    with pytest.raises(Invalid):
        desk.update_desk(world.desk, name=None, seats=None, time_zone="Mars/Olympus")


def test_who_is_not_there_is_not_found(world: World) -> None:
    world.found()

    with pytest.raises(NotFound):
        people.read_agent(world.desk, "agt_nobody")
    with pytest.raises(NotFound):
        groups.read_group(world.desk, "grp_nothing")
