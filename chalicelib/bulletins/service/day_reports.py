"""Agents' own day reports: filled in from their figures and open work, completed, sent, listed to leaders (F2, S3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from chalicelib.bulletins import store
from chalicelib.bulletins.model.bulletin import BESIDE, values_of
from chalicelib.bulletins.model.day_report import (
    OWN_FIGURES,
    SENT,
    DayReport,
    OpenWork,
    checked_fields,
    open_until,
    refuse_closed,
    saved,
    sent,
)
from chalicelib.bulletins.store import DayReportMoved
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import STEER, Thing
from chalicelib.reports import service as reports
from chalicelib.reports.model.figures import NOTHING
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.lateness import BREACHED

MINE = "mine"


class Shown(msgspec.Struct, frozen=True):
    """A day report as it is now; of a draft, with the figures and the open work of the moment. ``may_change``: until
    when it may be written is not over."""

    report: DayReport
    may_change: bool
    zone: str


class OfAgent(msgspec.Struct, frozen=True):
    """Whether an agent sent their report of a day; ``worked``: something of that day is theirs."""

    agent_id: str
    name: str
    served: int
    worked: bool
    report: DayReport | None


def read_own(desk: Desk, agent: Agent, day: date | None) -> Shown:
    """One's own of a day; unsaid: of today. Five to twelve requests, one where it was sent. Raises ``Invalid``."""
    zone, today = _today(desk)
    wanted = day or today
    if wanted == today or day is None:
        return _shown(desk, agent, store.day_report(desk, agent.agent_id, today), today, zone)
    known = store.day_report(desk, agent.agent_id, wanted)
    if known is None:
        refuse_closed(wanted, today)
    return _shown(desk, agent, known, wanted, zone)


def _today(desk: Desk) -> tuple[str, date]:
    zone = people.read_desk(desk).time_zone
    return zone, local_date(desk.now(), zone)


def _shown(desk: Desk, agent: Agent, known: DayReport | None, day: date, zone: str) -> Shown:
    report = known or DayReport(agent.agent_id, day)
    may_change = desk.now() < open_until(day, zone)
    return Shown(report if report.state == SENT else _filled(desk, agent, report), may_change, zone)


def _filled(desk: Desk, agent: Agent, report: DayReport) -> DayReport:
    """With the figures of the day and what is open at the moment."""
    asked = reports.Asked("day", f"agent:{agent.agent_id}", report.day, report.day)
    total = reports.figures(desk, agent, asked).total
    values = values_of(OWN_FIGURES, total if total is not None else NOTHING)
    return msgspec.structs.replace(report, values=values, open_work=_open_work(desk, agent))


def _open_work(desk: Desk, agent: Agent) -> OpenWork:
    serving = len(agent.serving)
    if "tickets.work" not in agent.rights.permissions:
        return OpenWork(serving)
    some, more = tickets.list_tickets(desk, agent, tickets.Wanted(), None)
    late, more_late = tickets.list_deadlines(desk, agent, BREACHED, MINE, None)
    return OpenWork(serving, len(some), more is not None, len(late), more_late is not None)


def save(desk: Desk, agent: Agent, day: date, fields: Mapping[str, str], version: int | None) -> Shown:
    """Keep what was written (``remarks``, ``plan``; what is left out stays): a draft, or of one that was sent the
    change with what it said before. Two requests more than to read it.

    Raises ``Invalid``, ``DayClosed``, ``TooManyChanges``, ``ChangedMeanwhile`` for who has not read what another page
    of theirs saved.
    """
    zone, today = _today(desk)
    refuse_closed(day, today)
    checked = checked_fields(fields)

    def changed(before: DayReport) -> DayReport:
        races.refuse_older(version, before)
        return saved(before, msgspec.structs.replace(before.words, **checked), desk.now())

    def keep(before: DayReport, after: DayReport) -> None:
        if after != before:
            tx = Transaction(desk)
            store.write_day_report(tx, before, after)
            tx.commit()

    known = _known(desk, agent, day)
    after = races.change(desk, known, checked, changed, keep, read=lambda report, name: getattr(report.words, name))
    return _shown(desk, agent, after, day, zone)


def _known(desk: Desk, agent: Agent, day: date) -> DayReport:
    return store.day_report(desk, agent.agent_id, day) or DayReport(agent.agent_id, day)


def send(
    desk: Desk, agent: Agent, day: date, fields: Mapping[str, str], version: int | None, once: Once | None
) -> Shown:
    """Send it with these words and the figures of the moment, to whoever leads them; once: one that was sent stays as
    it is, and is changed by saving. Raises as ``save`` does."""
    zone, today = _today(desk)
    refuse_closed(day, today)
    checked = checked_fields(fields)

    def act(before: DayReport) -> DayReport:
        if before.state == SENT:
            return before
        races.refuse_older(version, before)
        words = msgspec.structs.replace(before.words, **checked)
        filled, now = _filled(desk, agent, before), desk.now()
        after = sent(before, words, filled.values, filled.open_work, now, late=now >= end_of(day, zone))
        tx = Transaction(desk)
        mark(tx, once, {})
        store.write_day_report(tx, before, after)
        try:
            tx.commit()
        except AlreadyDone:
            return _known(desk, agent, day)
        return after

    report = races.follow(desk, _known(desk, agent, day), act, DayReportMoved)
    return _shown(desk, agent, report, day, zone)


def list_of_day(
    desk: Desk, agent: Agent, day: date | None, after: str | None
) -> tuple[list[OfAgent], date, str | None]:
    """A page of the agents whom one's role reaches, with their reports of a day (unsaid: today), by their ids; oneself
    too. As many requests as a page of figures, and one. Raises ``Invalid``."""
    _, today = _today(desk)
    wanted = day or today
    page = reports.figures(desk, agent, reports.Asked("agent", None, wanted, wanted), after)
    lines = [each for each in page.lines if each.name is not None]
    known = store.day_reports(desk, [each.key for each in lines], wanted)
    found = []
    for each in lines:
        values = values_of(BESIDE, each.sums)
        served = int(values["served"] or 0)
        found.append(OfAgent(each.key, each.name or "", served, any(values.values()), known.get(each.key)))
    return found, wanted, page.following


def read_of(desk: Desk, agent: Agent, agent_id: str, day: date) -> DayReport:
    """Another's, once they have sent it; a read, and one where groups matter. Raises ``NotFound``, ``NotYours``."""
    people.allowed(desk, agent, STEER, Thing(agent_id), "your role does not reach them")
    report = store.day_report(desk, agent_id, day)
    return existing(report if report is not None and report.state == SENT else None, "nothing was sent of that day")
