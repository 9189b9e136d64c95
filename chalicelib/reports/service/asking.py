"""Figures of a period (F1, A4): over time, or side by side, as far as the rights of whoever asks reach (law 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import msgspec
from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.i18n import LANGUAGES
from chalicelib.followups.model.days import local_date
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import LEVELS, Agent, Roster
from chalicelib.people.model.departments import members_of
from chalicelib.people.model.rights import ALL as EVERYWHERE
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans import service as plans
from chalicelib.reports.model.calendar import first_of, last_of, months_between
from chalicelib.reports.model.figures import (
    AGENT,
    AGENT_PLAN,
    ALL,
    CATEGORY,
    LEVEL,
    NOBODY,
    PLAN,
    PRIORITY,
    SOURCE,
    TYPE,
    Sums,
    added,
    pair_of,
)
from chalicelib.reports.model.questions import (
    DEPARTMENT,
    EVERY_KEY,
    GROUP,
    TIMELY,
    Between,
    Cell,
    about,
    page_of,
    period,
    ranges_of,
    spans_of,
    unit_of,
    units_between,
)
from chalicelib.reports.service.rolling import is_summed
from chalicelib.reports.store import log as store
from chalicelib.tickets.model.ticket import PRIORITIES, TYPES

ZH = LANGUAGES[0]
PAGE = 20
OF_PEOPLE = (AGENT, GROUP, DEPARTMENT)  # whose figures are those of people, as far as one reaches them
MOST_RANGES = 8  # queries of a question, unless it touches more months


class Line(msgspec.Struct, frozen=True):
    """The sums of one key; ``name``: what it is called, where that is not told by the key."""

    key: str
    name: str | None
    sums: Sums


class Report(msgspec.Struct, frozen=True):
    """``lines`` of these days; ``total`` of all of them (None on later pages); ``following``: behind which key
    the next page begins; ``targets``: seconds within which it should be done, by the names of spreads;
    ``number``: how many lines there are on all pages (None: that is not known before the last)."""

    lines: Sequence[Line]
    total: Sums | None
    first: date
    last: date
    following: str | None
    targets: Mapping[str, int] = {}
    number: int | None = None


class Asked(msgspec.Struct, frozen=True):
    """What is asked: figures by this, of all or ``of`` somebody or something, over these days of the desk."""

    by: str
    of: str | None = None
    first: date | None = None
    last: date | None = None


_Page = tuple[list[Line], str | None, int | None]  # lines, behind which key the next begins, how many there are in all


class Lens(msgspec.Struct, frozen=True):
    """What one may see of what is asked: of which dimension the sums are read, and of which of its keys; None: of
    all. ``known``: which there are."""

    dimension: str
    keys: frozenset[str] | None = None
    known: Collection[str] = ()

    def between(self, most: int) -> list[Between]:
        return ranges_of(self.keys, self.known, most) if self.keys is not None else [EVERY_KEY]

    def shows(self, key: str) -> bool:
        return self.keys is None or key in self.keys


def figures(desk: Desk, agent: Agent, asked: Asked, after: str | None = None, language: str = ZH) -> Report:
    """Figures by hour, day, week, month or hour of the week, or a page of them by agent, group, plan and so on;
    ``language``: in which categories are named.

    One request for people and groups and one for targets, a query for each month that the days touch in part and one
    for each year of whole months; of many keys one more for each megabyte of a page's; and as many again for the total.
    Raises ``Invalid``, ``BeyondYourRights``.
    """
    roster = people.directory(desk)
    zone = roster.desk.time_zone
    first, last = period(asked.first, asked.last, local_date(desk.now(), zone), asked.by)
    of = about(asked.of)
    lens = lens_within(desk, agent, roster, of) if asked.by == AGENT else lens_of(desk, agent, roster, of)
    summed = [each for each in months_between(first, last) if is_summed(desk, each, zone)]
    reading = _Reading(desk, first, last, asked.by, summed)
    targets = store.settings(desk).targets
    if asked.by in TIMELY:
        return replace(_over_time(reading, lens), targets=targets)
    if asked.by == PLAN and of is not None and of[0] == AGENT:
        lines, following, number = _of_plans(reading, desk, after, of[1])
    elif asked.by == AGENT and of is not None and of[0] in (PLAN, GROUP, DEPARTMENT):
        lines, following, number = _agents_within(reading, roster, lens, of, after)
    elif asked.of:
        raise Invalid.field("of", f"not together with by={asked.by}")
    else:
        if asked.by not in OF_PEOPLE:
            _refuse_unless_everywhere(agent)
        lines, following, number = _side_by_side(reading, desk, agent, roster, after, language)
    total = added(cell.sums for cell in reading.cells(lens)) if after is None else None
    return Report(lines, total, first, last, following, targets, number)


def month_of_agents(desk: Desk, roster: Roster, month: str, agent_ids: Collection[str]) -> Mapping[str, Sums]:
    """What a month comes to for these agents, as every question by agent has it; of whom there is nothing, no sums.

    For rooms above, that ask whose role reaches so far themselves. A query for each megabyte of their hours, or one for
    a month that is over.
    """
    whole = [month] if is_summed(desk, month, roster.desk.time_zone) else []
    reading = _Reading(desk, first_of(month), last_of(month), AGENT, whole)
    found = reading.by_key(Lens(AGENT, frozenset(agent_ids), roster.agents))
    return {key: added(some) for key, some in found.items()}


class _Reading:
    """The sums of a period, as they are kept."""

    def __init__(self, desk: Desk, first: date, last: date, by: str, summed: Iterable[str]) -> None:
        self.first, self.last, self.by = first, last, by
        self._desk = desk
        self._spans = spans_of(first, last, by, summed)

    def cells(self, lens: Lens) -> Iterator[Cell]:
        """All that the lens shows of it; of nobody nothing is read."""
        most = max(1, (MOST_RANGES if self.by in TIMELY else MOST_RANGES // 2) // max(1, len(self._spans)))
        for span, keys in product(self._spans, lens.between(most)):
            read = store.months if span.is_whole else store.cells
            place = span.first[:4] if span.is_whole else span.first[:7]
            for cell in read(self._desk, lens.dimension, place, keys, span.first, span.last):
                if lens.shows(cell.key):
                    yield cell

    def by_key(self, lens: Lens) -> defaultdict[str, list[Sums]]:
        """The same, by their keys."""
        found: defaultdict[str, list[Sums]] = defaultdict(list)
        for cell in self.cells(lens):
            found[cell.key].append(cell.sums)
        return found


def _over_time(reading: _Reading, lens: Lens) -> Report:
    under: defaultdict[str, list[Sums]] = defaultdict(list)
    for cell in reading.cells(lens):
        under[unit_of(cell.span, reading.by)].append(cell.sums)
    sums = {unit: added(under[unit]) for unit in units_between(reading.first, reading.last, reading.by)}
    lines = [Line(unit, None, each) for unit, each in sums.items()]
    return Report(lines, added(sums.values()), reading.first, reading.last, None, number=len(lines))


def _side_by_side(
    reading: _Reading, desk: Desk, agent: Agent, roster: Roster, after: str | None, language: str
) -> _Page:
    """A page of keys, by their letters; those of which there is nothing are there too."""
    if reading.by in (GROUP, DEPARTMENT):
        return _of_several(reading, _several(_near(desk, agent), roster, reading.by), roster, after)
    if reading.by == SOURCE:
        found = reading.by_key(Lens(SOURCE))
        page, following = page_of([*found], after, PAGE)
        return [Line(key, None, added(found[key])) for key in page], following, len(found)
    if reading.by == PLAN:
        return _of_plans(reading, desk, after)
    names = _names(desk, reading.by, agent, roster, language)
    page, following = page_of([*names], after, PAGE)
    found = reading.by_key(Lens(reading.by, frozenset(page), names))
    return [Line(key, names[key], added(found[key])) for key in page], following, len(names)


def _of_plans(reading: _Reading, desk: Desk, after: str | None, agent_id: str | None = None) -> _Page:
    """A page of plans, the oldest first; of all, or what an agent did in each."""
    known, more = plans.some_plans(desk, after)
    page = known[:PAGE]
    keys = {each.key: each.key if agent_id is None else pair_of(agent_id, each.key) for each in page}
    found = reading.by_key(Lens(PLAN if agent_id is None else AGENT_PLAN, frozenset(keys.values())))
    following = page[-1].plan_id if page and (more or len(known) > PAGE) else None
    return [Line(each.key, each.name, added(found[keys[each.key]])) for each in page], following, None


_Several = Mapping[str, tuple[str | None, frozenset[str]]]  # keys, what they are called, and who belongs to each


def _several(near: frozenset[str] | None, roster: Roster, by: str) -> _Several:
    """The groups, or departments, all of whose people are in reach, as they are now; of departments also who is in
    none, and what is nobody's, for who reaches all."""
    if by == GROUP:
        of: dict[str, tuple[str | None, frozenset[str]]] = {
            key: (each.name, frozenset(each.member_ids)) for key, each in roster.groups.items()
        }
    else:
        of = {
            each.department_id: (each.name, members_of(each.department_id, roster.groups.values()))
            for each in roster.desk.departments
        }
        of[NOBODY] = (None, in_no_department(roster))
    return {key: each for key, each in of.items() if near is None or near.issuperset(each[1] or [key])}


