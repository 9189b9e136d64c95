"""Which sources a group receives: names, and addresses of pages."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Group
from chalicelib.people.model.channels import WEB, Asker, checked_channels
from chalicelib.people.model.forms import CreateGroup
from tests.in_process import Asking
from tests.worlds import MORNING, World

TEA = "https://shop.example/tea"


def receives(channel: str, page: str | None, source: str = WEB) -> bool:
    return Group("grp_1", "G", "agt_1", ("agt_1",), MORNING, channels=(channel,)).receives(
        Asker("normal", page, source)
    )


@pytest.mark.parametrize(
    ("channel", "page"),
    [
        (TEA, TEA),
        (TEA, f"{TEA}/"),
        (f"{TEA}/", TEA),
        (TEA, f"{TEA}/longjing?size=2#top"),
        (TEA, f"{TEA}?from=ad"),
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example/", "https://SHOP.example:443/anything"),
        ("https://shop.example:8443", "https://shop.example:8443/tea"),
        ("https://shop.example/茶", "https://shop.example/%E8%8C%B6/龙井"),
        ("https://商店.example", "https://xn--czrs0t.example/"),
    ],
)
def test_an_address_receives_its_page_and_those_below_it(channel: str, page: str) -> None:
    assert receives(*checked_channels([channel]), page)


@pytest.mark.parametrize(
    "page",
    [
        None,
        "",
        "shop.example/tea",
        "http://shop.example/tea",
        "https://shop.example.evil.com/tea",
        "https://shop.example@evil.com/tea",
        "https://evil.com/?https://shop.example/tea",
        "https://evil.com/https://shop.example/tea",
        "https://www.shop.example/tea",
        "https://shop.example:8443/tea",
        "https://shop.example/teapots",
        "https://shop.example/Tea",
        "https://shop.example/",
        "https://[shop.example/tea",
        "https://shop.example:99999/tea",
        "https://" + "商" * 80 + "/tea",
        "\x00",
    ],
)
def test_an_address_receives_no_page_that_only_looks_like_it(page: str | None) -> None:
    assert not receives(TEA, page)
    assert not receives(TEA, page, TEA)


def test_a_source_is_received_by_its_name_alone() -> None:
    names = ["web", "app", "mini-program"]

    received = {(channel, source) for channel in names for source in names if receives(channel, TEA, source)}

    assert received == {(name, name) for name in names}
    assert not receives("app", "app://start") and not receives("https", TEA)


NO_NAMES = ["", "APP", "我的", "-app", "a" * 41, "app\nweb"]
NO_SITES = ["ftp://a.com", "javascript://a.com", "https://", "https:///tea", "https://[a", "https://*.com"]
NO_BEGINNINGS = ["https://a.com/?b", "https://a.com/#b", "https://a.com/a b", f"https://a.com/{'x' * 500}"]
NO_HOSTS = ["https://a.com:x", "https://a.com:99999", "https://u@a.com", "https://a.com\\b"]


@pytest.mark.parametrize("channel", [*NO_NAMES, *NO_SITES, *NO_BEGINNINGS, *NO_HOSTS])
def test_a_channel_that_could_receive_nobody_is_refused(channel: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_channels(["web", channel])

    assert refused.value.errors[0].field == "channels"


def test_who_begins_in_an_app_reaches_the_group_that_receives_the_app_and_twice_is_once(world: World) -> None:
    in_app, on_web = world.found(agents=2)
    for agent in (in_app, on_web):
        world.online(agent)
    groups = [
        people.create_group(world.desk, CreateGroup(name=name, leader_id=one.agent_id, member_ids=[], channels=[name]))
        for name, one in (("app", in_app), ("web", on_web))
    ]
    asking = Asking()
    boss = asking.sign_in(world.agent(role="administrator"))
    asking.ask("PUT", "/v1/admin/plans/demo", boss, {"group_ids": [group.group_id for group in groups]})

    def begin(token: str, **more: Any) -> str:
        body = {"text": "Hello?", "client_id": "first", **more}
        return str(asking.ask("POST", "/v1/widget/demo/conversations", token, body).said["conversation_id"])

    visitor = asking.visit()
    from_app = [begin(visitor, source="app"), begin(visitor, source="app")]
    from_web = [begin(asking.visit(), source="web"), begin(asking.visit())]

    assert world.now(in_app).serving == {from_app[0]} == {from_app[1]}
    assert world.now(on_web).serving == set(from_web)


@pytest.mark.parametrize("source", ["", "App", "app\n", "https://a.com", "x" * 41, "网页", None, 1])
def test_a_source_without_a_proper_name_is_refused(world: World, source: Any) -> None:
    world.found()
    asking = Asking()
    body = {"text": "Hello?", "client_id": "first", "source": source}

    answer = asking.ask("POST", "/v1/widget/demo/conversations", asking.visit(), body)

    assert (answer.status, answer.said["errors"][0]["field"]) == (422, "source")
