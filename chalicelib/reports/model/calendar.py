"""Hours, days and months as sums are kept by them: of the desk's clock, as text that sorts as they do. Pure.

The hour that a clock shows twice in autumn is one hour here; the one it leaves out in spring has nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from chalicelib.core import times

A_DAY = timedelta(days=1)


def month_of(hour: str) -> str:
    """The month of an hour or a day, such as 2026-11."""
    return hour[:7]


def first_of(month: str) -> date:
    """Its first day."""
    return times.read_day(f"{month}-01")


def following(month: str) -> str:
    """The next month."""
    return times.stored(first_of(month) + timedelta(days=31))[:7]


def last_of(month: str) -> date:
    """Its last day."""
    return first_of(following(month)) - A_DAY


def months_between(first: date, last: date) -> list[str]:
    """The months that these days, both included, touch."""
    months = [times.stored(first)[:7]]
    while months[-1] < times.stored(last)[:7]:
        months.append(following(months[-1]))
    return months


def hours_of(day: date) -> list[str]:
    """The hours that a day may have."""
    return [f"{times.stored(day)}T{hour:02d}" for hour in range(24)]


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - A_DAY * day.weekday()


def day_of(hour: str) -> date:
    """The day of an hour."""
    return times.read_day(hour[:10])
