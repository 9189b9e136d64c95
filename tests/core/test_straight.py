"""The straight way answers as Chalice's own way does, and leaves to it what is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from chalice.app import Chalice, Request, Response

import app
from chalicelib.core import desk as desks
from chalicelib.core import http as house
from chalicelib.core import straight
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict
from chalicelib.core.http import READ, Answer, Call, Routes
from chalicelib.everything import ROUTES
from infra.local.gateway import Gateway, Reply
from tests.small_apps import register

JSON = {"Content-Type": "application/json"}
REQUEST_ID = re.compile(rb"req_[0-9a-z]{26}")


class Words(house.Empty):
    """A body that says something."""

    text: str = ""


def shop() -> Routes:
    routes = Routes(__name__)

    @routes.get("/things")
    def list_things(call: Call[None]) -> Answer[list[str]]:
        return Answer(["a"], headers={"ETag": '"1"', "Access-Control-Max-Age": "1"})

    @routes.post("/things/{name}", body=Words, statuses=(201,))
    def add_thing(call: Call[None], name: str) -> Answer[dict[str, Any]]:
        if name == "taken":
            raise Conflict("it is there")
        return Answer({"name": name, "text": call.body.text, "ip": call.source_ip}, status=201)

    @routes.delete("/things/{name}")
    def drop_thing(call: Call[None], name: str) -> Answer[None]:
        raise RuntimeError("out of order")

    @routes.put("/things/{name}", body=Words)
    def name_thing(call: Call[None], name: str) -> Answer[None]:
        return Answer(None, headers={"X-Said": call.body.text})

    return routes


def gateway(*, is_straight: bool) -> Gateway:
    made, routes = Chalice(app_name="shop"), shop()
    made.register_middleware(house.each_request, "http")
    if is_straight:
        ways = {(each.path, method): (each, each.view) for each in routes.declared for method in [each.method, *READ]}
        made.register_middleware(straight.way_to(lambda *asked: ways.get(asked)), "http")
    register(made, routes)

    @made.route("/page", content_types=["text/html"])
    def page() -> str:
        return "hello"

    return Gateway(made)


@pytest.fixture(autouse=True)
def a_desk(desk: Desk) -> Iterator[None]:
    """Routes ask for the desk of their container."""
    desks.use(desk)
    yield
    desks.use(None)


def request_of(method: str, path: str) -> Request:
    """A request without a token, every name in its path a word."""
    names = {part[1:-1]: "word" for part in path.split("/") if part.startswith("{")}
    event: dict[str, Any] = {
        "requestContext": {"httpMethod": method, "resourcePath": path, "path": path},
        "headers": {},
        "pathParameters": names,
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": None,
    }
    return Request(event)


BODY = b'{"text": "\xe8\x8c\xb6"}'
ASKED: Mapping[str, tuple[str, str, Mapping[str, str], bytes]] = {
    "read": ("GET", "/things", {}, b""),
    "read-as-json": ("GET", "/things", JSON, b""),
    "head": ("HEAD", "/things", {"Accept": "image/png, */*"}, b""),
    "with-a-slash": ("GET", "/things/", {}, b""),
    "written": ("POST", "/things/%E8%8C%B6", JSON, BODY),
    "written-with-a-charset": ("POST", "/things/a", {"Content-Type": "Application/JSON ; charset=utf-8"}, BODY),
    "written-as-text": ("POST", "/things/a", {"Content-Type": "text/plain;charset=UTF-8"}, BODY),
    "one-of-two-types": ("POST", "/things/a", {"Content-Type": "text/xml, application/json"}, BODY),
    "of-no-type": ("POST", "/things/a", {}, BODY),
    "of-an-empty-type": ("POST", "/things/a", {"Content-Type": ""}, BODY),
    "of-a-type-nobody-reads": ("POST", "/things/a", {"Content-Type": "application/xml"}, BODY),
    "read-as-a-type-nobody-reads": ("GET", "/things", {"Content-Type": "application/xml"}, b""),
    "no-json": ("POST", "/things/a", JSON, b"{"),
    "wrong": ("POST", "/things/a", JSON, b'{"texd": 1}'),
    "in-the-way": ("POST", "/things/taken", JSON, BODY),
    "out-of-order": ("DELETE", "/things/a", {}, b""),
    "another-method": ("PATCH", "/things", {}, b""),
    "asked-whether-one-may": ("OPTIONS", "/things", {}, b""),
    "a-header-of-two-lines": ("PUT", "/things/a", JSON, b'{"text": "a\\nSet-Cookie: b"}'),
    "a-page": ("GET", "/page", {}, b""),
}


def shown(reply: Reply) -> tuple[int, Mapping[str, Any], bytes]:
    """An answer without what is another each time: the request's id, in two places."""
    headers = {name: value for name, value in reply.headers.items() if name != "X-Request-Id"}
    return reply.status, headers, REQUEST_ID.sub(b"", reply.body)


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_the_same_on_both_ways(name: str) -> None:
    asked = ASKED[name]

    straight_on, around = (gateway(is_straight=each).ask(*asked) for each in (True, False))

    assert shown(straight_on) == shown(around)


def test_every_route_of_the_product_is_answered_straight() -> None:
    (way,) = [each for each, _ in app.app.middleware_handlers if each.__module__ == straight.__name__]
    asked: list[str] = []

    def around(request: Request) -> Response:
        asked.append(f"{request.method} {request.path}")
        return Response("")

    for path, methods in app.app.routes.items():
        for method in methods:
            way(request_of(method, path), around)

    declared = {route.path for room in ROUTES for route in room.declared}
    assert not [each for each in asked if each.partition(" ")[2] in declared]
    assert {each.partition(" ")[2] for each in asked} == set(app.app.routes) - declared


def test_what_is_asked_is_what_the_cases_say() -> None:
    statuses = {name: gateway(is_straight=True).ask(*asked).status for name, asked in ASKED.items()}

    assert {name for name, status in statuses.items() if status == 500} == {"out-of-order", "a-header-of-two-lines"}
    assert {name for name, status in statuses.items() if status == 415} >= {"of-a-type-nobody-reads"}
    assert {statuses[name] for name in ("written", "written-as-text", "one-of-two-types", "of-no-type")} == {201}
