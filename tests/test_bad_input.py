"""Bad input is answered 4xx in one form, changes nothing, and never makes the desk stumble (5xx).

What holds for every route is asked of every route that is declared, so a new one is tested without a word here.
Valid texts that are merely strange come back as they were sent.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import jwt
import msgspec
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from chalicelib.core import tokens
from chalicelib.core.errors import DeskError
from chalicelib.core.http import Route
from chalicelib.everything import ROUTES
from chalicelib.people import service as people
from chalicelib.people.model import ADMINISTRATOR, AGENT, GROUP_LEADER, SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.in_process import Answered, Asking, Watched, named_in
from tests.worlds import World

EVERY_ROUTE = [route for routes in ROUTES for route in routes.declared]
WITH_BODY = [route for route in EVERY_ROUTE if route.body is not None]
WITH_CALLER = [route for route in EVERY_ROUTE if route.caller is not None]
TOKEN_OPTIONAL = (visitors.perhaps,)
METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "BREW"}

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(FEW, max_examples=40)
VERY_FEW = settings(FEW, max_examples=3)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


# --- who asks, and what a refusal is --------------------------------------------------------------------------------


@dataclass(repr=False)
class Shop(Asking):
    """A desk in use: everybody below has a token; ``mine`` is ``visitor``'s conversation, which ``agent`` answers."""

    world: World

    def __post_init__(self) -> None:
        super().__init__()
        agents = self.world.found(agents=1)
        idle, administrator = self.world.agent(), self.world.agent(role=ADMINISTRATOR)
        plans.create_plan(self.world.desk, "other", {"name": "Another shop"})
        self.agent = self.come_online(agents[0])
        self.idle_agent = self.sign_in(idle)
        self.administrator = self.sign_in(administrator)
        self.visitor, self.stranger, self.foreigner = self.visit(), self.visit(), self.visit("other")
        self.mine = self.begin(self.visitor)
        self.known = {
            "plan_key": "demo",
            "conversation_id": self.mine,
            "agent_id": agents[0].agent_id,
            "group_id": self.world.group.group_id if self.world.group else "",
            "plan_id": self.world.plan.plan_id if self.world.plan else "",
        }
        self.said: list[str] = []
        self._tokens: dict[Any, str] = {}
        self.watched = Watched(self.world.desk)

    def token_for(self, route: Route) -> str | None:
        """The token of somebody who may use this route."""
        if route.caller is None:
            return None
        if route.caller not in self._tokens:
            self._tokens[route.caller] = next(filter(route_takes(self.world, route), self._everybody()))
        return self._tokens[route.caller]

    def _everybody(self) -> list[str]:
        return [self.visitor, self.agent, self.administrator]

    def path(self, route: Route, **ids: str) -> str:
        """The route's path, with ids that exist (where we know one of that name) or these."""
        parts = route.path.split("/")
        names = {part: part[1:-1] for part in parts if part.startswith("{")}
        return "/".join(
            quote(ids.get(names[part], self.known.get(names[part], "some")), safe="") if part in names else part
            for part in parts
        )

    def try_on(self, route: Route, body: Any, **options: Any) -> Answered:
        """Ask this route, as somebody who may, about things that exist."""
        return self.ask(route.method, self.path(route), self.token_for(route), body, **options)

    def refuses(self, answer: Answered, *statuses: int) -> list[str]:
        """Checks that this is a refusal as it should be and that nothing was changed; the fields it names."""
        assert 400 <= answer.status < 500, answer
        assert not statuses or answer.status in statuses, answer
        fields = named_in(answer)
        assert self.watched.unchanged(), f"something was changed by {answer}"
        return fields


def route_takes(world: World, route: Route) -> Any:
    def takes(token: str) -> bool:
        assert route.caller is not None
        try:
            route.caller(world.desk, token)
        except DeskError:
            return False
        return True

    return takes


@pytest.fixture
def shop(world: World) -> Shop:
    """A desk in use, asked without a server."""
    return Shop(world)


def least(body: type) -> dict[str, Any]:
    """The smallest body a route takes."""
    simple: dict[type, Any] = {
        msgspec.inspect.StrType: "x",
        msgspec.inspect.IntType: 1,
        msgspec.inspect.ListType: [],
        msgspec.inspect.BoolType: True,
        msgspec.inspect.DictType: {},
    }
    made = {}
    for field in fields_of(body):
        if field.required:
            is_choice = isinstance(field.type, msgspec.inspect.LiteralType)
            made[field.encode_name] = field.type.values[0] if is_choice else simple[type(field.type)]
    return made


