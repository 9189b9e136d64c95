"""Busy or on a break: what those who are served are told meanwhile, and absences that last too long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import AUTO_REPLY, Entry
from chalicelib.conversations.service import reading
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import led_by
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from chalicelib.people.service import desk as whole_desk
from chalicelib.people.service.absences import WatchAbsence
from chalicelib.routing.service import manual
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, named_in
from tests.routing.test_manual import begin
from tests.worlds import World, at_once, counted

LUNCH = "I am at lunch, back at one"
MARK = "(Automatic reply) "


def choose(world: World, agent: Agent, status: str, reply: str | None = None) -> Agent:
    caller = people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id)
    return people.set_presence(world.desk, caller, status, reply=reply)


def told(world: World, agent: Agent, conversation_id: str) -> list[tuple[str | None, str]]:
    """What was said automatically in an agent's name: by whom, and the words."""
    boss = next((each for each in people.list_agents(world.desk) if each.reaches_all), None)
    boss = boss or world.agent(role=SUPERVISOR)
    page = reading.read_transcript(world.desk, boss, conversation_id, 0, 100)
    replies = [each for each in page.entries if each.kind == AUTO_REPLY]
    assert all(each.text.startswith(MARK) for each in replies)
    return [(each.author.id, each.text.removeprefix(MARK)) for each in replies]


class Talk:
    """An agent who serves somebody, and what the visitor writes."""

    def __init__(self, world: World) -> None:
        self.world = world
        (self.agent,) = world.found(agents=1)
        world.online(self.agent)
        self.visitor = world.visitor()
        self.conversation_id = begin(world, self.visitor)
        conversations.reply(world.desk, world.now(self.agent), self.conversation_id, "Hello", "r1")
        self.written = 0

    def write(self) -> Entry:
        self.written += 1
        said = (self.visitor, "demo", self.conversation_id, "Are you there?", f"w{self.written}")
        entry, _ = conversations.post_message(self.world.desk, *said)
        return entry

    def told(self) -> list[tuple[str | None, str]]:
        return told(self.world, self.agent, self.conversation_id)


# --- the reply ------------------------------------------------------------------------------------------------------


def test_whoever_writes_while_their_agent_is_away_is_told_once_by_the_agents_name(world: World) -> None:
    talk = Talk(world)
    choose(world, talk.agent, "break", LUNCH)
    before = talk.told()

    for _ in range(3):
        talk.write()

    assert (before, talk.told()) == ([], [(talk.agent.agent_id, LUNCH)])
    header = conversations.find(world.desk, talk.conversation_id)
    assert (header.last_author, header.last_text) == ("visitor", "Are you there?")


def test_a_post_costs_two_requests_whether_their_agent_is_there_or_away(world: World) -> None:
    talk = Talk(world)
    costs = []

    for status, reply in (("online", None), ("break", LUNCH), ("break", None), ("online", None)):
        choose(world, talk.agent, status, reply)
        with counted() as asked:
            talk.write()
        costs.append(len(asked))

    assert costs == [2, 2, 2, 2]
    assert len(talk.told()) == 1


def test_each_absence_is_told_of_anew_and_one_without_words_says_nothing(world: World) -> None:
    talk = Talk(world)

    for status, reply in (("break", LUNCH), ("online", None), ("busy", None), ("online", None), ("busy", "On a call")):
        choose(world, talk.agent, status, reply)
        talk.write()

    assert [words for _, words in talk.told()] == [LUNCH, "On a call"]


def test_a_reply_stays_from_break_to_busy_until_it_is_another_or_taken_back(world: World) -> None:
    talk = Talk(world)

    choose(world, talk.agent, "break", LUNCH)
    choose(world, talk.agent, "busy")
    talk.write()
    choose(world, talk.agent, "busy", "Back at two")
    talk.write()
    choose(world, talk.agent, "busy", "")
    talk.write()

    assert [words for _, words in talk.told()] == [LUNCH, "Back at two"]


