"""The version before can go on with what this one stored: what it does not know of a record, it leaves out (G3)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

import chalicelib
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.tables import Json, Packed, Row
from chalicelib.everything import TABLES
from chalicelib.files.model.upload import File
from chalicelib.logbook.store.records import SHAPES
from chalicelib.notifications.model.address import Address
from chalicelib.notifications.model.money import Account, Line
from chalicelib.notifications.model.notice import Attempt, Notice
from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.notifications.store import Gathered, Told
from chalicelib.subscriptions import DUTIES, LISTENERS


def rows() -> list[type[Row]]:
    """Every kind of item that any room stores: each class of rows of each module of the house."""
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if not module.name.startswith("chalicelib.web.pages"):
            importlib.import_module(module.name)
    found, waiting = dict[type[Row], None](), [Row]
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each is not Row and each.__module__.startswith("chalicelib."):
            found[each] = None
    return list(found)


def kept_as_one() -> dict[str, Any]:
    """The type of every attribute that is kept as one value, by where it is."""
    return {
        f"{row.__module__.split('.')[1]}.{row.__name__}.{name}": attribute.shape
        for row in rows()
        for name, attribute in row.get_attributes().items()
        if isinstance(attribute, Json | Packed)
    }


# attributes that hold one of several shapes, by something else of their row
OF_SEVERAL: dict[str, tuple[Any, ...]] = {
    "core.AuditRow.before": (),  # what people said, by its name: shown as it stands
    "core.AuditRow.after": (),
    "core.MarkerRow.answer": (),  # what a request was answered, which the same request is answered again
    "core.WorkRow.payload": tuple(each.due for each in DUTIES) + tuple(each.event for each in LISTENERS),
    "conversations.EntryRow.file": (File,),
    "logbook.RecordRow.record": tuple(SHAPES.values()),
    "notifications.NoticeRow.said": (Notice, Attempt, NoticeSettings, Address, Account, Line, Told, Gathered),
    "plans.PlanRow.group_ids": (list[str],),
    "plans.PlanRow.agent_ids": (list[str],),
    "plans.PlanRow.allowed_origins": (list[str],),
    "plans.PlanRow.languages": (list[str],),
    "plans.PlanRow.texts": (dict[str, str],),
}


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


def test_every_table_that_there_is_and_every_kind_of_its_items_is_looked_at() -> None:
    tables, found = {each.Meta.table_name for each in TABLES}, rows()

    looked_at = {each.Meta.table_name for each in found if hasattr(each, "Meta")}

    assert tables <= looked_at
    assert len(found) > len(TABLES) * 2
    assert {name for name, shape in kept_as_one().items() if shape is Any} == {*OF_SEVERAL}


def test_whatever_is_stored_is_read_with_fields_that_came_later_left_out() -> None:
    kinds = {name: shape for name, shape in kept_as_one().items() if shape is not Any}
    kinds |= {f"{name}.{number}": each for name, all_ in OF_SEVERAL.items() for number, each in enumerate(all_)}

    looked_at = {
        (where, each.cls): each for where, kind in kinds.items() for each in structs_in(inspect.type_info(kind))
    }

    assert len({each for _, each in looked_at}) > 400
    assert {
        f"{where}: {each.__name__}"
        for (where, each), struct in looked_at.items()
        if struct.forbid_unknown_fields or struct.array_like
    } == set()


@pytest.mark.parametrize("field", ["came_later", "handed_to_the_moon"])
def test_a_header_of_a_later_version_is_a_header(field: str) -> None:
    header = Header("cnv_1", "demo", "vis_1", "waiting", msgspec.convert("2026-11-23T09:00:00Z", Any), "en")
    written = msgspec.to_builtins(header) | {field: {"anything": [1, 2]}, "started_at": "2026-11-23T09:00:00Z"}

    read = msgspec.convert(written, Header)

    assert (read.conversation_id, read.state) == ("cnv_1", "waiting")
