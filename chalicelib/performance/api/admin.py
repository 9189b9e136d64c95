"""Schemes and months, as administrators keep them; values, as those enter them whose role reaches so far."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.performance.api.views import (
    BriefView,
    MonthName,
    Number,
    PerformanceMonthLine,
    PerformanceMonthView,
    PerformanceRunView,
    ResultView,
    SchemeLineView,
    SchemeVersionView,
    SchemeView,
    SourceView,
    show_brief,
    show_month_line,
    show_result,
    show_revisions,
    show_run,
    show_scheme,
    show_scheme_line,
    show_source,
    show_version,
)
from chalicelib.performance.model.indicators import Key
from chalicelib.performance.model.months import counted_at, month_named
from chalicelib.performance.model.runs import LONGEST_REASON, DraftMoved, MonthNotOver, TooManyRevisions
from chalicelib.performance.model.schemes import NoDraft, NoScheme, SchemeDefinition
from chalicelib.performance.model.sources import SOURCES
from chalicelib.performance.model.values import Values
from chalicelib.performance.service import confirming, previewing, running, schemes, values
from chalicelib.performance.service.access import MANAGE
from chalicelib.performance.service.values import Entry

routes = Routes(__name__, of_desk=True)

SCHEMES = "/v1/admin/performance-schemes"
ONE = SCHEMES + "/{scheme_id}"
MONTHS = "/v1/admin/performance-months"
MONTH = MONTHS + "/{month}"
VALUES = "/v1/admin/performance-values/{month}"
KEEP = people.may(MANAGE, everywhere=True)
Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]


class SaveSchemeDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    draft: SchemeDefinition
    version: Version | None = None


class PublishScheme(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read; ``first_month``: from which on it counts, such as 2026-11."""

    version: Version
    first_month: MonthName


