"""Counts made anew (law 7): page by page, by due work, of what is listed."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core import audit, races, times, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.touchpoints.model import months
from chalicelib.touchpoints.model.matrix import NONE
from chalicelib.touchpoints.model.placement import AGENT, CELL, NOTHING, Numbers, Row, counts_of, plus, spot_key
from chalicelib.touchpoints.store import placements as store
from chalicelib.touchpoints.store.matrix import matrix
from chalicelib.touchpoints.store.placements import CountMoved

TOGETHER = 40  # cells or agents of a page


class RecountPage(Due, frozen=True):
    """The next cells and agents of a month, behind this one."""

    kind = "touchpoints.recount_page"

    month: str
    after: str = ""


def recount(desk: Desk, by: By = audit.SYSTEM) -> None:
    """Have the counts of this month and the last made anew. Two requests."""
    now = times.hour(desk.now(), people.read_desk(desk).time_zone)[:7]
    tx = Transaction(desk)
    for month in (now, months.before(now)):
        work.put(tx, RecountPage(month))
    audit.note(tx, by, "recount_touchpoints", now)
    tx.commit()


def recount_page(desk: Desk, due: RecountPage) -> None:
    """A page, and the next one follows. A query for each cell or agent, one more where anything is counted. Twice is
    once."""
    spots = _spots(desk)
    rest = [each for each in spots if spot_key(*each) > due.after]
    for spot in rest[:TOGETHER]:
        mend(desk, spot, due.month)
    if len(rest) > TOGETHER:
        work.put_alone(desk, RecountPage(due.month, spot_key(*rest[TOGETHER - 1])))


def _spots(desk: Desk) -> Sequence[tuple[str, str]]:
    held = matrix(desk, consistent=False)
    codes = [NONE, *(code for brand in held.brands for code in held.codes(brand.code))]
    agents = people.directory(desk).agents
    spots = [*((CELL, each) for each in codes), *((AGENT, each) for each in agents)]
    return sorted(spots, key=lambda each: spot_key(*each))


def mend(desk: Desk, spot: tuple[str, str], month: str) -> int:
    """How many counts there were otherwise than what is listed; they are made that. What is counted meanwhile moves
    them, and then it is looked at once more."""

    def act() -> int:
        before = store.written(desk, spot, month)
        right = _right(desk, spot, month)
        wrong = [row for row in {*before, *right} if before.get(row, (NOTHING, 0))[0] != right.get(row, NOTHING)]
        for row in wrong:
            tx = Transaction(desk)
            seen = before[row][1] if row in before else None
            store.set_count(tx, row, seen, right.get(row, NOTHING))
            tx.commit()
        return len(wrong)

    return races.again(desk, act, CountMoved, tries=races.CROWD)


def _right(desk: Desk, spot: tuple[str, str], month: str) -> dict[Row, Numbers]:
    sums: dict[Row, Numbers] = {}
    key = spot_key(*spot)
    for each in store.all_listed(desk, spot, month):
        for row, numbers in counts_of(each).items():
            if row[0] == key:
                sums[row] = plus(sums.get(row, NOTHING), numbers)
    return sums
