"""Satisfaction in figures (F1): each survey counts on the local day it was asked, whenever it was answered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import end_of, local_date, local_moment
from chalicelib.people.model.agents import Group
from chalicelib.surveys.model.answering import HIGHEST, LOWEST

DAY, AGENT, GROUP, PLAN = "day", "agent", "group", "plan"
BY = (DAY, AGENT, GROUP, PLAN)
MOST_DAYS, USUAL_DAYS = 92, 30
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)
_A_DAY = timedelta(days=1)


class Counted(msgspec.Struct, frozen=True):
    """What figures need to know of one survey. ``score``: None while unanswered. ``low``: it called for a callback."""

    survey_id: str
    asked_at: datetime
    plan_key: str
    agent_id: str | None = None
    agent_name: str | None = None
    group_ids: tuple[str, ...] = ()
    score: int | None = None
    low: bool = False
    resolved: bool | None = None
    callback_id: str | None = None
    callback_in_time: bool | None = None
    callback_reached: bool | None = None


class Figures(msgspec.Struct, frozen=True):
    """Sums over some surveys. Shares and the average are None where nothing was said to take them of.

    ``distribution``: how many gave 1, 2, 3, 4, 5. ``resolved_share``: of those who said whether it is.
    ``callbacks_in_time``: of those that are done, where the first call was made by the time it was due, whatever came
    of it. ``callbacks_reached``: where the customer was reached.
    """

    key: str
    name: str
    asked: int
    answered: int
    answer_rate: float | None
    average: float | None
    distribution: tuple[int, ...]
    low: int
    low_share: float | None
    resolved_share: float | None
    callbacks: int
    callbacks_in_time: int
    callbacks_reached: int


def figures_of(key: str, name: str, surveys: Iterable[Counted]) -> Figures:
    """The sums over these surveys."""
    counted = list(surveys)
    scores = [each.score for each in counted if each.score is not None]
    said = [each.resolved for each in counted if each.score is not None and each.resolved is not None]
    low = sum(each.low for each in counted)
    return Figures(
        key=key,
        name=name,
        asked=len(counted),
        answered=len(scores),
        answer_rate=_share(len(scores), len(counted)),
        average=round(sum(scores) / len(scores), 2) if scores else None,
        distribution=tuple(scores.count(score) for score in range(LOWEST, HIGHEST + 1)),
        low=low,
        low_share=_share(low, len(scores)),
        resolved_share=_share(sum(said), len(said)),
        callbacks=sum(each.callback_id is not None for each in counted),
        callbacks_in_time=sum(each.callback_in_time is True for each in counted),
        callbacks_reached=sum(each.callback_reached is True for each in counted),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def counted_by(
    by: str, surveys: Iterable[Counted], *, zone: str, days: Iterable[date] = (), groups: Iterable[Group] = ()
) -> dict[str, list[Counted]]:
    """The surveys under the keys they count for: every day of ``days``, each agent, group or plan that has some.

    A survey counts for those of its plan's groups that its agent belongs to, or for all groups of the agent's if its
    plan names none; so it may count for two groups, and still only once in a total. Nobody's are under ``""``.
    """
    keys: dict[str, Callable[[Counted], Iterable[str]]] = {
        DAY: lambda each: [shown_day(each.asked_at, zone)],
        AGENT: lambda each: [each.agent_id or ""],
        PLAN: lambda each: [each.plan_key],
        GROUP: lambda each: _groups_of(each, known),
    }
    known = list(groups)
    found: dict[str, list[Counted]] = {times.stored(day): [] for day in days} if by == DAY else {}
    for each in surveys:
        for key in keys[by](each):
            found.setdefault(key, []).append(each)
    return found


def _groups_of(survey: Counted, groups: Iterable[Group]) -> list[str]:
    theirs = [each.group_id for each in groups if survey.agent_id in each.member_ids]
    of_plan = [each for each in theirs if each in survey.group_ids] if survey.group_ids else theirs
    return of_plan or [""]


def shown_day(at: datetime, zone: str) -> str:
    """The local day of a moment, such as 2026-11-23."""
    return times.stored(local_date(at, zone))


def checked_period(first: date | None, last: date | None, today: date) -> list[date]:
    """The days from the first to the last, both included, at most 92; if not said, the thirty days until ``today``.

    Raises ``Invalid`` with the field.
    """
    for field, said in (("from", first), ("to", last)):
        if said is not None and not EARLIEST <= said < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
    last = last or today
    first = first or last - _A_DAY * (USUAL_DAYS - 1)
    if last < first:
        raise Invalid.field("to", "not before from")
    if (last - first).days >= MOST_DAYS:
        raise Invalid.field("to", f"at most {MOST_DAYS} days")
    return [first + _A_DAY * number for number in range((last - first).days + 1)]


def local_bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The moments, UTC, between which these local days lie: from the first up to, but not with, the second."""
    return local_moment(first, "00:00", zone), end_of(last, zone)


def utc_days(since: datetime, until: datetime) -> list[date]:
    """The UTC days that these moments, half-open, touch."""
    last = (until - timedelta(microseconds=1)).astimezone(UTC).date()
    first = since.astimezone(UTC).date()
    return [first + _A_DAY * number for number in range((last - first).days + 1)]
