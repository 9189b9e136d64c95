"""What comes twice is answered as the first time, whatever became of the ticket, and of who asks, meanwhile (law 4)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import msgspec
import pytest

from chalicelib.core.once import Once
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.tickets.model.forms import AssignTicket, ChangeSeveral, ChangeTicket, GiveVerdict, MoveTicket
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import access, bulk, changing, creating, customers, explaining, handing
from chalicelib.tickets.service.explaining import TellDelay
from tests.tickets.stage import caller, form, given, made, moved, now, solved, written
from tests.worlds import World, counted

KEY = Once.of("request", "k", [])


def test_who_gave_it_away_is_answered_as_then_and_shown_nothing_of_what_came_after(world: World) -> None:
    first, second = world.found(agents=2)
    chief = world.agent(role=SUPERVISOR)
    ticket = made(world, chief)
    world.online(first)
    world.online(second)
    ticket = given(world, chief, ticket, agent_id=first.agent_id)
    said = AssignTicket(ticket.version, second.agent_id)
    give = partial(handing.assign_ticket, world.desk, caller(world.now(first)), ticket.ticket_id, said, once=KEY)

    answered = give()
    changing.change_ticket(
        world.desk, caller(chief), ticket.ticket_id, ChangeTicket(version=answered.version, subject="A secret")
    )
    again = give()

    assert again == answered
    assert (again.subject, now(world, ticket).subject) == (ticket.subject, "A secret")
    with pytest.raises(NotYours):
        access.read_ticket(world.desk, world.now(first), ticket.ticket_id)


def test_who_made_it_is_answered_with_what_they_made(world: World) -> None:
    (agent,) = world.found(agents=1)
    asked = form(client_id="twice")
    make = partial(creating.create_ticket, world.desk, caller(agent), asked)

    ticket, _ = make()
    written(world, agent, ticket, "On it", public=True)

    assert make() == (ticket, True)
    assert now(world, ticket).version == 2


def test_what_was_done_is_not_refused_for_what_holds_no_more(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(second)
    ticket = moved(world, first, made(world, first, participants=[second.agent_id]), "in_progress")
    soon = world.clock() + timedelta(hours=1)
    waits = MoveTicket(ticket.version, "waiting_for_customer", awaited="A picture", until=soon)
    wait = partial(changing.move_ticket, world.desk, caller(first), ticket.ticket_id, waits, KEY)
    delay = partial(
        explaining.tell_delay, world.desk, caller(first), ticket.ticket_id, TellDelay("d", soon, "It takes longer")
    )
    give = partial(
        handing.assign_ticket,
        *(world.desk, caller(first), ticket.ticket_id, AssignTicket(ticket.version + 2, second.agent_id)),
        once=Once.of("request", "g", []),
    )

    answered = [act() for act in (wait, delay, give)]
    world.online(second, "offline")
    world.clock.forward(hours=2)

    assert [act() for act in (wait, delay, give)] == answered
    with pytest.raises(AgentAway):
        given(world, first, made(world, first), agent_id=second.agent_id)


def test_what_was_so_already_stays_so_however_often_it_is_asked_for(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)
    over, held = moved(world, agent, solved(world, agent), "closed"), made(world, agent)
    world.online(agent)
    world.online(chief)

    def ask(ticket: Ticket, act: str, **more: object) -> list[Ticket | None]:
        said = msgspec.convert({"act": act, "ticket_ids": [ticket.ticket_id], **more}, ChangeSeveral)
        named = partial(Once.of, act, asked=[])
        return [each.ticket for each in bulk.change_several(world.desk, caller(chief), said, named=named)]

    closed, kept = ask(over, "close", text="Recalled"), ask(held, "assign", agent_id=agent.agent_id)
    moved(world, agent, over, "reopened", text="Not at all")
    given(world, agent, held, agent_id=chief.agent_id)

    assert (ask(over, "close", text="Recalled"), ask(held, "assign", agent_id=agent.agent_id)) == (closed, kept)
    assert (now(world, over).state, now(world, held).handler_id) == ("reopened", chief.agent_id)


def test_a_customer_who_says_it_twice_is_answered_as_the_first_time(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = solved(world, agent)
    judge = partial(customers.give_verdict, world.desk, ticket, GiveVerdict("v", False, "It leaks"))

    answered = judge()
    moved(world, agent, ticket, "in_progress")

    assert judge() == answered
    assert answered.state == "reopened"


def test_a_name_costs_nothing_where_the_request_is_new(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)
    costs = []

    for version, once in ((1, None), (2, KEY)):
        said = ChangeTicket(version=version, subject=f"Version {version}")
        with counted() as requests:
            changing.change_ticket(world.desk, caller(agent), ticket.ticket_id, said, once)
        costs.append(requests.names)

    assert costs == [["GetItem", "TransactWriteItems"]] * 2
