"""Facts summed up (F1): a sum is made of facts or of other sums, in any order and grouping, and is the same. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from chalicelib.reports.model import facts as kinds
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.model.spreads import Spread, spread_of, together

ALL, AGENT, PLAN, SOURCE, LEVEL, CATEGORY = "all", "agent", "plan", "source", "level", "category"
DIMENSIONS = (ALL, AGENT, PLAN, SOURCE, LEVEL, CATEGORY)
NOBODY = "-"  # the key of what is of no agent, or of no category
MOST_SOURCES, OTHERS = 50, "others"

SATISFIED = 4

# spread → the facts whose seconds it is of
TIMED = {
    "wait": kinds.ASSIGNED,
    "first_answer": kinds.FIRST_ANSWER,
    "answer": kinds.ANSWER,
    "handling": kinds.SERVED,
    "duration": kinds.ENDED,
    "message_answer": kinds.ANSWERED_MESSAGE,
}


class Sums(msgspec.Struct, frozen=True):
    """``counts``: by name, without those that are 0; ``spreads``: by name, without empty ones."""

    counts: Mapping[str, int] = {}
    spreads: Mapping[str, Spread] = {}

    def count(self, name: str) -> int:
        """How many; 0 of what never was."""
        return self.counts.get(name, 0)

    def spread(self, name: str) -> Spread:
        """How long; of nothing an empty one."""
        return self.spreads.get(name, NO_SPREAD)


NO_SPREAD = Spread()
NOTHING = Sums()


def sums_of(facts: Iterable[Fact]) -> Sums:
    """What these facts are together."""
    counts: defaultdict[str, int] = defaultdict(int)
    times: defaultdict[str, list[float]] = defaultdict(list)
    for fact in facts:
        for name, number in counted(fact):
            counts[name] += number
        if fact.seconds is not None and fact.kind in _SPREADS:
            times[_SPREADS[fact.kind]].append(fact.seconds)
    return Sums(_without_zeros(counts), {name: spread_of(sorted(each)) for name, each in times.items()})


def added(sums: Iterable[Sums]) -> Sums:
    """What these sums are together."""
    counts: defaultdict[str, int] = defaultdict(int)
    spreads: defaultdict[str, list[Spread]] = defaultdict(list)
    for each in sums:
        for name, number in each.counts.items():
            counts[name] += number
        for name, spread in each.spreads.items():
            spreads[name].append(spread)
    return Sums(_without_zeros(counts), {name: together(each) for name, each in spreads.items()})


def cells_of(facts: Iterable[Fact]) -> dict[tuple[str, str], Sums]:
    """The sums of these facts under each dimension and key that they count for.

    A source is whatever a page says it is: behind the first fifty of an hour they count as others.
    """
    under: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    sources: set[str] = set()
    for fact in facts:
        for dimension, key in places_of(fact):
            if dimension == SOURCE and (key in sources or len(sources) < MOST_SOURCES):
                sources.add(key)
            place = dimension, key if dimension != SOURCE or key in sources else OTHERS
            under[place].append(fact)
    return {place: sums_of(each) for place, each in under.items()}


def places_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """Where a fact counts: dimension and key. What ended counts for its category, filed or not."""
    yield ALL, ALL
    yield PLAN, fact.plan_key
    yield SOURCE, fact.source
    yield LEVEL, fact.level
    if fact.kind not in _OF_NOBODY:
        yield AGENT, fact.agent_id or NOBODY
    if fact.kind == kinds.ENDED:
        yield CATEGORY, fact.category_id or NOBODY


_OF_NOBODY = frozenset({kinds.STARTED, kinds.QUEUED})
_SPREADS = {kind: name for name, kind in TIMED.items()}


def counted(fact: Fact) -> Iterator[tuple[str, int]]:
    """What it adds to which counts, also where that is 0."""
    yield fact.kind, 1
    if fact.kind == kinds.ENDED:
        yield "answered" if fact.answered else "dropped", 1
        yield "one_touch", int(fact.alone)
        yield "visitor_messages", fact.visitor_messages
        yield "agent_messages", fact.agent_messages
    elif fact.kind == kinds.SERVED:
        yield "served_messages", fact.agent_messages
    elif fact.kind == kinds.RATED and fact.score is not None:
        yield "score", fact.score
        yield "satisfied", int(fact.score >= SATISFIED)
        yield "said_whether_resolved", int(fact.resolved is not None)
        yield "resolved", int(fact.resolved is True)
    elif fact.kind == kinds.INSPECTED:
        yield "quality_points", fact.points or 0
        yield "fatal_errors", int(fact.fatal)
    elif fact.kind == kinds.ANSWERED_MESSAGE:
        yield "answered_in_time", int(fact.in_time is True)


def _without_zeros(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
