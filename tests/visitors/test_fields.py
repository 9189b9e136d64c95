"""Fields of the desk's own: defined once and never lost, filled in by who may, whoever the customer is (F6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations.service import customers, editing
from chalicelib.core import audit, times
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.fields import (
    CustomField,
    FieldChoice,
    FieldNameTaken,
    FieldValues,
    TooManyFields,
)
from chalicelib.visitors.service import Caller, fields
from tests.crashes import Death, at_each_write
from tests.visitors.several import Shop
from tests.visitors.test_joining import caller_of, close, stranger, talk
from tests.worlds import World, at_once, counted


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


def add(shop: Shop, name: str = "Birthday", kind: str = "text", key: str | None = None, **more: Any) -> CustomField:
    once = Once.of("field", key, [name, kind]) if key else None
    return fields.add_field(shop.desk, SYSTEM, {"zh": f"{name}（中）", "en": name, "kind": kind, **more}, once)[0]


def update(shop: Shop, field: CustomField, version: int | None = None, **values: Any) -> CustomField:
    return fields.update_field(shop.desk, SYSTEM, field.field_id, values, version)


def fill(shop: Shop, customer: Caller, version: int | None = None, **values: Any) -> FieldValues:
    return editing.fill_in(shop.desk, shop.chief, customer.visitor_id, values, version)


def one_field_each(shop: Shop) -> dict[str, str]:
    """The id of a field of each kind."""
    sizes = (FieldChoice("s", "小", "Small"), FieldChoice("l", "大", "Large"))
    made = [add(shop, kind, kind, choices=sizes if kind == "choice" else ()) for kind in KINDS]
    return {each.kind: each.field_id for each in made}


KINDS = ("text", "number", "date", "choice", "yes_no")
GOOD = {"text": " Tea ", "number": 3.5, "date": "2000-02-29", "choice": "l", "yes_no": False}
BAD: dict[str, list[Any]] = {
    "text": ["x" * 501, 3, True, "\x00a", "\u200b"],
    "number": ["3", True, float("inf"), 10**16],
    "date": ["2026-02-30", "20260101", "tomorrow", 20260101],
    "choice": ["m", "Large", 1],
    "yes_no": ["yes", 1, 0.0],
}


@pytest.mark.also_on_moto
def test_a_field_is_added_once_renamed_ordered_and_archived(shop: Shop) -> None:
    first = add(shop, key="k")
    again = add(shop, key="k")
    second = add(shop, "Shop")

    update(shop, second, order=0, required=True)
    archived = update(shop, first, en="Day of birth", archived=True, version=1)
    same = update(shop, first, en="Day of birth")

    known = fields.read_fields(shop.desk)
    assert (again, [each.en for each in known.in_order]) == (first, ["Shop", "Day of birth"])
    assert (archived.archived, archived.version, same.version) == (True, 2, 2)
    assert [each.required for each in known.in_order] == [True, False]


def test_what_would_lose_something_or_cannot_be_told_apart_is_refused(shop: Shop) -> None:
    size = add(shop, "Size", "choice", choices=(FieldChoice("s", "小", "Small"),))

    with pytest.raises(FieldNameTaken):
        add(shop, "size")
    for wrong in (
        {"choices": ()},
        {"choices": (FieldChoice("l", "大", "Large"),)},
        {"choices": (FieldChoice("!", "", "x"),)},
    ):
        with pytest.raises(Invalid) as refusal:
            update(shop, size, **wrong)
        assert all(each.field.startswith("choices") for each in refusal.value.errors)
    with pytest.raises(Invalid):
        add(shop, "Plain", choices=(FieldChoice("s", "小", "Small"),))
    with pytest.raises(ChangedMeanwhile):
        update(shop, size, version=9, en="Sizes")


def test_there_is_room_for_so_many_fields(shop: Shop) -> None:
    for number in range(50):
        add(shop, f"Field {number}")

    with pytest.raises(TooManyFields):
        add(shop, "One more")


def test_each_kind_holds_what_it_is_for_and_refuses_the_rest_by_name(shop: Shop) -> None:
    customer, ids = shop.comes(), one_field_each(shop)

    filled = fill(shop, customer, **{ids[kind]: value for kind, value in GOOD.items()})

    assert filled.known == {ids[kind]: "Tea" if kind == "text" else value for kind, value in GOOD.items()}
    for kind, values in BAD.items():
        for value in values:
            with pytest.raises(Invalid) as refusal:
                fill(shop, customer, **{ids[kind]: value, "fld_none": "x"})
            assert [each.field for each in refusal.value.errors] == [f"values.{ids[kind]}", "values.fld_none"]


def test_what_is_emptied_is_empty_and_what_is_archived_is_shown_and_not_filled_in(shop: Shop) -> None:
    customer, ids = shop.comes(), one_field_each(shop)
    fill(shop, customer, **{ids["text"]: "Tea", ids["number"]: 1})
    update(shop, fields.read_fields(shop.desk).fields[1], archived=True)

    emptied = fill(shop, customer, **{ids["text"]: " "})

    assert emptied.known == {ids["number"]: 1}
    with pytest.raises(Invalid):
        fill(shop, customer, **{ids["number"]: 2})


def test_whoever_saw_something_older_is_told_and_others_fields_stay(shop: Shop) -> None:
    customer, ids = shop.comes(), one_field_each(shop)
    seen = fill(shop, customer, **{ids["text"]: "Tea"})

    done = at_once(
        [
            lambda: fill(shop, customer, **{ids["number"]: 7}),
            lambda: fill(shop, customer, **{ids["date"]: "2000-01-01"}),
        ]
    )
    twice = [fill(shop, customer, **{ids["text"]: "Tea"}).version for _ in range(2)]

    assert not any(isinstance(each, Exception) for each in done)
    with pytest.raises(ChangedMeanwhile):
        fill(shop, customer, seen.version, **{ids["text"]: "Coffee"})
    assert fill(shop, customer).known == {ids["text"]: "Tea", ids["number"]: 7, ids["date"]: "2000-01-01"}
    assert twice == [3, 3]


def test_who_changed_what_is_in_the_audit_log(shop: Shop) -> None:
    customer, field = shop.comes(), add(shop)

    with counted() as filling:
        fill(shop, customer, **{field.field_id: "Tea"})
    fill(shop, customer, **{field.field_id: None})
    with counted() as renaming:
        renamed = update(shop, field, en="Drink")

    assert fields.read_fields(shop.desk).find(field.field_id) == renamed
    assert filling.names == ["GetItem", "BatchGetItem", "TransactWriteItems"]
    assert renaming.names == ["GetItem", "TransactWriteItems"]
    noted = [each for each in audit.whole_month(shop.desk, times.month(shop.desk.now())) if "field" in each.act]
    assert [(each.act, each.about) for each in noted] == [
        ("add_field", field.field_id),
        ("fill_in_fields", customer.visitor_id),
        ("fill_in_fields", customer.visitor_id),
        ("update_field", field.field_id),
    ]
    assert (noted[-2].by, noted[-2].before, noted[-2].after) == (
        shop.chief.agent_id,
        {field.field_id: "…"},
        {field.field_id: None},
    )


def test_only_who_reaches_a_customer_fills_in_their_fields(shop: Shop) -> None:
    customer, field, outsider = shop.comes(), add(shop), shop.world.now(shop.world.agent())

    with pytest.raises(NotYours):
        editing.fill_in(shop.desk, outsider, customer.visitor_id, {field.field_id: "Tea"})


def test_a_customer_who_is_several_has_what_is_known_of_any_of_them_and_an_undo_takes_it_apart(shop: Shop) -> None:
    one, other, ids = shop.comes(), shop.comes(), one_field_each(shop)
    fill(shop, one, **{ids["text"]: "Tea"})
    fill(shop, other, **{ids["text"]: "Coffee", ids["number"]: 2, ids["date"]: "2000-01-01"})

    done = shop.merge(one, other)
    together = fill(shop, other, **{ids["date"]: None, ids["yes_no"]: True})
    shop.undo(done)

    assert together.known == {ids["text"]: "Tea", ids["number"]: 2, ids["yes_no"]: True}
    assert fill(shop, one).known == {ids["text"]: "Tea", ids["yes_no"]: True}
    assert fill(shop, other).known == {ids["text"]: "Coffee", ids["number"]: 2, ids["date"]: "2000-01-01"}


def test_whoever_proves_who_they_are_brings_along_what_was_filled_in(shop: Shop) -> None:
    token, before = stranger(shop.site)
    close(shop.site, before, talk(shop.site, before))
    field = add(shop)
    fill(shop, before, **{field.field_id: "Tea"})

    _, given = shop.site.sign_in("u1", known=token)
    going = talk(shop.site, caller_of(shop.site, given), "Hi", "b")

    with counted() as requests:
        shown = customers.read_fields(shop.desk, shop.chief, going)
    assert (shown.known, len(requests)) == ({field.field_id: "Tea"}, 3)


def test_it_may_die_at_each_write_and_is_done_by_asking_again(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        shop = Shop(new_world())
        customer = shop.comes()

        with death():
            add(shop, key="k")
        field = add(shop, key="k")
        with death():
            fill(shop, customer, **{field.field_id: "Tea"})
        filled = fill(shop, customer, **{field.field_id: "Tea"})

        assert len(fields.read_fields(shop.desk).fields) == 1
        assert (filled.known, filled.version) == ({field.field_id: "Tea"}, 1)

    at_each_write(story)
