"""The local desk's first start, and what later starts leave alone or make good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.knowledge.service import phrases, shelves
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from infra import founding
from infra.demo.crowd import ONE_MACHINE
from infra.deploy import bootstrap
from infra.environments.cloud import Refused
from infra.local import seed
from tests.crashes import Death, at_each_write
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


def test_a_new_desk_has_phrases_in_its_language_once_and_none_that_was_taken_away_comes_back(
    new_world: Callable[[], World],
) -> None:
    world = new_world()
    seed.first_start(world.desk, *ADMIN)
    hand = phrases.Hand(world.desk, people.Caller(people.list_agents(world.desk)[0], "ses_1"))
    company = shelves.read_shelf(world.desk, hand.caller.agent, "company").phrases

    for each in company:
        phrases.delete_phrase(hand, "company", each.phrase_id)
    seed.first_start(world.desk, *ADMIN)
    bootstrap.bootstrap(world.desk, None)

    assert {each.language for each in company} == {"zh-CN"}
    assert {each.occasion for each in company} == {"opening", "holiday", "apology", "waiting", "closing"}
    assert shelves.read_shelf(world.desk, hand.caller.agent, "company").phrases == ()


def test_a_desk_of_before_gets_no_phrases_by_itself_and_a_language_is_one_that_the_desk_speaks(
    new_world: Callable[[], World],
) -> None:
    old = new_world()
    people.bootstrap_desk(old.desk, founding.DESK)
    again = founding.found(old.desk, {})
    left = shelves.read_shelf(old.desk, old.agent(), "company").phrases

    new = new_world()
    founded = founding.found(new.desk, {"DESK_LANGUAGE": "en"})
    given = shelves.read_shelf(new.desk, new.agent(), "company").phrases

    assert (again, left) == (False, ())
    assert (founded, {each.language for each in given}) == (True, {"en"})
    with pytest.raises(Refused, match="DESK_LANGUAGE"):
        founding.found(new.desk, {"DESK_LANGUAGE": "fr"})


def test_founding_that_dies_leaves_a_desk_with_its_phrases_or_none_at_all(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        with death():
            founding.found(world.desk, {})
        founding.found(world.desk, {})

        assert shelves.read_shelf(world.desk, world.agent(), "company").phrases

    at_each_write(story)


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
