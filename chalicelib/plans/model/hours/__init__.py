"""Working hours (C1). ``week``: what is set, and its JSON. ``clock``: what that means at a moment."""

from chalicelib.plans.model.hours.clock import (
    FAR,
    after_working_time,
    closed_because,
    holiday_on,
    is_open,
    next_closing,
    next_opening,
    working_time_between,
)
from chalicelib.plans.model.hours.week import (
    MOST_EXCEPTIONS,
    MOST_SPANS,
    WEEKDAYS,
    Hours,
    OwnDay,
    Span,
    checked_hours,
    said_of,
)

__all__ = [
    "FAR",
    "MOST_EXCEPTIONS",
    "MOST_SPANS",
    "WEEKDAYS",
    "Hours",
    "OwnDay",
    "Span",
    "after_working_time",
    "checked_hours",
    "closed_because",
    "holiday_on",
    "is_open",
    "next_closing",
    "next_opening",
    "said_of",
    "working_time_between",
]
