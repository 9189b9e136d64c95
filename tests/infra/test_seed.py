"""The local desk's first start, and what later starts leave alone or make good."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.plans import service as plans
from infra.demo.crowd import ONE_MACHINE
from infra.local import seed
from tests.worlds import World

ADMIN = ("admin@example.com", "deskbell-demo")


def limits(world: World) -> dict[str, int]:
    found = plans.read_plan(world.desk, "demo").limits
    return {name: getattr(found, name) for name in ONE_MACHINE}


def test_a_demonstration_from_one_machine_is_not_slowed_down(new_world: Callable[[], World]) -> None:
    world = new_world()

    founded = [seed.first_start(world.desk, *ADMIN) for _ in range(2)]

    assert founded == [True, False]
    assert limits(world) == ONE_MACHINE


def test_a_desk_from_before_there_were_limits_takes_a_demonstration_too_and_keeps_what_somebody_chose(
    new_world: Callable[[], World],
) -> None:
    old, chosen = new_world(), 7
    plans.create_plan(old.desk, "demo", {"name": "Demo"})

    seed.first_start(old.desk, *ADMIN)
    widened = limits(old)
    plans.update_plan(old.desk, "demo", {"limits": {"starts_by_address": chosen}}, None)
    seed.first_start(old.desk, *ADMIN)

    assert widened == ONE_MACHINE
    assert limits(old)["starts_by_address"] == chosen
