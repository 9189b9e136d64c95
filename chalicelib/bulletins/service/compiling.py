"""A report is compiled: the figures of the reports and what the rooms below list, as far as its reader sees (F2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from chalicelib.bulletins import store
from chalicelib.bulletins.model.bulletin import (
    BESIDE,
    HEADLINE,
    MOST_AGENTS,
    MOST_CATEGORIES,
    MOST_GROUPS,
    OF_NOBODY,
    Bulletin,
    DayReports,
    Line,
    busiest,
    headline_of,
    values_of,
)
from chalicelib.bulletins.model.day_report import SENT
from chalicelib.bulletins.model.schedule import DAILY, Period, before
from chalicelib.bulletins.model.views import View, is_department
from chalicelib.bulletins.service import listing
from chalicelib.bulletins.service.listing import members_of
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.i18n import LANGUAGES
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.rights import ALL, OWN
from chalicelib.reports import service as reports
from chalicelib.reports.model.figures import NOTHING, Sums, added

MOST_PAGES = 26  # of agents, groups and categories, twenty each, of which the busiest are shown
A_WEEK = timedelta(days=7)


class Wish(msgspec.Struct, frozen=True):
    """A report that is to be compiled: as ``agent`` sees it, who sees it so (``view``)."""

    agent: Agent
    view: View
    every: str
    period: Period

    @property
    def bulletin_id(self) -> str:
        """Its id; of all who see the same the same."""
        return self.view.bulletin_id(self.every, times.stored(self.period.first))

    @property
    def of(self) -> str | None:
        """What its figures are asked of."""
        subject = self.view.subject
        kind = "department" if subject is not None and is_department(subject) else "group"
        return f"{kind}:{subject}" if subject is not None else None


def compiled(desk: Desk, wish: Wish, bulletin_id: str) -> Bulletin:
    """It as it is now. Some thirty requests, and a few for each twenty agents, groups and categories, at most five
    hundred and twenty of each; a month asks for three months of days, and a query more for each of its days where
    ratings' words are shown."""
    roster, view, period = people.directory(desk), wish.view, wish.period
    by_day, targets = _by_day(desk, wish)
    earlier = before(wish.every, period)
    week = _sum(by_day, Period(period.first - A_WEEK, period.last - A_WEEK)) if wish.every == DAILY else None
    names = [each for each in HEADLINE if _is_everybodys(view) or each not in OF_NOBODY]
    agents, more = _by_agent(desk, wish, roster)
    return Bulletin(
        bulletin_id=bulletin_id,
        every=wish.every,
        first=period.first,
        last=period.last,
        zone=roster.desk.time_zone,
        view=view,
        compiled_at=desk.now(),
        groups=_called(view, roster),
        agent=wish.agent.name if view.scope == OWN else None,
        headline=headline_of(names, _sum(by_day, period), _sum(by_day, earlier), week, targets),
        over_time=_over_time(wish, by_day),
        by_hour=_by_hour(desk, wish) if wish.every == DAILY else (),
        by_group=_by_group(desk, wish) if view.subject is None and view.scope != OWN else (),
        by_agent=busiest(agents, MOST_AGENTS),
        by_agent_more=more,
        by_category=_by_category(desk, wish) if _is_everybodys(view) else (),
        day_reports=_day_reports(desk, wish, agents) if wish.every == DAILY and view.scope != OWN else None,
        **listing.sections(desk, wish.agent, view, wish.every, period, roster),
    )


def _called(view: View, roster: Roster) -> tuple[str, ...]:
    """The groups that it is about by name, or the department."""
    departments = {each.department_id: each.name for each in roster.desk.departments}
    if view.subject in departments:
        return (departments[view.subject],)
    return tuple(roster.groups[each].name for each in view.group_ids if each in roster.groups)


def _is_everybodys(view: View) -> bool:
    return view.scope == ALL and view.subject is None