def in_no_department(roster: Roster) -> frozenset[str]:
    """Whoever is in no group that belongs to a department, and nobody."""
    inside = (members_of(each.department_id, roster.groups.values()) for each in roster.desk.departments)
    return frozenset({*roster.agents, NOBODY}).difference(*inside)


def _of_several(reading: _Reading, several: _Several, roster: Roster, after: str | None) -> _Page:
    """The figures of a group, or a department, are those of whoever belongs to it."""
    page, following = page_of([*several], after, PAGE)
    everybody = frozenset[str]().union(*(several[key][1] for key in page))
    found = reading.by_key(Lens(AGENT, everybody, [NOBODY, *roster.agents]))
    sums = {key: added(each for member in several[key][1] for each in found.get(member, ())) for key in page}
    return [Line(key, several[key][0], sums[key]) for key in page], following, len(several)


def _agents_within(reading: _Reading, roster: Roster, lens: Lens, of: tuple[str, str], after: str | None) -> _Page:
    """A page of agents: what each did in a plan, or those of a group or a department; whom the lens shows."""
    dimension, key = of
    names = {each.agent_id: each.name for each in roster.agents.values()}
    keys = {each: pair_of(each, key) if dimension == PLAN else each for each in names}
    shown = [each for each in names if lens.dimension == PLAN or lens.shows(keys[each])]
    page, following = page_of(shown, after, PAGE)
    wanted = frozenset(keys[each] for each in page)
    found = reading.by_key(Lens(AGENT_PLAN if dimension == PLAN else AGENT, wanted, keys.values()))
    return [Line(each, names[each], added(found[keys[each]])) for each in page], following, len(shown)


