"""An import or an export, from the wish to its end (F10). Pure.

    asked ── looked at ──> mapped ──> checking ──> checked ──> running ──> done
                                         paused <──> going on; stopped, failed: for ever

An import is checked before it runs. What runs may be paused, and goes on where it was; what is stopped keeps what was
taken in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.text import among
from chalicelib.exchange.model.sheets import Form

ASKED, MAPPED, CHECKING, CHECKED, RUNNING = "asked", "mapped", "checking", "checked", "running"
PAUSED, DONE, STOPPED, FAILED = "paused", "done", "stopped", "failed"
STATES = (ASKED, MAPPED, CHECKING, CHECKED, RUNNING, PAUSED, DONE, STOPPED, FAILED)
GOING, OVER = (CHECKING, RUNNING), (DONE, STOPPED, FAILED)
KEEP_DESKS, TAKE_FILES = "desk", "file"
RULES = (KEEP_DESKS, TAKE_FILES)
CREATED, CHANGED, UNCHANGED, REFUSED, CONFLICT = "created", "changed", "unchanged", "refused", "conflict"
OUTCOMES = (CREATED, CHANGED, UNCHANGED, REFUSED, CONFLICT)

IMPORTS, EXPORTS = "imports", "exports"
MOST_FILE = 32_000_000  # bytes: what a function takes into its memory
FOR_UPLOAD = timedelta(hours=1)
FILES_KEPT, KEPT = timedelta(days=7), timedelta(days=90)
MOST_TOLD = 10  # problems of a row that are named


class Choices(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is chosen of an import. ``rule``: which holds where the desk and the file differ. ``plan_key``: of rows that
    name none. ``invite``: new agents are sent an invitation. ``publish``: articles that the file says are published
    are. ``deadlines``: tickets that are open get deadlines from now on."""

    rule: Annotated[str, among(*RULES)] = KEEP_DESKS
    plan_key: str = ""
    invite: bool = False
    publish: bool = False
    deadlines: bool = False


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which things are exported: of these days (when they began, on the desk's clock, both included), of this plan,
    group and tag; how the file is written, and the language of its columns."""

    since: date | None = None
    until: date | None = None
    plan_key: str = ""
    group_id: str = ""
    tag: str = ""
    format: str = "csv"
    language: str = "zh-CN"


class Asker(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who asked, and with which request."""

    agent_id: str
    name: str
    request_id: str = ""


class Counts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of rows so far."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    conflict: int = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.created + self.changed + self.unchanged + self.refused

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(getattr(self, each) + getattr(other, each) for each in self.__struct_fields__))


