"""Ids, methods, queries and cursors that cannot be; texts that are strange but valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from chalicelib.core.http import Route
from chalicelib.core.text import is_visible
from tests.bad_input.shop import (
    EVERY_ROUTE,
    FEW,
    KINDS,
    MANY,
    METHODS,
    VERY_FEW,
    WITH_BODY,
    Shop,
    fields_of,
    least_of,
    sealed,
    unsealed,
)
from tests.in_process import Answered

pytestmark = pytest.mark.long

# --- ids ------------------------------------------------------------------------------------------------------------

WITH_ID = [route for route in EVERY_ROUTE if "{" in route.path]
RUBBISH = ["", " ", "..", "%", "';--", "../../x", "a/b", "\x00", "a\nb", "line", "queue#everybody", "?"]


@VERY_FEW
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
@example("conversation_id")
@example("💥")
@example("\u202e\u2028")
@example("desk")
@example("agent#x")
def test_an_id_nobody_has_is_refused_by_every_route(shop: Shop, rubbish: str) -> None:
    assume(rubbish not in (*shop.known.values(), "other"))

    for route in WITH_ID:
        for answer in each_id_replaced(shop, route, rubbish):
            shop.refuses(answer, 401, 404)


def test_an_id_that_is_no_id_at_all_is_refused_by_every_route(shop: Shop) -> None:
    for route in WITH_ID:
        for rubbish in RUBBISH:
            if rubbish or not route.path.endswith("}"):  # an empty last part names the list above it
                for answer in each_id_replaced(shop, route, rubbish):
                    shop.refuses(answer, 401, 404)


def test_an_id_that_is_badly_encoded_is_refused_by_every_route(shop: Shop) -> None:
    for route in WITH_ID:
        for raw in ("%", "%zz", "%00", "%ff", "%ED%A0%80", "%2e%2e%2f", "a;b"):
            path = shop.path(route, conversation_id="HERE", agent_id="HERE", group_id="HERE", plan_id="HERE")
            path = path if "HERE" in path else shop.path(route, visitor_id="HERE")
            if "HERE" not in path:
                path = shop.path(route, plan_key="HERE", shelf="HERE", word_id="HERE", scheme_id="HERE", month="HERE")

            answer = shop.ask(route.method, path.replace("HERE", raw), shop.token_for(route), least_of(route))

            if (route.method, answer.status) != ("DELETE", 204):  # what is not there is taken away
                shop.refuses(answer, 401, 404)


def test_an_id_longer_than_any_key_is_refused_before_the_database_would_refuse_it(shop: Shop) -> None:
    for route in WITH_ID:
        for size in (1_025, 2_049, 9_000):
            endless = "x" * size
            for answer in each_id_replaced(shop, route, endless):
                shop.refuses(answer, 401, 404)
                assert not any(endless in key for key in shop.watched.keys), f"{size} characters in {route.path}"


def each_id_replaced(shop: Shop, route: Route, rubbish: str) -> Iterator[Answered]:
    """The route's answers with each of its ids, one after another, replaced; but for what is taken away, where nothing
    of that name is there to be."""
    for name in [part[1:-1] for part in route.path.split("/") if part.startswith("{")]:
        path = shop.path(route, **{name: rubbish})
        answer = shop.ask(route.method, path, shop.token_for(route), least_of(route))
        if (route.method, answer.status) != ("DELETE", 204):
            yield answer


# --- methods, content types, queries, cursors -----------------------------------------------------------------------


def test_a_method_a_path_does_not_take_is_refused_with_those_it_takes(shop: Shop) -> None:
    taken: dict[str, set[str]] = {}
    for route in EVERY_ROUTE:
        taken.setdefault(route.path, set()).update({"GET", "HEAD"} if route.method == "GET" else {route.method})

    for path, methods in taken.items():
        route = next(each for each in EVERY_ROUTE if each.path == path)
        for method in METHODS - methods:
            answer = shop.ask(method, shop.path(route), shop.token_for(route), {})

            if method != "HEAD":
                shop.refuses(answer, 405)
            assert answer.status == 405
            assert set(answer.headers["allow"].replace(" ", "").split(",")) == {*methods, "OPTIONS"}


def test_a_body_of_another_kind_is_refused_by_every_route(shop: Shop) -> None:
    others = ["text/html", "application/xml", "multipart/form-data; boundary=x", "application/jsonx", "", "x"]

    for route in WITH_BODY:
        for content_type in others:
            answer = shop.try_on(route, least_of(route), content_type=content_type)
            shop.refuses(answer, 415)


@FEW
@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), value=st.text(max_size=12))
@example(name="after ", value="1")
@example(name="AFTER", value="1")
@example(name="\x00", value="\x00")
def test_a_parameter_nobody_knows_is_refused_by_every_kind_of_route(shop: Shop, name: str, value: str) -> None:
    encoded = f"{quote(name, safe='', errors='replace')}={quote(value, safe='', errors='replace')}"

    for route in KINDS:
        assume(name not in {field.encode_name for field in fields_of(route.query)})
        path = f"{shop.path(route)}?{encoded}"
        shop.refuses(shop.ask(route.method, path, shop.token_for(route), least_of(route)), 422)


BAD_NUMBERS = [
    "-1",
    "abc",
    "",
    "1e99",
    "1.5",
    "0x10",
    "1_0",
    "%2B1",
    "%201",
    "%EF%BC%91",
    "%00",
    "null",
    "NaN",
    "9" * 5000,
]


def test_entries_are_asked_for_with_numbers_that_make_sense(shop: Shop) -> None:
    places = [
        (f"/v1/widget/demo/conversations/{shop.mine}/entries", shop.visitor),
        (f"/v1/desk/conversations/{shop.mine}/entries", shop.agent),
    ]

    for path, token in places:
        for name, values in (("after", BAD_NUMBERS), ("limit", [*BAD_NUMBERS, "0", "101", "1&limit=0"])):
            for value in values:
                answer = shop.ask("GET", f"{path}?{name}={value}", token)
                assert shop.refuses(answer, 422) == [name]


def test_lists_are_asked_for_with_views_and_states_that_exist(shop: Shop) -> None:
    wrong = [
        ("view", "theirs"),
        ("view", ""),
        ("view", "mine%00"),
        ("state", "gone"),
        ("state", "open%20"),
        ("view", "MINE"),
    ]

    for name, value in wrong:
        answer = shop.ask("GET", f"/v1/desk/conversations?{name}={value}", shop.agent)
        assert shop.refuses(answer, 422) == [name]


@MANY
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60) | st.binary(min_size=1).map(sealed))
@example("=")
@example("A" * 12_001)
@example("AAAAAAAAAAAAAAAA")
@example(sealed(b"x" * 12 + b"[" * 5000))
def test_a_made_up_cursor_is_refused(shop: Shop, cursor: str) -> None:
    for path in ("/v1/desk/inbox?", "/v1/desk/conversations?", "/v1/desk/conversations?view=waiting&"):
        answer = shop.ask("GET", f"{path}cursor={quote(cursor, safe='')}", shop.agent)
        assert shop.refuses(answer, 422) == ["cursor"]


@MANY
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_an_altered_cursor_is_refused(shop: Shop, place: int, bit: int) -> None:
    cursor = bytearray(unsealed(shop.ask("GET", "/v1/desk/inbox", shop.agent).said["cursor"]))
    cursor[place % len(cursor)] ^= 1 << bit

    answer = shop.ask("GET", f"/v1/desk/inbox?cursor={sealed(bytes(cursor))}", shop.agent)

    assert shop.refuses(answer, 422) == ["cursor"]


def test_a_cursor_is_good_for_its_own_agent_and_its_own_list_only(shop: Shop) -> None:
    cursor = shop.ask("GET", "/v1/desk/inbox", shop.agent).said["cursor"]
    assert shop.ask("GET", f"/v1/desk/inbox?cursor={cursor}", shop.agent).status == 200

    answers = [
        shop.ask("GET", f"/v1/desk/inbox?cursor={cursor}", shop.idle_agent),
        shop.ask("GET", f"/v1/desk/inbox?cursor={cursor}", shop.administrator),
        shop.ask("GET", f"/v1/desk/conversations?cursor={cursor}", shop.agent),
        shop.ask("GET", f"/v1/desk/conversations?view=waiting&cursor={cursor}", shop.agent),
    ]

    for answer in answers:
        assert shop.refuses(answer, 422) == ["cursor"]


# --- strange, but valid ---------------------------------------------------------------------------------------------

# control characters are another matter: they become line ends or are left out
STRANGE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1)


@settings(FEW, max_examples=15)
@given(text=STRANGE, escaped=st.booleans())
@example(text="👩‍👩‍👧‍👦 👨🏿‍🚀 🏳️‍🌈 🇩🇪", escaped=False)
@example(text="Z̷̢̛͉a̴͝l̵͇͠g̶̛o é = é", escaped=True)
@example(text="שלום \u202eevil\u202c عليكم \u200f", escaped=False)
@example(text="line\u2028line\u2029line\r\nline", escaped=True)
@example(text="\u3000 around \u2003", escaped=False)
@example(text="\ufeff\ufffe\uffff\U0010ffff\U0001fffe", escaped=True)
@example(text='"}],\\u0000 \\ <script>alert(1)</script> {{7*7}} ${x} %s %00', escaped=False)
@example(text="𠜎𡃁𣎴" * 1333 + "𠜎", escaped=True)
def test_a_strange_text_comes_back_to_both_sides_as_it_was_sent(shop: Shop, text: str, escaped: bool) -> None:
    assume(is_visible(text))
    root, desk_root = f"/v1/widget/demo/conversations/{shop.mine}", f"/v1/desk/conversations/{shop.mine}"
    raw = json.dumps({"text": text, "client_id": str(len(shop.said))}, ensure_ascii=escaped).encode()

    said, replied = (
        shop.ask("POST", f"{root}/messages", shop.visitor, raw),
        shop.ask("POST", f"{desk_root}/messages", shop.agent, raw),
    )

    assert (said.status, replied.status) == (201, 201)
    shop.said.append(text)
    for place, token in ((root, shop.visitor), (desk_root, shop.agent)):
        page = shop.ask("GET", f"{place}/entries?after={said.said['seq'] - 1}", token).said
        assert [entry["text"] for entry in page["entries"]] == [text.strip()] * 2
    preview = shop.ask("GET", desk_root, shop.agent).said["last_text"]
    assert preview == text.strip()[:80]


def is_a_name(text: str) -> bool:
    return text.isprintable() and not text.isspace()


@FEW
@given(client_id=st.text(st.characters(codec="utf-8"), min_size=1, max_size=100).filter(is_a_name))
@example(client_id="💥" * 100)
@example(client_id="#")
def test_a_strange_but_printable_client_id_makes_a_message_one_and_the_same(shop: Shop, client_id: str) -> None:
    path, body = f"/v1/widget/demo/conversations/{shop.mine}/messages", {"text": "Hello", "client_id": client_id}

    once, twice = shop.ask("POST", path, shop.visitor, body), shop.ask("POST", path, shop.visitor, body)

    assert twice.status == 200
    assert once.said == twice.said
    assert once.said["client_id"] == client_id
