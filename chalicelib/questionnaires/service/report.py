"""What a questionnaire's responses say, as far as rights reach: counts, and what is behind them (D3, F7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import end_of, local_date, local_moment
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import STEER, Circle, Receivers, Thing, circle_in
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.questionnaires.model.questions import AskedQuestion, Version
from chalicelib.questionnaires.model.response import Response
from chalicelib.questionnaires.model.tallies import (
    Asked,
    Figures,
    QuestionFigures,
    Tally,
    figures_of,
    plus,
    question_figures,
    total,
)
from chalicelib.questionnaires.service.definitions import read_questionnaire, version_of
from chalicelib.questionnaires.store import responses as store
from chalicelib.questionnaires.store.responses import Counted, Listed

DAY, PLAN, GROUP, AGENT, CAMPAIGN, VERSION, WAY = "day", "plan", "group", "agent", "campaign", "version", "way"
MOST_DAYS, USUAL_DAYS = 92, 30
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
MOST_VERSIONS = 20  # of a questionnaire whose questions a report names
PAGE, MOST_ROUNDS = 30, 5
_A_DAY = timedelta(days=1)


class Wanted(msgspec.Struct, frozen=True):
    """Which responses: asked from the first day to the last, and of these, where something is said."""

    first: date | None = None
    last: date | None = None
    plan_key: str = ""
    group_id: str = ""
    agent_id: str = ""
    campaign_id: str = ""
    version: int | None = None
    way: str = ""


class Line(msgspec.Struct, frozen=True):
    """What one day, plan, group, agent, campaign, version or way came to; each question's by its key."""

    key: str
    name: str
    figures: Figures
    questions: Sequence[QuestionFigures]


class Report(msgspec.Struct, frozen=True):
    """``questions``: those of all versions that were asked, the newest words of each; ``total``: of all that is wanted,
    ``lines``: the same apart."""

    first: date
    last: date
    questions: Sequence[AskedQuestion]
    total: Line
    lines: Sequence[Line]


def report(desk: Desk, agent: Agent, questionnaire_id: str, wanted: Wanted, by: str) -> Report:
    """The figures of a questionnaire, apart ``by`` one side. A query for each month of the period, one read for each
    version that was asked, and the roster; however many answered. Raises ``NotFound``, ``Invalid``."""
    roster = _roster(desk, wanted)
    record = read_questionnaire(desk, questionnaire_id)
    days = period(wanted, local_date(desk.now(), roster.desk.time_zone))
    scope = _Scope(agent, roster, wanted)
    cells = [each for each in _cells(desk, questionnaire_id, *days) if scope.has_cell(each)]
    versions = _versions(desk, questionnaire_id, record.published, {each.cell.number for each in cells})
    questions = _questions(versions)
    parts: dict[str, Tally] = {}
    for each in cells:
        for key in scope.keys(each, by):
            parts[key] = plus(parts.get(key, Tally()), each.tally)
    names = _names(desk, by, roster)
    lines = [_line(key, names.get(key, key), tally, questions) for key, tally in parts.items()]
    lines.sort(key=lambda line: line.key if by in (DAY, VERSION, WAY) else (line.name.casefold() + line.key))
    whole = _line("total", "total", total(each.tally for each in cells), questions)
    return Report(*days, questions, whole, lines)


def list_responses(
    desk: Desk, agent: Agent, questionnaire_id: str, wanted: Wanted, question: str, before: str | None
) -> tuple[list[tuple[str, Response | None]], bool]:
    """A page of the responses behind a report, the newest first, each with its place; None for one that is not seen or
    not wanted. Whether others follow. ``question``: only those that answered it. Raises ``NotFound``, ``Invalid``.

    A query and a read for each month that is looked at, at most five.
    """
    roster = _roster(desk, wanted)
    read_questionnaire(desk, questionnaire_id)
    zone = roster.desk.time_zone
    first, last = period(wanted, local_date(desk.now(), zone))
    scope = _Scope(agent, roster, wanted)
    begins, ends = times.sortable(local_moment(first, "00:00", zone)), times.sortable(end_of(last, zone))
    place, found = before or ends, list[tuple[str, Response | None]]()
    months = [each for each in _months(first, last)[::-1] if each <= _month_of(place, zone)]
    for number, month in enumerate(months[:MOST_ROUNDS]):
        lines, more = store.lines(desk, questionnaire_id, month, (begins, place), PAGE)
        reached = [each.response_id for each in lines if scope.has_line(each.listed)]
        held = store.responses(desk, reached) if reached else {}
        kept = {name: each for name, each in held.items() if not question or question in each.answers}
        found += [(each.place, kept.get(each.response_id)) for each in lines]
        if more or len(found) >= PAGE:
            return found, more or number + 1 < len(months)
    return found, False


def _roster(desk: Desk, wanted: Wanted) -> Roster:
    """Who is there. Raises ``Invalid`` where somebody is wanted who never was."""
    roster = people.directory(desk)
    if wanted.agent_id and wanted.agent_id not in roster.agents:
        raise Invalid.field("agent_id", "no such agent")
    return roster


