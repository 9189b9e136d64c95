"""Planning a group's weeks: drafts, line by line (B8).

A line is written on condition of the version that its planner saw. Nothing of it is known to its agent until it is
published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.text import Id
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import EARLIEST, LATEST, Clock, days_of, may_be_planned, monday_of
from chalicelib.shifts.model.kinds import Kind
from chalicelib.shifts.model.patterns import MOST_LAID, DayShown, Layout, days_shown, laid_out
from chalicelib.shifts.model.publishing import Publication
from chalicelib.shifts.model.roster import (
    Line,
    Pause,
    RosterMoved,
    Shift,
    all_in_real_time,
    checked_shifts,
    moved_to,
    of_kind,
    placed,
)
from chalicelib.shifts.model.rules import Circumstances, Finding, Hour, Rules, cover_by_hour, findings
from chalicelib.shifts.service.access import clock_of, group_of, rules_of

MOST_WRITTEN = 100  # lines of one request
A_WEEK = timedelta(days=7)


class ShiftForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shift of this kind on that day; its own start and end, and breaks, where they are not the kind's."""

    day: date
    kind_id: Id
    start_minute: int | None = None
    end_minute: int | None = None
    pauses: Annotated[tuple[Pause, ...], msgspec.Meta(max_length=8)] | None = None


class SeenLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version of somebody's week as it was seen; 0: there was nothing."""

    week: date
    agent_id: Id
    version: int


class Week(msgspec.Struct, frozen=True):
    """A group's week as it is planned: everybody's line, what it does against the rules, who is there by the hour."""

    week: date
    days: tuple[DayShown, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    hours: tuple[Hour, ...]
    publications: tuple[Publication, ...]


class Board(msgspec.Struct, frozen=True):
    """Some weeks of a group, its people and rules, and the desk's time zone."""

    group: Group
    members: tuple[Agent, ...]
    rules: Rules
    time_zone: str
    weeks: tuple[Week, ...]


def read_board(desk: Desk, caller: people.Caller, group_id: str, first: date | None, number: int) -> Board:
    """The weeks of a group from that Monday on (None: this week's). Some six requests, and two for each week; one more
    for each hundred members. Raises ``NotFound``, ``NotYours``, ``Invalid``."""
    group = group_of(desk, caller.agent, group_id)
    rules, clock = rules_of(desk, group_id), clock_of(desk)
    first = first or monday_of(clock.day_of(desk.now()))
    refuse_no_monday(first)
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}
    mondays = [first + place * A_WEEK for place in range(-1, number + 1)]
    read = {monday: store.lines(desk, group_id, monday) for monday in mondays}
    ids = dict.fromkeys([*group.member_ids, *(each.agent_id for lines in read.values() for each in lines)])
    members = people.read_agents(desk, ids)
    groups = {agent_id: each.groups for agent_id, each in members.items()}
    weeks = []
    for monday in mondays[1:-1]:
        lines = _whole(group, monday, read[monday])
        around = (*read[monday - A_WEEK], *read[monday + A_WEEK])
        known = Circumstances(clock, rules, kinds, around, (), groups)
        weeks.append(_week(desk, lines, monday, read[monday - A_WEEK], known))
    return Board(group, tuple(members.values()), rules, clock.zone, tuple(weeks))


def _week(desk: Desk, lines: Sequence[Line], monday: date, before: Sequence[Line], known: Circumstances) -> Week:
    drafts = [replace(each, published=each.draft) for each in (*before, *lines)]
    hours = cover_by_hour(all_in_real_time(drafts, known.clock), monday, known.clock, known.rules)
    return Week(
        monday,
        tuple(days_shown(days_of(monday), known.rules.country)),
        tuple(lines),
        tuple(findings(lines, monday, known)),
        tuple(hours),
        tuple(store.publications(desk, known.rules.group_id, monday, 10)),
    )


def _whole(group: Group, week: date, lines: Iterable[Line]) -> list[Line]:
    """A line for every member, and those of others who have something there."""
    known = {each.agent_id: each for each in lines}
    own = [known.pop(each, Line(group.group_id, week, each)) for each in group.member_ids]
    return [*own, *(each for each in known.values() if each.draft or each.published)]


def refuse_no_monday(week: date) -> None:
    """Raises ``Invalid`` for a week that is not named by its Monday, or is of another age."""
    if week.weekday() != 0 or not may_be_planned(week):
        raise Invalid.field("week", f"the Monday of a week, {EARLIEST.year} to {LATEST.year}")


