"""What is behind a figure (F1): facts of the log, newest first, as far as the rights of whoever asks reach (law 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import refuse_without
from chalicelib.reports.model.behind import Figure, checked_key, conversation_of, figure_of, seen_with
from chalicelib.reports.model.calendar import first_of, hours_of, last_of, months_between
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.model.figures import AGENT, AGENT_PLAN, ALL, PLAN, pair_of, places_of
from chalicelib.reports.model.questions import KEYED, Between, about, period, unit_of
from chalicelib.reports.service.asking import Lens, lens_of, lens_within
from chalicelib.reports.store import log as store

PAGE = 20
MOST_READS = 4  # of the log, in one answer: each is a query for each share
MOST_MONTHS = 13  # whose sums are looked through in one answer


class Question(msgspec.Struct, frozen=True):
    """Of which figure; ``key``: of the report by ``by``, empty for all of it; ``of`` and the days as there."""

    figure: str
    by: str
    key: str = ""
    of: str | None = None
    first: date | None = None
    last: date | None = None


class Place(msgspec.Struct, frozen=True, array_like=True):
    """How far one has come: what comes before ``order`` of an hour is next; without it, what comes before the hour."""

    hour: str
    order: str | None = None

    @classmethod
    def upto(cls, hour: str) -> Place:
        """The hour itself is next."""
        return cls(f"{hour}~")

    def leaves(self, hour: str) -> bool:
        """Whether anything of this hour is still to come."""
        return hour < self.hour or (hour == self.hour and self.order is not None)


class Found(msgspec.Struct, frozen=True):
    """A fact; whether it counts for the figure; its conversation, where one may see it; whose it counts for."""

    fact: Fact
    counts: bool
    header: Header | None = None
    agent_name: str | None = None


class Behind(msgspec.Struct, frozen=True):
    """``facts``, the newest first; ``following``: where the next page begins."""

    facts: Sequence[Found]
    following: Place | None


def facts_behind(desk: Desk, agent: Agent, question: Question, after: Place | None = None) -> Behind:
    """A page of what is behind a figure; it may be short, or empty, while others follow.

    One request for people and groups, one for each month that is looked through (thirteen at most), eight for each of
    at most four reads of the log, and one for the conversations. Raises ``Invalid``, ``BeyondYourRights``,
    ``PermissionNeeded`` for who may not see single ratings where these are told apart.
    """
    figure, held = figure_of(question.figure), agent.rights.permissions
    if figure.permission is not None:
        refuse_without(figure.permission, held)
    roster = people.directory(desk)
    today = local_date(desk.now(), roster.desk.time_zone)
    days = period(question.first, question.last, today, question.by)
    lens = _lens(desk, agent, roster, question)
    reading = _Reading(desk, figure, lens, question)
    following = reading.read(days, after) if lens.keys != frozenset() else None
    headers = _headers(desk, agent, reading.facts)
    names = {key: each.name for key, each in roster.agents.items()}
    of, who = conversation_of, names.get
    shown = [
        Found(seen_with(each, held), figure.counts(each), headers.get(of(each) or ""), who(each.agent_id or ""))
        for each in reading.facts
    ]
    return Behind(shown, following)


def _lens(desk: Desk, agent: Agent, roster: Roster, question: Question) -> Lens:
    """What is looked at: of what stands side by side, what the key names."""
    key = checked_key(question.key)
    if question.by == AGENT and not key:
        return lens_within(desk, agent, roster, about(question.of))
    if question.by not in KEYED or not key:
        return lens_of(desk, agent, roster, about(question.of))
    of = about(question.of)
    if of is not None and {question.by, of[0]} == {PLAN, AGENT}:
        who, plan_key = (of[1], key) if of[0] == AGENT else (key, of[1])
        lens_of(desk, agent, roster, (AGENT, who))  # whom one does not reach is refused
        return Lens(AGENT_PLAN, frozenset({pair_of(who, plan_key)}))
    try:
        return lens_of(desk, agent, roster, about(f"{question.by}:{key}"))
    except Invalid:
        raise Invalid.field("key", "a key of that report") from None


class _Reading:
    """Facts that were found so far."""

    def __init__(self, desk: Desk, figure: Figure, lens: Lens, question: Question) -> None:
        self.facts: list[Fact] = []
        self._desk, self._figure, self._lens, self._question = desk, figure, lens, question
        self._reads = 0

    def read(self, days: tuple[date, date], after: Place | None) -> Place | None:
        """Read on, back in time, until there are enough, or it was read often enough; where to go on."""
        number = 0
        for month in reversed(months_between(*days)):
            first = max(hours_of(first_of(month))[0], hours_of(days[0])[0])
            last = min(hours_of(last_of(month))[-1], hours_of(days[1])[-1])
            if after is not None and not after.leaves(first):
                continue
            if number == MOST_MONTHS:
                return Place.upto(last)
            number += 1
            for hour in self._hours(month, first, last):
                if after is None or after.leaves(hour):
                    order = after.order if after is not None and after.hour == hour else None
                    place = self._read_hour(hour, order)
                    if place is not None:
                        return place
        return None

    def _hours(self, month: str, first: str, last: str) -> list[str]:
        """The hours of a month that have any of it, the newest first.

        Of one key its own sums tell. Of several, those of all: of many keys one would read whole months.
        """
        lens, question = self._lens, self._question
        is_single = lens.keys is not None and len(lens.keys) == 1
        dimension, (keys,) = (lens.dimension, lens.between(1)) if is_single else (ALL, [Between(ALL, ALL)])
        timely = question.key if question.by not in KEYED else ""
        cells = store.cells(self._desk, dimension, month, keys, first, last)
        hours = [each.span for each in cells if self._figure.number_in(each.sums)]
        return [each for each in reversed(hours) if not timely or unit_of(each, question.by) == timely]

    def _read_hour(self, hour: str, order: str | None) -> Place | None:
        """Read an hour from this place in it; None once all of it was read."""
        while self._reads < MOST_READS:
            self._reads += 1
            facts, order = store.facts_before(self._desk, hour, order, PAGE)
            for at, fact in facts:
                if self._shows(fact):
                    self.facts.append(fact)
                if len(self.facts) == PAGE:
                    return Place(hour, at)
            if order is None:
                return None
        return Place(hour, order) if order is not None else Place.upto(hour)

    def _shows(self, fact: Fact) -> bool:
        lens = self._lens
        is_in_sight = any(place == lens.dimension and lens.shows(key) for place, key in places_of(fact))
        return is_in_sight and self._figure.has(fact)


def _headers(desk: Desk, agent: Agent, facts: Sequence[Fact]) -> Mapping[str, Header]:
    """The conversations that these facts are of, as far as the agent may see them; one request."""
    ids = sorted({each for fact in facts if (each := conversation_of(fact)) is not None})
    around = people.Surroundings(desk, agent)
    headers = conversations.headers(desk, ids, consistent=False) if ids else []
    return {
        each.conversation_id: each
        for each in headers
        if tie_of(agent, SEE, conversations.thing(each), around) is not None
    }