def _month_of(place: str, zone: str) -> str:
    """The month of the desk's calendar in which a place lies."""
    return times.month_of(local_date(times.read_sortable(place[:26]), zone))


def period(wanted: Wanted, today: date) -> tuple[date, date]:
    """The first and last day, at most 92 days; if not said, the thirty days until ``today``. Raises ``Invalid``."""
    for field, said in (("from", wanted.first), ("to", wanted.last)):
        if said is not None and not EARLIEST <= said < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
    last = wanted.last or today
    first = wanted.first or last - _A_DAY * (USUAL_DAYS - 1)
    if last < first:
        raise Invalid.field("to", "not before from")
    if (last - first).days >= MOST_DAYS:
        raise Invalid.field("to", f"at most {MOST_DAYS} days")
    return first, last


def _months(first: date, last: date) -> list[str]:
    days = ((first + _A_DAY * number) for number in range((last - first).days + 1))
    return list(dict.fromkeys(times.month_of(each) for each in days))


def _cells(desk: Desk, questionnaire_id: str, first: date, last: date) -> Iterable[Counted]:
    for month in _months(first, last):
        for counted, _ in store.counts(desk, questionnaire_id, month, times.stored(first), times.stored(last)):
            yield counted


class _Scope:
    """Which responses somebody sees, and which of them are wanted."""

    def __init__(self, agent: Agent, roster: Roster, wanted: Wanted) -> None:
        self.agent = agent
        self.wanted = wanted
        self.groups = list(roster.groups.values())
        self.circle: Circle = circle_in(agent, self.groups)

    def has_cell(self, counted: Counted) -> bool:
        """Whether what a cell counts is seen and wanted."""
        cell = counted.cell
        listed = Listed(
            cell.plan_key, cell.number, cell.way, "", cell.agent_id or None, counted.group_ids, cell.campaign_id or None
        )
        return self.has_line(listed)

    def has_line(self, listed: Listed) -> bool:
        """Whether a response is seen and wanted."""
        wanted = self.wanted
        said = {
            "plan_key": listed.plan_key,
            "agent_id": listed.agent_id or "",
            "campaign_id": listed.campaign_id or "",
            "way": listed.way,
        }
        if any(getattr(wanted, name) and getattr(wanted, name) != value for name, value in said.items()):
            return False
        if wanted.version is not None and wanted.version != listed.number:
            return False
        if wanted.group_id and wanted.group_id not in self.groups_of(listed.agent_id, listed.group_ids):
            return False
        thing = Thing(listed.agent_id, receivers=Receivers(tuple(listed.group_ids)))
        return tie_of(self.agent, STEER, thing, self.circle) is not None

    def groups_of(self, agent_id: str | None, group_ids: Sequence[str]) -> list[str]:
        """The groups it counts for: those of its plan that its agent belongs to, or all of the agent's if the plan
        names none; of nobody's, the plan's own."""
        if agent_id is None:
            return list(group_ids) or [""]
        theirs = [each.group_id for each in self.groups if agent_id in each.member_ids]
        of_plan = [each for each in theirs if each in group_ids] if group_ids else theirs
        return of_plan or [""]

    def keys(self, counted: Counted, by: str) -> list[str]:
        """Under what a cell counts."""
        cell = counted.cell
        if by == GROUP:
            return self.groups_of(cell.agent_id or None, counted.group_ids)
        held = {DAY: cell.day, PLAN: cell.plan_key, AGENT: cell.agent_id, CAMPAIGN: cell.campaign_id, WAY: cell.way}
        return [f"{cell.number:08}" if by == VERSION else held[by]]


def _versions(
    desk: Desk, questionnaire_id: str, published: Version | None, numbers: set[int], most: int = MOST_VERSIONS
) -> list[Version]:
    """These versions, the newest first; what is published is known already."""
    wanted = sorted(numbers | ({published.version} if published is not None else set()), reverse=True)[: most + 1]
    return [
        published if published is not None and each == published.version else version_of(desk, questionnaire_id, each)
        for each in wanted
    ]


def _questions(versions: Sequence[Version]) -> list[AskedQuestion]:
    found: dict[str, AskedQuestion] = {}
    for version in versions:
        for each in version.definition.questions:
            found.setdefault(each.key, each)
    return list(found.values())


def _line(key: str, name: str, tally: Tally, questions: Sequence[AskedQuestion]) -> Line:
    each = [question_figures(one, tally.questions.get(one.key, Asked())) for one in questions]
    return Line(key.lstrip("0") if key.isdigit() else key, name, figures_of(tally), each)


def _names(desk: Desk, by: str, roster: Roster) -> Mapping[str, str]:
    if by == AGENT:
        return {each.agent_id: each.name for each in roster.agents.values()}
    if by == GROUP:
        return {each.group_id: each.name for each in roster.groups.values()}
    return {each.key: each.name for each in plans.list_plans(desk)} if by == PLAN else {}
