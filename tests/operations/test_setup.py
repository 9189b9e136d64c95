"""The set-up check: what a desk lacks so that nobody waits in vain."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.notifications import service as notifications
from chalicelib.operations import service as operations
from chalicelib.operations.model.setup import CODES, KINDS
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service import reading as plan_reading
from tests.in_process import Asking
from tests.notifications.shops import SETTINGS
from tests.worlds import World, counted

TOLD = {"offline": {"recipients": [{"name": "Mei", "email": "mei@shop.example"}]}}


def whole(world: World) -> None:
    """A desk that lacks nothing."""
    world.found(agents=2)
    for _ in range(2):
        world.agent(role=ADMINISTRATOR)
    notifications.update_settings(world.desk, SETTINGS)
    assert world.group is not None
    for plan in plans.list_plans(world.desk):
        if not plan.reaches_nobody:
            change(world, plan, {"group_ids": [world.group.group_id], **TOLD})
            seen(world, plan.key)


def seen(world: World, key: str) -> None:
    """Somebody looks at a page with the plan's widget."""
    plan_reading.appearance(world.desk, key, "https://shop.example")


def change(world: World, plan: Plan, changes: dict[str, Any]) -> None:
    plans.update_plan(world.desk, plan.plan_id, changes, None)


def found(world: World) -> set[tuple[str, str]]:
    return {(each.code, each.name) for each in operations.check_setup(world.desk)}


def disable(world: World, agent_id: str) -> None:
    people.update_agent(world.desk, agent_id, UpdateAgent(active=False))


def test_a_desk_that_lacks_nothing_is_told_of_nothing(world: World) -> None:
    whole(world)

    assert found(world) == set()


def test_a_desk_that_was_just_begun_is_told_what_to_do_first(world: World) -> None:
    world.found()
    world.agent(role=ADMINISTRATOR)

    codes = {code for code, _ in found(world)}

    assert {"nobody_else", "nothing_embedded", "one_administrator", "nobody_told", "no_sender"} <= codes


def test_who_is_in_no_group_and_no_plan_is_named_and_administrators_are_not(world: World) -> None:
    whole(world)
    lonely = world.agent()

    assert found(world) == {("agent_receives_nothing", lonely.name)}


def test_a_plan_that_everybody_serves_makes_nobody_lonely(world: World) -> None:
    whole(world)
    world.agent()

    plans.create_plan(world.desk, "open", TOLD)
    seen(world, "open")

    assert found(world) == set()


def test_a_group_whose_people_are_all_gone_and_what_hangs_on_it_are_named(world: World) -> None:
    whole(world)
    assert world.group is not None
    names = {each.name for each in plans.list_plans(world.desk) if not each.reaches_nobody}

    for agent_id in world.group.member_ids:
        disable(world, agent_id)

    group = world.group.name
    of_group, of_plans = {("group_empty", group), ("leader_away", group)}, {("plan_unserved", name) for name in names}
    assert of_group | of_plans <= found(world)


def test_a_plan_all_of_whose_groups_take_some_visitors_only_is_named(world: World) -> None:
    whole(world)
    assert world.group is not None

    groups.update_group(world.desk, world.group.group_id, UpdateGroup(levels=["gold"]))

    assert {code for code, _ in found(world)} == {"plan_partly_unserved"}


def test_a_plan_that_no_website_shows_is_named_once_another_one_is_shown(world: World) -> None:
    whole(world)

    plans.create_plan(world.desk, "new", {"name": "New", **TOLD})

    assert found(world) == {("plan_not_seen", "New")}


def test_an_sms_that_is_to_be_sent_needs_a_signature(world: World) -> None:
    whole(world)
    notifications.update_settings(world.desk, {**SETTINGS, "sms_signature": ""})
    (plan, *_) = [each for each in plans.list_plans(world.desk) if not each.reaches_nobody]

    change(world, plan, {"offline": {"recipients": [{"name": "Mei", "mobile": "13800138000"}]}})

    assert {code for code, _ in found(world)} == {"no_signature"}


@pytest.mark.parametrize(("answer", "lacking"), [(False, {("sender_unconfirmed", "desk@shop.example")}), (None, set())])
def test_a_sender_whom_the_provider_refuses_is_named_and_one_of_whom_it_says_nothing_is_not(
    world: World, answer: bool | None, lacking: set[tuple[str, str]]
) -> None:
    whole(world)

    world.desk.senders["email"].confirmed = answer

    assert found(world) == lacking


def test_it_is_shown_to_administrators_in_both_languages_and_costs_the_same_with_hundreds_of_agents(
    world: World,
) -> None:
    whole(world)
    asking = Asking()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    with counted() as few:
        asking.ask("GET", "/v1/admin/setup", boss)
    lonely = [world.agent() for _ in range(220)]

    with counted() as many:
        answer = asking.ask("GET", "/v1/admin/setup", boss)
    rest = asking.ask("GET", f"/v1/admin/setup?cursor={answer.said['next']}", boss)

    assert len(answer.said["items"]) + len(rest.said["items"]) == len(lonely)
    assert {each["about"] for each in answer.said["items"]} <= {each.agent_id for each in lonely}
    assert all(each["words"]["zh-CN"] and each["words"]["en"] for each in answer.said["items"])
    assert many.names == few.names


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_of_its_own(kind: Any) -> None:
    assert kind.code in CODES
    assert kind.chinese != kind.english
