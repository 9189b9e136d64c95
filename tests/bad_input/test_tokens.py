"""Tokens that are none, or another's."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from chalicelib.core import tokens
from chalicelib.people import service as people
from chalicelib.people.model.rights import AGENT, BUILT_IN, GROUP_LEADER, SUPERVISOR
from chalicelib.people.service.access import Permitted
from chalicelib.visitors import service as visitors
from tests.bad_input.shop import (
    FEW,
    KINDS_WITH_CALLER,
    TOKEN_OPTIONAL,
    WITH_CALLER,
    Shop,
    least,
    least_of,
    sealed,
    unsealed,
)
from tests.in_process import Watched

pytestmark = pytest.mark.long

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
def test_a_made_up_token_is_refused_by_every_kind_of_route(shop: Shop, token: str) -> None:
    assume(token.strip())

    for route in KINDS_WITH_CALLER:
        answer = shop.ask(route.method, shop.path(route), token, least(route.body) if route.body else None)
        shop.refuses(answer, 401)


@FEW
@given(part=st.integers(0, 2), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_token_of_which_one_bit_was_changed_is_refused_by_every_kind_of_route(
    shop: Shop, part: int, place: int, bit: int
) -> None:
    for route in KINDS_WITH_CALLER:
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


def test_a_token_that_chooses_its_own_way_of_being_checked_is_refused_by_every_kind_of_route(shop: Shop) -> None:
    for route in KINDS_WITH_CALLER:
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
        assert shop.ask("DELETE", "/v1/desk/session?others=queue", token).status == 204
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


def test_whoever_lacks_a_routes_permission_is_refused_by_it(shop: Shop) -> None:
    tokens_of = {role: shop.sign_in(shop.world.agent(role=role)) for role in (AGENT, GROUP_LEADER, SUPERVISOR)}
    beyond = [
        (token, route)
        for role, token in tokens_of.items()
        for route in WITH_CALLER
        if isinstance(route.caller, Permitted) and route.caller.permission not in BUILT_IN[role].permissions
    ]
    shop.watched = Watched(shop.world.desk)

    answers = [shop.ask(route.method, shop.path(route), token, least_of(route)) for token, route in beyond]

    assert len(answers) >= 3 * 14
    for answer in answers:
        shop.refuses(answer, 403)
        assert answer.said["permission"]
