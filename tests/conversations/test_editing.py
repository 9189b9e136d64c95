"""A visitor's new name and level reach the conversation they have."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing
from chalicelib.core import audit
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import everybody_waiting
from tests.conversations.test_races import whole
from tests.worlds import World, at_once, counted


def begin(world: World) -> tuple[Any, str]:
    visitor = world.visitor()
    started = service.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hello", client_id="first")
    )
    return visitor, started.conversation_id


def edit(world: World, agent: Any, visitor: Any, **what: str) -> Any:
    return editing.edit_visitor(world.desk, agent, visitor.visitor_id, EditVisitor(**what))


def test_a_new_name_is_in_the_inbox_of_whoever_serves_them_without_an_entry(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    visitor, conversation_id = begin(world)
    cursor = service.read_inbox(world.desk, world.now(one), None).cursor

    edit(world, world.now(one), visitor, name="王女士")
    (item,) = service.read_inbox(world.desk, world.now(one), cursor).items

    assert (item.header.conversation_id, item.header.visitor_name) == (conversation_id, "王女士")
    assert [entry.kind for entry in whole(world, visitor, conversation_id)] == ["message", "assigned"]


def test_addresses_an_agent_was_told_are_kept_as_they_can_be_written_to_and_audited(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    visitor, _ = begin(world)

    agent = world.now(one)
    with counted() as first:
        edited = edit(world, agent, visitor, email=" mei@EXAMPLE.com ", mobile="138 0013 8000")
    again = edit(world, world.now(one), visitor, email="mei@example.com", mobile="+8613800138000")
    without = edit(world, world.now(one), visitor, email="")

    assert (edited.email, edited.mobile, again) == ("mei@example.com", "+8613800138000", edited)
    assert (without.email, without.mobile) == (None, "+8613800138000")
    assert visitors.card(world.desk, visitor.visitor_id) == without
    acts = [each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == "edit_visitor"]
    assert [each.after for each in acts] == [
        {"email": None},
        {"email": "…", "mobile": "…"},  # that there is one; which one is for nobody who cannot see the customer
    ]
    # visitor, what is known of the address, plan for the country, conversation
    assert first.names == ["GetItem", "BatchGetItem", "GetItem", "BatchGetItem", "TransactWriteItems"]


def test_addresses_that_do_not_hold_are_both_named_and_nothing_is_changed(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    visitor, _ = begin(world)

    with pytest.raises(Invalid) as refused:
        edit(world, world.now(one), visitor, name="Mei", email="mei@", mobile="12")

    assert [each.field for each in refused.value.errors] == ["email", "mobile"]
    assert visitors.card(world.desk, visitor.visitor_id).name is None


def test_a_higher_level_moves_them_forward_in_the_line_at_once(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    (_, first), (_, second), (important, third) = (begin(world) for _ in range(3))
    cursor = service.read_inbox(world.desk, boss, None).cursor
    world.clock.forward(seconds=5)

    edit(world, boss, important, level="vip")
    inbox = service.read_inbox(world.desk, boss, cursor)

    assert [header.conversation_id for header in everybody_waiting(world.desk)] == [third, first, second]
    assert [(each.header.conversation_id, each.place) for each in inbox.items] == [(third, 1), (first, 2), (second, 3)]
    assert {each.header.level for each in inbox.items} == {"vip", "normal"}


def test_a_level_that_a_free_group_receives_is_served_at_once(world: World) -> None:
    world.found(agents=1)
    one, boss = world.agent(), world.agent(role=SUPERVISOR)
    best = people.create_group(
        world.desk, CreateGroup(name="Best", leader_id=one.agent_id, member_ids=[one.agent_id], levels=["gold"])
    )
    usual = world.group.group_id if world.group else ""
    plans.update_plan(world.desk, "demo", {"group_ids": [usual, best.group_id]}, None)
    world.online(one)
    visitor, conversation_id = begin(world)

    before = world.now(one).serving
    edit(world, boss, visitor, level="gold")

    assert (before, world.now(one).serving) == (frozenset(), {conversation_id})


def test_after_an_edit_the_conversation_goes_on_and_leaves_the_line_whole(world: World) -> None:
    (one,) = world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    visitor, conversation_id = begin(world)

    edit(world, boss, visitor, level="vip", name="Ms. Wang")
    service.post_message(world.desk, visitor, "demo", conversation_id, "still there?", "second")
    edit(world, boss, visitor, level="silver")
    world.online(one)

    assert everybody_waiting(world.desk) == []
    header = service.find(world.desk, conversation_id)
    assert (header.visitor_name, header.level, header.rank, header.edits) == ("Ms. Wang", "silver", 3, 2)
    assert header.agent_id == one.agent_id


def test_saying_the_same_again_changes_nothing(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    visitor, conversation_id = begin(world)

    for _ in range(2):
        edit(world, boss, visitor, name="Ms. Wang")

    assert service.find(world.desk, conversation_id).edits == 1


def test_a_closed_conversation_keeps_the_name_it_had(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    visitor, conversation_id = begin(world)
    service.end_conversation(world.desk, boss, conversation_id)

    edited = edit(world, boss, visitor, name="Later")

    assert edited.name == "Later"
    assert service.find(world.desk, conversation_id).visitor_name is None


def test_somebody_who_never_came_cannot_be_named(world: World) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)

    with pytest.raises(NotFound):
        editing.edit_visitor(world.desk, boss, "vis_nobody", EditVisitor(name="X"))


@pytest.mark.race
def test_renames_in_a_crowd_of_messages_lose_neither(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    boss = world.agent(role=SUPERVISOR)
    visitor, conversation_id = begin(world)

    def rename_many_times() -> None:
        for number in range(6):
            edit(world, boss, visitor, name=f"Name {number}", level=("vip", "gold")[number % 2])

    posts = [
        partial(service.post_message, world.desk, visitor, "demo", conversation_id, f"text {n}", f"id-{n}")
        for n in range(20)
    ]
    results = at_once([*posts, rename_many_times])

    assert not [result for result in results if isinstance(result, Exception)]
    texts = [entry.text for entry in whole(world, visitor, conversation_id) if entry.kind == "message"]
    assert sorted(texts) == sorted(["hello", *(f"text {n}" for n in range(20))])
    header = service.find(world.desk, conversation_id)
    assert (header.visitor_name, header.level, header.edits) == ("Name 5", "gold", 6)
    assert everybody_waiting(world.desk) == [header]


@pytest.mark.race
def test_a_name_given_while_a_conversation_begins_is_in_it(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    boss = world.agent(role=SUPERVISOR)
    visitors = [world.known(world.visitor()) for _ in range(6)]
    first = StartConversation(text="hello", client_id="first")

    results = at_once(
        [
            *[partial(service.start_conversation, world.desk, visitor, "demo", first) for visitor in visitors],
            *[partial(edit, world, boss, visitor, name="Ms. Wang") for visitor in visitors],
        ]
    )

    assert not [result for result in results if isinstance(result, Exception)]
    assert [header.visitor_name for header in everybody_waiting(world.desk)] == ["Ms. Wang"] * 6
