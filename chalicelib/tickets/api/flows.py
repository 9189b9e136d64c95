"""Flows: drafts, what is published, and the versions that tickets follow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.tickets.model.flow_refusals import NothingToPublish
from chalicelib.tickets.model.flows import Definition, Flow, FlowRecord
from chalicelib.tickets.service import flows, moving

routes = Routes(__name__, of_desk=True)

FLOWS = "/v1/admin/flows"
ONE = FLOWS + "/{flow_type}"
DRAFT = ONE + "/draft"
SEE, KEEP = people.may("tickets.work", "tickets.manage"), people.may("tickets.manage", everywhere=True)

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class SaveDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    draft: Definition
    version: Version | None = None


class PublishFlow(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read: what is published is what was seen."""

    version: Version


class FlowQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the flow; unsaid: the one that new tickets follow."""

    version: Annotated[int, msgspec.Meta(ge=1, le=10**9)] | None = None


class FlowLineView(msgspec.Struct):
    """``published``: the number of the version that new tickets follow; null: none, they go the usual way."""

    type: str
    names: dict[str, str]
    published: int | None
    published_at: datetime | None
    published_by: str | None
    has_draft: bool
    version: int


@showing(FlowRecord)
class FlowRecordView(msgspec.Struct):
    pass


@showing(Flow)
class FlowView(msgspec.Struct):
    pass


class WaysView(msgspec.Struct):
    """Where whoever asks may move a ticket: stages of its flow, in that one's order."""

    flow_type: str | None
    flow_version: int | None
    stage: str | None
    ways: list[str]


def show_line(record: FlowRecord) -> FlowLineView:
    flow, named = record.published, record.published.definition if record.published is not None else record.draft
    return FlowLineView(
        type=record.type,
        names=dict(named.names) if named is not None else {},
        published=flow.version if flow is not None else None,
        published_at=flow.published_at if flow is not None else None,
        published_by=flow.published_by if flow is not None else None,
        has_draft=record.draft is not None,
        version=record.version,
    )


@routes.get(FLOWS, caller=SEE, query=PageQuery)
def list_flows(call: Call[people.Caller]) -> Answer[PageOf[FlowLineView]]:
    """Every type of tickets, with the flow that it has, if it has one."""
    records = sorted(flows.list_flows(call.desk), key=lambda each: each.type)
    return Answer(page(call, records, lambda each: each.type, show_line))


@routes.get(ONE, caller=KEEP, raises=(NotFound,))
def read_flow(call: Call[people.Caller], flow_type: str) -> Answer[FlowRecordView]:
    """The flow for a type of tickets: what is published, and the draft."""
    return Answer(shown(FlowRecordView, flows.read_flow(call.desk, flow_type)))


@routes.post(DRAFT, caller=KEEP, body=SaveDraft, raises=(NotFound, ChangedMeanwhile))
def save_flow_draft(call: Call[people.Caller], flow_type: str) -> Answer[FlowRecordView]:
    """Keep a draft, finished or not; tickets do not follow it until it is published."""
    by, form = call.caller.by(call.request_id), call.body
    return Answer(shown(FlowRecordView, flows.save_draft(call.desk, by, flow_type, form.draft, form.version)))


@routes.delete(DRAFT, caller=KEEP, statuses=(204,), raises=(NotFound, ChangedMeanwhile))
def discard_flow_draft(call: Call[people.Caller], flow_type: str) -> Answer[None]:
    """Throw the draft away; twice is once."""
    flows.save_draft(call.desk, call.caller.by(call.request_id), flow_type, None)
    return Answer(status=204)


@routes.post(
    ONE + "/publish",
    caller=KEEP,
    body=PublishFlow,
    keyed=True,
    raises=(NotFound, NothingToPublish, ChangedMeanwhile),
)
def publish_flow(call: Call[people.Caller], flow_type: str) -> Answer[FlowRecordView]:
    """Make the draft what new tickets follow; those under way keep the version they began with."""
    by, once = call.caller.by(call.request_id), call.once(f"publish-flow#{flow_type}#{call.caller.agent.agent_id}")
    return Answer(shown(FlowRecordView, flows.publish(call.desk, by, flow_type, call.body.version, once)))


@routes.get("/v1/desk/flows/{flow_type}", caller=SEE, query=FlowQuery, raises=(NotFound,))
def read_flow_version(call: Call[people.Caller], flow_type: str) -> Answer[FlowView]:
    """One version of the flow for a type of tickets, as those who work on them see its stages and fields."""
    return Answer(shown(FlowView, flows.version_for(call.desk, flow_type, call.query.version)))


@routes.get("/v1/desk/tickets/{ticket_id}/ways", caller=people.may("tickets.work"), raises=(NotYours,))
def list_ticket_ways(call: Call[people.Caller], ticket_id: str) -> Answer[WaysView]:
    """The stages of its flow to which the caller may move a ticket; none where it goes the usual way."""
    ticket, ways = moving.ways_of(call.desk, call.caller.agent, ticket_id)
    return Answer(WaysView(ticket.flow_id, ticket.flow_version, ticket.stage, ways))
