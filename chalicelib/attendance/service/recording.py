"""Records of shifts, made anew from the facts as they stand: the roster, leave, presence, corrections (B8).

Whatever changes has the days around it made anew. A record is read before the facts it is made of and is written on
condition of its version, also where nothing in it is other: so whoever had read older facts loses, and looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.attendance import store
from chalicelib.attendance.model.measuring import (
    AFTER,
    BEFORE,
    Piece,
    Plan,
    Surroundings,
    measured,
    neighbours,
    plans_of,
)
from chalicelib.attendance.model.records import DROPPED, OVER, PLANNED, Record
from chalicelib.attendance.model.settings import Settings
from chalicelib.attendance.model.sums import changed as sums_with
from chalicelib.attendance.service.access import clock_of
from chalicelib.attendance.store import CellMoved, RecordMoved
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.attendance import LONGEST_UNTOLD, PresenceSpent, spent
from chalicelib.shifts import service as shifts
from chalicelib.shifts.model.clock import monday_of
from chalicelib.shifts.model.roster import RosterChanged

A_DAY = timedelta(days=1)
GRACE = timedelta(minutes=10)
TOGETHER, DAYS_TOGETHER = 20, 7
LOST = (RecordMoved, CellMoved)

Amend = Callable[[Record], Record]


class RenewRecords(Due, frozen=True):
    """An agent's days, both included, are made anew, a week at a time."""

    kind = "attendance.renew_records"

    agent_id: str
    first: date
    last: date


class SettleShift(Due, frozen=True):
    """A shift is over; void where it ends at another time by now."""

    kind = "attendance.settle_shift"

    agent_id: str
    place: str
    until: datetime


class Facts(msgspec.Struct, frozen=True):
    """What records are made of."""

    plans: tuple[Plan, ...]
    pieces: tuple[Piece, ...]
    leaves: tuple[tuple[datetime, datetime], ...]
    settings: Settings


class Step(msgspec.Struct, frozen=True):
    """A record as it was and as it is (None: it is not there)."""

    before: Record | None
    after: Record | None


def follow_roster(desk: Desk, changed: RosterChanged) -> None:
    """What is published of somebody's week is another; requests as of ``renew``."""
    renew(desk, changed.agent_id, changed.week, changed.week + 6 * A_DAY)


def settle(desk: Desk, due: SettleShift) -> None:
    """Due some minutes after a shift's end: two reads, and what ``renew`` takes."""
    known = store.record(desk, due.agent_id, due.place)
    if known is not None and known.state != DROPPED and known.plan.until == due.until:
        renew(desk, due.agent_id, known.plan.day, known.plan.day)


def renew_due(desk: Desk, due: RenewRecords) -> None:
    """A week of it, and a piece of work for the next one."""
    last = min(due.last, due.first + (DAYS_TOGETHER - 1) * A_DAY)
    renew(desk, due.agent_id, due.first, last)
    if last < due.last:
        work.put_alone(desk, RenewRecords(due.agent_id, last + A_DAY, due.last))


def hear_presence(desk: Desk, spent: PresenceSpent) -> None:
    """How long somebody was what they were: kept once, however often it is told; shifts that are over and that it
    touches are measured anew. A write and a query, and then what ``renew`` takes."""
    tx = Transaction(desk)
    store.put_piece(tx, spent.agent_id, Piece(spent.since, spent.until, spent.status))
    tx.commit()
    first, last = (spent.since - AFTER - 3 * A_DAY).date(), (spent.until + BEFORE + 2 * A_DAY).date()
    now = desk.now()
    touched = [
        each.plan.day
        for each in store.records(desk, spent.agent_id, first, last)
        if each.plan.until <= now and each.plan.since - BEFORE < spent.until and spent.since < each.plan.until + AFTER
    ]
    if touched:
        renew(desk, spent.agent_id, min(touched), max(touched))


def renew(desk: Desk, agent_id: str, first: date, last: date) -> None:
    """Have the agent's records of these days, at most a week, say what the facts say; twice is once.

    Nine requests where something of it is over, five where it is not; and a read and a transaction for each twenty
    records.
    """
    races.again(desk, lambda: _write(desk, agent_id, first, last), LOST, tries=races.CROWD)


def amend(
    desk: Desk, agent_id: str, day: date, place: str, by: Amend, also: Callable[[Transaction, Record, Record], None]
) -> Record | None:
    """Change one record of that day in this way, and measure it anew; ``also``: what is written with it, given
    the record as it was and as it is. None: there is no such record. Raises what ``by`` raises. Lost: ``RecordMoved``,
    ``CellMoved``.
    """
    known = {each.plan.place: each for each in store.records(desk, agent_id, day, day)}
    if place not in known:
        return None
    facts = _facts(desk, agent_id, day, day)
    plan = next((each for each in facts.plans if each.place == place), known[place].plan)
    after = _made(agent_id, plan, by(known[place]), facts, desk.now())
    _commit(desk, [Step(known[place], after)], lambda tx: also(tx, known[place], after))
    return after


