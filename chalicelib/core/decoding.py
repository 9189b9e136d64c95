"""What a request says, as the types of its route; whatever is wrong names its field.

Text that people write may come with control characters, pasted from a terminal or a word processor: where they may
write lines (``PROSE``) those become line ends or are left out; anywhere else, and NUL everywhere, they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

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
            return msgspec.json.decode(raw, type=shape)
        return msgspec.convert(_without_controls(msgspec.json.decode(raw), ""), type=shape)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadJson(str(error)) from None


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
