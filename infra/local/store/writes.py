"""PutItem, UpdateItem, DeleteItem, BatchWriteItem; and what a single write is made of, alone or in a transaction.

A ``Write`` is read from its arguments first, and looks at no item then. ``decide`` says what becomes of the item that
is there; only ``apply`` writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.store import arguments as argument_rules
from infra.local.store import places
from infra.local.store.arguments import Arguments, Placeholders
from infra.local.store.capacity import Meter
from infra.local.store.catalogue import Catalogue
from infra.local.store.changes import Change, change
from infra.local.store.conditions import Condition
from infra.local.store.errors import ConditionFailed, Invalid, Misplaced, Unfit
from infra.local.store.places import Key, Stored
from infra.local.store.tables import Table
from infra.local.store.updates import Update, update
from infra.local.store.values import ITEM_BYTES, Item, Value, normal, normal_item, size_of, text_size

PUT, UPDATE, DELETE, CHECK = "Put", "Update", "Delete", "ConditionCheck"
BATCH = 25
BATCH_BYTES = 16 << 20

_RETURNS = {
    PUT: ("NONE", "ALL_OLD"),
    DELETE: ("NONE", "ALL_OLD"),
    UPDATE: ("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
}


@dataclass
class Decided:
    """One item before and after a write."""

    write: Write
    before: Stored | None
    after: Stored | None

    def apply(self, db: sqlite3.Connection, changes: list[Change], meter: Meter) -> None:
        """Write it, note it, count it."""
        table = self.write.table
        before = self.before.item if self.before else None
        after = self.after.item if self.after else None
        if before != after:
            places.write(db, table, self.write.key, self.before, self.after)
            changes.append(change(table, before, after))
        sizes = (self.before.size if self.before else 0, self.after.size if self.after else 0)
        meter.write(table, before, after, sizes)


class Write:
    """A write of one item, as the request says it. ``misfit`` is why it can never fit into the table, if so."""

    def __init__(self, verb: str, table: Table, arguments: Arguments) -> None:
        self.verb = verb
        self.table = table
        self.arguments = arguments
        placeholders = Placeholders(arguments)
        self._values = placeholders.values
        self._condition: Condition | None = placeholders.condition(arguments, "ConditionExpression")
        expression = arguments.get("UpdateExpression")
        self._update: Update | None = None if expression is None else update(expression, placeholders.names)
        placeholders.check(ConditionExpression=self._condition, UpdateExpression=self._update)
        for each in (self._condition, self._update):
            if each is not None:
                each.check(self._values)
        self._put: Stored | None = None
        self.misfit: Misplaced | None = None
        self.primary: Item = {}
        try:
            self._read_key()
        except Misplaced as error:
            self.misfit = error
            return
        self.key: Key = table.schema.encoded(self.primary)

    def _read_key(self) -> None:
        """The key of the item; the item itself of a put. Raises ``Invalid``, ``Misplaced``."""
        if self.verb == PUT:
            item, size = normal_item(self.arguments["Item"])
            if size > ITEM_BYTES:
                raise Invalid("Item size has exceeded the maximum allowed size")
            self._put = Stored(item, size)
            self.primary = {name: item[name] for name in self.table.schema.names if name in item}
            self.table.check_item(item)
            return
        self.primary = normal_item(self.arguments["Key"])[0]
        self.table.check_key(self.primary)
        for name in self._update.attributes.intersection(self.primary) if self._update else ():
            raise Invalid(
                f"One or more parameter values were invalid: Cannot update attribute {name}. "
                "This attribute is part of the key"
            )

    @property
    def identity(self) -> tuple[int, str]:
        """Tells its item from all others."""
        return self.table.number, repr(sorted(self.primary.items()))

    @property
    def size(self) -> int:
        """The bytes that it brings along."""
        return self._put.size if self._put else sum(map(_size, (self.primary, self._values)))

    def check_condition(self, before: Stored | None) -> None:
        """Raise ``ConditionFailed`` if what is there does not meet the condition."""
        if self._condition is not None and not self._condition.test(before.item if before else {}, self._values):
            wants = self.arguments.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
            raise ConditionFailed(before.item if before and wants else None)

    def decide(self, before: Stored | None) -> Decided:
        """What becomes of what is there. Raises ``Unfit``."""
        if self.verb == PUT:
            return Decided(self, before, self._put)
        if self.verb == DELETE:
            return Decided(self, before, None)
        if self.verb == CHECK:
            return Decided(self, before, before)
        item = before.item if before else self.primary
        if self._update is None:
            return Decided(self, before, before or Stored(item, _size(item)))
        after = self._update.of(item, self._values)
        size = self._grown(before.size if before else _size(item), item, after)
        if size > ITEM_BYTES:
            raise Unfit("Item size to update has exceeded the maximum allowed size")
        self.table.check_item(after)
        return Decided(self, before, Stored(after, size))

    def _grown(self, size: int, before: Item, after: Item) -> int:
        """The size of the item after the update, from what it was and what changed."""
        for name in self._update.attributes if self._update else ():
            if name in before:
                size -= text_size(name) + size_of(before[name])
            if name in after:
                try:
                    size += text_size(name) + normal(after[name])[1]
                except Invalid as error:
                    raise Unfit(error.message) from None
        return size

    def returned(self, decided: Decided) -> Mapping[str, Value] | None:
        """The attributes that ReturnValues asks for."""
        wanted = self.arguments.get("ReturnValues", "NONE")
        if wanted == "NONE":
            return None
        stored = decided.before if wanted.endswith("OLD") else decided.after
        if stored is None:
            return None
        if wanted.startswith("ALL"):
            return stored.item
        return self._update.changed.of(stored.item) if self._update else None


def write_item(
    verb: str, db: sqlite3.Connection, changes: list[Change], catalogue: Catalogue, arguments: Arguments
) -> dict[str, Any]:
    """PutItem, UpdateItem or DeleteItem. Raises ``ConditionFailed``."""
    wanted = arguments.get("ReturnValues", "NONE")
    if wanted not in _RETURNS[verb]:
        raise Invalid(f"Return values set to invalid value: {wanted}")
    write = Write(verb, catalogue.table(db, arguments["TableName"]), arguments)
    if write.misfit is not None:
        raise write.misfit
    before = places.get(db, write.table, write.key)
    write.check_condition(before)
    decided = write.decide(before)
    meter = Meter(arguments)
    decided.apply(db, changes, meter)
    attributes = write.returned(decided)
    answer: dict[str, Any] = {"Attributes": attributes} if attributes else {}
    meter.add_to(answer)
    return answer


def batch_write_item(
    db: sqlite3.Connection, changes: list[Change], catalogue: Catalogue, arguments: Arguments
) -> dict[str, Any]:
    """Many puts and deletes without conditions."""
    wanted = arguments["RequestItems"]
    number = sum(len(requests) for requests in wanted.values())
    if not 0 < number <= BATCH:
        raise Invalid(f"Too many items requested for the BatchWriteItem call, or none: {number}; at most {BATCH}")
    writes = [_batched(catalogue.table(db, name), request) for name, requests in wanted.items() for request in requests]
    if len({(write.table.number, write.key) for write in writes}) < len(writes):
        raise Invalid("Provided list of item keys contains duplicates")
    if sum(write.size for write in writes) > BATCH_BYTES:
        raise Invalid("the request is larger than 16 MB")
    meter = Meter(arguments)
    for write in writes:
        write.decide(places.get(db, write.table, write.key)).apply(db, changes, meter)
    answer: dict[str, Any] = {"UnprocessedItems": {}}
    meter.add_all_to(answer)
    return answer


def _batched(table: Table, request: Any) -> Write:
    if not isinstance(request, Mapping) or set(request) not in ({"PutRequest"}, {"DeleteRequest"}):
        raise Invalid("Supplied AttributeValue has more than one request, or none, in an element of RequestItems")
    ((name, arguments),) = request.items()
    write = Write(PUT if name == "PutRequest" else DELETE, table, argument_rules.part(name, arguments))
    if write.misfit is not None:
        raise write.misfit
    return write


def _size(item: Item) -> int:
    return normal_item(item)[1]
