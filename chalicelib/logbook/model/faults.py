"""Something does not work: reported to the department that sees to it, as a ticket of theirs (B8). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.text import Id, checked_line
from chalicelib.logbook.model.records import LONGEST_LINE, LONGEST_TEXT, Line, Text, checked_words


class ReportFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``department_id``: the group that sees to it. ``check_id``, ``point_id``: where it was found, if in a check.
    ``group_id``: in whose log it is; left out: that of the check, or the first of one's own."""

    title: Line
    department_id: Id
    text: Text = ""
    urgent: bool = False
    group_id: Id | None = None
    check_id: Id | None = None
    point_id: Id | None = None


class Fault(msgspec.Struct, frozen=True):
    """``ticket_id``: of the department's ticket, once there is one; ``number``: what people call it by."""

    kind: ClassVar[str] = "fault"

    fault_id: str
    group_id: str
    department_id: str
    department: str
    title: str
    text: str
    by: Author
    reported_at: datetime
    urgent: bool = False
    check_id: str | None = None
    point_id: str | None = None
    ticket_id: str | None = None
    number: str = ""
    version: int = 1

    @property
    def key(self) -> str:
        return self.fault_id

    @property
    def at(self) -> datetime:
        return self.reported_at

    @property
    def whose(self) -> str:
        return self.group_id

    @property
    def lists(self) -> frozenset[str]:
        return frozenset({f"fault#{self.group_id}", f"fault-to#{self.department_id}"})

    @property
    def texts(self) -> Sequence[str]:
        return (self.title, self.text, self.department, self.number, self.by.name or "")

    @property
    def priority(self) -> Literal["normal", "urgent"]:
        return "urgent" if self.urgent else "normal"


def checked_fault(form: ReportFault) -> tuple[str, str]:
    """Its title and text. Raises ``Invalid``."""
    title = checked_line("title", form.title, longest=LONGEST_LINE)
    return title, checked_words("text", form.text, LONGEST_TEXT, needed=form.urgent)
