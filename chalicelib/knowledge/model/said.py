"""How many replies had words that must not be said: sent all the same, or heeded before they were sent (E5). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid
from chalicelib.core.text import among
from chalicelib.knowledge.model.unsaid import KINDS, UnsaidWords

MOST_DAYS, USUAL_DAYS = 92, 30  # no more than four months are touched
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)

WAYS = IGNORED, REPLACED, STOPPED = ("ignored", "replaced", "stopped")
NAMES = (*KINDS, REPLACED, STOPPED)  # of what is counted by day

Counters = Mapping[tuple[str, str], Mapping[str, int]]  # by agent and month: such as negative-28


class SaidOn(msgspec.Struct, frozen=True):
    """A day's replies with such words, by kind; one with words of two kinds counts in both. ``replaced``, ``stopped``:
    those that were sent without them, after they were replaced by the better wording or kept back."""

    day: date
    abusive: int
    negative: int
    promising: int
    replaced: int
    stopped: int


class Said(msgspec.Struct, frozen=True):
    """The same for an agent over a period, and the days on which there were any."""

    agent_id: str
    agent_name: str
    abusive: int
    negative: int
    promising: int
    replaced: int
    stopped: int
    days: tuple[SaidOn, ...]


class WordSaid(msgspec.Struct, frozen=True):
    """An entry (without ``words`` if it was removed since), and in how many replies of an agent it was said all the
    same, replaced, or stopped."""

    word_id: str
    words: tuple[str, ...]
    kind: Annotated[str, among(*KINDS)] | None
    ignored: int
    replaced: int
    stopped: int


def checked_days(first: date | None, last: date | None, today: date) -> Sequence[date]:
    """The days from the first to the last, both included, at most 92; if not said, the thirty days until ``today``.

    Raises ``Invalid`` with the field.
    """
    for field, given in (("from", first), ("to", last)):
        if given is not None and not EARLIEST <= given < LATEST:
            raise Invalid.field(field, f"between {EARLIEST.year} and {LATEST.year}")
    last = last or today
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if last < first:
        raise Invalid.field("to", "not before from")
    if (last - first).days >= MOST_DAYS:
        raise Invalid.field("to", f"at most {MOST_DAYS} days")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def month_of(day: date) -> str:
    """The month in which a day is counted, such as 2026-11."""
    return times.stored(day)[:7]


def said_in(agent_id: str, name: str, days: Sequence[date], counters: Counters) -> Said:
    """What was counted of this agent in these days."""
    by_day = []
    for day in days:
        month = counters.get((agent_id, month_of(day)), {})
        counts = {name: month.get(f"{name}-{day.day:02}", 0) for name in NAMES}
        if any(counts.values()):
            by_day.append(SaidOn(day, **counts))
    sums = {name: sum(getattr(each, name) for each in by_day) for name in NAMES}
    return Said(agent_id, name, days=tuple(by_day), **sums)


def counter_of(way: str, word_id: str) -> str:
    """Under which name an entry is counted in a day."""
    return f"{way}#{word_id}"


def words_said(words: UnsaidWords, days: Iterable[Mapping[str, int]]) -> Sequence[WordSaid]:
    """What was counted in these days, by entry, in the order of the list; those that are gone at its end."""
    sums: Counter[str] = Counter()
    for day in days:
        sums.update(day)
    counted = {name.partition("#")[2] for name in sums}
    known = [each.word_id for each in words.entries if each.word_id in counted]
    listed = []
    for word_id in (*known, *sorted(counted.difference(known))):
        entry = words.find(word_id)
        ways = {way: sums[counter_of(way, word_id)] for way in WAYS}
        listed.append(WordSaid(word_id, entry.words if entry else (), entry.kind if entry else None, **ways))
    return listed
