"""Rosters and duty: what other rooms ask of them, and do to them.

``looking``: who is on duty, and when. ``changing``: leave that counts, what is changed once it is published.
"""

from chalicelib.shifts.service.calendars import read_calendar
from chalicelib.shifts.service.looking import working_time_ends

__all__ = [
    "read_calendar",
    "working_time_ends",
]
