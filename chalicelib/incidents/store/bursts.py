"""What is counted of a topic: signs, minutes, hours, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.bursts import WEEKS, Burst, Hour, minute_of
from chalicelib.incidents.model.links import SHARES
from chalicelib.incidents.store.keys import Keys, share_of

BURST = "burst"
COUNTED_FOR = timedelta(days=3)  # a sign, and the number of its minute
HOURS_KEPT = timedelta(weeks=WEEKS + 1)
OVERDUE = timedelta(hours=1)  # a look that should have been taken so long ago is none


class BurstRow(Keys):
    version = NumberAttribute()
    burst = Packed(Burst)


class LookedRow(Keys):
    """That due work will look at the topic: a row for each share of what is counted, so that they do not meet."""

    due = NumberAttribute()


class CountRow(Keys):
    number = NumberAttribute(default=0)
    expires_at = NumberAttribute()


class SignRow(Keys):
    """That something counts for a topic; ``leads_to``: what an answer to a survey is about."""

    about = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    leads_to = UnicodeAttribute(null=True)
    expires_at = NumberAttribute()


class SeenRow(Keys):
    """That it was counted, which happens once."""

    expires_at = NumberAttribute()


class BurstMoved(Moved):
    """The topic does not stand as it was read; ``record``: how it stands now."""


class Counted(Lost):
    """It was counted before."""


class NotLooked(Lost):
    """Nobody is going to look: that must be planned with what is counted."""


def burst(desk: Desk, topic: str) -> Burst:
    """How a topic stands; one strongly consistent read."""
    row = BurstRow.find(desk.database, _burst(topic), BURST)
    return row.burst if row is not None else Burst(topic)


def wanted_burst(topic: str) -> Wanted[Burst]:
    """How a topic stands, to be asked for together with other things; None: nothing happened yet."""
    return BurstRow.wanted(lambda row: row.burst, _burst(topic), BURST)


def put_burst(tx: Transaction, before: Burst, after: Burst) -> None:
    """Store how a topic stands. Lost: ``BurstMoved``."""
    unmoved = BurstRow.version == before.version if before.version else BurstRow.key.does_not_exist()
    losing = BurstRow.burst.losing(BurstMoved)
    row = BurstRow(_burst(after.topic), BURST, version=after.version, burst=after)
    tx.put(row, condition=unmoved, losing=losing)


def put_sign(tx: Transaction, topic: str, about: str, at: datetime, leads_to: str | None) -> None:
    """Count it, once, in its minute. Lost: ``Counted``."""
    share, until = share_of(about), int((at + COUNTED_FOR).timestamp())
    seen = SeenRow(about_key(about), f"sign#{topic}", expires_at=until)
    tx.put(seen, condition=SeenRow.key.does_not_exist(), losing=lambda _: Counted("counted before"))
    row = SignRow(_signs(topic, share), f"{times.sortable(at)}#{about}", about=about, at=at, expires_at=until)
    row.leads_to = leads_to
    tx.put(row)
    count = CountRow(_counts(topic, share), _minute(minute_of(at)))
    tx.update(count, [CountRow.number.add(1), CountRow.expires_at.set(until)])


def check_looked(tx: Transaction, topic: str, share: int) -> None:
    """Only commit while somebody is going to look. Lost: ``NotLooked``."""
    alive = LookedRow.due > int((tx.desk.now() - OVERDUE).timestamp())
    tx.check(LookedRow(_burst(topic), _looked(share)), alive, losing=lambda _: NotLooked("nobody looks"))


def put_looked(tx: Transaction, topic: str, share: int) -> None:
    """Somebody is going to look."""
    tx.put(LookedRow(_burst(topic), _looked(share), due=int(tx.desk.now().timestamp())))


def begin_look(desk: Desk, topic: str, share: int) -> None:
    """From here on whoever counts has somebody look anew; one write."""
    tx = Transaction(desk)
    tx.delete(LookedRow(_burst(topic), _looked(share)))
    tx.commit()


def counts(desk: Desk, topic: str, first: int, last: int) -> dict[int, int]:
    """How many there were in each of these minutes; a strongly consistent query for each share."""
    found: dict[int, int] = {}
    between = CountRow.order.between(_minute(first), _minute(last))
    for share in range(SHARES):
        for item in CountRow.all_pages(desk.database, _counts(topic, share), range_condition=between):
            minute = int(item["order"]["S"])
            found[minute] = found.get(minute, 0) + int(item["number"]["N"])
    return found


def wanted_hour(topic: str, hour: str) -> Wanted[Hour]:
    """How many there were in an hour, to be asked for together with others; None: it was not summed."""
    return CountRow.wanted(lambda row: Hour(int(row.number)), _usual(topic), hour)


def put_hour(tx: Transaction, topic: str, hour: str, number: int) -> None:
    """How many there were in an hour of the desk's clock."""
    until = int((tx.desk.now() + HOURS_KEPT).timestamp())
    tx.put(CountRow(_usual(topic), hour, number=number, expires_at=until))


class Summed(Lost):
    """Somebody sums this hour already."""


def plan_hour(tx: Transaction, topic: str, hour: str) -> None:
    """The hour is to be summed when it is over, which is said once. Lost: ``Summed``."""
    until = int((tx.desk.now() + HOURS_KEPT).timestamp())
    row = CountRow(_usual(topic), hour, number=0, expires_at=until)
    tx.put(row, condition=CountRow.key.does_not_exist(), losing=lambda _: Summed("it is summed"))


def signs(
    desk: Desk, topic: str, share: int, since: datetime, limit: int, after: str | None
) -> tuple[Sequence[Any], str | None]:
    """A share's signs since then, behind ``after``, the oldest first, and where the next ones begin; one query."""
    lower = after or times.sortable(since)
    behind = SignRow.order > lower if after is not None else SignRow.order >= lower
    items, following = SignRow.read_page(desk.database, _signs(topic, share), range_condition=behind, limit=limit)
    rows = [SignRow.from_raw_data(each) for each in items]
    return rows, rows[-1].order if following is not None and rows else None


def rows_of(rows: Sequence[Any]) -> Iterator[tuple[str, datetime, str | None]]:
    """What these signs are of, since when, and which conversation that leads to."""
    for each in rows:
        yield each.about, each.at, each.leads_to


def about_key(about: str) -> str:
    """Where it stands what something counted for, and what it is linked to."""
    return f"about#{about}"


def _burst(topic: str) -> str:
    return f"burst#{topic}"


def _looked(share: int) -> str:
    return f"looked#{share}"


def _counts(topic: str, share: int) -> str:
    return f"count#{topic}#{share}"


def _usual(topic: str) -> str:
    return f"usual#{topic}"


def _signs(topic: str, share: int) -> str:
    return f"sign#{topic}#{share}"


def _minute(minute: int) -> str:
    return f"{minute:010d}"
