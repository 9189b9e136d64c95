"""Which pools a visitor comes to stands in the plan alone, and which plans name an agent in the agent's own record."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Membership
from chalicelib.people.model.channels import Asker
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.people.service.groups import update_group
from chalicelib.plans import service as plans
from chalicelib.plans import store
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.receiving import all_pools, pools_for
from chalicelib.plans.service import receivers as plan_receivers
from chalicelib.plans.service.receivers import NameAgents
from chalicelib.plans.store import PlanRow
from tests.crashes import crash_at
from tests.stored import change_item
from tests.worlds import MORNING, World, at_once, counted

FROM_APP = Membership("g", (), ("app",))
BLANK = Plan("pln_1", "tea", "Tea", MORNING, scopes=())


def group_of(world: World, *members: Agent, **more: Any) -> str:
    ids = [each.agent_id for each in members]
    return people.create_group(world.desk, CreateGroup("G", ids[0], ids, **more)).group_id


def receive(world: World, group_id: str, *levels: str) -> None:
    update_group(world.desk, group_id, UpdateGroup(levels=levels))


def named(world: World, agent: Agent) -> frozenset[str]:
    return world.now(agent).named_in


def scopes(world: World, key: str = "tea") -> tuple[Membership, ...] | None:
    plan = store.plan(world.desk, key)
    return plan.scopes if plan else None


# --- where a visitor comes to ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "level", "source", "expected"),
    [
        ({}, "normal", "web", (EVERYBODY,)),
        ({"reaches_nobody": True}, "normal", "web", ()),
        ({"agent_ids": ("agt_1",)}, "normal", "web", ("plan:tea",)),
        ({"group_ids": ("g",), "scopes": (Membership("g"),)}, "normal", "web", ("g",)),
        ({"group_ids": ("g",), "scopes": (Membership("g", ("vip",)),)}, "normal", "web", ()),
        ({"group_ids": ("g",), "scopes": (Membership("g", ("vip",)),)}, "vip", "web", ("g",)),
        ({"group_ids": ("g", "h"), "scopes": (FROM_APP, Membership("h"))}, "vip", "app", ("g", "h")),
        ({"group_ids": ("g", "h"), "scopes": (FROM_APP, Membership("h"))}, "vip", "web", ("h",)),
        ({"group_ids": ("g",), "scopes": (FROM_APP,), "agent_ids": ("a",)}, "gold", "web", ("plan:tea",)),
    ],
)  # fmt: skip
def test_a_visitor_comes_to_the_pools_that_receive_them(
    fields: dict[str, Any], level: str, source: str, expected: tuple[str, ...]
) -> None:
    plan = replace(BLANK, **fields)

    pools = pools_for(plan, Asker(level, None, source))

    assert pools == expected
    assert set(pools) <= set(all_pools(plan))


def test_an_agent_is_in_the_pools_of_their_groups_and_of_the_plans_that_name_them(world: World) -> None:
    world.found()
    agent, other = world.agent(), world.agent()
    group_id = group_of(world, agent)
    plans.create_plan(world.desk, "tea", {"agent_ids": [agent.agent_id]})

    pools = world.now(agent).pools

    assert pools == (EVERYBODY, group_id, of_plan("tea"))
    assert world.now(other).pools == (EVERYBODY,)


# --- named ----------------------------------------------------------------------------------------------------------


def test_whoever_a_plan_names_knows_it_when_it_is_answered(world: World) -> None:
    world.found()
    one, two, three = (world.agent() for _ in range(3))

    plans.create_plan(world.desk, "tea", {"agent_ids": [one.agent_id, two.agent_id]})
    at_first = [named(world, each) for each in (one, two, three)]
    plans.update_plan(world.desk, "tea", {"agent_ids": [two.agent_id, three.agent_id]}, None)

    assert at_first == [{"tea"}, {"tea"}, set()]
    assert [named(world, each) for each in (one, two, three)] == [set(), {"tea"}, {"tea"}]


def test_of_more_than_a_transaction_bears_the_rest_is_named_as_the_plan_stands_then(world: World) -> None:
    world.found()
    before, after = ([world.agent() for _ in range(43)] for _ in range(2))
    plans.create_plan(world.desk, "tea", {"agent_ids": [each.agent_id for each in before]})

    plans.update_plan(world.desk, "tea", {"agent_ids": [each.agent_id for each in after]}, None)
    plan_receivers.name_agents(world.desk, NameAgents("tea", (before[0].agent_id, after[0].agent_id)))

    assert {named(world, each) for each in before} == {frozenset()}
    assert {named(world, each) for each in after} == {frozenset({"tea"})}


# --- what groups receive --------------------------------------------------------------------------------------------


def test_a_plan_has_what_its_groups_receive_when_the_groups_change_is_answered(world: World) -> None:
    world.found()
    group_id = group_of(world, world.agent())
    plans.create_plan(world.desk, "tea", {"group_ids": [group_id]})
    plans.create_plan(world.desk, "cake", {})

    receive(world, group_id, "vip")

    assert scopes(world) == (Membership(group_id, ("vip",)),)
    assert scopes(world, "cake") == ()


def test_of_many_plans_a_page_is_brought_up_at_once_and_the_next_by_due_work(world: World) -> None:
    world.found()
    group_id = group_of(world, world.agent())
    keys = [f"p{n}" for n in range(30)]
    for key in keys:
        plans.create_plan(world.desk, key, {"group_ids": [group_id]})

    receive(world, group_id, "vip")
    at_once = [key for key in keys if scopes(world, key) == (Membership(group_id, ("vip",)),)]
    while work.run_due(world.desk):
        pass

    assert 20 <= len(at_once) < 30
    assert {scopes(world, key) for key in keys} == {(Membership(group_id, ("vip",)),)}


def test_a_change_of_a_group_that_died_before_its_plans_knew_is_told_to_them_later(world: World) -> None:
    world.found()
    group_id = group_of(world, world.agent())
    plans.create_plan(world.desk, "tea", {"group_ids": [group_id]})

    with crash_at(0, written=True):
        receive(world, group_id, "vip")
    died = scopes(world)
    world.clock.forward(minutes=5)
    while work.run_due(world.desk):
        pass

    assert died == (Membership(group_id),)
    assert scopes(world) == (Membership(group_id, ("vip",)),)


def test_who_saves_a_plan_while_its_group_changes_loses_nothing(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    group_id = group_of(world, world.agent())
    plans.create_plan(world.desk, "tea", {"group_ids": [group_id]})

    for n in range(6):
        level = ("vip", "gold")[n % 2]
        save = partial(plans.update_plan, world.desk, "tea", {"name": f"Tea {n}"}, None)
        answers = at_once([save, partial(receive, world, group_id, level)])
        plan = plans.read_plan(world.desk, "tea")

        assert not [each for each in answers if isinstance(each, Exception)]
        assert (plan.name, plan.scopes) == (f"Tea {n}", (Membership(group_id, (level,)),))


def test_a_plan_of_the_version_before_is_read_with_what_its_groups_receive(world: World) -> None:
    world.found()
    group_id = group_of(world, world.agent(), levels=["vip"])
    plans.create_plan(world.desk, "tea", {"group_ids": [group_id]})
    change_item(PlanRow.Meta.table_name, {"plan_key": {"S": "tea"}}, "REMOVE scopes, scoped")

    with counted() as reading:
        plan = plans.read_plan(world.desk, "tea")
    plan_receivers.bring_scopes(world.desk, "tea")
    with counted() as again:
        plans.read_plan(world.desk, "tea")

    assert plan.scopes == scopes(world) == (Membership(group_id, ("vip",)),)
    assert (len(reading), len(again)) == (2, 1)


def test_no_plan_names_more_groups_than_one_transaction_can_move_a_visitor_among(world: World) -> None:
    world.found()
    leaders = [world.agent() for _ in range(5)]
    groups = [group_of(world, leaders[number % 5]) for number in range(46)]
    plans.create_plan(world.desk, "tea", {"group_ids": groups[:45]})

    with pytest.raises(Invalid) as refused:
        plans.update_plan(world.desk, "tea", {"group_ids": groups}, None)

    assert [each.field for each in refused.value.errors] == ["group_ids"]
