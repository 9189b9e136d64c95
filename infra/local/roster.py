"""The demo's first weeks: two kinds of shifts, this week and the next one published. They bind nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.shifts.model.clock import Clock, days_of, monday_of
from chalicelib.shifts.model.kinds import Break, Kind
from chalicelib.shifts.service import planning, publishing, settings
from chalicelib.shifts.service.planning import ShiftForm
from chalicelib.shifts.service.publishing import PublishWeek
from chalicelib.shifts.service.settings import NewKind, NewPattern

EARLY = NewKind("白班", "#2f7d5b", 9 * 60, 18 * 60, (Break(11 * 60 + 30, 13 * 60 + 30, 60, paid=False, at_once=1),))
LATE = NewKind("晚班", "#8a4fbf", 14 * 60, 23 * 60, (Break(17 * 60, 19 * 60, 60, paid=False, at_once=1),))
WEEKS = 2


def plan_first_weeks(desk: Desk, planner_id: str, group_id: str, member_ids: Sequence[str]) -> None:
    """Plan and publish the first weeks of a desk that has no kinds of shifts yet; twice is once."""
    if any(settings.list_settings(desk)):
        return
    agent = people.read_agent(desk, planner_id)
    caller = people.Caller(agent, "ses_seed")
    kinds = [settings.create_kind(desk, caller, each, None) for each in (EARLY, LATE)]
    days = (*[kinds[0].kind_id] * 3, *[kinds[1].kind_id] * 3, None)
    settings.create_pattern(desk, caller, NewPattern("做六休一", days, 3), None)
    first = monday_of(Clock.of(people.read_desk(desk)).day_of(desk.now()))
    for number in range(WEEKS):
        week = first + number * timedelta(days=7)
        versions = {}
        for place, each in enumerate(member_ids):
            forms = [ShiftForm(day, kind.kind_id) for day, kind in _turns(kinds, days_of(week), place)]
            line, _ = planning.plan_week(desk, caller, group_id, week, each, forms, 0)
            versions[each] = line.version
        publishing.publish_week(desk, caller, group_id, week, PublishWeek(versions), None)


def _turns(kinds: Sequence[Kind], days: Sequence[date], place: int) -> list[tuple[date, Kind]]:
    """Six days of work: three of one kind, three of the other; who is next begins with the other."""
    working = [day for number, day in enumerate(days) if number != 6 - 3 * (place % 2)]
    return [(day, kinds[(number // 3 + place) % 2]) for number, day in enumerate(working)]
