"""Query and Scan: one page of a table or an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.store import keys
from infra.local.store.arguments import Arguments, Placeholders, whole_number
from infra.local.store.capacity import Meter
from infra.local.store.catalogue import Catalogue
from infra.local.store.conditions import Condition
from infra.local.store.errors import Invalid
from infra.local.store.key_conditions import Bounds, key_condition
from infra.local.store.places import Start, Stretch, rows, unpack
from infra.local.store.projections import Projection, projection
from infra.local.store.tables import Index, KeySchema, Table
from infra.local.store.values import Item, Value, item_size, kind_of, normal_item

PAGE_BYTES = 1 << 20
LIMIT = (1 << 31) - 1
SEGMENTS = 1_000_000


@dataclass(frozen=True)
class _Page:
    """What was read: the items that met the filter, how many were looked at, their bytes, where to go on."""

    items: list[Item]
    count: int
    looked_at: int
    size: int
    last: Item | None


def query(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """Items of one partition, in the order of their range keys."""
    placeholders = Placeholders(arguments)
    condition = key_condition(arguments["KeyConditionExpression"], placeholders.names)
    request = _Request(db, catalogue, arguments, placeholders)
    placeholders.check(
        KeyConditionExpression=condition, FilterExpression=request.filter, ProjectionExpression=request.projection
    )
    condition.check(placeholders.values)
    hash_value, bounds = condition.of(request.schema, placeholders.values)
    request.check()
    filtered_keys = request.filter.attributes & set(request.schema.names) if request.filter else set()
    if filtered_keys:
        raise Invalid(
            "Filter Expression can only contain non-primary key attributes: "
            f"Primary key attribute: {', '.join(sorted(filtered_keys))}"
        )
    stretch = request.stretch(
        hash_key=keys.spread(hash_value),
        bounds=bounds,
        forward=arguments.get("ScanIndexForward", True),
        start=request.start(hash_value, bounds),
    )
    return request.answer(stretch)


def scan(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """Items of a table or an index, or of a segment of it, in no meaningful order."""
    placeholders = Placeholders(arguments)
    request = _Request(db, catalogue, arguments, placeholders)
    placeholders.check(FilterExpression=request.filter, ProjectionExpression=request.projection)
    request.check()
    first, end = _segment(arguments)
    start = request.start(None, Bounds())
    if start is not None and (start[0] < first or (end is not None and start[0] >= end)):
        raise Invalid(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
            "with correct Segment"
        )
    return request.answer(request.stretch(first=first, end=end, start=start))


def _segment(arguments: Arguments) -> tuple[bytes, bytes | None]:
    total = whole_number(arguments, "TotalSegments", 1, SEGMENTS)
    number = whole_number(arguments, "Segment", 0, SEGMENTS - 1)
    if total is None and number is None:
        return b"", None
    if total is None or number is None:
        raise Invalid("Segment and TotalSegments are given together or not at all")
    if number >= total:
        raise Invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments")
    return keys.segment(number, total)


class _Request:
    """What Query and Scan have in common."""

    def __init__(
        self, db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments, placeholders: Placeholders
    ) -> None:
        self._db = db
        self._arguments = arguments
        self._values = placeholders.values
        self.filter: Condition | None = placeholders.condition(arguments, "FilterExpression")
        expression = arguments.get("ProjectionExpression")
        self.projection: Projection | None = None
        if expression is not None:
            self.projection = projection(expression, placeholders.names)
        self.table: Table = catalogue.table(db, arguments["TableName"])
        name = arguments.get("IndexName")
        self.index: Index | None = None if name is None else self.table.index(name)
        self.schema: KeySchema = self.index.schema if self.index else self.table.schema
        self._consistent: bool = arguments.get("ConsistentRead", False)
        self._counting = arguments.get("Select") == "COUNT"
        self._limit = whole_number(arguments, "Limit", 1, LIMIT)

    def check(self) -> None:
        """Raise ``Invalid`` if its parts do not go together."""
        if self.filter:
            self.filter.check(self._values)
        if self.index and self._consistent:
            raise Invalid("Consistent reads are not supported on global secondary indexes")
        select = self._arguments.get("Select")
        if self.projection is not None and select not in (None, "SPECIFIC_ATTRIBUTES"):
            raise Invalid(f"Cannot specify the ProjectionExpression when choosing to get {select}")
        if select == "SPECIFIC_ATTRIBUTES" and self.projection is None:
            raise Invalid("Must specify the ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")
        if select == "ALL_PROJECTED_ATTRIBUTES" and self.index is None:
            raise Invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
        if self.index is None or self.index.projected is None:
            return
        if select == "ALL_ATTRIBUTES":
            raise Invalid(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
                f"secondary index {self.index.name} because its projection type is not ALL"
            )
        beyond = self.projection.attributes - self.index.projected if self.projection else None
        if beyond:
            raise Invalid(
                f"One or more parameter values were invalid: Global secondary index {self.index.name} does not project "
                f"{sorted(beyond)}"
            )

    def stretch(self, **part: Any) -> Stretch:
        """A part of the table or index, as many as asked for."""
        return Stretch(self.table, self.index, limit=self._limit, **part)

    def start(self, hash_value: Value | None, bounds: Bounds) -> Start | None:
        """The keys to begin behind. Raises ``Invalid`` if no page of this request could have ended there."""
        given = self._arguments.get("ExclusiveStartKey")
        if given is None:
            return None
        try:
            key = normal_item(given)[0]
        except Invalid as error:
            raise Invalid(f"The provided starting key is invalid: {error.message}") from None
        names = {*self.table.schema.names, *self.schema.names}
        if set(key) != names or not all(_fits(schema, key) for schema in (self.table.schema, self.schema)):
            raise Invalid("The provided starting key is invalid")
        if hash_value is not None and key[self.schema.hash_name] != hash_value:
            raise Invalid("The provided starting key is outside query boundaries based on provided conditions")
        hash_key, range_key = self.schema.encoded(key)
        if not bounds.holds(range_key):
            raise Invalid("The provided starting key does not match the range key predicate")
        if self.index is None:
            return hash_key, range_key
        return hash_key, range_key, *self.table.schema.encoded(key)

    def answer(self, stretch: Stretch) -> dict[str, Any]:
        """The page, as DynamoDB answers."""
        page = self._read(stretch)
        result: dict[str, Any] = {"Count": page.count, "ScannedCount": page.looked_at}
        if not self._counting:
            result["Items"] = page.items
        if page.last is not None:
            names = (*self.table.schema.names, *(name for name in self.schema.names if self.index))
            result["LastEvaluatedKey"] = {name: page.last[name] for name in names}
        meter = Meter(self._arguments)
        if meter.on:
            meter.read(self.table, page.size, consistent=self._consistent, index=self.index)
            meter.add_to(result)
        return result

    def _read(self, stretch: Stretch) -> _Page:
        """Items up to the limit or a megabyte, whichever comes first, before the filter."""
        items: list[Item] = []
        count = looked_at = total = 0
        narrow = self.index if self.index and self.index.projected is not None else None
        last: bytes | None = None
        full = False
        cursor = rows(self._db, stretch)
        for packed, stored_size in cursor:
            size = stored_size
            item: Item | None = None
            if narrow is not None:
                item = narrow.view(unpack(packed))
                size = item_size(item)
            if looked_at and total + size > PAGE_BYTES:
                full = True
                break
            last, looked_at, total = packed, looked_at + 1, total + size
            if not self._counting or self.filter:
                item = unpack(packed) if item is None else item
                if self.filter is None or self.filter.test(item, self._values):
                    count += 1
                    if not self._counting:
                        items.append(item if self.projection is None else self.projection.of(item))
            else:
                count += 1
            if total >= PAGE_BYTES:
                full = True
                break
        cursor.close()
        full = full or looked_at == self._limit
        return _Page(items, count, looked_at, total, unpack(last) if full and last is not None else None)


def _fits(schema: KeySchema, key: Mapping[str, Value]) -> bool:
    if kind_of(key[schema.hash_name]) != schema.hash_kind:
        return False
    return schema.range_name is None or kind_of(key[schema.range_name]) == schema.range_kind
