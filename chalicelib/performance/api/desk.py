"""What months came to: one's own, and of those whom one's role reaches."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from chalicelib.core import times
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER, BeyondYourRights, PermissionNeeded
from chalicelib.performance.api.views import (
    BriefView,
    HeldView,
    Language,
    MonthName,
    RevisionNumber,
    show_brief,
    show_held,
)
from chalicelib.performance.model.months import checked_month
from chalicelib.performance.service import exporting, reading
from chalicelib.performance.service.access import MANAGE, SEE
from chalicelib.performance.service.exporting import Wanted
from chalicelib.performance.service.reading import Held
from chalicelib.reports.model.calendar import first_of, last_of

routes = Routes(__name__)

OWN = "/v1/desk/performance"
GroupId = Annotated[str, msgspec.Meta(max_length=100)]


class OwnPerformanceQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: unsaid, this one on the desk's clock; ``revision``: unsaid, the one that holds, else the draft;
    0: the draft, for those who manage."""

    month: MonthName = ""
    revision: RevisionNumber | None = None


class RankingQuery(OwnPerformanceQuery, forbid_unknown_fields=True):
    """``group_id``: unsaid, all whom one's role reaches."""

    group_id: GroupId = ""
    cursor: Cursor = ""


class PerformanceCsvQuery(RankingQuery, forbid_unknown_fields=True):
    """The same, and in which language."""

    language: Language = "zh-CN"


class RankedView(msgspec.Struct):
    """``place``: in this list; equal scores share one; null of whoever has no score."""

    place: int | None
    result: BriefView


class RankingView(PageOf[RankedView]):
    """``of``: how many in the list have a place; ``revision``: null of a draft."""

    month: str
    revision: int | None
    of: int


class PerformanceCsvPart(msgspec.Struct):
    """The next lines of a file; ``next``: the ``cursor`` of the part after, null: this is the last. ``done``: so many
    of ``of`` agents. The parts one after another are the file, in UTF-8 with its mark."""

    text: str
    next: str | None
    done: int
    of: int


def _month(call: Call[Any]) -> str:
    return checked_month(call.query.month) if call.query.month else reading.this_month(call.desk)


def _held(held: Held) -> HeldView:
    month = held.month.month
    return show_held(held, times.stored(first_of(month)), times.stored(last_of(month)))


@routes.get(
    OWN,
    caller=people.may(ANSWER, SEE, MANAGE, "reports.see"),
    query=OwnPerformanceQuery,
    raises=(NotFound, PermissionNeeded),
)
def read_performance(call: Call[people.Caller]) -> Answer[HeldView]:
    """One's own month, and how it came about."""
    agent = call.caller.agent
    return Answer(_held(reading.read_of(call.desk, agent, agent.agent_id, _month(call), call.query.revision)))


@routes.get(
    OWN + "/ranking", caller=people.may(SEE), query=RankingQuery, raises=(NotFound, PermissionNeeded, BeyondYourRights)
)
def list_performance_ranking(call: Call[people.Caller]) -> Answer[RankingView]:
    """Those whom one's role reaches, or a group of theirs, the highest score first."""
    query, agent, month = call.query, call.caller.agent, _month(call)
    purpose = f"performance#{agent.agent_id}#{month}#{query.group_id}#{query.revision}"
    after = unseal(call.desk, purpose, query.cursor) if query.cursor else 0
    found = reading.ranking(call.desk, agent, month, query.group_id, query.revision, after)
    following = seal(call.desk, purpose, found.following) if found.following is not None else None
    lines = [RankedView(each.place, show_brief(each.brief)) for each in found.lines]
    return Answer(RankingView(lines, following, month, found.revision, found.of))


@routes.get(
    OWN + "/csv",
    caller=people.may(SEE),
    query=PerformanceCsvQuery,
    raises=(NotFound, PermissionNeeded, BeyondYourRights),
)
def read_performance_csv(call: Call[people.Caller]) -> Answer[PerformanceCsvPart]:
    """The same as a file for spreadsheets, with every indicator, part by part."""
    query, agent = call.query, call.caller.agent
    wanted = Wanted(_month(call), query.group_id, query.revision, query.language)
    purpose = f"performance_csv#{agent.agent_id}#{wanted}"
    after = unseal(call.desk, purpose, query.cursor) if query.cursor else None
    part = exporting.part_of(call.desk, agent, call.caller.by(call.request_id), wanted, after)
    following = seal(call.desk, purpose, part.following) if part.following else None
    return Answer(PerformanceCsvPart(part.text, following, part.done, part.number))


@routes.get(
    OWN + "/agents/{agent_id}",
    caller=people.may(ANSWER, SEE, MANAGE, "reports.see"),
    query=OwnPerformanceQuery,
    raises=(NotFound, PermissionNeeded, BeyondYourRights),
)
def read_performance_of(call: Call[people.Caller], agent_id: str) -> Answer[HeldView]:
    """An agent's month, and how it came about."""
    return Answer(_held(reading.read_of(call.desk, call.caller.agent, agent_id, _month(call), call.query.revision)))
