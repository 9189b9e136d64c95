"""What a request would have cost in DynamoDB: reads of 4 KB, at half price if they may be stale; writes of 1 KB."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from infra.local.store.arguments import Arguments
from infra.local.store.tables import Index, Table
from infra.local.store.values import Item, item_size

READ_BYTES, WRITE_BYTES = 4096, 1024


def read_units(size: int, *, consistent: bool) -> float:
    """The units for reading that many bytes; at least one."""
    return max(1, -(-size // READ_BYTES)) * (1.0 if consistent else 0.5)


def write_units(size: int) -> float:
    """The units for writing that many bytes; at least one."""
    return float(max(1, -(-size // WRITE_BYTES)))


class Meter:
    """Adds up what one request consumes, if it was asked for. ``times`` is 2 within a transaction."""

    def __init__(self, arguments: Arguments, *, times: int = 1) -> None:
        self._detail = arguments.get("ReturnConsumedCapacity", "NONE")
        self._times = times
        self._tables: dict[str, float] = defaultdict(float)
        self._indexes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.on = self._detail != "NONE"

    def read(self, table: Table, size: int, *, consistent: bool, index: Index | None = None) -> None:
        """So many bytes were read together."""
        units = read_units(size, consistent=consistent) * self._times
        self._tables[table.name] += 0.0 if index else units
        if index:
            self._indexes[table.name][index.name] += units

    def write(self, table: Table, before: Item | None, after: Item | None, sizes: tuple[int, int]) -> None:
        """An item became another; one of them may be missing, its size is 0 then."""
        if not self.on:
            return
        self._tables[table.name] += write_units(max(sizes)) * self._times
        for index in table.indexes.values():
            units = _index_units(index, before, after, sizes)
            if units:
                self._indexes[table.name][index.name] += units

    def check(self, table: Table, size: int) -> None:
        """An item of that size was looked at by a transaction that writes."""
        self._tables[table.name] += write_units(size) * self._times

    def add_to(self, answer: dict[str, Any]) -> None:
        """Put it into the answer of an operation on one table."""
        if self.on:
            answer["ConsumedCapacity"] = self._of(next(iter(self._tables)))

    def add_all_to(self, answer: dict[str, Any], kind: str = "") -> None:
        """Put it into the answer of an operation on several tables; transactions say the ``kind`` of units too."""
        if self.on:
            answer["ConsumedCapacity"] = [self._of(name, kind) for name in self._tables]

    def _of(self, name: str, kind: str = "") -> dict[str, Any]:
        units, indexes = self._tables[name], self._indexes.get(name, {})
        result: dict[str, Any] = {"TableName": name, "CapacityUnits": units + sum(indexes.values())}
        if kind:
            result[f"{kind}CapacityUnits"] = result["CapacityUnits"]
        if self._detail == "INDEXES":
            result["Table"] = {"CapacityUnits": units}
            if indexes:
                result["GlobalSecondaryIndexes"] = {each: {"CapacityUnits": of} for each, of in indexes.items()}
        return result


def _index_units(index: Index, before: Item | None, after: Item | None, sizes: tuple[int, int]) -> float:
    """A write for an entry that comes, goes or changes; two for one that moves; none if nothing it shows changed."""
    had = index.view(before) if before is not None and index.has(before) else None
    has = index.view(after) if after is not None and index.has(after) else None
    if had == has:
        return 0.0
    old, new = (
        0 if view is None else sizes[at] if index.projected is None else item_size(view)
        for at, view in enumerate((had, has))
    )
    if had is None or has is None or index.schema.key_of(had) == index.schema.key_of(has):
        return write_units(max(old, new))
    return write_units(old) + write_units(new)
