"""Bodies that cannot be, on every route that takes one."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.bad_input.shop import FEW, JSON_VALUES, KINDS_WITH_BODY, MANY, VERY_FEW, WITH_BODY, Shop, fields_of, least

pytestmark = pytest.mark.long

# --- bodies, on every route that takes one --------------------------------------------------------------------------


@FEW
@given(st.binary(min_size=1).filter(lambda raw: not raw.strip(b" \t\r\n").startswith(b"{")))
@example(b"\xff\xfe")
@example(b"\x00")
@example(b"\xef\xbb\xbf")
@example(b"[]")
@example(b"null")
@example(b'"text"')
@example(b"1e999")
@example(b"-")
@example(b"[" * 30_000)
@example(b"[" * 3_000 + b"]" * 3_000)
def test_a_body_that_is_no_json_object_is_refused_by_every_kind_of_route(shop: Shop, raw: bytes) -> None:
    for route in KINDS_WITH_BODY:
        answer = shop.try_on(route, raw)

        shop.refuses(answer, 400, 422)


@FEW
@given(st.data())
def test_an_object_that_is_cut_off_or_spoilt_is_refused_by_every_kind_of_route(shop: Shop, data: st.DataObject) -> None:
    for route in KINDS_WITH_BODY:
        whole = json.dumps(least(route.body) | {"more": "文字"}, ensure_ascii=False).encode()
        place = data.draw(st.integers(1, len(whole) - 1))
        spoilt = data.draw(st.sampled_from([whole[:place], whole[:place] + b"\xff" + whole[place:], whole + b"}"]))

        answer = shop.try_on(route, spoilt)

        shop.refuses(answer, 400, 422)


@VERY_FEW
@given(name=st.text(st.characters(codec="utf-8"), max_size=30), value=JSON_VALUES)
@example(name="__class__", value={"$ne": 1})
@example(name="\x00", value="")
def test_a_field_nobody_knows_is_refused_by_every_route(shop: Shop, name: str, value: Any) -> None:
    for route in WITH_BODY:
        assume(name not in {field.encode_name for field in fields_of(route.body)})
        # NaN and Infinity, which Python's json writes, are no JSON: bad_json then
        answer = shop.try_on(route, least(route.body) | {name: value})

        shop.refuses(answer, 400, 422)


@VERY_FEW
@given(st.data())
def test_a_value_of_a_wrong_type_is_refused_and_its_field_is_named(shop: Shop, data: st.DataObject) -> None:
    for route in WITH_BODY:
        for field in fields_of(route.body):
            value = data.draw(st.sampled_from([each for each in ONE_OF_EACH if not fits(each, field)]))

            answer = shop.try_on(route, least(route.body) | {field.encode_name: value})

            named = shop.refuses(answer, 400, 422)
            assert answer.status == 400 or named[0].split(".")[0].split("[")[0] == field.encode_name, answer


# filtering arbitrary values field by field would throw most of them away
ONE_OF_EACH: list[Any] = [None, True, False, 0, -1, 2.5, 1e300, "", "文字", [], [1], {}, {"a": [None]}]


def fits(value: Any, field: msgspec.inspect.Field) -> bool:
    """Whether the field's type takes this JSON value (types only: what a text says is the next tests' matter)."""
    if isinstance(value, float) and not math.isfinite(value):
        return False
    kinds = {type(kind) for kind in getattr(field.type, "types", (field.type,))}
    of_python: dict[type, tuple[type, ...]] = {
        msgspec.inspect.StrType: (str,),
        msgspec.inspect.LiteralType: (str,),
        msgspec.inspect.IntType: (int, float),
        msgspec.inspect.FloatType: (int, float),
        msgspec.inspect.BoolType: (bool,),
        msgspec.inspect.NoneType: (type(None),),
        msgspec.inspect.ListType: (list,),
        msgspec.inspect.VarTupleType: (list,),
        msgspec.inspect.DateTimeType: (str,),
        msgspec.inspect.DateType: (str,),
        msgspec.inspect.DictType: (dict,),
        msgspec.inspect.StructType: (dict,),
    }
    lawful = tuple(python for kind in kinds for python in of_python[kind])
    return isinstance(value, lawful) and (not isinstance(value, bool) or bool in lawful)


@FEW
@given(st.integers(1, 130_000))
@example(1)
def test_a_body_larger_than_any_lawful_one_is_refused_by_every_route(shop: Shop, too_many: int) -> None:
    for route in WITH_BODY:
        answer = shop.try_on(route, b" " * ((route.most_bytes or 65_536) + too_many))

        shop.refuses(answer, 413)


def test_a_missing_body_is_refused_where_something_must_be_said(shop: Shop) -> None:
    demanding = [route for route in WITH_BODY if least(route.body)]

    answers = [shop.try_on(route, body) for route in demanding for body in (b"", b"{}")]

    assert len(answers) > 10
    for answer in answers:
        shop.refuses(answer, 422)


BROKEN = ["\\ud800", "\\udc00\\ud800", "\\x00", "\x01"]


def test_half_a_surrogate_or_a_broken_escape_is_no_text_on_any_kind_of_route(shop: Shop) -> None:
    for route in KINDS_WITH_BODY:
        for field in fields_of(route.body):
            for broken in BROKEN:
                rest = {name: value for name, value in least(route.body).items() if name != field.encode_name}
                raw = json.dumps({field.encode_name: "HERE", **rest}).replace("HERE", broken).encode()

                answer = shop.try_on(route, raw)

                shop.refuses(answer, 400, 422)


# --- bodies, by what they say ---------------------------------------------------------------------------------------

SENSELESS_TEXTS = ["", " ", "\n\t\u3000\u2028", "x" * 4001, "😀" * 4001, "\x00", "a\x00b", " \x00 "]
SENSELESS_NAMES = ["", "  ", "x" * 81, "a\nb", "a\x00b", "a\x1bb", "a\x7fb"]
SENSELESS_IDS = ["", "x" * 101, "a\nb", "\x00", "\u2028", "a\u200eb", " \t"]


def test_a_message_that_says_nothing_or_too_much_is_refused(shop: Shop) -> None:
    places = [
        (f"/v1/widget/demo/conversations/{shop.mine}/messages", shop.visitor),
        ("/v1/widget/demo/conversations", shop.visitor),
        ("/v1/widget/demo/conversations", shop.stranger),
        (f"/v1/desk/conversations/{shop.mine}/messages", shop.agent),
    ]

    for path, token in places:
        for text in SENSELESS_TEXTS:
            answer = shop.ask("POST", path, token, {"text": text, "client_id": "c"})
            assert shop.refuses(answer, 422) == ["text"]
        for client_id in SENSELESS_IDS:
            answer = shop.ask("POST", path, token, {"text": "Hello", "client_id": client_id})
            assert shop.refuses(answer, 422) == ["client_id"]


@MANY
@given(text=st.text(max_size=8) | st.text("\x00 \n", min_size=1), around=st.text(" \t\n\r\x0b\u2003\u3000", max_size=3))
@example(text="x" * 3998, around="\x00")
def test_a_text_with_a_nul_anywhere_is_refused(shop: Shop, text: str, around: str) -> None:
    path = f"/v1/widget/demo/conversations/{shop.mine}/messages"

    answer = shop.ask("POST", path, shop.visitor, {"text": f"{around}{text}\x00{text}{around}", "client_id": "nul"})

    shop.refuses(answer, 400, 422)


Senseless = dict[str, list[Any]]

SENSELESS_AGENT: Senseless = {
    "email": ["", "x", "@", "a@", "a b@c.d", "a@b@c", "a@b..c", "a\x00@b.c", "a\n@b.c", "x" * 65 + "@b.c"],
    "name": SENSELESS_NAMES,
    "number": ["", " ", "1" * 21, "1\n2"],
    "password": ["", "1234567", "x" * 201],
    "role": ["", "root", "Agent", "agent ", "administrator\x00"],
    "capacity": [0, -1, 101, 10**30, 2.5],
}
SENSELESS_GROUP: Senseless = {
    "name": SENSELESS_NAMES,
    "leader_id": ["", "nobody", "\x00", "x" * 5000],
    "member_ids": [["nobody"], [""], ["y"] * 501],
}
SENSELESS_PLAN: Senseless = {
    "name": SENSELESS_NAMES,
    "time_zone": ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "a\x00"],
    "group_ids": [["nobody"], [""], ["x"] * 51],
    "languages": [[], ["fr"], ["en", "xx"]],
    "allocation": ["random", ""],
    "allowed_origins": [["*"], ["example.com"], ["https://"], ["https://a.com/"], ["https://a .com"], ["ftp://a.com"]],
    "look": [
        *[{"color": each} for each in ("", "red", "#12345", "#1234567", "#1f6feb\n", "#1f6feb;x:url(//e)", "\x00")],
        *[{"position": each} for each in ("", "top", "left ")],
        *[{side: each} for side in ("offset_x", "offset_y") for each in (-1, 501, 10**40)],
    ],
    "texts": [{"fr": {}}, {"en": {"name": "x"}}, {"en": {"title": "x" * 501}}],
}
SENSELESS_DESK: Senseless = {
    "name": SENSELESS_NAMES,
    "seats": [0, -1, 10_001, 10**400, 1.5],
    "time_zone": ["", "Mars/Olympus", "../etc/passwd", "\x00"],
}


def test_administration_refuses_values_that_make_no_sense_and_names_their_field(shop: Shop) -> None:
    agent_id, group_id = shop.known["agent_id"], shop.known["group_id"]
    agent = {"email": "new@example.com", "name": "New", "number": "77", "password": "long enough"}
    places: list[tuple[str, str, dict[str, Any], Senseless]] = [
        ("POST", "/v1/admin/agents", agent, SENSELESS_AGENT),
        ("PUT", f"/v1/admin/agents/{agent_id}", {}, SENSELESS_AGENT),
        ("POST", "/v1/admin/groups", {"name": "New", "leader_id": agent_id}, SENSELESS_GROUP),
        ("PUT", f"/v1/admin/groups/{group_id}", {}, SENSELESS_GROUP),
        ("POST", "/v1/admin/plans", {"key": "new"}, SENSELESS_PLAN),
        ("PUT", "/v1/admin/plans/demo", {}, SENSELESS_PLAN),
        ("PUT", "/v1/admin/desk", {}, SENSELESS_DESK),
    ]

    for method, path, rest, senseless in places:
        for field, value in [(field, value) for field, values in senseless.items() for value in values]:
            answer = shop.ask(method, path, shop.administrator, {**rest, field: value})

            named = shop.refuses(answer, 422)
            assert named[0].split(".")[0].split("[")[0] == field, answer


@MANY
@given(st.text(st.characters(codec="utf-8"), max_size=45))
@example("Shop")
@example("-shop")
@example("shop\n")
@example("ｓｈｏｐ")
@example("x" * 41)
def test_a_plan_key_that_could_not_stand_in_an_address_is_refused(shop: Shop, key: str) -> None:
    lawful = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assume(not (1 <= len(key) <= 40 and set(key) <= lawful and key[0] != "-"))

    answer = shop.ask("POST", "/v1/admin/plans", shop.administrator, {"key": key})

    assert shop.refuses(answer, 422) == ["key"]


def test_a_visitor_registers_only_with_what_a_page_could_say(shop: Shop) -> None:
    wrong = [("page", "x" * 2001), ("referrer", "x" * 2001), ("locale", "x" * 36), ("page", 1), ("locale", ["en"])]

    for field, value in wrong:
        answer = shop.ask("POST", "/v1/widget/demo/visitors", None, {field: value})
        assert shop.refuses(answer, 422) == [field]


def test_a_presence_that_does_not_exist_is_refused(shop: Shop) -> None:
    for status in ("", "Online", "online ", "away", "online\x00", None, 1, ["online"], {"status": "online"}):
        answer = shop.ask("PUT", "/v1/desk/presence", shop.agent, {"status": status})
        assert shop.refuses(answer, 422) == ["status"]


@FEW
@given(email=st.text(st.characters(codec="utf-8"), max_size=300), password=st.text(max_size=210))
@example(email="agent1@example.com", password="wrong")
@example(email="agent1@example.com", password="correct horse ")
@example(email="😀" * 254, password="\x00")
@example(email="ß" * 200, password="")
@example(email="", password="")
@example(email="x" * 5000, password="x")
def test_signing_in_with_anything_but_the_right_words_gives_no_session(shop: Shop, email: str, password: str) -> None:
    answer = shop.ask("POST", "/v1/desk/session", None, {"email": email, "password": password})

    shop.refuses(answer, 400, 401, 422, 429)


def test_an_idempotency_key_that_is_too_long_is_refused(shop: Shop) -> None:
    places = [
        ("/v1/admin/agents", {"email": "n@example.com", "name": "N", "number": "9", "password": "long enough"}),
        ("/v1/admin/groups", {"name": "N", "leader_id": shop.known["agent_id"]}),
        ("/v1/admin/plans", {"key": "n"}),
    ]

    for path, body in places:
        answer = shop.ask("POST", path, shop.administrator, body, headers={"Idempotency-Key": "k" * 201})
        assert shop.refuses(answer, 422) == ["Idempotency-Key"]
