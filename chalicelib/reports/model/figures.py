"""Facts summed up (F1): a sum is made of facts or of other sums, in any order and grouping, and is the same. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from chalicelib.notifications.model.notice import SENT
from chalicelib.people.model.agents import BUSY, ONLINE
from chalicelib.reports.model import facts as kinds
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.model.spreads import Spread, spread_of, together
from chalicelib.tickets.model.lateness import EXPLAINED

ALL, AGENT, PLAN, SOURCE, LEVEL, CATEGORY = "all", "agent", "plan", "source", "level", "category"
TYPE, PRIORITY = "type", "priority"
AGENT_PLAN = "agent_plan"  # an agent's in a plan
DIMENSIONS = (ALL, AGENT, PLAN, SOURCE, LEVEL, CATEGORY, TYPE, PRIORITY, AGENT_PLAN)
NOBODY = "-"  # the key of what is of no agent, or of no category
MOST_SOURCES, OTHERS = 50, "others"

SATISFIED = 4
WORKING = (ONLINE, BUSY)  # who is there to work
OF_CUSTOMERS = EXPLAINED  # the deadlines that are theirs; the others are the desk's own

# spread → the facts whose seconds it is of
TIMED = {
    "welcome": kinds.WELCOMED,
    "wait": kinds.ASSIGNED,
    "greeting": kinds.GREETED,
    "first_answer": kinds.FIRST_ANSWER,
    "answer": kinds.ANSWER,
    "handling": kinds.SERVED,
    "duration": kinds.ENDED,
    "message_answer": kinds.ANSWERED_MESSAGE,
    "ticket_solution": kinds.TICKET_SOLVED,
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
        if fact.seconds is not None and fact.kind in _SPREADS and not fact.void:
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
    of = (PLAN, fact.plan_key), (SOURCE, fact.source), (LEVEL, fact.level)
    for dimension, key in (*of, (TYPE, fact.type), (PRIORITY, fact.priority)):
        if key is not None:
            yield dimension, key
    if fact.kind not in _OF_NOBODY:
        yield AGENT, fact.agent_id or NOBODY
        if fact.agent_id is not None and fact.plan_key is not None:
            yield AGENT_PLAN, pair_of(fact.agent_id, fact.plan_key)
    if fact.kind in (kinds.ENDED, kinds.CONTACT):
        yield CATEGORY, fact.category_id or NOBODY


def pair_of(agent_id: str, plan_key: str) -> str:
    """The key of an agent's in a plan."""
    return f"{agent_id}:{plan_key}"


_OF_NOBODY = frozenset({kinds.STARTED, kinds.QUEUED, kinds.NOTICE})
_SPREADS = {kind: name for name, kind in TIMED.items()}


def counted(fact: Fact) -> Iterator[tuple[str, int]]:
    """What it adds to which counts, also where that is 0."""
    if fact.void:
        return
    yield fact.kind, 1
    if fact.kind in _ALSO:
        yield from _ALSO[fact.kind](fact)


def _of_end(fact: Fact) -> Iterator[tuple[str, int]]:
    yield "answered" if fact.answered else "dropped", 1
    yield "one_touch", int(fact.alone)
    yield "visitor_messages", fact.visitor_messages
    yield "agent_messages", fact.agent_messages


def _of_contact(fact: Fact) -> Iterator[tuple[str, int]]:
    yield "first_contact", int(not fact.came_back)
    yield "repeated", int(fact.repeats)


def _of_rating(fact: Fact) -> Iterator[tuple[str, int]]:
    if fact.score is not None:
        yield "score", fact.score
        yield "satisfied", int(fact.score >= SATISFIED)
        yield "said_whether_resolved", int(fact.resolved is not None)
        yield "resolved", int(fact.resolved is True)


def _of_deadline(fact: Fact) -> Iterator[tuple[str, int]]:
    yield f"deadline_{fact.why}", 1
    yield f"kept_{fact.why}", int(fact.in_time is True)
    if fact.why in OF_CUSTOMERS:
        yield "deadlines", 1
        yield "deadlines_kept" if fact.in_time else "deadlines_missed", 1


def _in_time(kept: str, missed: str) -> Callable[[Fact], Iterator[tuple[str, int]]]:
    def of(fact: Fact) -> Iterator[tuple[str, int]]:
        yield kept if fact.in_time else missed, 1

    return of


def _of_presence(fact: Fact) -> Iterator[tuple[str, int]]:
    milliseconds = round((fact.seconds or 0) * 1000)
    yield f"{fact.why}_time", milliseconds
    if fact.why in WORKING:
        yield "staff_time", milliseconds


def _of_notice(fact: Fact) -> Iterator[tuple[str, int]]:
    yield "notices_sent" if fact.why == SENT else "notices_failed", 1


def _of_inspection(fact: Fact) -> Iterator[tuple[str, int]]:
    yield "quality_points", fact.points or 0
    yield "fatal_errors", int(fact.fatal)


_ALSO: Mapping[str, Callable[[Fact], Iterator[tuple[str, int]]]] = {
    kinds.ENDED: _of_end,
    kinds.CONTACT: _of_contact,
    kinds.SERVED: lambda fact: iter([("served_messages", fact.agent_messages)]),
    kinds.RATED: _of_rating,
    kinds.ANSWERED_MESSAGE: lambda fact: iter([("answered_in_time", int(fact.in_time is True))]),
    kinds.DEADLINE: _of_deadline,
    kinds.CALLBACK_DUE: _in_time("callbacks_in_time", "callbacks_missed"),
    kinds.FOLLOWUP_DUE: _in_time("followups_in_time", "followups_missed"),
    kinds.PROMISE_OVER: _in_time("promises_kept", "promises_broken"),
    kinds.PRESENT: _of_presence,
    kinds.NOTICE: _of_notice,
    kinds.INSPECTED: _of_inspection,
}


def _without_zeros(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
