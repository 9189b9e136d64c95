from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import AttributeDeserializationError, AttributeNullError

from chalicelib.core import items
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Json, Packed, Row, table_name


class Paint(msgspec.Struct, frozen=True):
    color: str
    coats: int = 2
    tags: dict[str, str] = msgspec.field(default_factory=dict)


class DoorRow(Row):
    class Meta:
        table_name = table_name("doors")

    house = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    width = NumberAttribute(default=1)
    made_at = UTCDateTimeAttribute(null=True)
    is_open = BooleanAttribute(default=False)
    words = Json(null=True)
    paint = Packed(Paint, null=True)
    signed = UnicodeAttribute(null=True, attr_name="signed_by")


WHEN = datetime(26, 11, 28, 9, 5, 7, 120, tzinfo=timezone(timedelta(hours=8)))
DOORS = {
    "whole": DoorRow(
        "h1", 10**15, width=2.5, made_at=WHEN, is_open=True, words=["门", {"a": 1}], paint=Paint("red"), signed="Mei"
    ),
    "bare": DoorRow("h1", -3),
    "naive": DoorRow("h1", 1, made_at=WHEN.replace(tzinfo=None), paint=Paint("", 3, {"a": "b"})),
}
CHANGES = [DoorRow.width.add(1), DoorRow.signed.set("Li"), DoorRow.words.remove()]
UNMOVED = (DoorRow.width == 1) & (DoorRow.made_at.does_not_exist() | (DoorRow.signed == "Mei"))


@pytest.mark.parametrize("name", DOORS)
def test_a_row_is_stored_and_read_as_pynamodb_does_it(desk: Desk, name: str) -> None:
    row = DOORS[name]

    stored = items.item_of(row)
    again = DoorRow.from_raw_data(stored)

    assert stored == row.serialize()
    theirs: Any = DoorRow._instantiate(dict(stored))
    assert again.attribute_values == theirs.attribute_values


def test_requests_are_those_that_pynamodb_makes(desk: Desk) -> None:
    row = DOORS["whole"]
    tell = {"return_values_on_condition_failure": "ALL_OLD"}

    put, update, delete = (
        items.put(row, UNMOVED),
        items.update(row, CHANGES, UNMOVED),
        items.delete(row, None),
    )

    assert put == row.get_save_kwargs_from_instance(condition=UNMOVED, **tell)
    assert update == row.get_update_kwargs_from_instance(actions=CHANGES, condition=UNMOVED, **tell)
    assert delete == row.get_delete_kwargs_from_instance()


def test_what_must_be_there_is_missed_by_name(desk: Desk) -> None:
    row = DoorRow("h1", 1, width=None)

    with pytest.raises(AttributeNullError) as missed:
        items.item_of(row)

    assert "width" in str(missed.value)


def test_what_is_of_another_kind_is_refused(desk: Desk) -> None:
    stored = {**items.item_of(DOORS["bare"]), "width": {"S": "wide"}}

    with pytest.raises(AttributeDeserializationError):
        DoorRow.from_raw_data(stored)

    with pytest.raises(ValueError, match="no attribute heigth"):
        DoorRow("h1", 1, heigth=2)


def test_a_query_names_its_keys_and_goes_on_where_it_ended(desk: Desk) -> None:
    start = items.key(DoorRow, "h1", 4)

    asked = items.query(DoorRow, "h1", range_condition=DoorRow.number > 3, start=start, more={"Limit": 2})

    assert asked == {
        "TableName": DoorRow.Meta.table_name,
        "KeyConditionExpression": "(#0 = :0 AND #1 > :1)",
        "ExpressionAttributeNames": {"#0": "house", "#1": "number"},
        "ExpressionAttributeValues": {":0": {"S": "h1"}, ":1": {"N": "3"}},
        "ExclusiveStartKey": {"house": {"S": "h1"}, "number": {"N": "4"}},
        "ConsistentRead": True,
        "Limit": 2,
    }


def test_times_are_utc_again(desk: Desk) -> None:
    row = DOORS["whole"]

    again = DoorRow.from_raw_data(items.item_of(row))

    assert (again.made_at, again.made_at.tzinfo) == (WHEN, UTC)
