"""Months of the desk's calendar. Pure."""

from __future__ import annotations

from chalicelib.core import times

EARLIEST, LATEST = "2000-01", "2200-01"


def is_month(text: str) -> bool:
    """Whether it is a month that somebody may ask about."""
    try:
        day = times.read_day(f"{text}-01")
    except ValueError:
        return False
    return times.stored(day)[:7] == text and EARLIEST <= text < LATEST


def before(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
