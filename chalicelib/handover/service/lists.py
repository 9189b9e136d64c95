"""What is open with oneself, and what was left open on a day (F3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.followups.model.days import local_date
from chalicelib.handover import store
from chalicelib.handover.model.days import Day, subject_of_agent
from chalicelib.handover.model.things import Thing
from chalicelib.handover.service.hours import working_time_ends
from chalicelib.handover.service.open_things import end_of_day, handed_over, open_with
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ALL, GROUP

PAGE = 20
HALF_A_DAY = timedelta(hours=12)


class Unfinished(msgspec.Struct, frozen=True):
    """An agent's day as it stands: when their working time ends (None: that is not known), when they are told, what is
    open with them, and whether there is more of it."""

    day: Day
    ends_at: datetime | None
    tell_at: datetime | None
    things: Sequence[Thing]
    more: bool


def day_of(desk: Desk, agent: Agent) -> tuple[date, datetime | None]:
    """Which day it is for an agent, and when their working time of it ends: yesterday while that goes on after
    midnight, else today where the desk is; tomorrow, where that is so already for them, so that it ends within hours.
    A read, and two or three queries for each of their pools."""
    now, today = desk.now(), local_date(desk.now(), people.read_desk(desk).time_zone)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    ends_at = working_time_ends(desk, agent, yesterday)
    if ends_at is not None and ends_at > now:
        return yesterday, ends_at
    ends_at = working_time_ends(desk, agent, today)
    if ends_at is None or ends_at <= now:
        next_end = working_time_ends(desk, agent, tomorrow)
        if next_end is not None and now < next_end <= now + HALF_A_DAY:
            return tomorrow, next_end
    return today, ends_at


def unfinished(desk: Desk, agent: Agent) -> Unfinished:
    """What is open with an agent, whenever they ask: what has no note in front, and of that what is due first. Twelve
    requests at most, and two for each of their pools."""
    record = people.read_desk(desk)
    day, ends_at = day_of(desk, agent)
    things, more = open_with(desk, agent, end_of_day(record.time_zone, ends_at or desk.now()))
    known = handed_over(desk, agent, store.day_of(desk, subject_of_agent(agent.agent_id), day), things)
    minutes = record.unfinished_minutes
    tell_at = ends_at - timedelta(minutes=minutes) if ends_at is not None and minutes else None

    def pressing(thing: Thing) -> tuple[bool, bool, datetime]:
        return known.note_of(thing.thing_id) is not None, thing.due_at is None, thing.due_at or thing.since

    return Unfinished(known, ends_at, tell_at, sorted(things, key=pressing), more)


def left_open(desk: Desk, agent: Agent, day: date | None, after: str | None) -> tuple[Sequence[Day], str | None]:
    """A page of what was left open on a day (None: today where the desk is), in reach: of the whole desk, or of the
    groups that one leads or one's role reaches, by agent. The name to go on behind, if others follow.

    Two requests; where rights end at groups one more, and a query for each of them.
    """
    day = day or local_date(desk.now(), people.read_desk(desk).time_zone)
    found: set[str] = set()
    for each in _lists(desk, agent, day):
        found |= set(store.left_in(desk, each, after, PAGE + 1))
    subjects = sorted(found)
    days = store.days_of(desk, [(each, day) for each in subjects[:PAGE]])
    return days, subjects[PAGE - 1] if len(subjects) > PAGE else None


def _lists(desk: Desk, agent: Agent, day: date) -> Sequence[tuple[str, str]]:
    if agent.rights.scope == ALL:
        return [store.desk_list(day)]
    near = agent.rights.scope == GROUP
    groups = people.Surroundings(desk, agent).groups
    return [store.group_list(each.group_id, day) for each in groups if near or each.leader_id == agent.agent_id]
