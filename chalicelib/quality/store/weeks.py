"""The conversations of an agent's week that a rule draws next, as many as it wants and some in reserve."""

from __future__ import annotations

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.quality.store.keys import Keys

WEEK = "week"


class WeekRow(Keys):
    number = NumberAttribute()
    closed = NumberAttribute(null=True)
    drawn = Json(list[tuple[str, str]])


class Week(msgspec.Struct, frozen=True):
    """``drawn``: numbers and conversations, the lowest first; ``closed``: the week is over and these are inspected.
    ``number``: how often it was written."""

    rule_id: str
    agent_id: str
    week: str
    drawn: tuple[tuple[int, str], ...] = ()
    closed: bool = False
    number: int = 0


class WeekMoved(Moved):
    """The week is not as it was read."""


def week(desk: Desk, rule_id: str, agent_id: str, name: str) -> Week:
    """An agent's week, empty where nothing of it is known; one strongly consistent read."""
    found = Week(rule_id, agent_id, name)
    return _held(WeekRow.find_item(desk.database, _key(found), WEEK), found)


def _held(item: RawItem | None, empty: Week) -> Week:
    if item is None:
        return empty
    row = WeekRow.from_raw_data(item)
    drawn = tuple((int(number, 16), name) for number, name in row.drawn)
    return Week(empty.rule_id, empty.agent_id, empty.week, drawn, bool(row.closed), int(row.number))


def write(tx: Transaction, before: Week, after: Week) -> None:
    """Store it. Lost: ``WeekMoved``."""
    unmoved = WeekRow.number == before.number if before.number else WeekRow.key.does_not_exist()
    row = WeekRow(
        _key(after),
        WEEK,
        number=before.number + 1,
        closed=1 if after.closed else None,
        drawn=[(f"{number:016x}", name) for number, name in after.drawn],
    )
    tx.put(row, condition=unmoved, losing=lambda item: WeekMoved(_held(item, after)))


def _key(week: Week) -> str:
    return f"week#{week.rule_id}#{week.agent_id}#{week.week}"
