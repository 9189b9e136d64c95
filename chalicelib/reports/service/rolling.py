"""Sums of hours and of months, made by due work from all that is in the log of them (F1, law 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import groupby, islice
from typing import TypeVar

from chalicelib.core import races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.tallies import REPORTS
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_date, local_moment
from chalicelib.people import service as people
from chalicelib.reports.model.calendar import A_DAY, day_of, first_of, following, hours_of, last_of, month_of
from chalicelib.reports.model.figures import DIMENSIONS, NOTHING, Sums, added, cells_of
from chalicelib.reports.model.questions import behind
from chalicelib.reports.service.forgetting import Forget
from chalicelib.reports.service.ground import ground
from chalicelib.reports.store import log as store
from chalicelib.reports.store import summing
from chalicelib.reports.store.summing import NotPlanned, Overtaken, Summed

T = TypeVar("T")

SUMMED_AFTER = timedelta(minutes=5)  # of the first fact: what comes until then is summed with it
MONTH_AFTER = timedelta(hours=1)  # its end, or a late fact of it
TOGETHER = 90  # sums of one transaction
MOST_HOURS = 2_000  # of all keys together, that one piece of work sums up to months: some megabytes
MONTHS_RECOUNTED = 3  # days, at the beginning of the next


class SumHour(Due, frozen=True):
    """An hour of the desk's clock in which something was written down."""

    kind = "reports.sum_hour"

    hour: str


class SumMonth(Due, frozen=True):
    """A month that is over, in one dimension; ``after``: behind this key, as part of the summing of this ``number``."""

    kind = "reports.sum_month"

    month: str
    dimension: str
    after: str | None = None
    number: int = 0


def plan_hour(tx: Transaction, hour: str, share: int) -> None:
    """Add to the transaction: the hour is summed in some minutes, or in hours while the desk saves by that."""
    at = tx.desk.now() + SUMMED_AFTER * tx.desk.slowed(REPORTS)
    summing.put_planned(tx, summing.hour_name(hour), at, share)
    work.put(tx, SumHour(hour), at=at)


def sum_hour(desk: Desk, due: SumHour) -> None:
    """Sum all facts of an hour. Safe to repeat and to be overtaken: whoever begins last has read the most.

    Ten requests or more to read it, a transaction for each ninety agents, plans and so on that were active in it, and
    a query and up to eight transactions to say that it was summed.
    """
    if not ground(desk).keeps(datetime.combine(day_of(due.hour), time(), UTC)):
        return
    name = summing.hour_name(due.hour)
    before = _begin(desk, name)
    number = before.number + 1
    found = cells_of(store.facts_of_hour(desk, due.hour))
    places = sorted({*found, *before.places, *before.more})
    try:
        summing.put_places(desk, name, before, places)
        for some in _some(places, TOGETHER):
            tx = Transaction(desk)
            for place in some:
                store.put_cell(tx, due.hour, place, number, found.get(place, NOTHING))
            tx.commit()
    except Overtaken:
        return
    summing.put_summed(desk, name)
    _plan_months(desk, month_of(due.hour), sorted({dimension for dimension, _ in places}))


def _begin(desk: Desk, name: str) -> Summed:
    """From here on whoever writes plans anew; what was kept of the summing before."""

    def begin() -> Summed:
        before = summing.summed(desk, name)
        tx = Transaction(desk)
        summing.begin(tx, name, before)
        tx.commit()
        return before

    return races.again(desk, begin, Overtaken)


def _plan_months(desk: Desk, month: str, dimensions: Sequence[str]) -> None:
    """The month is summed anew, or when it is over."""
    unplanned: set[str] = set()
    names = {f"{summing.month_name(month)}#{dimension}": dimension for dimension in dimensions}

    def plan() -> None:
        tx = Transaction(desk)
        for name, dimension in names.items():
            if summing.planned_name(name, 0) in unplanned:
                at = _month_due(desk, month)
                summing.put_planned(tx, name, at)
                work.put(tx, SumMonth(month, dimension), at=at)
            else:
                summing.check_planned(tx, name)
        try:
            tx.commit()
        except NotPlanned as lost:
            unplanned.add(lost.name)
            raise

    if names:
        races.again(desk, plan, NotPlanned, tries=len(names) + races.TRIES)


def _month_due(desk: Desk, month: str) -> datetime:
    zone = people.read_desk(desk).time_zone
    return max(desk.now(), local_moment(first_of(following(month)), "00:00", zone)) + MONTH_AFTER


def sum_month(desk: Desk, due: SumMonth) -> None:
    """Sum the hours of the next keys of a month, and have those behind them follow. Safe to repeat and to be
    overtaken."""
    following = sum_some_of_month(desk, due)
    if following is not None:
        work.put_alone(desk, SumMonth(due.month, due.dimension, following.after, following.number))


def sum_some_of_month(desk: Desk, due: SumMonth) -> SumMonth | None:
    """Sum the hours of its next keys; what is to follow.

    A query for each megabyte of some thousand hours, and a transaction for each ninety keys.
    """
    name = f"{summing.month_name(due.month)}#{due.dimension}"
    number = due.number or _begin(desk, name).number + 1
    sums, last = _next_of_month(desk, due)
    try:
        for some in _some(sums, TOGETHER):
            tx = Transaction(desk)
            for key, total in some:
                store.put_month(tx, due.month, (due.dimension, key), number, total)
            tx.commit()
    except Overtaken:
        return None
    if last is not None:
        return SumMonth(due.month, due.dimension, last, number)
    summing.put_summed(desk, name)
    return None


def _next_of_month(desk: Desk, due: SumMonth) -> tuple[list[tuple[str, Sums]], str | None]:
    """The sums of the next keys, and the last of these if there may be others."""
    hours = hours_of(first_of(due.month))[0], hours_of(last_of(due.month))[-1]
    cells = store.cells(desk, due.dimension, due.month, behind(due.after), *hours, empty=True)
    sums, read = list[tuple[str, Sums]](), 0
    for key, some in groupby(cells, lambda cell: cell.key):
        of_key = [cell.sums for cell in some]
        sums.append((key, added(of_key)))
        read += len(of_key)
        if read >= MOST_HOURS:
            return sums, key
    return sums, None


def _some(things: Iterable[T], number: int) -> Iterator[list[T]]:
    """So many at a time."""
    rest = iter(things)
    while some := list(islice(rest, number)):
        yield some


def is_summed(desk: Desk, month: str, zone: str) -> bool:
    """Whether a month is read as a whole: a day after it is over."""
    return local_date(desk.now(), zone) > first_of(following(month))


def recount(desk: Desk) -> int:
    """Yesterday's hours are summed once more, should anything have failed, and on the first days of a month the one
    before (law 7); what the log keeps no longer goes. How many hours."""
    work.put_alone(desk, Forget())
    today = local_date(desk.now(), people.read_desk(desk).time_zone)
    sum_later(desk, hours_of(today - A_DAY))
    if today.day <= MONTHS_RECOUNTED:
        last = month_of(times.stored(today - A_DAY * today.day))
        tx = Transaction(desk)
        for dimension in DIMENSIONS:
            work.put(tx, SumMonth(last, dimension))
        tx.commit()
    return len(hours_of(today))


def sum_later(desk: Desk, hours: Iterable[str]) -> None:
    """These hours are summed anew, soon."""
    for some in _some(hours, TOGETHER):
        tx = Transaction(desk)
        for hour in some:
            work.put(tx, SumHour(hour))
        tx.commit()
