"""Attribute values, ``{"S": "text"}`` and so on: their types, their normal form, their size in bytes.

In normal form equal values are equal in Python too: numbers are written in one way and sets are sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from infra.local.store import decimals
from infra.local.store.errors import Invalid

Value = dict[str, Any]
Item = dict[str, Value]
Reading = Callable[[Any, int], tuple[Value, int]]

ITEM_BYTES = 400 * 1024
LEVELS = 32

KINDS = ("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL")
SETS = ("SS", "NS", "BS")
ORDERED = ("S", "N", "B")


def kind_of(value: Value) -> str:
    """The type's letters."""
    return next(iter(value))


def text_size(text: str) -> int:
    """The bytes of a string in UTF-8."""
    return len(text) if text.isascii() else len(_encoded(text))


def normal(value: Any, level: int = 1) -> tuple[Value, int]:
    """The value in its normal form, and its size. Raises ``Invalid``."""
    if level > LEVELS:
        raise Invalid("Nesting Levels have exceeded supported limits")
    if (type(value) is not dict and not isinstance(value, Mapping)) or len(value) != 1:
        several = isinstance(value, Mapping) and len(value) > 1
        fault = "has more than one datatypes set" if several else "is empty"
        raise Invalid(f"Supplied AttributeValue {fault}, must contain exactly one of the supported datatypes")
    ((kind, content),) = value.items()
    if kind == "S" and type(content) is str:
        return {"S": content}, text_size(content)
    reading = _READINGS.get(kind)
    if reading is None:
        raise Invalid(f"Supplied AttributeValue has an unknown datatype {kind}")
    return reading(content, level)


def normal_item(item: Any) -> tuple[Item, int]:
    """The item in its normal form, and its size; not yet measured against the limit. Raises ``Invalid``."""
    if not isinstance(item, Mapping):
        raise Invalid("an item is a map from names to values")
    result: Item = {}
    total = 0
    for name, value in item.items():
        result[name], size = normal(value)
        total += size + name_size(name)
    return result, total


@lru_cache(4096)
def name_size(name: Any) -> int:
    """The bytes of an attribute's name. Raises ``Invalid`` if it cannot be one."""
    if not isinstance(name, str):
        raise Invalid(f"an attribute's name is a string, not {name!r}")
    size = text_size(name)
    if not 0 < size <= 65535:
        raise Invalid("an attribute's name has 1 to 65535 bytes")
    return size


def size_of(value: Value) -> int:
    """The size of a value in normal form."""
    return normal(value, -LEVELS)[1]


def item_size(item: Mapping[str, Value]) -> int:
    """The size of an item in normal form."""
    return sum(text_size(name) + size_of(value) for name, value in item.items())


def same_members(kind: str, members: set[Any]) -> Value:
    """A set of these members in normal form."""
    return {kind: sorted(members, key=decimals.value_of) if kind == "NS" else sorted(members)}


def rank(value: Value) -> Any:
    """What orders a value among others of its type (S, N, B); code points sort as their UTF-8 does."""
    return decimals.value_of(value["N"]) if "N" in value else value["S"] if "S" in value else value["B"]


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Invalid("a string must be valid Unicode") from None


def _string(content: Any, level: int) -> tuple[Value, int]:
    raise Invalid(f"a value of type S is a string, not {content!r}")


def _number(content: Any, level: int) -> tuple[Value, int]:
    text = decimals.normal(content)
    return {"N": text}, decimals.size(text)


def _bytes(content: Any) -> bytes:
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    raw = getattr(content, "value", None)  # boto3's Binary
    if isinstance(raw, (bytes, bytearray)):
        return bytes(raw)
    raise Invalid(f"a value of type B is bytes, not {type(content).__name__}")


def _binary(content: Any, level: int) -> tuple[Value, int]:
    raw = _bytes(content)
    return {"B": raw}, len(raw)


def _truth(content: Any, level: int) -> tuple[Value, int]:
    if not isinstance(content, bool):
        raise Invalid(f"a value of type BOOL is true or false, not {content!r}")
    return {"BOOL": content}, 1


def _null(content: Any, level: int) -> tuple[Value, int]:
    if content is not True:
        raise Invalid(
            "One or more parameter values were invalid: Null attribute value types must have the value of true"
        )
    return {"NULL": True}, 1


def _list(content: Any, level: int) -> tuple[Value, int]:
    if not isinstance(content, (list, tuple)):
        raise Invalid("a value of type L is a list")
    members, total = [], 3
    for member in content:
        value, size = normal(member, level + 1)
        members.append(value)
        total += size + 1
    return {"L": members}, total


def _map(content: Any, level: int) -> tuple[Value, int]:
    if not isinstance(content, Mapping):
        raise Invalid("a value of type M is a map")
    members: Item = {}
    total = 3
    for name, member in content.items():
        members[name], size = normal(member, level + 1)
        total += name_size(name) + size + 1
    return {"M": members}, total


def _set(kind: str, read: Callable[[Any], Any], measure: Callable[[Any], int]) -> Reading:
    def reading(content: Any, level: int) -> tuple[Value, int]:
        if not isinstance(content, (list, tuple, set, frozenset)):
            raise Invalid(f"a value of type {kind} is a list of its members")
        if not content:
            raise Invalid(f"One or more parameter values were invalid: An {_NAMES[kind]} set  may not be empty")
        members = [read(member) for member in content]
        unique = set(members)
        if len(unique) != len(members):
            raise Invalid("One or more parameter values were invalid: Input collection contains duplicates")
        return same_members(kind, unique), sum(map(measure, members))

    return reading


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise Invalid(f"a member of a set of strings is a string, not {content!r}")
    _encoded(content)
    return content


_NAMES = {"SS": "string", "NS": "number", "BS": "binary"}
_READINGS: dict[str, Reading] = {
    "S": _string,
    "N": _number,
    "B": _binary,
    "BOOL": _truth,
    "NULL": _null,
    "L": _list,
    "M": _map,
    "SS": _set("SS", _text, text_size),
    "NS": _set("NS", decimals.normal, decimals.size),
    "BS": _set("BS", _bytes, len),
}
