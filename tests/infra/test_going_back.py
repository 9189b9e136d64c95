"""The version before can go on with what this one stored: what it does not know of a record, it leaves out (G3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.tables import Json, Packed
from chalicelib.everything import TABLES
from chalicelib.subscriptions import DUTIES, LISTENERS


def rows() -> Iterator[type]:
    """Every kind of item that is stored."""
    waiting = list(TABLES)
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        yield each


def stored_types() -> dict[str, Any]:
    """The type of every attribute that is kept as one value, by where it is; and of all due work."""
    kept = {
        f"{row.__name__}.{name}": attribute.shape
        for row in rows()
        for name, attribute in vars(row).items()
        if isinstance(attribute, Json | Packed) and attribute.shape is not Any
    }
    return kept | {each.due.kind: each.due for each in DUTIES} | {each.kind: each.event for each in LISTENERS}


def structs_in(kind: inspect.Type) -> Iterator[inspect.StructType]:
    """Every struct that a type is made of, each once."""
    seen, waiting = set[type](), [kind]
    while waiting:
        each = waiting.pop()
        if isinstance(each, inspect.StructType):
            if each.cls in seen:
                continue
            seen.add(each.cls)
            yield each
            waiting += [field.type for field in each.fields]
        for name in ("types", "item_types"):
            waiting += getattr(each, name, ())
        waiting += [
            getattr(each, name) for name in ("item_type", "key_type", "value_type", "type") if hasattr(each, name)
        ]


def test_whatever_is_stored_is_read_with_fields_that_came_later_left_out() -> None:
    kinds = stored_types()

    strict = {
        where: struct.cls.__name__
        for where, kind in kinds.items()
        for struct in structs_in(inspect.type_info(kind))
        if struct.forbid_unknown_fields or struct.array_like
    }

    assert len(kinds) > 60
    assert strict == {}


@pytest.mark.parametrize("field", ["came_later", "handed_to_the_moon"])
def test_a_header_of_a_later_version_is_a_header(field: str) -> None:
    header = Header("cnv_1", "demo", "vis_1", "waiting", msgspec.convert("2026-11-23T09:00:00Z", Any), "en")
    written = msgspec.to_builtins(header) | {field: {"anything": [1, 2]}, "started_at": "2026-11-23T09:00:00Z"}

    read = msgspec.convert(written, Header)

    assert (read.conversation_id, read.state) == ("cnv_1", "waiting")
