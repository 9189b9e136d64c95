"""Months as they are counted: of the desk's clock, such as 2026-11. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import local_date, local_moment

COUNTED_AFTER = timedelta(minutes=15)  # the end of a month: its last hour is summed by then
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Whether this is a month as 2026-11 is."""
    return _MONTH.fullmatch(text) is not None


def checked_month(text: str, field: str = "month") -> str:
    """A month. Raises ``Invalid``."""
    if not is_month(text):
        raise Invalid.field(field, "a month such as 2026-11")
    return text


def month_at(at: datetime, zone: str) -> str:
    """The month there at that moment."""
    return f"{local_date(at, zone):%Y-%m}"


def later(month: str, number: int) -> str:
    """So many months later; earlier, if it is less than nought."""
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + number, 12)
    return f"{year:04d}-{index + 1:02d}"


def months_from(month: str, first: int, last: int) -> list[str]:
    """The months from so many later to so many later."""
    return [later(month, number) for number in range(first, last + 1)]


def first_day(month: str) -> date:
    """Its first day."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """Its last day."""
    return first_day(later(month, 1)) - timedelta(days=1)


def counted_at(month: str, zone: str) -> datetime:
    """When it is over there, and all of it counted; UTC."""
    return local_moment(first_day(later(month, 1)), "00:00", zone).astimezone(UTC) + COUNTED_AFTER
