"""Months as they are counted, on the desk's clock (F5). Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.core.errors import Invalid, NotFound
from chalicelib.followups.model.days import local_moment
from chalicelib.quality.model.calendar import is_month
from chalicelib.reports.model.calendar import first_of, following

COUNTED_AFTER = timedelta(minutes=15)  # the end of a month: its last hour is summed by then


def checked_month(text: str, field: str = "month") -> str:
    """A month. Raises ``Invalid``."""
    if not is_month(text):
        raise Invalid.field(field, "a month such as 2026-11")
    return text


def month_named(text: str) -> str:
    """The month that an address names. Raises ``NotFound``."""
    if not is_month(text):
        raise NotFound("no such month")
    return text


def later(month: str, number: int) -> str:
    """So many months later; earlier, if it is less than nought."""
    year, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + number, 12)
    return f"{year:04d}-{index + 1:02d}"


def months_from(month: str, first: int, last: int) -> list[str]:
    """The months from so many later to so many later."""
    return [later(month, number) for number in range(first, last + 1)]


def counted_at(month: str, zone: str) -> datetime:
    """When it is over there, and all of it counted; UTC."""
    return local_moment(first_of(following(month)), "00:00", zone) + COUNTED_AFTER
