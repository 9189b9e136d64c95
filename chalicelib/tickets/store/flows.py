"""Flows: for each type a record with the draft and what is published, and its versions, which are only put where none
is."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.flows import Flow, FlowRecord
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.store.keys import Keys

RECORD = "record"


class FlowRecordRow(Keys):
    version = NumberAttribute()
    flow = Packed(FlowRecord)


class FlowRow(Keys):
    flow = Packed(Flow)


class FlowMoved(Moved):
    """The record is not as it was read; ``record`` is how it stands now."""


class AlreadyPublished(Lost):
    """There is a version of this number; what is written stays as it is."""


def _key(kind: str) -> str:
    return f"flow#{kind}"


def _as_shipped(kind: str) -> FlowRecord:
    return FlowRecord(kind, SHIPPED.get(kind))


def record(desk: Desk, kind: str) -> FlowRecord:
    """The flow for a type; one strongly consistent read. Until somebody has changed it, as it is shipped, if it is."""
    item = FlowRecordRow.find_item(desk.database, _key(kind), RECORD)
    return _held(item, kind)


def records(desk: Desk, kinds: Sequence[str]) -> list[FlowRecord]:
    """The flows for these types, in this order; one request."""
    items = FlowRecordRow.find_items(desk.database, [(_key(each), RECORD) for each in kinds])
    there = {item["key"]["S"]: item for item in items}
    return [_held(there.get(_key(each)), each) for each in kinds]


def _held(item: RawItem | None, kind: str) -> FlowRecord:
    if item is None:
        return _as_shipped(kind)
    held: FlowRecord = FlowRecordRow.flow.held_in(item)
    return held


def version(desk: Desk, kind: str, number: int) -> Flow | None:
    """One version, which never changes; one read, none for what was shipped."""
    shipped = SHIPPED.get(kind)
    if shipped is not None and number == shipped.version:
        return shipped
    row = FlowRow.find(desk.database, _key(kind), _order(number), consistent=False)
    row = row or FlowRow.find(desk.database, _key(kind), _order(number))  # published a moment ago
    return row.flow if row is not None else None


def write_record(tx: Transaction, before: FlowRecord, after: FlowRecord) -> None:
    """Store the record. Lost: ``FlowMoved``."""
    key = _key(after.type)
    unmoved = FlowRecordRow.version == before.version if before.version else FlowRecordRow.key.does_not_exist()
    tx.put(
        FlowRecordRow(key, RECORD, version=after.version, flow=after),
        condition=unmoved,
        losing=lambda item: FlowMoved(_held(item, after.type)),
    )


def put_version(tx: Transaction, flow: Flow) -> None:
    """Keep a version for ever. Lost: ``AlreadyPublished``."""
    tx.put(
        FlowRow(_key(flow.type), _order(flow.version), flow=flow),
        condition=FlowRow.key.does_not_exist(),
        losing=lambda _: AlreadyPublished("a version is never written over"),
    )


def _order(number: int) -> str:
    return f"v#{number:08}"
