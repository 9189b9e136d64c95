"""Rotations and week templates: who has which kind of shift on which day, laid out at once (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.text import Id, among, checked
from chalicelib.plans.model.holidays import public_days
from chalicelib.shifts.model.kinds import Kind
from chalicelib.shifts.model.roster import Shift, of_kind

MOST_PATTERNS, MOST_DAYS, MOST_LAID = 40, 56, 42
ON_HOLIDAYS = AS_EVER, FREE = ("as_ever", "free")


class Pattern(msgspec.Struct, frozen=True):
    """A round of days: the kind of shift of each, None for a free day.

    ``step``: by how many days each next agent is ahead in it, so that all of them together cover it.
    """

    pattern_id: str
    name: str
    days: tuple[str | None, ...]
    step: int = 0
    archived: bool = False
    version: int = 1
    created_at: datetime | None = None


class Layout(msgspec.Struct, frozen=True):
    """Where a pattern is laid out: from ``first`` to ``last``, for these agents in order; the first of them begins
    with its day ``offset``. ``on_holidays``: ``free`` leaves public holidays free, and has on a make-up day what the
    day that it is worked for would have had."""

    agent_ids: tuple[Id, ...]
    first: date
    last: date
    offset: int = 0
    on_holidays: Annotated[str, among(*ON_HOLIDAYS)] = AS_EVER


def checked_pattern(pattern: Pattern, kinds: Mapping[str, Kind]) -> Pattern:
    """The pattern, if it holds. Raises ``Invalid`` naming the field."""
    name = checked("name", pattern.name, longest=40)
    if not 1 <= len(pattern.days) <= MOST_DAYS:
        raise Invalid.field("days", f"1 to {MOST_DAYS}")
    for number, each in enumerate(pattern.days):
        if each is not None and each not in kinds:
            raise Invalid.field(f"days.{number}", "no such kind of shift")
    if not 0 <= pattern.step < MOST_DAYS:
        raise Invalid.field("step", f"0 to {MOST_DAYS - 1}")
    return msgspec.structs.replace(pattern, name=name)


def laid_out(
    pattern: Pattern, layout: Layout, kinds: Mapping[str, Kind], country: str | None = None
) -> Iterator[tuple[str, date, Shift | None]]:
    """Each agent's days, in order, with their shift, or None for a free one."""
    number_of_days = (layout.last - layout.first).days + 1
    days = [layout.first + number * timedelta(days=1) for number in range(number_of_days)]
    for place, agent_id in enumerate(layout.agent_ids):
        for day in days:
            stands_for = _stands_for(day, country) if layout.on_holidays == FREE else day
            if stands_for is None:
                yield agent_id, day, None
                continue
            at = (stands_for - layout.first).days + layout.offset + place * pattern.step
            kind = kinds.get(pattern.days[at % len(pattern.days)] or "")
            yield agent_id, day, of_kind(kind, day) if kind is not None else None


def _stands_for(day: date, country: str | None) -> date | None:
    """The day whose turn it is: itself; None on a public holiday; the weekday that a make-up day is worked for, or the
    Monday of the next week where that is not known."""
    if country is None:
        return day
    public = public_days(country, day.year)
    if day in public.names:
        return None
    if day not in public.made_up:
        return day
    weekday = public.made_up[day]
    return day + timedelta(days=((weekday if weekday is not None else 0) - day.weekday()) % 7)


class DayShown(msgspec.Struct, frozen=True):
    """A day as plans know it: the name of its holiday by language, or whether it is made up for."""

    day: date
    holiday: Mapping[str, str] | None = None
    made_up: bool = False


def days_shown(days: Sequence[date], country: str | None) -> list[DayShown]:
    """These days with the country's holidays and make-up days."""
    if country is None:
        return [DayShown(each) for each in days]
    return [
        DayShown(each, public_days(country, each.year).names.get(each), each in public_days(country, each.year).made_up)
        for each in days
    ]
