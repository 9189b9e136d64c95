"""Whether all that happened on some days is counted by now: whoever reports on days that are over asks first (F2)."""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.core import backlog, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import SOON
from chalicelib.people import service as people
from chalicelib.reports.model.calendar import hours_of
from chalicelib.reports.service.rolling import SUMMED_AFTER, SumHour, SumMonth
from chalicelib.reports.store import summing
from chalicelib.reports.store.summing import OVERDUE

A_DAY = timedelta(days=1)


def is_counted(desk: Desk, first: date, last: date) -> bool:
    """Whether all that was written until the end of these days stands in their sums: nothing that was to be done by
    then waits, and no hour of them, nor a month that was to be summed by now, is unsummed.

    What should have been summed long ago, and was not, is begun anew. A read, a query for each partition of due work
    and one for each month.
    """
    now, hours = desk.now(), [*hours_of(first), *hours_of(last)]
    ended = times.day_ends(last, people.read_desk(desk).time_zone)
    late = timedelta(seconds=backlog.measure(desk).oldest)
    unsummed = summing.unsummed(desk, hours[0], hours[-1])
    left = {name: due for name, due in unsummed.items() if not name.startswith(summing.month_name("")) or due <= now}
    for name in {name.rpartition("#")[0] for name, due in left.items() if due < now - OVERDUE}:
        _begin_anew(desk, name)
    return not left and now - late > ended + SOON + SUMMED_AFTER


def _begin_anew(desk: Desk, name: str) -> None:
    """Have an hour, or a month in a dimension, summed by what its summing is kept under."""
    kind, span, *dimension = name.split("#")
    tx = Transaction(desk)
    if f"{kind}#" == summing.month_name(""):
        work.put(tx, SumMonth(span, dimension[0]))
    else:
        work.put(tx, SumHour(span))
    tx.commit()
