"""What counts is written once, with its minute, and somebody looks at its topic soon (F9, law 9)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from chalicelib.core import races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_moment
from chalicelib.incidents.model.bursts import BACK, OPEN, minute_of, moment_of
from chalicelib.incidents.model.incident import BY_RULE
from chalicelib.incidents.model.links import Link
from chalicelib.incidents.service.linking import link_thing
from chalicelib.incidents.store import bursts as store
from chalicelib.incidents.store.bursts import Counted, NotLooked, Summed
from chalicelib.incidents.store.keys import share_of
from chalicelib.people import service as people

SETTLED = timedelta(minutes=BACK + 5)  # behind an hour: then nothing more comes that counts in it


class Count(Due, frozen=True):
    """Something counts for these topics since then; ``leads_to``: the conversation or ticket that it is about."""

    kind = "incidents.count"

    about: str
    at: datetime
    topics: tuple[str, ...]
    leads_to: str | None = None


class Look(Due, frozen=True):
    """Something was counted in this share of a topic."""

    kind = "incidents.look"

    topic: str
    share: int


class SumHour(Due, frozen=True):
    """An hour of the desk's clock is over in which something was counted."""

    kind = "incidents.sum_hour"

    topic: str
    hour: str


def count_sign(desk: Desk, due: Count) -> None:
    """Count it for each topic, and link it where that has an open incident. Safe to repeat, at once and out of order.

    A transaction and a read for each topic; one more where nobody was going to look, and one where it is linked.
    """
    for topic in due.topics:
        with suppress(Counted):
            _count(desk, topic, due)
        burst = store.burst(desk, topic)  # read after it was counted: whoever raises an incident meanwhile finds it
        if burst.state == OPEN and burst.incident_id is not None:
            link_thing(desk, burst.incident_id, Link(due.about, due.at, BY_RULE, due.leads_to))


def _count(desk: Desk, topic: str, due: Count) -> None:
    """Lost: ``Counted``."""
    share, unlooked = share_of(due.about), False

    def count() -> None:
        nonlocal unlooked
        tx = Transaction(desk)
        store.put_sign(tx, topic, due.about, due.at, due.leads_to)
        if unlooked:
            store.put_looked(tx, topic, share)
            work.put(tx, Look(topic, share))
        else:
            store.check_looked(tx, topic, share)
        try:
            tx.commit()
        except NotLooked:
            unlooked = True
            raise

    races.again(desk, count, NotLooked)


def plan_hours(desk: Desk, topic: str, minutes: set[int], zone: str) -> None:
    """The hours of these minutes are summed when they are over; a write for each, which does nothing where that is
    planned."""
    for hour in sorted({times.hour(moment_of(each), zone) for each in minutes}):
        tx = Transaction(desk)
        store.plan_hour(tx, topic, hour)
        work.put(tx, SumHour(topic, hour), at=_over_at(hour, zone) + SETTLED)
        with suppress(Summed):
            tx.commit()


def _over_at(hour: str, zone: str) -> datetime:
    """When an hour of the clock there is over, also where the clock shows it twice."""
    begins = local_moment(times.read_day(hour[:10]), f"{hour[11:]}:00", zone)
    return begins + timedelta(hours=2 if times.hour(begins + timedelta(hours=1), zone) == hour else 1)


def sum_hour(desk: Desk, due: SumHour) -> None:
    """Keep how many there were in an hour; a query for each share. Twice is once: it is counted anew (law 7)."""
    zone = people.read_desk(desk).time_zone
    begins = local_moment(times.read_day(due.hour[:10]), f"{due.hour[11:]}:00", zone)
    first, last = minute_of(begins), minute_of(_over_at(due.hour, zone)) - 1
    tx = Transaction(desk)
    store.put_hour(tx, due.topic, due.hour, sum(store.counts(desk, due.topic, first, last).values()))
    tx.commit()
