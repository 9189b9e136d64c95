"""What a plan says of its shop: whom the desk asks, and what is checked of customers (A5, F8)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.errors import Invalid
from chalicelib.plans import service as plans
from chalicelib.plans.api.widget import show_config
from chalicelib.plans.model.identity import MOST_HELD, TooManyKeys
from chalicelib.plans.model.plan import Opening
from chalicelib.plans.model.shop import Shop, checked_shop
from chalicelib.plans.service import definitions, identity
from tests.worlds import World

URL = "https://shop.example.com/orders"


def fact(fact_id: str = "name", **values: Any) -> dict[str, Any]:
    return {"fact_id": fact_id, "texts": {"en": "Name"}, "source": "shop", "way": "whole", **values}


def change(world: World, **shop: Any) -> Shop:
    return plans.update_plan(world.desk, "demo", {"shop": shop}, None).shop


def fields(changes: dict[str, Any], before: Shop | None = None) -> list[str]:
    with pytest.raises(Invalid) as refused:
        checked_shop(changes, before or Shop())
    return [each.field for each in refused.value.errors]


@pytest.mark.also_on_moto
def test_what_is_said_is_kept_and_what_is_left_out_stays(world: World) -> None:
    world.found()

    change(world, url=URL, facts=[fact()], check_first=True)
    changed = change(world, seconds=2)

    assert plans.read_plan(world.desk, "demo").shop == changed
    assert (changed.url, changed.seconds, changed.check_first) == (URL, 2, True)
    assert changed.facts[0].texts == {"en": "Name"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"facts": [fact(str(number)) for number in range(11)]}, ["shop.facts"]),
        ({"facts": [fact(), fact()]}, ["shop.facts"]),
        ({"facts": [fact("A b")]}, ["shop.facts.0.fact_id"]),
        ({"facts": [fact(), fact("b", source="nobody", way="perhaps")]}, ["shop.facts.1.source", "shop.facts.1.way"]),
        ({"facts": [fact(texts={})]}, ["shop.facts.0.texts"]),
        ({"facts": [fact(texts={"fr": "Nom"})]}, ["shop.facts.0.texts", "shop.facts.0.texts"]),
        ({"facts": [fact(texts={"en": "x" * 41})]}, ["shop.facts.0.texts.en", "shop.facts.0.texts"]),
        ({"facts": [fact(texts={"en": "a\x00"})]}, ["shop.facts.0.texts.en", "shop.facts.0.texts"]),
        ({"facts": [fact()], "needed": 2}, ["shop.needed"]),
        ({"check_first": True}, ["shop.needed"]),
    ],
)
def test_what_does_not_hold_is_refused_with_its_field_named(changes: dict[str, Any], named: list[str]) -> None:
    assert fields(changes) == named


def test_facts_are_not_taken_away_from_under_a_check_that_the_plan_demands(world: World) -> None:
    world.found()
    change(world, facts=[fact()], check_first=True)

    with pytest.raises(Invalid):
        change(world, facts=[])


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/orders", "https://10.0.0.1/", "https://localhost/", "shop"])
def test_in_the_cloud_nothing_private_is_asked(world: World, url: str) -> None:
    world.found()

    with pytest.raises(Invalid) as refused:
        change(world, url=url)

    assert [each.field for each in refused.value.errors] == ["shop.url"]


def test_a_desk_on_one_machine_may_ask_that_machine(world: World) -> None:
    world.found()
    world.desk = replace(world.desk, settings=replace(world.desk.settings, stage="local"))

    shop = change(world, url="http://127.0.0.1:8000/local/shop/orders")

    assert shop.url == "http://127.0.0.1:8000/local/shop/orders"


def test_visitors_are_told_nothing_of_it(world: World) -> None:
    world.found()
    change(world, url=URL, facts=[fact()])
    plan = plans.read_plan(world.desk, "demo")

    config = json.dumps(show_config(plan, Opening(True), True), default=str)

    assert "shop" not in config


def test_a_copy_of_a_plan_asks_the_same_shop_with_keys_of_its_own(world: World) -> None:
    world.found()
    change(world, url=URL)
    plans.add_shop_key(world.desk, "demo")

    copied = definitions.copy_plan(world.desk, "demo", "copied", "Copied")

    assert copied.shop.url == URL
    assert identity.read_keys(world.desk, "copied", purpose="shop").keys == ()


def test_keys_are_bounded_and_the_audit_log_has_their_names_alone(world: World) -> None:
    world.found()
    keys = [plans.add_shop_key(world.desk, "demo") for _ in range(MOST_HELD)]

    with pytest.raises(TooManyKeys):
        plans.add_shop_key(world.desk, "demo")
    identity.retire_key(world.desk, "demo", keys[0].key_id, purpose="shop")
    plans.add_shop_key(world.desk, "demo")

    noted = repr(audit.read(world.desk, "2026-11")[0])
    assert keys[0].key_id in noted
    assert all(each.material not in noted for each in keys)
