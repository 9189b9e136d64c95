"""The local desk's first start, and what later starts leave alone or make good."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.plans import service as plans
from infra.demo.crowd import ONE_MACHINE
from infra.local import seed
from tests.worlds import World

SHOP = "http://127.0.0.1:8000/local/shop/orders"
ADMIN = ("admin@example.com", "deskbell-demo")


def here(world: World, public_url: str = "http://127.0.0.1:8000") -> Desk:
    """The desk as it is on one machine."""
    settings = replace(world.desk.settings, stage="local", public_url=public_url)
    return replace(world.desk, settings=settings)


def limits(world: World) -> dict[str, int]:
    found = plans.read_plan(world.desk, "demo").limits
    return {name: getattr(found, name) for name in ONE_MACHINE}


def test_a_demonstration_from_one_machine_is_not_slowed_down(new_world: Callable[[], World]) -> None:
    world = new_world()

    founded = [seed.first_start(here(world), *ADMIN) for _ in range(2)]

    assert founded == [True, False]
    assert limits(world) == ONE_MACHINE


def test_a_desk_from_before_there_were_limits_takes_a_demonstration_too_and_keeps_what_somebody_chose(
    new_world: Callable[[], World],
) -> None:
    old, chosen = new_world(), 7
    plans.create_plan(old.desk, "demo", {"name": "Demo"})

    seed.first_start(here(old), *ADMIN)
    widened = limits(old)
    plans.update_plan(old.desk, "demo", {"limits": {"starts_by_address": chosen}}, None)
    seed.first_start(here(old), *ADMIN)

    assert widened == ONE_MACHINE
    assert limits(old)["starts_by_address"] == chosen


def test_the_demo_has_a_shop_once_and_follows_the_desk_to_another_port(new_world: Callable[[], World]) -> None:
    world = new_world()

    seed.first_start(here(world), *ADMIN)
    seed.first_start(here(world), *ADMIN)
    plan, ring = plans.read_plan_and_shop_keys(world.desk, "demo")
    seed.first_start(here(world, "http://127.0.0.1:9000"), *ADMIN)
    moved = plans.read_plan(world.desk, "demo").shop.url

    assert (plan.shop.url, len(plan.shop.facts), len(ring.keys)) == (SHOP, 3, 1)
    assert moved == "http://127.0.0.1:9000/local/shop/orders"


def test_whoever_took_the_shop_away_is_not_given_it_again(new_world: Callable[[], World]) -> None:
    world = new_world()
    seed.first_start(here(world), *ADMIN)

    plans.update_plan(world.desk, "demo", {"shop": {"url": ""}}, None)
    seed.first_start(here(world), *ADMIN)

    assert plans.read_plan(world.desk, "demo").shop.url == ""
