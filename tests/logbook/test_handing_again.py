"""Hand-over between shifts, when it begins, ends or comes back while somebody works with it (B8)."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.logbook.model.handing import ChangeShiftNote, NothingToAccept
from chalicelib.logbook.service import accepting, handing
from chalicelib.logbook.service.accepting import ListThings
from chalicelib.logbook.store.handing import HandedOver
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import AssignTicket
from tests.handover import stage as day
from tests.logbook.stage import Stage
from tests.logbook.test_handing import accept, hand_over, read, staffed, things
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return staffed(world)


def give(stage: Stage, ticket_id: str, agent_id: str) -> None:
    """Who leads gives a ticket to somebody."""
    tickets.give(stage.desk, stage.caller(stage.boss), ticket_id, AssignTicket(0, agent_id), lambda _: None)


def test_handed_over_twice_at_once_is_one_hand_over(atomic_world: World) -> None:
    stage = staffed(atomic_world)
    day.ticket(stage.world, stage.agent)

    made = at_once([partial(hand_over, stage, business="One"), partial(hand_over, stage, equipment="Two")])
    listed, _ = handing.list_handovers(stage.desk, stage.now(stage.agent), "mine", None, None)

    assert len({each.handover_id for each in made}) == 1, made
    assert len(listed) == 1
    assert dict(read(stage, made[0]).sections) == {"business": "One", "equipment": "Two"}


def test_after_one_that_is_settled_or_taken_back_another_begins(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    first = hand_over(stage)
    handing.take_back(stage.desk, stage.now(stage.agent), first.handover_id)
    second = hand_over(stage)
    stage.world.online(stage.colleague)
    accepting.accept_all(stage.desk, stage.now(stage.colleague), second.handover_id, None)
    stage.settle()
    stage.forward(minutes=1)
    day.ticket(stage.world, stage.agent)

    third = hand_over(stage)

    assert len({first.handover_id, second.handover_id, third.handover_id}) == 3
    assert [read(stage, each).state for each in (first, second, third)] == ["taken_back", "settled", "open"]
    assert len(things(stage, third)) == 1


def test_whoever_looked_before_another_began_adds_to_theirs(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    begun = partial(handing._begin, stage.desk, stage.agent, stage.sales, handing.Begun("sho_1"))
    theirs = hand_over(stage)

    with pytest.raises(HandedOver):
        begun()

    listed, _ = handing.list_handovers(stage.desk, stage.now(stage.agent), "mine", None, None)
    assert [each.handover_id for _, each in listed] == [theirs.handover_id]


def test_nothing_is_added_to_what_was_settled_at_that_moment(stage: Stage) -> None:
    day.ticket(stage.world, stage.agent)
    seen = hand_over(stage)
    handing.take_back(stage.desk, stage.now(stage.agent), seen.handover_id)

    with pytest.raises(HandedOver):
        handing._add(stage.desk, seen, {}, None)

    assert read(stage, seen).version == seen.version + 1
    assert hand_over(stage).handover_id != seen.handover_id


def test_what_came_back_to_who_leaves_is_handed_over_again(stage: Stage) -> None:
    ticket = day.ticket(stage.world, stage.agent)
    stage.world.online(stage.colleague)
    first = hand_over(stage, business="The note keeps it open")
    accept(stage, stage.colleague, first, things(stage, first)[0].thing)
    stage.world.online(stage.agent)
    give(stage, ticket.ticket_id, stage.agent.agent_id)

    second = hand_over(stage)
    waiting = things(stage, second)
    handing.list_things(stage.desk, ListThings(second.handover_id))
    accept(stage, stage.colleague, second, waiting[0].thing)

    assert second.handover_id == first.handover_id
    assert [each.state for each in waiting] == ["offered"]
    assert tickets.find(stage.desk, ticket.ticket_id).handler_id == stage.colleague.agent_id


def test_a_ticket_that_somebody_else_works_on_by_now_is_not_taken_from_them(stage: Stage) -> None:
    ticket = day.ticket(stage.world, stage.agent)
    stage.world.online(stage.colleague)
    handover = hand_over(stage)
    thing = things(stage, handover)[0].thing
    stage.world.online(stage.leader)
    give(stage, ticket.ticket_id, stage.leader.agent_id)

    with pytest.raises(NothingToAccept):
        accept(stage, stage.colleague, handover, thing)

    assert tickets.find(stage.desk, ticket.ticket_id).handler_id == stage.leader.agent_id


def test_a_note_that_is_emptied_keeps_nothing_open(stage: Stage) -> None:
    handover = hand_over(stage, business="Nothing else is open")
    stage.forward(hours=2)
    late = read(stage, handover)

    handing.change_note(stage.desk, stage.now(stage.agent), handover.handover_id, ChangeShiftNote({"business": ""}))
    stage.forward(minutes=1)

    assert (late.state, late.late) == ("open", True)
    assert read(stage, handover).state == "settled"
