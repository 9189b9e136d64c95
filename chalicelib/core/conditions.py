"""Conditions whose shape is always the same, made once.

    unmoved = prepared(lambda last_seq: HeaderRow.last_seq == last_seq)    # once, in a module
    tx.put(row, condition=unmoved(7))                                      # for a request

PynamoDB makes operands of attributes and values, and a text of those, each time anew: that was a sixth of the work of
a message. Here only the values are written each time; what is sent is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from inspect import signature
from typing import Any, cast

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.expressions.condition import BeginsWith, Between, Comparison, Condition, In
from pynamodb.expressions.operand import Path, Value
from pynamodb.expressions.util import get_value_placeholder

from chalicelib.core import items

_PLACE = r"[#:]\d+"

Names = dict[str, str]  # attributes with their placeholders
Values = dict[str, Any]


class _Blank(Value):
    """Stands where a value will be. An operand, so that PynamoDB leaves it as it is."""

    def __init__(self) -> None:
        self.values = ()

    def serialize(self, placeholder_names: Names, expression_attribute_values: Values) -> str:
        place: str = get_value_placeholder(self, expression_attribute_values)
        return place


class _Writing(msgspec.Struct, frozen=True):
    """How the value that is given as this number is written."""

    number: int
    kind: str
    write: Callable[[Any], Any]


class _Shape(msgspec.Struct, frozen=True):
    """``text`` has a place for each of ``names``, then for each of ``values``: constants, and those that are given, of
    which it ``takes`` so many."""

    takes: int
    text: str
    names: tuple[str, ...]
    values: tuple[_Writing | dict[str, Any], ...]


class _Filled(Condition):
    """A shape with what is given for it. Raises ``TypeError`` for another number of values, or one that is None."""

    format_string = "{operator}"

    def __init__(self, shape: _Shape, *given: Any) -> None:
        if len(given) != shape.takes or None in given:
            raise TypeError(f"{shape.text} takes {shape.takes} values, none of them None")
        super().__init__(shape.text)
        self.shape = shape
        self.given = given

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Filled) and (self.shape, self.given) == (other.shape, other.given)

    def __hash__(self) -> int:
        return hash((self.shape.text, self.given))

    def serialize(self, placeholder_names: Names, expression_attribute_values: Values) -> str:
        places = [placeholder_names.setdefault(name, f"#{len(placeholder_names)}") for name in self.shape.names]
        for value in self.shape.values:
            stored = {value.kind: value.write(self.given[value.number])} if isinstance(value, _Writing) else value
            places.append(get_value_placeholder(stored, expression_attribute_values))
        return self.shape.text.format(*places)


def prepared(build: Callable[..., Condition]) -> Callable[..., Condition]:
    """What makes the conditions that ``build`` makes, of as many values; it must compare each with an attribute.

    Raises ``TypeError`` where it does not; later, for another number of values, or one that is None.
    """
    blanks = [_Blank() for _ in signature(build).parameters]
    condition = build(*blanks)
    beside = {id(blank): attribute for blank, attribute in _compared(condition)}
    names: Names = {}
    values: Values = {}
    text = condition.serialize(names, values)
    numbers = {id(blank): number for number, blank in enumerate(blanks)}
    if beside.keys() != numbers.keys():
        raise TypeError("each value must be compared with an attribute, once")

    def writing(value: Any) -> _Writing | dict[str, Any]:
        if not isinstance(value, _Blank):
            return cast("dict[str, Any]", value)
        return _Writing(numbers[id(value)], *items.writing(beside[id(value)]))

    order = {place: f"{{{number}}}" for number, place in enumerate([*names.values(), *values])}
    text = re.sub(_PLACE, lambda place: order[place[0]], text)
    return partial(_Filled, _Shape(len(blanks), text, tuple(names), tuple(map(writing, values.values()))))


def _compared(condition: Condition) -> Iterator[tuple[_Blank, Attribute[Any]]]:
    """The blanks in it, each with the attribute that it is compared with."""
    if isinstance(condition, Comparison | Between | BeginsWith | In):
        path, *others = condition.values
        attribute = path.attribute if isinstance(path, Path) else None
        if attribute is not None:
            yield from ((each, attribute) for each in others if isinstance(each, _Blank))
    else:
        for each in condition.values:
            if isinstance(each, Condition):
                yield from _compared(each)