def _write(desk: Desk, agent_id: str, first: date, last: date) -> None:
    known = {each.plan.place: each for each in store.records(desk, agent_id, first, last)}
    facts = _facts(desk, agent_id, first, last)
    steps = _steps(desk, agent_id, known, facts, (first, last))
    for start in range(0, len(steps), TOGETHER):
        _commit(desk, steps[start : start + TOGETHER])


def _facts(desk: Desk, agent_id: str, first: date, last: date) -> Facts:
    clock, settings, now = clock_of(desk), store.settings(desk), desk.now()
    since, until = clock.moment(first, 0), clock.moment(last + A_DAY, 0)
    spans = shifts.published_spans(desk, agent_id, since - A_DAY, until + 2 * A_DAY)
    plans = plans_of(spans)
    over = [each for each in plans if each.until <= now and first <= each.day <= last]
    if not over:
        return Facts(tuple(plans), (), (), settings)
    begin, end = over[0].since - BEFORE, max(each.until for each in over) + AFTER
    pieces = store.pieces(desk, agent_id, begin - LONGEST_UNTOLD, end)
    agent = people.read_agents(desk, [agent_id]).get(agent_id)
    if agent is not None and (ongoing := spent(agent, now)) is not None:
        status, began, ended = ongoing
        pieces.append(Piece(began, ended, status))  # it is told when it ends, or once an hour
    leaves = tuple((each.since, each.until) for each in shifts.leaves_of(desk, agent_id, begin))
    return Facts(tuple(plans), tuple(pieces), leaves, settings)


def _steps(
    desk: Desk, agent_id: str, known: Mapping[str, Record], facts: Facts, days: tuple[date, date]
) -> Sequence[Step]:
    now = desk.now()
    wanted = {each.place: each for each in facts.plans if days[0] <= each.day <= days[1]}
    steps = []
    for place in sorted(known.keys() | wanted.keys()):
        before, plan = known.get(place), wanted.get(place)
        if plan is None:
            steps += [Step(before, _dropped(before))] if before is not None and before.state != DROPPED else []
            continue
        unchanged = before is not None and before.state == PLANNED and before.plan == plan
        if unchanged and plan.until > now:
            continue
        after = _made(agent_id, plan, before, facts, now)
        if before is not None or not _came_too_late(desk, after):
            steps.append(Step(before, after))
    return steps


def _came_too_late(desk: Desk, record: Record) -> bool:
    """Whether it was published only once it was over, and nobody came: nobody could know of it. One request where that
    might be."""
    if record.found is None or not record.found.absent:
        return False
    week = monday_of(record.plan.day)
    told = shifts.told_weeks(desk, record.agent_id, week, week)
    at = next((each.published_at for each in told if each.group_id == record.plan.group_id), None)
    return at is not None and at >= record.plan.until


def _dropped(record: Record) -> Record | None:
    if not record.corrections:
        return None
    return replace(record, state=DROPPED, found=None, figures=None, version=record.version + 1)


def _made(agent_id: str, plan: Plan, before: Record | None, facts: Facts, now: datetime) -> Record:
    version = before.version + 1 if before is not None else 1
    corrections = before.corrections if before is not None else ()
    record = Record(agent_id, plan, PLANNED, None, None, corrections, None, version)
    if plan.until > now:
        return record
    around = Surroundings(*neighbours(plan, facts.plans), facts.leaves)
    found = measured(plan, facts.pieces, around, facts.settings)
    figures = measured(plan, facts.pieces, around, facts.settings, record.said)
    return replace(record, state=OVER, found=found, figures=figures, measured_at=now)


def _commit(desk: Desk, steps: Sequence[Step], also: Callable[[Transaction], None] | None = None) -> None:
    """Store these records with what their months come to by them, and when they are looked at."""
    spots: dict[store.Spot, list[Step]] = {}
    tx = Transaction(desk)
    for step in steps:
        record = step.after or step.before
        if record is None:
            continue
        if step.after is not None:
            store.put_record(tx, step.before, step.after)
        elif step.before is not None:
            store.delete_record(tx, step.before)
        spots.setdefault((record.agent_id, record.month), []).append(step)
        if step.after is not None and step.after.state == PLANNED:
            plan = step.after.plan
            work.put(tx, SettleShift(step.after.agent_id, plan.place, plan.until), at=plan.until + GRACE)
    for spot, cell in store.cells(desk, spots).items():
        sums = cell.sums
        for step in spots[spot]:
            sums = sums_with(sums, step.before, step.after)
        if sums != cell.sums:
            store.write_cell(tx, spot, cell, sums)
    if also is not None:
        also(tx)
    tx.commit_and_tell()
