"""What a group's roster must hold: rest, hours a week, cover by the hour, skills; and whether it binds (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.core.text import Id, among
from chalicelib.plans.model.holidays import known_country
from chalicelib.shifts.model.clock import Clock, days_of
from chalicelib.shifts.model.kinds import DAY, Kind
from chalicelib.shifts.model.roster import Line, OnDuty, Pause, in_real_time, most_at_once

REST, WEEK_HOURS, COVER, SKILL, BREAK_CROWD, OVERLAP = "rest", "week_hours", "cover", "skill", "break_crowd", "overlap"
FINDINGS = (REST, WEEK_HOURS, COVER, SKILL, BREAK_CROWD, OVERLAP)
MOST_COVERS = 40
_HOUR = timedelta(hours=1)
NOBODY: Mapping[str, frozenset[str]] = {}


class Cover(msgspec.Struct, frozen=True):
    """On these weekdays (0: Monday), from ``start_minute`` to ``end_minute`` by the clock, ``least`` of the group are
    on duty and not on a break; of those who are in the group ``skill_id`` as well, if one is named."""

    weekdays: tuple[Annotated[int, msgspec.Meta(ge=0, le=6)], ...]
    start_minute: Annotated[int, msgspec.Meta(ge=0, le=DAY)]
    end_minute: Annotated[int, msgspec.Meta(ge=0, le=DAY)]
    least: Annotated[int, msgspec.Meta(ge=1, le=500)]
    skill_id: Id | None = None


class Rules(msgspec.Struct, frozen=True):
    """What holds for a group's roster. Minutes; 0: no such rule.

    ``binding``: only who is on duty is given conversations, or may be there, in weeks that are published.
    ``last_minutes``: so long before the end of a shift nothing new is given. ``rest_minutes``: between two shifts;
    ``week_minutes``: working time in a week. ``…_forbids``: it is not published against that; else it is only said.
    ``per_hour``: how many conversations one agent has in an hour, for what is needed. ``country``: whose holidays are
    shown and may be free (ISO 3166; None: no country's).
    """

    group_id: str
    binding: bool = False
    last_minutes: int = 0
    rest_minutes: int = 660
    rest_forbids: bool = False
    week_minutes: int = 2640
    week_forbids: bool = False
    cover: tuple[Cover, ...] = ()
    cover_forbids: bool = False
    skill_forbids: bool = False
    per_hour: int = 8
    country: str | None = None
    version: int = 0


class Finding(msgspec.Struct, frozen=True):
    """What a roster does against a rule. ``agent_id``: whose (None: the group's); ``at``: since when.

    ``have`` and ``want``: minutes of rest or work, or people.
    """

    rule: Annotated[str, among(*FINDINGS)]
    forbids: bool
    day: date
    agent_id: str | None = None
    at: datetime | None = None
    until: datetime | None = None
    have: int = 0
    want: int = 0
    skill_id: str | None = None


class RulesBroken(Conflict):
    """The roster is against rules that forbid it."""

    code = "rules_broken"
    title = "The roster is against the rules of the group"
    beside = members(findings=list[Any])


class Hour(msgspec.Struct, frozen=True):
    """An hour by the clock: ``least`` were on duty and not on a break at every moment of it; ``minutes`` of theirs all
    together. ``want``: how many are asked for by the rules."""

    day: date
    hour: int
    since: datetime
    until: datetime
    least: int
    minutes: int
    want: int = 0


def checked_rules(rules: Rules) -> Rules:
    """The rules, if they hold. Raises ``Invalid`` naming the field."""
    for name, most in (("last_minutes", 240), ("rest_minutes", 2 * DAY), ("week_minutes", 7 * DAY), ("per_hour", 500)):
        least = 1 if name == "per_hour" else 0
        if not least <= getattr(rules, name) <= most:
            raise Invalid.field(name, f"{least} to {most}")
    if len(rules.cover) > MOST_COVERS:
        raise Invalid.field("cover", f"at most {MOST_COVERS}")
    for number, each in enumerate(rules.cover):
        if each.end_minute <= each.start_minute or not each.weekdays:
            raise Invalid.field(f"cover.{number}", "weekdays, and an end after the start, on the same day")
    if rules.country is not None and not known_country(rules.country):
        raise Invalid.field("country", "an ISO 3166 code of a country whose holidays are known, such as CN")
    return rules


def cover_by_hour(shifts: Iterable[OnDuty], week: date, clock: Clock, rules: Rules | None = None) -> list[Hour]:
    """How many are on duty in each hour of the week, exactly, and how many the rules ask for."""
    edges = _edges(shifts)
    made = []
    for day, hour, since, until in clock.hours(days_of(week)):
        least, minutes = _within(edges, since, until)
        want = max((each.least for each in _wanted(rules, day, hour) if each.skill_id is None), default=0)
        made.append(Hour(day, hour, since, until, least, minutes, want))
    return made


def _wanted(rules: Rules | None, day: date, hour: int) -> Iterator[Cover]:
    for each in rules.cover if rules is not None else ():
        if day.weekday() in each.weekdays and each.start_minute < hour * 60 + 60 and each.end_minute > hour * 60:
            yield each


Edges = Sequence[tuple[datetime, int]]


def _edges(shifts: Iterable[OnDuty]) -> Edges:
    """When how many begin or end to be there, in order."""
    edges: dict[datetime, int] = {}
    for each in shifts:
        bounds = [(each.since, 1), (each.until, -1)]
        for pause in each.pauses:
            bounds += [(pause.since, -1), (pause.until, 1)]
        for at, step in bounds:
            edges[at] = edges.get(at, 0) + step
    return sorted(edges.items())


def _within(edges: Edges, since: datetime, until: datetime) -> tuple[int, int]:
    """The least who are there at any moment from then until then, and the minutes of all."""
    there = sum(step for at, step in edges if at <= since)
    least, worked, last = there, timedelta(), since
    for at, step in edges:
        if since < at < until:
            worked += there * (at - last)
            there, last = there + step, at
            least = min(least, there)
    worked += there * (until - last)
    return least, int(worked / timedelta(minutes=1))


class Circumstances(msgspec.Struct, frozen=True):
    """What rules are asked of beside the lines of a week: the group's lines of the weeks before and after, in order;
    shifts that its agents have in other groups; the groups each of them is in; kinds by their ids."""

    clock: Clock
    rules: Rules
    kinds: Mapping[str, Kind] = {}
    around: tuple[Line, ...] = ()
    elsewhere: tuple[OnDuty, ...] = ()
    groups: Mapping[str, frozenset[str]] = {}


def findings(lines: Sequence[Line], week: date, known: Circumstances) -> list[Finding]:
    """What the drafts of a week do against the group's rules: those of each agent first, then those of each hour."""
    found: list[Finding] = []
    for line in lines:
        found += _of_agent(line, week, known)
    found += _of_breaks(lines, known.kinds)
    found += _of_cover(lines, week, known)
    return found


def _of_agent(line: Line, week: date, known: Circumstances) -> Iterator[Finding]:
    rules, agent_id = known.rules, line.agent_id
    if rules.week_minutes and (worked := sum(each.minutes for each in line.draft)) > rules.week_minutes:
        yield Finding(WEEK_HOURS, rules.week_forbids, week, agent_id, None, None, worked, rules.week_minutes)
    for shift in line.draft:
        kind = known.kinds.get(shift.kind_id)
        lacking = set(kind.skill_ids if kind is not None else ()) - known.groups.get(agent_id, frozenset())
        for each in sorted(lacking):
            yield Finding(SKILL, rules.skill_forbids, shift.day, agent_id, skill_id=each)
    yield from _of_rest(line, week, known)


def _of_rest(line: Line, week: date, known: Circumstances) -> Iterator[Finding]:
    """Too little rest before or after a shift of this week; two at once. By real time."""
    own = [each for each in known.around if each.agent_id == line.agent_id and each.week != line.week]
    mine = [in_real_time(each, line.agent_id, line.group_id, known.clock) for each in line.draft]
    near = [in_real_time(each, row.agent_id, row.group_id, known.clock) for row in own for each in row.draft]
    near += [each for each in known.elsewhere if each.agent_id == line.agent_id]
    ordered = sorted([*mine, *near], key=lambda each: (each.since, each.until))
    new = {id(each) for each in mine}
    latest: OnDuty | None = None
    for each in ordered:
        if latest is not None and (id(each) in new or id(latest) in new):
            rest = int((each.since - latest.until) / timedelta(minutes=1))
            at, agent_id = each.since, line.agent_id
            if rest < 0:
                yield Finding(OVERLAP, True, each.day, agent_id, at, latest.until)
            elif rest < known.rules.rest_minutes and not _is_same_duty(latest, each):
                rules = known.rules
                yield Finding(REST, rules.rest_forbids, each.day, agent_id, at, None, rest, rules.rest_minutes)
        if latest is None or each.until > latest.until:
            latest = each


def _is_same_duty(before: OnDuty, after: OnDuty) -> bool:
    """A divided shift of one day is one duty: there is no rest within it."""
    return before.day == after.day


def _of_breaks(lines: Sequence[Line], kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """More of the group have the same break at once than its kind allows."""
    at_once: dict[tuple[date, str, int], list[Pause]] = {}
    for line in lines:
        for shift in line.draft:
            for number, pause in enumerate(shift.pauses):
                at_once.setdefault((shift.day, shift.kind_id, number), []).append(pause)
    for (day, kind_id, number), pauses in sorted(at_once.items()):
        kind = kinds.get(kind_id)
        if kind is None or number >= len(kind.breaks) or not kind.breaks[number].at_once:
            continue
        most = most_at_once(pauses)
        if most > kind.breaks[number].at_once:
            yield Finding(BREAK_CROWD, False, day, have=most, want=kind.breaks[number].at_once)


def _of_cover(lines: Sequence[Line], week: date, known: Circumstances) -> Iterator[Finding]:
    """Stretches of hours in which fewer are there than the rules ask for."""
    over = (line for line in known.around if line.week < week)
    everybody = [
        in_real_time(each, line.agent_id, line.group_id, known.clock) for line in (*over, *lines) for each in line.draft
    ]
    for cover in known.rules.cover:
        able = [each for each in everybody if cover.skill_id is None or _is_able(each, cover.skill_id, known)]
        edges = _edges(able)
        for day in days_of(week):
            if day.weekday() in cover.weekdays:
                yield from _too_few(cover, day, edges, known)


def _is_able(shift: OnDuty, skill_id: str, known: Circumstances) -> bool:
    return skill_id in known.groups.get(shift.agent_id, frozenset())


def _too_few(cover: Cover, day: date, edges: Edges, known: Circumstances) -> Iterator[Finding]:
    open_: Finding | None = None
    for minute in range(cover.start_minute, cover.end_minute, 60):
        since = known.clock.moment(day, minute)
        until = known.clock.moment(day, min(minute + 60, cover.end_minute))
        least = _within(edges, since, until)[0] if since < until else cover.least
        if least >= cover.least:
            if open_ is not None:
                yield open_
            open_ = None
        elif open_ is not None and open_.have == least:
            open_ = msgspec.structs.replace(open_, until=until)
        else:
            if open_ is not None:
                yield open_
            forbids, skill_id = known.rules.cover_forbids, cover.skill_id
            open_ = Finding(COVER, forbids, day, None, since, until, least, cover.least, skill_id)
    if open_ is not None:
        yield open_


def refuse_forbidden(broken: Iterable[Finding]) -> None:
    """Raises ``RulesBroken`` for what the rules do not only warn of."""
    wrong = [each for each in broken if each.forbids]
    if wrong:
        shown = msgspec.to_builtins(wrong[:50])
        raise RulesBroken(f"{len(wrong)} against the rules of the group", extra={"findings": shown})
