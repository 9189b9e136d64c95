"""What a complaint teaches is not forgotten: its corrective action is a ticket of its own (D6)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import lists
from chalicelib.tickets.service.lists import Wanted
from tests.tickets.stage import made, settle, told
from tests.tickets.test_changing import change
from tests.tickets.test_deadlines import team
from tests.tickets.test_flows_model import DONE
from tests.tickets.test_moving import on, proposed
from tests.worlds import World


def closed(world: World, agent: Agent, **learnt: Any) -> Ticket:
    """A complaint that is over, with what was learnt of it."""
    ticket = proposed(world, agent)
    on(world, agent, ticket, "verdict")
    on(world, agent, ticket, "follow_up", verdict="accepted")
    return on(world, agent, ticket, "closed", **DONE | learnt)


def corrections(world: World, agent: Agent) -> list[Ticket]:
    tickets, _ = lists.list_tickets(world.desk, world.now(agent), Wanted(type="correction"), None)
    return list(tickets)


def test_the_corrective_action_of_a_complaint_is_a_ticket_of_whoever_sees_to_it_and_of_nobody_outside(
    world: World,
) -> None:
    _, agent, other = team(world)
    complaint = closed(world, agent, corrective_owner=other.number, corrective_due="2026-12-24")

    settle(world)

    (ticket,) = corrections(world, other)
    assert (ticket.handler_id, ticket.owner_id, ticket.created_by.kind) == (other.agent_id, other.agent_id, "system")
    assert (ticket.origin.kind, ticket.origin.id) == ("ticket", complaint.ticket_id)
    of_complaint, _ = lists.list_about(world.desk, world.now(other), complaint.ticket_id, None, 10)
    assert of_complaint == [(ticket.ticket_id, ticket)]
    assert (ticket.visitor_id, ticket.email, ticket.mobile) == (None, None, None)
    assert complaint.number in ticket.subject
    assert (ticket.stage, ticket.fields["measure"]) == ("planned", "Other carrier")
    assert ticket.due_at == times.read("2026-12-24T16:00:00+00:00")  # the end of that day in Shanghai
    assert [each.name for each in ticket.deadlines] == ["stage"]
    assert ("ticket_given", other.email) in told(world)


def test_whoever_worked_on_the_complaint_sees_to_it_where_the_desk_knows_nobody_of_that_name(world: World) -> None:
    _, agent, _ = team(world)
    closed(world, agent, corrective_owner="The warehouse")

    settle(world)

    (ticket,) = corrections(world, agent)
    assert (ticket.handler_id, ticket.fields["responsible"]) == (agent.agent_id, "The warehouse")


def test_a_customers_ticket_becomes_none_of_the_desks_own(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent)

    with pytest.raises(Invalid) as refusal:
        change(world, agent, ticket, type="correction")

    assert [each.field for each in refusal.value.errors] == ["type"]
