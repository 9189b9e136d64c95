"""A check that is due: filled with what was found, or missed (B8). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import among
from chalicelib.logbook.model.records import DutyOver, checked_words
from chalicelib.logbook.model.schedules import CheckList, Point

DUE, MISSED, DONE = "due", "missed", "done"
STATES = (DUE, MISSED, DONE)
LONGEST_FINDING = 1_000


class FindingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was found at a point. A fault (``ok`` is false) says in ``text`` what it is."""

    ok: bool
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_FINDING)] = ""


class Finding(msgspec.Struct, frozen=True):
    """The same as it is kept."""

    ok: bool
    text: str = ""


class Check(msgspec.Struct, frozen=True):
    """A check list at one of its times, with its points as they were then. ``until``: by when it is to be filled.

    ``passed_over``: how many before it nobody was ever shown, since the desk stood still. ``late``: filled after
    ``until``; ``missed_at``: since when those who lead know.
    """

    kind: ClassVar[str] = "check"

    check_id: str
    list_id: str
    group_id: str
    name: str
    points: tuple[Point, ...]
    due_at: datetime
    until: datetime
    state: Annotated[str, among(*STATES)] = DUE
    passed_over: int = 0
    findings: Mapping[str, Finding] = {}
    note: str = ""
    by: Author | None = None
    done_at: datetime | None = None
    missed_at: datetime | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return self.check_id

    @property
    def at(self) -> datetime:
        return self.due_at

    @property
    def whose(self) -> str:
        return self.group_id

    @property
    def lists(self) -> frozenset[str]:
        named = {f"check#{self.group_id}"}
        if self.state != DONE:
            named.add(f"check-open#{self.group_id}")
        if self.missed_at is not None:
            named.add(f"check-missed#{self.group_id}")
        if self.faults:
            named.add(f"check-fault#{self.group_id}")
        return frozenset(named)

    @property
    def texts(self) -> Sequence[str]:
        by = (self.by.name or "",) if self.by is not None else ()
        return (self.name, self.note, *by, *(each.text for each in self.findings.values())) if self.by else ()

    @property
    def late(self) -> bool:
        """Filled, but not in time."""
        return self.done_at is not None and self.done_at > self.until

    @property
    def faults(self) -> Sequence[str]:
        """Points where something is wrong."""
        return [name for name, each in self.findings.items() if not each.ok]


def opened(checklist: CheckList, check_id: str, due_at: datetime, until: datetime, passed_over: int) -> Check:
    """The check of this moment."""
    return Check(
        check_id,
        checklist.list_id,
        checklist.group_id,
        checklist.name,
        checklist.points,
        due_at,
        until,
        passed_over=passed_over,
    )


def filled(check: Check, findings: Mapping[str, FindingForm], note: str, by: Author, now: datetime) -> Check:
    """With what was found. Raises ``DutyOver`` for one that is filled, ``Invalid`` naming each point."""
    if check.state == DONE:
        name = check.by.name if check.by is not None else ""
        raise DutyOver(f"{name} filled it")
    return replace(
        check,
        findings=checked_findings(check.points, findings),
        note=checked_words("note", note, LONGEST_FINDING),
        by=by,
        done_at=now,
        state=DONE,
        version=check.version + 1,
    )


def checked_findings(points: Sequence[Point], findings: Mapping[str, FindingForm]) -> dict[str, Finding]:
    """One for each point, in their order. Raises ``Invalid`` with ``findings.<point>``."""
    wrong, held = WrongFields(), dict[str, Finding]()
    for point in points:
        said = findings.get(point.point_id)
        if said is None:
            wrong.add(f"findings.{point.point_id}", "say whether it is in order")
            continue
        with wrong:
            text = checked_words(f"findings.{point.point_id}", said.text, LONGEST_FINDING, needed=not said.ok)
            held[point.point_id] = Finding(said.ok, text)
    known = {each.point_id for each in points}
    for name in list(findings)[: len(points) + 1]:
        if name not in known:
            wrong.add(f"findings.{name[:40]}", "no such point")
    wrong.refuse()
    return held


def missed(check: Check, now: datetime) -> Check | None:
    """Nobody has filled it by now; None: it was filled, or is known to be missed."""
    return replace(check, state=MISSED, missed_at=now, version=check.version + 1) if check.state == DUE else None


def refuse_unknown_point(check: Check, point_id: str) -> Finding:
    """The fault that was found there. Raises ``Invalid`` naming ``point_id``."""
    finding = check.findings.get(point_id)
    if finding is None or finding.ok:
        raise Invalid.field("point_id", "no fault was found there")
    return finding
