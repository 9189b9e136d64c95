"""What inspections came to over some months, as far as the rights of whoever asks reach (F4, law 8)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.rights import ALL as EVERYWHERE
from chalicelib.people.model.rights import OWN, BeyondYourRights, refuse_without
from chalicelib.plans import service as plans
from chalicelib.quality.model.calendar import is_month, month_of, months_between
from chalicelib.quality.model.inspectors import INSPECT, SEE
from chalicelib.quality.model.results import AGENT, ALL, DIMENSIONS, GROUP, INSPECTOR, NOTHING, PLAN, Sums, added, plus
from chalicelib.quality.store import results as store
from chalicelib.quality.store import sheets

MONTH, CRITERION = "month", "criterion"
PAGE = 20


class Question(msgspec.Struct, frozen=True):
    """``by`` month, criterion, agent, group, plan or inspector; ``of``: ``agent:…``, ``group:…``, ``plan:…``; unsaid:
    of everybody. ``first``, ``last``: months; unsaid: this one."""

    by: str
    of: str = ""
    first: str = ""
    last: str = ""


class Line(msgspec.Struct, frozen=True):
    """The sums of one key, and what that is called where it is known."""

    key: str
    name: str | None
    sums: Sums


class Called(msgspec.Struct, frozen=True):
    """A criterion or fatal error and what it is called; ``points``: what it gives at most."""

    key: str
    names: dict[str, str]
    points: int | None
    is_fatal: bool


class Results(msgspec.Struct, frozen=True):
    """``lines``, and ``total`` of what was asked (None side by side, and on later pages); ``called``: the criteria and
    fatal errors in it; ``following``: behind which key the next page begins."""

    lines: Sequence[Line]
    total: Sums | None
    called: Sequence[Called]
    first: str
    last: str
    following: str | None


def read_results(desk: Desk, agent: Agent, question: Question, cursor: str | None = None) -> Results:
    """What it came to. Two requests, one for each hundred sums (a page of twenty for thirteen months: three), one for
    the sheets' names; everybody may ask about themselves.

    Raises ``Invalid``, ``PermissionNeeded``, ``BeyondYourRights``.
    """
    purpose = f"quality-results#{agent.agent_id}#{question}"
    after = unseal(desk, purpose, cursor) if cursor else None
    about = _about(question.of)
    for field, month in (("from", question.first), ("to", question.last)):
        if month and not is_month(month):
            raise Invalid.field(field, "a month such as 2026-11")
    roster = people.directory(desk)
    this = month_of(desk.now(), roster.desk.time_zone)
    first, last = question.first or min(this, question.last or this), question.last or this
    months = months_between(first, last)
    if question.by in (MONTH, CRITERION):
        _refuse_beyond(desk, agent, roster, *about)
        return _of_one(desk, question, months, *about)
    if question.of:
        raise Invalid.field("of", f"not together with by={question.by}")
    refuse_without(SEE, agent.rights.permissions)
    names, following = _names(desk, agent, roster, question.by, after)
    spots = [(month, question.by, key) for key in names for month in months]
    cells = store.cells(desk, spots)
    lines = [
        Line(key, name, added(cells[month, question.by, key].sums for month in months)) for key, name in names.items()
    ]
    sealed = seal(desk, purpose, following) if following is not None else None
    return Results(lines, None, (), months[0], months[-1], sealed)


def _of_one(desk: Desk, question: Question, months: Sequence[str], dimension: str, key: str) -> Results:
    cells = store.cells(desk, [(month, dimension, key) for month in months])
    total = added(each.sums for each in cells.values())
    called = _called(desk, total)
    if question.by == MONTH:
        lines = [Line(month, None, cells[month, dimension, key].sums) for month in months]
    else:
        lines = [Line(each.key, None, _only(total, each.key)) for each in called]
    return Results(lines, total, called, months[0], months[-1], None)


def _only(total: Sums, key: str) -> Sums:
    """What of the sums is of this criterion, or fatal error."""
    part = Sums(
        criteria={key: total.criteria[key]} if key in total.criteria else {},
        errors={key: total.errors[key]} if key in total.errors else {},
    )
    return plus(NOTHING, part)


def _called(desk: Desk, total: Sums) -> list[Called]:
    """The criteria and errors of all sheets that are published, in order, and then what counts though no sheet asks it
    any more; one query."""
    found: dict[str, Called] = {}
    for record in sheets.records(desk):
        definition = record.published.definition if record.published is not None else None
        for each in definition.criteria if definition is not None else ():
            key = f"{record.sheet_id}.{each.key}"
            found[key] = Called(key, dict(each.names), each.points, False)
        for fatal in definition.fatal if definition is not None else ():
            key = f"{record.sheet_id}.{fatal.key}"
            found[key] = Called(key, dict(fatal.names), None, True)
    for key in total.criteria:
        found.setdefault(key, Called(key, {}, None, False))
    for key in total.errors:
        found.setdefault(key, Called(key, {}, None, True))
    return [each for key, each in found.items() if key in total.criteria or key in total.errors]


def _about(of: str) -> tuple[str, str]:
    if not of:
        return ALL, ALL
    dimension, colon, key = of.partition(":")
    if (
        not colon
        or not key
        or dimension not in DIMENSIONS[1:]
        or "#" in key
        or not (key.isascii() and key.isprintable())
    ):
        raise Invalid.field("of", f"one of {', '.join(DIMENSIONS[1:])}, a colon, and its id")
    return dimension, key


def _refuse_beyond(desk: Desk, agent: Agent, roster: Roster, dimension: str, key: str) -> None:
    """Everybody may see their own; the rest takes the permission, and the reach. Raises ``PermissionNeeded``,
    ``BeyondYourRights``."""
    if (dimension, key) == (AGENT, agent.agent_id):
        return
    refuse_without(SEE, agent.rights.permissions)
    if agent.rights.scope == EVERYWHERE:
        return
    if dimension in (AGENT, INSPECTOR) and agent.rights.scope != OWN:
        people.refuse_people_beyond(desk, agent, frozenset({key}), "they are not of your group")
        return
    is_member = key in roster.groups and agent.agent_id in roster.groups[key].member_ids
    if dimension != GROUP or agent.rights.scope == OWN or not is_member:
        raise BeyondYourRights("this goes beyond your reach")


def _names(desk: Desk, agent: Agent, roster: Roster, by: str, after: str | None) -> tuple[dict[str, str], str | None]:
    """A page of keys in reach with their names, by their letters; and the last of it, if others follow."""
    everywhere = agent.rights.scope == EVERYWHERE
    if by == PLAN:
        if not everywhere:
            raise BeyondYourRights("this goes beyond your reach")
        known, more = plans.some_plans(desk, after)
        page = known[:PAGE]
        following = page[-1].plan_id if page and (more or len(known) > PAGE) else None
        return {each.key: each.name for each in page}, following
    names: dict[str, str] = {}
    if by == GROUP:
        groups = [each for each in roster.groups.values() if everywhere or agent.agent_id in each.member_ids]
        names = {each.group_id: each.name for each in groups} if agent.rights.scope != OWN else {}
    elif by in (AGENT, INSPECTOR):
        reached = roster.agents if everywhere else people.Surroundings(desk, agent).colleague_ids
        known_agents = (roster.agents[each] for each in reached if each in roster.agents)
        able = (each for each in known_agents if by == AGENT or INSPECT in each.rights.permissions)
        names = {each.agent_id: each.name for each in able}
    rest = sorted(each for each in names if after is None or each > after)
    page_of = rest[:PAGE]
    return {each: names[each] for each in page_of}, page_of[-1] if len(rest) > PAGE else None
