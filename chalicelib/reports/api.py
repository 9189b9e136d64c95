"""Figures, as those see them whose rights reach so far (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people import service as people
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.reports.model.behind import FIGURES, conversation_of
from chalicelib.reports.model.definitions import (
    COUNTS,
    DEFINITIONS,
    SECTIONS,
    TIMES,
    UNITS,
    Definition,
    hours_of,
    quality_of,
    rates_of,
    score_of,
    shares_of,
)
from chalicelib.reports.model.figures import Sums
from chalicelib.reports.model.settings import ReportSettings
from chalicelib.reports.model.spreads import Spread
from chalicelib.reports.service import asking, behind, exporting, rebuilding, settings
from chalicelib.reports.service.asking import Asked, Line
from chalicelib.reports.service.behind import Found, Place, Question
from chalicelib.reports.service.settings import ChangeReportSettings

routes = Routes(__name__)

SETTINGS = "/v1/admin/report-settings"


By = Literal[
    "hour", "day", "week", "month", "clock",
    "agent", "group", "department", "plan", "source", "level", "category", "type", "priority",
]  # fmt: skip
Language = Literal["zh-CN", "en"]


class ReportQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Days on the desk's clock, both included; unsaid: thirty until today. ``of``: whom or what it is about, such as
    ``agent:agt_…`` or ``plan:demo``; unsaid: all that one's role reaches. ``language``: in which categories are
    named."""

    by: By = "day"
    of: Annotated[str, msgspec.Meta(max_length=200)] = ""
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    language: Language = "zh-CN"


class ReportCsvQuery(ReportQuery, forbid_unknown_fields=True):
    """The same question; ``language``: in which it is answered."""


class ReportCsvPart(msgspec.Struct):
    """The next lines of a file; ``next``: the ``cursor`` of the part after, null: this is the last. ``done``: lines up
    to here, ``of``: of how many (null: that is known at the end). The parts one after another are the file, in UTF-8
    with its mark; behind the figures stands what they mean."""

    text: str
    next: str | None
    done: int
    of: int | None


class TimesView(msgspec.Struct):
    """How long something took, in seconds: so many times; the percentiles are off by a twentieth at most. None where
    it never happened. ``target``: the seconds within which it should be done, if there is one; ``within``: the share
    that was, up to a tenth more counted with it."""

    number: int
    average: float | None
    p50: float | None
    p90: float | None
    p95: float | None
    longest: float | None
    target: int | None = None
    within: float | None = None


class SumsView(msgspec.Struct):
    """``counts``, ``shares`` (0 to 1; None where there is nothing to take it of), ``times``, ``hours`` (of time, as a
    number) and ``rates`` (so many for each hour) by the names of their definitions; ``score``: the average of
    ratings, ``quality``: of what inspections came to."""

    counts: dict[str, int]
    shares: dict[str, float | None]
    times: dict[str, TimesView]
    score: float | None
    hours: dict[str, float] = {}
    rates: dict[str, float | None] = {}
    quality: float | None = None


class FiguresLineView(msgspec.Struct):
    """``key``: 2026-11-29, 2026-11-29T09, 2026-11 or, by ``clock``, 1T09 (Mondays at nine); else the id of whom or what
    it is, and ``-`` for nobody; ``name``: what that is called."""

    key: str
    name: str | None
    figures: SumsView


class ReportPage(PageOf[FiguresLineView]):
    """``total``: of everything asked for, on the first page only. What happened is counted some minutes later."""

    total: SumsView | None
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


class FactsQuery(ReportQuery):
    """``figure``: a definition's name; ``key``: a line's of the report that has the other fields, empty for its
    total."""

    figure: Annotated[str, msgspec.Meta(max_length=100)] = "started"
    key: Annotated[str, msgspec.Meta(max_length=100)] = ""


class FactView(msgspec.Struct):
    """Something that happened: ``kind``, to what (``about``, and its ``conversation_id`` where it has one) and for
    whom it counts. ``counts``: of a share, whether it is in the part. ``visitor_name`` and ``state``: of the
    conversation, where one may see it."""

    kind: str
    about: str
    at: datetime
    counts: bool
    conversation_id: str | None
    visitor_id: str | None
    visitor_name: str | None
    state: str | None
    agent_id: str | None
    agent_name: str | None
    plan_key: str | None
    source: str | None
    level: str | None
    seconds: float | None
    score: int | None


class DefinitionView(msgspec.Struct):
    """What a figure is called and means, in both languages; ``lists``: whether one may see what is behind it."""

    name: str
    unit: Annotated[str, among(*UNITS)]
    section: Annotated[str, among(*SECTIONS)]
    zh: str
    en: str
    zh_meaning: str
    en_meaning: str
    lists: bool = True


@showing(ReportSettings, "targets contact_days kept_days version")
class ReportSettingsView(msgspec.Struct):
    """``targets``: seconds within which it should be done, by the names of figures; ``contact_days``: within how many
    days a return is about the same; ``kept_days``: for how long facts are kept, of which figures are made; figures
    stay."""


def _times(spread: Spread, target: int | None) -> TimesView:
    p50, p90, p95 = (_rounded(spread.percentile(share)) for share in (0.5, 0.9, 0.95))
    longest = _rounded(spread.most) if spread.number else None
    within = spread.within(target) if target is not None else None
    share = round(within, 4) if within is not None else None
    return TimesView(spread.number, _rounded(spread.average), p50, p90, p95, longest, target, share)


