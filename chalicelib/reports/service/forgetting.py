"""Facts that the desk keeps no longer are taken away by due work, a day at a time; sums of them stay (F1)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.calendar import A_DAY, hours_of, month_of
from chalicelib.reports.model.figures import ALL
from chalicelib.reports.model.questions import EVERY_KEY
from chalicelib.reports.model.settings import ReportSettings
from chalicelib.reports.service.ground import Ground, ground
from chalicelib.reports.store import log as store

AFTER = timedelta(days=2)  # the end of a day, wherever the desk is; its hours are summed no more by then
NIGHTS_MISSED = 3


class Forget(Due, frozen=True):
    """Facts of this day are kept no longer, nor of those that follow until one is; None: of the last nights' days."""

    kind = "reports.forget"

    day: date | None = None


def forget_later(tx: Transaction, after: ReportSettings) -> None:
    """Add to the transaction: what these settings keep no longer is taken away, and those before kept until now."""
    longest = max(each.days for each in after.formerly)
    work.put(tx, Forget((tx.desk.now() - timedelta(days=longest)).date() - AFTER))


def forget(desk: Desk, due: Forget) -> None:
    """Take away what is logged of a day, and have the next one follow, up to the first that is kept. Safe to repeat.

    Two requests for a day on which nothing was counted; else eight queries for each hour of it, and a request for each
    25 facts.
    """
    there = ground(desk)
    day = due.day or _first_of_the_last_nights(there)
    if there.keeps(datetime.combine(day, time(), UTC) + AFTER):
        return
    hours = hours_of(day)
    cells = store.cells(desk, ALL, month_of(hours[0]), EVERY_KEY, hours[0], hours[-1], empty=True)
    for hour in {each.span for each in cells}:
        store.forget_hour(desk, hour)
    work.put_alone(desk, Forget(day + A_DAY))


def _first_of_the_last_nights(there: Ground) -> date:
    """A fact goes by itself, but for those that were to be kept longer when they were written."""
    now, rules = there.now, there.settings
    formerly = [min(now - timedelta(days=each.days), each.until) for each in rules.formerly]
    last = max([now - timedelta(days=rules.kept_days), *formerly])
    return (last - timedelta(days=NIGHTS_MISSED)).date() - AFTER
