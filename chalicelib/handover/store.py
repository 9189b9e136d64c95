"""The table ``handover``: plans' next days, when pools' plans close, what agents noted and what was left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.handover.model.days import Day
from chalicelib.handover.model.planning import Planned

NEXT = "next"
KEPT = timedelta(days=800)  # as long as what figures are made of
CLOSINGS_KEPT = timedelta(days=7)
_LAST = "~"  # sorts after every moment and name


class Keys(Row):
    class Meta:
        table_name = table_name("handover")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class PlannedRow(Keys):
    version = NumberAttribute()
    planned = Packed(Planned)


class ClosingRow(Keys):
    ends_at = UTCDateTimeAttribute()
    expires_at = NumberAttribute()


class DayRow(Keys):
    version = NumberAttribute()
    day = Packed(Day)
    expires_at = NumberAttribute()


class LeftRow(Keys):
    """``about``: whose day it is that something was left of."""

    about = UnicodeAttribute()
    expires_at = NumberAttribute()


class LetterRow(Keys):
    """``told``: of whose days the leader's letters told; ``version``: one more with each letter."""

    told = Json(list[str])
    version = NumberAttribute()
    expires_at = NumberAttribute()


class PlannedMoved(Moved):
    """Another day of the plan is looked at next than was read."""


class DayMoved(Moved):
    """Something was noted, or the day is over, since it was read."""


class LetterMoved(Moved):
    """The leader was told of others meanwhile."""


def planned(desk: Desk, plan_key: str) -> Planned | None:
    """Which day of the plan is looked at next; one strongly consistent read."""
    row = PlannedRow.find(desk.database, f"plan#{plan_key}", NEXT)
    return row.planned if row else None


def put_planned(tx: Transaction, before: Planned | None, after: Planned) -> None:
    """Store which day is looked at next, and with it when its pools' plan closes. Lost: ``PlannedMoved``.

    A closing that the plan does not have any more goes; one that has been stays for whoever asks what it was.
    """
    same = PlannedRow.key.does_not_exist() if before is None else PlannedRow.version == before.version
    row = PlannedRow(f"plan#{after.plan_key}", NEXT, version=after.version, planned=after)
    tx.put(row, condition=same, losing=PlannedRow.planned.losing(PlannedMoved))
    had, has = _closings(before), _closings(after)
    is_over = before is not None and after.done_until == before.ends_at and before.ends_at is not None
    for key, order, _ in sorted(() if is_over else had - has):
        tx.delete(ClosingRow(key, order))
    for key, order, ends_at in sorted(has - had):
        tx.put(ClosingRow(key, order, ends_at=ends_at, expires_at=int((ends_at + CLOSINGS_KEPT).timestamp())))


def put_closings(tx: Transaction, planned: Planned, pools: Iterable[str]) -> None:
    """These pools receive for the plan as well on its next day, as long as that is the one. Lost: ``PlannedMoved``."""
    more = sorted(set(pools) - set(planned.pools))
    if planned.day is None or planned.ends_at is None or not more:
        return
    order = _closing(planned.day, planned.ends_at, planned.plan_key)
    expires = int((planned.ends_at + CLOSINGS_KEPT).timestamp())
    same, losing = PlannedRow.version == planned.version, PlannedRow.planned.losing(PlannedMoved)
    tx.check(PlannedRow(f"plan#{planned.plan_key}", NEXT), same, losing=losing)
    for each in more:
        tx.put(ClosingRow(f"pool#{each}", order, ends_at=planned.ends_at, expires_at=expires))


def _closings(planned: Planned | None) -> set[tuple[str, str, datetime]]:
    if planned is None or planned.day is None or planned.ends_at is None:
        return set()
    order = _closing(planned.day, planned.ends_at, planned.plan_key)
    return {(f"pool#{each}", order, planned.ends_at) for each in planned.pools}


def _closing(day: date, ends_at: datetime, plan_key: str) -> str:
    return f"{times.stored(day)}#{times.sortable(ends_at)}#{plan_key}"


