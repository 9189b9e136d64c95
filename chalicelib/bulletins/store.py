"""The table ``bulletins``."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.bulletins.model.bulletin import Bulletin, Kept
from chalicelib.bulletins.model.crossing import Crossing
from chalicelib.bulletins.model.day_report import DayReport
from chalicelib.bulletins.model.schedule import DAILY
from chalicelib.bulletins.model.subscriptions import Recipient, Run, Subscription
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, Row, table_name
from chalicelib.core.transactions import Transaction

SUBSCRIPTIONS, RUN, WHO, BULLETIN, CROSSING = "subscriptions", "run#", "who#", "bulletin", "groups"
SHARES = 4  # of a week's crossed tickets
WEEKS_KEPT = timedelta(days=100)
PAGE = 50


class Keys(Row):
    class Meta:
        table_name = table_name("bulletins")
        expires = "expires_at"

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class SubscriptionRow(Keys):
    revision = NumberAttribute()
    subscription = Packed(Subscription)


class RunRow(Keys):
    revision = NumberAttribute()
    run = Packed(Run)


class WhoRow(Keys):
    recipients = Json(tuple[Recipient, ...])


class BulletinRow(Keys):
    bulletin = Packed(Bulletin)


class KeptRow(Keys):
    kept = Packed(Kept)


class CrossingRow(Keys):
    revision = NumberAttribute()
    crossing = Packed(Crossing)


class CrossedRow(Keys):
    expires_at = NumberAttribute()


class DayReportRow(Keys):
    version = NumberAttribute()
    report = Packed(DayReport)


class SubscriptionMoved(Moved):
    """The subscription is not as it was read."""


class RunMoved(Moved):
    """The run is not as it was read; ``record`` is how it stands now."""


class CrossingMoved(Moved):
    """What is known of the ticket is not as it was read."""


class DayReportMoved(Moved):
    """The day report is not as it was read."""


class CompiledBefore(Lost):
    """There is this bulletin already."""


# --- subscriptions and their runs -----------------------------------------------------------------------------------


def subscriptions(desk: Desk) -> list[Subscription]:
    """All of them, oldest first; one query (one more for each megabyte)."""
    return [
        SubscriptionRow.subscription.held_in(item) for item in SubscriptionRow.all_pages(desk.database, SUBSCRIPTIONS)
    ]


def subscription(desk: Desk, subscription_id: str) -> Subscription | None:
    """One; one strongly consistent read."""
    row = SubscriptionRow.find(desk.database, SUBSCRIPTIONS, subscription_id)
    return row.subscription if row else None


def write_subscription(tx: Transaction, before: Subscription | None, after: Subscription) -> None:
    """Store it. Lost: ``SubscriptionMoved``."""
    row = SubscriptionRow(SUBSCRIPTIONS, after.subscription_id, revision=after.revision, subscription=after)
    unmoved = SubscriptionRow.key.does_not_exist() if before is None else SubscriptionRow.revision == before.revision
    tx.put(row, condition=unmoved, losing=SubscriptionRow.subscription.losing(SubscriptionMoved))


def delete_subscription(tx: Transaction, before: Subscription) -> None:
    """Remove it. Lost: ``SubscriptionMoved``."""
    tx.delete(
        SubscriptionRow(SUBSCRIPTIONS, before.subscription_id),
        condition=SubscriptionRow.revision == before.revision,
        losing=SubscriptionRow.subscription.losing(SubscriptionMoved),
    )


def run(desk: Desk, subscription_id: str, every: str, first: date) -> Run | None:
    """The run of the day, week or month that begins on this day; one strongly consistent read."""
    row = RunRow.find(desk.database, subscription_id, f"{RUN}{_period(every, first)}")
    return row.run if row else None


def last_run(desk: Desk, subscription_id: str) -> Run | None:
    """The run of the latest period; one query."""
    runs = RunRow.order.startswith(RUN)
    items, _ = RunRow.read_page(desk.database, subscription_id, range_condition=runs, limit=1, forward=False)
    return RunRow.run.held_in(items[0]) if items else None


def put_recipients(tx: Transaction, run: Run, recipients: tuple[Recipient, ...]) -> None:
    """Who is told, kept beside the run, which is written once for each few of them."""
    tx.put(WhoRow(run.subscription_id, f"{WHO}{_period(run.every, run.first)}", recipients=recipients))


def recipients(desk: Desk, run: Run) -> tuple[Recipient, ...]:
    """Who is told; one strongly consistent read."""
    row = WhoRow.find(desk.database, run.subscription_id, f"{WHO}{_period(run.every, run.first)}")
    return tuple(row.recipients) if row else ()


def write_run(tx: Transaction, before: Run | None, after: Run) -> None:
    """Store it. Lost: ``RunMoved``."""
    order = f"{RUN}{_period(after.every, after.first)}"
    row = RunRow(after.subscription_id, order, revision=after.revision, run=after)
    unmoved = RunRow.key.does_not_exist() if before is None else RunRow.revision == before.revision
    tx.put(row, condition=unmoved, losing=RunRow.run.losing(RunMoved))


def _period(every: str, first: date) -> str:
    """What names it: a week, or a month, begins on the same day as a day does."""
    return times.stored(first) if every == DAILY else f"{times.stored(first)}#{every}"


# --- bulletins ------------------------------------------------------------------------------------------------------


def bulletin(desk: Desk, bulletin_id: str) -> Bulletin | None:
    """One, with all that it says; one strongly consistent read."""
    row = BulletinRow.find(desk.database, bulletin_id, BULLETIN)
    return row.bulletin if row else None


def put_bulletin(tx: Transaction, bulletin: Bulletin, *, listed: bool = True) -> None:
    """Keep a new one, also in the list of its year, or in that of tests. Lost: ``CompiledBefore``."""
    tx.put(
        BulletinRow(bulletin.bulletin_id, BULLETIN, bulletin=bulletin),
        condition=BulletinRow.key.does_not_exist(),
        losing=lambda _: CompiledBefore("it was compiled before"),
    )
    key = _kept(bulletin.compiled_at.year) if listed else _tests(bulletin.compiled_at.year)
    tx.put(KeptRow(key, _place(bulletin), kept=Kept.of(bulletin)))


def put_sent(tx: Transaction, agent_id: str, bulletin: Bulletin) -> None:
    """It is in the list of those that this agent was sent; twice is once."""
    tx.put(KeptRow(_to(agent_id), _place(bulletin), kept=Kept.of(bulletin)))


def kept_in(desk: Desk, year: int, before: str | None) -> tuple[list[tuple[str, Kept]], bool]:
    """A page of those compiled in that year, behind this place, the latest period first; one query."""
    return _listed(desk, _kept(year), before)


def quoting_in(desk: Desk, year: int) -> Iterator[str]:
    """Ids of all that were compiled in that year, tests too; a query for each megabyte."""
    for key in (_kept(year), _tests(year)):
        yield from (item["order"]["S"].rpartition("#")[2] for item in KeptRow.all_pages(desk.database, key))


def sent_to(desk: Desk, agent_id: str, before: str | None) -> tuple[list[tuple[str, Kept]], bool]:
    """A page of those that this agent was sent, behind this place, the latest period first; one query."""
    return _listed(desk, _to(agent_id), before)


def _listed(desk: Desk, key: str, before: str | None) -> tuple[list[tuple[str, Kept]], bool]:
    condition = KeptRow.order < before if before else None
    items, more = KeptRow.read_page(desk.database, key, range_condition=condition, limit=PAGE, forward=False)
    return [(item["order"]["S"], KeptRow.kept.held_in(item)) for item in items], more is not None


def _place(bulletin: Bulletin) -> str:
    return f"{times.stored(bulletin.last)}#{bulletin.bulletin_id}"


def _kept(year: int) -> str:
    return f"kept#{year}"


def _tests(year: int) -> str:
    return f"tests#{year}"


def _to(agent_id: str) -> str:
    return f"to#{agent_id}"


# --- tickets between groups -----------------------------------------------------------------------------------------


def crossing(desk: Desk, ticket_id: str) -> Crossing:
    """What is known of a ticket's groups; one read."""
    row = CrossingRow.find(desk.database, f"ticket#{ticket_id}", CROSSING)
    return row.crossing if row else Crossing(ticket_id)