def test_a_heartbeat_chooses_no_other_words_and_a_silent_console_brings_them_back(world: World) -> None:
    talk = Talk(world)
    choose(world, talk.agent, "break", LUNCH)
    world.clock.forward(minutes=4)
    work.run_due(world.desk)

    caller = people.Caller(world.now(talk.agent), world.tokens[talk.agent.agent_id].session_id)
    back = people.beat(world.desk, caller)

    assert (back.status, back.absence and back.absence.reply) == ("break", LUNCH)


def test_somebody_given_to_an_agent_who_is_away_is_told_as_well(world: World) -> None:
    talk = Talk(world)
    other = world.agent()
    world.online(other)
    choose(world, other, "break", LUNCH)
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    manual.reassign(world.desk, boss, talk.conversation_id, agent_id=other.agent_id, over_capacity=False, note=None)
    talk.write()

    assert talk.told() == [(other.agent_id, LUNCH)]


def test_whoever_is_handed_on_before_they_write_is_told_nothing_of_the_agent_they_had(world: World) -> None:
    talk = Talk(world)
    choose(world, talk.agent, "break", LUNCH)
    other = world.agent()
    world.online(other)
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    manual.reassign(world.desk, boss, talk.conversation_id, agent_id=other.agent_id, over_capacity=False, note=None)
    talk.write()

    assert talk.told() == []


def test_the_choice_dies_at_any_write_and_the_visitor_is_told_once_all_the_same(
    new_world: Callable[[], World],
) -> None:
    def story(death: Death) -> None:
        world = new_world()
        talk = Talk(world)

        with death():
            choose(world, talk.agent, "break", LUNCH)
            talk.write()
        choose(world, talk.agent, "break", LUNCH)
        world.clock.forward(minutes=2)
        work.run_due(world.desk)
        talk.write()

        assert [words for _, words in talk.told()] == [LUNCH]

    at_each_write(story, least=3)


def test_the_visitor_writes_while_the_agent_goes_and_is_told_exactly_once(world: World) -> None:
    talk = Talk(world)
    acts: list[Callable[[], Any]] = [partial(choose, world, talk.agent, "break", LUNCH)]

    results = at_once([talk.write, *acts, talk.write, talk.write])
    talk.write()

    assert [each for each in results if isinstance(each, Exception)] == []
    assert [words for _, words in talk.told()] == [LUNCH]


@pytest.mark.parametrize(
    ("status", "reply"),
    [("online", LUNCH), ("offline", LUNCH), ("break", "x" * 301), ("break", "a\x07b"), ("busy", "\u200b")],
)
def test_words_that_cannot_be_told_are_refused(world: World, status: str, reply: str) -> None:
    talk = Talk(world)

    with pytest.raises(Invalid) as refused:
        choose(world, talk.agent, status, reply)

    assert [each.field for each in refused.value.errors] == ["reply"]
    assert world.now(talk.agent).status == "online"


# --- too long -------------------------------------------------------------------------------------------------------


def let_away(world: World, minutes: int) -> None:
    whole_desk.update_desk(world.desk, name=None, seats=None, time_zone=None, away_minutes=minutes)


def keep_there(world: World, minutes: int, *agents: Agent) -> None:
    """Their consoles are heard of for so long."""
    for _ in range(2 * minutes):
        world.clock.forward(seconds=30)
        for each in agents:
            people.beat(world.desk, people.Caller(world.now(each), world.tokens[each.agent_id].session_id))
        work.run_due(world.desk)


def too_long(world: World, agent: Agent) -> bool:
    absence = world.now(agent).absence
    return absence is not None and absence.too_long


