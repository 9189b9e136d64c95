"""Lists of tickets in reach, by what is due first, at the price of ten (D4; law 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.search.service import finding
from chalicelib.search.service.finding import Question
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import lists
from chalicelib.tickets.service.lists import Wanted
from chalicelib.tickets.store import tickets as store
from tests.tickets.stage import made, moved, now, settle, solved, talked, written
from tests.worlds import World, counted


def listed(world: World, agent: Agent, **wanted: Any) -> list[str]:
    """The ids of a whole list, page by page, each once."""
    ids = [each.ticket_id for page in pages(world, agent, **wanted) for each in page]
    assert len(ids) == len(set(ids))
    return ids


def pages(world: World, agent: Agent, **wanted: Any) -> Iterator[list[Ticket]]:
    cursor: str | None = None
    for _ in range(100):
        page, cursor = lists.list_tickets(world.desk, world.now(agent), Wanted(**wanted), cursor)
        yield list(page)
        if cursor is None:
            return
    raise AssertionError("it never ends")


def stored(world: World, ticket: Ticket, **more: Any) -> Ticket:
    """The ticket with other fields, as whoever keeps its deadlines writes them."""
    there = now(world, ticket)
    after = replace(there, **more, edits=there.edits + 1)
    tx = Transaction(world.desk)
    store.write(tx, there, after, [])
    tx.commit()
    return after


def copies(world: World, ticket: Ticket, number: int, **more: Any) -> list[str]:
    """So many more like this one, without their histories; their ids."""
    ids = [f"tkt_{each:026d}" for each in range(10**6, 10**6 + number)]
    for start in range(0, number, 50):
        tx = Transaction(world.desk)
        for ticket_id in ids[start : start + 50]:
            store.write(tx, None, replace(ticket, ticket_id=ticket_id, **more), [])
        tx.commit()
    return ids


@pytest.mark.also_on_moto
def test_mine_come_by_what_is_due_first_then_those_that_wait_for_their_customers(world: World) -> None:
    (agent,) = world.found(agents=1)
    waits = moved(
        world, agent, moved(world, agent, made(world, agent), "in_progress"), "waiting_for_customer", awaited="x"
    )
    without, soon, late = made(world, agent), made(world, agent), made(world, agent)
    over = solved(world, agent)
    here = world.clock()
    stored(world, soon, due_at=here + timedelta(hours=2))
    stored(world, late, due_at=here - timedelta(hours=1))

    names = [each.ticket_id for each in (late, soon, without, waits)]

    assert listed(world, agent) == names
    assert listed(world, agent, view="late") == names[:1]
    assert listed(world, agent, view="mine", due_before=here + timedelta(hours=3)) == names[:2]
    assert listed(world, agent, view="waiting") == names[3:]
    assert listed(world, agent, state="done") == listed(world, agent, state="solved") == [over.ticket_id]
    assert listed(world, agent, state="closed") == []
    assert listed(world, agent, state="new") == names[:3]


def test_a_list_shows_what_was_asked_for_and_no_more_than_ones_reach(world: World) -> None:
    first, second = world.found(agents=2)
    leader, chief = world.agent(role=GROUP_LEADER), world.agent(role=SUPERVISOR)
    assert world.group is not None
    group_id = world.group.group_id
    mine = made(world, first, group_id=group_id)
    theirs = made(world, second, type="complaint")
    urgent = made(world, second, priority="urgent", summary="x", reason="y", group_id=group_id)

    everything = [theirs.ticket_id, urgent.ticket_id, mine.ticket_id]  # as they are due

    assert listed(world, chief, view="all") == everything
    assert listed(world, chief, view="all", type="complaint") == [theirs.ticket_id]
    assert listed(world, chief, view="all", priority="urgent") == [urgent.ticket_id]
    assert listed(world, chief, view="all", owner_id=second.agent_id) == everything[:2]
    assert listed(world, chief, view="all", handler_id=first.agent_id, type="complaint") == []
    assert listed(world, chief, view="all", group_id=group_id) == everything[1:]
    assert listed(world, first, view="all") == [mine.ticket_id]
    assert listed(world, first, view="group") == [mine.ticket_id]
    assert listed(world, first, view="all", handler_id=second.agent_id) == []
    assert listed(world, leader, view="all") == []


def test_ten_thousand_cost_what_ten_cost(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.now(world.agent(role=SUPERVISOR))
    assert world.group is not None
    ticket = made(world, agent, group_id=world.group.group_id)
    costs: dict[str, list[int]] = {}

    def ask() -> None:
        present = world.now(agent)
        for name, who, wanted in (
            ("mine", present, Wanted()),
            ("group", chief, Wanted("all", group_id=ticket.group_id)),
            ("all", chief, Wanted("all")),
            ("late", chief, Wanted("late")),
        ):
            with counted() as requests:
                page, _ = lists.list_tickets(world.desk, who, wanted, None)
            assert len(page) == 50
            costs.setdefault(name, []).append(len(requests))

    copies(world, ticket, 60, due_at=world.clock() - timedelta(hours=1))
    ask()
    for each in range(6):
        ids = [f"tkt_{each:026d}" for each in range(10**7 * (each + 1), 10**7 * (each + 1) + 50)]
        tx = Transaction(world.desk)
        for ticket_id in ids:
            store.write(tx, None, replace(ticket, ticket_id=ticket_id, due_at=world.clock() - timedelta(hours=1)), [])
        tx.commit()
    ask()

    assert costs == {"mine": [2, 2], "group": [5, 5], "all": [5, 5], "late": [5, 5]}
    assert len(listed(world, chief, view="all")) == 361
    assert len(listed(world, agent)) == 361


def test_what_an_index_cannot_tell_is_looked_for_within_bounds_and_all_of_it_is_found(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)
    copies(world, ticket, 700)
    wanted = made(world, agent, type="complaint")

    with counted() as requests:
        first, cursor = lists.list_tickets(world.desk, world.now(agent), Wanted(type="complaint"), None)

    assert len(requests) <= 1 + lists.store.MOST_ROUNDS + 1
    assert cursor is not None or first
    assert listed(world, agent, type="complaint") == [wanted.ticket_id]


def test_no_partition_takes_all_writes(world: World) -> None:
    (agent,) = world.found(agents=1)
    assert world.group is not None
    tickets = [made(world, agent, group_id=world.group.group_id) for _ in range(30)]

    rows = [store.TicketRow.find(world.desk.database, each.ticket_id, store.TICKET) for each in tickets]

    for name in ("of_desk", "of_group"):
        shares = [getattr(row, name) for row in rows]
        assert len(set(shares)) == 4
        assert max(map(shares.count, shares)) < len(rows) / 2


def test_anothers_cursor_is_refused(world: World) -> None:
    (agent,) = world.found(agents=1)
    copies(world, made(world, agent), 60)
    _, cursor = lists.list_tickets(world.desk, world.now(agent), Wanted(), None)

    with pytest.raises(Invalid):
        lists.list_tickets(world.desk, world.now(agent), Wanted(type="repair"), cursor)
    with pytest.raises(Invalid):
        lists.list_tickets(world.desk, world.agent(role=SUPERVISOR), Wanted(), cursor)


def test_a_customers_tickets_are_listed_by_what_waits_for_them(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = talked(world, agent)
    origin = {"kind": "conversation", "id": conversation_id}
    over, open_one = solved(world, agent, origin=origin), made(world, agent, origin=origin)
    waits = moved(world, agent, made(world, agent, origin=origin), "in_progress")
    waits = moved(world, agent, waits, "waiting_for_customer", awaited="A picture")

    things, more = lists.list_of_customer(world.desk, world.now(agent), str(over.visitor_id), None, 2)
    rest, none = lists.list_of_customer(world.desk, world.now(agent), str(over.visitor_id), things[-1][0], 2)
    hidden, _ = lists.list_of_customer(world.desk, world.agent(), str(over.visitor_id), None, 10)

    shown = [ticket.ticket_id for _, ticket in (*things, *rest) if ticket is not None]
    assert shown == [waits.ticket_id, open_one.ticket_id, over.ticket_id]
    assert (more, none) == (True, False)
    assert [ticket for _, ticket in hidden] == [None] * 3


def test_the_search_finds_tickets_by_number_contact_and_words_within_reach(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent, text="Dripping from the spout", mobile="13800138000", fields={"order": "A-778899"})
    written(world, agent, ticket, "The gasket is worn out")
    settle(world, seconds=10)

    def found(question: str, who: Agent = agent) -> list[str]:
        results, _ = finding.search(world.desk, world.now(who), Question(question, kind="ticket"), None)
        return [each.document.about for each in results]

    for question in (ticket.number, "spout", "gasket worn", "mei@example.com", "8000", "778899"):
        assert found(question) == [ticket.ticket_id], question
    assert found("gasket", world.agent()) == []
