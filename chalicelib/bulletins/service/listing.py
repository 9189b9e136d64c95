"""What is late, complained of, crosses departments, was rated badly, and is not done: as far as a view reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.bulletins import store
from chalicelib.bulletins.model.bulletin import (
    MOST_THINGS,
    Complaint,
    Crossed,
    Late,
    LowWords,
    Some,
    Unfinished,
)
from chalicelib.bulletins.model.crossing import Crossing
from chalicelib.bulletins.model.schedule import DAILY, WEEKLY, Period, period_of
from chalicelib.bulletins.model.views import View
from chalicelib.core.desk import Desk
from chalicelib.core.tables import read_all
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.departments import NONE
from chalicelib.people.model.rights import ALL, OWN
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import Survey
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.lateness import BREACHED, REASON, WARNED
from chalicelib.tickets.model.ticket import COMPLAINT, Ticket

WORK, SURVEYS = "tickets.work", "surveys.see"
EVERYTHING, OPEN, DONE = "all", "open", "done"
CROSSED_READ = 25  # of each share of a week
_LAST = datetime.max.replace(tzinfo=UTC)


def sections(desk: Desk, agent: Agent, view: View, every: str, period: Period, roster: Roster) -> dict[str, Any]:
    """Those that the view has, by the names of a bulletin's fields; for a week and a month what crossed, too."""
    members = members_of(view, roster)
    said: dict[str, Any] = {"unfinished": _unfinished(desk, agent, view, members)}
    if WORK in view.permissions:
        said["late"] = tuple(_late(each) for each in _deadlines(desk, agent, view, BREACHED)[0][:MOST_THINGS])
        said["complaints"], said["complaints_number"] = _complaints(desk, agent, view, period)
        if every != DAILY and view.scope != OWN:
            said["crossed"] = _crossed(desk, view, period, roster)
    if SURVEYS in view.permissions:
        of = members if view.subject is not None else None
        low = surveys.low_ones(desk, agent, period.days, MOST_THINGS, of)
        said["low_words"] = tuple(_words(each) for each in low if each.answer is not None)
    return said


def members_of(view: View, roster: Roster) -> frozenset[str]:
    """Whom the view is about."""
    if view.scope == ALL:
        return frozenset(roster.agents)
    groups = [roster.groups[each] for each in view.group_ids if each in roster.groups]
    own = [view.agent_id] if view.agent_id is not None else []
    return frozenset([*own, *(member for each in groups for member in each.member_ids)])


# --- deadlines ------------------------------------------------------------------------------------------------------


def _deadlines(desk: Desk, agent: Agent, view: View, state: str) -> tuple[Sequence[tickets.Line], bool]:
    """The first page of them, of each group that it is about, and whether there may be more."""
    pages = [tickets.list_deadlines(desk, agent, state, EVERYTHING, None, each) for each in view.subjects]
    lines = [line for some, _ in pages for line in some]
    if len(pages) > 1:
        lines.sort(key=lambda each: each.deadline.due_at or _LAST)
    return lines, any(following is not None for _, following in pages)


def _tickets(desk: Desk, agent: Agent, view: View, wanted: tickets.Wanted) -> tuple[Sequence[Ticket], bool]:
    """The same of tickets."""
    asked = [replace(wanted, group_id=each) for each in view.subjects]
    pages = [tickets.list_tickets(desk, agent, each, None) for each in asked]
    return [ticket for some, _ in pages for ticket in some], any(following is not None for _, following in pages)


def _late(line: tickets.Line) -> Late:
    thing, deadline = line.thing, line.deadline
    at = deadline.breached_at or deadline.due_at
    if isinstance(thing, Ticket):
        whose = thing.owner if deadline.name == REASON else thing.handler
        return Late("ticket", thing.number, thing.subject, deadline.name, whose.name, at, thing.ticket_id)
    name = thing.handler.name if thing.handler is not None else None
    return Late(thing.kind, "", thing.customer or "", deadline.name, name, at, thing.thing_id)


# --- complaints -----------------------------------------------------------------------------------------------------


def _complaints(desk: Desk, agent: Agent, view: View, period: Period) -> tuple[tuple[Complaint, ...], Some]:
    """Those made in these days: open ones first; one page of each."""
    found: list[Ticket] = []
    more = False
    for state in (OPEN, DONE):
        wanted = tickets.Wanted(EVERYTHING, state, COMPLAINT, created_since=period.first, created_until=period.last)
        some, others = _tickets(desk, agent, view, wanted)
        found += some
        more = more or others
    shown = tuple(
        Complaint(each.number, each.subject, each.state, each.handler.name or "", each.created_at)
        for each in found[:MOST_THINGS]
    )
    return shown, Some(len(found), more)


# --- across departments ---------------------------------------------------------------------------------------------


def _crossed(desk: Desk, view: View, period: Period, roster: Roster) -> tuple[Crossed, ...]:
    """Tickets that crossed in these weeks and had to do with the view's groups, those handed most often first."""
    mondays = list(dict.fromkeys(period_of(WEEKLY, day).first for day in period.days))
    ids = [each for monday in mondays for each in store.crossed_in(desk, monday, CROSSED_READ)]
    known = store.crossings(desk, list(dict.fromkeys(ids))) if ids else {}
    homes = {key: each.department_id if each.department_id != NONE else key for key, each in roster.groups.items()}
    near = [each for each in known.values() if view.scope == ALL or not set(view.group_ids).isdisjoint(each.group_ids)]
    crossed = [each for each in near if len(each.between(homes)) > 1]

    def most(each: Crossing) -> tuple[int, int, str]:
        return -each.handed(homes), -len(each.between(homes)), each.ticket_id

    first = sorted(crossed, key=most)[:MOST_THINGS]
    stand = read_all(desk.database, [tickets.wanted(each.ticket_id) for each in first]) if first else []
    return tuple(_shown(each, ticket, view, roster, homes) for each, ticket in zip(first, stand, strict=True) if ticket)


def _shown(crossing: Crossing, ticket: Ticket, view: View, roster: Roster, homes: Mapping[str, str]) -> Crossed:
    theirs = view.scope == ALL or ticket.group_id in view.group_ids
    called = {key: each.name for key, each in roster.groups.items()}
    called |= {each.department_id: each.name for each in roster.desk.departments}
    names, handed = tuple(called[each] for each in crossing.between(homes) if each in called), crossing.handed(homes)
    return Crossed(ticket.ticket_id, ticket.number, ticket.subject if theirs else "", ticket.state, names, handed)


# --- ratings, and what is not done ----------------------------------------------------------------------------------


def _words(survey: Survey) -> LowWords:
    answer = survey.masked_answer
    score, comment = (answer.score, answer.comment) if answer is not None else (0, "")
    return LowWords(score, comment[:300], survey.agent_name, survey.answered_at, survey.about)


def _unfinished(desk: Desk, agent: Agent, view: View, members: frozenset[str]) -> Unfinished:
    serving = sum(len(each.serving) for each in people.read_agents(desk, sorted(members)).values())
    if WORK not in view.permissions:
        return Unfinished(serving)
    some, more = _tickets(desk, agent, view, tickets.Wanted(EVERYTHING, OPEN))
    late, soon = (_deadlines(desk, agent, view, each) for each in (BREACHED, WARNED))
    return Unfinished(serving, Some(len(some), more), Some(len(late[0]), late[1]), Some(len(soon[0]), soon[1]))
