"""Whatever is shown, as those see it who may not read sensitive numbers: the one place where they are hidden (F8).

``veiled`` goes through an answer, a page of a file, the words of a letter, the fields of a line of the log or what a
webhook tells, and gives back the same with every text ``hidden``. Everything is covered unless somebody says of a
field that it is none of a customer's (``AS_IS``), or of a route that it shows the desk's own words and settings
(``of_desk``): what is forgotten is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import WrongFields
from chalicelib.core.sensitive import hidden

T = TypeVar("T")
AS_IS = msgspec.Meta(extra={"as_is": True})
OfDesk = Annotated[str, AS_IS]  # a text of the desk's own, or of a colleague's: never a customer's
_NO_TEXT = (bool, int, float, datetime, date, time, timedelta, type(None), bytes)


def veiled(value: T) -> T:
    """The same with every text in it hidden: the value itself where there was nothing to hide."""
    seen: T = _veiled(value)
    return seen


def _veiled(value: Any) -> Any:
    veil = _VEILS.get(value.__class__)
    if veil is None:
        veil = _VEILS[value.__class__] = _veil_of(value.__class__)
    return veil(value)


def _veil_of(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, msgspec.Struct):
        names = _covered(kind)
        return (lambda value: _struct(value, names)) if names else _itself
    if issubclass(kind, Enum) or issubclass(kind, _NO_TEXT):
        return _itself
    if issubclass(kind, str):
        return hidden
    if issubclass(kind, Mapping):
        return _mapping
    return _several if issubclass(kind, list | tuple | set | frozenset) else _other


def _itself(value: Any) -> Any:
    return value


def _struct(value: Any, names: tuple[str, ...]) -> Any:
    changed = {}
    for name in names:
        before = getattr(value, name)
        after = _veiled(before)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value


def _several(value: Any) -> Any:
    shown = [_veiled(each) for each in value]
    if all(after is before for after, before in zip(shown, value, strict=True)):
        return value
    return type(value)(*shown) if hasattr(value, "_fields") else type(value)(shown)


def _mapping(value: Mapping[Any, Any]) -> Any:
    shown = {_veiled(name): _veiled(each) for name, each in value.items()}
    if all(name in shown and shown[name] is each for name, each in value.items()):
        return value
    return shown


def _other(value: Any) -> Any:
    """What is encoded already: as its text says."""
    if isinstance(value, msgspec.Raw):
        before = msgspec.json.decode(value)
        after = _veiled(before)
        return value if after is before else msgspec.Raw(msgspec.json.encode(after))
    return value


_VEILS: dict[type, Callable[[Any], Any]] = {str: hidden, type(None): _itself, int: _itself, bool: _itself}


@cache
def _covered(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a struct in which a text may stand that is not the desk's own."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(name for name in kind.__struct_fields__ if not _is_bare(hints.get(name, Any)))


def _is_bare(hint: Any) -> bool:
    """Whether nothing of this type is ever hidden."""
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        return any(_is_as_is(each) for each in notes) or _is_bare(inner)
    if isinstance(hint, type):
        return issubclass(hint, _NO_TEXT) or issubclass(hint, Enum)
    parts = get_args(hint)
    return bool(parts) and all(each is Ellipsis or _is_bare(each) for each in parts)


def _is_as_is(note: object) -> bool:
    return isinstance(note, msgspec.Meta) and note.extra is not None and bool(note.extra.get("as_is"))


# --- what was shown in part comes back -----------------------------------------------------------------------------

# how ``hidden`` shows a number or an address in part
_MASKED = re.compile(r"\d[\s()-]{0,3}\*{3,}|\*@[0-9A-Za-z]")


def refuse_masks(body: Any) -> None:
    """Whoever may not read a number cannot store what they were shown instead over it: who changes such a text leaves
    it out, or has somebody change it who may. Raises ``Invalid`` with each field."""
    wrong = WrongFields()
    for field in _masks_in(body, ""):
        wrong.add(field, "as it was, without a number of which you are shown only a part")
    wrong.refuse()


def _masks_in(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str):
        if _MASKED.search(value):
            yield place
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _masks_in(getattr(value, name), f"{place}.{name}" if place else name)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _masks_in(each, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list | tuple | set | frozenset):
        for number, each in enumerate(value):
            yield from _masks_in(each, f"{place}.{number}")
