"""The map in a file for spreadsheets: a line for each cell, and what becomes of each line of one that comes back (E4).
Pure.

A cell that a spreadsheet would take for a formula is marked as text; coming back it loses the mark. Steps stand in one
cell, a line each: its words in Chinese, in English, and the check with its limit, between ``||``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.core.text import among
from chalicelib.touchpoints.model.flows import KINDS, Cell, FlowStep, ServiceFlow, checked_flow, checked_since
from chalicelib.touchpoints.model.matrix import (
    MOST_BRANDS,
    MOST_BUSINESSES,
    MOST_CHANNELS,
    MapPart,
    Matrix,
    checked_parts,
    code_of,
)

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"
OUTCOMES = (ADDED, CHANGED, UNCHANGED, REFUSED)
MOST_LETTERS, MOST_ROWS = 1_000_000, MOST_BRANDS * MOST_CHANNELS * MOST_BUSINESSES  # a whole map comes back
MOST_CHANGED = 500  # cells of a file, each of which is a transaction
SIDES = {"brand": "brands", "channel": "channels", "business": "businesses"}
_MOST = {"brand": MOST_BRANDS, "channel": MOST_CHANNELS, "business": MOST_BUSINESSES}
BETWEEN = "||"
_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%]|[\t\r\n])")  # or what is marked already

COLUMNS = {
    "code": "编码",
    "brand": "品牌编码", "brand_zh": "品牌中文名", "brand_en": "品牌英文名",
    "channel": "渠道编码", "channel_zh": "渠道中文名", "channel_en": "渠道英文名",
    "business": "业务编号", "business_zh": "业务中文名", "business_en": "业务英文名",
    "offered": "是否办理", "group": "责任组", "kind": "流程类型", "steps": "流程步骤", "valid_from": "生效时间",
}  # fmt: skip
_NAMED = {each: each for each in COLUMNS} | {zh: name for name, zh in COLUMNS.items()}
_KINDS_ZH = {
    "受理": "acceptance",
    "查询": "enquiry",
    "核对": "check",
    "核实": "check",
    "咨询": "advice",
    "投诉": "complaint",
}
_OFFERED = {"": True, "yes": True, "是": True, "true": True, "no": False, "否": False, "false": False}

Row = Mapping[str, str]


def plain(text: str) -> str:
    """What was written by people, never a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unmarked(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def line_of(matrix: Matrix, code: str, cell: Cell, group: str) -> list[str]:
    """A cell as a line. ``group``: what the responsible group is called."""
    channel, brand, business = code.split("-")
    held: dict[str, str] = {"code": code, "brand": brand, "channel": channel, "business": business}
    for name, side in SIDES.items():
        part = next(each for each in getattr(matrix, side) if each.code == held[name])
        held[f"{name}_zh"], held[f"{name}_en"] = part.zh, part.en
    held["offered"] = "yes" if cell.offered else "no"
    held["group"] = group
    version = cell.published
    held["kind"] = version.flow.kind if version is not None else ""
    held["steps"] = "\n".join(map(_step, version.flow.steps)) if version is not None else ""
    held["valid_from"] = times.public(version.valid_from) if version is not None else ""
    return [plain(held[each]) for each in COLUMNS]


def _step(step: FlowStep) -> str:
    check = f"{step.check}={step.limit}" if step.limit is not None else step.check
    words = (each.replace(BETWEEN, "|").replace("\n", " ") for each in (step.zh, step.en))
    return f" {BETWEEN} ".join((*words, check))


def read_rows(text: str) -> list[tuple[int, Row]]:
    """The file's lines by the names of its columns, in Chinese or English. Raises ``Invalid`` naming ``csv``."""
    import csv

    if len(text) > MOST_LETTERS:
        raise Invalid.field("csv", f"at most {MOST_LETTERS:,} characters")
    reader = csv.reader(text.removeprefix("\ufeff").replace("\x00", "").splitlines(keepends=True), strict=True)
    rows: list[tuple[int, Row]] = []
    try:
        names = [_NAMED.get(_unmarked(each).strip().casefold(), "") for each in next(reader, [])]
        if not {"brand", "channel", "business"}.issubset(names):
            raise Invalid.field("csv", "a first line with the names of its columns: brand, channel, business, …")
        for cells in reader:
            if any(each.strip() for each in cells):
                held = zip(names, map(_unmarked, cells), strict=False)
                rows.append((reader.line_num, {name: each.strip() for name, each in held if name}))
            if len(rows) > MOST_ROWS:
                raise Invalid.field("csv", f"at most {MOST_ROWS} lines")
    except csv.Error as error:
        raise Invalid.field("csv", f"line {reader.line_num}: {error}") from None
    return rows


class Line(msgspec.Struct, frozen=True):
    """A line of the file, by the number of its last line: what becomes of it, and if it is refused, which column is
    wrong and why."""

    line: int
    code: str
    outcome: Annotated[str, among(*OUTCOMES)]
    field: str | None = None
    message: str | None = None


class Wish(msgspec.Struct, frozen=True):
    """What a line makes of a cell; ``flow``: to be published (None: none is), valid ``since``."""

    before: Cell
    after: Cell
    flow: ServiceFlow | None = None
    since: datetime | None = None


class Imported(msgspec.Struct, frozen=True):
    """What becomes of each line, the map with what they add to it, and the cells that change."""

    lines: tuple[Line, ...]
    matrix: Matrix
    wishes: tuple[Wish, ...]


def imported(
    matrix: Matrix,
    rows: Sequence[tuple[int, Row]],
    cells: Callable[[str], Mapping[str, Cell]],
    groups: Mapping[str, str | None],
    now: datetime,
) -> Imported:
    """What the lines do to the map. ``cells``: those of a brand; ``groups``: ids by names and ids, None for a name that
    two have. Raises ``Invalid`` naming ``csv`` where more than 500 cells would change."""
    lines: list[Line] = []
    wishes: list[Wish] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        code = code_of(*(row.get(each, "")[:20] for each in ("channel", "brand", "business")))
        try:
            if code in seen:
                raise Invalid.field("code", f"the same cell as in line {seen[code]}")
            widened = _widened(matrix, row)
            wish = _wish(row, cells(row["brand"]).get(code) or Cell(code), groups, now)
        except Invalid as wrong:
            first = wrong.errors[0]
            lines.append(Line(number, code, REFUSED, _column(first.field), first.message))
            continue
        seen[code] = number
        is_same = wish.after == wish.before and wish.flow is None
        outcome = ADDED if wish.before.is_empty else CHANGED
        lines.append(Line(number, code, UNCHANGED if is_same and widened == matrix else outcome))
        matrix = widened
        if not is_same:
            wishes.append(wish)
        if len(wishes) > MOST_CHANGED:
            raise Invalid.field("csv", f"at most {MOST_CHANGED} cells that change; send it in parts")
    return Imported(tuple(lines), matrix, tuple(wishes))


def _column(field: str) -> str:
    return "steps" if field.startswith("draft.steps") else "kind" if field.startswith("draft") else field


def _widened(matrix: Matrix, row: Row) -> Matrix:
    """The map with the parts of this line, called as it says."""
    for name, side in SIDES.items():
        parts: tuple[MapPart, ...] = getattr(matrix, side)
        code = row.get(name, "")
        before = next((each for each in parts if each.code == code), None)
        zh, en = (row.get(f"{name}_{each}", "") for each in ("zh", "en"))
        known = before or MapPart(code, zh or en, en or zh)
        part = MapPart(code, zh or known.zh, en or known.en)
        try:
            checked_parts(name, [part], 1)
        except Invalid as wrong:
            first = wrong.errors[0]
            raise Invalid.field(
                first.field.replace(f"{name}.0.code", name).replace(".0.", "_"), first.message
            ) from None
        if before is None and len(parts) >= _MOST[name]:
            raise Invalid.field(name, f"at most {_MOST[name]}")
        kept = tuple(part if each.code == code else each for each in parts)
        matrix = replace(matrix, **{side: kept if before is not None else (*parts, part)})
    return matrix


def _wish(row: Row, before: Cell, groups: Mapping[str, str | None], now: datetime) -> Wish:
    """What a line makes of its cell; what it does not say stays. Raises ``Invalid`` with the column."""
    after = before
    if "offered" in row:
        offered = _OFFERED.get(row["offered"].casefold())
        if offered is None:
            raise Invalid.field("offered", "yes or no")
        after = replace(after, offered=offered)
    if "group" in row:
        name = row["group"]
        if name and name != before.group_id and groups.get(name) is None:
            raise Invalid.field("group", "there is no such group, or two of this name")
        after = replace(after, group_id=groups.get(name) or name if name else None)
    flow = _flow(row)
    published = before.published.flow if before.published is not None else None
    if flow is None or flow == published:
        return Wish(before, after)
    return Wish(before, after, flow, checked_since(_since(row, now), now))


def _flow(row: Row) -> ServiceFlow | None:
    said = [each for each in row.get("steps", "").splitlines() if each.strip()]
    if not said:
        return None
    kind = row.get("kind", "").casefold() or "enquiry"
    kind = _KINDS_ZH.get(kind, kind)
    if kind not in KINDS:
        raise Invalid.field("kind", f"one of {', '.join(KINDS)}")
    return checked_flow(ServiceFlow(kind, tuple(map(_read_step, said))))


def _read_step(text: str) -> FlowStep:
    zh, en, check, *rest = [*(each.strip() for each in text.split(BETWEEN)), "", ""][: max(3, text.count(BETWEEN) + 1)]
    if rest:
        raise Invalid.field("steps", f"at most three parts between {BETWEEN}: {text[:40]}")
    name, equals, limit = check.partition("=")
    if equals and not (limit.strip().isascii() and limit.strip().isdigit() and len(limit.strip()) <= 6):
        raise Invalid.field("steps", f"a limit is a number: {check[:40]}")
    return FlowStep(zh, en, name.strip(), int(limit) if equals else None)


def _since(row: Row, now: datetime) -> datetime | None:
    """When it says that its flow begins; what lies behind us begins now."""
    said = row.get("valid_from", "")
    if not said:
        return None
    try:
        since = times.read(said)
    except ValueError:
        raise Invalid.field("valid_from", "a moment such as 2026-12-01T00:00:00Z") from None
    if since.tzinfo is None:
        raise Invalid.field("valid_from", "with its zone, such as 2026-12-01T00:00:00+08:00")
    return since if since > now else None