class PreviewScheme(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read; ``month``: unsaid, the last one."""

    version: Version
    month: MonthName | None = None


class ConfirmMonth(msgspec.Struct, forbid_unknown_fields=True):
    """``run_id``: the draft that was looked at; ``reason``: of a correction."""

    run_id: Id
    reason: Reason = ""


class EnterValue(msgspec.Struct, forbid_unknown_fields=True):
    """``key``: of an indicator whose source is ``manual``; ``value``: null takes it away. ``version``: of the agent's
    values, as they were read."""

    key: Key
    value: float | None
    reason: Reason
    version: Version | None = None


class PreviewedView(msgspec.Struct):
    """An agent by the draft, and as the month has them now."""

    drafted: ResultView
    present: BriefView | None


class PreviewView(PageOf[PreviewedView]):
    """``run``: how far it is; lines are there once it is done."""

    run: PerformanceRunView


class EnteredView(msgspec.Struct):
    """A value, why it is so, and who said so when."""

    value: float
    reason: str
    by_name: str
    at: datetime


class ValuesView(msgspec.Struct):
    """What was entered for an agent, by the keys of indicators."""

    agent_id: str
    name: str
    values: dict[str, EnteredView]
    version: int


@routes.get("/v1/admin/performance-sources", caller=KEEP, query=PageQuery)
def list_performance_sources(call: Call[people.Caller]) -> Answer[PageOf[SourceView]]:
    """What indicators may measure, in the order in which figures are shown."""
    numbered = enumerate(SOURCES.values())
    return Answer(page(call, numbered, lambda each: each[0], lambda each: show_source(each[1])))


@routes.get(SCHEMES, caller=KEEP, query=PageQuery)
def list_performance_schemes(call: Call[people.Caller]) -> Answer[PageOf[SchemeLineView]]:
    """Every scheme: the desk's, and those of groups."""
    return Answer(page(call, schemes.list_schemes(call.desk), lambda each: each.scheme_id, show_scheme_line))


@routes.get(ONE, caller=KEEP, raises=(NotFound,))
def read_performance_scheme(call: Call[people.Caller], scheme_id: str) -> Answer[SchemeView]:
    """A scheme: its draft, and what was published last."""
    return Answer(show_scheme(*schemes.read_scheme(call.desk, scheme_id)))


class SchemeVersionQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the scheme."""

    version: Number = 1


@routes.get(ONE + "/version", caller=KEEP, query=SchemeVersionQuery, raises=(NotFound,))
def read_performance_scheme_version(call: Call[people.Caller], scheme_id: str) -> Answer[SchemeVersionView]:
    """A version as it was published."""
    return Answer(show_version(schemes.find_version(call.desk, scheme_id, call.query.version)))


@routes.post(ONE + "/draft", caller=KEEP, body=SaveSchemeDraft, raises=(NotFound, ChangedMeanwhile))
def save_performance_draft(call: Call[people.Caller], scheme_id: str) -> Answer[SchemeView]:
    """Keep a draft, finished or not; nobody is counted by it until it is published. Version 0 makes a new scheme."""
    by, form = call.caller.by(call.request_id), call.body
    schemes.save_draft(call.desk, by, scheme_id, form.draft, form.version)
    return Answer(show_scheme(*schemes.read_scheme(call.desk, scheme_id)))


@routes.delete(ONE + "/draft", caller=KEEP, statuses=(204,), raises=(NotFound, ChangedMeanwhile))
def discard_performance_draft(call: Call[people.Caller], scheme_id: str) -> Answer[None]:
    """Throw the draft away; twice is once."""
    schemes.save_draft(call.desk, call.caller.by(call.request_id), scheme_id, None)
    return Answer(status=204)


@routes.post(
    ONE + "/publish", caller=KEEP, body=PublishScheme, keyed=True, raises=(NotFound, NoDraft, ChangedMeanwhile)
)
def publish_performance_scheme(call: Call[people.Caller], scheme_id: str) -> Answer[SchemeView]:
    """Make the draft a version, which never changes and counts from a month on."""
    by, form = call.caller.by(call.request_id), call.body
    once = call.once(f"publish_performance#{scheme_id}#{call.caller.agent.agent_id}")
    schemes.publish(call.desk, by, scheme_id, form.version, form.first_month, once)
    return Answer(show_scheme(*schemes.read_scheme(call.desk, scheme_id)))


@routes.post(
    ONE + "/preview", caller=KEEP, body=PreviewScheme, keyed=True, raises=(NotFound, NoDraft, ChangedMeanwhile)
)
def preview_performance_scheme(call: Call[people.Caller], scheme_id: str) -> Answer[PerformanceRunView]:
    """Compute a month by the draft, for nobody but who looks at it."""
    form = call.body
    once = call.once(f"preview_performance#{scheme_id}#{call.caller.agent.agent_id}")
    made = previewing.begin_preview(call.desk, call.caller.agent.name, scheme_id, form.version, form.month, once)
    return Answer(show_run(made))


@routes.get(ONE + "/preview", caller=KEEP, query=PageQuery, raises=(NotFound,))
def list_performance_preview(call: Call[people.Caller], scheme_id: str) -> Answer[PreviewView]:
    """The last preview of a scheme, agent by agent, beside what the month has now."""
    after = unseal(call.desk, call.target, call.query.cursor) if call.query.cursor else None
    run, compared, following = previewing.read_preview(call.desk, scheme_id, after)
    lines = [
        PreviewedView(show_result(each.drafted), show_brief(each.present) if each.present is not None else None)
        for each in compared
    ]
    return Answer(PreviewView(lines, seal(call.desk, call.target, following) if following else None, show_run(run)))


@routes.get(MONTHS, caller=KEEP, query=PageQuery)
def list_performance_months(call: Call[people.Caller]) -> Answer[PageOf[PerformanceMonthLine]]:
    """Months of which anything was computed or entered, the latest first."""
    before = unseal(call.desk, call.target, call.query.cursor) if call.query.cursor else None
    held, following = confirming.list_months(call.desk, before)
    sealed = seal(call.desk, call.target, following) if following else None
    return Answer(PageOf([show_month_line(each) for each in held], sealed))


def _month(call: Call[people.Caller], name: str) -> PerformanceMonthView:
    month, draft, under_way, is_current = confirming.read_month(call.desk, name)
    return PerformanceMonthView(
        month=name,
        may_confirm_at=counted_at(name, people.read_desk(call.desk).time_zone),
        draft=show_run(draft) if draft is not None else None,
        running=show_run(under_way) if under_way is not None else None,
        is_current=is_current,
        revisions=show_revisions(month),
    )


@routes.get(MONTH, caller=KEEP)
def read_performance_month(call: Call[people.Caller], month: str) -> Answer[PerformanceMonthView]:
    """A month: its draft, and what was confirmed."""
    return Answer(_month(call, month_named(month)))


@routes.post(MONTH + "/compute", caller=KEEP, body=Empty, raises=(NoScheme,))
def compute_performance(call: Call[people.Caller], month: str) -> Answer[PerformanceRunView]:
    """Compute a month anew; what was confirmed stays as it is. Where that is under way, it is joined."""
    return Answer(show_run(running.compute(call.desk, month_named(month), call.caller.agent.name)))


@routes.post(
    MONTH + "/confirm",
    caller=KEEP,
    body=ConfirmMonth,
    raises=(MonthNotOver, DraftMoved, TooManyRevisions),
)
def confirm_performance(call: Call[people.Caller], month: str) -> Answer[PerformanceMonthView]:
    """Confirm the draft that was looked at: it is the month's next revision, and never changes. Twice is once."""
    by, form = call.caller.by(call.request_id), call.body
    confirming.confirm(call.desk, by, month_named(month), form.run_id, form.reason)
    return Answer(_month(call, month))


class ValuesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """A page of agents."""

    cursor: Cursor = ""


@routes.get(VALUES, caller=people.may(MANAGE), query=ValuesQuery)
def list_performance_values(call: Call[people.Caller], month: str) -> Answer[PageOf[ValuesView]]:
    """What was entered for agents in reach, by their ids; those without anything too."""
    purpose = f"{call.target}#{call.caller.agent.agent_id}"
    after = unseal(call.desk, purpose, call.query.cursor) if call.query.cursor else None
    held, following = values.list_values(call.desk, call.caller.agent, month_named(month), after)
    sealed = seal(call.desk, purpose, following) if following else None
    return Answer(PageOf([_values(name, each) for name, each in held], sealed))


def _values(name: str, held: Values) -> ValuesView:
    entered = {
        key: EnteredView(each.value, each.reason, each.by_name, each.at) for key, each in sorted(held.values.items())
    }
    return ValuesView(held.agent_id, name, entered, held.version)


@routes.post(
    VALUES + "/{agent_id}",
    caller=people.may(MANAGE),
    body=EnterValue,
    raises=(NotFound, BeyondYourRights, ChangedMeanwhile),
)
def enter_performance_value(call: Call[people.Caller], month: str, agent_id: str) -> Answer[ValuesView]:
    """Enter a value for an agent's month, with a reason, or take it away."""
    agent, form = call.caller.agent, call.body
    entry = Entry(form.key, form.value, form.reason, form.version)
    by = call.caller.by(call.request_id)
    name, held = values.enter_value(call.desk, agent, by, month_named(month), agent_id, entry)
    return Answer(_values(name, held))
