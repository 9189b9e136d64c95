"""What rosters look like over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.duty import REASONS
from chalicelib.shifts.model.closed import Leave
from chalicelib.shifts.model.kinds import Kind
from chalicelib.shifts.model.patterns import DayShown, Pattern
from chalicelib.shifts.model.publishing import Publication
from chalicelib.shifts.model.roster import Line, OnDuty, Shift, Told
from chalicelib.shifts.model.rules import Finding, Hour, Rules

Reason = Annotated[str, among(*REASONS)]


class KindView(Kind, frozen=True):
    pass


class PatternView(Pattern, frozen=True):
    pass


class RulesView(Rules, frozen=True):
    pass


class ShiftView(Shift, frozen=True):
    pass


class DayView(DayShown, frozen=True):
    pass


class RosterFinding(Finding, frozen=True):
    pass


class HourView(Hour, frozen=True):
    pass


@showing(Publication, "publication_id at by_name reason state told left")
class PublicationView(msgspec.Struct):
    """``left``: how many had been planned anew before it came to them; they wait for the next one."""


@showing(Line, "agent_id draft published version")
class RosterLine(msgspec.Struct):
    """Somebody's week: as it is planned, and as they were told; ``changed``: these differ."""

    changed: bool


class PersonView(msgspec.Struct):
    """Somebody whose week it is; ``group_ids``: the groups they are in; ``member``: whether of this one."""

    agent_id: str
    name: str
    number: str
    active: bool
    group_ids: list[str]
    member: bool


class WeekView(msgspec.Struct):
    """A week of a group. ``findings``: what it does against the rules; ``hours``: how many are there, hour by hour."""

    week: date
    days: list[DayView]
    lines: list[RosterLine]
    findings: list[RosterFinding]
    hours: list[HourView]
    publications: list[PublicationView]


class BoardView(msgspec.Struct):
    group_id: str
    group_name: str
    time_zone: str
    people: list[PersonView]
    rules: RulesView
    weeks: list[WeekView]


class LinePlanned(msgspec.Struct):
    line: RosterLine
    findings: list[RosterFinding]


class ShiftSettings(msgspec.Struct):
    """Every kind of shift and every rotation."""

    kinds: list[KindView]
    patterns: list[PatternView]


class SpanView(OnDuty, frozen=True):
    pass


class ToldView(Told, frozen=True):
    pass


class LeaveView(Leave, frozen=True):
    pass


class OwnShifts(msgspec.Struct):
    """One's own weeks: what was published, by the wall clock and in real time, with holidays and leave."""

    time_zone: str
    weeks: list[ToldView]
    days: list[DayView]
    spans: list[SpanView]
    leaves: list[LeaveView]


class ColleagueView(msgspec.Struct):
    agent_id: str
    name: str
    number: str
    span: SpanView


class NamedGroup(msgspec.Struct):
    group_id: str
    name: str


class TodayView(msgspec.Struct):
    """How one stands now. ``reason``: why nothing is given to one, where shifts are binding; ``begins_at``: when one is
    not off any more; ``granted_until``: until when a supervisor lets one be there; ``unseen``: what is new or other."""

    time_zone: str
    at: datetime
    reason: Reason | None
    begins_at: datetime | None
    granted_until: datetime | None
    spans: list[SpanView]
    colleagues: list[ColleagueView]
    groups: list[NamedGroup]
    unseen: list[ToldView]


class GrantView(msgspec.Struct):
    """Until when a colleague may be there off duty; null: no longer."""

    agent_id: str
    granted_until: datetime | None


class CalendarAddress(msgspec.Struct):
    """Where one's calendar is, for whoever subscribes to it; null: nowhere."""

    url: str | None


def show_line(line: Line) -> RosterLine:
    """A line as planners see it."""
    return shown(RosterLine, line, changed=line.is_changed)


def show_person(agent: Agent, member_ids: tuple[str, ...]) -> PersonView:
    """Somebody of a roster."""
    return shown(PersonView, agent, group_ids=sorted(agent.groups), member=agent.agent_id in member_ids)
