"""Stages that ask: their customer for a yes or a no, other rooms for a visit or a rating; each read once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.followups.service import lists as followups
from chalicelib.tickets.model.flow_checks import checked_flow
from chalicelib.tickets.model.flows import ANYBODY, Definition, Stage, Way, Who
from chalicelib.tickets.model.forms import GiveVerdict, WriteWords
from chalicelib.tickets.model.refusals import MoveNotAllowed
from chalicelib.tickets.model.states import allowed_to_customer
from chalicelib.tickets.model.ticket import CLOSED, NEW, WAITING
from chalicelib.tickets.service import customers, flows, moving
from tests.tickets.stage import caller, history, made, moved, settle
from tests.tickets.test_changing import change
from tests.tickets.test_deadlines import team
from tests.tickets.test_flows_model import stage
from tests.tickets.test_moving import NAMES, branch, on, visitor
from tests.worlds import World, counted, in_use

THEIRS = Who(customer=True)


def asking(*ways: Way, state: str = WAITING) -> Definition:
    """A flow whose first stage but one has these ways, and whose tickets are closed by any of them."""
    ends = tuple(stage(each.to) for each in ways)
    return Definition(NAMES, (stage("begun", "asked", state=NEW), Stage("asked", NAMES, state, ways), *ends))


@pytest.mark.parametrize(
    ("ways", "state", "field"),
    [
        ([Way("yes", THEIRS)], WAITING, "stages.1.ways"),
        ([Way("yes", THEIRS, "yes"), Way("no")], WAITING, "stages.1.ways"),
        ([Way("yes", THEIRS), Way("no", THEIRS)], WAITING, "stages.1.ways"),
        ([Way("yes", THEIRS, "yes"), Way("no", THEIRS, "yes")], WAITING, "stages.1.ways.1.says"),
        ([Way("yes", THEIRS, "yes"), Way("no", THEIRS, "never")], WAITING, "stages.1.ways.1.says"),
        ([Way("yes", THEIRS, "yes"), Way("no", ANYBODY, "no")], WAITING, "stages.1.ways.1.says"),
        ([Way("yes", THEIRS, "yes"), Way("no", THEIRS, "no")], "in_progress", "stages.1.state"),
        ([Way("no", THEIRS, "no"), Way("yes", THEIRS, "yes"), Way("other")], WAITING, None),
    ],
)
def test_a_stage_asks_its_customer_for_a_yes_and_a_no_or_for_nothing(
    ways: list[Way], state: str, field: str | None
) -> None:
    flow = asking(*ways, state=state)

    refused = None
    try:
        checked_flow(flow)
    except Invalid as refusal:
        refused = refusal.errors[0].field

    assert refused == field
    assert flow.stages[1].asks is (field is None or (len(ways) == 2 and ways[0].says is ways[1].says is None))


def published(world: World, definition: Definition, kind: str = "presale") -> None:
    """New tickets of this type follow this flow."""
    draft = flows.save_draft(world.desk, By("agt_1", "Mei"), kind, definition)
    flows.publish(world.desk, By("agt_1", "Mei"), kind, draft.version)


def short(*ways: Way, **waiting: Any) -> Definition:
    """A flow that waits for its customer, in a stage with these ways; it is opened again there."""
    ends = (Stage("done", NAMES, CLOSED), Stage("other", NAMES, CLOSED))
    stages = (Stage("begun", NAMES, NEW, (Way("asked"),)), Stage("asked", NAMES, WAITING, ways, **waiting), *ends)
    return Definition(NAMES, stages, reopens_at="asked")


def test_a_no_goes_where_the_flow_says_and_a_stage_that_asks_nothing_shows_no_question(world: World) -> None:
    _, agent, _ = team(world)
    answers = (Way("other", Who(customer=True), "no"), Way("done", Who(customer=True), "yes"))
    published(world, short(*answers))
    published(world, short(Way("done"), Way("other")), "aftersale")
    asked, other = (made(world, agent, type=each, plan_key="demo") for each in ("presale", "aftersale"))
    wait = moving.MoveInFlow("asked", awaited=moving.Awaited("Say what you think"))
    asked, other = (
        moving.move_in_flow(world.desk, caller(agent), each.ticket_id, wait, each.version) for each in (asked, other)
    )

    shown = [allowed_to_customer(each) for each in (asked, other)]
    refused = customers.give_verdict(world.desk, asked, GiveVerdict("v", False, "No"))
    with pytest.raises(MoveNotAllowed):
        customers.give_verdict(world.desk, other, GiveVerdict("v", False, "No"))
    goes_on = customers.write_words(world.desk, other, WriteWords("w", "Here you are"))

    assert [(each.may_confirm, each.may_reopen) for each in shown] == [(True, True), (False, False)]
    assert refused.stage == "other"
    assert (goes_on.stage, goes_on.state) == ("asked", "in_progress")


def test_what_a_stage_asks_for_is_asked_whichever_way_a_ticket_comes_to_it(world: World) -> None:
    _, agent, _ = team(world)
    stages = (
        Stage("begun", NAMES, NEW, (Way("done"),), plans="care"),
        Stage("done", NAMES, CLOSED),
    )
    published(world, Definition(NAMES, stages))
    customer = {"visitor_id": visitor(world, agent), "email": None, "plan_key": "demo"}

    begun = made(world, agent, type="presale", **customer)
    turned = change(world, agent, made(world, agent, **customer), type="presale")
    on(world, agent, begun, "done")
    again = moved(world, agent, begun, "reopened", text="Once more")
    settle(world, minutes=10)

    planned, _ = followups.list_follow_ups(world.desk, world.now(agent), "mine")
    assert sorted(str(each.about) for each in planned) == [begun.ticket_id, begun.ticket_id, turned.ticket_id]
    assert (again.stage, history(world, begun)[-1].stage) == ("begun", "begun")
    assert [each.field for each in history(world, begun)[-1].changes] == ["state", "stage"]


def test_a_published_version_and_the_plan_are_read_once_for_a_move(world: World) -> None:
    _, agent, _ = team(world)
    assert world.group is not None
    published(world, short(Way("done"), Way("other"), needs_group=True))
    with counted() as of_making:
        ticket = made(world, agent, type="presale", plan_key="demo")
    form = moving.MoveInFlow("asked", group_id=world.group.group_id, awaited=moving.Awaited("Say"))
    keys: list[str] = []

    def note(_: str, arguments: Mapping[str, Any]) -> None:
        keys.append(str(arguments))

    with in_use().watching(before=note):
        moving.move_in_flow(world.desk, caller(agent), ticket.ticket_id, form, ticket.version)

    assert len([each for each in keys if "v#0000000" in each]) == 1
    assert len([each for each in keys if "deskbell-test-plans" in each]) == 1
    assert of_making.names.count("BatchGetItem") == 1


def test_who_is_given_it_by_a_move_takes_part_no_more_and_who_had_it_does_not_begin_to(world: World) -> None:
    _, agent, boss = team(world)
    clerk = world.agent()
    there = branch(world, clerk)
    world.online(clerk)
    asked = {"kind": "reserved_goods"}
    ticket = made(world, agent, type="green_channel", fields=asked, participants=[clerk.agent_id, agent.agent_id])

    sent = on(world, boss, ticket, "dispatched", there, request="Two phones")

    assert [each.id for each in ticket.participants] == [clerk.agent_id]
    assert (sent.handler_id, sent.participants) == (clerk.agent_id, ())
