"""The map: its sides and rules as one record, its cells with the versions of their flows."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Kept
from chalicelib.touchpoints.model.flows import Cell, FlowVersion
from chalicelib.touchpoints.model.matrix import SHIPPED, Matrix, parts_of
from chalicelib.touchpoints.store.keys import Keys

MATRIX = "matrix"


class MatrixRow(Keys):
    version = NumberAttribute()
    matrix = Packed(Matrix)


class CellRow(Keys):
    version = NumberAttribute()
    cell = Packed(Cell)


class FlowRow(Keys):
    cell = Packed(FlowVersion)


class MatrixMoved(Moved):
    """The map is not as it was read; ``record``: how it stands now."""


def _at(code: str) -> tuple[str, str]:
    parts = parts_of(code)
    return f"cells#{parts[1] if parts is not None else ''}", code


CELLS = Kept[Cell, FlowVersion](
    record_row=CellRow,
    version_row=FlowRow,
    held="cell",
    noun="flow",
    record_at=_at,
    versions_at=lambda code: f"flow#{code}",
    shipped=Cell,
)


def matrix(desk: Desk, *, consistent: bool = True) -> Matrix:
    """The map; one read."""
    return _held(MatrixRow.find_item(desk.database, MATRIX, MATRIX, consistent=consistent))


def wanted_matrix() -> Wanted[Matrix]:
    """The map, to be asked for together with other things; None: as it is shipped."""
    return MatrixRow.wanted(lambda row: row.matrix, MATRIX, MATRIX)


def _held(item: RawItem | None) -> Matrix:
    held: Matrix = MatrixRow.matrix.held_in(item) if item is not None else SHIPPED
    return held


def write_matrix(tx: Transaction, before: Matrix, after: Matrix) -> None:
    """Store the map. Lost: ``MatrixMoved``."""
    unmoved = MatrixRow.version == before.version if before.version else MatrixRow.key.does_not_exist()
    row = MatrixRow(MATRIX, MATRIX, version=after.version, matrix=after)
    tx.put(row, condition=unmoved, losing=lambda item: MatrixMoved(_held(item)))


def cells_of(desk: Desk, brand: str) -> dict[str, Cell]:
    """The cells of a brand that somebody has said something of, by their codes; a query for each megabyte."""
    items = CellRow.all_pages(desk.database, f"cells#{brand}")
    return {item["order"]["S"]: CellRow.cell.held_in(item) for item in items}


def versions_of(desk: Desk, code: str, before: int | None, limit: int) -> list[FlowVersion]:
    """The versions of a flow below this number, the newest first; one query."""
    behind = FlowRow.order.between("v#", f"v#{before - 1:08}") if before is not None else FlowRow.order.startswith("v#")
    items, _ = FlowRow.read_page(desk.database, f"flow#{code}", range_condition=behind, forward=False, limit=limit)
    return [FlowRow.cell.held_in(each) for each in items]
