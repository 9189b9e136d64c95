"""What containers handed over is added up, every hour, and the month is compared with its budget (F1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import metering, races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.spending import ByKind, Day, begin_of, by_conversation, by_day, merged, month_bounds
from chalicelib.costs.service.watching import look_at_budget
from chalicelib.costs.store import counts as store
from chalicelib.costs.store import settings
from chalicelib.costs.store.counts import DayMoved
from chalicelib.costs.store.settings import StateMoved
from chalicelib.people import service as people

LATE = timedelta(minutes=10)  # after its end an hour's rows are all there, whatever clocks and retries say
MOST_MISSED = timedelta(hours=72)  # what is handed over is kept a day longer
AN_HOUR = timedelta(hours=1)


def add_up(desk: Desk) -> None:
    """Add up what was handed over since the last time, this hour included, and look at the month's budget.

    Nothing grows with what was added up before: nine requests an hour, four for each plan that cost something in it,
    one for each 25 conversations. Twice is once, at once as well; what was missed is made good for three days.
    """
    try:
        zone = people.read_desk(desk).time_zone
    except NotFound:
        return  # nobody has founded it yet
    metering.write_down(desk)  # what this very process holds
    state = settings.state(desk)
    hours = _missing(state.summed, desk.now())
    for hour in hours:
        _add_hour(desk, hour, zone)
    final = next((each for each in hours if begin_of(each) + AN_HOUR + LATE > desk.now()), None)
    _note_summed(desk, final or hours[-1])
    look_at_budget(desk, zone)


def _missing(summed: str | None, now: datetime) -> list[str]:
    """The hours to be added up, the present one last; the first is one that was not over when it was added up."""
    first = now - (MOST_MISSED if summed is None else min(MOST_MISSED, max(timedelta(), now - begin_of(summed))))
    if summed is None:
        first = now - 2 * AN_HOUR  # nothing was counted before there was anybody to add it up
    hours = [store.hour_of(first)]
    while hours[-1] < store.hour_of(now):
        hours.append(store.hour_of(begin_of(hours[-1]) + AN_HOUR))
    return hours


def _add_hour(desk: Desk, hour: str, zone: str) -> None:
    packets = list(store.counted_in(desk, hour))
    if not packets:
        return
    for (plan_key, day), by_kind in sorted(by_day(packets, zone).items()):
        _put(desk, plan_key, day, hour, by_kind)
    some = {name: used for name, (_, used) in by_conversation(packets).items()}
    store.put_conversations(desk, hour, some)


def _put(desk: Desk, plan_key: str, day: date, hour: str, by_kind: ByKind) -> None:
    """Put what the hour came to into its day, and the day into its month. Two reads and a transaction."""
    month = times.stored(day)[:7]

    def put() -> None:
        version = store.month_version(desk, plan_key, month)
        days = store.days_of(desk, plan_key, *month_bounds(month))
        held, number = days.get(day, (Day(), 0))
        after = replace(held, hours={**held.hours, hour: by_kind})
        if after == held:
            return
        others: Iterable[ByKind] = (each.by_kind for one, (each, _) in days.items() if one != day)
        tx = Transaction(desk)
        store.put_day(tx, plan_key, day, after, number)
        store.put_month(tx, plan_key, month, merged([*others, after.by_kind]), version)
        tx.commit()

    races.again(desk, put, DayMoved)


def _note_summed(desk: Desk, hour: str) -> None:
    def note() -> None:
        _, before = settings.both(desk)
        if before.summed is not None and before.summed >= hour:
            return
        tx = Transaction(desk)
        settings.put_state(tx, before, replace(before, summed=hour, version=before.version + 1))
        tx.commit()

    races.again(desk, note, StateMoved)
