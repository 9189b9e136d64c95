"""Lists of tickets in reach, by what is due first, at the price of ten (D4; law 9)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import items
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
from infra.bench.meter import Cost, Operation, count
from tests.poured import pour
from tests.stored import put_rows
from tests.tickets.stage import made, moved, now, settle, solved, talked, written
from tests.worlds import World, counted, in_use


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


def test_what_is_due_is_told_by_the_clock_of_the_desk_and_when_it_was_made_by_its_days(world: World) -> None:
    (agent,) = world.found(agents=1)
    chief = world.agent(role=SUPERVISOR)
    tickets = [made(world, agent) for _ in range(5)]  # on Monday, at five in the afternoon in Shanghai
    here = world.clock()
    for ticket, hours in zip(tickets, (-1, 6.9, 7.1, 6 * 24, None), strict=True):
        stored(world, ticket, due_at=here + timedelta(hours=hours) if hours is not None else None)
    late, tonight, tomorrow, sunday, never = (each.ticket_id for each in tickets)
    waits = moved(
        world, agent, moved(world, agent, made(world, agent), "in_progress"), "waiting_for_customer", awaited="x"
    )
    world.clock.forward(hours=7)
    later = stored(world, made(world, agent), due_at=None).ticket_id
    world.clock.forward(hours=-7)

    def ids(**wanted: Any) -> list[str]:
        return listed(world, chief, view="all", **wanted)

    assert ids(due="late") == [late]
    assert ids(due="today") == [tonight]
    assert ids(due="week") == [tonight, tomorrow, sunday]
    assert ids(due="none") == [never, later]
    assert ids(due="today", due_before=here + timedelta(hours=6)) == ids(due="none", due_before=here) == []
    assert ids(due="late", state="done") == listed(world, chief, view="late", due="today") == []
    assert listed(world, chief, view="waiting", due="none") == [waits.ticket_id]
    assert ids(created_since=date(2026, 11, 24)) == [later]
    assert ids(created_until=date(2026, 11, 23), due="none") == [never]
    assert ids(created_since=date(2026, 11, 24), created_until=date(2026, 11, 23)) == []
    for wrong in ({"created_since": date(1, 1, 1)}, {"due_before": datetime(9999, 12, 31, 23, tzinfo=UTC)}):
        with pytest.raises(Invalid):
            ids(**wrong)


def test_what_a_version_before_listed_without_saying_when_it_was_made_is_found_all_the_same(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket, other = made(world, agent), made(world, agent)
    for each in (ticket, other):
        before = store.listed(each).split("#")
        row = store.row_of(each)
        row.listed = "#".join((*before[:2], before[-1]))
        put_rows([row])
    stored(world, other, created_at=world.clock() - timedelta(days=3))

    assert listed(world, agent) == [ticket.ticket_id, other.ticket_id]
    assert listed(world, agent, created_since=date(2026, 11, 23)) == [ticket.ticket_id]
    assert listed(world, agent, created_until=date(2026, 11, 22)) == [other.ticket_id]


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


OTHERS = itertools.count(10**6)


def many(world: World, ticket: Ticket, number: int, **more: Any) -> None:
    """So many more that are like this one."""
    like = replace(ticket, **more)
    share, model = store.share_of(like.ticket_id), store.row_of(like)
    item, own, listed = items.item_of(model), like.ticket_id, store.listed(like)
    packed = item["ticket"]["S"]

    def each(place: int) -> dict[str, Any]:
        name = f"tkt_{next(OTHERS):026d}"
        there = str(store.share_of(name))
        others = {
            "key": name,
            "listed": listed.replace(own, name),
            "ticket": packed.replace(own, name),
            "of_desk": there,
            "of_group": item["of_group"]["S"].removesuffix(str(share)) + there,
        }
        return item | {name: {"S": value} for name, value in others.items()}

    pour(world.desk, store.TicketRow.Meta.table_name, [each(place) for place in range(number)])


LISTS: dict[str, dict[str, Any]] = {
    "mine": {},
    "group": {"view": "group"},
    "late": {"view": "late"},
    "waiting": {"view": "waiting"},
    "all": {"view": "all"},
    "made long ago": {"view": "all", "created_until": date(2026, 11, 1)},
}


def test_ten_thousand_open_ones_are_listed_at_the_price_of_ten(new_world: Any) -> None:
    def costs(number: int) -> dict[str, Cost]:
        world: World = new_world()
        (agent,) = world.found(agents=1)
        chief = world.now(world.agent(role=SUPERVISOR))
        assert world.group is not None
        ticket = made(world, agent, group_id=world.group.group_id)
        many(world, ticket, number - number // 5, due_at=world.clock() - timedelta(hours=1))
        many(world, ticket, number // 5, state="waiting_for_customer")
        who = {"mine": world.now(agent), "group": world.now(agent)}

        def price(name: str) -> Cost:
            asked = (world.desk, who.get(name, chief), Wanted(**LISTS[name]), None)
            return count(in_use(), Operation(name, lambda _: lists.list_tickets(*asked)))

        return {name: price(name) for name in LISTS}

    few, much = costs(10), costs(10_000)

    prices = {name: (len(few[name].requests), len(much[name].requests)) for name in LISTS}
    assert prices == {
        "mine": (2, 2),
        "group": (5, 5),
        "late": (5, 5),
        "waiting": (5, 5),
        "all": (5, 5),
        "made long ago": (5, 1 + 4 * lists.store.MOST_ROUNDS),  # however many there are, no ticket is read for it
    }
    assert max(each.read_units for each in much.values()) <= 85


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
        assert max(map(shares.count, shares)) < len(rows) * 2 / 3  # of ids that follow on each other


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
