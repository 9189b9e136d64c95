"""At the end: what is still open, and what is nobody's, reaches those who lead; one letter has all of it (F3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from msgspec.structs import replace

from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.times import stored
from chalicelib.core.transactions import Transaction
from chalicelib.handover import store
from chalicelib.handover.model.days import Day, closed, subject_of_agent, subject_of_nobody
from chalicelib.handover.model.things import Thing, groups_of, leaders_of
from chalicelib.handover.model.wording import listed
from chalicelib.handover.service.hours import find_plan, working_time_ends
from chalicelib.handover.service.open_things import end_of_day, handed_over, of_nobody, open_with
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, Roster, by_agent
from chalicelib.plans.model.hours.clock import closing_of
from chalicelib.plans.model.plan import Plan

GATHERED = timedelta(minutes=5)  # after the last closing: those whose day ends at the same time stand in one letter
MOST_IN_LETTER, LINES_TOGETHER = 100, 200  # whose days, and lines of all of them: a letter is an item of 400 KB
PASSED_ON = 3  # days of a transaction, each to as many as lead
NOBODY = {"zh-CN": "无人负责（{plan}）", "en": "nobody's ({plan})"}
UNNOTED = {"zh-CN": "{who}：{count} 项", "en": "{who}: {count}"}
LETTER = "left_open"


class CloseAgent(Due, frozen=True):
    """The end of an agent's working time."""

    kind = "handover.close_agent"

    agent_id: str
    day: date


class ClosePlan(Due, frozen=True):
    """The end of a plan's day."""

    kind = "handover.close_plan"

    plan_key: str
    day: date
    ends_at: datetime


class TellLeader(Due, frozen=True):
    """Something was left open on that day, of which somebody is to hear."""

    kind = "handover.tell_leader"

    agent_id: str
    day: date


def close_agent(desk: Desk, due: CloseAgent) -> None:
    """Write down what an agent leaves open, and have those who lead them hear of what they noted nothing for. Where
    they work longer by now, at that end. Some fourteen requests. Twice is once."""
    agent = people.read_agents(desk, [due.agent_id]).get(due.agent_id)
    ends_at = working_time_ends(desk, agent, due.day) if agent is not None else None
    if ends_at is not None and ends_at > desk.now():
        tx = Transaction(desk)
        work.put(tx, CloseAgent(due.agent_id, due.day), at=ends_at)
        tx.commit()
        return

    def close(day: Day) -> None:
        if day.closed_at is not None or agent is None:
            return
        things, more = open_with(desk, agent, end_of_day(day.zone, ends_at or desk.now()))
        noted = handed_over(desk, agent, replace(day, agent=by_agent(agent)), things)
        after = closed(noted, things, more, ends_at, desk.now())
        tx = Transaction(desk)
        store.put_day(tx, day, after)
        if things:
            roster = people.directory(desk)
            groups = groups_of(roster, agent.agent_id)
            _tell_of(tx, after, roster, groups, but_for=agent.agent_id)
        tx.commit()

    subject = subject_of_agent(due.agent_id)
    races.follow(desk, store.day_of(desk, subject, due.day), close, store.DayMoved)


def close_plan(desk: Desk, due: ClosePlan) -> None:
    """Write down what is nobody's in a plan that closes, and have those who lead its groups hear of it. A query for
    each pool and some eight requests. Twice is once."""
    plan = find_plan(desk, due.plan_key)
    if plan is None:
        return
    ends_at = closing_of(plan.hours, plan.time_zone, due.day)
    if ends_at is not None and ends_at > desk.now():
        tx = Transaction(desk)
        work.put(tx, ClosePlan(due.plan_key, due.day, ends_at), at=ends_at)
        tx.commit()
        return

    def close(day: Day) -> None:
        if day.closed_at is not None:
            return
        things, more = of_nobody(desk, plan)
        known = replace(day, plan_key=plan.key, plan_name=plan.name, zone=plan.time_zone, language=plan.languages[0])
        after = closed(known, things, more, due.ends_at, desk.now())
        tx = Transaction(desk)
        store.put_day(tx, day, after)
        if things:
            roster = people.directory(desk)
            _tell_of(tx, after, roster, _receiving(plan, roster))
        tx.commit()

    subject = subject_of_nobody(due.plan_key)
    races.follow(desk, store.day_of(desk, subject, due.day), close, store.DayMoved)


def _tell_of(tx: Transaction, day: Day, roster: Roster, groups: Sequence[Group], but_for: str | None = None) -> None:
    """Add to the transaction: the day stands in the lists of the desk and of these groups, and those who lead hear of
    it, if something has no note."""
    told = leaders_of(roster, groups, but_for) if day.unnoted else []
    lists = [store.desk_list(day.day), *(store.group_list(each.group_id, day.day) for each in groups)]
    store.put_left(tx, day.subject, [*lists, *(store.leader_list(each.agent_id, day.day) for each in told)])
    for each in told:
        work.put(tx, TellLeader(each.agent_id, day.day), at=tx.desk.now() + GATHERED)


