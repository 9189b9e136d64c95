"""Paths into items: reading and changing there, and which paths are in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from infra.local.store.syntax import Reader
from infra.local.store.tree import Path
from infra.local.store.values import Item, Value

Parts = tuple[str | int, ...]


class NoSuchPlace(Exception):
    """A path leads through something that is not there, or is neither a map nor a list."""


def read(item: Mapping[str, Value], parts: Parts) -> Value | None:
    """What is there, or None."""
    value: Any = {"M": item}
    for part in parts:
        if isinstance(part, str):
            value = value["M"].get(part) if "M" in value else None
        else:
            members = value.get("L", ())
            value = members[part] if part < len(members) else None
        if value is None:
            return None
    result: Value = value
    return result


def put(item: Item, parts: Parts, value: Value) -> None:
    """Put a value there; a place behind a list's end appends. Raises ``NoSuchPlace``.

    What the item held is shared with others: maps and lists on the way are copied, not changed.
    """
    if len(parts) == 1:
        item[str(parts[0])] = value
    else:
        item[str(parts[0])] = _inside(item, parts, value)


def take(item: Item, parts: Parts) -> None:
    """Take away what is there, if anything is. Raises ``NoSuchPlace`` if the way there leads nowhere."""
    if len(parts) == 1:
        item.pop(str(parts[0]), None)
    else:
        item[str(parts[0])] = _inside(item, parts, None)


def check_apart(reader: Reader, paths: Iterable[Path]) -> None:
    """Raise ``Invalid`` if one path leads to or through another, or one takes for a list what is a map to another."""
    seen: list[Path] = []
    for path in paths:
        for other in seen:
            _check_pair(reader, other, path)
        seen.append(path)


def _check_pair(reader: Reader, first: Path, second: Path) -> None:
    for left, right in zip(first.parts, second.parts, strict=False):
        if type(left) is not type(right):
            raise reader.fault(
                "Two document paths conflict with each other; must remove or rewrite one of these paths; "
                f"path one: {first}, path two: {second}"
            )
        if left != right:
            return
    raise reader.fault(
        "Two document paths overlap with each other; must remove or rewrite one of these paths; "
        f"path one: {first}, path two: {second}"
    )


def _inside(item: Item, parts: Parts, value: Value | None) -> Value:
    """The changed attribute of a path that leads into it."""
    attribute = item.get(str(parts[0]))
    if attribute is None:
        raise NoSuchPlace
    return _changed(attribute, parts[1:], value)


def _changed(holder: Value, parts: Parts, value: Value | None) -> Value:
    """The map or list with another value, or without one, where the path leads."""
    part, rest = parts[0], parts[1:]
    if isinstance(part, str):
        if "M" not in holder:
            raise NoSuchPlace
        entries: Item = dict(holder["M"])
        if rest:
            if part not in entries:
                raise NoSuchPlace
            entries[part] = _changed(entries[part], rest, value)
        elif value is None:
            entries.pop(part, None)
        else:
            entries[part] = value
        return {"M": entries}
    if "L" not in holder:
        raise NoSuchPlace
    members: list[Value] = list(holder["L"])
    if rest:
        if part >= len(members):
            raise NoSuchPlace
        members[part] = _changed(members[part], rest, value)
    elif value is None:
        del members[part : part + 1]
    elif part < len(members):
        members[part] = value
    else:
        members.append(value)
    return {"L": members}