def fields_of(body: type) -> tuple[msgspec.inspect.Field, ...]:
    described = msgspec.inspect.type_info(body)
    assert isinstance(described, msgspec.inspect.StructType)
    return described.fields


# --- bodies, on every route that takes one --------------------------------------------------------------------------


@FEW
@given(st.binary(min_size=1).filter(lambda raw: not raw.strip(b" \t\r\n").startswith(b"{")))
@example(b"\xff\xfe")
@example(b"\x00")
@example(b"\xef\xbb\xbf{}")
@example(b"[]")
@example(b"null")
@example(b'"text"')
@example(b"1e999")
@example(b"-")
@example(b"[" * 30_000)
@example(b"[" * 3_000 + b"]" * 3_000)
def test_a_body_that_is_no_json_object_is_refused_by_every_route_that_takes_one(shop: Shop, raw: bytes) -> None:
    for route in WITH_BODY:
        answer = shop.try_on(route, raw)

        shop.refuses(answer, 400, 422)


@FEW
@given(st.data())
def test_an_object_that_is_cut_off_or_spoilt_is_refused_by_every_route(shop: Shop, data: st.DataObject) -> None:
    for route in WITH_BODY:
        whole = json.dumps(least(route.body) | {"more": "文字"}, ensure_ascii=False).encode()
        place = data.draw(st.integers(1, len(whole) - 1))
        spoilt = data.draw(st.sampled_from([whole[:place], whole[:place] + b"\xff" + whole[place:], whole + b"}"]))

        answer = shop.try_on(route, spoilt)

        shop.refuses(answer, 400, 422)


@FEW
@given(name=st.text(st.characters(codec="utf-8"), max_size=30), value=JSON_VALUES)
@example(name="__class__", value={"$ne": 1})
@example(name="a`b", value=None)
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
            value = data.draw(JSON_VALUES.filter(lambda value, field=field: not fits(value, field)))

            answer = shop.try_on(route, least(route.body) | {field.encode_name: value})

            named = shop.refuses(answer, 400, 422)
            assert answer.status == 400 or named[0].split(".")[0].split("[")[0] == field.encode_name, answer


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
        msgspec.inspect.DictType: (dict,),
        msgspec.inspect.StructType: (dict,),
    }
    lawful = tuple(python for kind in kinds for python in of_python[kind])
    return isinstance(value, lawful) and (not isinstance(value, bool) or bool in lawful)


@FEW
@given(st.integers(65_537, 200_000))
@example(65_537)
def test_a_body_larger_than_any_lawful_one_is_refused_by_every_route(shop: Shop, size: int) -> None:
    for route in WITH_BODY:
        answer = shop.try_on(route, b" " * size)

        shop.refuses(answer, 413)


def test_a_missing_body_is_refused_where_something_must_be_said(shop: Shop) -> None:
    demanding = [route for route in WITH_BODY if least(route.body)]

    answers = [shop.try_on(route, body) for route in demanding for body in (b"", b"{}")]

    assert len(answers) > 10
    for answer in answers:
        shop.refuses(answer, 422)


BROKEN = ["\\ud800", "\\udc00\\ud800", "\\x00", "\x01"]


def test_half_a_surrogate_or_a_broken_escape_is_no_text_on_any_route(shop: Shop) -> None:
    for route in WITH_BODY:
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
    "allowed_origins": [["*"], ["example.com"], ["https://"], ["https://a.com/"], ["https://a.com\n"], ["ftp://a.com"]],
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
            assert named[0].split(".")[0] == field, answer


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


# --- tokens ---------------------------------------------------------------------------------------------------------


def test_without_a_token_every_route_that_wants_to_know_who_asks_refuses(shop: Shop) -> None:
    assert {route.caller for route in WITH_CALLER} >= {people.signed_in, visitors.recognised}

    for route in WITH_CALLER:
        if route.caller not in TOKEN_OPTIONAL:
            body = least(route.body) if route.body else None
            for header in (None, "", "Bearer", "Bearer ", "Basic eDp4", f"Token {shop.token_for(route)}"):
                headers = {} if header is None else {"Authorization": header}
                answer = shop.ask(route.method, shop.path(route), None, body, headers=headers)
                shop.refuses(answer, 401)


