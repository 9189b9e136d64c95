"""What is to be summed, and how far it was: of an hour, or of a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, read_all, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.reports.model.calendar import day_of, months_between
from chalicelib.reports.store.keys import SHARES, Keys

PLANNED, SUMMED = "planned", "summed"
OVERDUE = timedelta(hours=1)
MOST_PLACES = 1_000  # of one item, which may have 400 KB

Places = Sequence[tuple[str, str]]


class PlannedRow(Keys):
    """That due work will sum it, by ``due`` (seconds since 1970): a row for each share of what is written, so that
    they do not meet in one."""

    due = NumberAttribute()


class UnsummedRow(Keys):
    """The same by months, until it *was* summed: what says whether anything is missing in the sums of some days."""

    due = NumberAttribute()


class SummedRow(Keys):
    """``number``: how often its summing was begun; ``places``: what was found, before any of it is written, and under
    which orders there are ``others``."""

    number = NumberAttribute()
    places = Json(list[tuple[str, str]])
    others = Json(list[str], null=True)


class OtherPlacesRow(Keys):
    """More of what was found; written once, and removed when it was found anew."""

    places = Json(list[tuple[str, str]])


class Summed(msgspec.Struct, frozen=True):
    """What is kept of the summing of an hour or a month: the ``places`` in its item, the ``others`` and those in them
    (``more``); ``planned``: the plans that are due."""

    number: int = 0
    places: Places = ()
    others: Sequence[str] = ()
    more: Places = ()
    planned: Sequence[str] = ()


class NotPlanned(Lost):
    """Nobody sums this hour, or month: it must be planned with what is written. ``name``: what it is kept under."""

    def __init__(self, name: str) -> None:
        super().__init__("nobody sums it")
        self.name = name


class Overtaken(Lost):
    """Somebody has begun to sum the same later on: what they put there is newer."""


def hour_name(hour: str) -> str:
    """What the summing of an hour is kept under."""
    return f"hour#{hour}"


def month_name(month: str) -> str:
    """What the summing of a month is kept under."""
    return f"month#{month}"


def planned_name(name: str, share: int) -> str:
    """What names the plan to sum this hour, or month, for a share of what is written."""
    return f"{name}#{share}"


def check_planned(tx: Transaction, name: str, share: int = 0) -> None:
    """Only commit while this hour, or month, is to be summed; a plan that is long overdue is none, for nobody may have
    known it. Lost: ``NotPlanned``."""
    alive = PlannedRow.due > int((tx.desk.now() - OVERDUE).timestamp())
    row = PlannedRow(planned_name(name, share), PLANNED)
    tx.check(row, alive, losing=lambda _: NotPlanned(planned_name(name, share)))


def put_planned(tx: Transaction, name: str, at: datetime, share: int = 0) -> None:
    """It is to be summed by then."""
    planned, due = planned_name(name, share), int(at.timestamp())
    tx.put(PlannedRow(planned, PLANNED, due=due))
    tx.put(UnsummedRow(_unsummed(name), planned, due=due))


def unsummed(desk: Desk, first: str, last: str) -> dict[str, datetime]:
    """The hours from ``first`` to ``last``, and their months, that were not summed since something was written in them,
    by what names their plans, with when these were due; a strongly consistent query for each month."""
    found: dict[str, datetime] = {}
    for month in months_between(day_of(first), day_of(last)):
        for item in UnsummedRow.all_pages(desk.database, _unsummed(month_name(month))):
            planned = item["order"]["S"]
            if planned.startswith(month_name("")) or hour_name(first) <= planned <= hour_name(f"{last}~"):
                found[planned] = datetime.fromtimestamp(int(item["due"]["N"]), UTC)
    return found


def put_summed(desk: Desk, name: str) -> None:
    """It was summed: what was planned anew meanwhile stays unsummed. A query, and a transaction for each share."""
    plans = UnsummedRow.order.startswith(f"{name}#")
    for item in UnsummedRow.all_pages(desk.database, _unsummed(name), range_condition=plans):
        planned = item["order"]["S"]
        tx = Transaction(desk)
        unplanned = PlannedRow.key.does_not_exist()
        tx.check(PlannedRow(planned, PLANNED), unplanned, losing=lambda _: Overtaken("planned anew"))
        tx.delete(UnsummedRow(_unsummed(name), planned))
        with suppress(Overtaken):
            tx.commit()


def _unsummed(name: str) -> str:
    """Under what an hour, or a month, is kept until it was summed: both by their month."""
    return f"unsummed#{name.partition('#')[2][:7]}"


def summed(desk: Desk, name: str) -> Summed:
    """What is kept of its summing, and the plans that are due by now; one strongly consistent request, and where
    thousands were found another for each hundred thousand.

    What is planned for later is somebody else's to carry out. What was found anew meanwhile is ``more`` in part: then
    to begin is lost.
    """
    now = desk.now().timestamp()
    keys = [planned_name(name, share) for share in range(SHARES)]
    plans = [
        PlannedRow.wanted(lambda row: Summed(planned=(row.key,) if row.due <= now else ()), key, PLANNED)
        for key in keys
    ]
    before = SummedRow.wanted(lambda row: Summed(int(row.number), row.places, row.others or ()), name, SUMMED)
    known, *planned = read_all(desk.database, [before, *plans])
    kept = known or Summed()
    rows = OtherPlacesRow.find_items(desk.database, [(name, order) for order in kept.others])
    more = [place for item in rows for place in OtherPlacesRow.places.held_in(item)]
    due = [key for each in planned if each is not None for key in each.planned]
    return replace(kept, more=more, planned=due)


def begin(tx: Transaction, name: str, before: Summed) -> None:
    """From here on whoever writes plans anew. Lost: ``Overtaken``."""
    places, others = list(before.places), list(before.others) or None
    same_others = SummedRow.others == others if others else SummedRow.others.does_not_exist()
    as_read = (SummedRow.number == before.number) & (SummedRow.places == places) & same_others
    same = as_read if before.number else SummedRow.key.does_not_exist()
    row = SummedRow(name, SUMMED, number=before.number + 1, places=places, others=others)
    tx.put(row, condition=same, losing=lambda _: Overtaken("summed by somebody else"))
    for key in before.planned:
        tx.delete(PlannedRow(key, PLANNED))


def put_places(desk: Desk, name: str, before: Summed, places: Iterable[tuple[str, str]]) -> None:
    """Store what was found by the summing that was begun after ``before``; a request, more where there are
    thousands. Raises ``Overtaken``."""
    number, every = before.number + 1, list(places)
    first, rest = every[:MOST_PLACES], every[MOST_PLACES:]
    some = [rest[start : start + MOST_PLACES] for start in range(0, len(rest), MOST_PLACES)]
    others = {f"{SUMMED}#{number}#{part:04}": each for part, each in enumerate(some)}
    write_all(desk.database, [OtherPlacesRow(name, order, places=each) for order, each in others.items()])
    tx = Transaction(desk)
    change = SummedRow.others.set(list(others)) if others else SummedRow.others.remove()
    row, ours = SummedRow(name, SUMMED), SummedRow.number == number
    actions = [SummedRow.places.set(first), change]
    tx.update(row, actions, condition=ours, losing=lambda _: Overtaken("overtaken"))
    tx.commit()
    write_all(desk.database, [], [OtherPlacesRow(name, order) for order in before.others])
