"""Calibrations: several inspectors on one conversation; and what inspections come to."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import ANSWER, BeyondYourRights, PermissionNeeded
from chalicelib.quality.api.views import (
    FilledSheetView,
    ScoreView,
    SheetVersionView,
    show_filled,
    show_score,
    show_version,
)
from chalicelib.quality.model.calibration import Calibration, Difference
from chalicelib.quality.model.inspection import Inspection
from chalicelib.quality.model.inspectors import DECIDE, INSPECT, SEE
from chalicelib.quality.model.recount import Recount
from chalicelib.quality.model.results import Sums
from chalicelib.quality.model.sheets import STANDARD, SheetUnpublished
from chalicelib.quality.service import calibrating, recounting, results
from chalicelib.quality.service.calibrating import Compared
from chalicelib.quality.service.results import Called, Line, Question

routes = Routes(__name__)

ALL = "/v1/desk/quality/calibrations"
Month = Annotated[str, msgspec.Meta(max_length=20)]


class OpenCalibration(msgspec.Struct, forbid_unknown_fields=True):
    """``inspector_ids``: two to five."""

    conversation_id: Id
    inspector_ids: list[Id]
    sheet_id: Id = STANDARD


class GivenSheetView(msgspec.Struct):
    """One inspector's; ``score`` is null until all are in, ``filled`` in lists too."""

    inspection_id: str
    inspector: AgentRef | None
    submitted: bool
    filled: FilledSheetView | None
    score: ScoreView | None


@showing(Difference)
class DifferenceView(msgspec.Struct):
    """``marks``: what each gave, in the inspectors' order; ``apart``: how far the highest and the lowest are from each
    other, as a share of the points."""


@showing(Calibration, "calibration_id conversation_id plan_key agent_id sheet_id sheet_version created_at")
class CalibrationView(msgspec.Struct):
    created_by: AgentRef
    complete: bool
    sheets: list[GivenSheetView]


class ComparedView(CalibrationView):
    sheet: SheetVersionView
    differences: list[DifferenceView]


class ResultsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Months, such as 2026-11, both included; unsaid: this one. ``of``: ``agent:…``, ``group:…``, ``plan:…`` or
    ``inspector:…``; unsaid: of everybody, for whose role reaches that."""

    by: Literal["month", "criterion", "agent", "group", "plan", "inspector"] = "month"
    of: Annotated[str, msgspec.Meta(max_length=200)] = ""
    first: Month = msgspec.field(default="", name="from")
    last: Month = msgspec.field(default="", name="to")
    cursor: Cursor = ""


class CriterionSumView(msgspec.Struct):
    """How often points were given for a criterion, and how many of those possible."""

    key: str
    number: int
    points: int
    possible: int


class QualitySumsView(msgspec.Struct):
    """``average``: of the totals, 0 to 100; null of nothing. ``fatal``: sheets with a fatal error; ``errors``: how
    often each was made."""

    inspected: int
    average: float | None
    passed: int
    fatal: int
    appealed: int
    changed: int
    criteria: list[CriterionSumView]
    errors: dict[str, int]


class ResultLineView(msgspec.Struct):
    """``key``: a month, a criterion as ``<sheet>.<key>``, or the id of whom or what it is; ``name``: what that is
    called."""

    key: str
    name: str | None
    sums: QualitySumsView


@showing(Called)
class CriterionNameView(msgspec.Struct):
    """What a criterion, or a fatal error, is called by language; ``points``: what it gives at most."""


class ResultsPage(PageOf[ResultLineView]):
    """``total``: of what was asked for; null side by side. ``called``: the names of the criteria and errors in it."""

    total: QualitySumsView | None
    called: list[CriterionNameView]
    first: str = msgspec.field(name="from")
    last: str = msgspec.field(name="to")


@showing(Recount, "state sums loads done started_at finished_at")
class RecountedView(msgspec.Struct):
    """How far the last recount has come, in pages (``done``); how many sums, and loads of inspectors, stood
    otherwise."""

    months: list[str]


class RecountMonth(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one and the last."""

    month: Month = ""


def _given(inspection: Inspection, *, complete: bool, alone: bool = True) -> GivenSheetView:
    return GivenSheetView(
        inspection.inspection_id,
        inspection.inspector.ref if inspection.inspector is not None else None,
        inspection.is_submitted,
        show_filled(inspection.filled) if complete and alone else None,
        show_score(inspection.score) if complete and inspection.score is not None else None,
    )


