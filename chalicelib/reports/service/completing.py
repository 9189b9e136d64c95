"""Whether all that happened on some days is counted by now: whoever reports on days that are over asks first (F2)."""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.core import backlog, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
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
    lost = [_summing(name) for name, due in left.items() if due < now - OVERDUE]
    if lost:
        work.put_alone(desk, *dict.fromkeys(lost))
    return not left and now - late > ended + SOON + SUMMED_AFTER


def _summing(planned: str) -> Due:
    """What sums an hour, or a month in a dimension, by the name of its plan."""
    kind, span, *rest = planned.split("#")
    return SumMonth(span, rest[0]) if f"{kind}#" == summing.month_name("") else SumHour(span)
