"""Rules, settings and sheets, as administrators keep them."""

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
from chalicelib.people.model.rights import ANSWER
from chalicelib.quality.api.views import SheetVersionView, show_version
from chalicelib.quality.model.inspectors import DECIDE, INSPECT, MANAGE, SEE
from chalicelib.quality.model.rules import Rule
from chalicelib.quality.model.settings import Settings
from chalicelib.quality.model.sheets import Definition, NoDraft, SheetRecord
from chalicelib.quality.service import settings, sheets

routes = Routes(__name__, of_desk=True)

SETTINGS = "/v1/admin/quality/settings"
SHEETS = "/v1/admin/quality/sheets"
ONE = SHEETS + "/{sheet_id}"
DRAFT = ONE + "/draft"
KEEP = people.may(MANAGE, everywhere=True)

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]


class ChangeQualitySettings(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays. ``seed``: what is drawn follows from it; ``version``: as they were read."""

    seed: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    appeal_days: int | None = None
    rules: list[Rule] | None = None
    version: Version | None = None


class SaveSheetDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    draft: Definition
    version: Version | None = None


class PublishSheet(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read: what is published is what was seen."""

    version: Version


class SheetQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the sheet; unsaid: the one that is published."""

    version: Annotated[int, msgspec.Meta(ge=1, le=10**9)] | None = None


@showing(Settings)
class QualitySettingsView(msgspec.Struct):
    """``seed``: none until there are rules. ``version`` counts the changes."""


class SheetLineView(msgspec.Struct):
    """``published``: the number of the version that is drawn by; null: none."""

    sheet_id: str
    names: dict[str, str]
    published: int | None
    published_at: datetime | None
    published_by: str | None
    has_draft: bool
    version: int


class SheetRecordView(msgspec.Struct):
    """What is published of a sheet, and its draft."""

    sheet_id: str
    published: SheetVersionView | None
    draft: Definition | None
    version: int


def show_line(record: SheetRecord) -> SheetLineView:
    sheet, named = record.published, record.published.definition if record.published is not None else record.draft
    return SheetLineView(
        sheet_id=record.sheet_id,
        names=dict(named.names) if named is not None else {},
        published=sheet.version if sheet is not None else None,
        published_at=sheet.published_at if sheet is not None else None,
        published_by=sheet.published_by if sheet is not None else None,
        has_draft=record.draft is not None,
        version=record.version,
    )


def show_record(record: SheetRecord) -> SheetRecordView:
    published = show_version(record.published) if record.published is not None else None
    return SheetRecordView(record.sheet_id, published, record.draft, record.version)


@routes.get(SETTINGS, caller=KEEP)
def read_quality_settings(call: Call[people.Caller]) -> Answer[QualitySettingsView]:
    """Which conversations are inspected, and how long one may appeal."""
    return Answer(shown(QualitySettingsView, settings.read_settings(call.desk)))


@routes.put(SETTINGS, caller=KEEP, body=ChangeQualitySettings, raises=(ChangedMeanwhile,))
def change_quality_settings(call: Call[people.Caller]) -> Answer[QualitySettingsView]:
    """Change what is said; what was drawn stays drawn."""
    form = msgspec.structs.asdict(call.body)
    version = form.pop("version")
    after = settings.change_settings(call.desk, call.caller.by(call.request_id), form, version)
    return Answer(shown(QualitySettingsView, after))


@routes.get(SHEETS, caller=people.may(INSPECT, DECIDE, MANAGE), query=PageQuery)
def list_sheets(call: Call[people.Caller]) -> Answer[PageOf[SheetLineView]]:
    """Every score sheet."""
    records = sheets.list_sheets(call.desk)
    return Answer(page(call, records, lambda each: each.sheet_id, show_line))


@routes.get(ONE, caller=KEEP, raises=(NotFound,))
def read_sheet(call: Call[people.Caller], sheet_id: str) -> Answer[SheetRecordView]:
    """A sheet: what is published, and the draft."""
    return Answer(show_record(sheets.read_sheet(call.desk, sheet_id)))


@routes.post(DRAFT, caller=KEEP, body=SaveSheetDraft, raises=(NotFound, ChangedMeanwhile))
def save_sheet_draft(call: Call[people.Caller], sheet_id: str) -> Answer[SheetRecordView]:
    """Keep a draft, finished or not; nobody scores by it until it is published. A new id makes a new sheet, with
    ``version`` 0."""
    by, form = call.caller.by(call.request_id), call.body
    return Answer(show_record(sheets.save_draft(call.desk, by, sheet_id, form.draft, form.version)))


@routes.delete(DRAFT, caller=KEEP, statuses=(204,), raises=(NotFound, ChangedMeanwhile))
def discard_sheet_draft(call: Call[people.Caller], sheet_id: str) -> Answer[None]:
    """Throw the draft away; twice is once."""
    sheets.save_draft(call.desk, call.caller.by(call.request_id), sheet_id, None)
    return Answer(status=204)


@routes.post(
    ONE + "/publish",
    caller=KEEP,
    body=PublishSheet,
    keyed=True,
    raises=(NotFound, NoDraft, ChangedMeanwhile),
)
def publish_sheet(call: Call[people.Caller], sheet_id: str) -> Answer[SheetRecordView]:
    """Make the draft what is scored by from now on; what is drawn already keeps its version."""
    by, once = call.caller.by(call.request_id), call.once(f"publish-sheet#{sheet_id}#{call.caller.agent.agent_id}")
    return Answer(show_record(sheets.publish(call.desk, by, sheet_id, call.body.version, once)))


@routes.get(
    "/v1/desk/quality/sheets/{sheet_id}",
    caller=people.may(ANSWER, INSPECT, DECIDE, SEE),
    query=SheetQuery,
    raises=(NotFound,),
)
def read_sheet_version(call: Call[people.Caller], sheet_id: str) -> Answer[SheetVersionView]:
    """One version of a sheet, as those see it who score by it or are scored."""
    return Answer(show_version(sheets.read_version(call.desk, sheet_id, call.query.version)))
