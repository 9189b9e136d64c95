"""Flows: for each type a record with the draft and what is published, and its versions."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.tables import Packed
from chalicelib.core.versions import Kept
from chalicelib.tickets.model.flows import Flow, FlowRecord
from chalicelib.tickets.model.shipped_flows import SHIPPED
from chalicelib.tickets.store.keys import Keys


class FlowRecordRow(Keys):
    version = NumberAttribute()
    flow = Packed(FlowRecord)


class FlowRow(Keys):
    flow = Packed(Flow)


def _key(kind: str) -> str:
    return f"flow#{kind}"


FLOWS = Kept[FlowRecord, Flow](
    record_row=FlowRecordRow,
    version_row=FlowRow,
    held="flow",
    noun="flow",
    record_at=lambda kind: (_key(kind), "record"),
    versions_at=_key,
    shipped=lambda kind: FlowRecord(kind, SHIPPED.get(kind)),
)
