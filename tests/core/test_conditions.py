"""Conditions that were made once say what PynamoDB would say each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition, size

from chalicelib.core import items
from chalicelib.core.conditions import prepared
from chalicelib.core.tables import Row, table_name


class ShelfRow(Row):
    class Meta:
        table_name = table_name("shelves")

    room = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    made_at = UTCDateTimeAttribute(null=True)
    label = UnicodeAttribute(null=True, attr_name="says")


WHEN = datetime(2026, 11, 28, 9, 5, 7, 120, tzinfo=UTC)
SHAPES: dict[str, tuple[Callable[..., Condition], tuple[Any, ...]]] = {
    "one": (lambda number: ShelfRow.number > number, (3,)),
    "twice-the-same-name": (lambda low, high: (ShelfRow.number >= low) & (ShelfRow.number < high), (3, 10**15)),
    "another-order": (lambda label, number: (ShelfRow.number == number) | (ShelfRow.label != label), ("书", -1)),
    "with-constants": (
        lambda when: ShelfRow.room.exists() & ((ShelfRow.label == "a") | (ShelfRow.made_at < when)),
        (WHEN,),
    ),
    "between-and-in": (lambda a, b, c: ShelfRow.number.between(a, b) & ~ShelfRow.label.is_in("x", c), (1, 2.5, "y")),
    "beginning": (lambda prefix: ShelfRow.label.startswith(prefix) & (size(ShelfRow.label) < 9), ("{0}",)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_condition_is_the_one_that_pynamodb_makes(name: str) -> None:
    build, given = SHAPES[name]
    row = ShelfRow("r", 1)

    makes = prepared(build)
    asked = [items.put(row, makes(*given)) for _ in range(2)]

    assert asked == [items.put(row, build(*given))] * 2


def test_a_condition_is_a_part_of_others_and_stands_beside_a_key() -> None:
    numbers = prepared(ShelfRow.number.between)
    other = ShelfRow.label == "a"

    of_both = items.put(ShelfRow("r", 1), other & numbers(1, 2) & (ShelfRow.number != 7))
    query = items.query(ShelfRow, "r", range_condition=numbers(1, 2), filter_condition=numbers(3, 4))

    between = ShelfRow.number.between
    assert of_both == items.put(ShelfRow("r", 1), other & between(1, 2) & (ShelfRow.number != 7))
    assert query == items.query(ShelfRow, "r", range_condition=between(1, 2), filter_condition=between(3, 4))


def test_conditions_are_the_same_when_they_say_the_same() -> None:
    above, below = prepared(lambda number: ShelfRow.number > number), prepared(lambda number: ShelfRow.number < number)

    same = [above(1) == above(1), above(1) == above(2), above(1) == below(1)]

    assert same == [True, False, False]
    assert repr(above(1)) == "{0} > {1}"


@pytest.mark.parametrize(
    "build",
    [
        lambda number: size(ShelfRow.label) > number,
        ShelfRow.label.contains,
        lambda number, forgotten: ShelfRow.number == number,
    ],
)
def test_what_is_not_compared_with_an_attribute_is_refused_where_it_is_written(build: Callable[..., Condition]) -> None:
    with pytest.raises(TypeError, match="compared with an attribute"):
        prepared(build)


def test_another_number_of_values_and_no_value_are_refused() -> None:
    above = prepared(lambda number: ShelfRow.number > number)

    for given in ((), (1, 2), (None,)):
        with pytest.raises(TypeError, match="takes 1 values"):
            above(*given)