def _compared(compared: Compared) -> ComparedView:
    return shown(
        ComparedView,
        compared.calibration,
        created_by=compared.calibration.created_by.ref,
        complete=compared.complete,
        sheets=[_given(each, complete=compared.complete) for each in compared.inspections],
        sheet=show_version(compared.sheet),
        differences=[shown(DifferenceView, each) for each in compared.differences],
    )


def _sums(line: Sums) -> QualitySumsView:
    criteria = [CriterionSumView(key, *each) for key, each in line.criteria.items()]
    return shown(QualitySumsView, line, criteria=criteria, errors=dict(line.errors))


def _line(line: Line) -> ResultLineView:
    return ResultLineView(line.key, line.name, _sums(line.sums))


@routes.get(ALL, caller=people.may(DECIDE), query=PageQuery)
def list_calibrations(call: Call[people.Caller]) -> Answer[PageOf[CalibrationView]]:
    """Those about agents in reach, the newest first; a page may be short while others follow."""
    items, following = calibrating.list_calibrations(call.desk, call.caller.agent, call.query.cursor or None)
    shown_ones = []
    for calibration, inspections in items:
        complete = all(each.is_submitted for each in inspections)
        by, sheets = calibration.created_by.ref, [_given(each, complete=complete, alone=False) for each in inspections]
        shown_ones.append(shown(CalibrationView, calibration, created_by=by, complete=complete, sheets=sheets))
    return Answer(PageOf(shown_ones, following))


@routes.post(
    ALL,
    caller=people.may(DECIDE),
    body=OpenCalibration,
    keyed=True,
    raises=(NotFound, NotYours, SheetUnpublished, KeyReused),
)
def open_calibration(call: Call[people.Caller]) -> Answer[ComparedView]:
    """Give one conversation to several inspectors, who do not see each other's sheets until all are in."""
    form, once = call.body, call.once(f"open-calibration#{call.caller.agent.agent_id}")
    asked = (form.conversation_id, form.inspector_ids, form.sheet_id, once, call.request_id)
    return Answer(_compared(calibrating.open_calibration(call.desk, call.caller, *asked)))


@routes.get(ALL + "/{calibration_id}", caller=people.may(INSPECT, DECIDE, SEE), raises=(NotYours,))
def read_calibration(call: Call[people.Caller], calibration_id: str) -> Answer[ComparedView]:
    """One; once all are in, with how far they are apart, criterion by criterion."""
    return Answer(_compared(calibrating.read_calibration(call.desk, call.caller.agent, calibration_id)))


@routes.get(
    "/v1/desk/quality/results",
    caller=people.may(ANSWER, SEE),
    query=ResultsQuery,
    raises=(PermissionNeeded, BeyondYourRights),
)
def read_quality_results(call: Call[people.Caller]) -> Answer[ResultsPage]:
    """What inspections came to, by month or criterion of one, or side by side; one's own are everybody's to see."""
    query = call.query
    question = Question(query.by, query.of, query.first, query.last)
    found = results.read_results(call.desk, call.caller.agent, question, query.cursor or None)
    total = _sums(found.total) if found.total is not None else None
    called = [shown(CriterionNameView, each) for each in found.called]
    lines = [_line(each) for each in found.lines]
    return Answer(ResultsPage(lines, found.following, total, called, found.first, found.last))


@routes.post(
    "/v1/admin/quality/recount",
    caller=people.may("work.manage", everywhere=True),
    body=RecountMonth,
)
def recount_quality_results(call: Call[people.Caller]) -> Answer[RecountedView]:
    """Have the sums of a month, or of this and the last, made anew; how far that is. One that runs already goes on."""
    by = call.caller.by(call.request_id)
    return Answer(_show_recount(recounting.begin(call.desk, by, call.body.month or None)))


@routes.get("/v1/admin/quality/recount", caller=people.may("work.manage", everywhere=True))
def read_quality_recount(call: Call[people.Caller]) -> Answer[RecountedView]:
    """How far the last recount has come."""
    return Answer(_show_recount(recounting.read_recount(call.desk)))


def _show_recount(recount: Recount) -> RecountedView:
    return shown(RecountedView, recount, months=list(recount.months))
