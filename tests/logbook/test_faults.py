"""Faults: reported once each to the right department, as a ticket of theirs (B8)."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused
from chalicelib.logbook.service import faults
from chalicelib.logbook.service.faults import MakeTicket
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import GroupArchived
from chalicelib.tickets import service as tickets
from chalicelib.tickets.service.lists import Wanted
from tests.crashes import Death, at_each_write
from tests.logbook.stage import Stage
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def every_ticket(stage: Stage) -> list[str]:
    """The subjects of all open tickets."""
    items, _ = tickets.list_tickets(stage.desk, stage.now(stage.boss), Wanted(view="all"), None)
    return [each.subject for each in items]


def test_a_fault_is_the_departments_ticket_without_any_customer(stage: Stage) -> None:
    fault, again = stage.report(text="Third floor", urgent=True)

    ticket = tickets.find(stage.desk, str(fault.ticket_id))

    assert not again and fault.number == ticket.number
    assert (ticket.type, ticket.priority, ticket.group_id) == ("fault", "urgent", stage.tech.group_id)
    assert ticket.handler_id == stage.technician.agent_id
    assert (ticket.visitor_id, ticket.email, ticket.mobile) == (None, None, None)


def test_the_same_request_and_the_same_point_of_a_check_report_once(stage: Stage) -> None:
    stage.checklist()
    stage.forward(minutes=61)
    check = stage.fill(stage.checks()[0], fault="No dial tone")
    point = {"check_id": check.check_id, "point_id": check.points[0].point_id}

    first, _ = stage.report(key="k")
    second, _ = stage.report(key="k")
    third, _ = stage.report(title="No dial tone", **point)
    fourth, again = stage.report(by=stage.colleague, title="The telephone is dead", **point)
    stage.settle()

    assert first.fault_id == second.fault_id and third.fault_id == fourth.fault_id and again
    assert sorted(every_ticket(stage)) == ["No dial tone", "The printer is on fire"]
    with pytest.raises(KeyReused):
        stage.report(key="k", title="Another")
    with pytest.raises(Invalid):
        stage.report(check_id=check.check_id, point_id=check.points[1].point_id)


def test_one_ticket_wherever_the_request_dies(stage: Stage) -> None:
    titles = iter(f"Fault {number}" for number in range(99))

    def story(death: Death) -> None:
        title = next(titles)
        with death():
            stage.report(title=title, key=title)
        fault, _ = stage.report(title=title, key=title)
        stage.forward(minutes=1)
        faults.make_ticket(stage.desk, MakeTicket(fault.fault_id))

        assert every_ticket(stage).count(title) == 1
        assert fault.title == title

    at_each_write(story, least=3)


def test_one_ticket_however_many_report_it_at_once(atomic_world: World) -> None:
    stage = Stage.set(atomic_world)

    at_once([partial(stage.report, title="At once", key="once") for _ in range(4)])
    stage.settle()

    assert every_ticket(stage).count("At once") == 1


def test_a_department_to_which_nothing_new_comes_takes_no_report_and_loses_none(stage: Stage) -> None:
    fault, _ = stage.report()
    people.update_group(stage.desk, stage.tech.group_id, UpdateGroup(archived=True))

    with pytest.raises(GroupArchived):
        stage.report(key="other")
    found, _ = faults.list_faults(stage.desk, stage.now(stage.technician), None, None, to_us=True)

    assert [each.fault_id for _, each in found] == [fault.fault_id]
    with pytest.raises(NotYours):
        stage.report(by=stage.technician, group_id=stage.sales.group_id, department_id=stage.sales.group_id)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": "a\nb"}, "title"),
        ({"title": "\u200b"}, "title"),
        ({"department_id": "grp_nowhere"}, "department_id"),
        ({"urgent": True}, "text"),
        ({"point_id": "p"}, "check_id"),
    ],
)
def test_a_report_that_could_not_be_meant_is_refused_by_field(
    stage: Stage, fields: dict[str, object], named: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        stage.report(**fields)

    assert [each.field for each in refusal.value.errors] == [named]


def test_a_fault_becomes_a_ticket_whatever_signs_stand_in_it(stage: Stage) -> None:
    text = "\u200b\x01It burns\u202e" + "\U0001f525" * 3_000

    (fault, _), (urgent, _) = stage.report(text=text), stage.report(text=text, urgent=True)
    (empty, _) = stage.report(text="\u200b")
    stage.settle()

    read = [faults.read_fault(stage.desk, stage.now(stage.agent), each.fault_id) for each in (fault, urgent, empty)]
    assert all(each.ticket_id for each in read)
