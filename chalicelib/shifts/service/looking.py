"""Who is on duty, and when: what other rooms ask (B8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import Clock, monday_of
from chalicelib.shifts.model.roster import Line, OnDuty, all_in_real_time
from chalicelib.shifts.service.access import clock_of

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def published_spans(desk: Desk, agent_id: str, since: datetime, until: datetime) -> list[OnDuty]:
    """What of an agent is published from then until then, in all groups that told them, in order; two requests.

    A shift that only touches the time is not in it.
    """
    clock = clock_of(desk)
    first, last = monday_of(clock.day_of(since) - A_DAY), monday_of(clock.day_of(until))
    spans = all_in_real_time(store.theirs(desk, agent_id, first, last), clock)
    return sorted((each for each in spans if each.since < until and each.until > since), key=_by_time)


def on_duty(desk: Desk, group_id: str, at: datetime) -> list[OnDuty]:
    """The published shifts of a group that run at that moment, breaks or not, in order. Two requests, three on
    a Monday."""
    clock = clock_of(desk)
    return sorted((each for each in _near(desk, group_id, at, clock) if each.is_on(at)), key=_by_time)


def ends_next(desk: Desk, group_id: str, after: datetime) -> list[OnDuty]:
    """Of the shifts of a group that run at that moment those that are over first; requests as for ``on_duty``."""
    running = on_duty(desk, group_id, after)
    end = min((each.until for each in running), default=None)
    return [each for each in running if each.until == end]


def begins_next(desk: Desk, group_id: str, after: datetime) -> list[OnDuty]:
    """The shifts of a group that begin next, at that moment or later, within the present week and the one after it;
    three requests, four on a Monday."""
    clock = clock_of(desk)
    monday = monday_of(clock.day_of(after))
    lines = [*_lines(desk, group_id, monday), *_lines(desk, group_id, monday + A_WEEK)]
    if clock.day_of(after) == monday:
        lines += _lines(desk, group_id, monday - A_WEEK)
    later = [each for each in all_in_real_time(lines, clock) if each.since >= after]
    first = min((each.since for each in later), default=None)
    return sorted((each for each in later if each.since == first), key=_by_time)


def working_time_ends(desk: Desk, agent: Agent, day: date) -> datetime | None:
    """When the last of an agent's published shifts of that local day ends, where shifts bind any of their groups that
    day; None: none does, or they have none. Three requests; two where none of their groups binds, none for whoever has
    no shifts."""
    if agent.duty is None:  # nothing of theirs is published these weeks
        return None
    told = store.theirs(desk, agent.agent_id, monday_of(day), monday_of(day))
    mine = [each for each in told if each.group_id in agent.groups]
    if not mine or not any(each.binding for each in store.rules_of(desk, [each.group_id for each in mine])):
        return None
    spans = all_in_real_time(mine, clock_of(desk))
    return max((each.until for each in spans if each.day == day), default=None)


def is_binding(desk: Desk, group_id: str) -> bool:
    """Whether the group says that shifts are binding; one request."""
    rules = store.rules(desk, group_id)
    return rules is not None and rules.binding


def _near(desk: Desk, group_id: str, at: datetime, clock: Clock) -> Sequence[OnDuty]:
    """The published shifts of the day of this moment, and of the one before."""
    day = clock.day_of(at)
    lines = _lines(desk, group_id, monday_of(day))
    if day == monday_of(day):
        lines += _lines(desk, group_id, monday_of(day) - A_WEEK)
    days = (day - A_DAY, day)
    return list(all_in_real_time(_of_days(lines, days), clock))


def _lines(desk: Desk, group_id: str, week: date) -> list[Line]:
    return store.lines(desk, group_id, week)


def _of_days(lines: Sequence[Line], days: Sequence[date]) -> list[Line]:
    """The same with what is published of these days alone."""
    return [
        Line(each.group_id, each.week, each.agent_id, (), tuple(s for s in each.published or () if s.day in days))
        for each in lines
    ]


def _by_time(shift: OnDuty) -> tuple[datetime, datetime, str]:
    return shift.since, shift.until, shift.agent_id
