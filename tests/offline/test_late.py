"""The first answer to a message is a deadline as tickets have them, in the one list of what is owed (C2, D5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.offline.model.message import Message
from chalicelib.offline.service import transitions, watch
from chalicelib.offline.service.saving import CheckDeadline
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.owed import Owed
from chalicelib.tickets.service import due
from chalicelib.tickets.service.policies import ChangePolicies, change_policies
from tests.crashes import Death, at_each_write
from tests.offline.night import Night
from tests.plans.weeks import OFFICE
from tests.tickets.stage import caller, settle
from tests.worlds import World, counted, in_use

HOUR = timedelta(hours=1)
LETTERS = ("offline_warning", "offline_reminder")


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall()


def listed(night: Night, agent: Agent, state: str | None = None, scope: str = "mine") -> list[str]:
    found, _ = due.list_deadlines(night.world.desk, night.world.now(agent), state, scope, None)
    return [each.thing.thing_id for each in found if isinstance(each.thing, Owed)]


def answer(night: Night, message: Message) -> None:
    agent = people.read_agent(night.world.desk, str(message.agent_id))
    transitions.answer_message(night.world.desk, agent, message.message_id, "Yes", ["widget"], "a1")


def policy(night: Night, seconds: int, **more: Any) -> None:
    """What the desk's policies say of messages left."""
    names = {"zh-CN": "留言", "en": "Messages"}
    one = {"names": names, "types": ["offline_message"], "first_answer": {"seconds": seconds, **more}}
    form = msgspec.convert({"policies": [one]}, ChangePolicies)
    change_policies(night.world.desk, caller(night.supervisor), form)


def heard(night: Night) -> list[tuple[str, str]]:
    return [(what, each.to) for what in LETTERS for each in night.told(what)]


def test_a_message_is_warned_of_late_and_in_the_list_until_it_is_answered(night: Night) -> None:
    boss, message = night.supervisor, night.given()
    agent = people.read_agent(night.world.desk, str(message.agent_id))

    states = [listed(night, agent, "running")]
    for minutes in (49, 12):
        settle(night.world, minutes=minutes)
        states.append(listed(night, agent, "warned" if minutes == 49 else "breached"))
    seen = listed(night, boss, scope="all")
    answer(night, message)

    assert states == [[message.message_id]] * 3
    assert seen == [message.message_id]
    assert listed(night, boss, scope="all") == []
    leader = night.agents[0]
    assert heard(night) == [("offline_warning", agent.email), ("offline_reminder", leader.email)]


def test_once_it_is_late_still_the_supervisors_hear_of_all_that_wait_once(night: Night) -> None:
    boss = night.supervisor
    night.given(), night.given()

    settle(night.world, minutes=61)
    settle(night.world, minutes=61)
    settle(night.world, minutes=5)

    assert [to for what, to in heard(night) if what == "offline_reminder"].count(boss.email) == 1


def test_a_policy_of_the_desk_says_by_when_before_the_plan_does(night: Night) -> None:
    policy(night, 7200, time="calendar")

    message = night.given()
    settle(night.world, minutes=61)
    early = night.told("offline_reminder")
    settle(night.world, minutes=61)

    assert message.remind_at == message.created_at + 2 * HOUR
    assert (len(early), len(night.told("offline_reminder"))) == (0, 1)


def test_other_hours_of_the_plan_move_what_runs(night: Night) -> None:
    night.change_plan(hours={"weekly": OFFICE}, time_zone="Asia/Shanghai")
    settle(night.world)
    message = night.given()  # Monday, 17:00 there

    night.change_plan(hours={"weekly": {**OFFICE, "mon": [["09:00", "17:30"]]}})
    settle(night.world)

    moved = night.now(message)
    assert moved.remind_at - message.remind_at == HOUR / 2
    assert moved.look_at > message.look_at


def test_whoever_dies_while_a_message_gets_late_does_it_once_all_the_same(new_world: Any) -> None:
    def story(death: Death) -> None:
        night = Night(new_world()).fall()
        message = night.given()
        night.world.clock.forward(minutes=61)
        look = CheckDeadline(message.message_id, message.look_at)

        with death():
            watch.check_deadline(night.world.desk, look)
        watch.check_deadline(night.world.desk, look)

        late = night.now(message)
        assert late.looks == 1
        assert len(night.told("offline_reminder")) == 1
        assert listed(night, people.read_agent(night.world.desk, str(late.agent_id)), "breached") == [late.message_id]

    at_each_write(story)


def due_at(night: Night, message: Message) -> CheckDeadline:
    """The next look at the message, as it is planned."""
    return CheckDeadline(message.message_id, night.now(message).look_at)


def test_whoever_is_told_meanwhile_by_another_message_is_told_once_and_nobody_else_is_forgotten(night: Night) -> None:
    leader, boss = night.agents[0], night.supervisor
    first, second = night.given(), night.given()
    settle(night.world, minutes=61)
    night.world.clock.forward(minutes=121)  # leaders are to be told again, too
    told = night.told("offline_reminder")
    other = [due_at(night, second)]

    def meanwhile(operation: str, _: Any) -> None:
        if operation == "TransactWriteItems" and other:
            watch.check_deadline(night.world.desk, other.pop())

    with in_use().watching(before=meanwhile):
        watch.check_deadline(night.world.desk, due_at(night, first))

    heard_now = [each.to for each in night.told("offline_reminder") if each not in told]
    assert sorted(heard_now) == sorted([leader.email, boss.email])


def test_only_the_first_message_that_is_late_still_counts_those_that_wait(night: Night) -> None:
    several = [night.given() for _ in range(3)]
    settle(night.world, minutes=61)
    night.world.clock.forward(minutes=61)
    costs = []

    for each in several[::-1]:
        look = due_at(night, each)
        with counted() as requests:
            watch.check_deadline(night.world.desk, look)
        costs.append(requests.names.count("Query"))

    assert costs[1] == costs[0] - 1
