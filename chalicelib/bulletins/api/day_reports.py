"""Agents' own day reports, and those of whom one leads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.bulletins.api.views import Language, LanguageQuery, PanelView, show_panel
from chalicelib.bulletins.model.day_report import (
    DRAFT,
    LATE,
    LONGEST,
    MISSING,
    SENT,
    DayClosed,
    DayReport,
    OpenWork,
    TooManyChanges,
)
from chalicelib.bulletins.model.panels import panels_of_day
from chalicelib.bulletins.service import day_reports
from chalicelib.bulletins.service.day_reports import OfAgent, Shown
from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights

routes = Routes(__name__)

OWN, OTHERS = "/v1/desk/day-report", "/v1/desk/day-reports"
may = people.may("reports.see")
Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]


class DayQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``day`` on the desk's clock; unsaid: today."""

    day: date | None = None
    language: Language = "zh-CN"


class DayReportsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``day`` on the desk's clock; unsaid: today."""

    day: date | None = None
    cursor: Cursor = ""


class WriteDayReport(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays. ``version``: that of the report one has read; 0 where nothing was saved."""

    remarks: Text | None = None
    plan: Text | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


@showing(OpenWork)
class OpenWorkView(msgspec.Struct):
    """What is theirs and not done; ``tickets_more``, ``late_more``: there may be others."""


class FormerView(msgspec.Struct):
    """What it said until it was changed then."""

    remarks: str
    plan: str
    until: datetime


class DayReportView(msgspec.Struct):
    """``figures`` by the names of their definitions: of a draft as they are now, else as they were sent; ``panels``:
    the same and the open work as tables, in the language asked for. ``late``: it was sent after its day.
    ``may_change``: whether it may be written still."""

    agent_id: str
    day: date
    state: Literal["draft", "sent"]
    remarks: str
    plan: str
    version: int
    saved_at: datetime | None
    sent_at: datetime | None
    late: bool
    figures: dict[str, float | None]
    open_work: OpenWorkView
    formers: list[FormerView]
    may_change: bool
    panels: list[PanelView]


class DayReportOfAgent(msgspec.Struct):
    """``state``: whether it was sent on its day, later (``late``), is written (``draft``), or is not there. ``worked``:
    something of that day is theirs, so a report is missed."""

    agent_id: str
    name: str
    served: int
    worked: bool
    state: Literal["sent", "late", "draft", "missing"]
    sent_at: datetime | None


class DayReportsPage(PageOf[DayReportOfAgent]):
    """``day``: which one it is of."""

    day: date


def _show(report: DayReport, language: str, *, may_change: bool) -> DayReportView:
    formers = [FormerView(each.words.remarks, each.words.plan, each.until) for each in report.formers]
    return shown(
        DayReportView,
        report,
        remarks=report.words.remarks,
        plan=report.words.plan,
        figures=dict(report.values),
        open_work=shown(OpenWorkView, report.open_work),
        formers=formers,
        may_change=may_change,
        panels=[show_panel(each) for each in panels_of_day(report, language)],
    )


def _answer(made: Shown, language: str) -> Answer[DayReportView]:
    return Answer(_show(made.report, language, may_change=made.may_change))


def _line(each: OfAgent) -> DayReportOfAgent:
    report = each.report
    state = MISSING if report is None else DRAFT if report.state != SENT else LATE if report.late else SENT
    return shown(DayReportOfAgent, each, state=state, sent_at=report.sent_at if report is not None else None)


def _fields(body: WriteDayReport) -> dict[str, str]:
    return {name: text for name, text in (("remarks", body.remarks), ("plan", body.plan)) if text is not None}


def _day(day: str) -> date:
    if not times.is_day(day):
        raise NotFound("a day such as 2026-11-28")
    return times.read_day(day)


@routes.get(OWN, caller=may, query=DayQuery, raises=(DayClosed, BeyondYourRights))
def read_day_report(call: Call[people.Caller]) -> Answer[DayReportView]:
    """One's own day report, filled in as far as it fills itself."""
    return _answer(day_reports.read_own(call.desk, call.caller.agent, call.query.day), call.query.language)


@routes.put(
    OWN + "/{day}",
    caller=may,
    query=LanguageQuery,
    body=WriteDayReport,
    raises=(DayClosed, TooManyChanges, ChangedMeanwhile, BeyondYourRights),
)
def save_day_report(call: Call[people.Caller], day: str) -> Answer[DayReportView]:
    """Keep what was written, without sending it; of one that was sent, change it, until the next day is over."""
    body = call.body
    made = day_reports.save(call.desk, call.caller.agent, _day(day), _fields(body), body.version)
    return _answer(made, call.query.language)


@routes.post(
    OWN + "/{day}/send",
    caller=may,
    query=LanguageQuery,
    body=WriteDayReport,
    keyed=True,
    raises=(DayClosed, ChangedMeanwhile, BeyondYourRights),
)
def send_day_report(call: Call[people.Caller], day: str) -> Answer[DayReportView]:
    """Send it to whoever leads one, with the figures of this moment."""
    agent, body = call.caller.agent, call.body
    once = call.once(f"day_report#{agent.agent_id}#{day}")
    made = day_reports.send(call.desk, agent, _day(day), _fields(body), body.version, once)
    return _answer(made, call.query.language)


@routes.get(OTHERS, caller=may, query=DayReportsQuery, raises=(BeyondYourRights,))
def list_day_reports(call: Call[people.Caller]) -> Answer[DayReportsPage]:
    """Who of those whom one's role reaches sent their report of a day, and who did not."""
    query = call.query
    purpose = f"day_reports#{call.caller.agent.agent_id}#{query.day}"
    after = unseal(call.desk, purpose, query.cursor) if query.cursor else None
    found, day, following = day_reports.list_of_day(call.desk, call.caller.agent, query.day, after)
    sealed = seal(call.desk, purpose, following) if following else None
    return Answer(DayReportsPage([_line(each) for each in found], sealed, day))


@routes.get(OTHERS + "/{agent_id}/{day}", caller=may, query=LanguageQuery, raises=(NotYours,))
def read_day_report_of(call: Call[people.Caller], agent_id: str, day: str) -> Answer[DayReportView]:
    """The report that somebody sent of a day."""
    report = day_reports.read_of(call.desk, call.caller.agent, agent_id, _day(day))
    return Answer(_show(report, call.query.language, may_change=False))
