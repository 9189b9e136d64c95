"""A desk with a group whose weeks are planned: kinds, shifts, publications."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.core import work
from chalicelib.core.once import Once
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.shifts.model.clock import Clock
from chalicelib.shifts.model.kinds import DAY, Break, Kind
from chalicelib.shifts.model.publishing import Publication
from chalicelib.shifts.model.roster import Line, Pause, Shift
from chalicelib.shifts.service import planning, publishing, settings
from chalicelib.shifts.service.planning import ShiftForm
from chalicelib.shifts.service.publishing import PublishWeek
from chalicelib.shifts.service.settings import NewKind
from tests.worlds import World

MONDAY = date(2026, 11, 23)
SHANGHAI = Clock("Asia/Shanghai")
MADE = itertools.count()
A_DAY = timedelta(days=1)


def shift(day: date, start: int, end: int, kind_id: str = "shk_1", pauses: Sequence[Pause] = ()) -> Shift:
    """A shift by hours of the clock."""
    return Shift(day, start * 60, end * 60, kind_id, "早班", "#2f6fde", tuple(pauses))


def line(agent_id: str, *shifts: Shift, week: date = MONDAY, group_id: str = "grp_1", **more: Any) -> Line:
    """A line with this draft."""
    return Line(group_id, week, agent_id, tuple(sorted(shifts)), **more)


def at(day: date, hour: int, minute: int = 0, zone: str = "Asia/Shanghai") -> datetime:
    """A moment by the clock there."""
    days, hour = divmod(hour, 24)
    return datetime.combine(day + days * A_DAY, datetime.min.time(), ZoneInfo(zone)).replace(hour=hour, minute=minute)


class Roster:
    """A desk with one group, its planner (a supervisor), and kinds of shifts."""

    def __init__(self, world: World, *, agents: int = 2) -> None:
        self.world = world
        self.members = world.found(agents=agents)
        assert world.group is not None
        self.group_id = world.group.group_id
        self.planner = people.Caller(world.agent(role=SUPERVISOR), "ses_1")
        self.kinds: dict[str, Kind] = {}

    def kind(self, name: str, start: int, end: int, *breaks: Break, skills: Sequence[str] = ()) -> Kind:
        """A kind of shift by hours of the clock; one for each name."""
        if name not in self.kinds:
            form = NewKind(name, "#2f6fde", start * 60, end * 60, tuple(breaks), tuple(skills))
            self.kinds[name] = settings.create_kind(self.world.desk, self.planner, form, None)
        return self.kinds[name]

    def version(self, agent: Agent, week: date = MONDAY) -> int:
        """Of somebody's week, as it stands."""
        return self.board(week)[agent.agent_id].version

    def board(self, week: date = MONDAY) -> dict[str, Line]:
        """Everybody's week."""
        found = planning.read_board(self.world.desk, self.planner, self.group_id, week, 1)
        return {each.agent_id: each for each in found.weeks[0].lines}

    def plan(self, agent: Agent, *days: tuple[date, Kind], week: date = MONDAY, version: int | None = None) -> Line:
        """Somebody's whole week, as a draft."""
        forms = [ShiftForm(day, kind.kind_id) for day, kind in days]
        seen = self.version(agent, week) if version is None else version
        planned, _ = planning.plan_week(self.world.desk, self.planner, self.group_id, week, agent.agent_id, forms, seen)
        return planned

    def publish(
        self,
        *agents: Agent,
        week: date = MONDAY,
        reason: str = "",
        versions: Mapping[str, int] | None = None,
        once: Once | None = None,
    ) -> Publication:
        """The week of these (or everybody), as it stands; they are told."""
        lines = self.board(week)
        ids = [each.agent_id for each in agents] or list(lines)
        seen = versions if versions is not None else {each: lines[each].version for each in ids}
        made = publishing.publish_week(
            self.world.desk, self.planner, self.group_id, week, PublishWeek(dict(seen), reason), once
        )
        self.settle()
        return made

    def binds(self, **rules: Any) -> None:
        """The group's shifts are binding, with these rules."""
        said = {"binding": True, **rules}
        settings.update_rules(self.world.desk, self.planner, self.group_id, said, None)
        self.settle()

    def settle(self) -> None:
        """Run what is due until nothing is."""
        while work.run_due(self.world.desk, limit=1000):
            pass

    def go_to(self, moment: datetime, *, ticks: bool = True) -> None:
        """It is then, with a look each quarter of an hour; or without any."""
        while ticks and self.world.clock() < moment - timedelta(minutes=15):
            self.world.clock.forward(minutes=15)
            self.settle()
        self.world.clock.forward(seconds=max((moment - self.world.clock()).total_seconds(), 0))
        if ticks:
            self.settle()

    def letters(self, *whats: str) -> list[Notice]:
        """Letters about rosters, oldest first."""
        found: list[Notice] = []
        cursor: str | None = None
        while True:
            items, cursor = notifications.list_notices(self.world.desk, "", cursor)
            found += [each for each in items if each.what in (whats or ("roster_published", "roster_changed"))]
            if cursor is None:
                return found[::-1]


def minutes(hours: float) -> int:
    """Hours as minutes."""
    return int(hours * 60)


WHOLE_DAY = DAY