def plan_week(
    desk: Desk,
    caller: people.Caller,
    group_id: str,
    week: date,
    agent_id: str,
    forms: Sequence[ShiftForm],
    version: int,
) -> tuple[Line, Sequence[Finding]]:
    """An agent's week in a group, as a draft; and what it does against the rules. Twice is once.

    Raises ``NotFound``, ``NotYours``, ``Invalid`` (two at once, also with a published shift in another group),
    ``RosterMoved`` with the present version where somebody has planned it since.
    """
    refuse_no_monday(week)
    group = group_of(desk, caller.agent, group_id)
    agent = existing(people.read_agents(desk, [agent_id]).get(agent_id), "no such agent")
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}
    others = store.lines(desk, group_id, week)
    before = next((each for each in others if each.agent_id == agent_id), Line(group_id, week, agent_id))
    _refuse_stranger(group, before)
    taken = [shift for each in others if each.agent_id != agent_id for shift in each.draft]
    shifts = checked_shifts(_made(forms, kinds, taken, before.draft), week)
    clock, rules = clock_of(desk), rules_of(desk, group_id)
    known = _around(desk, before, clock, rules, kinds, agent)
    after = replace(before, draft=shifts, version=before.version + 1)
    found = [each for each in findings([after], week, known) if each.agent_id == agent_id]
    if any(each.rule == "overlap" for each in found):
        raise Invalid.field("shifts", "another shift of theirs runs at the same time")
    if before.draft == shifts:
        return before, found
    if before.version != version:
        raise moved(before)
    tx = Transaction(desk)
    store.put_line(tx, before, after)
    try:
        tx.commit()
    except store.LineMoved as lost:
        raise moved(lost.line or before) from None
    return after, found


def moved(line: Line) -> RosterMoved:
    """The refusal of whoever did not see the line as it is."""
    extra = {"version": line.version, "agent_id": line.agent_id}
    return RosterMoved("somebody else has planned this week since you read it", extra=extra)


def _refuse_stranger(group: Group, line: Line) -> None:
    if line.agent_id not in group.member_ids and not line.draft:
        raise Invalid.field("agent_id", "they are not in this group")


def _around(
    desk: Desk, line: Line, clock: Clock, rules: Rules, kinds: Mapping[str, Kind], agent: Agent
) -> Circumstances:
    """What else the agent has near that week: drafts of this group, what is published of others."""
    near = [(line.week - A_WEEK, line.agent_id), (line.week + A_WEEK, line.agent_id)]
    around = tuple(store.some_lines(desk, line.group_id, near).values())
    told = store.theirs(desk, line.agent_id, line.week - A_WEEK, line.week + A_WEEK)
    elsewhere = all_in_real_time([each for each in told if each.group_id != line.group_id], clock)
    return Circumstances(clock, rules, kinds, around, tuple(elsewhere), {agent.agent_id: agent.groups})


def _made(
    forms: Iterable[ShiftForm], kinds: Mapping[str, Kind], taken: Sequence[Shift], before: Sequence[Shift]
) -> list[Shift]:
    """The shifts that are said; one that was there stays as it was planned, whatever its kind is by now."""
    made: list[Shift] = []
    for number, form in enumerate(forms):
        start, end = form.start_minute, form.end_minute
        was = next((each for each in before if _is_same(each, form)), None)
        if was is not None:
            made.append(was)
            continue
        kind = kinds.get(form.kind_id)
        if kind is None or kind.archived:
            raise Invalid.field(f"shifts.{number}.kind_id", "no such kind of shift")
        shift = of_kind(kind, form.day, form.pauses)
        if start is not None or end is not None:
            start, end = start if start is not None else kind.start_minute, end if end is not None else kind.end_minute
            inside = tuple(each for each in shift.pauses if start <= each.start_minute and each.end_minute <= end)
            shift = replace(shift, start_minute=start, end_minute=end, pauses=inside)
        elif form.pauses is None:
            shift = placed(shift, kind, [*taken, *made])
        made.append(shift)
    return made


def _is_same(shift: Shift, form: ShiftForm) -> bool:
    same = shift.day == form.day and shift.kind_id == form.kind_id
    start, end = form.start_minute, form.end_minute
    span = start in (None, shift.start_minute) and end in (None, shift.end_minute)
    return same and span and form.pauses in (None, shift.pauses)


class Written(msgspec.Struct, frozen=True):
    """How many lines were planned, and those that somebody else had planned since: they are as these wish."""

    written: int
    left: tuple[SeenLine, ...]