def test_an_absence_longer_than_the_desk_says_is_flagged_once_and_ends_with_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    let_away(world, 5)
    world.online(agent, "break")

    flags = []
    for minutes in (4, 2, 10):
        keep_there(world, minutes, agent)
        flags.append(too_long(world, agent))
    choose(world, agent, "online")

    assert flags == [False, True, True]
    assert world.now(agent).absence is None
    assert [each for each in work.waiting(world.desk) if each.kind == WatchAbsence.kind] == []


def test_from_break_to_busy_is_one_absence_and_coming_back_between_is_two(world: World) -> None:
    first, second = world.found(agents=2)
    let_away(world, 5)
    for each in (first, second):
        world.online(each, "break")
    keep_there(world, 3, first, second)
    choose(world, first, "busy")
    choose(world, second, "online")
    choose(world, second, "break")

    keep_there(world, 3, first, second)

    assert (too_long(world, first), too_long(world, second)) == (True, False)


def test_a_desk_that_does_not_ask_is_told_nothing_and_one_that_waits_longer_later(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(first, "break")
    asked = [each for each in work.waiting(world.desk) if each.kind == WatchAbsence.kind]
    let_away(world, 5)
    world.online(second, "break")
    let_away(world, 8)

    keep_there(world, 6, second)
    early = too_long(world, second)
    keep_there(world, 3, second)

    assert (asked, early, too_long(world, second)) == ([], False, True)


def test_the_watch_dies_at_any_write_and_flags_all_the_same(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = world.found(agents=1)
        let_away(world, 1)
        world.online(agent, "break")
        world.clock.forward(minutes=2)
        people.beat(world.desk, people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id))

        with death():
            work.run_due(world.desk)
        world.clock.forward(minutes=7)
        people.beat(world.desk, people.Caller(world.now(agent), world.tokens[agent.agent_id].session_id))
        work.run_due(world.desk)

        assert too_long(world, agent)

    at_each_write(story, least=2)


def test_those_who_lead_see_it_and_nobody_else(world: World) -> None:
    leader, agent, third = world.found(agents=3)
    boss, outsider = world.agent(role=SUPERVISOR), world.agent(role=GROUP_LEADER)
    roster = people.roster(world.desk)

    led = {each.agent_id: agent.agent_id in led_by(each, roster) for each in (leader, third, boss, outsider)}

    assert led == {leader.agent_id: True, third.agent_id: False, boss.agent_id: True, outsider.agent_id: False}


# --- over HTTP ------------------------------------------------------------------------------------------------------


def test_the_colleagues_view_says_since_when_somebody_is_away_to_those_who_lead(world: World) -> None:
    agent, _, third = world.found(agents=3)
    boss, asking = world.agent(role=SUPERVISOR), Asking()
    tokens = [asking.come_online(each) for each in (agent, third, boss)]

    chosen = asking.ask("PUT", "/v1/desk/presence", tokens[0], {"status": "break", "reply": LUNCH})
    beat = asking.ask("POST", "/v1/desk/heartbeat", tokens[0], {})
    views = [asking.ask("GET", "/v1/desk/colleagues", each).said["items"] for each in tokens[1:]]

    assert (chosen.said["reply"], beat.said["reply"]) == (LUNCH, LUNCH)
    seen = [next(each for each in view if each["agent_id"] == agent.agent_id) for view in views]
    assert [bool(each["away_since"]) for each in seen] == [False, True]
    assert [each["away_too_long"] for each in seen] == [False, False]


@pytest.mark.parametrize("minutes", [-1, 1441, "5", 1.5])
def test_a_desk_waits_for_minutes_of_a_day_and_refuses_anything_else(world: World, minutes: Any) -> None:
    world.found()
    asking = Asking()
    token = asking.sign_in(world.agent(role=ADMINISTRATOR))

    kept = asking.ask("PUT", "/v1/admin/desk", token, {"away_minutes": 20})
    refused = asking.ask("PUT", "/v1/admin/desk", token, {"away_minutes": minutes})

    assert (kept.said["away_minutes"], refused.status, named_in(refused)) == (20, 422, ["away_minutes"])
