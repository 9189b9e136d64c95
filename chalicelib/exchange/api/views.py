"""Imports and exports as answers show them, and as requests ask for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core.shapes import showing, shown
from chalicelib.exchange.model.kinds import Column
from chalicelib.exchange.model.rows import Problem, Told
from chalicelib.exchange.model.runs import Choices, Counts, Run, Wanted
from chalicelib.exchange.model.sheets import MOST_COLUMNS, Form, Read

KindName = Literal["customers", "agents", "phrases", "articles", "tickets", "conversations"]
Named = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Mapping = Annotated[dict[str, str], msgspec.Meta(max_length=MOST_COLUMNS)]
ShortId = Annotated[str, msgspec.Meta(max_length=100)]


class ImportChoices(msgspec.Struct, forbid_unknown_fields=True):
    """``rule``: what holds where the desk and the file differ: the ``desk``'s, or the ``file``'s. ``plan_key``: of rows
    that name no plan. ``invite``: new agents are sent an invitation. ``publish``: articles that the file says are
    published are. ``deadlines``: tickets that are open get deadlines from now on."""

    rule: Literal["desk", "file"] = "desk"
    plan_key: ShortId = ""
    invite: bool = False
    publish: bool = False
    deadlines: bool = False


class BeginImport(msgspec.Struct, forbid_unknown_fields=True):
    """``name``: of the file."""

    kind: KindName
    name: Named
    choices: ImportChoices = msgspec.field(default_factory=ImportChoices)


class ChangeImport(msgspec.Struct, forbid_unknown_fields=True):
    """``mapping``: the file's columns and what each is; what is not named is left out. What is null stays."""

    mapping: Mapping | None = None
    choices: ImportChoices | None = None
    version: Annotated[int, msgspec.Meta(ge=1)] | None = None


class ActOnImport(msgspec.Struct, forbid_unknown_fields=True):
    act: Literal["check", "start", "pause", "resume", "stop"]


class ActOnExport(msgspec.Struct, forbid_unknown_fields=True):
    act: Literal["pause", "resume", "stop"]


class BeginExport(msgspec.Struct, forbid_unknown_fields=True):
    """Of these days (when they began, on the desk's clock, both included; null: all), of this plan, group and tag
    (empty: all); ``language``: of the names of columns."""

    kind: KindName
    since: date | None = None
    until: date | None = None
    plan_key: ShortId = ""
    group_id: ShortId = ""
    tag: ShortId = ""
    format: Literal["csv", "jsonl"] = "csv"
    language: Literal["zh-CN", "en"] = "zh-CN"

    @property
    def wanted(self) -> Wanted:
        """As it is kept."""
        values = msgspec.structs.asdict(self)
        values.pop("kind")
        return Wanted(**values)


class AskForExportLink(msgspec.Struct, forbid_unknown_fields=True):
    """``number``: which of its files, from 1."""

    number: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1


class ExportLink(msgspec.Struct):
    """``url`` gives the file for ten minutes."""

    url: str


class UploadForm(msgspec.Struct):
    """Where the file is posted as ``multipart/form-data``: these fields, then ``file``."""

    url: str
    fields: dict[str, str]


@showing(Form)
class FileFormView(msgspec.Struct):
    """How the file is written: ``columns`` by their own names."""

    columns: list[str]


@showing(Counts)
class RowCounts(msgspec.Struct):
    """What became of rows so far; ``conflict``: those of them in which the desk and the file differ, or who
    are likely to be a customer already."""


@showing(Choices)
class ChoicesView(msgspec.Struct):
    """What is chosen."""


@showing(Run, "run_id kind name state created_at changed_at finished_at rows progress why version")
class ImportView(msgspec.Struct):
    """``checked``: what the dry run came to; ``counts``: what was taken in; ``progress``: hundredths; ``why``: of one
    one that failed, in a word. ``pace``: rows a second while it goes on, ``ends_at``: when it will be through at that;
    null: not known. ``kept``: its file is there."""

    by: str
    progress: int
    pace: float | None
    ends_at: datetime | None
    form: FileFormView | None
    mapping: dict[str, str]
    choices: ChoicesView
    checked: RowCounts
    counts: RowCounts
    kept: bool


class ImportBegun(ImportView):
    upload: UploadForm


@showing(Run, "run_id kind name state created_at changed_at finished_at rows why version")
class ExportView(msgspec.Struct):
    """``written``: how many are written so far; ``files``: how many files it comes in; ``kept``: they are there."""

    by: str
    since: date | None
    until: date | None
    plan_key: str
    group_id: str
    tag: str
    format: str
    written: int
    files: int
    kept: bool


@showing(Column)
class ColumnView(msgspec.Struct):
    """``zh``, ``en``: what it is called."""

    also: list[str]


class ExchangeKindView(msgspec.Struct):
    """A kind of thing that can be imported and exported, with the columns of its files."""

    kind: str
    planned: bool
    columns: list[ColumnView]


class TemplateView(msgspec.Struct):
    """A CSV to be saved under this name."""

    name: str
    text: str


class SampleRow(msgspec.Struct):
    """A row of the file, by its own columns, each shortened."""

    row: int
    cells: dict[str, str]
    wrong: str | None


class ProblemView(Problem, frozen=True):
    pass


class ToldRow(msgspec.Struct):
    """``outcome``: refused, or conflict: then ``detail`` is what the desk has."""

    row: int
    outcome: str
    name: str
    problems: list[ProblemView]


class ToldPart(msgspec.Struct):
    """Some lines of a file for spreadsheets; ``next``: the cursor of the part after, null: this is the last."""

    text: str
    done: int
    next: str | None


def show_import(run: Run) -> ImportView:
    return shown(ImportView, run, **_besides(run))


def show_begun(run: Run, upload: UploadForm) -> ImportBegun:
    return shown(ImportBegun, run, **_besides(run), upload=upload)


def _besides(run: Run) -> dict[str, Any]:
    form = run.form
    return {
        "by": run.by.name,
        "pace": round(run.pace, 1) if run.pace is not None else None,
        "ends_at": run.ends_at,
        "form": shown(FileFormView, form, columns=list(form.columns)) if form is not None else None,
        "mapping": dict(run.mapping),
        "choices": shown(ChoicesView, run.choices),
        "checked": shown(RowCounts, run.checked),
        "counts": shown(RowCounts, run.counts),
        "kept": run.removed_at is None and form is not None,
    }


def show_export(run: Run) -> ExportView:
    wanted = run.wanted or Wanted()
    said = {name: getattr(wanted, name) for name in ("since", "until", "plan_key", "group_id", "tag", "format")}
    kept = run.removed_at is None and bool(run.files)
    return shown(ExportView, run, by=run.by.name, **said, written=run.counts.created, files=len(run.files), kept=kept)


def show_column(column: Column) -> ColumnView:
    return shown(ColumnView, column, also=list(column.others))


def show_sample(read: Read) -> SampleRow:
    cells = {name: str(value)[:80] for name, value in read.cells.items() if value not in (None, "")}
    return SampleRow(read.row, cells, read.wrong)


def show_told(told: Told) -> ToldRow:
    return ToldRow(told.row, told.outcome, told.name, [ProblemView(*_parts(each)) for each in told.problems])


def _parts(problem: Problem) -> tuple[str, str, str]:
    return problem.field, problem.why, problem.detail