def lay_out(
    desk: Desk,
    caller: people.Caller,
    group_id: str,
    pattern_id: str,
    layout: Layout,
    seen: Sequence[SeenLine],
) -> Written:
    """Plan these days of these agents by a rotation, whatever was planned there; other days of their weeks stay.

    A request for each hundred lines, and a write for each. Raises ``NotFound``, ``NotYours``, ``Invalid``.
    """
    group = group_of(desk, caller.agent, group_id)
    kinds_known, patterns = store.settings(desk)
    kinds = {each.kind_id: each for each in kinds_known if not each.archived}
    pattern = existing(next((each for each in patterns if each.pattern_id == pattern_id), None), "no such rotation")
    _refuse_too_long(layout, group)
    days: dict[tuple[date, str], dict[date, Shift | None]] = {}
    for agent_id, day, shift in laid_out(pattern, layout, kinds, rules_of(desk, group_id).country):
        days.setdefault((monday_of(day), agent_id), {})[day] = shift
    wanted: dict[tuple[date, str], list[Shift]] = {}
    before = store.some_lines(desk, group_id, list(days))
    for place, planned in days.items():
        kept = [each for each in _draft(before, place) if each.day not in planned]
        wanted[place] = [*kept, *(each for each in planned.values() if each is not None)]
    return _write(desk, group_id, wanted, before, seen, kinds)


def _refuse_too_long(layout: Layout, group: Group) -> None:
    for field, day in (("first", layout.first), ("last", layout.last)):
        if not may_be_planned(day):
            raise Invalid.field(field, f"a day of {EARLIEST.year} to {LATEST.year}")
    days = (layout.last - layout.first).days + 1
    if not 1 <= days <= MOST_LAID:
        raise Invalid.field("last", f"1 to {MOST_LAID} days after the first")
    for number, each in enumerate(layout.agent_ids):
        if each not in group.member_ids:
            raise Invalid.field(f"agent_ids.{number}", "they are not in this group")
    weeks = (monday_of(layout.last) - monday_of(layout.first)).days // 7 + 1
    if not layout.agent_ids or len(layout.agent_ids) * weeks > MOST_WRITTEN:
        raise Invalid.field("agent_ids", f"weeks and agents together at most {MOST_WRITTEN} lines")


def copy_week(
    desk: Desk,
    caller: people.Caller,
    group_id: str,
    week: date,
    to: date,
    agent_ids: Sequence[str],
    seen: Sequence[SeenLine],
) -> Written:
    """Plan another week as this one is planned, for these agents. Raises as ``lay_out`` does."""
    refuse_no_monday(week)
    refuse_no_monday(to)
    if to == week:
        raise Invalid.field("to", "another week")
    group = group_of(desk, caller.agent, group_id)
    if not 1 <= len(agent_ids) <= MOST_WRITTEN or not set(agent_ids) <= set(group.member_ids):
        raise Invalid.field("agent_ids", f"1 to {MOST_WRITTEN} of this group")
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}
    source = store.some_lines(desk, group_id, [(week, each) for each in agent_ids])
    before = store.some_lines(desk, group_id, [(to, each) for each in agent_ids])
    wanted = {(to, each): list(moved_to(_draft(source, (week, each)), to - week)) for each in agent_ids}
    return _write(desk, group_id, wanted, before, seen, kinds)


def _draft(lines: Mapping[tuple[date, str], Line], place: tuple[date, str]) -> tuple[Shift, ...]:
    return lines[place].draft if place in lines else ()


def _write(
    desk: Desk,
    group_id: str,
    wanted: Mapping[tuple[date, str], Sequence[Shift]],
    before: Mapping[tuple[date, str], Line],
    seen: Sequence[SeenLine],
    kinds: Mapping[str, Kind],
) -> Written:
    versions = {(each.week, each.agent_id): each.version for each in seen}
    written, left, taken = 0, list[SeenLine](), list[Shift]()
    for (week, agent_id), shifts in wanted.items():
        line = before.get((week, agent_id), Line(group_id, week, agent_id))
        known = set(line.draft)
        placed_ = [each if each in known else _rested(each, kinds, taken) for each in shifts]
        draft = checked_shifts(placed_, week)
        taken += draft
        if draft == line.draft:
            continue
        if line.version != versions.get((week, agent_id), 0):
            left.append(SeenLine(week, agent_id, line.version))
            continue
        tx = Transaction(desk)
        store.put_line(tx, line, replace(line, draft=draft, version=line.version + 1))
        try:
            tx.commit()
            written += 1
        except store.LineMoved as lost:
            left.append(SeenLine(week, agent_id, lost.line.version if lost.line is not None else 0))
    return Written(written, tuple(left))


def _rested(shift: Shift, kinds: Mapping[str, Kind], taken: Sequence[Shift]) -> Shift:
    kind = kinds.get(shift.kind_id)
    is_kinds = kind is not None and (kind.start_minute, kind.end_minute) == (shift.start_minute, shift.end_minute)
    return placed(shift, kind, taken) if kind is not None and is_kinds else shift
