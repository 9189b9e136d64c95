"""Texts longer than any key, wherever a body or a query has room for a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec import inspect

from chalicelib.core.http import Route
from tests.bad_input.shop import EVERY_ROUTE, Shop, fields_of, is_lenient, least, least_of
from tests.bad_input.shop import WITH_BODY as EVERY_WITH_BODY
from tests.in_process import Watched

pytestmark = pytest.mark.long

VERY_LONG = ["x" * 3000, "名" * 600]
TOO_LONG = [*VERY_LONG, "x" * 101]  # for what names something
# what names something, besides whatever ends with _id or _ids
NAMES = {"plan_key", "plan_keys", "role", "owner", "key"}

Place = tuple[str, Callable[[str], Any]]


def texts_in(kind: Any) -> Iterator[Place]:
    """Every place for a text in a value of this type: its name (empty: the value itself), and the value around it."""
    if isinstance(kind, inspect.StrType):
        yield "", lambda text: text
    elif isinstance(kind, inspect.UnionType):
        for each in kind.types:
            yield from texts_in(each)
    elif isinstance(kind, inspect.ListType | inspect.VarTupleType):
        for name, made in texts_in(kind.item_type):
            yield name, lambda text, made=made: [made(text)]
    elif isinstance(kind, inspect.DictType):
        yield "", lambda text: {text: {} if isinstance(kind.value_type, inspect.DictType) else "x"}
        for name, made in texts_in(kind.value_type):
            yield name, lambda text, made=made: {"en": made(text)}
    elif isinstance(kind, inspect.StructType):
        for field in fields_of(kind.cls):
            for name, made in texts_in(field.type):
                yield (
                    name or field.encode_name,
                    lambda text, made=made, field=field: least(kind.cls) | {field.encode_name: made(text)},
                )


# whoever has not signed what they send hears nothing of what is wrong with it
SIGNED = {"receive_message", "receive_phone_call"}
WITH_BODY = [each for each in EVERY_WITH_BODY if each.operation not in SIGNED]
OF_ALL = {"begin_import", "change_import", "begin_export"}  # where nothing is named, all are meant
MAY_BE_EMPTY = {"questionnaire_id"}  # then there is none any more


def names_something(name: str) -> bool:
    return name.endswith(("_id", "_ids")) or name in NAMES


def bodies(route: Route, *, naming: bool) -> Iterator[tuple[str, Any]]:
    """Each place for a text in the route's body that names something, or does not; and bodies that have too long a
    text there."""
    for name, made in texts_in(inspect.type_info(route.body)):
        if names_something(name) is naming:
            for text in TOO_LONG if naming else VERY_LONG:
                yield name, made(text)


def test_an_id_longer_than_any_key_is_refused_wherever_a_body_names_one(shop: Shop) -> None:
    asked = [(route, name, body) for route in WITH_BODY for name, body in bodies(route, naming=True)]

    answers = [(name, shop.try_on(route, body)) for route, name, body in asked]

    assert {"agent_id", "group_id", "visitor_id", "member_ids", "role", "client_id"} <= {name for name, _ in answers}
    for name, answer in answers:
        (refused,) = shop.refuses(answer, 422)
        assert name in refused, answer
    assert not any(text in key for text in TOO_LONG for key in shop.watched.keys)


def test_an_empty_id_is_refused_wherever_a_body_names_one(shop: Shop) -> None:
    for route in WITH_BODY:
        for name, made in texts_in(inspect.type_info(route.body)):
            if names_something(name) and name not in MAY_BE_EMPTY and route.operation not in OF_ALL:
                shop.refuses(shop.try_on(route, made("")), 422)


def test_no_text_in_a_body_is_so_long_that_the_desk_stumbles(shop: Shop) -> None:
    asked = [(route, body) for route in WITH_BODY for _, body in bodies(route, naming=False)]

    answers = [shop.try_on(route, body) for route, body in asked]

    assert len(answers) > 200
    assert [answer for answer in answers if answer.status >= 500] == []


def test_no_parameter_is_so_long_that_the_desk_stumbles(shop: Shop) -> None:
    for route in EVERY_ROUTE:
        for field in fields_of(route.query):
            for text in TOO_LONG:
                path = f"{shop.path(route)}?{urlencode({field.encode_name: text})}"

                answer = shop.ask(route.method, path, shop.token_for(route), least_of(route))

                if is_lenient(route, field):
                    assert answer.status == 200, answer
                    shop.watched = Watched(shop.world.desk)
                else:
                    shop.refuses(answer, 404, 422)
