"""Counting by minutes, what is usual, and when a topic is over the mark (F9). Pure; minutes are counted since 1970.

A window of m minutes ends with a minute and has the m − 1 before it. It is over the mark when it has more than n, and
more than k times what is usual in the same hours of the desk's clock: the average of the last four weeks, of those in
which the rule counted already; before the first of these, more than n is enough.

The mark alone would flap. So a topic that is over it has one incident, which ends when nothing was over the mark for as
long as the rule says, and goes on when that happens again within the rule's cool-down. Where a person ended it, it
stays over for that long, however much still comes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.text import among
from chalicelib.incidents.model.rules import BurstRule

WEEKS = 4  # that say what is usual
A_WEEK = timedelta(days=7)
BACK = 15  # minutes: what is known so late counts all the same

CALM, OPEN, ENDED = "calm", "open", "ended"
RAISE, AGAIN, STILL = "raise", "again", "still"

Hours = Mapping[str, int]


class Burst(msgspec.Struct, frozen=True):
    """How a topic stands. ``number``: how many incidents it had; ``over``: the last minute that was over the mark.

    ``ended``: the minute in which its last incident ended; ``by_hand``: a person ended it.
    """

    topic: str
    state: Annotated[str, among(CALM, OPEN, ENDED)] = CALM
    number: int = 0
    incident_id: str | None = None
    over: int | None = None
    ended: int | None = None
    by_hand: bool = False
    version: int = 0


class Hour(msgspec.Struct, frozen=True):
    """How many there were in an hour of the desk's clock."""

    number: int = 0


class Mark(msgspec.Struct, frozen=True):
    """A minute whose window is over the mark: with how many, where how many are usual (None: nobody knows)."""

    minute: int
    count: int
    usual: float | None


def incident_id_of(topic: str, number: int) -> str:
    """The one incident that a topic's burst of this number has, from however many sides it is raised."""
    return f"inc_{hashlib.sha256(f'{topic}#{number}'.encode()).hexdigest()[:26]}"


def minute_of(at: datetime) -> int:
    """The minute of a moment."""
    return int(at.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """When a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


def hours_of(minute: int, length: int, zone: str) -> dict[str, int]:
    """The hours of the desk's clock in the window that ends with this minute: how many minutes of each it has."""
    hours: dict[str, int] = defaultdict(int)
    for each in range(minute - length + 1, minute + 1):
        hours[times.hour(moment_of(each), zone)] += 1
    return dict(hours)


def weeks_before(hour: str, weeks: int) -> str:
    """The same hour of the clock so many weeks before."""
    day = times.read_day(hour[:10]) - weeks * A_WEEK
    return times.stored(day) + hour[10:]


def hours_to_know(minutes: Iterable[int], length: int, zone: str) -> list[str]:
    """The hours of earlier weeks that say what is usual in the windows that end with these minutes."""
    hours = {hour for minute in minutes for hour in hours_of(minute, length, zone)}
    return sorted(weeks_before(hour, weeks) for hour in hours for weeks in range(1, WEEKS + 1))


def usual(rule: BurstRule, minute: int, zone: str, known: Hours) -> float | None:
    """How many are usual in the window that ends with this minute; None: the rule has not counted for a week yet."""
    begins = moment_of(minute - rule.minutes + 1)
    weeks = [each for each in range(1, WEEKS + 1) if rule.since is not None and rule.since <= begins - each * A_WEEK]
    if not weeks:
        return None
    hours = hours_of(minute, rule.minutes, zone)
    total = sum(
        known.get(weeks_before(hour, each), 0) * minutes / 60 for each in weeks for hour, minutes in hours.items()
    )
    return total / len(weeks)


def in_window(counts: Mapping[int, int], minute: int, length: int) -> int:
    """How many there are in the window of this length that ends with this minute."""
    return sum(counts.get(each, 0) for each in range(minute - length + 1, minute + 1))


def is_over(rule: BurstRule, count: int, ordinary: float | None) -> bool:
    """Whether so many are a burst where so many are usual."""
    return count > rule.more_than and (ordinary is None or count > rule.times * ordinary)


def marks(rule: BurstRule, counts: Mapping[int, int], first: int, zone: str, known: Hours) -> list[Mark]:
    """The minutes from ``first`` on in which something counted and whose windows are over the mark, in order."""
    found = []
    for minute in sorted(each for each, number in counts.items() if number and each >= first):
        count = in_window(counts, minute, rule.minutes)
        if count > rule.more_than:
            mark = Mark(minute, count, usual(rule, minute, zone, known))
            found += [mark] if is_over(rule, count, mark.usual) else []
    return found


def advanced(burst: Burst, rule: BurstRule, mark: Mark) -> tuple[Burst, str | None]:
    """The topic after a minute over the mark, and what follows: ``raise`` an incident, it is there ``again``, or
    ``still``; None: nothing that was not known."""
    minute = mark.minute
    if burst.over is not None and minute <= burst.over:
        return burst, None
    after = replace(burst, over=minute, version=burst.version + 1)
    if burst.state == OPEN:
        return after, STILL
    if burst.state == ENDED and minute < _quiet_from(burst) + rule.cool_down_minutes:
        if burst.by_hand or minute < (burst.ended or 0):
            return after, STILL
        return replace(after, state=OPEN, ended=None), AGAIN
    number = burst.number + 1
    name = incident_id_of(burst.topic, number)
    return replace(after, state=OPEN, number=number, incident_id=name, ended=None, by_hand=False), RAISE


def followed(burst: Burst, rule: BurstRule, over: Sequence[Mark]) -> tuple[Burst, list[tuple[str, Mark]]]:
    """The topic after all of these minutes, and what follows of each that says something new."""
    steps = list[tuple[str, Mark]]()
    for mark in over:
        burst, step = advanced(burst, rule, mark)
        steps += [(step, mark)] if step is not None else []
    return burst, steps


def _quiet_from(burst: Burst) -> int:
    """From when on a topic that ended has been quiet, as far as is known."""
    return max(burst.ended or 0, burst.over or 0)


def calm_at(burst: Burst, rule: BurstRule) -> int:
    """The minute from which on it is calm, if nothing is over the mark until then."""
    return (burst.over or 0) + rule.calm_minutes + 1


def ended(burst: Burst, minute: int, *, by_hand: bool) -> Burst:
    """The topic after its incident ended in this minute; any other stays as it is."""
    if burst.state != OPEN:
        return burst
    return replace(burst, state=ENDED, ended=minute, by_hand=by_hand, version=burst.version + 1)
