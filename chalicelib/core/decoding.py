"""What a request says, as the types of its route; whatever is wrong names its field.

Text that people write may come with control characters, pasted from a terminal or a word processor: where they may
write lines (``PROSE``) those become line ends or are left out; anywhere else, and NUL everywhere, they are refused.

A request says nothing that its type does not know, at any depth: what is stored may be part of a body, and must be read
by the version before, which leaves out what it does not know; so types that are stored refuse nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from chalicelib.core.errors import BadJson, Invalid

BOM = b"\xef\xbb\xbf"
PROSE = frozenset({"text", "note", "comment"})


_PERHAPS = re.compile(rb"\\[ubf]|\x7f|\xc2[\x80-\x9f]")  # how JSON spells a control character
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_END = r"[\x0b\x0c\x85]"
_AT = r"(?s)^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$"
_UNKNOWN = r"unknown field `(?P<field>[^`]*)`|missing required field `(?P<missing>[^`]*)`"


def body(raw: bytes, shape: Any) -> Any:
    """JSON as this type; nothing at all is an empty object. Raises ``BadJson``, ``Invalid``."""
    raw = raw.removeprefix(BOM) if raw else b"{}"
    try:
        if not _PERHAPS.search(raw):
            decoded = msgspec.json.decode(raw, type=shape)
            _refuse_unknown(raw, shape)
            return decoded
        decoded = msgspec.convert(_without_controls(msgspec.json.decode(raw), ""), type=shape)
        _refuse_unknown(raw, shape)
        return decoded
    except msgspec.ValidationError as error:
        raise _invalid(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadJson(str(error)) from None


def _refuse_unknown(raw: bytes, shape: Any) -> None:
    """Raises ``Invalid`` for the first name in it that the type does not know, wherever it stands."""
    described = _lax(shape)
    if described is None:
        return
    strange = next(_unknown(msgspec.json.decode(raw), described, ""), None)
    if strange is not None:
        raise Invalid.field(strange, f"Object contains unknown field `{strange.rpartition('.')[2]}`")


@cache
def _lax(shape: Any) -> inspect.Type | None:
    """The type, described, if something in it refuses no strange names by itself."""
    described = inspect.type_info(shape)
    seen, waiting = set[Any](), [described]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, inspect.StructType):
            if kind.cls in seen:
                continue
            seen.add(kind.cls)
            if not kind.forbid_unknown_fields:
                return described
        waiting += _parts(kind)
    return None


def _parts(kind: inspect.Type) -> list[inspect.Type]:
    """What a type is made of."""
    if isinstance(kind, inspect.StructType):
        return [field.type for field in kind.fields]
    single = [getattr(kind, name) for name in ("type", "item_type", "value_type") if hasattr(kind, name)]
    return [*getattr(kind, "types", ()), *getattr(kind, "item_types", ()), *single]


def _unknown(value: Any, kind: inspect.Type, path: str) -> Iterator[str]:
    """Where names stand in a value of this type that it does not know."""
    if isinstance(kind, inspect.Metadata):
        yield from _unknown(value, kind.type, path)
    elif isinstance(kind, inspect.UnionType):
        fitting = [list(_unknown(value, each, path)) for each in kind.types if _fits(value, each)]
        yield from min(fitting, key=len, default=[])
    elif isinstance(kind, inspect.StructType) and isinstance(value, dict):
        known = {field.encode_name: field.type for field in kind.fields}
        for name, each in value.items():
            place = f"{path}.{name}".strip(".")
            if name in known:
                yield from _unknown(each, known[name], place)
            elif name != kind.tag_field:
                yield place
    elif isinstance(kind, inspect.DictType) and isinstance(value, dict):
        for name, each in value.items():
            yield from _unknown(each, kind.value_type, f"{path}.{name}")
    elif isinstance(kind, inspect.CollectionType) and isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unknown(each, kind.item_type, f"{path}[{number}]")


def _fits(value: Any, kind: inspect.Type) -> bool:
    if isinstance(value, dict):
        return isinstance(kind, inspect.StructType | inspect.DictType)
    return isinstance(kind, inspect.CollectionType) if isinstance(value, list) else False


def query(asked: Mapping[str, str], shape: Any) -> Any:
    """A query string as this type. Raises ``Invalid``.

    A type may name what is never refused for how it looks (``lenient``): then what cannot be is as if it were empty.
    """
    given, lenient = dict(asked), getattr(shape, "lenient", ())
    for name, value in asked.items():
        if _CONTROL.search(value):
            if name not in lenient:
                raise Invalid.field(name, "no control characters")
            given[name] = ""
    try:
        return msgspec.convert(given, type=shape, strict=False)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None


def _without_controls(value: Any, path: str) -> Any:
    if isinstance(value, str):
        return _cleaned(value, path)
    if isinstance(value, list):
        return [_without_controls(each, f"{path}[{number}]") for number, each in enumerate(value)]
    if isinstance(value, dict):
        return {_cleaned(name, path): _without_controls(each, f"{path}.{name}") for name, each in value.items()}
    return value


def _cleaned(text: str, path: str) -> str:
    if not _CONTROL.search(text):
        return text
    if "\x00" in text or path.rpartition(".")[2] not in PROSE:
        raise Invalid.field(path.strip(".") or "body", "no control characters")
    return _CONTROL.sub("", re.sub(_LINE_END, "\n", text))


def _invalid(error: msgspec.ValidationError) -> Invalid:
    """msgspec's words, with the field taken out of them."""
    match = re.match(_AT, str(error))
    what, path = (match["what"], match["path"] or "") if match else (str(error), "")
    named = re.search(_UNKNOWN, what)
    name = (named["field"] or named["missing"]) if named else ""
    place = ".".join(part for part in (path.strip("."), name) if part) or "body"
    return Invalid.field(place, what)
