"""Who comes to a plan's website, and who comes back (A1, A5)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Forbidden, Unauthorized
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.identity import RegisterVisitor
from tests.worlds import World


def register(world: World, caller: Any = None, plan: str = "demo", origin: str | None = None, **values: Any) -> Any:
    return visitors.register(world.desk, caller, plan, origin, RegisterVisitor(**values))


def test_a_plan_serves_its_own_websites_only(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"allowed_origins": ["https://Shop.example"]}, None)

    register(world, origin="https://shop.example")
    register(world, origin=None)
    with pytest.raises(Forbidden) as refused:
        register(world, origin="https://shop.example.evil.test")

    assert refused.value.code == "origin_not_allowed"


@pytest.mark.also_on_moto
def test_a_visitor_who_comes_back_is_the_same_and_is_counted(world: World) -> None:
    world.found()
    first, token, was_here = register(world, page="https://shop.example/a", locale="zh-TW")
    world.known(visitors.recognised(world.desk, token))

    again, _, returning = register(world, visitors.recognised(world.desk, token), page="https://shop.example/b")
    card = visitors.card(world.desk, first.visitor_id)

    assert (was_here, returning) == (False, True)
    assert (again.visitor_id, again.visits, card.visits, card.page) == (
        first.visitor_id,
        2,
        2,
        "https://shop.example/b",
    )
    assert card.locale == "zh-CN"


def test_a_token_of_another_plan_is_refused(world: World) -> None:
    world.found()
    plans.create_plan(world.desk, "other", {})
    _, token, _ = register(world)

    with pytest.raises(Unauthorized):
        register(world, visitors.recognised(world.desk, token), plan="other")
