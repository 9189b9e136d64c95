"""Every change is one numbered entry, and whoever comes with an older ticket is told what changed (D4; law 2)."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import msgspec
import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.tickets.model.forms import ChangeTicket, MoveTicket, WriteTicketEntry
from chalicelib.tickets.model.refusals import MoveNotAllowed, ReopenedTooLate, TicketChanged, TicketOver
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import access, changing
from tests.crashes import Death, at_each_write
from tests.tickets.stage import caller, history, made, moved, now, settle, solved, told, written
from tests.worlds import World, at_once, counted


def change(world: World, agent: Any, ticket: Ticket, **fields: Any) -> Ticket:
    """The ticket after a change by somebody who has read this version of it."""
    said = msgspec.convert({"version": ticket.version, **fields}, ChangeTicket)
    return changing.change_ticket(world.desk, caller(world.now(agent)), ticket.ticket_id, said)


def test_a_life_is_told_by_its_history_with_steps_for_the_customer_and_notes_among_colleagues(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)

    written(world, agent, ticket, "Looked up the order")
    written(world, agent, ticket, "We are on it", public=True)
    moved(world, agent, ticket, "waiting_for_customer", awaited="Send us a picture of the seal")
    moved(world, agent, ticket, "in_progress")
    moved(world, agent, ticket, "solved", text="A new seal was fitted")

    assert [(each.kind, each.state, each.public) for each in history(world, ticket)] == [
        ("created", "new", False),
        ("note", "new", False),
        ("step", "in_progress", True),
        ("move", "waiting_for_customer", True),
        ("move", "in_progress", True),
        ("move", "solved", True),
    ]
    assert [what for what, _ in told(world)] == ["ticket_opened", *["ticket_news"] * 4]


def test_whoever_has_read_an_older_one_is_told_what_changed_and_by_whom(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)
    ticket = made(world, agent)
    change(world, chief, ticket, subject="The kettle leaks a lot")

    with pytest.raises(TicketChanged) as refused:
        change(world, agent, ticket, level="vip")

    extra = refused.value.extra
    assert (extra["version"], extra["state"]) == (2, "new")
    (entry,) = cast("list[Any]", extra["entries"])
    assert entry["author"]["name"] == chief.name
    assert list(entry["changes"]) == [
        {"field": "subject", "before": "The kettle leaks", "after": "The kettle leaks a lot"}
    ]


def test_of_two_who_change_it_at_once_one_is_refused_and_words_of_both_are_kept(atomic_world: World) -> None:
    world = atomic_world
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)
    ticket = made(world, agent)

    changes = at_once(
        [partial(change, world, each, ticket, subject=f"By {each.name}") for each in (agent, chief)]
        + [partial(written, world, each, ticket, f"Words {each.name}") for each in (agent, chief)]
    )

    refused = [each for each in changes if isinstance(each, Exception)]
    assert len([each for each in refused if isinstance(each, TicketChanged)]) == len(refused) >= 1
    kinds = [each.kind for each in history(world, ticket)]
    assert kinds.count("note") == 2
    assert kinds.count("change") == 2 - len(refused)


def test_only_what_is_otherwise_changes_and_all_wrong_fields_are_named(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent, fields={"order": "A-1"})

    same = change(world, agent, ticket, subject=ticket.subject, fields={"order": "A-1"})
    other = change(world, agent, ticket, fields={"order": None, "product": "Kettle"}, mobile="13800138000")

    assert same == ticket
    assert (other.fields, other.mobile) == ({"product": "Kettle"}, "+8613800138000")
    assert [(each.field, each.after) for each in history(world, ticket)[-1].changes] == [
        ("mobile", "+8613800138000"),
        ("fields.order", None),
        ("fields.product", "Kettle"),
    ]
    for fields, named in (
        ({"subject": " ", "fields": {"size": 3}}, ["subject", "fields.size"]),
        ({"priority": "urgent"}, ["summary", "reason"]),
        ({"email": "", "mobile": ""}, ["email"]),
        ({"participants": ["agt_none"]}, ["participants"]),
    ):
        with pytest.raises(Invalid) as refused:
            change(world, agent, now(world, ticket), **fields)
        assert [each.field for each in refused.value.errors] == named


def test_who_is_not_of_it_may_neither_see_nor_change_it(world: World) -> None:
    first, second = world.found(agents=2)
    third = world.agent()
    ticket = made(world, second, participants=[first.agent_id])

    seen = access.read_ticket(world.desk, world.now(first), ticket.ticket_id)
    written(world, first, ticket, "Ask the workshop")

    assert seen == ticket
    with pytest.raises(NotYours):
        change(world, first, now(world, ticket), level="vip")
    for act in (access.read_ticket, partial(access.read_history, after=0, limit=10)):
        with pytest.raises(NotYours):
            act(world.desk, world.now(third), ticket.ticket_id)
    with pytest.raises(NotYours):
        written(world, third, ticket, "Hello")


def test_no_way_outside_the_table_and_a_reason_to_close_what_is_not_solved(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)

    with pytest.raises(MoveNotAllowed):
        moved(world, agent, ticket, "solved")
    with pytest.raises(Invalid) as without_reason:
        moved(world, agent, ticket, "closed")
    closed = moved(world, agent, ticket, "closed", text="Written down twice")

    assert without_reason.value.errors[0].field == "text"
    assert closed.state == "closed"
    with pytest.raises(TicketOver):
        written(world, agent, ticket, "One more", public=True)
    with pytest.raises(Invalid):
        moved(world, agent, solved(world, agent), "waiting_for_customer")


def test_what_is_solved_closes_by_itself_and_is_opened_again_for_a_week(world: World) -> None:
    (agent,) = world.found(agents=1)
    left, again = solved(world, agent), solved(world, agent)
    settle(world, days=6)

    moved(world, agent, again, "reopened", text="It leaks again")
    settle(world, days=1, minutes=1)

    assert (now(world, left).state, now(world, again).state) == ("closed", "reopened")
    world.clock.forward(days=7, minutes=1)
    with pytest.raises(ReopenedTooLate):
        moved(world, agent, left, "reopened")


def test_the_same_words_are_written_once_though_they_come_twice_or_a_function_dies(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)

    def story(death: Death) -> None:
        said = WriteTicketEntry(f"once-{death.number}-{death.written}", "We are on it", True)
        with death():
            changing.write_entry(world.desk, caller(agent), ticket.ticket_id, said)
        changing.write_entry(world.desk, caller(agent), ticket.ticket_id, said)
        names = [each.client_id for each in history(world, ticket)]
        assert names.count(said.client_id) == 1

    at_each_write(story)


def test_a_move_that_dies_is_whole_or_was_never_made(world: World) -> None:
    (agent,) = world.found(agents=1)

    def story(death: Death) -> None:
        ticket = moved(world, agent, made(world, agent), "in_progress")
        said = MoveTicket(ticket.version, "solved", "Done")
        before = len(told(world))
        with death():
            changing.move_ticket(world.desk, caller(agent), ticket.ticket_id, said)
        state = now(world, ticket).state
        assert len(history(world, ticket)) == (3 if state == "solved" else 2)
        assert len(told(world)) - before == (1 if state == "solved" else 0)

    at_each_write(story)


def test_a_change_costs_the_same_however_long_its_history_is(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)
    with counted() as at_first:
        written(world, agent, ticket, "One")
    for each in range(120):
        written(world, agent, ticket, f"Note {each}")

    with counted() as at_last:
        written(world, agent, ticket, "Last")

    assert len(at_first) == len(at_last) == 3  # with the one that reads the agent
