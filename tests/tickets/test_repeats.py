"""A complaint that is not the first of its customer, or of its cause, says so from the beginning (D8)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.tables import table_name
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.service import categories
from chalicelib.operations import service as operations
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.tickets.model.repeats import MOST_NAMED, Before, Repeats, repeats_in
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import keeping
from chalicelib.tickets.service.keeping import ChangeTicketSettings
from chalicelib.tickets.store.complaints import ComplaintRow
from tests.stored import every_item
from tests.tickets.stage import caller, made, now, settle
from tests.tickets.test_changing import change
from tests.worlds import World, counted


def complaint(world: World, agent: Agent, **fields: Any) -> Ticket:
    return made(world, agent, type="complaint", tell_by="none", **fields)


def test_whoever_complained_before_within_the_days_is_flagged_by_whatever_they_are_known_by(world: World) -> None:
    (agent,) = world.found(agents=1)
    made(world, agent)  # no complaint
    first = complaint(world, agent, mobile="13800138000")
    complaint(world, agent, email="lin@example.com")

    by_email = complaint(world, agent, email="MEI@example.com")
    by_mobile = complaint(world, agent, email="other@example.com", mobile="+8613800138000")
    world.clock.forward(days=91)
    late = complaint(world, agent)

    assert (first.repeats, late.repeats) == (None, None)
    assert by_email.repeats == Repeats(1, 0, (first.number,))
    assert by_mobile.repeats == Repeats(1, 0, (first.number,))


def test_more_than_so_many_of_one_cause_are_flagged_and_what_is_filed_elsewhere_since_counts_there(
    world: World,
) -> None:
    (agent,) = world.found(agents=1)
    boss = world.agent(role=ADMINISTRATOR)
    one, other = (category(world, boss, name) for name in ("Late", "Rude"))
    settings = ChangeTicketSettings(repeat_causes=2)
    keeping.change_settings(world.desk, caller(boss), settings)

    several = [complaint(world, agent, email=f"c{each}@example.com", category=one) for each in range(3)]
    change(world, agent, several[0], category=other)
    after = complaint(world, agent, email="c9@example.com", category=one)
    change(world, agent, now(world, several[1]), type="presale")
    fewer = complaint(world, agent, email="c10@example.com", category=other)

    numbers = [each.number for each in several]
    assert [each.repeats for each in several] == [None, None, Repeats(0, 2, (numbers[1], numbers[0]))]
    assert after.repeats == Repeats(0, 2, (numbers[2], numbers[1]))
    assert fewer.repeats is None
    for wrong in ({"repeat_days": 366}, {"repeat_causes": 0}, {"repeat_causes": 101}):
        with pytest.raises(Invalid):
            keeping.change_settings(world.desk, caller(boss), ChangeTicketSettings(**wrong))


def category(world: World, boss: Agent, name: str) -> str:
    """A category that tickets may be of."""
    return categories.add_category(world.desk, caller(boss).by("r"), {"zh": name, "en": name})[0].category_id


def test_it_costs_a_query_for_each_that_they_are_known_by_however_many_there_were(world: World) -> None:
    (agent,) = world.found(agents=1)
    with counted() as of_first:
        complaint(world, agent, mobile="13800138000")
    for _ in range(12):
        last = complaint(world, agent, mobile="13800138000")
    with counted() as of_last:
        complaint(world, agent, mobile="13800138000")

    assert of_first.names == of_last.names
    assert last.repeats is not None
    assert (last.repeats.of_customer, len(last.repeats.numbers)) == (12, MOST_NAMED)


def test_complaints_of_the_version_before_are_found_once_they_were_brought_up(world: World) -> None:
    (agent,) = world.found(agents=1)
    several = [complaint(world, agent, mobile="13800138000") for _ in range(8)]
    tx = Transaction(world.desk)
    for item in every_item(table_name("tickets")):
        if item["key"]["S"].startswith("complaints#"):  # the version before left none
            tx.delete(ComplaintRow(item["key"]["S"], item["order"]["S"]))
    tx.commit()
    unseen = complaint(world, agent, mobile="13800138000")

    for _ in range(2):
        operations.bring_up(world.desk)
        settle(world)
    seen = complaint(world, agent, mobile="13800138000")

    assert unseen.repeats is None
    assert seen.repeats is not None
    assert seen.repeats.of_customer == len(several) + 1


def test_the_same_one_known_by_two_things_is_one() -> None:
    before = [Before("1", "T-1"), Before("2", "T-2"), Before("1", "T-1")]

    assert repeats_in(before, [Before("2", "T-2")], most=1) == Repeats(2, 1, ("T-2", "T-1"))
    assert repeats_in([], before, most=5) is None
