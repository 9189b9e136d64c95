"""What rosters would be if some published weeks were other; weeks as they were published, for whoever would exchange
shifts (B8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import Clock
from chalicelib.shifts.model.roster import Line, OnDuty, Told, all_in_real_time
from chalicelib.shifts.model.rules import Circumstances, Finding, findings
from chalicelib.shifts.service.access import clock_of, rules_of
from chalicelib.shifts.service.changing import Amended, Changed
from chalicelib.shifts.service.planning import A_WEEK

Changes = Mapping[tuple[str, date, str], Changed]


def told_weeks(desk: Desk, agent_id: str, first: date, last: date) -> Sequence[Told]:
    """What an agent was told of the weeks from ``first`` to ``last`` (Mondays), in all groups; one request."""
    return store.theirs(desk, agent_id, first, last)


def group_week(desk: Desk, group_id: str, week: date) -> Sequence[Line]:
    """Everybody's line in a week of a group; one request."""
    return store.lines(desk, group_id, week)


def findings_with(desk: Desk, changes: Sequence[Amended]) -> list[Finding]:
    """What the published rosters would do against the rules with these changes, that they do not do without. Two
    requests, and some seven for each group and week of it."""
    clock = clock_of(desk)
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}
    by_place: Changes = {(each.group_id, each.week, each.agent_id): each.change for each in changes}
    concerned = {each.agent_id for each in changes}
    found: list[Finding] = []
    for group_id, week in sorted({(each.group_id, each.week) for each in changes}):
        weeks = {monday: store.lines(desk, group_id, monday) for monday in (week - A_WEEK, week, week + A_WEEK)}
        ids = dict.fromkeys([*concerned, *(each.agent_id for each in weeks[week])])
        groups = {each: agent.groups for each, agent in people.read_agents(desk, ids).items()}
        told = [each for one in sorted(concerned) for each in store.theirs(desk, one, week - A_WEEK, week + A_WEEK)]
        known = Circumstances(clock, rules_of(desk, group_id), kinds, (), (), groups)
        sides = []
        for changed in ({}, by_place):
            lines = [_as_it_is(each, changed) for each in _whole(weeks[week], group_id, week, concerned)]
            around = (*weeks[week - A_WEEK], *weeks[week + A_WEEK])
            near = tuple(_as_it_is(each, changed) for each in around)
            others = _elsewhere(told, group_id, changed, clock)
            sides.append(findings(lines, week, replace(known, around=near, elsewhere=others)))
        before = set(sides[0])
        found += [each for each in sides[1] if each not in before]
    return found


def _whole(lines: Sequence[Line], group_id: str, week: date, agent_ids: set[str]) -> Sequence[Line]:
    """The lines, with one for each of these agents."""
    there = {each.agent_id for each in lines}
    return [*lines, *(Line(group_id, week, each) for each in sorted(agent_ids - there))]


def _as_it_is(line: Line, changes: Changes) -> Line:
    """The line as it is published, or would be."""
    change = changes.get((line.group_id, line.week, line.agent_id))
    published = line.published or ()
    return replace(line, draft=change(published) if change is not None else published)


def _elsewhere(told: Sequence[Told], group_id: str, changes: Changes, clock: Clock) -> tuple[OnDuty, ...]:
    others = []
    for each in told:
        change = changes.get((each.group_id, each.week, each.agent_id))
        if each.group_id != group_id:
            others.append(replace(each, shifts=change(each.shifts)) if change is not None else each)
    return tuple(all_in_real_time(others, clock))