def _asked(desk: Desk, wish: Wish, by: str, period: Period, after: str | None = None) -> reports.Report:
    of = wish.of if by in ("day", "hour") else None
    return reports.figures(desk, wish.agent, reports.Asked(by, of, period.first, period.last), after)


def _by_day(desk: Desk, wish: Wish) -> tuple[Mapping[date, Sums], Mapping[str, int]]:
    """Each day from the first that is compared with on, and what is aimed at; one question."""
    since = min(before(wish.every, wish.period).first, wish.period.first - A_WEEK)
    report = _asked(desk, wish, "day", Period(since, wish.period.last))
    return {times.read_day(each.key): each.sums for each in report.lines}, report.targets


def _sum(by_day: Mapping[date, Sums], period: Period) -> Sums:
    return added(by_day.get(day, NOTHING) for day in period.days)


def _over_time(wish: Wish, by_day: Mapping[date, Sums]) -> tuple[Line, ...]:
    """Each day of it; of a day, the last seven."""
    days = wish.period.days if wish.every != DAILY else Period(wish.period.last - A_WEEK, wish.period.last).days[1:]
    return tuple(Line(times.stored(day), None, _of_time(wish, by_day.get(day, NOTHING))) for day in days)


def _of_time(wish: Wish, sums: Sums) -> dict[str, float | None]:
    return values_of(["started" if _is_everybodys(wish.view) else "served", "answered"], sums)


def _by_hour(desk: Desk, wish: Wish) -> tuple[Line, ...]:
    lines = _asked(desk, wish, "hour", wish.period).lines
    return tuple(Line(each.key, None, _of_time(wish, each.sums)) for each in lines)


def _all(desk: Desk, wish: Wish, by: str) -> tuple[list[reports.Line], bool]:
    """What stands side by side, as far as it is looked at, and whether there is more."""
    found: list[reports.Line] = []
    after: str | None = None
    for _ in range(MOST_PAGES):
        page = _asked(desk, wish, by, wish.period, after)
        found += [each for each in page.lines if each.name is not None]
        after = page.following
        if after is None:
            return found, False
    return found, True


def _by_group(desk: Desk, wish: Wish) -> tuple[Line, ...]:
    lines, _ = _all(desk, wish, "group")
    return busiest([Line(each.key, each.name, values_of(BESIDE, each.sums)) for each in lines], MOST_GROUPS)


def _by_agent(desk: Desk, wish: Wish, roster: Roster) -> tuple[list[Line], bool]:
    """Every agent whom it is about, as far as they are looked at, and whether there are others."""
    if wish.view.scope == OWN:
        return [], False
    members = members_of(wish.view, roster) if wish.view.subject is not None else None
    lines, more = _all(desk, wish, "agent")
    near = [each for each in lines if members is None or each.key in members]
    return [Line(each.key, each.name, values_of(BESIDE, each.sums)) for each in near], more


def _by_category(desk: Desk, wish: Wish) -> tuple[Line, ...]:
    lines, _ = _all(desk, wish, "category")
    tree = knowledge.read_tree(desk)
    names = {each.category_id: {language: each.called(language) for language in LANGUAGES} for each in tree.categories}
    counted = [Line(each.key, each.name, values_of(["ended"], each.sums), names.get(each.key, {})) for each in lines]
    ordered = sorted(counted, key=lambda each: (-(each.values["ended"] or 0), each.name or ""))
    return tuple(each for each in ordered if each.values["ended"])[:MOST_CATEGORIES]


def _day_reports(desk: Desk, wish: Wish, agents: Sequence[Line]) -> DayReports:
    """Who of those that worked sent their own report of the day."""
    worked = [each for each in agents if any(each.values.values())]
    known = store.day_reports(desk, [each.key for each in worked], wish.period.first)
    sent = [each for each in worked if each.key in known and known[each.key].state == SENT]
    missing = [str(each.name) for each in worked if each not in sent]
    late = [str(each.name) for each in sent if known[each.key].late]
    return DayReports(len(sent), tuple(missing[:MOST_GROUPS]), tuple(late[:MOST_GROUPS]))
