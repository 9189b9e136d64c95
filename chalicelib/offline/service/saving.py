"""What is stored with every change of a message: itself, and how it stands among what is owed (law 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.tables import read_all
from chalicelib.core.transactions import Transaction
from chalicelib.offline import store
from chalicelib.offline.model.message import Message
from chalicelib.offline.model.reminders import owed_in, recounted
from chalicelib.offline.model.turns import Load
from chalicelib.plans import service as plans
from chalicelib.plans.model.hours.week import HoursChanged, checked_hours
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.deadlines import Calendar
from chalicelib.tickets.model.policies import Policies

PAGE = 50


class CheckDeadline(Due, frozen=True):
    """A message should have been answered by now, or nearly; void once it is to be looked at another time."""

    kind = "offline.look_after"

    message_id: str
    at: datetime


class CountAnew(Due, frozen=True):
    """A plan is open at other times since ``at``: the next page of what waits in it is counted anew."""

    kind = "offline.count_anew"

    plan_key: str
    at: datetime
    hours: dict[str, Any] | None
    time_zone: str
    after: str | None = None


def save(tx: Transaction, before: Message | None, after: Message, *, given: Load | None = None, turn: int = 0) -> None:
    """Store the message and all that follows from how it stands. Lost: as ``store.write`` says."""
    store.write(tx, before, after, given=given, turn=turn)
    tickets.list_owed(tx, owed_in(before), owed_in(after))


def watch(tx: Transaction, message: Message) -> None:
    """Look after it when it is due; the look is named by the time it was planned for, so that it is made once."""
    work.put(tx, CheckDeadline(message.message_id, message.look_at), at=message.look_at)


def rules_of(desk: Desk, plan_key: str) -> tuple[Plan, Policies]:
    """A plan, and the desk's policies; one request. Raises ``NotFound``."""
    plan, policies = read_all(desk.database, [plans.wanted(plan_key), tickets.wanted_policies()])
    return plans.as_read(desk, plan, None), policies or Policies()


def count_anew_later(desk: Desk, changed: HoursChanged) -> None:
    """A plan's hours changed: what waits in it follows at once, but not in this request, for there may be much."""
    work.put_alone(desk, CountAnew(changed.plan_key, changed.at, changed.hours, changed.time_zone))


def count_anew(desk: Desk, due: CountAnew) -> None:
    """A page of what waits in the plan is counted by its new hours, what passed until then by those that held. Twice is
    once."""
    ids, following = store.page_of_waiting(desk, due.plan_key, PAGE, due.after)
    if following is not None:
        work.put_alone(desk, CountAnew(due.plan_key, due.at, due.hours, due.time_zone, following))
    former = Calendar(checked_hours(due.hours) if due.hours is not None else None, due.time_zone)
    for message_id in ids:
        _count_anew(desk, message_id, due.at, former)


def _count_anew(desk: Desk, message_id: str, at: datetime, former: Calendar) -> None:
    def count(message: Message | None) -> None:
        if message is None or not message.waits:
            return
        after = recounted(message, at, desk.now(), former, plans.read_plan(desk, message.plan_key))
        if after is not message:
            tx = Transaction(desk)
            save(tx, message, after)
            watch(tx, after)
            tx.commit()

    races.follow(desk, store.message(desk, message_id), count, store.MessageMoved, tries=races.CROWD)
