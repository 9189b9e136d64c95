"""Rosters and duty: what other rooms ask of them, and do to them.

``looking``: who is on duty, and when. ``changing``: leave that counts, what is changed once it is published.
``trying``: what would be against the rules if it were.
"""

from chalicelib.shifts.service.access import rules_of
from chalicelib.shifts.service.calendars import read_calendar
from chalicelib.shifts.service.changing import Amended, change_published, cover_without, delete_leave, put_leave
from chalicelib.shifts.service.looking import begins_next, is_binding, on_duty, published_spans, working_time_ends
from chalicelib.shifts.service.own import leaves_of
from chalicelib.shifts.service.trying import findings_with, group_week, told_weeks

__all__ = [
    "Amended",
    "begins_next",
    "change_published",
    "cover_without",
    "delete_leave",
    "findings_with",
    "group_week",
    "is_binding",
    "leaves_of",
    "on_duty",
    "published_spans",
    "put_leave",
    "read_calendar",
    "rules_of",
    "told_weeks",
    "working_time_ends",
]
