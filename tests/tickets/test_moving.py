"""Tickets on their way through flows: who moves them, whose they are then, what follows; whoever dies or races."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.conversations import service as conversations
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.followups.service import lists as followups
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.surveys.service.asking import asked_about
from chalicelib.tickets.model.flow_refusals import FollowsFlow, FollowsNoFlow, NoSuchWay, NotYourMove
from chalicelib.tickets.model.flows import Definition, Stage, Way
from chalicelib.tickets.model.forms import GiveVerdict
from chalicelib.tickets.model.refusals import TicketChanged
from chalicelib.tickets.model.ticket import CLOSED, NEW, Ticket
from chalicelib.tickets.service import access, customers, flows, moving
from chalicelib.tickets.service.rules import Rules
from chalicelib.tickets.service.saving import carry_out
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, named_in
from tests.tickets.stage import caller, history, made, moved, now, settle, talked, told, written
from tests.tickets.test_changing import change
from tests.tickets.test_deadlines import HOUR, about, deadline, team
from tests.tickets.test_flows_model import DONE
from tests.worlds import World, at_once

NAMES = {"zh-CN": "名", "en": "Name"}


def branch(world: World, *members: Agent) -> str:
    group = people.create_group(
        world.desk,
        CreateGroup(name="Branch", leader_id=members[0].agent_id, member_ids=[each.agent_id for each in members]),
    )
    return group.group_id


def on(world: World, agent: Agent, ticket: Ticket, stage: str, group_id: str | None = None, **fields: Any) -> Ticket:
    """The ticket in its next stage, moved by who has read it."""
    there = access.find(world.desk, ticket.ticket_id)
    awaited = moving.Awaited("Say what you think") if stage in ("verdict", "acceptance") else None
    form = moving.MoveInFlow(stage, fields, group_id, f"On to {stage}", awaited)
    return moving.move_in_flow(world.desk, caller(world.now(agent)), ticket.ticket_id, form, there.version)


def proposed(world: World, agent: Agent, **ticket: Any) -> Ticket:
    """A complaint for which a solution is proposed."""
    assert world.group is not None
    complaint = made(world, agent, type="complaint", plan_key="demo", **ticket)
    on(world, agent, complaint, "sorted", world.group.group_id, about="Rude")
    on(world, agent, complaint, "first_handling", apology="So sorry")
    return on(world, agent, complaint, "proposed", solution="Refund")


def visitor(world: World, agent: Agent) -> str:
    """A customer whom this agent reaches; their id."""
    conversation_id = talked(world, agent)
    return conversations.find(world.desk, conversation_id).visitor_id


def test_a_complaint_begins_in_its_flow_and_goes_on_stage_by_stage_until_it_is_closed(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent)

    waiting = on(world, agent, ticket, "verdict")
    follow_up = on(world, agent, ticket, "follow_up", verdict="accepted")
    closed = on(world, agent, ticket, "closed", **DONE)

    assert (ticket.flow_id, ticket.flow_version, ticket.stage, ticket.state) == (
        *("complaint", 1, "proposed"),
        "in_progress",
    )
    assert (waiting.state, follow_up.state, closed.state) == ("waiting_for_customer", "solved", "closed")
    assert closed.closed_at is not None
    assert closed.fields["apology"] == "So sorry"
    moves = [(each.stage, each.public) for each in history(world, ticket) if each.kind == "move"]
    assert moves == [
        (each, True) for each in ("sorted", "first_handling", "proposed", "verdict", "follow_up", "closed")
    ]
    assert [what for what, _ in told(world)].count("ticket_news") == 6


def test_first_somebody_says_sorry_and_who_leads_hears_at_once_of_a_complaint_that_is_escalated(world: World) -> None:
    leader, agent, _ = team(world)
    ticket = made(world, agent, type="complaint", plan_key="demo")
    assert world.group is not None
    on(world, agent, ticket, "sorted", world.group.group_id, about="Rude")

    with pytest.raises(Invalid) as refusal:
        on(world, agent, ticket, "first_handling", solution="Refund")
    on(world, agent, ticket, "first_handling", apology="So sorry")
    escalated = on(world, agent, ticket, "escalated", escalation_reason="Wants a supervisor")

    assert [each.field for each in refusal.value.errors] == ["fields.apology"]
    assert escalated.escalated_at is not None
    assert ("ticket_escalated", leader.email) in told(world)


def test_each_stage_has_its_own_deadline_which_the_next_one_ends(world: World) -> None:
    _, agent, _ = team(world)
    assert world.group is not None
    ticket = made(world, agent, type="complaint", plan_key="demo")
    world.clock.forward(minutes=10)

    after = on(world, agent, ticket, "sorted", world.group.group_id, about="Rude")

    assert about(deadline(ticket, "stage").due_at, ticket.created_at + HOUR / 2)
    assert about(deadline(after, "stage").due_at, ticket.created_at + HOUR * 7 / 6)


def test_a_booking_is_checked_ten_minutes_after_the_booked_time(world: World) -> None:
    _, agent, _ = team(world)
    fields = {"partner": "Noodle house", "booked_at": "2026-11-24T19:00:00+08:00", "people": 4}
    ticket = made(world, agent, type="booking", fields=fields)

    confirmed = on(world, agent, ticket, "confirmed", confirmation="B-7")
    moved_on = change(world, agent, now(world, ticket), fields={"booked_at": "2026-11-24T20:00:00+08:00"})
    over = on(world, agent, on(world, agent, ticket, "checked", checked_with="partner"), "attended")

    assert str(deadline(confirmed, "stage").due_at) == "2026-11-24 11:10:00+00:00"
    assert str(deadline(moved_on, "stage").due_at) == "2026-11-24 12:10:00+00:00"
    assert (over.state, over.due_at) == ("closed", None)


def test_what_is_missing_for_the_first_stage_is_named_when_it_is_made(world: World) -> None:
    _, agent, _ = team(world)

    with pytest.raises(Invalid) as refusal:
        made(world, agent, type="booking", fields={"partner": "Noodle house", "colour": "red"})

    assert [each.field for each in refusal.value.errors] == ["fields.colour", "fields.booked_at", "fields.people"]


def test_another_group_is_responsible_and_whoever_of_it_is_next_has_it(world: World) -> None:
    leader, agent, boss = team(world)
    clerk = world.agent()
    there = branch(world, clerk)
    world.online(clerk)
    ticket = made(world, agent, type="green_channel", plan_key="demo", fields={"kind": "reserved_goods"})

    with pytest.raises(NotYourMove):
        on(world, agent, ticket, "dispatched", there, request="Two phones")
    sent = on(world, boss, ticket, "dispatched", there, request="Two phones")
    with pytest.raises(NotYourMove):
        on(world, agent, ticket, "confirmed", confirmation="Kept")
    confirmed = on(world, clerk, ticket, "confirmed", confirmation="Kept until Friday")

    assert (sent.handler_id, sent.owner_id, sent.group_id) == (clerk.agent_id, agent.agent_id, there)
    assert ("ticket_given", clerk.email) in told(world)
    assert confirmed.stage == "confirmed"
    assert leader.agent_id != clerk.agent_id


def test_any_member_of_the_branch_confirms_and_others_do_not(world: World) -> None:
    _, agent, boss = team(world)
    clerk, colleague, stranger = (world.agent() for _ in range(3))
    there = branch(world, clerk, colleague)
    world.online(clerk)
    ticket = made(world, agent, type="green_channel", plan_key="demo", fields={"kind": "reserved_goods"})
    on(world, boss, ticket, "dispatched", there, request="Two phones")

    with pytest.raises(NotYours):
        on(world, stranger, ticket, "confirmed", confirmation="Kept")
    seen = [moving.ways_of(world.desk, world.now(each), ticket.ticket_id)[1] for each in (agent, clerk, boss)]
    confirmed = on(world, colleague, ticket, "confirmed", confirmation="Kept")

    assert seen == [[], ["confirmed", "returned"], ["withdrawn"]]
    assert confirmed.stage == "confirmed"


def test_nothing_but_its_stages_leads_a_ticket_of_a_flow_to_its_end(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent)
    usual = made(world, agent, plan_key="demo")

    with pytest.raises(FollowsFlow):
        moved(world, agent, ticket, "solved", text="Done")
    with pytest.raises(FollowsFlow):
        moved(world, agent, ticket, "closed", text="Done")
    with pytest.raises(NoSuchWay):
        on(world, agent, ticket, "closed", **DONE)
    with pytest.raises(FollowsNoFlow):
        on(world, agent, usual, "closed")

    assert now(world, ticket) == ticket


def test_a_stage_that_waits_for_the_customer_says_for_what(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent)
    form = moving.MoveInFlow("verdict")

    with pytest.raises(Invalid) as refusal:
        moving.move_in_flow(world.desk, caller(agent), ticket.ticket_id, form, ticket.version)

    assert [each.field for each in refusal.value.errors] == ["awaited"]


def test_what_is_closed_and_opened_again_goes_on_where_its_flow_says(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent)
    on(world, agent, ticket, "verdict")
    on(world, agent, ticket, "follow_up", verdict="accepted")
    on(world, agent, ticket, "closed", **DONE)

    again = moved(world, agent, ticket, "reopened", text="Once more")
    proposed_again = on(world, agent, ticket, "proposed")

    assert (again.stage, again.state) == ("first_handling", "reopened")
    assert again.due_at is not None
    assert proposed_again.stage == "proposed"


def test_a_follow_up_is_planned_by_itself_for_a_complaint_and_once(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent, visitor_id=visitor(world, agent), email=None)
    on(world, agent, ticket, "verdict")

    after = on(world, agent, ticket, "follow_up", verdict="accepted")
    settle(world, minutes=10)

    planned, _ = followups.list_follow_ups(world.desk, world.now(agent), "mine")
    assert [(each.kind, each.about, each.owner_id) for each in planned] == [
        ("complaint", ticket.ticket_id, agent.agent_id)
    ]
    assert planned[0].due_at == deadline(after, "stage").due_at


def test_who_accepts_a_repair_signs_for_it_and_is_asked_how_it_went(world: World) -> None:
    _, agent, _ = team(world)
    customer_id = visitor(world, agent)
    fields = {"product": "Kettle", "model": "K1", "fault": "Leaks"}
    ticket = made(
        world, agent, type="repair", plan_key="demo", visitor_id=customer_id, email="a@b.example", fields=fields
    )
    on(world, agent, ticket, "assessment")
    on(world, agent, ticket, "plan", finding="The seal", plan="A new seal")
    on(world, agent, ticket, "service", appointment="2026-11-24T10:00:00+08:00", parts="Seal", parts_consent=True)
    on(world, agent, ticket, "acceptance", work_done="A new seal was fitted")
    customer = Author("visitor", customer_id)

    def sign(there: Ticket) -> Any:
        return moving.moved_by_customer(
            Rules(world.desk), there, "survey", {"accepted_by": "Li Lei"}, customer, "Works again", world.clock()
        )

    accepted = carry_out(world.desk, ticket.ticket_id, sign)
    settle(world)

    assert (accepted.stage, accepted.fields["accepted_by"]) == ("survey", "Li Lei")
    assert history(world, ticket)[-1].author.kind == "visitor"
    assert asked_about(world.desk, ticket.ticket_id).about == ticket.ticket_id


@pytest.mark.parametrize(
    ("solved", "stage", "field", "value"),
    [(True, "follow_up", "verdict", "accepted"), (False, "escalated", "escalation_reason", "Not at all")],
)
def test_a_customer_says_yes_or_no_where_the_flow_asks_them(
    world: World, solved: bool, stage: str, field: str, value: str
) -> None:
    _, agent, _ = team(world)
    ticket = on(world, agent, proposed(world, agent), "verdict")
    said = GiveVerdict("v1", solved, "Not at all")

    judged, again = (customers.give_verdict(world.desk, ticket, said) for _ in range(2))
    more = customers.give_verdict(world.desk, judged, GiveVerdict("v2", True)) if solved else judged

    assert (judged.stage, judged.fields[field]) == (stage, value)
    assert again.version == judged.version
    assert history(world, ticket)[judged.version - 1].author.kind == "visitor"
    assert (more.stage, more.state) == (judged.stage, judged.state), "their yes alone does not close a complaint"


def test_tickets_under_way_keep_the_version_that_they_began_with(world: World) -> None:
    _, agent, _ = team(world)
    assert world.group is not None
    first = made(world, agent, type="complaint", plan_key="demo")
    short = Definition(NAMES, (Stage("recorded", NAMES, NEW, (Way("done"),)), Stage("done", NAMES, CLOSED)))
    flows.save_draft(world.desk, By("agt_1", "Mei"), "complaint", short)
    flows.publish(world.desk, By("agt_1", "Mei"), "complaint", 1)

    second = made(world, agent, type="complaint", plan_key="demo")
    with pytest.raises(NoSuchWay):
        on(world, agent, first, "done")
    on(world, agent, first, "sorted", world.group.group_id, about="Rude")
    done = on(world, agent, second, "done")

    assert (first.flow_version, second.flow_version) == (1, 2)
    assert done.state == "closed"


def test_a_ticket_of_another_type_begins_in_the_flow_of_that_one(world: World) -> None:
    _, agent, _ = team(world)
    ticket = made(world, agent, plan_key="demo", fields={"order": "A-1", "parcel": "P-1"})

    complaint = change(world, agent, ticket, type="complaint")
    usual = change(world, agent, now(world, ticket), type="presale")

    assert (complaint.flow_id, complaint.stage, dict(complaint.fields)) == ("complaint", "recorded", {"order": "A-1"})
    assert {each.name for each in complaint.deadlines if each.met_at is None} == {"first_answer", "solution", "stage"}
    assert (usual.flow_id, usual.stage, dict(usual.fields)) == (None, None, {})


def test_who_has_not_read_it_as_it_is_does_not_move_it(world: World) -> None:
    _, agent, _ = team(world)
    ticket = proposed(world, agent)
    written(world, agent, ticket, "A note")
    form = moving.MoveInFlow("first_handling")

    with pytest.raises(TicketChanged):
        moving.move_in_flow(world.desk, caller(agent), ticket.ticket_id, form, ticket.version)

    assert now(world, ticket).stage == "proposed"


@pytest.mark.race
def test_of_many_who_move_it_at_once_one_does(atomic_world: World) -> None:
    world = atomic_world
    _, agent, _ = team(world)
    ticket = proposed(world, agent)
    forms = [moving.MoveInFlow(to, {"escalation_reason": "Angry"}) for to in ("first_handling", "escalated")] * 3

    answers = at_once(
        [
            partial(moving.move_in_flow, world.desk, caller(agent), ticket.ticket_id, form, ticket.version)
            for form in forms
        ]
    )

    held = now(world, ticket)
    assert len([each for each in answers if isinstance(each, Ticket)]) == 1
    assert {type(each) for each in answers if isinstance(each, Exception)} == {TicketChanged}
    assert held.version == ticket.version + 1


def test_a_move_that_dies_is_whole_or_was_never_made(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        _, agent, _ = team(world)
        ticket = proposed(world, agent, visitor_id=visitor(world, agent), email=None)
        on(world, agent, ticket, "verdict")

        with death():
            on(world, agent, ticket, "follow_up", verdict="accepted")
        if now(world, ticket).stage == "verdict":
            on(world, agent, ticket, "follow_up", verdict="accepted")
        settle(world, minutes=10)

        planned, _ = followups.list_follow_ups(world.desk, world.now(agent), "mine")
        assert len(planned) == 1
        assert [each.stage for each in history(world, ticket) if each.kind == "move"].count("follow_up") == 1
        assert len([each for each in now(world, ticket).deadlines if each.name == "stage"]) == 1

    at_each_write(story, sides=(False,), step=2)


def test_a_ticket_goes_on_over_http_and_tells_where_it_may_go(world: World) -> None:
    _, agent, _ = team(world)
    asking = Asking()
    token = asking.sign_in(agent)
    ticket = made(world, agent, type="suggestion", plan_key="demo")
    one = f"/v1/desk/tickets/{ticket.ticket_id}"

    ways = asking.ask("GET", f"{one}/ways", token)
    both = asking.ask("POST", f"{one}/move", token, {"version": 1, "to": "closed", "stage": "classified"})
    missing = asking.ask("POST", f"{one}/move", token, {"version": 1, "stage": "classified"})
    bypass = asking.ask("POST", f"{one}/move", token, {"version": 1, "to": "closed", "text": "No"})
    gone = asking.ask("POST", f"{one}/move", token, {"version": 1, "stage": "thanked"})
    done = asking.ask(
        "POST", f"{one}/move", token, {"version": 1, "stage": "classified", "fields": {"area": "product"}}
    )

    assert ways.said == {"flow_type": "suggestion", "flow_version": 1, "stage": "collected", "ways": ["classified"]}
    assert (named_in(both), named_in(missing)) == (["to"], ["fields.area"])
    assert (bypass.status, bypass.said["code"]) == (409, "follows_flow")
    assert (gone.status, gone.said["code"], gone.said["ways"]) == (409, "move_not_in_flow", ["classified"])
    assert (done.status, done.said["stage"], done.said["fields"]) == (200, "classified", {"area": "product"})
    assert [each["name"] for each in done.said["deadlines"]] == ["solution", "stage"]
    assert msgspec.json.encode(done.said)
