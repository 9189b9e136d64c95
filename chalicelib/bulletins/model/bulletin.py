"""A report as it was compiled: figures and things, in no language yet (F2). Pure.

Figures have the names of the reports' own definitions, and come from the same sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.bulletins.model.schedule import EVERY
from chalicelib.bulletins.model.views import View
from chalicelib.core.text import among
from chalicelib.reports.model.definitions import (
    AVERAGE,
    COUNT,
    DEFINITIONS,
    HOURS,
    QUALITY,
    RATE,
    SECONDS,
    SHARE,
    hours_of,
    quality_of,
    rates_of,
    score_of,
    shares_of,
)
from chalicelib.reports.model.figures import Sums

UNIT = {each.name: each.unit for each in DEFINITIONS}
# of everybody; what begins or waits is nobody's yet, so it counts for no agent and no group
HEADLINE = (
    *("started", "ended", "answered", "answer_rate", "missed", "greeting", "first_answer", "answer", "handling"),
    *("satisfied", "score", "first_contact", "left_message", "ticket_created", "ticket_solved"),
    *("deadlines_in_time", "deadlines_missed", "promise_rate"),
)
OF_NOBODY = frozenset({"started", "left_message"})
BESIDE = ("served", "answered", "first_answer", "satisfied")  # of groups and agents, beside each other
MOST_AGENTS, MOST_GROUPS, MOST_THINGS, MOST_CATEGORIES = 10, 20, 10, 5

Values = Mapping[str, float | None]


class Figure(msgspec.Struct, frozen=True):
    """One figure; ``before``: of the day, week or month before; ``week``: of the same day a week before, for a day.
    Seconds are averages. None where there is nothing to take it of."""

    name: str
    value: float | None
    before: float | None = None
    week: float | None = None
    target: float | None = None


class Line(msgspec.Struct, frozen=True):
    """Figures of a group, an agent, a category, or (without a name) of a day or an hour; ``names``: by language, where
    it has several."""

    key: str
    name: str | None
    values: Values
    names: Mapping[str, str] = {}


class Late(msgspec.Struct, frozen=True):
    """A deadline that is over: ``kind``: of a ticket, a conversation or a message; ``name``: which deadline."""

    kind: str
    number: str
    subject: str
    name: str
    handler: str | None
    due_at: datetime | None
    thing_id: str = ""


class Complaint(msgspec.Struct, frozen=True):
    """A complaint that was made in these days, as it stood."""

    number: str
    subject: str
    state: str
    handler: str
    created_at: datetime


class Crossed(msgspec.Struct, frozen=True):
    """A ticket in which more than one group had a part; ``handed``: how often it went from one to another. Without a
    ``subject`` where it is another group's by now."""

    ticket_id: str
    number: str
    subject: str
    state: str
    groups: tuple[str, ...]
    handed: int


class LowWords(msgspec.Struct, frozen=True):
    """What somebody said who gave a low score."""

    score: int
    comment: str
    agent: str | None
    at: datetime | None
    conversation_id: str


class Some(msgspec.Struct, frozen=True):
    """How many there are; ``more``: at least, there may be others."""

    number: int
    more: bool = False


class Unfinished(msgspec.Struct, frozen=True):
    """What is open when it is compiled; None: not the reader's to see."""

    conversations: int
    tickets: Some | None = None
    late: Some | None = None
    soon: Some | None = None


class DayReports(msgspec.Struct, frozen=True):
    """Of the agents who worked on the day: how many sent their day report, and who did not."""

    sent: int
    missing: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """All that one says. ``groups``: the names of the view's groups; ``by_agent_more``: there are agents who were not
    looked at; sections that the reader may not see are None."""

    bulletin_id: str
    every: Annotated[str, among(*EVERY)]
    first: date
    last: date
    zone: str
    view: View
    compiled_at: datetime
    groups: tuple[str, ...] = ()
    agent: str | None = None
    headline: tuple[Figure, ...] = ()
    over_time: tuple[Line, ...] = ()
    by_hour: tuple[Line, ...] = ()
    by_group: tuple[Line, ...] = ()
    by_agent: tuple[Line, ...] = ()
    by_agent_more: bool = False
    by_category: tuple[Line, ...] = ()
    late: tuple[Late, ...] | None = None
    complaints: tuple[Complaint, ...] | None = None
    complaints_number: Some | None = None
    crossed: tuple[Crossed, ...] | None = None
    low_words: tuple[LowWords, ...] | None = None
    unfinished: Unfinished | None = None
    day_reports: DayReports | None = None

    def figure(self, name: str) -> Figure | None:
        """One of the headline."""
        return next((each for each in self.headline if each.name == name), None)


class Kept(msgspec.Struct, frozen=True):
    """A bulletin in lists."""

    bulletin_id: str
    every: str
    first: date
    last: date
    compiled_at: datetime
    view: View
    groups: tuple[str, ...] = ()
    agent: str | None = None

    @classmethod
    def of(cls, bulletin: Bulletin) -> Kept:
        """This one."""
        return cls(**{name: getattr(bulletin, name) for name in cls.__struct_fields__})


def value_of(name: str, sums: Sums) -> float | None:
    """A figure of the reports' definitions."""
    unit = UNIT[name]
    if unit == COUNT:
        return sums.count(name)
    if unit == SHARE:
        return shares_of(sums).get(name)
    if unit == SECONDS:
        average = sums.spread(name).average
        return round(average, 1) if average is not None else None
    if unit in (HOURS, RATE):
        return (hours_of(sums) | rates_of(sums))[name]
    if unit != AVERAGE:
        return None
    return quality_of(sums) if name == QUALITY.name else score_of(sums)


def values_of(names: Sequence[str], sums: Sums) -> dict[str, float | None]:
    """Several."""
    return {name: value_of(name, sums) for name in names}


def headline_of(
    names: Sequence[str], now: Sums, earlier: Sums, week: Sums | None, targets: Mapping[str, float]
) -> tuple[Figure, ...]:
    """The figures that stand first, each with those before it."""
    return tuple(
        Figure(
            name,
            value_of(name, now),
            value_of(name, earlier),
            value_of(name, week) if week is not None else None,
            targets.get(name),
        )
        for name in names
    )


def busiest(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """Those who did most, first; nobody who did nothing."""
    worked = [each for each in lines if any(each.values.values())]
    return tuple(sorted(worked, key=lambda each: (-(each.values[BESIDE[0]] or 0), each.name or "", each.key))[:most])
