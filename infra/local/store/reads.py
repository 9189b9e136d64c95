"""GetItem, BatchGetItem, TransactGetItems: items by their keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from infra.local.store import arguments as argument_rules
from infra.local.store import places
from infra.local.store.arguments import Arguments, Placeholders
from infra.local.store.capacity import Meter
from infra.local.store.catalogue import Catalogue
from infra.local.store.errors import Invalid
from infra.local.store.places import Stored
from infra.local.store.projections import Projection, projection
from infra.local.store.tables import Table
from infra.local.store.values import Item, normal_item

BATCH = 100
ANSWER_BYTES = 16 << 20


def get_item(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """One item, if it is there."""
    chosen = _projection(arguments)
    table = catalogue.table(db, arguments["TableName"])
    stored = places.get(db, table, table.schema.encoded(key_of(table, arguments["Key"])))
    answer = _shown(stored, chosen)
    meter = Meter(arguments)
    if meter.on:
        consistent = arguments.get("ConsistentRead", False)
        meter.read(table, stored.size if stored else 0, consistent=consistent)
        meter.add_to(answer)
    return answer


def batch_get_item(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """Many items, in no promised order; those beyond 16 MB are left for another request."""
    wanted = arguments["RequestItems"]
    _check_number(sum(len(part.get("Keys", ())) for part in wanted.values()))
    meter = Meter(arguments)
    responses: dict[str, list[Item]] = {}
    left: dict[str, Any] = {}
    room = ANSWER_BYTES
    for name, each in wanted.items():
        part = argument_rules.part("KeysAndAttributes", each)
        chosen = _projection(part)
        table = catalogue.table(db, name)
        responses[name] = []
        for key in _distinct(table, part["Keys"]):
            stored = places.get(db, table, table.schema.encoded(key)) if room > 0 else None
            size = stored.size if stored else 0
            room -= size
            if room <= 0:
                left.setdefault(name, {**part, "Keys": []})["Keys"].append(key)
                continue
            if meter.on:
                meter.read(table, size, consistent=part.get("ConsistentRead", False))
            responses[name] += _shown(stored, chosen).values()
    answer: dict[str, Any] = {"Responses": responses, "UnprocessedKeys": left}
    meter.add_all_to(answer)
    return answer


def transact_get_items(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """Many items as they are at one moment, in the order asked for."""
    wanted = arguments["TransactItems"]
    _check_number(len(wanted))
    meter = Meter(arguments, times=2)
    responses = []
    for each in wanted:
        if not isinstance(each, Mapping) or set(each) != {"Get"}:
            raise Invalid(f"an element of TransactItems has a Get and nothing else, not {sorted(each)}")
        get = argument_rules.part("Get", each["Get"])
        chosen = _projection(get)
        table = catalogue.table(db, get["TableName"])
        stored = places.get(db, table, table.schema.encoded(key_of(table, get["Key"])))
        if meter.on:
            meter.read(table, stored.size if stored else 0, consistent=True)
        responses.append(_shown(stored, chosen))
    answer: dict[str, Any] = {"Responses": responses}
    meter.add_all_to(answer, "Read")
    return answer


def key_of(table: Table, given: Any) -> Item:
    """The key in its normal form. Raises ``Invalid`` if it is none of this table's."""
    key = normal_item(given)[0]
    table.check_key(key)
    return key


def _projection(arguments: Arguments) -> Projection | None:
    placeholders = Placeholders(arguments)
    expression = arguments.get("ProjectionExpression")
    chosen = None if expression is None else projection(expression, placeholders.names)
    placeholders.check(ProjectionExpression=chosen)
    return chosen


def _shown(stored: Stored | None, chosen: Projection | None) -> dict[str, Any]:
    if stored is None:
        return {}
    return {"Item": stored.item if chosen is None else chosen.of(stored.item)}


def _check_number(number: int) -> None:
    if not 0 < number <= BATCH:
        raise Invalid(f"Too many items requested, or none: {number}; at most {BATCH}")


def _distinct(table: Table, given: Any) -> list[Item]:
    keys = [key_of(table, key) for key in given]
    if len({table.schema.encoded(key) for key in keys}) < len(keys):
        raise Invalid("Provided list of item keys contains duplicates")
    return keys
