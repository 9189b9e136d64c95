"""What if: arrivals, answers and presence that were, played against another allocation, capacity or staff. Pure.

The rule that decides is the desk's own (``match``). What is stored: when each conversation began, in which pools and
with which priority it waited, who was given it and when, when it was over; and with each decision, who was looked at
and how they stood. What follows from that by supposition:

- somebody was there between two decisions that saw them there and are at most ``LONGEST_GAP`` apart, and until one that
  saw them away. A decision looks at the first of a pool, so whoever never stood there is not known to have been;
- their capacity and turn are those of the first decision that saw them; their pools those for which they were seen, as
  far as they are in them now;
- a conversation keeps an agent as long as it did; one that nobody was ever given, as long as most did;
- whoever left unserved leaves as early in the play; whoever was served waits for as long as it takes;
- what was given on by hand, or was there before the time, is with whom it was.
"""

from __future__ import annotations

import heapq
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.queue import WINDOW, Waiting
from chalicelib.people.model.agents import OFFLINE, ONLINE
from chalicelib.people.model.availability import BALANCED, ROTATION, Candidate, taking
from chalicelib.routing.model import INVITED, LAST_AGENT, Considered, Decision, match, reason_against

LONGEST_GAP = timedelta(minutes=30)
AT_ONCE = timedelta(seconds=1)  # whoever waited no longer was served as they came
BY_ALLOCATION = (ROTATION, BALANCED, LAST_AGENT, INVITED)
NOT_THERE = ("offline", "no_heartbeat", "disabled", "busy", "break", "hidden")

Spans = tuple[tuple[datetime, datetime], ...]


class Arrival(msgspec.Struct, frozen=True):
    """Somebody who came: ``lasted`` is how long their first agent had them, ``waited`` how long they waited for one.

    ``left``: after how long they went, whom nobody was given.
    """

    waiting: Waiting
    lasted: timedelta
    waited: timedelta | None = None
    agent_id: str | None = None
    left: timedelta | None = None


class Staff(msgspec.Struct, frozen=True):
    """An agent as they first stood, and from when until when they were there."""

    candidate: Candidate
    there: Spans


class Held(msgspec.Struct, frozen=True):
    """What an agent had besides: given on by hand, or there before; from when until when."""

    agent_id: str
    begin: datetime
    end: datetime


