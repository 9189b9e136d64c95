"""The map as a CSV file, and one that comes back: what would become of each line, and doing it (E4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import RecordMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Group
from chalicelib.touchpoints.model.flows import Cell, FlowVersion, Valid, with_valid
from chalicelib.touchpoints.model.sheet import COLUMNS, Imported, Wish, imported, line_of, read_rows
from chalicelib.touchpoints.store import matrix as store
from chalicelib.touchpoints.store.matrix import CELLS, MatrixMoved

MARK = "\ufeff"  # tells spreadsheets that it is UTF-8
TOGETHER = 100  # cells of a part


class Part(msgspec.Struct, frozen=True):
    """Some lines of a file; ``following``: where the next part goes on."""

    text: str
    done: int
    following: str | None


def part_of(desk: Desk, agent_id: str, language: str, cursor: str | None = None) -> Part:
    """A hundred cells as lines, before the first part the names of columns; cells of which nobody has said anything
    stand there too, to be filled in. Three requests."""
    purpose = f"touchpoints-csv#{agent_id}#{language}"
    brand, done = unseal(desk, purpose, cursor) if cursor else (0, 0)
    matrix, groups = store.matrix(desk), people.directory(desk).groups
    by_name = _groups(groups.values())
    lines = [] if cursor else [list(COLUMNS) if language == "en" else list(COLUMNS.values())]
    following = None
    if brand < len(matrix.brands):  # a brand may have gone meanwhile
        name = matrix.brands[brand].code
        codes, cells = [*matrix.codes(name)], store.cells_of(desk, name)
        for code in codes[done : done + TOGETHER]:
            cell = cells.get(code) or Cell(code)
            group = groups.get(cell.group_id or "")
            is_told = group is not None and by_name.get(group.name) == group.group_id
            label = group.name if group is not None and is_told else cell.group_id or ""
            lines.append(line_of(matrix, code, cell, label))
        place = [brand, done + TOGETHER] if len(codes) > done + TOGETHER else [brand + 1, 0]
        following = seal(desk, purpose, place) if place[0] < len(matrix.brands) else None
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return Part((MARK if not cursor else "") + file.getvalue(), len(lines), following)


def import_csv(desk: Desk, by: By, text: str, *, dry_run: bool) -> Imported:
    """What becomes of each line, and unless it is a dry run, it does: lines that hold are stored, the others named.

    A cell that changes is one transaction; whoever dies half-way sends it again, and what is there stays. Two reads,
    one for each brand, and a transaction for each cell that changes. Raises ``Invalid`` naming ``csv``,
    ``ChangedMeanwhile``.
    """
    rows = read_rows(text)
    matrix, now = store.matrix(desk), desk.now()
    brands: dict[str, Mapping[str, Cell]] = {}

    def cells(brand: str) -> Mapping[str, Cell]:
        if brand not in brands:
            brands[brand] = store.cells_of(desk, brand)
        return brands[brand]

    result = imported(matrix, rows, cells, _groups(people.directory(desk).groups.values()), now)
    if dry_run:
        return result
    if result.matrix != matrix:
        after = replace(result.matrix, version=matrix.version + 1)
        tx = Transaction(desk)
        store.write_matrix(tx, matrix, after)
        audit.note(tx, by, "import_touchpoints", "touchpoints", after={"version": after.version})
        try:
            tx.commit()
        except MatrixMoved as moved:
            raise races.changed_meanwhile(version=moved.record.version) from None
    for wish in result.wishes:
        _store(desk, by, wish)
    return result


def _groups(known: Iterable[Group]) -> dict[str, str | None]:
    """Ids of groups by their names and ids; None for a name that two have. What is archived is none."""
    names: dict[str, str | None] = {}
    groups = [each for each in known if not each.archived]
    for each in groups:
        names[each.name] = None if each.name in names else each.group_id
    return names | {each.group_id: each.group_id for each in groups}


def _store(desk: Desk, by: By, wish: Wish) -> None:
    before, after = wish.before, replace(wish.after, version=wish.before.version + 1)
    tx = Transaction(desk)
    told: dict[str, object] = {"group_id": after.group_id, "offered": after.offered}
    if wish.flow is not None and wish.since is not None:
        number = before.published.version + 1 if before.published is not None else 1
        version = FlowVersion(before.code, number, wish.flow, wish.since, desk.now(), by.name)
        valid = with_valid(before.valid, Valid(number, wish.since))
        after = replace(after, published=version, valid=valid)
        CELLS.put_version(tx, before.code, version)
        told["flow_version"] = number
    CELLS.write_record(tx, before.code, before, after)
    audit.note(tx, by, "import_touchpoint", before.code, after=told)
    try:
        tx.commit()
    except RecordMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version) from None
