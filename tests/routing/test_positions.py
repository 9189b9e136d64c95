"""Where somebody stands is counted among those who want the same agents; whom nobody serves is told (B4, B5)."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing, queue
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import everybody_waiting
from tests.routing.test_manual import begin
from tests.worlds import World, counted


def group_of(world: World, name: str, *members: Any) -> str:
    ids = [each.agent_id for each in members]
    return people.create_group(world.desk, CreateGroup(name=name, leader_id=ids[0], member_ids=ids)).group_id


def visit(world: World, plan_key: str) -> visitors.Caller:
    _, token, _ = visitors.register(world.desk, None, plan_key, None, RegisterVisitor(locale="en"))
    return visitors.recognised(world.desk, token)


def other_plan(world: World, **fields: Any) -> None:
    said = {"name": "Other", "accept_seconds": 86_400, "texts": {"en": {"waiting": "No. {place}, {ahead} ahead"}}}
    plans.create_plan(world.desk, "other", said | fields)


def wait_for_other(world: World, visitor: Any = None) -> tuple[Any, str]:
    visitor = visitor or visit(world, "other")
    begun = conversations.start_conversation(world.desk, visitor, "other", StartConversation(text="hi", client_id="c"))
    return visitor, begun.conversation_id


def place(world: World, visitor: Any, conversation_id: str, plan_key: str = "demo") -> int | None:
    _, standing = queue.still_here(world.desk, visitor, plan_key, conversation_id)
    return standing.place if standing else None


def told(world: World, visitor: Any, conversation_id: str, plan_key: str) -> list[Any]:
    return list(conversations.read_entries(world.desk, visitor, plan_key, conversation_id, 0, 100).entries)


# --- the place ------------------------------------------------------------------------------------------------------


def test_who_waits_for_others_does_not_stand_before_me(world: World) -> None:
    world.found(agents=1)
    other_plan(world, group_ids=[group_of(world, "Own", world.agent())])
    for _ in range(3):
        begin(world)

    visitor, conversation_id = wait_for_other(world)
    signed = place(world, visitor, conversation_id, "other")
    world.clock.forward(seconds=61)
    work.run_due(world.desk)

    entries = told(world, visitor, conversation_id, "other")
    assert signed == 1
    assert [(each.kind, each.place) for each in entries[1:]] == [("waiting", 1), ("reminder", 1)]
    assert entries[-1].text == "No. 1, 0 ahead"


def test_who_waits_in_one_of_the_same_pools_stands_before_me_and_counts_once(world: World) -> None:
    agent, _ = world.found(agents=2)
    both = [world.group.group_id if world.group else "", group_of(world, "Both", agent)]
    other_plan(world, group_ids=both, agent_ids=[agent.agent_id])
    begin(world)
    for _ in range(2):
        wait_for_other(world)

    visitor, conversation_id = wait_for_other(world)

    assert told(world, visitor, conversation_id, "other")[-1].place == 4
    assert place(world, visitor, conversation_id, "other") == 4


def test_who_matters_more_stands_before_me_though_they_came_later(world: World) -> None:
    world.found(agents=1)
    usual, important = world.visitor(), world.visitor()
    boss = world.agent(role=SUPERVISOR)
    world.known(important)
    editing.edit_visitor(world.desk, boss, important.visitor_id, EditVisitor(level="vip"))
    mine, theirs = begin(world, usual), begin(world, important)

    places = [place(world, usual, mine), place(world, important, theirs)]

    assert places == [2, 1]


def test_a_sign_asks_for_the_conversation_and_each_of_its_pools(world: World) -> None:
    world.found(agents=1)
    begin(world)
    usual = world.visitor()
    own = begin(world, usual)
    other_plan(world, group_ids=[group_of(world, name, world.agent()) for name in "ABC"])
    visitor, of_three = wait_for_other(world)

    for _ in range(2):
        with counted() as one_pool:
            place(world, usual, own)
        with counted() as three_pools:
            place(world, visitor, of_three, "other")

    assert (one_pool.names, three_pools.names) == (["Query"] * 2, ["Query"] * 4)


# --- nobody to wait for ---------------------------------------------------------------------------------------------


def receive_only(world: World, *levels: str) -> None:
    group_id = world.group.group_id if world.group else ""
    groups.update_group(world.desk, group_id, UpdateGroup(levels=levels))


def test_who_waits_for_a_group_that_receives_them_no_more_is_told_within_a_minute(world: World) -> None:
    world.found(agents=1)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    receive_only(world, "vip")
    world.clock.forward(seconds=61)
    for _ in range(2):
        work.run_due(world.desk)

    last = told(world, visitor, conversation_id, "demo")[-1]
    assert (last.kind, last.state, last.offer) == ("closed", "closed", "offline_form")
    assert "nobody can serve you" in last.text
    assert everybody_waiting(world.desk) == []


def test_whose_new_level_nobody_receives_is_told_at_once(world: World) -> None:
    world.found(agents=1)
    boss, visitor = world.agent(role=SUPERVISOR), world.visitor()
    receive_only(world, "normal")
    conversation_id = begin(world, visitor)

    for _ in range(2):
        world.known(visitor)
        editing.edit_visitor(world.desk, boss, visitor.visitor_id, EditVisitor(level="gold"))

    last = told(world, visitor, conversation_id, "demo")[-1]
    assert (last.state, last.offer) == ("closed", "offline_form")


def test_whose_new_level_somebody_receives_is_served_at_once(world: World) -> None:
    (one,) = world.found(agents=1)
    boss, visitor = world.agent(role=SUPERVISOR), world.visitor()
    special = group_of(world, "Special", world.agent())
    group_id = world.group.group_id if world.group else ""
    plans.update_plan(world.desk, "demo", {"group_ids": [group_id, special]}, None)
    receive_only(world, "vip")
    conversation_id = begin(world, visitor)
    world.online(one)

    world.known(visitor)
    editing.edit_visitor(world.desk, boss, visitor.visitor_id, EditVisitor(level="vip"))

    assert world.now(one).serving == {conversation_id}
