"""Who waits is seen and taken by those who may receive them, and nobody else (law 8)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service, store
from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.queue import WINDOW, received_by
from chalicelib.conversations.model.transitions import with_message
from chalicelib.conversations.service import counting, editing, reading
from chalicelib.core.authors import Author
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import desk, groups
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import EditVisitor, Visitor
from tests.in_process import Asking
from tests.worlds import World, counted


def wait(world: World, plan_key: str, **more: Any) -> str:
    """Somebody waits for the plan's agents; the conversation's id."""
    _, token, _ = visitors.register(world.desk, None, plan_key, None, RegisterVisitor(locale="en"))
    visitor = visitors.recognised(world.desk, token)
    begun = service.start_conversation(
        world.desk, visitor, plan_key, StartConversation(text="Hi", client_id="c", **more)
    )
    return begun.conversation_id


def put_in_line(world: World, plan_key: str) -> str:
    """The same, written directly: nobody looks for an agent, or whether any group receives them."""
    plan, now, conversation_id = plans.read_plan(world.desk, plan_key), world.clock(), world.desk.new_id("cnv")
    visitor = Visitor(f"vis_{conversation_id}", plan_key, 1, now, now)
    blank = started(conversation_id, plan, visitor, now, locale="en")
    header, entry = with_message(received_by(blank, plan), Author("visitor", blank.visitor_id), "Hi", "1", now)
    tx = Transaction(world.desk)
    store.write(tx, None, header, [entry])
    tx.commit()
    return conversation_id


def two_plans(world: World, **more: Any) -> tuple[Agent, Agent]:
    """An agent of the plan ``demo``, and one of the plan ``other``, both there and busy."""
    (one,) = world.found(agents=1)
    two = world.agent()
    group = people.create_group(world.desk, CreateGroup("G", two.agent_id, **more))
    plans.create_plan(world.desk, "other", {"group_ids": [group.group_id], "accept_seconds": 86_400})
    for each in (one, two):
        world.online(each, "busy")
    return world.now(one), world.now(two)


def listed(world: World, agent: Agent) -> list[list[tuple[str, int | None]]]:
    """The pages of those who wait, as this agent sees them."""
    pages, cursor = [], None
    while True:
        items, cursor = reading.list_conversations(world.desk, agent, "waiting", None, cursor)
        pages.append([(each.header.conversation_id, each.place) for each in items])
        if cursor is None:
            return pages


def test_pages_of_those_who_wait_hold_all_that_one_may_take_and_nothing_else(world: World) -> None:
    one, two = two_plans(world)
    ids = [(plan, put_in_line(world, plan)) for plan in ("demo", "other", "other") * 30]

    pages = listed(world, two)

    theirs = [conversation_id for plan, conversation_id in ids if plan == "other"]
    assert [each for page in pages for each in page] == [(each, place) for place, each in enumerate(theirs, 1)]
    assert max(map(len, pages)) <= 50
    assert len([each for page in listed(world, one) for each in page]) == 30


def test_the_inbox_shows_what_one_may_take_though_others_wait_before_it(world: World) -> None:
    _, two = two_plans(world)
    for _ in range(60):
        put_in_line(world, "demo")
    mine = put_in_line(world, "other")

    with counted() as requests:
        inbox = service.read_inbox(world.desk, two, None)

    assert not inbox.more_waiting
    assert [(each.header.conversation_id, each.place) for each in inbox.items] == [(mine, 1)]
    assert requests.names == ["Query"] * len(two.pools) + ["BatchGetItem"]


def test_the_inbox_says_that_more_wait_than_it_lists_also_between_looks_at_the_queue(world: World) -> None:
    _, two = two_plans(world)
    for _ in range(WINDOW + 1):
        put_in_line(world, "other")
    boss = world.now(world.agent(role=SUPERVISOR))

    seen = []
    for reader in (two, boss):
        first = service.read_inbox(world.desk, reader, None)
        seen += [first, service.read_inbox(world.desk, reader, first.cursor)]

    assert [(len(each.items), each.more_waiting) for each in seen] == [(WINDOW, True), (0, True)] * 2


def test_those_whom_one_may_take_are_counted_each_once_and_no_further_than_a_bound(world: World) -> None:
    one, two = two_plans(world)
    groups = [people.create_group(world.desk, CreateGroup(name, two.agent_id)).group_id for name in ("Left", "Right")]
    plans.create_plan(world.desk, "twice", {"group_ids": groups, "accept_seconds": 86_400})
    two, boss = world.now(two), world.now(world.agent(role=SUPERVISOR))
    for plan in ("demo", "other", "twice") * 30:
        put_in_line(world, plan)

    counts = [counting.count_waiting(world.desk, each) for each in (one, two, boss)]
    world.clock.forward(seconds=60)
    fewer = [counting.count_waiting(world.desk, each, 80) for each in (two, boss)]

    assert [(each.count, each.more) for each in counts] == [(30, False), (60, False), (90, False)]
    assert [(each.count, each.more) for each in fewer] == [(60, False), (80, True)]


def test_however_many_ask_how_many_wait_they_are_counted_once_in_some_seconds_for_all_who_may_take_them(
    world: World,
) -> None:
    one, _ = two_plans(world)
    boss = world.now(world.agent(role=SUPERVISOR))
    for _ in range(90):
        put_in_line(world, "demo")

    with counted() as first:
        counting.count_waiting(world.desk, one)
    put_in_line(world, "demo")
    with counted() as later:
        asked = [counting.count_waiting(world.desk, each) for each in [one] * 50]
    world.clock.forward(seconds=15)
    with counted() as anew:
        fresh = counting.count_waiting(world.desk, one)

    assert {each.count for each in asked} == {90}
    assert fresh.count == 91
    assert later.names == ["GetItem"] * 50
    assert first.names == anew.names == ["GetItem", "UpdateItem", *["Query"] * len(one.pools), "PutItem"]
    assert counting.count_waiting(world.desk, boss).count == 91


@pytest.mark.long
def test_more_than_a_thousand_are_counted_to_the_last_and_behind_the_bound_nobody(world: World) -> None:
    one, _ = two_plans(world)
    boss = world.now(world.agent(role=SUPERVISOR))
    for _ in range(1_100):
        put_in_line(world, "demo")

    with counted() as requests:
        counts = [counting.count_waiting(world.desk, each) for each in (one, boss)]
    world.clock.forward(seconds=60)
    bounded = [counting.count_waiting(world.desk, each, 1_000) for each in (one, boss)]

    assert [(each.count, each.more) for each in counts] == [(1_100, False)] * 2
    assert [(each.count, each.more) for each in bounded] == [(1_000, True)] * 2
    assert requests.names.count("Query") <= len(one.pools) + 3


def test_who_does_not_receive_them_neither_reads_nor_takes_nor_edits_them(world: World) -> None:
    one, two = two_plans(world)
    waiting = wait(world, "other")
    visitor_id = service.find(world.desk, waiting).visitor_id

    for act in (
        lambda: service.read_conversation(world.desk, one, waiting),
        lambda: reading.read_transcript(world.desk, one, waiting, 0, 10),
        lambda: service.reply(world.desk, one, waiting, "Hi", "1"),
        lambda: editing.edit_visitor(world.desk, one, visitor_id, EditVisitor(name="X", email="mine@example.com")),
        lambda: routing.take_conversation(world.desk, one, waiting),
    ):
        with pytest.raises(NotYours):
            act()

    assert routing.take_conversation(world.desk, two, waiting).agent_id == two.agent_id


def test_levels_and_sources_count_as_for_the_allocation(world: World) -> None:
    _, two = two_plans(world, channels=["app"])

    from_app, from_web = wait(world, "other", source="app"), put_in_line(world, "other")
    with pytest.raises(NotYours):
        service.read_conversation(world.desk, two, from_web)

    assert [each for page in listed(world, two) for each in page] == [(from_app, 1)]


def test_who_left_a_group_takes_nothing_of_its_line_any_more(world: World) -> None:
    _, two = two_plans(world)
    group_id = plans.read_plan(world.desk, "other").group_ids[0]
    waiting, other = wait(world, "other"), world.agent()
    groups.update_group(world.desk, group_id, UpdateGroup(leader_id=other.agent_id, member_ids=[other.agent_id]))

    with pytest.raises(NotYours):
        routing.take_conversation(world.desk, world.now(two), waiting)

    assert service.find(world.desk, waiting).agent_id is None


def test_whoever_served_a_visitor_may_still_write_down_how_they_are_reached(world: World) -> None:
    one, two = two_plans(world)
    world.online(one)
    conversation_id = wait(world, "demo")
    visitor_id = service.find(world.desk, conversation_id).visitor_id
    service.end_conversation(world.desk, world.now(one), conversation_id)

    edited = editing.edit_visitor(world.desk, world.now(one), visitor_id, EditVisitor(name="Wang"))

    assert edited.name == "Wang"
    with pytest.raises(NotYours):
        editing.edit_visitor(world.desk, two, visitor_id, EditVisitor(name="X"))


def acts(world: World, act: str) -> list[tuple[str, str]]:
    found, _ = desk.read_audit(world.desk, None, None)
    return [(each.by, each.about) for each in found if each.act == act]


def test_a_supervisor_who_follows_a_colleagues_conversation_is_in_the_audit_log_once_a_day(world: World) -> None:
    one, _ = two_plans(world)
    world.online(one)
    boss, conversation_id = world.agent(role=SUPERVISOR), wait(world, "demo")

    def read(reader: Agent, after: int = 0) -> int:
        with counted() as requests:
            reading.read_transcript(world.desk, world.now(reader), conversation_id, after, 10)
        return len(requests) - 1  # who they are

    own, first, again, nothing_new = read(one), read(boss), read(boss), read(boss, after=2)
    world.clock.forward(days=1)
    read(boss)

    assert acts(world, "read_transcript") == [(boss.agent_id, conversation_id)] * 2
    assert (own, first, again, nothing_new) == (1, 2, 2, 1)


def test_a_supervisor_who_looks_at_a_colleagues_visitor_is_in_the_audit_log_once_a_day(world: World) -> None:
    one, _ = two_plans(world)
    waiting = wait(world, "demo")
    world.online(one)
    asking, boss, conversation_id = Asking(), world.agent(role=SUPERVISOR), wait(world, "demo")
    path, token = "/v1/desk/conversations", asking.sign_in(boss)

    for _ in range(2):
        for what in ("", "/assignment"):
            assert asking.ask("GET", f"{path}/{conversation_id}{what}", token).status == 200
    service.read_conversation(world.desk, world.now(one), conversation_id)
    in_line = service.find(world.desk, waiting)

    assert acts(world, "read_conversation") == [(boss.agent_id, conversation_id)]
    (entry,) = desk.read_audit(world.desk, None, None, act="read_conversation")[0]
    assert (entry.after, entry.request_id[:3]) == ({"holder_id": one.agent_id}, "req")
    assert in_line.agent_id == one.agent_id
