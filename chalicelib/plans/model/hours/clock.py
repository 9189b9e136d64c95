"""What working hours mean at a moment (C1).

A span is the set of all real moments at which the wall clock of the plan's time zone shows a time within it: from its
start up to, but not with, its end. So times that do not exist (the hour left out in spring) are no working time, and
times that exist twice (the hour repeated in autumn) are working time twice. Time is real time elapsed: a span over a
change of the clocks is shorter or longer by as much as the clocks change.

A span belongs to the day it starts on. If it goes over midnight into a holiday or an exception, it goes on until its
end; and the night from a holiday into a working day is closed. For each day counts, in this order: one's own exception;
the country's public holiday (closed); its make-up working day, with the spans of the weekday it is worked for, or, if
that is not known or has none, of the first from Monday to Friday that has spans; the weekday. Breaks are times of the
wall clock too, and are taken out of whatever spans hold.

Moments are aware and come back in UTC. No hours (None) mean always open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from chalicelib.plans.model.holidays import public_days
from chalicelib.plans.model.hours.week import MIDNIGHT, Hours, Span

FAR = timedelta(days=400)  # beyond it nothing is looked for

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)

Stretch = tuple[datetime, datetime]  # half-open; without a zone, in UTC or of the wall clock


def is_open(hours: Hours | None, zone: str, at: datetime) -> bool:
    """Whether it is working time."""
    return hours is None or any(_Clock(hours, zone).stretches(_utc(at), _utc(at) + datetime.resolution))


def closed_because(hours: Hours | None, zone: str, at: datetime) -> str | None:
    """None while open, "holiday" if the day has the name of one (``holiday_on``), else "hours"."""
    if is_open(hours, zone, at):
        return None
    return "holiday" if holiday_on(hours, zone, at) else "hours"


def holiday_on(hours: Hours | None, zone: str, at: datetime) -> dict[str, str] | None:
    """What is kept on the local day: language → name; None if it is an ordinary day, or one's own with spans.

    A closed day of one's own has its own name in both languages, or else the name of the country's holiday. A country's
    holiday has its name in "en", and in "zh-CN" where that is known.
    """
    if hours is None:
        return None
    day = at.astimezone(ZoneInfo(zone)).date()
    own = next((own for own in hours.exceptions if own.date == day), None)
    if own and own.spans:
        return None
    if own and own.name:
        return {"zh-CN": own.name, "en": own.name}
    names = public_days(hours.country, day.year).names.get(day) if hours.country else None
    return dict(names) if names else None


def next_opening(hours: Hours | None, zone: str, at: datetime) -> datetime | None:
    """The first moment from ``at`` on that is working time: ``at`` itself while open. None: not within 400 days."""
    if hours is None:
        return at.astimezone(UTC)
    return next((start.replace(tzinfo=UTC) for start, _ in _stretches(hours, zone, at)), None)


def next_closing(hours: Hours | None, zone: str, at: datetime) -> datetime | None:
    """The end of the working time that is now, or else comes next. None: there is none within 400 days."""
    if hours is None:
        return None
    end = next((end for _, end in _stretches(hours, zone, at)), None)
    return None if end is None or end == _utc(at) + FAR else end.replace(tzinfo=UTC)


def closing_of(hours: Hours | None, zone: str, day: date) -> datetime | None:
    """When the working time that starts on this local day is over for good. None: none starts on it, or it goes right
    on into that of the next day."""
    if hours is None:
        return None
    ends = [end for _, end in _Clock(hours, zone).stretches_of(day)]
    if not ends or is_open(hours, zone, max(ends).replace(tzinfo=UTC)):
        return None
    return max(ends).replace(tzinfo=UTC)


def closing_after(
    hours: Hours | None, zone: str, at: datetime, first: date | None = None
) -> tuple[date, datetime] | None:
    """The first local day whose working time is over for good after this moment, and when. None: not within 400 days.

    ``first``: no day before it is looked at.
    """
    if hours is None:
        return None
    local = at.astimezone(ZoneInfo(zone)).date()
    begin = max(first, local - 2 * _DAY) if first is not None else local - 2 * _DAY
    for number in range(FAR.days):
        end = closing_of(hours, zone, begin + number * _DAY)
        if end is not None and end > at:
            return begin + number * _DAY, end
    return None


def working_time_between(hours: Hours | None, zone: str, since: datetime, until: datetime) -> timedelta:
    """Real time that passed while it was open; none if ``until`` is not after ``since``."""
    first, last = _utc(since), _utc(until)
    if last <= first:
        return timedelta()
    stretches = [(first, last)] if hours is None else _Clock(hours, zone).stretches(first, last)
    return sum((end - start for start, end in stretches), timedelta())


def after_working_time(hours: Hours | None, zone: str, since: datetime, how_long: timedelta) -> datetime | None:
    """The first moment at which so much working time has passed since ``since``. None: more than 400 days later."""
    if how_long <= timedelta() or hours is None:
        return since.astimezone(UTC) + max(how_long, timedelta())
    for start, end in _stretches(hours, zone, since):
        if end - start >= how_long:
            return (start + how_long).replace(tzinfo=UTC)
        how_long -= end - start
    return None


def _stretches(hours: Hours, zone: str, at: datetime) -> Iterator[Stretch]:
    return _Clock(hours, zone).stretches(_utc(at), _utc(at) + FAR)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(UTC).replace(tzinfo=None)


class _Clock:
    """Hours in a time zone, made ready for asking about many days."""

    def __init__(self, hours: Hours, zone: str) -> None:
        self.zone = zone
        self.breaks = hours.breaks
        self.country = hours.country
        self.week = [self.without_breaks(spans) for spans in hours.weekly]
        self.own = {own.date: own.spans for own in hours.exceptions}

    def without_breaks(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """What the breaks leave of spans, in order."""
        left: list[Span] = []
        for span in spans:
            start = span.start_minute
            for one in [*self.breaks, *(Span(b.start_minute + MIDNIGHT, b.end_minute + MIDNIGHT) for b in self.breaks)]:
                if one.end_minute > start and one.start_minute < span.end_minute:
                    left.append(Span(start, one.start_minute))
                    start = one.end_minute
            left.append(Span(start, span.end_minute))
        return tuple(span for span in left if span.start_minute < span.end_minute)

    def spans_of(self, day: date) -> tuple[Span, ...]:
        """The spans that start on a day, without breaks."""
        if day in self.own:
            return self.without_breaks(self.own[day])
        if self.country:
            public = public_days(self.country, day.year)
            if day in public.names:
                return ()
            if day in public.made_up:
                weekday = public.made_up[day]
                worked_for = [] if weekday is None else [self.week[weekday]]
                return next(filter(None, [*worked_for, *self.week[:5]]), self.week[day.weekday()])
        return self.week[day.weekday()]

    def stretches_of(self, day: date) -> list[Stretch]:
        """The working time that starts on a day, in order; it may end on the next."""
        years = sorted({(day + number * _DAY).year for number in (-1, 0, 1, 2)})
        return _joined(self._starting(day, [each for year in years for each in _offsets(self.zone, year)]))

    def _starting(self, day: date, offsets: Iterable[tuple[datetime, datetime, timedelta]]) -> list[Stretch]:
        midnight = datetime.combine(day, time())
        spans = [
            (midnight + timedelta(minutes=each.start_minute), midnight + timedelta(minutes=each.end_minute))
            for each in self.spans_of(day)
        ]
        return [
            (max(begins, start - offset), min(ends, end - offset))
            for start, end in spans
            for begins, ends, offset in offsets
            if start - offset < ends and end - offset > begins
        ]

    def stretches(self, since: datetime, until: datetime) -> Iterator[Stretch]:
        """Working time between two moments, in order; what touches is one."""
        first, last = since.date() - 2 * _DAY, until.date() + _DAY
        offsets = [each for year in range(since.year, until.year + 1) for each in _offsets(self.zone, year)]
        widest = max(offset for _, _, offset in offsets)
        waiting: list[Stretch] = []
        for number in range((last - first).days + 1):
            midnight = datetime.combine(first + number * _DAY, time())
            waiting = _joined([*waiting, *self._starting(midnight.date(), offsets)])
            while waiting and (waiting[0][1] < midnight + _DAY - widest or midnight.date() == last):
                start, end = waiting.pop(0)
                if start < until and end > since:
                    yield max(start, since), min(end, until)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=256)
def _offsets(zone: str, year: int) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """How far the wall clock is ahead of UTC in a year, from when until when (UTC). A change that another takes back
    within a day is not seen; no zone has such."""

    def ahead(at: datetime) -> timedelta:
        return at.replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None) - at

    place = ZoneInfo(zone)
    begins, ends = (datetime.combine(date(each, 1, 1), time()) for each in (year, year + 1))
    at, offset, offsets = begins, ahead(begins), []
    while at < ends:
        before, at = at, at + _DAY
        later = ahead(at)
        if later != offset:
            after = at
            while after - before > _SECOND:
                middle = before + (after - before) // (2 * _SECOND) * _SECOND
                before, after = (before, middle) if ahead(middle) == later else (middle, after)
            offsets.append((begins, after, offset))
            begins, offset = after, later
    return (*offsets, (begins, ends, offset))
