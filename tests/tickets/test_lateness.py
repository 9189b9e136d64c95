"""What is late in one list, why it is late, and what customers hear of a delay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import due, explaining
from chalicelib.tickets.service.explaining import GiveReason, NoReasonOwed, TellDelay
from chalicelib.tickets.service.policies import ChangePolicies, change_policies
from tests.in_process import Asking, named_in
from tests.tickets.stage import caller, history, made, moved, now, settle, told
from tests.tickets.test_deadlines import HOUR, letters, states, team
from tests.worlds import World, counted

URGENT = {"priority": "urgent", "summary": "It burns", "reason": "Fire", "plan_key": "demo"}
REASON = GiveReason("r1", "The part was missing", "It comes by courier tomorrow")


def listed(world: World, agent: Agent, state: str | None = None, scope: str = "mine") -> list[tuple[str, str]]:
    """Every page of the list: the deadlines' names and their tickets' numbers."""
    found: list[tuple[str, str]] = []
    cursor: str | None = None
    while True:
        owed, cursor = due.list_deadlines(world.desk, world.now(agent), state, scope, cursor)
        found += [(each.deadline.name, each.thing.ticket_id) for each in owed if isinstance(each.thing, Ticket)]
        if cursor is None:
            return found


def names(places: Sequence[tuple[str, str]], *tickets: Ticket) -> list[tuple[str, int]]:
    numbers = {each.ticket_id: number for number, each in enumerate(tickets)}
    return [(name, numbers[ticket_id]) for name, ticket_id in places]


def test_what_is_late_comes_first_then_what_is_nearly_late_then_what_runs(world: World) -> None:
    _, agent, _ = team(world)
    normal = made(world, agent, plan_key="demo")
    late = made(world, agent, **URGENT)
    settle(world, minutes=30)
    near = made(world, agent, **URGENT)
    settle(world, minutes=97)

    whole = names(listed(world, agent), normal, late, near)

    assert whole == [("solution", 1), ("solution", 2), ("reason", 1), ("solution", 0)]
    assert names(listed(world, agent, "breached"), normal, late, near) == [("solution", 1)]
    assert names(listed(world, agent, "warned"), normal, late, near) == [("solution", 2)]
    assert names(listed(world, agent, "running"), normal, late, near) == [("reason", 1), ("solution", 0)]


def test_a_list_reaches_as_far_as_whoever_asks(world: World) -> None:
    leader, agent, boss = team(world)
    stranger = world.agent()
    of_plan, own = made(world, agent, plan_key="demo"), made(world, stranger)
    group_leader = world.agent(role=GROUP_LEADER)

    seen = {
        scope: [len(listed(world, each, scope=scope)) for each in (agent, leader, stranger, group_leader, boss)]
        for scope in ("mine", "group", "all")
    }

    assert seen == {"mine": [1, 0, 1, 0, 0], "group": [1, 0, 0, 0, 0], "all": [1, 0, 1, 0, 2]}
    assert of_plan.group_id is not None
    assert own.group_id is None


def test_what_waits_for_the_customer_or_is_done_is_in_no_list(world: World) -> None:
    _, agent, _ = team(world)
    waiting, done = (moved(world, agent, made(world, agent, plan_key="demo"), "in_progress") for _ in range(2))

    moved(world, agent, waiting, "waiting_for_customer", awaited="Send a picture")
    moved(world, agent, done, "solved", text="Repaired")

    assert listed(world, agent) == []


def test_a_list_takes_as_many_requests_however_long_it_is(world: World) -> None:
    _, agent, boss = team(world)
    for _ in range(3):
        made(world, agent, plan_key="demo")

    with counted() as few:
        due.list_deadlines(world.desk, boss, None, "all", None)
    for _ in range(60):
        made(world, agent, plan_key="demo")
    with counted() as many:
        first, cursor = due.list_deadlines(world.desk, boss, None, "all", None)

    assert (few.names, len(first)) == (many.names, due.PAGE)
    assert len(few.names) == 5
    assert len(set(listed(world, boss, scope="all"))) == 63
    assert cursor is not None


def test_whoever_is_responsible_says_why_it_is_late_once(world: World) -> None:
    leader, agent, _ = team(world)
    ticket = made(world, agent, **URGENT)
    settle(world, hours=2.1)

    given, again = (explaining.give_reason(world.desk, caller(agent), ticket.ticket_id, REASON) for _ in range(2))
    settle(world, minutes=55)

    entry = history(world, ticket)[-1]
    assert (entry.kind, entry.text, entry.ref) == (
        "reason",
        "The part was missing\n\nIt comes by courier tomorrow",
        "solution#0",
    )
    assert given == again
    assert states(given) == {"solution": "breached", "reason": None}
    assert given.due_at == ticket.due_at
    assert letters(world) == [("ticket_late", leader.email), ("ticket_reason_owed", agent.email)]


def test_the_reason_is_asked_of_who_is_responsible_and_not_of_who_works_on_it(world: World) -> None:
    _, agent, other = team(world)
    world.online(other)
    ticket = made(world, agent, handler_id=other.agent_id, **URGENT)

    settle(world, hours=2.1)

    assert names(listed(world, agent), ticket) == [("reason", 0)]
    assert names(listed(world, other), ticket) == [("solution", 0)]


def test_no_reason_is_taken_where_none_is_owed_or_from_others(world: World) -> None:
    _, agent, _ = team(world)
    other, ticket = world.agent(), made(world, agent, **URGENT)

    with pytest.raises(NoReasonOwed):
        explaining.give_reason(world.desk, caller(agent), ticket.ticket_id, REASON)
    settle(world, hours=2.1)
    with pytest.raises(NotYours):
        explaining.give_reason(world.desk, caller(other), ticket.ticket_id, REASON)
    with pytest.raises(Invalid) as refusal:
        explaining.give_reason(world.desk, caller(agent), ticket.ticket_id, GiveReason("r1", "Why", " "))

    assert [each.field for each in refusal.value.errors] == ["plan"]


def test_the_customer_hears_of_a_new_time_and_what_was_promised_first_still_counts(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, **URGENT)
    until = world.clock.at + 30 * HOUR

    delayed = explaining.tell_delay(
        world.desk, caller(agent), ticket.ticket_id, TellDelay("d1", until, "A part is missing")
    )

    assert (delayed.promised_at, delayed.due_at) == (until, ticket.due_at)
    assert ("ticket_delayed", "mei@example.com") in told(world)
    assert history(world, ticket)[-1].public


@pytest.mark.parametrize("hours", [-1, 367 * 24])
def test_a_new_time_is_to_come(world: World, hours: int) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, **URGENT)

    with pytest.raises(Invalid, match="until"):
        explaining.tell_delay(
            world.desk, caller(agent), ticket.ticket_id, TellDelay("d1", world.clock.at + timedelta(hours=hours))
        )


@pytest.mark.parametrize(("proposes", "handler_tells", "count"), [(True, False, 1), (True, True, 1), (False, False, 0)])
def test_where_nobody_tells_the_customer_the_desk_does_if_the_policies_say_so(
    world: World, proposes: bool, handler_tells: bool, count: int
) -> None:
    _, agent, boss = team(world)
    change_policies(world.desk, caller(boss), ChangePolicies(proposes_delay=proposes))
    ticket = made(world, agent, **URGENT)
    if handler_tells:
        own = TellDelay("d1", world.clock.at + 9 * HOUR)
        explaining.tell_delay(world.desk, caller(agent), ticket.ticket_id, own)

    settle(world, minutes=97)
    settle(world, hours=5)

    assert [what for what, _ in told(world)].count("ticket_delayed") == count
    promised = now(world, ticket).promised_at
    assert ticket.due_at is not None
    if proposes and not handler_tells:
        assert promised == ticket.due_at + 2 * HOUR


def test_the_list_the_reason_and_the_delay_over_http(world: World) -> None:
    _, agent, _ = team(world)
    asking = Asking()
    token = asking.sign_in(agent)
    ticket = made(world, agent, **URGENT)
    settle(world, hours=2.1)
    token = asking.sign_in(agent)
    one = f"/v1/desk/tickets/{ticket.ticket_id}"
    body: dict[str, Any] = {"client_id": "x", "reason": "Why", "plan": "How"}

    items = asking.ask("GET", "/v1/desk/deadlines?state=breached&scope=mine", token)
    reason, twice = (asking.ask("POST", f"{one}/reason", token, body) for _ in range(2))
    more = asking.ask("POST", f"{one}/reason", token, {**body, "client_id": "y"})
    bad = asking.ask("POST", f"{one}/delay", token, {"client_id": "z", "until": "2020-01-01T00:00:00Z"})

    shown = [(each["kind"], each["id"], each["name"], each["ticket"]["number"]) for each in items.said["items"]]
    assert shown == [("ticket", ticket.ticket_id, "solution", ticket.number)]
    assert (reason.status, twice.said) == (200, reason.said)
    assert (more.status, more.said["code"]) == (409, "no_reason_owed")
    assert (bad.status, named_in(bad)) == (422, ["until"])
