"""Others come to receive a plan's visitors while some wait: these are theirs, in their place in time (B4, B5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header, queue_number
from chalicelib.conversations.model.queue import received_by
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from infra.bench.crowd import everybody_waiting
from infra.bench.storm import disagreements
from tests.crashes import Death, at_each_write, crash_at
from tests.routing.test_manual import begin
from tests.worlds import World, in_use


def group_of(world: World, *members: Agent, **more: Any) -> str:
    ids = [each.agent_id for each in members]
    return people.create_group(world.desk, CreateGroup("G", ids[0], ids, **more)).group_id


def change(world: World, **fields: Any) -> None:
    plans.update_plan(world.desk, "demo", fields, None)


def catch_up(world: World) -> None:
    while work.run_due(world.desk):
        pass


def header_of(world: World, conversation_id: str) -> Header:
    return conversations.find(world.desk, conversation_id)


def test_who_waits_is_served_by_those_who_receive_them_now_and_by_nobody_else(world: World) -> None:
    (before,) = world.found(agents=1)
    free = world.agent(capacity=2)
    world.online(free)
    ids = [begin(world) for _ in range(3)]

    change(world, group_ids=[group_of(world, free)])
    world.online(before)

    assert [header_of(world, each).agent_id for each in ids] == [free.agent_id, free.agent_id, None]
    assert world.now(before).serving == frozenset()
    assert disagreements(world.desk, ids) == []


def test_who_waits_keeps_their_place_before_those_who_come_by_the_changed_plan(world: World) -> None:
    world.found(agents=1)
    other = world.agent(capacity=1)
    early = begin(world)
    number = queue_number(header_of(world, early))

    change(world, group_ids=[group_of(world, other)])
    late = begin(world)
    world.online(other)

    assert [header_of(world, each).state for each in (early, late)] == ["open", "waiting"]
    assert number == queue_number(replace(header_of(world, early), waiting_since=header_of(world, early).started_at))


def test_somebody_free_whom_the_plan_names_by_now_serves_who_waits(world: World) -> None:
    world.found()
    one, two = world.agent(), world.agent()
    change(world, agent_ids=[one.agent_id])
    world.online(two)
    conversation_id = begin(world)

    change(world, agent_ids=[one.agent_id, two.agent_id])

    assert header_of(world, conversation_id).agent_id == two.agent_id


def test_a_group_that_receives_more_serves_who_waits_for_it_at_once(world: World) -> None:
    world.found(agents=1)
    best = world.agent()
    narrow = group_of(world, best, levels=["vip"])
    change(world, group_ids=[world.group.group_id if world.group else "", narrow])
    world.online(best)
    conversation_id = begin(world)

    before = header_of(world, conversation_id).pools
    groups.update_group(world.desk, narrow, UpdateGroup(levels=[]))

    assert before == (world.group.group_id if world.group else "",)
    assert header_of(world, conversation_id).agent_id == best.agent_id


def test_somebody_free_who_comes_into_the_group_serves_who_waits_for_it(world: World) -> None:
    (one,) = world.found(agents=1)
    two, three = world.agent(), world.agent()
    world.online(three)
    conversation_id = begin(world)

    ids = [each.agent_id for each in (one, two, three)]
    group_id = world.group.group_id if world.group else ""
    groups.update_group(world.desk, group_id, UpdateGroup(member_ids=ids))

    assert header_of(world, conversation_id).agent_id == three.agent_id


def test_whom_nobody_receives_any_more_is_told_so_and_offered_the_form(world: World) -> None:
    (one,) = world.found(agents=1)
    ids = [begin(world) for _ in range(2)]

    change(world, group_ids=[group_of(world, one, levels=["vip"])])

    assert [header_of(world, each).why_closed for each in ids] == ["out_of_scope"] * 2
    assert everybody_waiting(world.desk) == []


def test_another_allocation_is_that_of_who_waits_already(world: World) -> None:
    world.found(agents=1)
    conversation_id = begin(world)

    change(world, allocation="balanced")

    assert header_of(world, conversation_id).allocation == "balanced"
    assert disagreements(world.desk, [conversation_id]) == []


def test_of_a_long_queue_a_page_is_changed_at_once_and_the_others_by_due_work(world: World) -> None:
    world.found(agents=1)
    other = world.agent(capacity=3)
    ids = [begin(world) for _ in range(50)]
    group_id = group_of(world, other)

    change(world, group_ids=[group_id])
    at_once = [each for each in ids if header_of(world, each).pools == (group_id,)]
    catch_up(world)
    world.online(other)

    assert at_once == ids[:20]
    assert {header_of(world, each).pools for each in ids} == {(group_id,)}
    assert [header_of(world, each).state for each in ids[:4]] == ["open"] * 3 + ["waiting"]
    assert disagreements(world.desk, ids) == []


def test_a_change_that_dies_at_any_write_is_carried_through(new_world: Any) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found(agents=1)
        other = world.agent(capacity=1)
        world.online(other)
        ids = [begin(world) for _ in range(2)]
        group_id = group_of(world, other)

        with death():
            change(world, group_ids=[group_id])
        if plans.read_plan(world.desk, "demo").group_ids != (group_id,):
            change(world, group_ids=[group_id])
        for _ in range(3):
            world.clock.forward(minutes=5)
            world.online(other)
            catch_up(world)

        # the minute's look has ended who showed no sign; nobody waits whom the plan's agents may serve
        assert header_of(world, ids[0]).agent_id == other.agent_id
        assert disagreements(world.desk, ids) == []

    at_each_write(story)


def test_who_began_to_wait_by_the_plan_of_before_is_found_within_a_minute(world: World) -> None:
    (one,) = world.found(agents=1)
    other = world.agent()
    visitor = world.visitor()
    before = plans.read_plan(world.desk, "demo")
    conversation_id = begin(world, visitor)
    change(world, group_ids=[group_of(world, other)])
    world.online(other, "busy")
    header = header_of(world, conversation_id)
    tx = Transaction(world.desk)
    store.write(tx, header, replace(received_by(header, before), edits=header.edits + 1), [])
    tx.commit()
    world.online(other)

    left_over = header_of(world, conversation_id).state
    world.clock.forward(seconds=61)
    world.online(other)
    work.run_due(world.desk)

    assert (left_over, header_of(world, conversation_id).agent_id) == ("waiting", other.agent_id)
    assert world.now(one).serving == frozenset()


def test_who_is_put_back_waits_for_those_who_receive_them_now(world: World) -> None:
    (one,) = world.found(agents=1)
    other = world.agent(capacity=1)
    world.online(one)
    conversation_id = begin(world)
    change(world, group_ids=[group_of(world, other)])
    world.online(other)

    world.online(one, "offline")

    assert header_of(world, conversation_id).agent_id == other.agent_id


def test_an_agent_who_leaves_and_dies_in_it_leaves_nobody_to_wait_whom_another_may_serve(world: World) -> None:
    one, two = world.found(agents=2, capacity=2)
    world.online(one)
    ids = [begin(world) for _ in range(2)]
    world.online(two)

    with crash_at(2, written=True):  # the first of them waits again
        world.online(one, "offline")
    world.clock.forward(minutes=2)
    world.online(two)
    catch_up(world)

    assert world.now(two).serving == set(ids)
    assert disagreements(world.desk, ids) == []


def test_a_row_that_its_conversation_knows_nothing_of_is_taken_out_by_who_meets_it(world: World) -> None:
    (one,) = world.found(agents=1)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    header = header_of(world, conversation_id)
    tx = Transaction(world.desk)
    # as a version before writes it: the header alone, without its pools
    ended = replace(header, state="closed", pools=None, edits=header.edits + 1)
    store.write(tx, replace(header, pools=None), ended, [])
    tx.commit()
    orphaned = disagreements(world.desk, [conversation_id])

    world.online(one)

    assert orphaned != []
    assert disagreements(world.desk, [conversation_id]) == []


def test_of_two_changes_within_moments_the_newer_one_places_who_waits_last(world: World) -> None:
    _, second = world.found(agents=2)
    first = world.group.group_id if world.group else ""
    other = group_of(world, second)
    conversation_id = begin(world)
    waits = header_of(world, conversation_id)
    change(world, group_ids=[other])
    changed: list[int] = []

    def meanwhile(operation: str, _: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and not changed:
            changed.append(1)
            change(world, group_ids=[first])

    with in_use().watching(before=meanwhile):
        conversations.receive_anew(world.desk, waits)

    assert changed
    assert header_of(world, conversation_id).pools == (first,)