@FEW
@given(st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1, max_size=60))
@example("null")
@example("a.b.c")
@example("..")
@example("e30.e30.")
@example("é.é.é")
@example("A" * 9000)
def test_a_made_up_token_is_refused_by_every_route(shop: Shop, token: str) -> None:
    assume(token.strip())

    for route in WITH_CALLER:
        answer = shop.ask(route.method, shop.path(route), token, least(route.body) if route.body else None)
        shop.refuses(answer, 401)


@FEW
@given(part=st.integers(0, 2), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_token_of_which_one_bit_was_changed_is_refused_by_every_route(
    shop: Shop, part: int, place: int, bit: int
) -> None:
    for route in WITH_CALLER:
        parts = [unsealed(each) for each in str(shop.token_for(route)).split(".")]
        changed = bytearray(parts[part])
        changed[place % len(changed)] ^= 1 << bit
        parts[part] = bytes(changed)

        answer = shop.ask(route.method, shop.path(route), ".".join(map(sealed, parts)), least_of(route))

        shop.refuses(answer, 401)


CLEVER_HEADERS: list[Any] = [
    *[{"alg": alg, "kid": "k1"} for alg in ("none", "None", "nOnE", "", None, ["HS256"], "HS512", "RS256", "ES256")],
    *[{"alg": "HS256", "kid": key_id} for key_id in ("k2", "", None, {"k1": 1}, "../../dev/null")],
    {"alg": "HS256", "kid": "k1", "crit": ["b64"], "b64": False},
    {"alg": "HS256"},
    {},
    [],
    "k1",
]


def test_a_token_that_chooses_its_own_way_of_being_checked_is_refused_by_every_route(shop: Shop) -> None:
    for route in WITH_CALLER:
        _, claims, signature = str(shop.token_for(route)).split(".")

        for header in CLEVER_HEADERS:
            top = sealed(json.dumps(header).encode())
            for token in (f"{top}.{claims}.", f"{top}.{claims}.{signature}"):
                answer = shop.ask(route.method, shop.path(route), token, least_of(route))
                shop.refuses(answer, 401)


def test_a_token_with_thousands_of_brackets_in_it_is_refused(shop: Shop) -> None:
    deep = sealed(b'{"alg":"HS256","kid":"k1","x":' + b"[" * 50_000)
    signed_header = sealed(b'{"alg":"HS256","kid":"k1"}')

    for token in (f"{deep}.e30.AAAA", f"{signed_header}.{deep}.AAAA"):
        for path in ("/v1/desk/inbox", f"/v1/widget/demo/conversations/{shop.mine}/entries"):
            shop.refuses(shop.ask("GET", path, token), 401)


def test_a_visitors_token_is_worth_nothing_at_the_desk_and_an_agents_nothing_at_the_widget(shop: Shop) -> None:
    widget = [route for route in WITH_CALLER if route.path.startswith("/v1/widget/")]
    desk = [route for route in WITH_CALLER if route not in widget]

    answers = [
        *[shop.ask(each.method, shop.path(each), shop.administrator, least_of(each)) for each in widget],
        *[shop.ask(each.method, shop.path(each), shop.visitor, least_of(each)) for each in desk],
    ]

    for answer in answers:
        shop.refuses(answer, 401)


def test_a_visitors_token_of_another_plan_is_refused(shop: Shop) -> None:
    widget = [route for route in WITH_CALLER if route.path.startswith("/v1/widget/")]

    answers = [shop.ask(each.method, shop.path(each), shop.foreigner, least_of(each)) for each in widget]

    assert len(answers) >= 5
    for answer in answers:
        shop.refuses(answer, 401)


def test_a_token_that_is_signed_but_says_too_little_is_refused(shop: Shop) -> None:
    key_id, secret = shop.world.desk.settings.token_keys[0]
    claims = jwt.decode(shop.agent, options={"verify_signature": False})
    assert jwt.encode(claims, secret, "HS256", {"kid": key_id}) == shop.agent

    for left_out in ("aud", "exp", "sub", "sid"):
        less = {name: value for name, value in claims.items() if name != left_out}
        answer = shop.ask("GET", "/v1/desk/inbox", jwt.encode(less, secret, "HS256", {"kid": key_id}))
        shop.refuses(answer, 401)


def test_an_expired_token_is_refused_by_every_route(shop: Shop) -> None:
    sessions = [shop.agent, shop.administrator]
    day, year = 24 * 3600, 366 * 24 * 3600

    for route in WITH_CALLER:
        shop.token_for(route)  # found while it is still good
    for seconds, expired in ((day, sessions), (year, [shop.visitor])):
        shop.world.clock.forward(seconds=seconds)
        for route in WITH_CALLER:
            if shop.token_for(route) in expired:
                shop.refuses(shop.try_on(route, least_of(route)), 401)


def test_a_session_that_was_signed_out_is_refused_by_every_route(shop: Shop) -> None:
    ended = [shop.agent, shop.administrator]
    routes = [route for route in WITH_CALLER if shop.token_for(route) in ended]
    for token in ended:
        assert shop.ask("DELETE", "/v1/desk/session", token).status == 204
    shop.watched = Watched(shop.world.desk)

    answers = [shop.try_on(route, least_of(route)) for route in routes]

    assert len(answers) > 15
    for answer in answers:
        shop.refuses(answer, 401)
        assert answer.said["code"] == "session_ended"


def test_a_purpose_is_part_of_a_token(shop: Shop) -> None:
    claims = {"sub": shop.known["agent_id"], "sid": "x"}
    other_purpose = tokens.issue(shop.world.desk, "something else", claims, life=3600)

    shop.refuses(shop.ask("GET", "/v1/desk/inbox", other_purpose), 401)


def unsealed(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def sealed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def least_of(route: Route) -> dict[str, Any] | None:
    return least(route.body) if route.body is not None else None


# --- what is somebody else's ----------------------------------------------------------------------------------------


def test_to_another_visitor_a_conversation_does_not_exist(shop: Shop) -> None:
    root = f"/v1/widget/demo/conversations/{shop.mine}"

    answers = [
        shop.ask("GET", f"{root}/entries", shop.stranger),
        shop.ask("GET", f"{root}/entries?after=1", shop.stranger),
        shop.ask("GET", f"{root}/entries?after=1000000", shop.stranger),
        shop.ask("POST", f"{root}/messages", shop.stranger, {"text": "Hello", "client_id": "first"}),
        shop.ask("POST", f"{root}/close", shop.stranger, {}),
    ]

    unknown = shop.ask("GET", "/v1/widget/demo/conversations/cnv_nothing/entries", shop.stranger)
    for answer in answers:
        shop.refuses(answer, 404)
        assert {**answer.said, "request_id": ""} == {**unknown.said, "request_id": ""}


def test_another_agents_conversation_is_not_read_answered_closed_or_taken(shop: Shop) -> None:
    root = f"/v1/desk/conversations/{shop.mine}"

    answers = [
        shop.ask("GET", root, shop.idle_agent),
        shop.ask("GET", f"{root}/entries", shop.idle_agent),
        shop.ask("POST", f"{root}/messages", shop.idle_agent, {"text": "Hello", "client_id": "first"}),
        shop.ask("POST", f"{root}/close", shop.idle_agent, {}),
    ]
    taking = shop.ask("POST", f"{root}/take", shop.idle_agent, {})

    for answer in answers:
        shop.refuses(answer, 403)
        assert answer.said["code"] == "not_yours"
    shop.refuses(taking, 409)
    assert taking.said["code"] == "conversation_taken"


def test_whoever_is_no_administrator_administers_nothing(shop: Shop) -> None:
    tokens_of = [shop.sign_in(shop.world.agent(role=role)) for role in (AGENT, GROUP_LEADER, SUPERVISOR)]
    admin = [route for route in WITH_CALLER if route.path.startswith("/v1/admin/")]
    shop.watched = Watched(shop.world.desk)

    answers = [shop.ask(each.method, shop.path(each), token, least_of(each)) for token in tokens_of for each in admin]

    assert len(answers) >= 3 * 14
    for answer in answers:
        shop.refuses(answer, 403)


# --- ids ------------------------------------------------------------------------------------------------------------

WITH_ID = [route for route in EVERY_ROUTE if "{" in route.path]
RUBBISH = ["", " ", ".", "..", "%", "'", '"', "';--", "../../x", "a/b", "\\", "\x00", "a\nb", "line", "#", "?", "{x}"]


@FEW
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
        for raw in ("%", "%zz", "%2", "%00", "%ff", "%ED%A0%80", "%C0%AF", "%2e%2e%2f", "%252e", "a;b", "~"):
            path = shop.path(route, conversation_id="HERE", agent_id="HERE", group_id="HERE", plan_id="HERE")
            if "HERE" not in path:
                path = shop.path(route, plan_key="HERE")

            answer = shop.ask(route.method, path.replace("HERE", raw), shop.token_for(route), least_of(route))

            shop.refuses(answer, 401, 404)


def test_an_id_longer_than_any_key_is_refused_before_the_database_would_refuse_it(shop: Shop) -> None:
    for route in WITH_ID:
        for size in (1_025, 2_049, 9_000):
            endless = "x" * size
            for answer in each_id_replaced(shop, route, endless):
                shop.refuses(answer, 401, 404)
                assert not any(endless in key for key in shop.watched.keys), f"{size} characters in {route.path}"


def each_id_replaced(shop: Shop, route: Route, rubbish: str) -> Iterator[Answered]:
    """The route's answers with each of its ids, one after another, replaced."""
    for name in [part[1:-1] for part in route.path.split("/") if part.startswith("{")]:
        path = shop.path(route, **{name: rubbish})
        yield shop.ask(route.method, path, shop.token_for(route), least_of(route))


# --- methods, content types, queries, cursors -----------------------------------------------------------------------


def test_a_method_a_path_does_not_take_is_refused_with_those_it_takes(shop: Shop) -> None:
    taken: dict[str, set[str]] = {}
    for route in EVERY_ROUTE:
        taken.setdefault(route.path, set()).add(route.method)

    for path, methods in taken.items():
        route = next(each for each in EVERY_ROUTE if each.path == path)
        for method in METHODS - methods:
            answer = shop.ask(method, shop.path(route), shop.token_for(route), {})

            shop.refuses(answer, 405)
            assert set(answer.headers["allow"].replace(" ", "").split(",")) == methods


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
def test_a_parameter_nobody_knows_is_refused_by_every_route(shop: Shop, name: str, value: str) -> None:
    encoded = f"{quote(name, safe='', errors='replace')}={quote(value, safe='', errors='replace')}"

    for route in EVERY_ROUTE:
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

STRANGE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60)


@settings(FEW, max_examples=15)
@given(text=STRANGE, escaped=st.booleans())
@example(text="👩‍👩‍👧‍👦 👨🏿‍🚀 🏳️‍🌈 🇩🇪", escaped=False)
@example(text="Z̷̢̛͉a̴͝l̵͇͠g̶̛o é = é", escaped=True)
@example(text="שלום \u202eevil\u202c عليكم \u200f", escaped=False)
@example(text="line\u2028line\u2029line\r\nline\x0bline\x0cline\x85line", escaped=True)
@example(text="\u3000 around \u2003", escaped=False)
@example(text="\ufeff\ufffe\uffff\U0010ffff\U0001fffe", escaped=True)
@example(text="\x01\x02\x1b[31m\x7f\x9f", escaped=True)
@example(text='"}],\\u0000 \\ <script>alert(1)</script> {{7*7}} ${x} %s %00', escaped=False)
@example(text="𠜎𡃁𣎴" * 1333 + "𠜎", escaped=True)
def test_a_strange_text_comes_back_to_both_sides_as_it_was_sent(shop: Shop, text: str, escaped: bool) -> None:
    assume(text.strip())
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


@FEW
@given(client_id=st.text(st.characters(codec="utf-8"), min_size=1, max_size=100).filter(str.isprintable))
@example(client_id="💥" * 100)
@example(client_id="#")
def test_a_strange_but_printable_client_id_makes_a_message_one_and_the_same(shop: Shop, client_id: str) -> None:
    path, body = f"/v1/widget/demo/conversations/{shop.mine}/messages", {"text": "Hello", "client_id": client_id}

    once, twice = shop.ask("POST", path, shop.visitor, body), shop.ask("POST", path, shop.visitor, body)

    assert twice.status == 200
    assert once.said == twice.said
    assert once.said["client_id"] == client_id
