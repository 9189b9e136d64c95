"""The results of a course as CSV, in parts (F11)."""

from __future__ import annotations

import csv
import io

import msgspec

from chalicelib.core import once
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.training.model.sheet import header, row
from chalicelib.training.service.access import record_of
from chalicelib.training.service.lists import OF_COURSE, Asked, list_attempts, refuse_foreign_cursor

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


class Part(msgspec.Struct, frozen=True):
    """Some lines of a file; ``following``: where the next part goes on, if there is one."""

    text: str
    following: str | None


def part_of(
    desk: Desk, caller: people.Caller, course_id: str, language: str, cursor: str | None, request_id: str = ""
) -> Part:
    """A page of a course's attempts in reach as lines, before the first part's their names. Requests and refusals as of
    ``list_attempts``, and two reads; that one takes it away is in the audit log, once a day. Raises ``NotFound``."""
    asked = Asked(OF_COURSE, course_id, cursor)
    refuse_foreign_cursor(desk, caller.agent, asked)
    record_of(desk, course_id)
    attempts, following = list_attempts(desk, caller.agent, asked)
    zone = people.read_desk(desk).time_zone
    lines = [] if cursor else [header(language)]
    lines += [row(each, zone, language) for each in attempts]
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(lines)
    if not cursor:
        once.note_once_a_day(desk, caller.by(request_id), "export_training", course_id)
    return Part(("" if cursor else MARK) + file.getvalue(), following)
