"""What every answer of every route and page has in common: headers, HEAD, slashes, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import app
from chalicelib.core import desk as desks
from chalicelib.core.database import Throttled
from chalicelib.core.decoding import PROSE
from chalicelib.core.http import Route
from infra.local.gateway import Gateway, Reply
from tests.bad_input.shop import EVERY_ROUTE, WITH_BODY, Shop, fields_of, is_lenient, least
from tests.faults import SILENT, UNHEARD, failing
from tests.in_process import Held
from tests.worlds import World, in_use

JSON = {"Content-Type": "application/json"}
ROUTE_OF = {(route.method, route.path): route for route in EVERY_ROUTE}
PATHS = {path: sorted(methods) for path, methods in app.app.routes.items()}
UNKNOWN = "/v1/no/such/path"


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


def ask(shop: Shop, method: str, path: str, query: str = "", body: bytes = b"", **headers: str) -> Reply:
    """Ask as somebody who may; ``path`` as it is declared."""
    route = ROUTE_OF.get(("GET" if method == "HEAD" else method, path))
    token = shop.token_for(route) if route else None
    had = {**JSON, **headers, **({"Authorization": f"Bearer {token}"} if token else {})}
    return Held().ask(method, address(shop, path) + query, had, body)


def address(shop: Shop, path: str) -> str:
    return shop.path(Route("GET", path, "", None, None, msgspec.Struct))


def test_a_slash_at_the_end_of_any_address_leads_to_the_address_without_it(shop: Shop) -> None:
    for path, methods in PATHS.items():
        for method in methods if path != "/" else ():
            answer = ask(shop, method, path, "/?a=1&a=%2F&b=")

            name = address(shop, path).rpartition("/")[2]
            assert (answer.status, answer.headers.get("Location")) == (308, f"../{name}?a=1&a=%2F&b="), (method, path)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert shop.watched.unchanged()


@pytest.mark.parametrize("target", ["/console//", "/form//", "//", UNKNOWN + "/", "/v1/", "/s//", "/console/x/"])
def test_a_slash_at_the_end_of_what_is_not_there_is_not_found(shop: Shop, target: str) -> None:
    answer = Held().ask("GET", target, {})

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_head_is_answered_as_get_without_the_body_by_every_route_and_page(shop: Shop) -> None:
    read = [path for path, methods in PATHS.items() if "GET" in methods]

    for path in read:
        whole, head = ask(shop, "GET", path), ask(shop, "HEAD", path)

        changing = {"X-Request-Id", "ETag", "Content-Length"}
        assert (head.status, head.body) == (whole.status, b""), path
        assert set(head.headers) - changing == set(whole.headers) - changing, path
        assert all(head.headers[name] == whole.headers[name] for name in set(head.headers) - changing), path
        assert ("Content-Length" in head.headers) == bool(whole.body), path
    assert len(read) > 40


def test_head_of_a_page_says_how_long_the_page_is(shop: Shop) -> None:
    whole, head = ask(shop, "GET", "/console"), ask(shop, "HEAD", "/console")

    assert head.headers["Content-Length"] == str(len(whole.body))


def everything_asked(shop: Shop) -> Iterator[tuple[str, Reply]]:
    """Every route and page asked for by each method, an unknown path, and what is refused before a route."""
    for path, methods in PATHS.items():
        for method in [*methods, "PATCH"]:
            yield f"{method} {path}", ask(shop, method, path)
    yield "nobody", Held().ask("GET", "/v1/desk/session", {})
    yield "unknown", Held().ask("GET", UNKNOWN, {})
    yield "too large", ask(shop, "POST", "/v1/desk/session", "", b" " * 70_000)
    yield "no JSON", ask(shop, "POST", "/v1/desk/session", "", b"{}", **{"Content-Type": "application/xml"})


def test_every_answer_forbids_guessing_its_type_and_every_refusal_may_be_read_by_every_page(shop: Shop) -> None:
    statuses = set()

    for asked, answer in everything_asked(shop):
        statuses.add(answer.status)
        assert answer.headers["X-Content-Type-Options"] == "nosniff", asked
        assert "Strict-Transport-Security" not in answer.headers, asked
        if "problem+json" in str(answer.headers.get("Content-Type")):
            assert answer.headers["Access-Control-Allow-Origin"] == "*", asked
    assert {200, 401, 404, 405, 413, 415, 422} <= statuses


def test_a_desk_that_is_reached_by_https_says_so_with_every_answer(shop: Shop) -> None:
    desk = shop.world.desk
    desks.use(replace(desk, settings=replace(desk.settings, public_url="https://desk.example.com")))

    told = {asked: answer.headers.get("Strict-Transport-Security") for asked, answer in everything_asked(shop)}

    assert {asked for asked, told_so in told.items() if told_so != "max-age=31536000"} == {"unknown"}


def test_a_method_that_a_path_does_not_take_is_refused_with_those_that_it_takes(shop: Shop) -> None:
    for path, methods in PATHS.items():
        answer = ask(shop, "PATCH", path)

        assert answer.status == 405, path
        assert set(str(answer.headers["Allow"]).split(", ")) == {*methods, "OPTIONS"}, path


def test_what_a_page_takes_can_be_asked_and_no_other_website_is_let_in_by_that(shop: Shop) -> None:
    for path in ("/console", "/s/{token}", "/v1/desk/session"):
        answer = ask(shop, "OPTIONS", path)

        is_shared = path.startswith("/v1/")
        assert answer.status == (200 if is_shared else 204)
        assert ("Access-Control-Allow-Methods" in answer.headers) is is_shared
        if not is_shared:
            assert set(str(answer.headers["Allow"]).split(", ")) == {*PATHS[path], "OPTIONS"}


def test_a_store_that_is_asked_too_much_is_busy_and_says_when_to_come_again(shop: Shop) -> None:
    def refuse(operation: str, _: object) -> None:
        raise Throttled("ThrottlingException", "slow down", operation)

    bearer = {"Authorization": f"Bearer {shop.token_for(ROUTE_OF['GET', '/v1/desk/session'])}"}
    with in_use().watching(before=refuse):
        answer = Gateway(app.app).ask("GET", "/v1/desk/session", bearer)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert json.loads(answer.body)["code"] == "busy"


def test_a_store_that_does_not_answer_may_have_done_it_and_is_worth_asking_again(shop: Shop) -> None:
    token = shop.token_for(ROUTE_OF["GET", "/v1/desk/session"])

    with failing(UNHEARD, at=0):
        answer = Held().ask("GET", "/v1/desk/session", {"Authorization": f"Bearer {token}"})

    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert json.loads(answer.body)["code"] == "store_silent"


@pytest.mark.parametrize("path", ["/form/demo", "/help/demo/art_1"])
def test_a_page_says_that_the_store_does_not_answer(shop: Shop, path: str) -> None:
    with failing(SILENT, at=0) as fault:
        answer = Gateway(app.app).ask("GET", path, {})

    assert fault.happened
    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert "暂时没有响应" in answer.body.decode()
    assert f'href="{"../" * (path.count("/") - 1)}assets/survey' in answer.body.decode()


def test_json_may_begin_with_a_byte_order_mark(shop: Shop) -> None:
    answer = ask(shop, "PUT", "/v1/desk/presence", "", b'\xef\xbb\xbf{"status": "busy"}')

    assert answer.status == 200


def test_no_field_of_any_body_takes_a_control_character_but_in_prose_where_it_is_left_out(shop: Shop) -> None:
    tried = 0

    for route in WITH_BODY:
        for field in fields_of(route.body):
            kinds = getattr(field.type, "types", (field.type,))
            if not any(isinstance(kind, msgspec.inspect.StrType) for kind in kinds):
                continue
            tried += 1
            for control in ("\x00", "\x0c"):
                answer = shop.try_on(route, {**least(route.body), field.encode_name: f"a{control}b"})
                if field.encode_name in PROSE and control != "\x00":
                    assert answer.status < 500, answer
                    assert "control" not in str(answer.said), answer
                else:
                    assert shop.refuses(answer, 422) == [field.encode_name], answer
                shop.watched.unchanged()
    assert tried > 50


def test_what_was_pasted_into_a_text_is_kept_as_lines(shop: Shop) -> None:
    path = f"/v1/widget/demo/conversations/{shop.mine}/messages"

    answer = shop.ask("POST", path, shop.visitor, {"text": "one\x0btwo\x0cthree\x1b\x07", "client_id": "pasted"})

    assert answer.said["text"] == "one\ntwo\nthree"


@pytest.mark.parametrize("field", ["page", "referrer", "locale"])
@pytest.mark.parametrize("control", ["\n", "\t", "\r"])
def test_an_address_of_a_page_is_one_line(shop: Shop, field: str, control: str) -> None:
    answer = shop.ask("POST", "/v1/widget/demo/visitors", None, {field: f"https://a.example/{control}b"})

    assert shop.refuses(answer, 422) == [field]


# --- queries --------------------------------------------------------------------------------------------------------

NONSENSE: dict[str, list[str]] = {
    "month": ["2026-13", "2026-00", "0000-01", "2026-1", "26-01", "x", "2026-11-01", "２０２６-11"],
    "day": ["2026-02-30", "x", "2026-13-01", "-1"],
    "from": ["2026-02-30", "x", "2026-13-01", "-1"],
    "to": ["2026-02-30", "x", "1"],
    "chain": ["x", "0" * 63, "g" * 64, "0" * 65],
    "cursor": ["x", "é", "%", "AAAA", "x" * 3000],
    "limit": ["-1", "0", "x", "1.5", "100000", "9" * 400],
    "after": ["-1", "x", "1.5", "9" * 400],
    "before": ["-1", "x", "1.5", "9" * 400],
    "typing": ["yes", "2", "x"],
    "volume": ["0", "-1", "x", "1.5", "1001", "9" * 400],
    "archived": ["yes", "2", "x"],
    "read": ["-1", "x", "1.5", "9" * 400],
    "view": ["x", "Mine", "\x00"],
    "state": ["x", "OPEN", "\x00"],
    "kind": ["\x00", "x"],
    "by": ["x", "\x00"],
    "of": ["x", "agent:", "agent:a#b", "x:y", "agent:é"],
    "agent_id": ["x", "agt_", "\x00"],
    "direction": ["x", "IN", "\x00"],
    "recorded": ["yes", "2", "x"],
    "key_id": ["x", "apk_", "\x00"],
    "act": ["Put on", "\x00", "x" * 3000],
    "campaign_id": ["\x00", "x" * 3000],
    "tag": ["x" * 41, "\x00"],
    "lang": ["x", "zh", "\x00"],
    "q": ["", " ", "the", "!", "x" * 101],
    "since": ["x", "2026-13-01T00:00:00Z"],
    "until": ["x", "2026-13-01T00:00:00Z"],
    "allocation": ["x", "Rotation", "\x00"],
    "capacity": ["0", "101", "-1", "x", "1.5", "9" * 400],
    "group_id": ["\x00" * 101],
    "plan_key": ["x" * 101],
    "language": ["\x00", "x" * 36],
    "page": ["\x00", "x" * 300],
    "visits": ["-1", "x", "1.5", "9" * 400],
    "type": ["x", "Repair", "\x00"],
    "priority": ["x", "\x00"],
    "level": ["x", "VIP", "\x00"],
    "owner_id": ["\x00", "x" * 101],
    "handler_id": ["\x00", "x" * 101],
    "due_before": ["x", "2026-13-01T00:00:00Z", "2026-11-01T00:00:00", "0001-01-01T00:00:00+14:00"],
    "due": ["x", "TODAY", "\x00"],
    "created_since": ["x", "2026-13-01", "0001-01-01"],
    "created_until": ["x", "2026-13-01", "9999-12-31"],
    "number": ["\x00", "x" * 41],
    "about": ["\x00", "x" * 101],
    "topic_id": ["\x00", "x" * 101],
    "visitor_id": ["\x00", "x" * 101],
    "scope": ["x", "\x00"],
    "version": ["0", "-1", "x", "1.5", "9" * 400],
    "revision": ["-1", "x", "1.5", "9" * 400],
    "order_number": ["\x00", "x" * 65],
    "every": ["x", "Daily", "\x00"],
    "mine": ["yes", "2", "x"],
    "urgent": ["yes", "2", "x"],
    "unread": ["yes", "2", "x"],
    "figure": ["x", "\x00", "x" * 101],
    "key": ["\x00", "#", "x" * 201],
    "days": ["-1", "x", "1.5", "9" * 400],
    "weeks": ["0", "-1", "x", "1.5", "9" * 400],
    "year": ["1999", "2200", "x", "1.5", "9" * 400],
    "kind_id": ["\x00", "x" * 101],
    "first": ["x", "2026-13-01"],
    "last": ["x", "2026-02-30"],
    "part": ["x", "\x00"],
    "start_minute": ["-1", "x", "1.5", "9" * 400],
    "end_minute": ["-1", "x", "1.5", "9" * 400],
    "brand": ["x", "\x00", "x" * 21],
    "cell": ["x", "a-b-c", "\x00", "x" * 41],
    "older": ["0", "-1", "x", "1.5", "9" * 400],
    "newer": ["0", "-1", "x", "1.5", "9" * 400],
    "only": ["x", "Unread", "\x00"],
    "category_id": ["\x00", "x" * 101],
    "lacks": ["x", "zh", "\x00"],
    "conversation_id": ["\x00", "x" * 101],
    "text": ["\x00", "x" * 4001],
    "locale": ["x", "zh", "\x00"],
    "course_id": ["\x00", "x" * 101],
    "only_failed": ["yes", "2", "x"],
    "way": ["x", "Call", "\x00"],
    "question": ["\x00", "x" * 101],
    "staff": ["101", "-101", "x", "1.5", "9" * 400],
}


def test_every_value_of_a_query_that_makes_no_sense_is_refused_and_named(shop: Shop) -> None:
    for route in (each for each in EVERY_ROUTE if each.method == "GET"):
        for field in fields_of(route.query):
            for value in [] if is_lenient(route, field) else NONSENSE[field.encode_name]:
                answer = asked_with(shop, route, **{field.encode_name: value})

                assert answer.status == 422, answer
                assert [each["field"] for each in answer.said["errors"]] == [field.encode_name], answer


def asked_with(shop: Shop, route: Route, **query: str) -> Any:
    from urllib.parse import urlencode

    path = f"{shop.path(route)}?{urlencode(query)}"
    return shop.ask("GET", path, shop.token_for(route))


def test_a_query_that_no_route_declares_is_refused_by_every_one(shop: Shop) -> None:
    for route in (each for each in EVERY_ROUTE if each.method == "GET"):
        answer = asked_with(shop, route, nonsense="1")

        assert answer.status == 422, answer
