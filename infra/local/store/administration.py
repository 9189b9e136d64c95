"""Tables come, are described, expire, and go."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from infra.local.store import places
from infra.local.store.arguments import Arguments, whole_number
from infra.local.store.catalogue import Catalogue, described
from infra.local.store.changes import Change, change
from infra.local.store.errors import Invalid, NotSupported, TableExists, TableMissing, TooMuchAtOnce
from infra.local.store.places import Stored
from infra.local.store.tables import Index, Table, table

NAMES = 100  # the most names in one answer of ListTables
OLDEST = 5 * 365 * 86_400  # seconds: what is longer past is taken for a mistake, and stays
SWEPT_TOGETHER = 200

_NAME = re.compile(r"[a-zA-Z0-9_.\-]{3,255}")


def create_table(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments, now: float) -> dict[str, Any]:
    """A new, empty table. Raises ``TableExists``."""
    name = arguments["TableName"]
    if not _NAME.fullmatch(name):
        raise Invalid(f"TableName must have 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .: {name}")
    if arguments.get("BillingMode", "PAY_PER_REQUEST") != "PAY_PER_REQUEST":
        raise NotSupported("provisioned throughput")
    made = table(0, arguments, now, None)
    if name in catalogue.tables(db):
        raise TableExists(f"Table already exists: {name}")
    db.execute("INSERT INTO tables (name, description, created) VALUES (?, ?, ?)", (name, described(arguments), now))
    catalogue.changed(db)
    return {"TableDescription": _description(made, 0, 0, {})}


def update_table(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """An index comes, with every item that has its keys, or goes. Unlike DynamoDB's it is there when this answers.

    Raises ``Invalid``, ``TooMuchAtOnce`` for more than one index, ``TableMissing`` for an index that is not there.
    """
    changed = catalogue.table(db, arguments["TableName"])
    verb, index = _update_of(arguments)
    if verb == "Delete":
        after = _without(changed, index["IndexName"])
    else:
        after = _with(changed, index, arguments.get("AttributeDefinitions") or ())
    db.execute("UPDATE tables SET description = ? WHERE number = ?", (described(after.description), after.number))
    if verb == "Delete":
        places.empty(db, changed, changed.indexes[index["IndexName"]])
    else:
        places.fill(db, after, after.indexes[index["IndexName"]])
    catalogue.changed(db)
    return {"TableDescription": _measured(db, after)}


def _update_of(arguments: Arguments) -> tuple[str, Mapping[str, Any]]:
    """What is to be done with which index."""
    updates = arguments.get("GlobalSecondaryIndexUpdates")
    if not isinstance(updates, list | tuple) or not updates:
        raise Invalid("At least one of BillingMode, GlobalSecondaryIndexUpdates … is required: nothing else changes")
    if len(updates) > 1:
        raise TooMuchAtOnce("Only 1 online index can be created or deleted simultaneously per table")
    if not isinstance(updates[0], Mapping) or len(updates[0]) != 1:
        raise Invalid(f"an element of GlobalSecondaryIndexUpdates is Create or Delete: {updates[0]!r}")
    ((verb, index),) = updates[0].items()
    if verb not in ("Create", "Delete"):
        raise NotSupported(f"{verb} of GlobalSecondaryIndexUpdates")
    if not isinstance(index, Mapping) or not isinstance(index.get("IndexName"), str):
        raise Invalid(f"{verb} of GlobalSecondaryIndexUpdates needs an IndexName")
    return verb, index


def _with(before: Table, index: Mapping[str, Any], defined: Sequence[Mapping[str, str]]) -> Table:
    """The table with one index more, for whose keys there may be new definitions."""
    if index["IndexName"] in before.indexes:
        raise Invalid(f"Attempting to create an index which already exists: {index['IndexName']}")
    if not index.get("KeySchema") or not index.get("Projection"):
        raise Invalid("Create of GlobalSecondaryIndexUpdates needs KeySchema and Projection")
    kinds = {each["AttributeName"]: each for each in before.description["AttributeDefinitions"]}
    for each in defined:
        known = kinds.setdefault(each["AttributeName"], each)
        if known["AttributeType"] != each["AttributeType"]:
            raise Invalid(f"Attribute {each['AttributeName']} is of type {known['AttributeType']} already")
    indexes = [*(before.description.get("GlobalSecondaryIndexes") or ()), index]
    return _as_described(before, list(kinds.values()), indexes)


def _without(before: Table, name: str) -> Table:
    """The table with one index less, and without the definitions that only this one needed."""
    if name not in before.indexes:
        raise TableMissing(f"Requested resource not found: Index: {name} not found")
    left = [index for index in before.indexes.values() if index.name != name]
    used = {each for schema in (before.schema, *(index.schema for index in left)) for each in schema.names}
    kinds = [each for each in before.description["AttributeDefinitions"] if each["AttributeName"] in used]
    indexes = [each for each in before.description["GlobalSecondaryIndexes"] if each["IndexName"] != name]
    return _as_described(before, kinds, indexes)


def _as_described(before: Table, kinds: Sequence[Any], indexes: Sequence[Any]) -> Table:
    description = {**before.description, "AttributeDefinitions": kinds, "GlobalSecondaryIndexes": indexes}
    if not indexes:
        del description["GlobalSecondaryIndexes"]
    return table(before.number, description, before.created, before.expires)


def describe_table(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """What a table is, and how much is in it now."""
    shown = catalogue.table(db, arguments["TableName"])
    return {"Table": _measured(db, shown)}


def delete_table(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """A table goes, with everything in it."""
    gone = catalogue.table(db, arguments["TableName"])
    answer = {"TableDescription": {**_measured(db, gone), "TableStatus": "DELETING"}}
    for each in ("items", "entries"):
        db.execute(f"DELETE FROM {each} WHERE owner = ?", (gone.number,))  # noqa: S608
    db.execute("DELETE FROM tables WHERE number = ?", (gone.number,))
    catalogue.changed(db)
    return answer


def list_tables(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """The names of all tables, a hundred at a time."""
    limit = whole_number(arguments, "Limit", 1, NAMES) or NAMES
    names = sorted(name for name in catalogue.tables(db) if name > arguments.get("ExclusiveStartTableName", ""))
    answer: dict[str, Any] = {"TableNames": names[:limit]}
    if len(names) > limit:
        answer["LastEvaluatedTableName"] = names[limit - 1]
    return answer


def update_time_to_live(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """From now on items go when the seconds since 1970 in this attribute are past; or no longer."""
    wanted = arguments["TimeToLiveSpecification"]
    if not isinstance(wanted, Mapping) or set(wanted) != {"Enabled", "AttributeName"}:
        raise Invalid(f"TimeToLiveSpecification has Enabled and AttributeName: {wanted!r}")
    changed = catalogue.table(db, arguments["TableName"])
    attribute, enabled = wanted["AttributeName"], wanted["Enabled"]
    if enabled and changed.expires is not None:
        raise Invalid("TimeToLive is already enabled")
    if not enabled and changed.expires is None:
        raise Invalid("TimeToLive is already disabled")
    if not enabled and changed.expires != attribute:
        raise Invalid(f"TimeToLive is active on a different AttributeName: current AttributeName is {changed.expires}")
    expires = attribute if enabled else None
    db.execute("UPDATE tables SET expires = ? WHERE number = ?", (expires, changed.number))
    places.expire_all(db, changed, expires)
    catalogue.changed(db)
    return {"TimeToLiveSpecification": dict(wanted)}


def describe_time_to_live(db: sqlite3.Connection, catalogue: Catalogue, arguments: Arguments) -> dict[str, Any]:
    """By which attribute a table's items expire."""
    expires = catalogue.table(db, arguments["TableName"]).expires
    if expires is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    return {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": expires}}


def sweep(db: sqlite3.Connection, changes: list[Change], catalogue: Catalogue, name: str, now: float) -> int:
    """Take away some of what has expired in this table; how many items that were."""
    swept = catalogue.tables(db).get(name)
    if swept is None or swept.expires is None:
        return 0
    items = places.expired(db, swept, int(now) - OLDEST, int(now) - 1, SWEPT_TOGETHER)
    for item in items:
        places.write(db, swept, swept.schema.encoded(item), Stored(item, 0), None)
        changes.append(change(swept, item, None, expired=True))
    return len(items)


def _measured(db: sqlite3.Connection, shown: Table) -> dict[str, Any]:
    indexes = {index.name: places.measured(db, shown, index) for index in shown.indexes.values()}
    return _description(shown, *places.measured(db, shown), indexes)


def _description(shown: Table, count: int, size: int, indexes: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    given = shown.description
    result: dict[str, Any] = {
        "TableName": shown.name,
        "TableStatus": "ACTIVE",
        "AttributeDefinitions": given["AttributeDefinitions"],
        "KeySchema": given["KeySchema"],
        "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
        "CreationDateTime": datetime.fromtimestamp(shown.created, UTC),
        "ItemCount": count,
        "TableSizeBytes": size,
        "TableArn": f"arn:aws:dynamodb:local:000000000000:table/{shown.name}",
    }
    described_indexes = given.get("GlobalSecondaryIndexes") or ()
    if described_indexes:
        result["GlobalSecondaryIndexes"] = [
            _index_description(each, shown.indexes[each["IndexName"]], indexes, result["TableArn"])
            for each in described_indexes
        ]
    return result


def _index_description(
    given: Mapping[str, Any], index: Index, measures: Mapping[str, tuple[int, int]], arn: str
) -> dict[str, Any]:
    count, size = measures.get(index.name, (0, 0))
    return {
        **given,
        "IndexStatus": "ACTIVE",
        "IndexArn": f"{arn}/index/{index.name}",
        "ItemCount": count,
        "IndexSizeBytes": size,
    }
