"""When campaigns and rules are due, by the wall clock of a plan's time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import local_date, local_moment

DAY, WEEK = "day", "week"

_AT = r"([01][0-9]|2[0-3]):[0-5][0-9]"


def next_run(every: str, weekday: int, at: str, zone: str, after: datetime) -> datetime:
    """The first moment after ``after`` that is due: ``at`` each day, or each week on ``weekday`` (0 is Monday)."""
    day = local_date(after, zone) - timedelta(days=1)
    while True:
        if every == DAY or day.weekday() == weekday:
            moment = local_moment(day, at, zone)
            if moment > after:
                return moment
        day += timedelta(days=1)


def first_day(every: str, day: date) -> date:
    """The day on which the day or week (of Monday) of this day began: from then on a quota counts."""
    return day if every == DAY else day - timedelta(days=day.weekday())


def last_day(every: str, day: date) -> date:
    """The last day for what a run of that day plans: before the next run comes."""
    return day if every == DAY else day + timedelta(days=6)


def checked_at(at: str) -> str:
    """A time of day. Raises ``Invalid``."""
    if not re.fullmatch(_AT, at):
        raise Invalid.field("at", "a time of day such as 09:00")
    return at
