"""What other rooms do to rosters: leave that counts, shifts that are changed once they are published (B8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.shifts import store
from chalicelib.shifts.model.clock import monday_of
from chalicelib.shifts.model.closed import Leave
from chalicelib.shifts.model.publishing import DONE, Publication
from chalicelib.shifts.model.roster import Line, Shift, checked_shifts, in_real_time
from chalicelib.shifts.model.rules import Circumstances, Finding, findings
from chalicelib.shifts.service.access import clock_of, rules_of
from chalicelib.shifts.service.duty import renew_with
from chalicelib.shifts.service.planning import A_WEEK
from chalicelib.shifts.service.publishing import write_published

MOST_CHANGED = 10
Changed = Callable[[tuple[Shift, ...]], tuple[Shift, ...]]


class Amended(msgspec.Struct, frozen=True):
    """Somebody's week in a group is other: ``change`` makes of its shifts what they are from now on. It is asked of
    what is published, and of the draft, which keeps what else was planned."""

    group_id: str
    week: date
    agent_id: str
    change: Changed


def put_leave(tx: Transaction, leave: Leave) -> None:
    """Add to the transaction: this leave counts from now on; the agent's record follows at once. Twice is once."""
    store.put_leave(tx, leave)
    renew_with(tx, leave.agent_id)


def delete_leave(tx: Transaction, leave: Leave) -> None:
    """Add to the transaction: this leave counts no longer. Twice is once."""
    store.delete_leave(tx, leave)
    renew_with(tx, leave.agent_id)


def change_published(
    desk: Desk,
    by: By,
    changes: Sequence[Amended],
    reason: str,
    also: Callable[[Transaction], None] | None = None,
) -> None:
    """Change what is published of these weeks, all or nothing; each agent is told with the reason, and it is audited.

    ``also``: what is to be written in the same transaction. Two reads for each, two for all, and a transaction of some
    eight writes for each. Whoever had nothing that week may come to have something. What would be no roster is refused;
    rules are not asked. Raises ``Invalid``, ``NotFound`` where what is planned is not published, and whatever ``also``
    loses by.
    """
    if not 1 <= len(changes) <= MOST_CHANGED or not reason.strip():
        raise Invalid.field("reason", f"needed, for 1 to {MOST_CHANGED} changes")

    def once() -> None:
        tx = Transaction(desk)
        agents = people.read_agents(desk, [each.agent_id for each in changes])
        for each in changes:
            _change(tx, by, each, agents, reason.strip())
        if also is not None:
            also(tx)
        tx.commit_and_tell()

    races.again(desk, once, (store.LineMoved, store.ToldMoved))


def _change(tx: Transaction, by: By, change: Amended, agents: dict[str, Agent], reason: str) -> None:
    desk = tx.desk
    agent = existing(agents.get(change.agent_id), "no such agent")
    before = store.line(desk, change.group_id, change.week, change.agent_id)
    before = before or Line(change.group_id, change.week, change.agent_id)
    if before.published is None and before.draft:
        raise NotFound("what is planned of that week is not published")
    was = before.published or ()
    knew = store.told(desk, change.agent_id, change.group_id, change.week)
    published = checked_shifts(change.change(was), change.week)
    draft = published if before.draft == was else checked_shifts(change.change(before.draft), change.week)
    after = replace(before, draft=draft, published=published, version=before.version + 1)
    name = knew.group_name if knew is not None else people.read_group(desk, change.group_id).name
    publication = Publication(
        desk.new_id("shb"), change.group_id, name, change.week, desk.now(), by.agent_id, by.name, {}, reason, DONE
    )
    write_published(tx, before, after, knew, publication, agent)
    said = msgspec.to_builtins({"agent_id": change.agent_id, "week": change.week, "reason": reason})
    said["shifts"] = msgspec.to_builtins(published)
    audit.note(tx, by, "change_roster", change.group_id, before=msgspec.to_builtins(was), after=said)


def cover_without(desk: Desk, group_id: str, agent_id: str, since: datetime, until: datetime) -> list[Finding]:
    """What of a group's minimum cover would not hold if these published shifts of the agent were not: those that run
    within this time. Three requests, and three for each week of it (five at most are looked at)."""
    clock, rules = clock_of(desk), rules_of(desk, group_id)
    found: list[Finding] = []
    week = monday_of(clock.day_of(since))
    for _ in range(5):
        if clock.moment(week, 0) >= until:
            break
        lines = [_as_published(each) for each in store.lines(desk, group_id, week)]
        before = tuple(_as_published(each) for each in store.lines(desk, group_id, week - A_WEEK))
        members = people.read_agents(desk, [each.agent_id for each in lines])
        groups = {each: agent.groups for each, agent in members.items()}
        known = Circumstances(clock, replace(rules, rest_minutes=0, week_minutes=0), {}, before, (), groups)
        without = [_without(each, since, until, known) if each.agent_id == agent_id else each for each in lines]
        already = set(findings(lines, week, known))
        found += [each for each in findings(without, week, known) if each.rule == "cover" and each not in already]
        week += A_WEEK
    return found


def _as_published(line: Line) -> Line:
    return replace(line, draft=line.published or ())


def _without(line: Line, since: datetime, until: datetime, known: Circumstances) -> Line:
    kept = []
    for each in line.draft:
        span = in_real_time(each, line.agent_id, line.group_id, known.clock)
        if span.until <= since or span.since >= until:
            kept.append(each)
    return replace(line, draft=tuple(kept))
