"""What a complaint teaches is not forgotten: its corrective action is a ticket of its own (D6)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.tickets.model.drawn import field, names, stage
from chalicelib.tickets.model.flows import Definition, Who
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import flows, lists
from chalicelib.tickets.service.lists import Wanted
from tests.tickets.stage import caller, made, moved, settle, told
from tests.tickets.test_changing import change
from tests.tickets.test_deadlines import team
from tests.tickets.test_flows_model import DONE
from tests.tickets.test_moving import on, proposed
from tests.worlds import World

COMPLAINTS = SHIPPED["complaint"].definition


def closed(world: World, agent: Agent, **learnt: Any) -> Ticket:
    """A complaint that is over, with what was learnt of it."""
    return ended(world, agent, proposed(world, agent), **learnt)


def ended(world: World, agent: Agent, ticket: Ticket, **learnt: Any) -> Ticket:
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


def test_a_complaint_that_is_closed_again_days_later_has_the_same_measure_once_and_another_one_besides(
    world: World,
) -> None:
    _, agent, _ = team(world)
    complaint = closed(world, agent)

    for due in ("2026-12-24", "2026-12-31"):
        settle(world, days=2)
        moved(world, agent, complaint, "reopened")
        on(world, agent, complaint, "proposed")
        ended(world, agent, complaint, corrective_due=due)
        settle(world)

    days = [each.fields["due"] for each in corrections(world, agent)]
    assert sorted(days) == ["2026-12-24T00:00:00+08:00", "2026-12-31T00:00:00+08:00"]


@pytest.mark.parametrize("due", ["after the holidays", "0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_has_leaves_the_measure_without_one_and_stands_in_its_text(
    world: World, due: str
) -> None:
    _, agent, boss = team(world)
    fields = tuple(replace(each, kind="text") if each.key == "corrective_due" else each for each in COMPLAINTS.fields)
    draft = flows.save_draft(world.desk, caller(boss).by("r"), "complaint", replace(COMPLAINTS, fields=fields))
    flows.publish(world.desk, caller(boss).by("r"), "complaint", draft.version)

    closed(world, agent, corrective_due=due)
    settle(world)

    (ticket,) = corrections(world, agent)
    assert (ticket.fields["measure"], ticket.fields.get("due")) == ("Other carrier", None)
    assert due in ticket.text


def test_a_customers_ticket_becomes_none_of_the_desks_own(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent)

    with pytest.raises(Invalid) as refusal:
        change(world, agent, ticket, type="correction")

    assert [each.field for each in refusal.value.errors] == ["type"]


def test_neither_an_archived_group_nor_another_flow_of_the_desk_keeps_a_corrective_action_from_being_a_ticket(
    world: World,
) -> None:
    _, agent, boss = team(world)
    complaint = proposed(world, agent)
    assert world.group is not None
    people.update_group(world.desk, world.group.group_id, UpdateGroup(archived=True))
    stages = (
        stage("planned", "计划", "Planned", "done", state="new", needs=("budget",), needs_group=True),
        stage("done", "已落实", "Done", state="closed"),
    )
    only = Who(roles=("administrator",))
    fields = (field("measure", "措施", "Measure", set_by=only), field("budget", "预算", "Budget"))
    flow = Definition(names("纠正", "Correction"), stages, fields, begun_by=only)
    draft = flows.save_draft(world.desk, caller(boss).by("r"), "correction", flow)
    flows.publish(world.desk, caller(boss).by("r"), "correction", draft.version)

    ended(world, agent, complaint)
    settle(world)

    (ticket,) = corrections(world, agent)
    assert (ticket.group_id, ticket.stage, ticket.flow_version) == (None, "planned", 2)
    assert ticket.fields == {"measure": "Other carrier"}