def write_crossing(tx: Transaction, before: Crossing, after: Crossing) -> None:
    """Store it. Lost: ``CrossingMoved``."""
    row = CrossingRow(f"ticket#{after.ticket_id}", CROSSING, revision=after.revision, crossing=after)
    unmoved = CrossingRow.revision == before.revision if before.revision else CrossingRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=CrossingRow.crossing.losing(CrossingMoved))


def put_crossed(tx: Transaction, monday: date, ticket_id: str, at: datetime) -> None:
    """The ticket crossed in this week; twice is once."""
    until = int((at + WEEKS_KEPT).timestamp())
    tx.put(CrossedRow(_crossed(monday, zlib.crc32(ticket_id.encode()) % SHARES), ticket_id, expires_at=until))


def crossed_in(desk: Desk, monday: date, most: int) -> list[str]:
    """Ids of tickets that crossed in this week, at most so many of each share; a query for each."""
    found: list[str] = []
    for share in range(SHARES):
        items, _ = CrossedRow.read_page(desk.database, _crossed(monday, share), limit=most)
        found += [item["order"]["S"] for item in items]
    return found


def crossings(desk: Desk, ticket_ids: Sequence[str]) -> dict[str, Crossing]:
    """What is known of several, by id; one request for each hundred."""
    items = CrossingRow.find_items(desk.database, [(f"ticket#{each}", CROSSING) for each in ticket_ids])
    held = [CrossingRow.crossing.held_in(item) for item in items]
    return {each.ticket_id: each for each in held}


def _crossed(monday: date, share: int) -> str:
    return f"crossed#{times.stored(monday)}#{share}"


# --- agents' day reports --------------------------------------------------------------------------------------------


def day_report(desk: Desk, agent_id: str, day: date) -> DayReport | None:
    """One; one strongly consistent read."""
    row = DayReportRow.find(desk.database, _of_agent(agent_id), times.stored(day))
    return row.report if row else None


def day_reports(desk: Desk, agent_ids: Sequence[str], day: date) -> Mapping[str, DayReport]:
    """Those of these agents that there are of a day; one request for each hundred."""
    keys: list[Sequence[Any]] = [(_of_agent(each), times.stored(day)) for each in agent_ids]
    held = [DayReportRow.report.held_in(item) for item in DayReportRow.find_items(desk.database, keys)]
    return {each.agent_id: each for each in held}


def write_day_report(tx: Transaction, before: DayReport, after: DayReport) -> None:
    """Store it; version 0 was never stored. Lost: ``DayReportMoved``."""
    row = DayReportRow(_of_agent(after.agent_id), times.stored(after.day), version=after.version, report=after)
    unmoved = DayReportRow.version == before.version if before.version else DayReportRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=DayReportRow.report.losing(DayReportMoved))


def _of_agent(agent_id: str) -> str:
    return f"day#{agent_id}"