def tell_leader(desk: Desk, due: TellLeader) -> None:
    """One letter to somebody who leads, of all that was left open without a note and that no letter of that day told
    them of, by a hundred agents, another for those behind them; once the last of the plans that their groups receive
    for has closed. Six requests, and a query for each of their groups and for each hundred. Twice is once.
    """
    races.again(desk, partial(_tell_leader, desk, due), store.LetterMoved)


def _tell_leader(desk: Desk, due: TellLeader) -> None:
    told, version = store.told_of(desk, due.agent_id, due.day)
    untold = _untold(desk, due, told)
    new = untold[:MOST_IN_LETTER]
    roster = people.directory(desk) if new else None
    if roster is None:
        return
    leader = roster.agents.get(due.agent_id)
    if leader is None or not leader.active:
        _pass_on(desk, due, roster, told, untold, version)
        return
    last = _last_closing(desk, roster, due)
    if last is not None and last + GATHERED > desk.now():
        tx = Transaction(desk)
        work.put(tx, TellLeader(due.agent_id, due.day), at=last + GATHERED)
        tx.commit()
        return
    days = [each for each in store.days_of(desk, [(each, due.day) for each in new]) if each.unnoted]
    tx = Transaction(desk)
    store.put_told(tx, due.agent_id, due.day, [*told, *new], version)
    if days:
        _write(tx, leader, due, days)
    if len(untold) > len(new):
        work.put(tx, TellLeader(due.agent_id, due.day))
    tx.commit()


def _pass_on(
    desk: Desk, due: TellLeader, roster: Roster, told: frozenset[str], untold: Sequence[str], version: int
) -> None:
    """Whoever was to hear of it was disabled meanwhile: who leads now hears in their place, of a few days at a time."""
    new = untold[:PASSED_ON]
    tx = Transaction(desk)
    store.put_told(tx, due.agent_id, due.day, [*told, *new], version)
    others: set[str] = set()
    for day in store.days_of(desk, [(each, due.day) for each in new]):
        ids = {each.agent_id for each in leaders_of(roster, _groups_of(desk, roster, day), _agent_of(day))}
        store.put_left(tx, day.subject, [store.leader_list(each, day.day) for each in sorted(ids)])
        others |= ids
    for each in sorted(others):
        work.put(tx, TellLeader(each, due.day))
    if len(untold) > len(new):
        work.put(tx, TellLeader(due.agent_id, due.day))
    tx.commit()


def _agent_of(day: Day) -> str | None:
    return day.agent.id if day.agent is not None else None


def _groups_of(desk: Desk, roster: Roster, day: Day) -> Sequence[Group]:
    """Whose this day was: an agent's groups, or those that receive for a plan."""
    agent_id = _agent_of(day)
    if agent_id is not None:
        return groups_of(roster, agent_id)
    plan = find_plan(desk, day.plan_key or "")
    return _receiving(plan, roster) if plan is not None else ()


def _receiving(plan: Plan, roster: Roster) -> Sequence[Group]:
    return [each for name in plan.receiving_ids if (each := roster.groups.get(name)) is not None]


def _untold(desk: Desk, due: TellLeader, told: frozenset[str]) -> Sequence[str]:
    """Whose days no letter told of; where they are too many for one letter, at least one more than it takes."""
    untold, after = list[str](), None
    while True:
        names = store.left_in(desk, store.leader_list(due.agent_id, due.day), after, MOST_IN_LETTER)
        untold += [each for each in names if each not in told]
        if len(names) < MOST_IN_LETTER or len(untold) > MOST_IN_LETTER:
            return untold
        after = names[-1]


def _last_closing(desk: Desk, roster: Roster, due: TellLeader) -> datetime | None:
    led = [each.group_id for each in roster.groups.values() if each.leader_id == due.agent_id]
    ends = (store.last_closing(desk, each, due.day) for each in sorted(led))
    return max((each for each in ends if each is not None), default=None)


def _write(tx: Transaction, leader: Agent, due: TellLeader, days: Sequence[Day]) -> None:
    language = days[0].language
    words = {
        "count": sum(len(each.unnoted) for each in days),
        "day": stored(due.day),
        "things": "\n\n".join(_paragraphs(days, language)),
    }
    matter = Matter(what=LETTER, words=words, about=due.agent_id, holder_id=due.agent_id)
    notifications.tell_colleagues(tx, [leader], language, matter)


def _paragraphs(days: Sequence[Day], language: str) -> Iterable[str]:
    own, most = language if language in NOBODY else "en", max(1, LINES_TOGETHER // len(days))
    for day in days:
        nobody = NOBODY[own].replace("{plan}", day.plan_name)
        who = (day.agent.name or "") if day.agent is not None else nobody
        head = UNNOTED[own].replace("{who}", who).replace("{count}", str(len(day.unnoted)))
        yield f"{head}\n{listed(day.unnoted, day.zone, language, more=day.more, most=most)}"


def left_of(day: Day) -> Sequence[Thing]:
    """What was left, what has no note in front."""
    return sorted(day.left, key=lambda each: day.note_of(each.thing_id) is not None)
