"""The table ``costs``: what containers handed over, and what it comes to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from pynamodb.attributes import NumberAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, RawItem, write_all
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.spending import ByKind, Day, Packet, Used
from chalicelib.costs.store.keys import Keys

SHARES = 8  # of an hour, so that no partition takes what all containers write
KEPT = timedelta(days=4)  # of what was handed over: until it has surely been added up
KEPT_OF_CONVERSATION = timedelta(days=400)
UTC_ZONE = "UTC"


class CountedRow(Keys):
    packet = Packed(Packet)
    expires_at = NumberAttribute()


class DayRow(Keys):
    version = NumberAttribute()
    day = Packed(Day)


class MonthRow(Keys):
    version = NumberAttribute()
    by_kind = Json(ByKind)


class ConversationRow(Keys):
    used = Packed(Used)
    expires_at = NumberAttribute()


class DayMoved(Moved):
    """Somebody else has added to this day, or to its month."""


def hour_of(at: datetime) -> str:
    """What the hour is called in which this was handed over."""
    return times.hour(at, UTC_ZONE)


def put_counted(tx: Transaction, count_id: str, packet: Packet) -> None:
    """Keep what a container handed over, in the place of the same if it comes twice within the hour."""
    now = tx.desk.now()
    key = _counted(hour_of(now), zlib.crc32(count_id.encode()) % SHARES)
    tx.put(CountedRow(key, count_id, packet=packet, expires_at=int((now + KEPT).timestamp())))


def counted_in(desk: Desk, hour: str) -> Iterator[Packet]:
    """All that was handed over in an hour; a strongly consistent query a share, one more for each megabyte."""
    for share in range(SHARES):
        for item in CountedRow.all_pages(desk.database, _counted(hour, share)):
            yield CountedRow.packet.held_in(item)


def days_of(desk: Desk, plan_key: str, first: date, beyond: date) -> dict[date, tuple[Day, int]]:
    """The days of a plan from the first one on, each with its version; one strongly consistent query."""
    between = DayRow.order.between(times.stored(first), times.stored(beyond - timedelta(days=1)))
    items = DayRow.all_pages(desk.database, _days(plan_key), range_condition=between)
    return {times.read_day(item["order"]["S"]): _day(item) for item in items}


def put_day(tx: Transaction, plan_key: str, day: date, held: Day, version: int) -> None:
    """Put a day in the place of its ``version``. Lost: ``DayMoved``."""
    unmoved = DayRow.version == version if version else DayRow.key.does_not_exist()
    row = DayRow(_days(plan_key), times.stored(day), version=version + 1, day=held)
    tx.put(row, condition=unmoved, losing=lambda _: DayMoved(None))


def month_version(desk: Desk, plan_key: str, month: str) -> int:
    """How often a plan's month was added to; one strongly consistent read."""
    row = MonthRow.find(desk.database, _months(month), plan_key)
    return int(row.version) if row is not None else 0


def month_of(desk: Desk, plan_key: str, month: str) -> ByKind:
    """What a plan's month comes to, by kinds; one strongly consistent read."""
    row = MonthRow.find(desk.database, _months(month), plan_key)
    return row.by_kind if row is not None else {}


def put_month(tx: Transaction, plan_key: str, month: str, by_kind: ByKind, version: int) -> None:
    """Put a month in the place of its ``version``, with the day of it that changed. Lost: ``DayMoved``."""
    unmoved = MonthRow.version == version if version else MonthRow.key.does_not_exist()
    row = MonthRow(_months(month), plan_key, version=version + 1, by_kind=by_kind)
    tx.put(row, condition=unmoved, losing=lambda _: DayMoved(None))


def months_after(desk: Desk, month: str, after: str, limit: int) -> tuple[list[tuple[str, ByKind]], bool]:
    """A page of a month's plans behind this one, in order, and whether there are more; one strongly consistent
    query."""
    behind = MonthRow.order > after
    items, more = MonthRow.read_page(desk.database, _months(month), range_condition=behind, limit=limit)
    return [(item["order"]["S"], MonthRow.by_kind.held_in(item)) for item in items], more is not None


def put_conversations(desk: Desk, hour: str, some: Mapping[str, Used]) -> None:
    """What was done for each in this hour, in the place of what was put there before; 25 a request."""
    until = int((desk.now() + KEPT_OF_CONVERSATION).timestamp())
    rows = [ConversationRow(_conversation(each), hour, used=used, expires_at=until) for each, used in some.items()]
    write_all(desk.database, rows)


def conversation(desk: Desk, conversation_id: str) -> Sequence[tuple[str, Used]]:
    """What was done for a conversation, by the hours in which it was handed over; one strongly consistent query."""
    items = ConversationRow.all_pages(desk.database, _conversation(conversation_id))
    return [(item["order"]["S"], ConversationRow.used.held_in(item)) for item in items]


def _day(item: RawItem) -> tuple[Day, int]:
    row = DayRow.from_raw_data(item)
    return row.day, int(row.version)


def _counted(hour: str, share: int) -> str:
    return f"counted#{hour}#{share}"


def _days(plan_key: str) -> str:
    return f"days#{plan_key}"


def _months(month: str) -> str:
    return f"months#{month}"


def _conversation(conversation_id: str) -> str:
    return f"conversation#{conversation_id}"
