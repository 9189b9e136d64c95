"""An item of every kind of row, in which an agent is named wherever the kind has room for an agent's name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import inspect
from pynamodb.attributes import NumberAttribute, UnicodeSetAttribute, UTCDateTimeAttribute

from chalicelib.core import items
from chalicelib.core.authors import AgentRef, Author
from chalicelib.core.tables import Json, Row

DEEPEST = 8
NO_AGENTS = ("", "visitor", "group", "plan", "sender", "rota")  # other people, and things
MOMENT = "2026-11-23T09:00:00Z"


class Filler:
    """``agent_id``, ``name`` and ``number``: of the agent who is named."""

    def __init__(self, agent_id: str, name: str, number: str) -> None:
        self.agent_id, self.name, self.number = agent_id, name, number

    def item(self, row: type[Row], place: int) -> dict[str, Any]:
        """As it is stored; ``place`` tells its keys from those of others."""
        keys = {each.name for each in items.keys_of(row)}
        names = self.names_in(set(row.get_attributes()))
        item = dict[str, Any]()
        for name, attribute in row.get_attributes().items():
            if isinstance(attribute, Json):
                item[name] = {"S": msgspec.json.encode(self.value(attribute.shape)).decode()}
            elif isinstance(attribute, NumberAttribute):
                item[name] = {"N": str(place)}
            elif isinstance(attribute, UnicodeSetAttribute):
                item[name] = {"SS": ["x"]}
            elif attribute.attr_type == "BOOL":
                item[name] = {"BOOL": False}
            elif isinstance(attribute, UTCDateTimeAttribute):
                item[name] = {"S": "2026-11-23T09:00:00.000000+0000"}
            else:
                item[name] = {"S": f"x{place}" if name in keys else names.get(name, "x")}
        return item

    def value(self, shape: Any) -> Any:
        """One of this shape, as JSON says it."""
        return "x" if shape is Any else self._of(inspect.type_info(shape), 0)

    def names_in(self, fields: set[str]) -> dict[str, str]:
        """What fields beside each other hold where they are about the agent: ``x_id`` (or ``x``) and ``x_name``."""
        held = dict[str, str]()
        for field in fields:
            part, _, what = field.rpartition("_")
            told = {"name": self.name, "number": self.number}.get(what)
            for beside in (f"{part}_id", part):
                if told is not None and part not in NO_AGENTS and beside in fields:
                    held |= {beside: self.agent_id, field: told}
            if what == "id" and part == "by" and part in fields:
                held |= {field: self.agent_id, part: self.name}
        if {"agent_id", "name"} <= fields:
            held |= {"agent_id": self.agent_id, "name": self.name}
        return held

    def _of(self, kind: Any, depth: int) -> Any:
        if isinstance(kind, inspect.StructType):
            return self._struct(kind, depth)
        if isinstance(kind, inspect.UnionType):
            structs = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
            return self._of(max(structs, key=lambda each: isinstance(each, inspect.StructType)), depth)
        if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
            return [self._of(kind.item_type, depth)]
        if isinstance(kind, inspect.TupleType):
            return [self._of(each, depth) for each in kind.item_types]
        if isinstance(kind, inspect.DictType):
            return {"x": self._of(kind.value_type, depth)}
        if isinstance(kind, inspect.IntType | inspect.FloatType):
            return 1
        if isinstance(kind, inspect.BoolType):
            return False
        if isinstance(kind, inspect.DateTimeType):
            return MOMENT
        if isinstance(kind, inspect.DateType):
            return datetime.date(2026, 11, 23).isoformat()
        return "x"

    def _struct(self, kind: inspect.StructType, depth: int) -> Any:
        if kind.cls in (Author, AgentRef):
            return {"kind": "agent", "id": self.agent_id, "name": self.name, "number": self.number, "picture": None}
        if depth > DEEPEST:
            return {}
        names = self.names_in({each.name for each in kind.fields if _is_text(each.type)})
        fields = ((each.encode_name, each.name, each.type) for each in kind.fields)
        return {called: names.get(name) or self._of(of, depth + 1) for called, name, of in fields}


def _is_text(kind: Any) -> bool:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return any(isinstance(each, inspect.StrType) for each in kinds)


def kinds_of_rows(kind: type[Row] = Row) -> Iterator[type[Row]]:
    """Every kind that the rooms keep, without those that others are made of."""
    for each in kind.__subclasses__():
        yield from kinds_of_rows(each)
        if each.__module__.startswith("chalicelib.") and not each.__subclasses__() and hasattr(each, "Meta"):
            yield each
