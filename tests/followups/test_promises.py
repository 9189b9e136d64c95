"""What was promised to a customer: written where it was, reminded of, kept or broken, told of when missed (D10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.words import PromiseSought
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.followup import FollowUp, FollowUpClosed
from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import access, calling, lists, planning, proposing
from chalicelib.followups.service.watch import CheckDeadline, check_deadline
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from tests.crashes import Death, at_each_write
from tests.followups.stage import answered, boss, caller, customers, settle, told
from tests.tickets.stage import made
from tests.worlds import World, counted

LETTERS = ("promise_warning", "promise_missed")


@pytest.fixture
def team(world: World) -> tuple[Agent, Agent, Agent]:
    """Who leads a group, a member of it, and a supervisor."""
    leader, agent = world.found(agents=2)
    return leader, agent, boss(world)


def promised(world: World, agent: Agent, *, hours: float = 8, name: str = "p1", **fields: Any) -> FollowUp:
    """What this agent promised, due so many hours from now."""
    due = (world.clock.at + timedelta(hours=hours)).isoformat()
    form = PlanFollowUp("promise", due, name, **{"script": "I call you back", "channel": "phone", **fields})
    return planning.plan_follow_up(world.desk, caller(world.now(agent)), form)[0]


def called(world: World, agent: Agent, promise: FollowUp, outcome: Any, **more: Any) -> FollowUp:
    form = RecordCall(outcome, f"c-{outcome}", **more)
    return calling.record_call(world.desk, world.now(agent), promise.followup_id, form)[0]


def now(world: World, promise: FollowUp) -> FollowUp:
    return access.find(world.desk, promise.followup_id)


def wait(world: World, **how_long: float) -> None:
    world.clock.forward(**how_long)
    settle(world)


def letters(world: World) -> list[tuple[str, str]]:
    return [(what, to) for what, to in told(world) if what in LETTERS]


def test_a_promise_hangs_on_the_conversation_or_ticket_in_which_it_was_made_or_on_a_customer(
    world: World, team: tuple[Agent, Agent, Agent]
) -> None:
    _, agent, _ = team
    conversation_id = answered(world, agent)
    visitor_id = conversations.find(world.desk, conversation_id).visitor_id
    ticket = made(world, agent, visitor_id=visitor_id, plan_key="demo")

    made_in = [
        promised(world, agent, name="1", about=conversation_id),
        promised(world, agent, name="2", about=ticket.ticket_id, channel="email"),
        promised(world, agent, name="3", visitor_id=visitor_id, channel="sms"),
    ]

    listed, _ = lists.list_for_customer(world.desk, world.now(agent), conversation_id, None)
    assert [each.about for each in made_in] == [conversation_id, ticket.ticket_id, None]
    assert {each.visitor_id for each in made_in} == {visitor_id}
    assert {one.followup_id for _, one in listed if one is not None} == {each.followup_id for each in made_in}
    assert [each.kept for each in made_in] == [None] * 3


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"channel": None}, "channel"),
        ({"script": " "}, "script"),
        ({"about": "cnv_nothing", "visitor_id": None}, "about"),
        ({"visitor_id": None}, "visitor_id"),
        ({"kind": "care", "channel": "phone"}, "channel"),
        ({"hours": -1}, "due_at"),
    ],
)
def test_what_is_wrong_with_a_promise_is_named(
    world: World, team: tuple[Agent, Agent, Agent], about: dict[str, Any], field: str
) -> None:
    _, agent, _ = team
    due = (world.clock.at + timedelta(hours=about.pop("hours", 8))).isoformat()
    fields = {"kind": "promise", "visitor_id": "vis_old00000", "script": "x", "channel": "phone", **about}
    customers(world, 1, last_agent_id=agent.agent_id)

    with pytest.raises(Invalid) as refusal:
        planning.plan_follow_up(world.desk, caller(world.now(agent)), PlanFollowUp(due_at=due, client_id="p", **fields))

    assert [each.field for each in refusal.value.errors] == [field]


def test_only_who_takes_part_in_a_conversation_promises_in_it(world: World, team: tuple[Agent, Agent, Agent]) -> None:
    leader, agent, _ = team
    conversation_id = answered(world, agent)

    with pytest.raises(NotYours):
        promised(world, leader, about=conversation_id)


def test_its_owner_is_reminded_before_and_a_promise_that_is_kept_in_time_is_kept(
    world: World, team: tuple[Agent, Agent, Agent]
) -> None:
    _, agent, _ = team
    one = promised(world, agent, about=answered(world, agent))

    wait(world, hours=7.1)
    done = called(world, agent, one, "kept")
    wait(world, hours=5)

    assert letters(world) == [("promise_warning", agent.email)]
    assert (done.kept, done.broken_at, done.state, done.in_time) == (True, None, "done", True)
    with pytest.raises(FollowUpClosed):
        called(world, agent, one, "broken")


def test_a_missed_promise_is_broken_by_itself_and_leaders_then_supervisors_hear_of_it(
    world: World, team: tuple[Agent, Agent, Agent]
) -> None:
    leader, agent, supervisor = team
    one = promised(world, agent, about=answered(world, agent))

    wait(world, hours=8.1)
    missed = now(world, one)
    wait(world, hours=2.1)
    made_good = called(world, agent, one, "kept")
    wait(world, hours=9)

    assert letters(world) == [("promise_missed", leader.email), ("promise_missed", supervisor.email)]
    assert (missed.kept, missed.state) == (False, "open")
    assert (made_good.kept, made_good.outcome) == (False, "kept"), "what comes late was broken all the same"


def test_who_says_that_it_will_not_be_breaks_it_and_who_tried_in_time_has_kept_it_until_the_next_try_is_late(
    world: World, team: tuple[Agent, Agent, Agent]
) -> None:
    _, agent, _ = team
    conversation_id = answered(world, agent)
    one, other = (promised(world, agent, name=name, about=conversation_id) for name in ("1", "2"))
    later = (world.clock.at + timedelta(hours=20)).isoformat()

    broken = called(world, agent, one, "broken")
    tried = called(world, agent, other, "not_reached", next_at=later)
    wait(world, hours=21)

    assert (broken.kept, broken.outcome) == (False, "broken")
    assert (tried.kept, now(world, other).kept) == (None, False)
    assert now(world, other).escalated, "the next try is late, and told of"
    with pytest.raises(Invalid, match="outcome"):
        called(world, agent, other, "refused")


def test_a_promise_that_reached_nobody_in_five_tries_is_broken_however_soon_they_were(
    world: World, team: tuple[Agent, Agent, Agent]
) -> None:
    _, agent, _ = team
    promise = promised(world, agent, about=answered(world, agent))

    for number in range(5):
        next_at = (world.clock.at + timedelta(hours=2)).isoformat() if number < 4 else None
        form = RecordCall("not_reached", f"c{number}", next_at=next_at)
        tried, _ = calling.record_call(world.desk, world.now(agent), promise.followup_id, form)
        world.clock.forward(hours=1)

    assert (tried.state, tried.kept, tried.in_time) == ("done", False, True)


def test_whoever_dies_while_a_promise_is_broken_tells_of_it_once_all_the_same(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        leader, agent = world.found(agents=2)
        customers(world, 1, last_agent_id=agent.agent_id)
        one = promised(world, agent, visitor_id="vis_old00000")
        world.clock.forward(hours=9)

        with death():
            check_deadline(world.desk, CheckDeadline(one.followup_id, one.due_at))
        check_deadline(world.desk, CheckDeadline(one.followup_id, one.due_at))

        assert now(world, one).escalations == 1
        assert letters(world) == [("promise_missed", leader.email)]

    at_each_write(story)


def test_a_reply_that_promises_something_is_proposed_and_asks_for_the_zone_once(world: World) -> None:
    world.found(agents=1)

    with counted() as requests:
        plain = proposing.proposed(world.desk, PromiseSought("How can I help you?"))
        soon = proposing.proposed(world.desk, PromiseSought("I'll get back to you within two hours"))
        calls = [proposing.proposed(world.desk, PromiseSought("明天上午十点给您回电")) for _ in range(2)]

    assert plain is None
    assert soon is not None
    assert abs(soon.due_at - world.clock.at - timedelta(hours=2)) < timedelta(seconds=1)
    assert [f"{each.due_at:%d %H:%M} {each.channel}" for each in calls if each] == ["24 02:00 phone"] * 2
    assert requests.names == ["GetItem"]