class Run(msgspec.Struct, frozen=True):
    """An import or an export. ``sort``: which of them; ``by``: who asked, with what their request is named by.

    ``place``: how far it is (of an import in bytes of what was prepared, which are ``size``), ``rows``: how many rows
    there are in all (None: not known yet). ``turn``: one more with each piece of due work, of which only the last
    counts. ``behind``: things of the part before that are still to be made findable. ``was``: what it did before it
    was paused. ``since``: when it last went on, with so many ``rows_before`` of this phase. ``parts``: of an export,
    how many pieces are written; ``files``: its whole files, by their keys. ``pictures``: those that came with an
    import, by their names. ``version``: one more with each change.
    """

    run_id: str
    sort: Annotated[str, among(IMPORTS, EXPORTS)]
    kind: str
    name: str
    by: Asker
    created_at: datetime
    state: Annotated[str, among(*STATES)]
    version: int = 1
    form: Form | None = None
    mapping: dict[str, str] = {}
    choices: Choices = Choices()
    wanted: Wanted | None = None
    place: int = 0
    size: int = 0
    rows: int | None = None
    checked: Counts = Counts()
    counts: Counts = Counts()
    turn: int = 0
    behind: tuple[str, ...] = ()
    was: str | None = None
    since: datetime | None = None
    rows_before: int = 0
    why: str = ""
    cursor: Any = None
    parts: int = 0
    files: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    changed_at: datetime | None = None
    finished_at: datetime | None = None
    removed_at: datetime | None = None

    @property
    def is_import(self) -> bool:
        return self.sort == IMPORTS

    @property
    def source(self) -> str:
        """Where its file was put."""
        return f"new/exchange/{self.run_id}"

    @property
    def prepared(self) -> str:
        """Where its rows wait."""
        return f"kept/exchange/{self.run_id}/rows"

    @property
    def original(self) -> str:
        """Where its file is once it was looked at."""
        return f"kept/exchange/{self.run_id}/file"

    def part(self, number: int) -> str:
        """Where a piece of an export is."""
        return f"kept/exchange/{self.run_id}/part-{number:05d}"

    def whole(self, number: int) -> str:
        """Where a whole file of an export is."""
        return f"kept/exchange/{self.run_id}/whole-{number:03d}"

    def picture(self, name: str) -> str:
        """Where a picture is that came with an import."""
        return f"kept/exchange/{self.run_id}/picture-{name.replace('.', '-')}"

    @property
    def keys(self) -> list[str]:
        """Everywhere where bytes of it may be."""
        parts = [self.part(each) for each in range(self.parts + 1)]
        wholes = [self.whole(each) for each in range(len(self.files) + 1)]
        others = [*map(self.picture, self.pictures), *(each for each in self.files if each not in wholes)]
        return [self.source, self.original, self.prepared, *parts, *wholes, *others]

    @property
    def done(self) -> Counts:
        """What became of rows in the phase at hand."""
        return self.checked if CHECKING in (self.state, self.was) else self.counts

    @property
    def pace(self) -> float | None:
        """Rows a second since it last went on; None: not known, or it stands still."""
        if self.state not in GOING or self.since is None or self.changed_at is None:
            return None
        seconds, rows = (self.changed_at - self.since).total_seconds(), self.done.rows - self.rows_before
        return rows / seconds if seconds >= 1 and rows > 0 else None

    @property
    def ends_at(self) -> datetime | None:
        """When it will be through at this pace."""
        if self.pace is None or self.rows is None or self.changed_at is None:
            return None
        return self.changed_at + timedelta(seconds=max(0, self.rows - self.done.rows) / self.pace)

    @property
    def progress(self) -> int:
        """How far it is, in hundredths."""
        if self.state in (DONE, CHECKED):
            return 100
        return min(99, self.place * 100 // self.size) if self.is_import and self.size else 0


class NotInState(Conflict):
    """It is not in a state for this."""

    code = "not_in_state"
    title = "This cannot be done now"
    beside = members(state=str)


class FilesGone(Conflict):
    """Its files were taken away, as they are some days after."""

    code = "files_gone"
    title = "The file is not kept any more"


def refuse_unless(run: Run, *states: str) -> None:
    """Raises ``NotInState`` in any other state."""
    if run.state not in states:
        raise NotInState(f"it is {run.state}", extra={"state": run.state})


def checking(run: Run) -> Run:
    """The rows are gone through from the first one, and nothing is written of them."""
    refuse_unless(run, MAPPED, CHECKED)
    fresh = {"place": 0, "size": 0, "rows": None, "checked": Counts(), "behind": (), "why": ""}
    return replace(run, state=CHECKING, turn=run.turn + 1, since=None, **fresh)


def started(run: Run) -> Run:
    """The rows are taken in, from the first one."""
    refuse_unless(run, CHECKED)
    if run.removed_at is not None:
        raise FilesGone("its file was taken away")
    return replace(run, state=RUNNING, turn=run.turn + 1, place=0, counts=Counts(), behind=(), why="", since=None)


def paused(run: Run) -> Run:
    """It stands still until somebody has it go on."""
    refuse_unless(run, *GOING)
    return replace(run, state=PAUSED, was=run.state)


def resumed(run: Run) -> Run:
    """It goes on where it was."""
    refuse_unless(run, PAUSED)
    if run.removed_at is not None:
        raise FilesGone("its file was taken away")
    return replace(run, state=run.was or RUNNING, was=None, turn=run.turn + 1, since=None)


def stopped(run: Run, now: datetime) -> Run:
    """Nothing more comes of it."""
    if run.state in OVER:
        raise NotInState(f"it is {run.state}", extra={"state": run.state})
    return replace(run, state=STOPPED, was=None, finished_at=now)


def failed(run: Run, why: str, now: datetime) -> Run:
    """It cannot go on, as this says."""
    return replace(run, state=FAILED, why=why, was=None, finished_at=now)


def checked_choices(choices: Choices) -> Choices:
    """What is chosen. Raises ``Invalid``."""
    if choices.rule not in RULES:
        raise Invalid.field("choices.rule", f"one of {', '.join(RULES)}")
    return choices


def merged(
    rule: str, base: dict[str, str], present: dict[str, Any], claims: dict[str, Any], marks: dict[str, str]
) -> tuple[list[str], list[str]]:
    """Of what the file says, which fields the desk takes, and in which both differ and the rule decides.

    ``base``: marks of what a file said of it last; ``present``: what the desk has; ``marks``: of what the desk has.
    What the desk did not change since is the file's to say; what it did, the rule's. What is empty on the desk and was
    never said is filled.
    """
    taken, differing = list[str](), list[str]()
    for name, value in claims.items():
        held = present.get(name)
        if held == value:
            continue
        known = base.get(name)
        untouched = marks.get(name) == known if known is not None else held in (None, "", (), [], {})
        if not untouched:
            differing.append(name)
        if untouched or rule == TAKE_FILES:
            taken.append(name)
    return taken, differing
