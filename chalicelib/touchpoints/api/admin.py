"""The map of touch points, as administrators keep it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
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
    show_version,
)
from chalicelib.touchpoints.model.flows import NoDraft
from chalicelib.touchpoints.model.rights import MANAGE, SEE
from chalicelib.touchpoints.service import mapping, results, sheets
from chalicelib.touchpoints.service.mapping import ChangeTouchpoint, ChangeTouchpointMap
from chalicelib.touchpoints.service.results import MapOfMonth

routes = Routes(__name__, of_desk=True)

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


class PublishServiceFlow(msgspec.Struct, forbid_unknown_fields=True):
    """``valid_from``: null: from now on. ``version``: the cell's, as read: what is published is what was seen."""

    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    valid_from: Moment | None = None


class CsvQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: of the names of columns."""

    language: Literal["zh-CN", "en"] = "zh-CN"
    cursor: Cursor = ""


class ImportTouchpoints(msgspec.Struct, forbid_unknown_fields=True):
    """``csv``: a file whose first line names its columns. ``dry_run``: only say what would become of each line."""

    csv: str
    dry_run: bool = True


def _shown(call: Call[people.Caller], held: MapOfMonth) -> TouchpointMapView:
    return show_map(held, people.directory(call.desk).groups, call.desk.now())


@routes.get(ROOT, caller=LOOK, query=MapQuery)
def read_touchpoint_map(call: Call[people.Caller]) -> Answer[TouchpointMapView]:
    """Business by channel for one brand: each cell's code, flow, responsible group, gaps, and a month's numbers."""
    held = results.read_map(call.desk, call.caller.agent, call.query.brand, call.query.month)
    return Answer(_shown(call, held))


@routes.put(ROOT, caller=KEEP, body=ChangeTouchpointMap, raises=(ChangedMeanwhile,))
def change_touchpoint_map(call: Call[people.Caller]) -> Answer[TouchpointMapView]:
    """Other businesses, channels, brands, or rules by which conversations and tickets fall into cells."""
    after = mapping.change_matrix(call.desk, call.caller.by(call.request_id), call.body)
    return Answer(_shown(call, results.read_map(call.desk, call.caller.agent, known=after)))


@routes.get(CELL, caller=people.may(ANSWER, SEE, MANAGE), raises=(NotFound,))
def read_touchpoint(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """A cell with its flow."""
    return Answer(show_cell(mapping.read_cell(call.desk, code), call.desk.now()))


@routes.put(CELL, caller=KEEP, body=ChangeTouchpoint, raises=(NotFound, ChangedMeanwhile))
def change_touchpoint(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """Another responsible group, a draft of its flow, or whether it is offered at all."""
    cell = mapping.change_cell(call.desk, call.caller.by(call.request_id), code, call.body)
    return Answer(show_cell(cell, call.desk.now()))


@routes.post(
    CELL + "/publish",
    caller=KEEP,
    body=PublishServiceFlow,
    keyed=True,
    raises=(NotFound, NoDraft, ChangedMeanwhile, KeyReused),
)
def publish_touchpoint_flow(call: Call[people.Caller], code: str) -> Answer[TouchpointCellView]:
    """Make the draft the cell's flow, now or from a moment on; what was judged by another version keeps that."""
    by, once = call.caller.by(call.request_id), call.once(f"publish-flow#{code}#{call.caller.agent.agent_id}")
    cell = mapping.publish(call.desk, by, code, call.body.version, call.body.valid_from, once)
    return Answer(show_cell(cell, call.desk.now()))


@routes.get(CELL + "/versions", caller=people.may(ANSWER, SEE, MANAGE), query=PageQuery, raises=(NotFound,))
def list_touchpoint_versions(call: Call[people.Caller], code: str) -> Answer[PageOf[FlowVersionView]]:
    """The versions of a cell's flow, the newest first."""
    found = mapping.list_versions(call.desk, code, start_of(call))
    more = bool(found) and found[-1].version > 1
    listed = page(call, found, lambda each: each.version, show_version, forward=False, more=more)
    return Answer(listed)


@routes.get(ROOT + "/csv", caller=LOOK, query=CsvQuery)
def read_touchpoints_csv(call: Call[people.Caller]) -> Answer[TouchpointCsvPart]:
    """The map as a file for spreadsheets, part by part."""
    part = sheets.part_of(call.desk, call.caller.agent.agent_id, call.query.language, call.query.cursor or None)
    return Answer(TouchpointCsvPart(part.text, part.done, part.following))


@routes.post(ROOT + "/csv", caller=KEEP, body=ImportTouchpoints, most_bytes=MOST_BYTES, raises=(ChangedMeanwhile,))
def import_touchpoints(call: Call[people.Caller]) -> Answer[ImportedMapView]:
    """Take a map from a file, or say line by line what would become of it; twice is once."""
    by = call.caller.by(call.request_id)
    return Answer(show_import(sheets.import_csv(call.desk, by, call.body.csv, dry_run=call.body.dry_run)))
