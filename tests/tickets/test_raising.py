"""Escalation by hand, what is urgent, two that become one, and many at once (D4, D5)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from chalicelib.core.errors import Invalid, Unavailable
from chalicelib.core.once import Once
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.tickets.model.forms import ChangeSeveral, EscalateTicket, MergeTicket
from chalicelib.tickets.model.refusals import NobodyThere, NotMergeable, TicketOver
from chalicelib.tickets.model.signatures import checked_strokes
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import bulk, raising
from tests.crashes import Death, at_each_write
from tests.tickets.stage import caller, history, made, now, settle, solved, told
from tests.worlds import World, counted, in_use


def escalated(world: World, agent: Agent, ticket: Ticket, **more: Any) -> Ticket:
    """The ticket after somebody escalated it."""
    said = EscalateTicket(**{"client_id": "e", "reason": "They threaten to sue", **more})
    return raising.escalate_ticket(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def merged(world: World, agent: Agent, ticket: Ticket, other: Ticket) -> Ticket:
    """The ticket after the other became part of it."""
    said = MergeTicket(now(world, ticket).version, other.ticket_id)
    return raising.merge_tickets(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def several(world: World, agent: Agent, tickets: list[Ticket], act: str, **more: Any) -> list[bulk.Outcome]:
    """What came of one thing done with many."""
    said = msgspec.convert({"act": act, "ticket_ids": [each.ticket_id for each in tickets], **more}, ChangeSeveral)
    return bulk.change_several(world.desk, caller(world.now(agent)), said)


def test_it_is_escalated_to_the_leader_or_the_supervisors_once_with_a_reason(world: World) -> None:
    leader, agent = world.found(agents=2)
    chief = world.agent(role=SUPERVISOR)
    assert world.group is not None
    ticket = made(world, agent, group_id=world.group.group_id, tell_by="none")

    escalated(world, agent, ticket)
    escalated(world, agent, ticket)
    escalated(world, agent, ticket, client_id="again", to="supervisor")
    escalated(world, leader, made(world, leader, group_id=world.group.group_id, tell_by="none"))

    assert told(world) == [
        ("ticket_escalated", leader.email),
        ("ticket_escalated", chief.email),
        ("ticket_escalated", chief.email),
    ]
    assert [each.text for each in history(world, ticket) if each.kind == "escalated"] == ["They threaten to sue"] * 2
    assert now(world, ticket).escalated_at is not None
    with pytest.raises(Invalid):
        escalated(world, agent, ticket, client_id="third", reason=" ")
    with pytest.raises(TicketOver):
        escalated(world, agent, solved(world, agent))


def test_there_must_be_somebody_to_escalate_to(world: World) -> None:
    world.found()
    alone = world.agent(role=SUPERVISOR)
    ticket = made(world, alone)

    with pytest.raises(NobodyThere):
        escalated(world, alone, ticket)


def test_an_escalation_that_dies_is_told_once(world: World) -> None:
    leader, agent = world.found(agents=2)
    assert world.group is not None
    group_id = world.group.group_id

    def story(death: Death) -> None:
        ticket = made(world, agent, group_id=group_id, tell_by="none")
        before = len(told(world))
        with death():
            escalated(world, agent, ticket)
        escalated(world, agent, ticket)
        settle(world)
        assert told(world)[before:] == [("ticket_escalated", leader.email)]

    at_each_write(story)


def test_two_of_one_customer_become_one_and_each_points_to_the_other(world: World) -> None:
    (agent,) = world.found(agents=1)
    first, second = made(world, agent), made(world, agent, subject="The lid, too")
    stranger = made(world, agent, email="lin@example.com")

    after = merged(world, agent, first, second)
    again = merged(world, agent, first, second)

    assert after == again
    assert after.merged == (second.ticket_id,)
    gone = now(world, second)
    assert (gone.state, gone.merged_into) == ("closed", first.ticket_id)
    assert [each.ref for each in history(world, first)][-1] == second.number
    assert [each.ref for each in history(world, second)][-1] == first.number
    for other in (stranger, first, second):
        with pytest.raises((NotMergeable, TicketOver)):
            merged(world, agent, other, first)
    with pytest.raises(NotYours):
        merged(world, world.agent(), first, stranger)


def test_a_merger_that_dies_is_whole_or_was_never_made(world: World) -> None:
    (agent,) = world.found(agents=1)

    def story(death: Death) -> None:
        first, second = made(world, agent), made(world, agent)
        with death():
            merged(world, agent, first, second)
        assert (now(world, first).merged == ()) is (now(world, second).merged_into is None)
        after = merged(world, agent, first, second)
        assert [each.kind for each in history(world, first)] == ["created", "merged"]
        assert after.merged == (second.ticket_id,)

    at_each_write(story)


def test_many_are_closed_given_away_and_made_urgent_with_one_result_for_each(world: World) -> None:
    leader, agent = world.found(agents=2)
    chief = world.agent(role=SUPERVISOR)
    tickets = [made(world, agent, tell_by="none") for _ in range(3)]
    done = solved(world, agent)
    world.online(leader)

    urgent = several(world, chief, tickets, "priority", priority="urgent", summary="Recall", reason="Safety")
    given = several(world, chief, [*tickets, done], "assign", agent_id=leader.agent_id)
    twice = several(world, chief, tickets, "assign", agent_id=leader.agent_id)
    closed = several(world, chief, [tickets[0], done], "close", text="Recalled")
    no_reason = several(world, chief, [tickets[1]], "close")

    assert [each.ticket.priority for each in urgent if each.ticket] == ["urgent"] * 3
    assert [each.code for each in given] == [None, None, None, "ticket_closed"]
    assert [each.code for each in (*twice, *closed)] == [None] * 5
    assert [each.code for each in no_reason] == ["invalid_body"]
    assert now(world, tickets[2]).handler_id == leader.agent_id
    assert (now(world, tickets[0]).state, now(world, done).state) == ("closed", "closed")


def test_a_request_for_many_that_does_not_hold_changes_none(world: World) -> None:
    leader, agent = world.found(agents=2)
    tickets = [made(world, agent), made(world, agent)]

    for act, more, named in (
        ("assign", {}, "agent_id"),
        ("priority", {}, "priority"),
        ("priority", {"priority": "critical"}, "summary"),
    ):
        with pytest.raises(Invalid) as refused:
            several(world, agent, tickets, act, **more)
        assert refused.value.errors[0].field == named
    with pytest.raises(Invalid):
        several(world, agent, [tickets[0], tickets[0]], "close", text="x")
    beyond = several(world, leader, tickets, "close", text="x") if leader.rights.scope == "own" else []
    assert {each.code for each in beyond} <= {"not_yours"}
    assert [now(world, each) for each in tickets] == tickets


def test_what_is_done_with_many_costs_as_much_for_each(world: World) -> None:
    (agent,) = world.found(agents=1)
    few, many = [made(world, agent) for _ in range(2)], [made(world, agent) for _ in range(8)]

    with counted() as of_few:
        several(world, agent, few, "close", text="Recalled")
    with counted() as of_many:
        several(world, agent, many, "close", text="Recalled")

    assert len(of_many) - 1 == 4 * (len(of_few) - 1)  # one reads the agent


def test_many_that_are_handed_on_twice_by_one_request_are_handed_on_once(world: World) -> None:
    leader, agent, other = world.found(agents=3)
    assert world.group is not None
    tickets = [made(world, agent, tell_by="none") for _ in range(3)]
    said = msgspec.convert(
        {"act": "assign", "ticket_ids": [each.ticket_id for each in tickets], "group_id": world.group.group_id},
        ChangeSeveral,
    )
    chief = caller(world.now(world.agent(role=SUPERVISOR)))
    for each in (leader, other):
        world.online(each)

    def ask() -> list[bulk.Outcome]:
        return bulk.change_several(world.desk, chief, said, named=lambda each: Once.of(f"bulk#{each}", "k", []))

    first, again = ask(), ask()

    assert [each.code for each in (*first, *again)] == [None] * 6
    assert [now(world, each).version for each in tickets] == [each.ticket.version for each in first if each.ticket]


def test_where_one_that_was_given_away_already_cannot_be_written_now_the_others_have_their_results(
    world: World,
) -> None:
    leader, agent = world.found(agents=2)
    chief = world.agent(role=SUPERVISOR)
    tickets = [made(world, agent, tell_by="none") for _ in range(2)]
    world.online(leader)
    several(world, chief, tickets[:1], "assign", agent_id=leader.agent_id)
    form = ChangeSeveral("assign", [each.ticket_id for each in tickets], agent_id=leader.agent_id)

    def busy(operation: str, _: Any) -> None:
        if operation == "PutItem":  # what is so already is but noted
            raise Unavailable("others keep writing here")

    with in_use().watching(before=busy):
        came = bulk.change_several(
            world.desk, caller(world.now(chief)), form, named=lambda each: Once.of("bulk", each, None)
        )

    assert [each.code for each in came] == ["busy", None]
    assert now(world, tickets[1]).handler_id == leader.agent_id


def test_a_signature_has_the_digits_of_a_path_and_no_other_writings() -> None:
    assert checked_strokes("signature", "M1 2 3 4") == "M1 2 3 4"
    with pytest.raises(Invalid):
        checked_strokes("signature", "M١ ٢ ٣ ٤")
