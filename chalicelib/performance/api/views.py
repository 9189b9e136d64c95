"""Results, schemes and months as they are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.shapes import showing, shown
from chalicelib.performance.model.results import Brief, Failure, Line, Result
from chalicelib.performance.model.runs import Month, Revision, Run
from chalicelib.performance.model.schemes import Published, SchemeDefinition, SchemeRecord, Version, flaw_of
from chalicelib.performance.model.sources import SOURCES, Source
from chalicelib.performance.service.reading import Held

Language = Literal["zh-CN", "en"]
MonthName = Annotated[str, msgspec.Meta(max_length=20)]
Number = Annotated[int, msgspec.Meta(ge=1, le=10**6)]
RevisionNumber = Annotated[int, msgspec.Meta(ge=0, le=10**6)]


@showing(Source)
class SourceView(msgspec.Struct):
    """``unit``: ``count``, ``share`` (0 to 1), ``seconds``, ``average``, ``hours``, ``rate`` or ``number``."""


@showing(Failure)
class FailureView(msgspec.Struct):
    """Why there is no bonus though there is a formula; ``position``: at which of its characters, from 0."""


class FlawView(msgspec.Struct):
    """What is wrong with a formula; ``position``: at which of its characters, from 0; ``about``: what stands there."""

    code: str
    position: int
    about: str


@showing(Line)
class IndicatorLineView(msgspec.Struct):
    """An indicator as it was, and what it came to. ``state``: whether it is ``counted``, has no weight (``shown``), or
    is not counted for there is ``nothing``, or too few cases, to measure. ``figure``: the name that reports know it by,
    for what is behind it."""

    unit: str
    figure: str | None


@showing(Brief, "agent_id name scheme_id score grade place of bonus currency")
class BriefView(msgspec.Struct):
    """A result in lists. ``place`` of ``of``: among those of the same scheme; ``bonus``: in the currency's smallest
    unit."""

    failure: FailureView | None


class ResultView(BriefView):
    """A result with all that it was made of; ``version`` 0: of a draft of the scheme."""

    version: int
    scheme_names: dict[str, str]
    lines: list[IndicatorLineView]
    base: float
    formula: str
    computed_at: datetime
    shows_place: bool


@showing(Revision)
class RevisionView(msgspec.Struct):
    """What was confirmed, by whom, and why there is another one."""


class HeldView(msgspec.Struct):
    """An agent's month as it stands. ``revision``: the one that is shown, null of a draft; ``result``: null where there
    is none. ``first``, ``last``: its days."""

    month: str
    first: str
    last: str
    revision: int | None
    revisions: list[RevisionView]
    result: ResultView | None


@showing(Run, "run_id month state number measured placed started_at started_by finished_at schemes")
class PerformanceRunView(msgspec.Struct):
    """How far a computation is: so many of ``number`` agents ``measured``, and then ``placed``."""

    schemes: dict[str, int]


class PerformanceMonthLine(msgspec.Struct):
    """A month in lists."""

    month: str
    revision: int | None
    confirmed_at: datetime | None
    confirmed_by_name: str | None
    has_draft: bool
    is_running: bool


class PerformanceMonthView(msgspec.Struct):
    """A month. ``draft``: what would be confirmed; ``is_current``: whether schemes and values are still those it was
    made of; ``may_confirm_at``: when all of the month is counted."""

    month: str
    may_confirm_at: datetime
    draft: PerformanceRunView | None
    running: PerformanceRunView | None
    is_current: bool
    revisions: list[RevisionView]


@showing(Published)
class PublishedView(msgspec.Struct):
    """A version that counts from ``first_month`` on."""


@showing(Version, "scheme_id version first_month published_at published_by")
class SchemeVersionView(msgspec.Struct):
    """A version of a scheme, which never changes."""

    definition: SchemeDefinition


class SchemeLineView(msgspec.Struct):
    """A scheme in lists: of the desk (``desk``), or of the group whose id it has."""

    scheme_id: str
    names: dict[str, str]
    has_draft: bool
    published: list[PublishedView]
    version: int


class SchemeView(msgspec.Struct):
    """A scheme: its draft, what is wrong with its formula (``flaw``), and what was published last."""

    scheme_id: str
    draft: SchemeDefinition | None
    flaw: FlawView | None
    published: list[PublishedView]
    last: SchemeVersionView | None
    version: int


def show_source(source: Source) -> SourceView:
    return shown(SourceView, source)


def _failure(failure: Failure | None) -> FailureView | None:
    return shown(FailureView, failure) if failure is not None else None


def show_line(line: Line) -> IndicatorLineView:
    source = SOURCES.get(line.indicator.source)
    unit, figure = (source.unit, source.figure) if source is not None else ("number", None)
    return shown(IndicatorLineView, line, unit=unit, figure=figure)


def show_brief(brief: Brief) -> BriefView:
    return shown(BriefView, brief, failure=_failure(brief.failure))


def show_result(result: Result, *, hides_place: bool = False) -> ResultView:
    others = {"place": None, "of": None} if hides_place else {}
    return shown(
        ResultView,
        result,
        failure=_failure(result.failure),
        lines=[show_line(each) for each in result.lines],
        scheme_names=dict(result.scheme_names),
        **others,
    )


def show_revisions(month: Month) -> list[RevisionView]:
    return [shown(RevisionView, each) for each in month.revisions]


def show_held(held: Held, first: str, last: str) -> HeldView:
    result = held.result
    hides = held.is_own and result is not None and not result.shows_place
    return HeldView(
        month=held.month.month,
        first=first,
        last=last,
        revision=held.revision,
        revisions=show_revisions(held.month),
        result=show_result(result, hides_place=hides) if result is not None else None,
    )


def show_run(run: Run) -> PerformanceRunView:
    return shown(PerformanceRunView, run, schemes=dict(run.schemes))


def show_month_line(month: Month) -> PerformanceMonthLine:
    confirmed = month.confirmed
    return PerformanceMonthLine(
        month=month.month,
        revision=confirmed.revision if confirmed is not None else None,
        confirmed_at=confirmed.confirmed_at if confirmed is not None else None,
        confirmed_by_name=confirmed.confirmed_by_name if confirmed is not None else None,
        has_draft=month.draft is not None,
        is_running=month.running is not None,
    )


def show_version(version: Version) -> SchemeVersionView:
    return shown(SchemeVersionView, version, definition=version.definition)


def show_scheme_line(record: SchemeRecord) -> SchemeLineView:
    return SchemeLineView(
        scheme_id=record.scheme_id,
        names=dict(record.draft.names) if record.draft is not None else {},
        has_draft=record.draft is not None,
        published=[shown(PublishedView, each) for each in record.published],
        version=record.version,
    )


def show_scheme(record: SchemeRecord, last: Version | None) -> SchemeView:
    flaw = flaw_of(record.draft) if record.draft is not None else None
    return SchemeView(
        scheme_id=record.scheme_id,
        draft=record.draft,
        flaw=FlawView(flaw.code, flaw.position, flaw.about) if flaw is not None else None,
        published=[shown(PublishedView, each) for each in record.published],
        last=show_version(last) if last is not None else None,
        version=record.version,
    )