class Day(msgspec.Struct, frozen=True):
    """All that is known of a time."""

    arrivals: tuple[Arrival, ...]
    staff: tuple[Staff, ...]
    held: tuple[Held, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What came of it: seconds until each who was served had an agent, sorted; how many each agent had, by id; and how
    many were ``given_up``: they left, or nobody was there any more."""

    waits: tuple[float, ...]
    totals: Mapping[str, int]
    given_up: int

    @property
    def waited(self) -> int:
        """How many of the served had to wait at all."""
        return sum(each > AT_ONCE.total_seconds() for each in self.waits)

    def within(self, share: float) -> float | None:
        """Seconds within which this share of the served had an agent (0.9: nine of ten); None: nobody was served."""
        return self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)] if self.waits else None


# --- what was -------------------------------------------------------------------------------------------------------


def day_of(
    headers: Iterable[Header],
    given: Mapping[str, Sequence[Decision]],
    pools_now: Mapping[str, Collection[str]],
    begin: datetime,
    end: datetime,
) -> Day:
    """A time as it is stored: who came in it, and what was under way. ``given``: by conversation, oldest first."""
    arrivals: list[Arrival] = []
    held: list[Held] = []
    known = list(headers)
    for header in known:
        decisions = given.get(header.conversation_id, ())
        over = header.closed_at or end
        ends = [*(each.at for each in decisions[1:]), over]
        if header.started_at < begin:
            before, until = (header.owner, decisions[0].at) if decisions else (header.agent, over)
            if before is not None and before.id and (not decisions or before.id != decisions[0].agent_id):
                held.append(Held(before.id, begin, until))
            held += (Held(each.agent_id, each.at, until) for each, until in zip(decisions, ends, strict=False))
        elif header.started_at < end and header.pools:
            held += (Held(each.agent_id, each.at, until) for each, until in zip(decisions[1:], ends[1:], strict=True))
            arrivals += _arrival(header, decisions, ends[0])
    usual = _usual(arrivals)
    arrivals = [each if each.waited is not None else replace(each, lasted=usual) for each in arrivals]
    arrivals.sort(key=lambda each: (each.waiting.since, each.waiting.conversation_id))
    return Day(tuple(arrivals), tuple(_staff(known, given, pools_now)), tuple(held))


def _arrival(header: Header, decisions: Sequence[Decision], until: datetime) -> list[Arrival]:
    """Somebody who came, or nobody: whom a closed desk turned away at once nobody could have served."""
    waiting = Waiting(
        header.conversation_id,
        header.plan_key,
        header.pools or (),
        header.started_at,
        header.rank,
        allocation=header.allocation,
        preferred_agent_id=header.preferred_agent_id,
    )
    if not decisions:
        left = header.closed_at - header.started_at if header.closed_at else None
        is_turned_away = left is not None and left < AT_ONCE
        return [] if is_turned_away else [Arrival(waiting, timedelta(), left=left)]
    first = decisions[0]
    return [Arrival(waiting, until - first.at, waited=first.at - header.started_at, agent_id=first.agent_id)]


def _median(values: Iterable[float]) -> float:
    from statistics import median  # a cold start does without

    return median(values)


def _usual(arrivals: Sequence[Arrival]) -> timedelta:
    lasted = [each.lasted.total_seconds() for each in arrivals if each.waited is not None]
    return timedelta(seconds=_median(lasted) if lasted else 0.0)


def _staff(
    headers: Sequence[Header], given: Mapping[str, Sequence[Decision]], pools_now: Mapping[str, Collection[str]]
) -> list[Staff]:
    seen: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    first: dict[str, tuple[datetime, Considered]] = {}
    pools: dict[str, set[str]] = defaultdict(set)
    for header in headers:
        for each in given.get(header.conversation_id, ()):
            if each.how not in BY_ALLOCATION:
                continue
            # whoever is given somebody as they come was there when they came
            moment = header.started_at if each.at - header.started_at < AT_ONCE else each.at
            for other in each.considered:
                seen[other.agent_id].append((moment, other.passed_over not in NOT_THERE))
                pools[other.agent_id].update(header.pools or ())
                if other.agent_id not in first or moment < first[other.agent_id][0]:
                    first[other.agent_id] = moment, other
    staff = []
    for agent_id, (_, other) in sorted(first.items()):
        ever = pools[agent_id]
        own = tuple(sorted(ever.intersection(pools_now.get(agent_id, ())) or ever))
        candidate = Candidate(agent_id, other.name, other.number, other.capacity, OFFLINE, turn=other.turn, pools=own)
        staff.append(Staff(candidate, presence_in(seen[agent_id])))
    return staff


def presence_in(samples: Iterable[tuple[datetime, bool]]) -> Spans:
    """From when until when somebody was there, as decisions saw them."""
    spans: list[tuple[datetime, datetime]] = []
    is_there = False
    for moment, there in sorted(samples):
        goes_on = is_there and moment - spans[-1][1] <= LONGEST_GAP
        if goes_on:
            spans[-1] = (spans[-1][0], moment)
        elif there:
            spans.append((moment, moment))
        is_there = there
    return tuple(spans)


def as_it_was(day: Day) -> Outcome:
    """The figures of what happened."""
    served = [each for each in day.arrivals if each.waited is not None]
    totals = Counter({each.candidate.agent_id: 0 for each in day.staff})
    totals.update(each.agent_id for each in served if each.agent_id is not None)
    waits = sorted(each.waited.total_seconds() for each in served if each.waited is not None)
    return Outcome(tuple(waits), dict(totals), len(day.arrivals) - len(served))


# --- what would have been -------------------------------------------------------------------------------------------


def changed(day: Day, *, allocation: str | None = None, capacity: int | None = None, staff: int = 0) -> Day:
    """The same time with another ``allocation`` of every plan, ``capacity`` of everybody, or so many agents more
    (``staff``), who are there whenever anybody is and receive whoever comes, or fewer: without those whose numbers come
    last."""
    crew = sorted(day.staff, key=lambda each: (each.candidate.number, each.candidate.agent_id))
    crew = crew[: len(crew) + staff] if 0 > staff > -len(crew) else [] if staff < 0 else [*crew, *_more(crew, staff)]
    if capacity is not None:
        crew = [replace(each, candidate=replace(each.candidate, capacity=capacity)) for each in crew]
    arrivals = day.arrivals
    if allocation is not None:
        arrivals = tuple(replace(each, waiting=replace(each.waiting, allocation=allocation)) for each in arrivals)
    return Day(arrivals, tuple(crew), day.held)


def _more(crew: Sequence[Staff], number: int) -> list[Staff]:
    if not crew:
        return []
    known = [each.candidate for each in crew]
    like = Candidate(
        "",
        "",
        "",
        int(_median(each.capacity for each in known)),
        OFFLINE,
        turn=min(each.turn for each in known),
        pools=tuple(sorted({pool for each in known for pool in each.pools})),
    )
    there = _together(span for each in crew for span in each.there)
    names = [f"+{each}" for each in range(1, number + 1)]
    return [Staff(replace(like, agent_id=each, name=each), there) for each in names]


def _together(spans: Iterable[tuple[datetime, datetime]]) -> Spans:
    whole: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(spans):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((begin, end))
    return tuple(whole)


def play(day: Day) -> Outcome:
    """Everybody who came, served by this staff: first come first served within priority. Twice is the same."""
    stage = _Stage(day)
    while stage.events:
        stage.step()
    return Outcome(tuple(sorted(stage.waits)), dict(stage.totals), len(day.arrivals) - len(stage.waits))


# of one moment: what ends, who comes, who arrives; then whoever waits is served; then who leaves
_ENDS, _BEGINS, _COMES, _ARRIVES, _LEAVES, _GOES = range(6)


class _Stage:
    """The desk at a moment of the play."""

    def __init__(self, day: Day) -> None:
        self.agents = {each.candidate.agent_id: each.candidate for each in day.staff}
        self.queue: list[tuple[int, datetime, str]] = []
        self.arrivals = {each.waiting.conversation_id: each for each in day.arrivals}
        self.waits: list[float] = []
        self.totals = Counter(dict.fromkeys(self.agents, 0))
        self.events: list[tuple[datetime, int, int, str]] = []
        self._numbers = count()
        self._came: set[str] = set()
        for each in day.arrivals:
            self._later(each.waiting.since, _ARRIVES, each.waiting.conversation_id)
            if each.left is not None:
                self._later(each.waiting.since + each.left, _LEAVES, each.waiting.conversation_id)
        for staff in day.staff:
            for begin, end in staff.there:
                self._later(begin, _COMES, staff.candidate.agent_id)
                self._later(end, _GOES, staff.candidate.agent_id)
        for held in day.held:
            if held.agent_id in self.agents and held.begin < held.end:
                self._later(held.begin, _BEGINS, held.agent_id)
                self._later(held.end, _ENDS, held.agent_id)

    def _later(self, at: datetime, what: int, who: str) -> None:
        heapq.heappush(self.events, (at, what, next(self._numbers), who))

    def step(self) -> None:
        """All that happens at the next moment."""
        now = self.events[0][0]
        while self.events and self.events[0][:2] < (now, _LEAVES):
            _, what, _, who = heapq.heappop(self.events)
            self._happen(what, who)
        self._serve(now)
        while self.events and self.events[0][0] == now and self.events[0][1] >= _LEAVES:
            _, what, _, who = heapq.heappop(self.events)
            self._happen(what, who)

    def _happen(self, what: int, who: str) -> None:
        if what == _ARRIVES:
            insort(self.queue, self._place(who))
        elif what == _LEAVES:
            if self._place(who) in self.queue:
                self.queue.remove(self._place(who))
        elif what == _COMES:
            self._come(who)
        elif what == _GOES:
            self.agents[who] = replace(self.agents[who], status=OFFLINE)
        else:
            agent = self.agents[who]
            self.agents[who] = replace(agent, serving=agent.serving + (1 if what == _BEGINS else -1))

    def _place(self, conversation_id: str) -> tuple[int, datetime, str]:
        waiting = self.arrivals[conversation_id].waiting
        return waiting.rank, waiting.since, conversation_id

    def _come(self, agent_id: str) -> None:
        """Whoever comes back joins the rotation where the others are."""
        agent = self.agents[agent_id]
        there = [each.turn for each in self.agents.values() if each.status == ONLINE]
        turn = max(agent.turn, min(there, default=0)) if agent_id in self._came else agent.turn
        self._came.add(agent_id)
        self.agents[agent_id] = replace(agent, status=ONLINE, turn=turn)

    def _serve(self, now: datetime) -> None:
        while self.queue:
            free = [each for each in self.agents.values() if reason_against(each) is None]
            rows = [self.arrivals[each].waiting for _, _, each in self.queue[:WINDOW]] if free else []
            pairs = match(rows, free, now)
            for pair in pairs:
                self._give(pair.waiting.conversation_id, pair.agent.agent_id, now)
            if not pairs:
                return

    def _give(self, conversation_id: str, agent_id: str, now: datetime) -> None:
        arrival = self.arrivals[conversation_id]
        self.queue.remove(self._place(conversation_id))
        self.agents[agent_id] = taking(self.agents[agent_id], now)
        self.totals[agent_id] += 1
        self.waits.append((now - arrival.waiting.since).total_seconds())
        self._later(max(now + arrival.lasted, now + timedelta(microseconds=1)), _ENDS, agent_id)