def _rounded(seconds: float | None) -> float | None:
    return round(seconds, 1) if seconds is not None else None


def show_sums(sums: Sums, targets: Mapping[str, int]) -> SumsView:
    counts = {each.name: sums.count(each.name) for each in COUNTS}
    times = {each.name: _times(sums.spread(each.name), targets.get(each.name)) for each in TIMES}
    rated = score_of(sums)
    return SumsView(counts, shares_of(sums), times, rated, hours_of(sums), rates_of(sums), quality_of(sums))


def _line(line: Line, targets: Mapping[str, int]) -> FiguresLineView:
    return FiguresLineView(line.key, line.name, show_sums(line.sums, targets))


@routes.get("/v1/desk/reports", caller=people.may("reports.see"), query=ReportQuery, raises=(BeyondYourRights,))
def read_report(call: Call[people.Caller]) -> Answer[ReportPage]:
    """Figures over time, or side by side, of whom one's role reaches."""
    query = call.query
    asked = Asked(query.by, query.of or None, query.first, query.last)
    purpose = f"report#{call.caller.agent.agent_id}#{asked}"
    after = unseal(call.desk, purpose, query.cursor) if query.cursor else None
    report = asking.figures(call.desk, call.caller.agent, asked, after, query.language)
    following = seal(call.desk, purpose, report.following) if report.following else None
    total = show_sums(report.total, report.targets) if report.total is not None else None
    lines = [_line(each, report.targets) for each in report.lines]
    return Answer(ReportPage(lines, following, total, report.first, report.last))


@routes.get("/v1/desk/reports/csv", caller=people.may("reports.see"), query=ReportCsvQuery, raises=(BeyondYourRights,))
def read_report_csv(call: Call[people.Caller]) -> Answer[ReportCsvPart]:
    """The same figures as a file for spreadsheets, part by part."""
    query = call.query
    asked = Asked(query.by, query.of or None, query.first, query.last)
    purpose = f"report_csv#{call.caller.agent.agent_id}#{asked}#{query.language}"
    after = tuple(unseal(call.desk, purpose, query.cursor)) if query.cursor else None
    part = exporting.part_of(call.desk, call.caller.agent, asked, query.language, after)
    following = seal(call.desk, purpose, part.following) if part.following else None
    return Answer(ReportCsvPart(part.text, following, part.done, part.number))


@routes.get("/v1/desk/reports/facts", caller=people.may("reports.see"), query=FactsQuery, raises=(BeyondYourRights,))
def list_report_facts(call: Call[people.Caller]) -> Answer[PageOf[FactView]]:
    """What is behind a figure, the newest first; a page may be short, or empty, while others follow."""
    query = call.query
    question = Question(query.figure, query.by, query.key, query.of or None, query.first, query.last)
    purpose = f"facts#{call.caller.agent.agent_id}#{question}"
    after = msgspec.convert(unseal(call.desk, purpose, query.cursor), Place) if query.cursor else None
    page = behind.facts_behind(call.desk, call.caller.agent, question, after)
    following = seal(call.desk, purpose, page.following) if page.following else None
    return Answer(PageOf([_fact(each) for each in page.facts], following))


def _fact(behind_it: Found) -> FactView:
    fact, header = behind_it.fact, behind_it.header
    return FactView(
        fact.kind,
        fact.about,
        fact.at,
        behind_it.counts,
        conversation_of(fact),
        header.visitor_id if header is not None else None,
        header.visitor_name if header is not None else None,
        header.state if header is not None else None,
        fact.agent_id,
        behind_it.agent_name,
        fact.plan_key,
        fact.source,
        fact.level,
        round(fact.seconds, 1) if fact.seconds is not None else None,
        fact.score,
    )


@routes.get("/v1/desk/reports/definitions", caller=people.may("reports.see"), query=PageQuery)
def list_report_definitions(call: Call[people.Caller]) -> Answer[PageOf[DefinitionView]]:
    """What each figure means, in the order in which they are shown."""
    return Answer(page(call, enumerate(DEFINITIONS), lambda each: each[0], lambda each: _definition(call, each[1])))


def _definition(call: Call[people.Caller], definition: Definition) -> DefinitionView:
    needed = FIGURES[definition.name].permission
    return shown(DefinitionView, definition, lists=needed in {None, *call.caller.agent.rights.permissions})


@routes.get(SETTINGS, caller=people.may("reports.see"))
def read_report_settings(call: Call[people.Caller]) -> Answer[ReportSettingsView]:
    """Targets beside the figures, within how many days a return is about the same, and for how long facts are kept."""
    return Answer(shown(ReportSettingsView, settings.read_settings(call.desk)))


@routes.put(
    SETTINGS,
    caller=people.may("desk.manage", everywhere=True),
    body=ChangeReportSettings,
    raises=(ChangedMeanwhile,),
)
def change_report_settings(call: Call[people.Caller]) -> Answer[ReportSettingsView]:
    """Change them; what is left out stays."""
    held = settings.change_settings(call.desk, call.caller, call.body, call.request_id)
    return Answer(shown(ReportSettingsView, held))


@routes.post(
    "/v1/admin/reports/rebuild", caller=people.may("work.manage", everywhere=True), body=Empty, statuses=(204,)
)
def rebuild_reports(call: Call[people.Caller]) -> Answer[None]:
    """Have everything that is not in the log written down from the transcripts."""
    rebuilding.rebuild_later(call.desk, call.caller.by(call.request_id))
    return Answer(status=204)
