"""What a plan may ask before the first message, as administrators keep it (A6)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.plans import service as plans
from chalicelib.plans.api.widget import show_config
from chalicelib.plans.model.plan import Opening
from chalicelib.plans.model.prechat import Prechat, checked_prechat
from chalicelib.plans.model.receiving import Came, all_pools, asked_pools
from tests.worlds import World


def choice(choice_id: str = "a", group_id: str | None = None, **texts: str) -> dict[str, Any]:
    return {"choice_id": choice_id, "texts": texts or {"en": "A"}, "group_id": group_id}


def fields(changes: dict[str, Any]) -> list[str]:
    with pytest.raises(Invalid) as refused:
        checked_prechat(changes, ["grp_1"])
    return [each.field for each in refused.value.errors]


def test_nothing_is_asked_unless_the_plan_says_so(world: World) -> None:
    world.found()
    plan = plans.read_plan(world.desk, "demo")

    config = show_config(plan, Opening(True), True)

    assert plan.prechat == Prechat()
    assert config.prechat is None
    assert not Prechat(active=True).asks


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"name": "perhaps", "mobile": ""}, ["prechat.name", "prechat.mobile"]),
        ({"choices": [choice(str(n)) for n in range(7)]}, ["prechat.choices"]),
        ({"choices": [choice("a"), choice("a")]}, ["prechat.choices"]),
        ({"choices": [choice("A b")]}, ["prechat.choices.0.choice_id"]),
        ({"choices": [choice("a", "grp_2")]}, ["prechat.choices.0.group_id"]),
        ({"choices": [choice("a", en=" ")]}, ["prechat.choices.0.texts"]),
        ({"choices": [choice("a", en="x" * 41)]}, ["prechat.choices.0.texts.en"]),
        ({"choices": [choice("a", fr="Oui")]}, ["prechat.choices.0.texts"]),
        ({"consent": {"en": "x" * 1001}}, ["prechat.consent.en"]),
        ({"consent": {"en": "x\x00"}}, ["prechat.consent.en"]),
    ],
)
def test_what_does_not_hold_is_refused_with_its_field_named(changes: dict[str, Any], named: list[str]) -> None:
    assert fields(changes) == named


def test_a_consent_text_has_another_version_whenever_it_reads_otherwise() -> None:
    first = checked_prechat({"consent": {"en": "We keep it."}}, [])

    same = checked_prechat({"consent": {"en": " We keep it. "}, "active": True}, [], first)
    other = checked_prechat({"consent": {"en": "We keep it.", "zh-CN": "我们保存。"}}, [], same)
    gone = checked_prechat({"consent": {}}, [], other)
    back = checked_prechat({"consent": {"en": "We keep it."}}, [], gone)

    assert [each.consent_version for each in (first, same, other, gone, back)] == [1, 1, 2, 3, 4]


def test_an_administrator_changes_one_thing_of_it_and_the_audit_log_has_it(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"prechat": {"active": True, "name": "required"}}, None)

    after = plans.update_plan(world.desk, "demo", {"prechat": {"consent": {"en": "We keep it."}}}, None)

    assert (after.prechat.name, after.prechat.consent_version) == ("required", 1)
    assert plans.read_plan(world.desk, "demo").prechat == after.prechat


def test_a_widget_is_told_what_is_asked_and_not_who_receives_it(world: World) -> None:
    world.found(agents=1)
    group_id = world.group.group_id if world.group else ""
    plans.update_plan(world.desk, "demo", {"prechat": {"active": True, "choices": [choice("a", group_id)]}}, None)

    config = show_config(plans.read_plan(world.desk, "demo"), Opening(True), True)

    assert config.prechat is not None
    assert msgspec.to_builtins(config.prechat)["choices"] == [{"choice_id": "a", "texts": {"en": "A"}}]


def test_the_groups_that_choices_lead_to_are_among_those_who_receive_the_plan(world: World) -> None:
    world.found()
    leader = world.agent()
    group = people.create_group(world.desk, CreateGroup(name="C", leader_id=leader.agent_id, member_ids=[]))

    plan = plans.update_plan(
        world.desk, "demo", {"prechat": {"active": True, "choices": [choice("a", group.group_id)]}}, None
    )

    assert group.group_id in all_pools(plan)
    assert group.group_id in asked_pools(plan, Came())


def test_a_leader_leads_choices_to_no_group_beyond_theirs(world: World) -> None:
    world.found(agents=1)
    other = world.group.group_id if world.group else ""
    leader = world.agent(role=GROUP_LEADER)
    mine = people.create_group(world.desk, CreateGroup(name="L", leader_id=leader.agent_id, member_ids=[])).group_id
    plans.create_plan(world.desk, "mine", {"group_ids": [mine]})

    with pytest.raises(Forbidden):
        plans.update_plan(
            world.desk, "mine", {"prechat": {"choices": [choice("a", other)]}}, None, giver=world.now(leader)
        )
    plan = plans.update_plan(
        world.desk, "mine", {"prechat": {"choices": [choice("a", mine)]}}, None, giver=world.now(leader)
    )

    assert plan.prechat.group_ids == (mine,)
