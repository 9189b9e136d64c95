"""Plans: made, changed in part, and what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Conflict, Invalid, NotFound
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import checked_origins
from chalicelib.plans.service import reach as plan_reach
from tests.worlds import World


@pytest.mark.also_on_moto
def test_a_plan_is_made_with_defaults_and_changed_in_part(world: World) -> None:
    world.found()

    made = plans.create_plan(world.desk, "shop", {"name": "Shop"})
    changed = plans.update_plan(world.desk, made.plan_id, {"look": {"position": "left", "color": "#00aa00"}}, 1)

    assert (made.allocation, made.time_zone, made.languages) == ("rotation", "Asia/Shanghai", ("zh-CN", "en"))
    assert (changed.name, changed.look.position, changed.version) == ("Shop", "left", 2)
    assert plan_reach.find_plan(world.desk, "shop") == changed


def test_a_key_belongs_to_one_plan(world: World) -> None:
    world.found()
    first = plans.create_plan(world.desk, "shop", {})

    with pytest.raises(Conflict) as refused:
        plans.create_plan(world.desk, "shop", {"name": "Another"})

    assert refused.value.extra["plan_id"] == first.plan_id
    assert plans.read_plan(world.desk, "shop").name == "shop"


@pytest.mark.also_on_moto
def test_whoever_saves_an_old_version_is_told(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"name": "One"}, 1)

    with pytest.raises(Conflict) as refused:
        plans.update_plan(world.desk, "demo", {"name": "Two"}, 1)

    assert (refused.value.code, refused.value.extra) == ("changed_meanwhile", {"version": 2})
    assert plans.read_plan(world.desk, "demo").name == "One"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time_zone": "Nowhere"}, "time_zone"),
        ({"allocation": "favourites"}, "allocation"),
        ({"allowed_origins": ["example.com"]}, "allowed_origins"),
        ({"allowed_origins": ["https://a.example/path"]}, "allowed_origins"),
        ({"languages": []}, "languages"),
        ({"look": {"position": "top"}}, "look.position"),
        ({"look": {"color": "red;}"}}, "look.color"),
        ({"look": {"theme": "sepia"}}, "look.theme"),
        ({"texts": {"en": {"shout": "x"}}}, "texts.en"),
        ({"texts": {"fr": {}}}, "texts"),
        ({"texts": {"en": {"waiting": "{} ahead"}}}, "texts.en.waiting"),
        ({"texts": {"zh-CN": {"waiting": "{place.real}"}}}, "texts.zh-CN.waiting"),
        ({"group_ids": ["grp_x"]}, "group_ids"),
    ],
)
def test_what_cannot_be_is_refused_by_field(world: World, changes: dict[str, Any], field: str) -> None:
    world.found()

    with pytest.raises(Invalid) as refused:
        plans.update_plan(world.desk, "demo", changes, None)

    assert refused.value.errors[0].field == field
    assert plans.read_plan(world.desk, "demo").version == 1


def test_an_unknown_plan_is_not_found(world: World) -> None:
    world.found()

    for key in ("nothing", "", "x" * 500, "pln_nothing"):
        with pytest.raises(NotFound):
            plan_reach.find_plan(world.desk, key)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Shop.example:443", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://shop.example:443", "http://shop.example:443"),
        ("https://例子.cn", "https://xn--fsqu00a.cn"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(text: str, kept: str) -> None:
    assert checked_origins([text]) == (kept,)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.com:99999",
        "https://a.com:0",
        "http://.",
        "https://a..com",
        "https://-a.com",
        "https://a.com/",
        "https://",
        "https://1.2.3.999",
        "https://u@a.com",
        "ftp://a.com",
        f"https://{'a' * 64}.com",
        "https://\u200b.com",
        "null",
    ],
)
def test_an_origin_that_no_browser_sends_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_origins([text])

    assert refused.value.errors[0].field == "allowed_origins"
