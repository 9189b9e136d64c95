"""Who gets which report when, as administrators keep it (F2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.bulletins import store
from chalicelib.bulletins.model.schedule import checked_at, next_period, read_period
from chalicelib.bulletins.model.subscriptions import (
    MOST_SUBSCRIPTIONS,
    Run,
    Subscription,
    TooManySubscriptions,
    checked_recipients,
    checked_subjects,
)
from chalicelib.core import audit, races, times, work
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Roster

LONGEST_NAME = 60
_AUDITED = "name every at weekday day group_ids department_ids active"


class SendWhenDue(Due, frozen=True):
    """A report's hour; void once it is to be sent at another time."""

    kind = "bulletins.send_when_due"

    subscription_id: str
    at: datetime


def list_subscriptions(desk: Desk) -> Sequence[Subscription]:
    """All of them, oldest first; one query."""
    return store.subscriptions(desk)


def read_subscription(desk: Desk, subscription_id: str) -> tuple[Subscription, Run | None]:
    """One, and how its last run went; two requests. Raises ``NotFound``."""
    return _find(desk, subscription_id), store.last_run(desk, subscription_id)


def create_subscription(
    desk: Desk, caller: people.Caller, values: Mapping[str, Any], once: Once | None = None, request_id: str = ""
) -> tuple[Subscription, bool]:
    """A new one, and whether it was made before. The first report is of the period whose hour comes next.

    Raises ``Invalid`` with the field, ``TooManySubscriptions``; ``NotFound`` for one that was made and is deleted.
    """
    if len(store.subscriptions(desk)) >= MOST_SUBSCRIPTIONS:
        raise TooManySubscriptions(f"at most {MOST_SUBSCRIPTIONS}")
    roster = people.directory(desk)
    blank = Subscription(desk.new_id("sub"), "", desk.now())
    made = _planned(_changed(blank, values, roster), blank, roster.desk.time_zone, desk.now())
    tx = Transaction(desk)
    mark(tx, once, {"subscription_id": made.subscription_id})
    store.write_subscription(tx, None, made)
    plan(tx, made)
    audit.note(tx, caller.by(request_id), "create_subscription", made.subscription_id, after=_noted(made))
    try:
        tx.commit()
    except AlreadyDone as done:
        return _find(desk, str(done.answer["subscription_id"])), True
    return made, False


def update_subscription(
    desk: Desk,
    caller: people.Caller,
    subscription_id: str,
    values: Mapping[str, Any],
    version: int | None,
    request_id: str = "",
) -> Subscription:
    """Change what is said of it; what is left out stays. A period that was sent is not sent again at another hour, and
    none is left out. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``."""
    roster = people.directory(desk)

    def changed(before: Subscription) -> Subscription:
        races.refuse_older(version, before)
        after = _planned(_changed(before, values, roster), before, roster.desk.time_zone, desk.now())
        return replace(after, revision=before.revision + 1) if after != before else before

    def save(before: Subscription, after: Subscription) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_subscription(tx, before, after)
        if after.next_at != before.next_at:
            plan(tx, after)
        audit.note(
            tx,
            caller.by(request_id),
            "update_subscription",
            subscription_id,
            before=_noted(before),
            after=_noted(after),
        )
        tx.commit()

    return races.change(desk, _find(desk, subscription_id), races.names_in(values), changed, save)


def delete_subscription(desk: Desk, caller: people.Caller, subscription_id: str, request_id: str = "") -> None:
    """It is sent no more; what was sent stays. Raises ``NotFound``."""

    def delete(record: Subscription | None) -> None:
        before = existing(record, "no such subscription")
        tx = Transaction(desk)
        store.delete_subscription(tx, before)
        audit.note(tx, caller.by(request_id), "delete_subscription", subscription_id, before=_noted(before))
        tx.commit()

    races.follow(desk, store.subscription(desk, subscription_id), delete, store.SubscriptionMoved)


def plan(tx: Transaction, subscription: Subscription) -> None:
    """Add to the transaction: its next report is sent when it is due."""
    if subscription.next_at is not None:
        at = max(subscription.next_at, tx.desk.now())
        work.put(tx, SendWhenDue(subscription.subscription_id, subscription.next_at), at=at)


def _find(desk: Desk, subscription_id: str) -> Subscription:
    return existing(store.subscription(desk, subscription_id), "no such subscription")


def _changed(before: Subscription, values: Mapping[str, Any], roster: Roster) -> Subscription:
    """Raises ``Invalid``."""
    region = region_of(roster.desk.time_zone)
    checks: races.Checks = {
        "name": lambda name: checked("name", name, longest=LONGEST_NAME),
        "at": checked_at,
        "recipients": lambda recipients: checked_recipients(recipients, roster.agents, region),
    }
    after = replace(before, **races.checked_fields(values, checks))
    groups = {each for each in roster.groups if not roster.groups[each].archived} | set(before.group_ids)
    departments = {each.department_id for each in roster.desk.departments} | set(before.department_ids)
    return checked_subjects(after, groups, departments)


def _planned(after: Subscription, before: Subscription, zone: str, now: datetime) -> Subscription:
    """With the period that comes next, and when. One that goes on with the same kind of days leaves none out."""
    if not after.active:
        return replace(after, next_first=None, next_at=None)
    timetable = after.timetable
    if before.next_first is None or before.every != after.every:
        period = next_period(timetable, zone, now)
    else:
        period = read_period(after.every, times.stored(before.next_first))
    return replace(after, next_first=period.first, next_at=timetable.due(period, zone))


def _noted(subscription: Subscription) -> dict[str, Any]:
    """What the audit log says of it; people by their ids alone."""
    who = [each.agent_id for each in subscription.recipients]
    plain: dict[str, Any] = msgspec.to_builtins(audit.fields_of(subscription, _AUDITED))
    return {**plain, "recipients": who[:100], "number": len(who)}
