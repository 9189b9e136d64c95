"""Keeping the results (F4): an inspection is counted where it belongs, exactly once, and a recount finds the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

import msgspec
from msgspec.structs import replace

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.quality.model.calendar import is_month, month_of
from chalicelib.quality.model.counting import contribution_of
from chalicelib.quality.model.inspection import Inspection
from chalicelib.quality.model.inspectors import INSPECT
from chalicelib.quality.model.results import (
    AGENT,
    ALL,
    GROUP,
    INSPECTOR,
    NOTHING,
    PLAN,
    Contribution,
    Sums,
    moved,
    plus,
    sums_of,
)
from chalicelib.quality.service import assigning
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import results
from chalicelib.quality.store.inspections import BY_MONTH, InspectionMoved, Listing, LoadMoved, Place
from chalicelib.quality.store.results import CellMoved, Spot
from chalicelib.quality.store.sheets import SHEETS

PAGE = 100


class Count(Due, frozen=True):
    """An inspection was submitted, appealed against or decided on."""

    kind = "quality.count"

    inspection_id: str


class Drift(msgspec.Struct, frozen=True):
    """What a recount found otherwise than it stood, and put right: how many sums, and how many inspectors' loads."""

    sums: int
    loads: int


def count(desk: Desk, due: Count) -> None:
    """Its month's sums have what it comes to now, instead of what was counted before. Four requests; twice is once."""

    def put() -> None:
        inspection = store.inspection(desk, due.inspection_id)
        if inspection is None:
            return
        after = _contribution(desk, inspection)
        changes = moved(inspection.counted, after)
        if inspection.counted == after:
            return
        cells = results.cells(desk, changes)
        tx = Transaction(desk)
        store.write(tx, inspection, replace(inspection, counted=after, version=inspection.version + 1))
        for spot, change in changes.items():
            results.write(tx, spot, cells[spot], plus(cells[spot].sums, change))
        tx.commit()

    races.again(desk, put, (InspectionMoved, CellMoved), tries=races.CROWD)


def _contribution(desk: Desk, inspection: Inspection) -> Contribution | None:
    """What it comes to now. One read, none for what is shipped."""
    sheet = SHEETS.version(desk, inspection.sheet_id, inspection.sheet_version)
    return contribution_of(inspection, sheet.definition) if sheet is not None else inspection.counted


def recount(desk: Desk, month: str | None = None) -> Drift:
    """The sums of a month, or of this one and the last, and the loads of those who inspect, made anew from the
    inspections; what is with somebody who cannot inspect goes to others. Raises ``Invalid``."""
    assigning.check_inspectors(desk)
    if month is not None:
        if not is_month(month):
            raise Invalid.field("month", "a month such as 2026-11")
        return Drift(recount_month(desk, month), recount_loads(desk))
    zone = people.read_desk(desk).time_zone
    now = month_of(desk.now(), zone)
    year, number = int(now[:4]), int(now[5:])
    last = f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"
    return Drift(sum(recount_month(desk, each) for each in (last, now)), recount_loads(desk))


def recount_month(desk: Desk, month: str) -> int:
    """The sums of a month made anew from its inspections; how many stood otherwise.

    What is counted meanwhile is not lost: it moves a sum, and then all of it is made anew.
    """
    return races.again(desk, lambda: _recount(desk, month), CellMoved)


def _recount(desk: Desk, month: str) -> int:
    spots = _everywhere(desk, month)
    for inspection in _of_month(desk, month):
        count(desk, Count(inspection.inspection_id))
        contribution = _contribution(desk, inspection)
        spots += [(month, *each) for each in contribution.places] if contribution is not None else []
    before = results.cells(desk, spots)
    sums: defaultdict[Spot, Sums] = defaultdict(lambda: NOTHING)
    for inspection in _of_month(desk, month):
        counted = inspection.counted  # what was submitted just now is added when it is counted
        if counted is None:
            continue
        for dimension, key in counted.places:
            spot = (month, dimension, key)
            sums[spot] = plus(sums[spot], sums_of(counted))
    wrong = [spot for spot, cell in before.items() if cell.sums != sums[spot]]
    for spot in wrong:
        tx = Transaction(desk)
        results.write(tx, spot, before[spot], sums[spot])
        tx.commit()
    return len(wrong)


def _everywhere(desk: Desk, month: str) -> list[Spot]:
    """Where sums may stand though nothing counts there."""
    roster = people.roster(desk)
    keys = {
        ALL: [ALL],
        AGENT: [*roster.agents],
        INSPECTOR: [*roster.agents],
        GROUP: [*roster.groups],
        PLAN: [each.key for each in plans.list_plans(desk)],
    }
    return [(month, dimension, key) for dimension, several in keys.items() for key in several]


def _of_month(desk: Desk, month: str) -> Iterator[Inspection]:
    """All that were submitted in it, a hundred at a time."""
    places = store.every(desk, Listing(BY_MONTH, month))
    for several in batched(places, PAGE):
        yield from store.inspections(desk, [each.id for each in several])


def batched(places: Iterable[Place], number: int) -> Iterator[list[Place]]:
    """So many at a time."""
    several = iter(places)
    while some := list(islice(several, number)):
        yield some


def recount_loads(desk: Desk) -> int:
    """How many each who may inspect has open, by the lists; how many stood otherwise. A query each."""
    able = [each.agent_id for each in people.roster(desk).agents.values() if INSPECT in each.rights.permissions]
    return sum(_recount_load(desk, each) for each in able)


def _recount_load(desk: Desk, agent_id: str) -> bool:
    before = store.loads(desk, [agent_id]).get(agent_id)
    now = store.counted_open(desk, agent_id)
    if now == (before or 0):
        return False
    tx = Transaction(desk)
    store.set_load(tx, agent_id, before, now)
    with suppress(LoadMoved):  # given another one just now: the next night looks again
        tx.commit()
    return True
