"""What indicators may measure: every figure of an agent, their shifts, their staff file, what people enter (F5). Pure.

A figure is called ``figure:`` and its name; of times, the average, or a percentile behind another colon. Its value is
the one that reports show of the same agent and month; its sample, of how many cases it is an average or a share. A
staff file measures its points, or its money in the currency of the scheme: rewards less penalties, of what stands.
Shifts are those that are over, as their records were corrected; of whoever had none there is nothing. How flows were
kept is what the map of touch points counted of the agent's month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

import msgspec

from chalicelib.attendance.model.sums import Sums as Shifts
from chalicelib.performance.model.results import NOTHING_MEASURED, Measure
from chalicelib.reports.model import definitions
from chalicelib.reports.model.definitions import Definition
from chalicelib.reports.model.figures import NOTHING, Sums
from chalicelib.touchpoints.model.placement import Numbers
from chalicelib.training.model.sums import Month

FIGURE, ENTERED, STAFF, SHIFTS, FLOWS, TRAINING = "figure", "manual", "staff", "attendance", "touchpoints", "training"
MANUAL = "manual"
POINTS, MONEY = f"{STAFF}:points", f"{STAFF}:money"
MINUTES = 60  # of an hour
PERCENTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95}
OF_NOBODY = frozenset({"started", "queued", "notices_sent", "notices_failed", "notice_rate"})  # never an agent's


class Source(msgspec.Struct, frozen=True):
    """Something that can be measured of an agent's month. ``figure``: its name in reports, where what is behind it can
    be looked at; ``unit`` as there; ``has_sample``: whether it is an average or a share, of which there may be too
    few cases."""

    name: str
    kind: str
    unit: str
    zh: str
    en: str
    has_sample: bool = False
    figure: str | None = None


def _of(each: Definition, name: str = "", more: str = "") -> Source:
    has_sample = each.unit not in (definitions.COUNT, definitions.HOURS)
    title = f" {more.upper()}" if more else ""
    return Source(
        f"{FIGURE}:{each.name}{name}", FIGURE, each.unit, each.zh + title, each.en + title, has_sample, each.name
    )


def _figures() -> Iterator[Source]:
    for each in definitions.DEFINITIONS:
        if each.name in OF_NOBODY:
            continue
        yield _of(each)
        if each.unit == definitions.SECONDS:
            yield from (_of(each, f":{name}", name) for name in PERCENTILES)


RATE = f"{SHIFTS}:rate"
ATTENDANCE = (
    Source(RATE, SHIFTS, "share", "出勤率", "Attendance rate", has_sample=True),
    Source(f"{SHIFTS}:late_times", SHIFTS, "count", "迟到次数", "Times late"),
    Source(f"{SHIFTS}:early_times", SHIFTS, "count", "早退次数", "Times gone early"),
    Source(f"{SHIFTS}:absent", SHIFTS, "count", "缺勤班次", "Shifts missed"),
    Source(f"{SHIFTS}:overtime", SHIFTS, "hours", "加班时长", "Overtime"),
)
CONFORMANCE = Source(f"{FLOWS}:rate", FLOWS, "share", "流程规范率", "Flow conformance rate", has_sample=True)
IN_TIME, TRAINED = f"{TRAINING}:in_time", f"{TRAINING}:score"
LEARNING = (
    Source(f"{TRAINING}:passed", TRAINING, "count", "通过课程数", "Courses passed"),
    Source(IN_TIME, TRAINING, "share", "培训按期完成率", "Ordered courses passed in time", has_sample=True),
    Source(TRAINED, TRAINING, "number", "考核平均分", "Mean score of quizzes", has_sample=True),
    Source(f"{TRAINING}:valid", TRAINING, "count", "有效证书数", "Certificates that count"),
)
FIGURES: Mapping[str, Source] = MappingProxyType({each.name: each for each in _figures()})
SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        MANUAL: Source(MANUAL, ENTERED, "number", "手工录入", "Entered by hand"),
        POINTS: Source(POINTS, STAFF, "number", "奖惩积分", "Staff file: points"),
        MONEY: Source(MONEY, STAFF, "money", "奖惩金额", "Staff file: money"),
        **{each.name: each for each in ATTENDANCE},
        CONFORMANCE.name: CONFORMANCE,
        **{each.name: each for each in LEARNING},
        **FIGURES,
    }
)
SAMPLED: Mapping[str, bool] = MappingProxyType({name: each.has_sample for name, each in SOURCES.items()})

_SAMPLES: Mapping[str, str] = MappingProxyType(
    {each.name: each.whole for each in definitions.SHARES}
    | {definitions.SCORE.name: "rated", definitions.QUALITY.name: "inspected"}
    | definitions.RATED_BY
)
_VALUES: Mapping[str, Callable[[Sums], Mapping[str, float | None]]] = MappingProxyType(
    {
        definitions.SHARE: definitions.shares_of,
        definitions.HOURS: definitions.hours_of,
        definitions.RATE: definitions.rates_of,
        definitions.AVERAGE: lambda sums: {
            definitions.SCORE.name: definitions.score_of(sums),
            definitions.QUALITY.name: definitions.quality_of(sums),
        },
    }
)


def measured(sums: Sums, source: str) -> Measure:
    """What these sums say of a figure; of whoever has none at all, nothing, not nought."""
    found = FIGURES.get(source)
    if found is None or found.figure is None or sums == NOTHING:
        return NOTHING_MEASURED
    if found.unit == definitions.COUNT:
        return Measure(float(sums.count(found.figure)))
    if found.unit == definitions.SECONDS:
        return _time(sums, found.figure, source.rpartition(":")[2])
    value = _VALUES[found.unit](sums).get(found.figure)
    sample = sums.count(_SAMPLES[found.figure]) if found.has_sample else None
    return Measure(value, sample)


def attended(sums: Shifts, source: str) -> Measure:
    """What the records of a month's shifts say. The rate: how much of the working time that was not excused was not
    missed."""
    if not sums.shifts:
        return NOTHING_MEASURED
    name = source.rpartition(":")[2]
    if source == RATE:
        due = sums.planned - sums.leave
        return Measure(round(1 - sums.missed / due, 4) if due > 0 else None, sums.shifts)
    value = float(getattr(sums, name))
    return Measure(round(value / MINUTES, 2) if name == "overtime" else value)


def conformed(numbers: Numbers) -> Measure:
    """How many of the conversations that were judged kept every step of their flow; of who had none, nothing."""
    return Measure(numbers.rate, numbers.judged) if numbers.judged else NOTHING_MEASURED


def learnt(month: Month, source: str) -> Measure:
    """What a month of learning came to. The share: of the orders whose day was in it, those that were passed by then;
    the score: percent, of the attempts that were settled in it."""
    if source == IN_TIME:
        share = Fraction(month.in_time, month.due) if month.due else None
        return Measure(round(float(share), 4) if share is not None else None, month.due)
    if source == TRAINED:
        return Measure(round(float(100 * month.score), 2) if month.score is not None else None, month.tried)
    return Measure(float(getattr(month, source.rpartition(":")[2])))


def _time(sums: Sums, figure: str, statistic: str) -> Measure:
    spread = sums.spread(figure)
    share = PERCENTILES.get(statistic)
    seconds = spread.average if share is None else spread.percentile(share)
    return Measure(round(seconds, 1) if seconds is not None else None, spread.number)
