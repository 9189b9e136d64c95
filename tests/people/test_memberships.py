"""Which groups an agent is in, kept with the agent: as the groups say, whatever dies meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Membership
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.reach import memberships_in
from chalicelib.people.service import memberships
from chalicelib.people.service.groups import update_group
from chalicelib.people.service.memberships import SpreadMemberships
from chalicelib.people.store.rows import RECORD, AgentRow
from tests.crashes import crash_at
from tests.stored import change_item
from tests.worlds import World, at_once, counted, in_use


def group_of(world: World, *members: Agent, **more: Any) -> str:
    ids = [each.agent_id for each in members]
    return people.create_group(world.desk, CreateGroup("G", ids[0], ids, **more)).group_id


def change(world: World, group_id: str, **what: Any) -> Any:
    return update_group(world.desk, group_id, UpdateGroup(**what))


def kept(world: World, agent: Agent) -> list[str]:
    return [each.group_id for each in world.now(agent).memberships or ()]


def test_whoever_comes_into_a_group_or_leaves_it_has_that_in_their_own_record_when_it_is_answered(world: World) -> None:
    world.found()
    one, two, three = (world.agent() for _ in range(3))

    group_id = group_of(world, one, two)
    at_first = [kept(world, each) for each in (one, two, three)]
    change(world, group_id, member_ids=[one.agent_id, three.agent_id])

    assert at_first == [[group_id], [group_id], []]
    assert [kept(world, each) for each in (one, two, three)] == [[group_id], [], [group_id]]


def test_what_a_group_receives_is_kept_with_each_of_its_members(world: World) -> None:
    world.found()
    one, two = (world.agent() for _ in range(2))
    group_id = group_of(world, one, two, levels=["vip"])

    change(world, group_id, channels=["app"])

    expected = (Membership(group_id, ("vip",), ("app",)),)
    assert [world.now(each).memberships for each in (one, two)] == [expected, expected]


def test_a_change_of_the_name_touches_nobody(world: World) -> None:
    world.found()
    one = world.agent()
    group_id = group_of(world, one)

    with counted() as requests:
        change(world, group_id, name="Renamed")

    assert requests.names.count("TransactWriteItems") == 1


def test_more_members_than_a_transaction_holds_all_have_it(world: World) -> None:
    world.found()
    members = [world.agent() for _ in range(101)]

    group_id = group_of(world, *members)

    agents = people.roster(world.desk).agents.values()
    assert {len(each.memberships or ()) for each in agents} == {1}
    assert {each.memberships[0].group_id for each in agents if each.memberships} == {group_id}


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("number", [1, 2])
def test_what_died_after_the_group_was_changed_is_done_by_the_schedule(
    world: World, number: int, written: bool
) -> None:
    world.found()
    one, two = world.agent(), world.agent()
    group_id = group_of(world, one)

    with crash_at(number, written=written) as fate:
        change(world, group_id, leader_id=two.agent_id, member_ids=[two.agent_id])
    world.clock.forward(minutes=2)
    work.run_due(world.desk, limit=100, within=timedelta(hours=1))

    assert fate.died
    assert (kept(world, one), kept(world, two)) == ([], [group_id])


def without_copy(world: World, agent: Agent) -> Agent:
    """As the agent's record was before it said anything of groups."""
    key = {"shelf": {"S": f"agent#{agent.agent_id}"}, "key": {"S": RECORD}}
    change_item(AgentRow.Meta.table_name, key, f"REMOVE {AgentRow.memberships.attr_name}, {AgentRow.groups.attr_name}")
    return world.now(agent)


def test_a_record_that_says_nothing_of_groups_is_answered_by_the_groups_and_mended_in_the_night(world: World) -> None:
    (one,) = world.found(agents=1)
    old = without_copy(world, one)

    around = people.Surroundings(world.desk, old)
    answered = around.memberships
    mended, again = people.recount_memberships(world.desk), people.recount_memberships(world.desk)

    assert world.group is not None
    assert old.memberships is None
    assert [each.group_id for each in answered] == [world.group.group_id]
    assert (mended, again) == (1, 0)
    assert kept(world, one) == [world.group.group_id]


def test_who_is_in_so_many_groups_that_their_record_would_grow_is_answered_by_the_groups(world: World) -> None:
    world.found()
    one = world.agent()
    addresses = [f"https://shop.example/{n}/{'x' * 440}" for n in range(40)]

    group_id = group_of(world, one, channels=addresses)

    agent = world.now(one)
    assert agent.memberships is None
    assert [each.group_id for each in people.Surroundings(world.desk, agent).memberships] == [group_id]


def test_what_was_read_before_somebody_else_wrote_is_not_written(world: World) -> None:
    world.found()
    one = world.agent()
    early = people.roster(world.desk)
    group_id = group_of(world, one)

    stale = replace(early.agents[one.agent_id])
    from chalicelib.core.transactions import Transaction
    from chalicelib.people.store.pools import put_memberships
    from chalicelib.people.store.rows import AgentMoved

    tx = Transaction(world.desk)
    put_memberships(tx, stale, memberships_in(one.agent_id, early.groups.values()))
    with pytest.raises(AgentMoved):
        tx.commit()

    assert kept(world, one) == [group_id]


@pytest.mark.race
def test_of_many_groups_that_are_changed_at_once_each_is_kept(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    one, two = world.agent(), world.agent()
    groups = [group_of(world, one) for _ in range(4)]
    ids = [one.agent_id, two.agent_id]

    at_once([lambda group_id=each: change(world, group_id, member_ids=ids) for each in groups])
    work.run_due(world.desk)

    assert kept(world, two) == sorted(groups)
    assert kept(world, one) == sorted(groups)


def test_a_piece_that_read_the_groups_before_they_changed_does_not_undo_what_was_written_since(world: World) -> None:
    world.found()
    one = world.agent()
    group_id = group_of(world, one)
    other = world.agent()
    changed = False

    def change_once(operation: str, arguments: Mapping[str, Any], _: Any) -> None:
        nonlocal changed
        if operation == "Query" and not changed:
            changed = True
            update_group(world.desk, group_id, UpdateGroup(leader_id=other.agent_id, member_ids=[other.agent_id]))

    old = without_copy(world, one)
    with in_use().watching(after=change_once):
        memberships.spread(world.desk, SpreadMemberships((old.agent_id,)))

    assert changed
    assert kept(world, one) == []
    assert world.now(one).groups == frozenset()


def test_a_group_too_many_in_a_record_is_taken_out_in_the_night(world: World) -> None:
    (one,) = world.found(agents=1)
    key = {"shelf": {"S": f"agent#{one.agent_id}"}, "key": {"S": RECORD}}
    before = world.now(one).groups
    world.desk.database.call(
        "UpdateItem",
        {
            "TableName": AgentRow.Meta.table_name,
            "Key": key,
            "UpdateExpression": "ADD groups :gone",
            "ExpressionAttributeValues": {":gone": {"SS": ["grp_gone"]}},
        },
    )

    mended, again = people.recount_memberships(world.desk), people.recount_memberships(world.desk)

    assert (mended, again) == (1, 0)
    assert world.now(one).groups == before
