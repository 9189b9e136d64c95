"""An agent's own day report 日报: filled in by itself, completed by them, sent to whoever leads them (F2, S3). Pure.

Until it is sent its figures are as they are at the moment; then they stay as they were sent. What is written may be
changed until the next day is over, and what it said before is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import among
from chalicelib.followups.model.days import end_of

DRAFT, SENT = "draft", "sent"
MISSING, LATE = "missing", "late"
LONGEST, MOST_FORMERS = 2_000, 20
OWN_FIGURES = (
    *("served", "answered", "answer_rate", "missed", "transferred", "greeting", "first_answer", "answer", "handling"),
    *("satisfied", "score", "answered_message", "ticket_solved", "deadlines_missed", "staff_time"),
)


class Words(msgspec.Struct, frozen=True):
    """What the agent writes: of the day, and what they plan for the next."""

    remarks: str = ""
    plan: str = ""


class OpenWork(msgspec.Struct, frozen=True):
    """What is theirs and not done; ``tickets_more``: there may be others."""

    conversations: int = 0
    tickets: int = 0
    tickets_more: bool = False
    late: int = 0
    late_more: bool = False


class Former(msgspec.Struct, frozen=True):
    """What it said before it was changed at that moment."""

    words: Words
    until: datetime


class DayReport(msgspec.Struct, frozen=True):
    """``values``, ``open_work``: as they were when it was sent; before that nothing is kept of them. ``late``: it was
    sent when the day was over. ``formers``: oldest first."""

    agent_id: str
    day: date
    words: Words = Words()
    state: Annotated[str, among(DRAFT, SENT)] = DRAFT
    version: int = 0
    saved_at: datetime | None = None
    sent_at: datetime | None = None
    late: bool = False
    values: Mapping[str, float | None] = {}
    open_work: OpenWork = OpenWork()
    formers: tuple[Former, ...] = ()


class DayClosed(Conflict):
    """The report of a day may be written on that day and on the next."""

    code = "day_closed"
    title = "The time to change this report is over"


class TooManyChanges(Conflict):
    """So many former versions are kept, and none is forgotten."""

    code = "too_many_changes"
    title = "This report was changed too often"


def checked_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """What was written, trimmed at the end. Raises ``Invalid``."""
    for field, text in fields.items():
        if len(text) > LONGEST:
            raise Invalid.field(field, f"at most {LONGEST} characters")
        if any(ord(each) < 32 and each not in "\n\t\r" for each in text):
            raise Invalid.field(field, "no control characters")
    return {field: text.rstrip() for field, text in fields.items()}


def open_until(day: date, zone: str) -> datetime:
    """Until when the report of that day may be written and changed: the end of the next day; UTC."""
    return end_of(day + timedelta(days=1), zone)


def refuse_closed(day: date, today: date) -> None:
    """Raises ``DayClosed`` for an older day, ``Invalid`` for one to come."""
    if day > today:
        raise Invalid.field("day", "this day has not come yet")
    if day < today - timedelta(days=1):
        raise DayClosed("a day report is written on its day or the next")


def saved(report: DayReport, words: Words, now: datetime) -> DayReport:
    """With these words; of one that was sent the former ones are kept. Raises ``TooManyChanges``."""
    if words == report.words:
        return report
    after = replace(report, words=words, saved_at=now, version=report.version + 1)
    if report.state != SENT:
        return after
    if len(report.formers) >= MOST_FORMERS:
        raise TooManyChanges(f"at most {MOST_FORMERS} times")
    return replace(after, formers=(*report.formers, Former(report.words, now)))


def sent(
    report: DayReport,
    words: Words,
    values: Mapping[str, float | None],
    open_work: OpenWork,
    now: datetime,
    *,
    late: bool,
) -> DayReport:
    """Sent with these words and figures; one that was sent stays as it is."""
    if report.state == SENT:
        return report
    return replace(
        report,
        words=words,
        state=SENT,
        version=report.version + 1,
        saved_at=now,
        sent_at=now,
        late=late,
        values=values,
        open_work=open_work,
    )
