"""Whom a mailing was written to, and what became of that, as CSV in parts (A11, F11)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from chalicelib.core import once
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_all
from chalicelib.notices.model.sheet import header_of_mailing, row_of_mailing
from chalicelib.notices.service.mailings import find_mailing, list_tos
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors

AT_ONCE = 100
MARK = "\ufeff"  # tells spreadsheets that it is UTF-8


def part_of_mailing(desk: Desk, by: By, mailing_id: str, language: str, after: str | None) -> tuple[str, str | None]:
    """A page of a mailing's customers as lines, before the first part's their names; and behind which place the next
    part goes on. What ``list_tos`` takes, two reads and two at most for their names; that somebody takes it away is in
    the audit log, once a day. Raises ``NotFound``."""
    mailing = find_mailing(desk, mailing_id)
    zone = plans.read_plan(desk, mailing.plan_key).time_zone
    found, more = list_tos(desk, mailing_id, after)
    names = _names(desk, [to.customer_id for _, to in found])
    lines = [] if after else [header_of_mailing(language)]
    lines += [row_of_mailing(to, names.get(to.customer_id, ""), zone, language) for _, to in found]
    if not after:
        once.note_once_a_day(desk, by, "export_mailing", mailing_id)
    return _file_of(lines, begins=not after), found[-1][0] if more and found else None


def _file_of(lines: Iterable[Sequence[str]], *, begins: bool) -> str:
    """Lines of a file; the first of them begin it."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return (MARK if begins else "") + file.getvalue()


def _names(desk: Desk, ids: list[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        there = read_all(desk.database, [visitors.wanted(each) for each in some])
        named |= {each: (known.name or "") if known else "" for each, known in zip(some, there, strict=True)}
    return named
