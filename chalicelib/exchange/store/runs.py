"""Imports and exports, and the rows of which something is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, index
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.rows import Told
from chalicelib.exchange.model.runs import FILES_KEPT, KEPT, Run
from chalicelib.exchange.store.keys import PassingRow

RUN = "run"
PAGE = 50
TOLD = 24  # rows of an item


class RunRow(PassingRow):
    version = NumberAttribute()
    sort = UnicodeAttribute()
    run = Packed(Run)
    by_kind = index(sort=UnicodeAttribute, key=UnicodeAttribute)


class ToldRow(PassingRow):
    told = Json(tuple[Told, ...])


class RunMoved(Moved):
    """The import or export is not as it was read; ``record`` is how it stands now."""


def _expires(at: datetime, after: timedelta = KEPT) -> int:
    return int((at + after).timestamp())


def run(desk: Desk, run_id: str) -> Run | None:
    """One; one strongly consistent read."""
    row = RunRow.find(desk.database, run_id, RUN)
    return row.run if row is not None else None


def runs(desk: Desk, sort: str, before: str | None, limit: int) -> tuple[list[Run], bool]:
    """Those begun before this one, the newest first, and whether others follow; two requests."""
    condition = RunRow.key < before if before else None
    items, _ = RunRow.read_page(
        desk.database, sort, index="by_kind", range_condition=condition, limit=limit + 1, forward=False
    )
    ids = [item["key"]["S"] for item in items]
    there = {item["key"]["S"]: item for item in RunRow.find_items(desk.database, [(each, RUN) for each in ids[:limit]])}
    return [RunRow.run.held_in(there[each]) for each in ids[:limit] if each in there], len(ids) > limit


def put_run(tx: Transaction, before: Run | None, after: Run) -> None:
    """Store it. Lost: ``RunMoved``."""
    unmoved = RunRow.key.does_not_exist() if before is None else RunRow.version == before.version
    row = RunRow(
        after.run_id,
        RUN,
        version=after.version,
        sort=after.sort,
        run=after,
        expires_at=_expires(after.created_at),
    )
    tx.put(row, condition=unmoved, losing=RunRow.run.losing(RunMoved))


def put_told(tx: Transaction, run: Run, phase: str, told: Sequence[Told]) -> None:
    """Keep what is told of some rows of this phase (``checking``, ``running``) as long as files are kept, since it
    quotes them; twice is once."""
    expires_at = _expires(tx.desk.now(), FILES_KEPT)
    for start in range(0, len(told), TOLD):
        some = tuple(told[start : start + TOLD])
        tx.put(ToldRow(run.run_id, _order(phase, some[0].row), told=some, expires_at=expires_at))


def told(desk: Desk, run_id: str, phase: str, after: int, limit: int) -> tuple[list[Told], bool]:
    """What is told of the rows behind this one, and whether there is more; one query."""
    first, last = _order(phase, after), _order(phase, 10**9 - 1)
    items, more = ToldRow.read_page(
        desk.database, run_id, range_condition=ToldRow.order.between(first, last), limit=limit
    )
    lines: list[Told] = [each for item in items for each in ToldRow.told.held_in(item) if each.row > after]
    return lines, more is not None


def _order(phase: str, row: int) -> str:
    return f"told#{phase}#{row:09d}"


def told_texts(desk: Desk, run_id: str, phase: str) -> Iterator[str]:
    """What is told in a phase, as it is kept; one query for each megabyte."""
    between = ToldRow.order.between(_order(phase, 0), _order(phase, 10**9 - 1))
    return (item["told"]["S"] for item in ToldRow.all_pages(desk.database, run_id, range_condition=between))


def told_rows(desk: Desk, run_id: str, phase: str) -> list[ToldRow]:
    """All that is told in a phase, by its keys, to be removed; one query for each megabyte."""
    between = ToldRow.order.between(_order(phase, 0), _order(phase, 10**9 - 1))
    items = ToldRow.all_pages(desk.database, run_id, range_condition=between)
    return [ToldRow(run_id, item["order"]["S"]) for item in items]