def _names(desk: Desk, by: str, agent: Agent, roster: Roster, language: str) -> Mapping[str, str | None]:
    """The keys there are, and what they are called."""
    if by == AGENT:
        near = _near(desk, agent)
        nobody: dict[str, str | None] = {NOBODY: None} if near is None else {}
        return nobody | {key: each.name for key, each in roster.agents.items() if near is None or key in near}
    if by == CATEGORY:
        tree = knowledge.read_tree(desk)
        return {NOBODY: None} | {each.category_id: each.called(language) for each in tree.categories}
    return dict.fromkeys(_KNOWN[by])


_KNOWN: Mapping[str, Iterable[str]] = {LEVEL: LEVELS, TYPE: TYPES, PRIORITY: PRIORITIES}


def lens_of(desk: Desk, agent: Agent, roster: Roster, of: tuple[str, str] | None) -> Lens:
    """What is read for this question. Raises ``Invalid``, ``BeyondYourRights``."""
    near = _near(desk, agent)
    if of is None:
        return Lens(ALL) if near is None else Lens(AGENT, near, roster.agents)
    dimension, key = of
    if dimension not in OF_PEOPLE:
        _refuse_unless_everywhere(agent)
        return Lens(dimension, frozenset({key}))
    keys = _people_of(roster, dimension, key)
    if near is not None and not keys <= near:
        raise BeyondYourRights("your role does not reach them")
    return Lens(AGENT, keys, [NOBODY, *roster.agents] if NOBODY in keys else roster.agents)


def _people_of(roster: Roster, dimension: str, key: str) -> frozenset[str]:
    """Whom this names: an agent, or who is in a group or a department. Raises ``Invalid``."""
    if dimension == AGENT:
        return frozenset({key})
    if dimension == GROUP:
        if key not in roster.groups:
            raise Invalid.field("of", "no such group")
        return frozenset(roster.groups[key].member_ids)
    if key == NOBODY:
        return in_no_department(roster)
    if key not in {each.department_id for each in roster.desk.departments}:
        raise Invalid.field("of", "no such department")
    return members_of(key, roster.groups.values())


def lens_within(desk: Desk, agent: Agent, roster: Roster, of: tuple[str, str] | None) -> Lens:
    """The same where agents stand side by side: what a plan's agents did there, as far as one reaches them."""
    near = _near(desk, agent)
    if of is None or of[0] != PLAN or near is None:
        return lens_of(desk, agent, roster, of)
    pairs = {each: pair_of(each, of[1]) for each in roster.agents}
    return Lens(AGENT_PLAN, frozenset(pairs[each] for each in near if each in pairs), pairs.values())


def _near(desk: Desk, agent: Agent) -> frozenset[str] | None:
    """Whom the agent's role reaches; None: everybody."""
    return None if agent.rights.scope == EVERYWHERE else people.Surroundings(desk, agent).colleague_ids


def _refuse_unless_everywhere(agent: Agent) -> None:
    if agent.rights.scope != EVERYWHERE:
        raise BeyondYourRights("your role reaches people, not all that a plan or a category has")
