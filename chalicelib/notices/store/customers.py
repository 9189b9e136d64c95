"""In the table ``subscriptions``: what customers subscribed to, and what they need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.subscriptions import ACTIVE, SHARDS, Need, Subscription, name_of, shard_of
from chalicelib.notices.store.books import SubscriptionRow

KEPT = timedelta(days=3)  # how many notices somebody got on a day, once it is over


class SubscriptionMoved(Moved):
    """The subscription is not as it was read."""


class NeedMoved(Moved):
    """The need is not as it was read."""


class TooManyToday(Lost):
    """The customer got as many notices as they may get that day."""


def _shelf(customer_id: str) -> str:
    return f"customer#{customer_id}"


def _key(topic_id: str, about: str) -> str:
    return f"sub#{topic_id}#{name_of(about)}"


def listed_at(topic_id: str, about: str, shard: int) -> str:
    """Where those who subscribed to this are listed, in one of its parts."""
    return f"topic#{topic_id}#{name_of(about)}#{shard:02d}"


def wanted_subscription(customer_id: str, topic_id: str, about: str) -> Wanted[Subscription]:
    """One subscription, to be read together with something else."""
    return SubscriptionRow.wanted(lambda row: row.subscription, _shelf(customer_id), _key(topic_id, about))


def subscription(desk: Desk, customer_id: str, topic_id: str, about: str) -> Subscription | None:
    """One subscription, ended ones too; one read."""
    row = SubscriptionRow.find(desk.database, _shelf(customer_id), _key(topic_id, about))
    return row.subscription if row is not None else None


def check_subscription(tx: Transaction, there: Subscription, lost: Exception) -> None:
    """Only while it is as it was read. Lost: ``lost``."""
    row = SubscriptionRow(_shelf(there.customer_id), _key(there.topic_id, there.about))
    tx.check(row, SubscriptionRow.version == there.version, losing=lambda _: lost)


def subscriptions(desk: Desk, customer_id: str, most: int, topic_id: str = "") -> list[Subscription]:
    """What a customer subscribed to, ended ones too, of one topic or (empty) of all, at most so many; one query."""
    start = f"sub#{topic_id}#" if topic_id else "sub#"
    items, _ = SubscriptionRow.read_page(
        desk.database, _shelf(customer_id), range_condition=SubscriptionRow.key.startswith(start), limit=most
    )
    return [SubscriptionRow.subscription.held_in(item) for item in items]


def put_subscription(tx: Transaction, before: Subscription | None, after: Subscription) -> None:
    """Store a subscription; whoever is subscribed is listed with its topic. Lost: ``SubscriptionMoved``."""
    row = SubscriptionRow(_shelf(after.customer_id), _key(after.topic_id, after.about), version=after.version)
    row.subscription = after
    if after.state == ACTIVE:
        row.listed = listed_at(after.topic_id, after.about, shard_of(after.customer_id))
        row.order = after.customer_id
    same = SubscriptionRow.key.does_not_exist() if before is None else SubscriptionRow.version == before.version
    tx.put(row, condition=same, losing=SubscriptionRow.subscription.losing(SubscriptionMoved))


def subscribed(
    desk: Desk, topic_id: str, about: str, shard: int, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Subscription], Mapping[str, Any] | None]:
    """A page of those who subscribed to this, of one part, and where the next one begins; one query."""
    items, following = SubscriptionRow.read_page(
        desk.database, listed_at(topic_id, about, shard), index="by_shelf", limit=limit, start=start
    )
    return [SubscriptionRow.subscription.held_in(item) for item in items], following


def how_many_subscribed(desk: Desk, topic_id: str, about: str, most: int) -> tuple[int, bool]:
    """How many subscribed to this, counted up to ``most`` in each of its parts, and whether there are more; a query a
    part."""
    total, more = 0, False
    for shard in range(SHARDS):
        items, following = SubscriptionRow.read_page(
            desk.database, listed_at(topic_id, about, shard), index="by_shelf", limit=most
        )
        total, more = total + len(items), more or following is not None
    return total, more


# --- needs ----------------------------------------------------------------------------------------------------------


def put_need(tx: Transaction, need: Need, *, before: Need | None) -> None:
    """Store what somebody needs. Lost: ``NeedMoved``."""
    row = SubscriptionRow(_shelf(need.customer_id), f"need#{need.need_id}", version=need.version, need=need)
    same = SubscriptionRow.key.does_not_exist() if before is None else SubscriptionRow.version == before.version
    tx.put(row, condition=same, losing=SubscriptionRow.need.losing(NeedMoved))


def need(desk: Desk, customer_id: str, need_id: str) -> Need | None:
    """One of them; one read."""
    row = SubscriptionRow.find(desk.database, _shelf(customer_id), f"need#{need_id}")
    return row.need if row is not None else None


def newest_needs(desk: Desk, customer_id: str, limit: int, before: str | None = None) -> list[Need]:
    """What a customer said they need before this, the last first; one query."""
    key = SubscriptionRow.key
    upper = key.between("need#", f"need#{before}") if before else key.startswith("need#")
    items, _ = SubscriptionRow.read_page(
        desk.database, _shelf(customer_id), range_condition=upper, limit=limit + 1, forward=False
    )
    needs = [SubscriptionRow.need.held_in(item) for item in items]
    return [each for each in needs if each.need_id != before][:limit]


# --- a customer's day -----------------------------------------------------------------------------------------------


class Day(msgspec.Struct, frozen=True):
    """How many notices a customer got on a day."""

    notices: int


def wanted_day(customer_id: str, day: str) -> Wanted[Day]:
    """How many notices a customer got on a day, to be read together with something else."""
    return SubscriptionRow.wanted(lambda row: Day(int(row.notices or 0)), _shelf(customer_id), f"day#{day}")


def count_day(tx: Transaction, customer_id: str, day: str, most: int) -> None:
    """Count one notice more. Lost: ``TooManyToday``."""

    def losing(_: RawItem | None) -> Exception:
        return TooManyToday("as many as they may get on a day")

    expires_at = int((times.day_begins(times.read_day(day), "UTC") + KEPT).timestamp())
    tx.update(
        SubscriptionRow(_shelf(customer_id), f"day#{day}"),
        [SubscriptionRow.notices.add(1), SubscriptionRow.expires_at.set(expires_at)],
        condition=SubscriptionRow.notices.does_not_exist() | (SubscriptionRow.notices < most),
        losing=losing,
    )
