"""A request says nothing that its type does not know, however deep; what is stored may know more (G3)."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from chalicelib.core import decoding
from chalicelib.core.errors import Invalid
from chalicelib.everything import ROUTES


class Leaf(msgspec.Struct, frozen=True):
    """As it is stored: whatever it does not know, it leaves out."""

    name: str = ""
    leaves: tuple[Leaf, ...] = ()


class Tin(msgspec.Struct, frozen=True):
    best: Leaf | None = None
    by_month: dict[str, Leaf] = {}


class Order(msgspec.Struct, forbid_unknown_fields=True):
    """As somebody says it."""

    tins: list[Tin] = []
    wish: Leaf | str | None = None
    words: dict[str, str] = {}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (b'{"moon": 1}', "moon"),
        (b'{"tins": [{}, {"moon": 1}]}', "tins[1].moon"),
        (b'{"tins": [{"best": {"moon": 1}}]}', "tins[0].best.moon"),
        (b'{"tins": [{"best": {"leaves": [{"leaves": [{"moon": null}]}]}}]}', "tins[0].best.leaves[0].leaves[0].moon"),
        (b'{"tins": [{"by_month": {"may": {"moon": 1}}}]}', "tins[0].by_month.may.moon"),
        (b'{"wish": {"moon": 1}}', "wish.moon"),
        (b'{"wish": {"moon": 1}, "words": {"text": "\\u000b"}}', "wish.moon"),
    ],
)
def test_a_name_that_a_request_s_type_does_not_know_is_refused_where_it_stands(value: bytes, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        decoding.body(value, Order)

    assert [each.field for each in refused.value.errors] == [field]


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b'{"tins": [{"best": {"name": "a", "leaves": [{"name": "b"}]}, "by_month": {"moon": {"name": "c"}}}]}',
        b'{"wish": "moon", "words": {"moon": "yes"}}',
        b'{"wish": null}',
    ],
)
def test_names_that_are_known_and_keys_that_people_choose_are_taken(value: bytes) -> None:
    assert isinstance(decoding.body(value, Order), Order)


def test_no_body_of_any_route_passes_over_what_it_does_not_know() -> None:
    """Every route's type is either strict all through, or looked through by name."""
    bodies: dict[Any, None] = {
        each.body: None for routes in ROUTES for each in routes.declared if each.body is not None
    }

    for each in bodies:
        with pytest.raises(Invalid) as refused:
            decoding.body(b'{"handed_to_the_moon": 1}', each)

        value = str(refused.value.errors)
        assert "handed_to_the_moon" in value or "required" in value
    assert len(bodies) > 250
