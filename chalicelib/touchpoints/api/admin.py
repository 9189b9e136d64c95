"""The map of touch points, as administrators keep it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER
from chalicelib.touchpoints.api.views import (
    FlowVersionView,
    ImportedMapView,
    TouchpointCellView,
    TouchpointCsvPart,
    TouchpointMapView,
    show_cell,
    show_import,
    show_map,
)
from chalicelib.touchpoints.model.flows import NoDraft
from chalicelib.touchpoints.model.rights import MANAGE, SEE
from chalicelib.touchpoints.service import mapping, results, sheets
from chalicelib.touchpoints.service.mapping import ChangeCell, ChangeMatrix

routes = Routes(__name__)

ROOT = "/v1/admin/touchpoints"
CELL = ROOT + "/cells/{code}"
LOOK, KEEP = people.may(SEE, MANAGE), people.may(MANAGE, everywhere=True)
MOST_BYTES = 4 * 1024 * 1024  # of a file: a million characters, as JSON has them

Text = Annotated[str, msgspec.Meta(max_length=20)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class MapQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``brand``: unsaid: the first. ``month``: such as 2026-11; unsaid: this one."""

    brand: Text = ""
    month: Text = ""


class PublishFlow(msgspec.Struct, forbid_unknown_fields=True):
    """``valid_from``: null: from now on. ``version``: the cell's, as read: what is published is what was seen."""

    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    valid_from: Moment | None = None


class VersionsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``before``: only versions of lower numbers."""

    before: Annotated[int, msgspec.Meta(ge=1, le=10**8)] | None = None


class FlowVersionsView(msgspec.Struct):
    """The newest first; ``next``: what is asked ``before`` for the ones after, null: these are the last."""

    items: list[FlowVersionView]
    next: int | None


class CsvQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: of the names of columns."""

    language: Literal["zh-CN", "en"] = "zh-CN"
    cursor: Cursor = ""


class ImportMap(msgspec.Struct, forbid_unknown_fields=True):
    """``csv``: a file whose first line names its columns. ``dry_run``: only say what would become of each line."""

    csv: str
    dry_run: bool = True


def _map(call: Call[people.Caller], brand: str = "", month: str = "") -> TouchpointMapView:
    held = results.read_map(call.desk, call.caller.agent, brand, month)
    return show_map(held, people.directory(call.desk).groups, call.desk.now())


@routes.get(ROOT, caller=LOOK, query=MapQuery, raises=(NotFound,))
def read_touchpoint_map(call: Call[people.Caller]) -> Answer[TouchpointMapView]:
    """Business by channel for one brand: each cell's code, flow, responsible group, gaps, and a month's numbers."""
    return Answer(_map(call, call.query.brand, call.query.month))


@routes.put(ROOT, caller=KEEP, body=ChangeMatrix, raises=(ChangedMeanwhile,))
def change_touchpoint_map(call: Call[people.Caller]) -> Answer[TouchpointMapView]:
    """Other businesses, channels, brands, or rules by which conversations and tickets fall into cells."""
    mapping.change_matrix(call.desk, call.caller.by(call.request_id), call.body)
    return Answer(_map(call))


@routes.get(CELL, caller=people.may(SEE, MANAGE, ANSWER), raises=(NotFound,))
def read_touchpoint(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """A cell with its flow."""
    return Answer(show_cell(mapping.read_cell(call.desk, code), call.desk.now()))


@routes.put(CELL, caller=KEEP, body=ChangeCell, raises=(NotFound, ChangedMeanwhile))
def change_touchpoint(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """Another responsible group, a draft of its flow, or whether it is offered at all."""
    cell = mapping.change_cell(call.desk, call.caller.by(call.request_id), code, call.body)
    return Answer(show_cell(cell, call.desk.now()))


@routes.post(
    CELL + "/publish",
    caller=KEEP,
    body=PublishFlow,
    keyed=True,
    raises=(NotFound, NoDraft, ChangedMeanwhile, KeyReused),
)
def publish_touchpoint_flow(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """Make the draft the cell's flow, now or from a moment on; what was judged by another version keeps that."""
    by, once = call.caller.by(call.request_id), call.once(f"publish-flow#{code}#{call.caller.agent.agent_id}")
    cell = mapping.publish(call.desk, by, code, call.body.version, call.body.valid_from, once)
    return Answer(show_cell(cell, call.desk.now()))


@routes.get(CELL + "/versions", caller=people.may(SEE, MANAGE, ANSWER), query=VersionsQuery, raises=(NotFound,))
def list_touchpoint_versions(call: Call[people.Caller], code: str) -> Answer[FlowVersionsView]:
    """The versions of a cell's flow, the newest first."""
    found = mapping.list_versions(call.desk, code, call.query.before)
    following = found[-1].version if found and found[-1].version > 1 else None
    return Answer(FlowVersionsView([shown(FlowVersionView, each) for each in found], following))


@routes.get(ROOT + "/csv", caller=LOOK, query=CsvQuery)
def read_touchpoints_csv(call: Call[people.Caller]) -> Answer[TouchpointCsvPart]:
    """The map as a file for spreadsheets, part by part."""
    part = sheets.part_of(call.desk, call.caller.agent.agent_id, call.query.language, call.query.cursor or None)
    return Answer(TouchpointCsvPart(part.text, part.done, part.following))


@routes.post(ROOT + "/csv", caller=KEEP, body=ImportMap, most_bytes=MOST_BYTES, raises=(ChangedMeanwhile,))
def import_touchpoints(call: Call[people.Caller]) -> Answer[ImportedMapView]:
    """Take a map from a file, or say line by line what would become of it; twice is once."""
    by = call.caller.by(call.request_id)
    return Answer(show_import(sheets.import_csv(call.desk, by, call.body.csv, dry_run=call.body.dry_run)))
