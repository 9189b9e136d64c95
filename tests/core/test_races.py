"""The one optimistic loop: own fields over what now stands, and a refusal only of what somebody else changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, Unavailable
from chalicelib.core.races import ChangedMeanwhile, Moved


class Shop(msgspec.Struct, frozen=True):
    name: str = "Shop"
    seats: int = 1
    look: Mapping[str, Any] = msgspec.field(default_factory=dict)
    version: int = 1


class Form(msgspec.Struct):
    name: str | None = None
    seats: int | None = None
    password: str | None = None
    look: dict[str, Any] | None = None


@dataclass
class Shelf:
    """Keeps a shop; ``others`` change it, one each time somebody is about to write."""

    kept: Shop | None = field(default_factory=Shop)
    others: list[Callable[[Shop], Shop | None]] = field(default_factory=list)
    writes: int = 0

    def save(self, before: Shop, after: Shop) -> None:
        self.writes += 1
        if self.others and self.kept is not None:
            changed = self.others.pop(0)(self.kept)
            self.kept = replace(changed, version=self.kept.version + 1) if changed else None
        if self.kept is None or self.kept.version != before.version:
            raise Moved(self.kept)
        self.kept = after


def change(desk: Desk, shelf: Shelf, **fields: Any) -> Shop:
    return races.change(desk, Shop(), fields, lambda shop: replace(shop, **fields), shelf.save)


def test_another_field_that_was_changed_meanwhile_stays(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, name="Renamed"), lambda shop: replace(shop, look={"a": 1})])

    after = change(desk, shelf, seats=7)

    assert after == shelf.kept == Shop("Renamed", 7, {"a": 1}, version=4)
    assert shelf.writes == 3


def test_the_same_field_changed_meanwhile_is_refused_with_what_it_is_now(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, name="Theirs", seats=3)])

    with pytest.raises(ChangedMeanwhile) as refused:
        change(desk, shelf, name="Mine", look={})

    assert [error.field for error in refused.value.errors] == ["name"]
    assert refused.value.extra == {"present": {"name": "Theirs"}, "version": 2}
    assert shelf.kept == Shop("Theirs", 3, version=2)


def test_the_same_field_changed_to_the_same_is_no_refusal(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, name="Ours", seats=3)])

    after = change(desk, shelf, name="Ours")

    assert after == shelf.kept == Shop("Ours", 3, version=2)


def test_a_field_that_is_said_as_it_was_read_is_not_put_back(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, name="Theirs")])

    with pytest.raises(ChangedMeanwhile):
        change(desk, shelf, name="Shop", seats=3)

    assert shelf.kept == Shop("Theirs", version=2)


def test_what_changed_at_another_try_counts_from_what_was_read_first(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, seats=2), lambda shop: replace(shop, name="Theirs")])

    with pytest.raises(ChangedMeanwhile):
        change(desk, shelf, name="Mine")

    assert shelf.kept == Shop("Theirs", 2, version=3)


def test_a_record_that_went_is_not_made_again(desk: Desk) -> None:
    shelf = Shelf(others=[lambda _: None])

    with pytest.raises(NotFound):
        change(desk, shelf, name="Mine")

    assert shelf.kept is None


def test_one_that_keeps_changing_is_given_up(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, seats=shop.seats + 1)] * 100)

    with pytest.raises(Unavailable) as refused:
        change(desk, shelf, name="Mine")

    assert (refused.value.status, refused.value.retry_after) == (503, 1)
    assert shelf.writes == races.TRIES


def test_a_secret_is_named_and_not_shown(desk: Desk) -> None:
    shelf = Shelf(others=[lambda shop: replace(shop, name="secret-2")])

    with pytest.raises(ChangedMeanwhile) as refused:
        races.change(
            desk, Shop(), ["name"], lambda shop: replace(shop, name="x"), shelf.save, known_as={"name": "password"}
        )

    assert [error.field for error in refused.value.errors] == ["password"]
    assert "secret-2" not in str(refused.value.extra)


def test_fields_within_parts_are_fields_of_their_own() -> None:
    body = {"name": "x", "look": {"color": 1}, "texts": {"en": {"title": "t"}}, "hours": {"weekly": {"mon": []}}}

    names = list(races.names_in(body, {"look": 1, "texts": 2, "hours": 1}))

    assert names == ["name", "look.color", "texts.en.title", "hours.weekly"]
    assert races.value_of({"look": Shop(look={"color": 1})}, "look.look.color") == 1
    assert races.value_of(Shop(), "look.color.shade") is None


def test_every_field_of_a_form_that_does_not_hold_is_named_and_what_is_unsaid_stays_out() -> None:
    def never(field: str) -> Callable[[object], object]:
        def check(_: object) -> object:
            raise Invalid.field(field, "not this")

        return check

    form = Form(name="x", seats=3, password="secret")

    with pytest.raises(Invalid) as refused:
        races.fields_in(form, {"name": never("name"), "seats": never("seats")}, without=("password",))

    assert [each.field for each in refused.value.errors] == ["name", "seats"]
    assert races.fields_in(form, {"name": str.upper}, without=("password",)) == {"name": "X", "seats": 3}
    assert races.fields_in({"name": None, "seats": 0}) == {"seats": 0}