def last_closing(desk: Desk, pool: str, day: date) -> datetime | None:
    """When the last of the plans that this pool receives for closes on that day; one strongly consistent query of one
    item."""
    of_day = ClosingRow.order.between(f"{times.stored(day)}#", f"{times.stored(day)}#{_LAST}")
    items, _ = ClosingRow.read_page(desk.database, f"pool#{pool}", range_condition=of_day, limit=1, forward=False)
    return ClosingRow.from_raw_data(items[0]).ends_at if items else None


def day_of(desk: Desk, subject: str, day: date) -> Day:
    """A day of an agent or of what is nobody's, blank where nothing was written of it; one strongly consistent read."""
    row = DayRow.find(desk.database, subject, times.stored(day))
    return row.day if row else Day(subject, day)


def days_of(desk: Desk, places: Sequence[tuple[str, date]]) -> list[Day]:
    """Several, in the order asked for; one request for each hundred."""
    keys = [(subject, times.stored(day)) for subject, day in places]
    found = {(day.subject, day.day): day for day in map(DayRow.day.held_in, DayRow.find_items(desk.database, keys))}
    return [found[each] for each in places if each in found]


def put_day(tx: Transaction, before: Day, after: Day) -> None:
    """Store a day. Lost: ``DayMoved``."""
    same = DayRow.key.does_not_exist() if before.version == 0 else DayRow.version == before.version
    expires_at = int((tx.desk.now() + KEPT).timestamp())
    row = DayRow(after.subject, times.stored(after.day), version=after.version, day=after, expires_at=expires_at)
    tx.put(row, condition=same, losing=DayRow.day.losing(DayMoved))


def desk_list(day: date) -> tuple[str, str]:
    """The list of what the whole desk left on a day: its key, and what its places begin with."""
    return f"desk#{times.stored(day)}", "#"


def group_list(group_id: str, day: date) -> tuple[str, str]:
    """The same of a group's."""
    return f"group#{group_id}", f"{times.stored(day)}#"


def leader_list(agent_id: str, day: date) -> tuple[str, str]:
    """What a leader is to hear of a day."""
    return f"leader#{agent_id}", f"{times.stored(day)}#"


def put_left(tx: Transaction, subject: str, lists: Iterable[tuple[str, str]]) -> None:
    """The day of this agent or plan stands in these lists; twice is once."""
    expires_at = int((tx.desk.now() + KEPT).timestamp())
    for key, start in lists:
        tx.put(LeftRow(key, f"{start}{subject}", about=subject, expires_at=expires_at))


def left_in(desk: Desk, listing: tuple[str, str], after: str | None, limit: int) -> list[str]:
    """Whose days stand in the list, behind this one, by name; one strongly consistent query."""
    key, start = listing
    bounds = LeftRow.order.between(f"{start}{after or ''}", f"{start}{_LAST}")
    items, _ = LeftRow.read_page(desk.database, key, range_condition=bounds, limit=limit + 1)
    found = (LeftRow.from_raw_data(item).about for item in items)
    return [each for each in found if each != after][:limit]


def told_of(desk: Desk, agent_id: str, day: date) -> tuple[frozenset[str], int]:
    """Of whose days a leader was told, and in how many letters; one strongly consistent read."""
    row = LetterRow.find(desk.database, f"leader#{agent_id}", times.stored(day))
    return (frozenset(row.told), int(row.version)) if row else (frozenset(), 0)


def put_told(tx: Transaction, agent_id: str, day: date, told: Iterable[str], version: int) -> None:
    """They are told of these, in one letter more. Lost: ``LetterMoved``."""
    same = LetterRow.key.does_not_exist() if version == 0 else LetterRow.version == version
    expires_at = int((tx.desk.now() + KEPT).timestamp())
    row = LetterRow(
        f"leader#{agent_id}", times.stored(day), told=sorted(told), version=version + 1, expires_at=expires_at
    )
    tx.put(row, condition=same, losing=lambda _: LetterMoved(None))
