"""Reading a survey, by whoever may, and the figures (D1, F1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from chalicelib.conversations import service as conversations
from chalicelib.core import limits
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, existing
from chalicelib.core.limits import Limit
from chalicelib.core.tables import read_both
from chalicelib.followups.model.days import local_date
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.people.model.reach import STEER, Receivers, Thing, circle_in
from chalicelib.people.model.reach import may as tie_of
from chalicelib.plans import service as plans
from chalicelib.surveys import store
from chalicelib.surveys.model.figures import (
    AGENT,
    DAY,
    GROUP,
    PLAN,
    Counted,
    Figures,
    checked_period,
    counted_by,
    figures_of,
    local_bounds,
    utc_days,
)
from chalicelib.surveys.model.survey import Survey, SurveyExpired, is_over, survey_id_of
from chalicelib.surveys.service.asking import asked_about
from chalicelib.surveys.service.links import named_by
from chalicelib.visitors import service as visitors

OPENED = Limit("survey_page", most=600, within=timedelta(hours=1))


def read_own(desk: Desk, caller: visitors.Caller, plan_key: str, survey_id: str) -> Survey:
    """A visitor's own survey. One request; one more for a customer, of whom they were before that was proved.

    Raises ``Unauthorized``, ``NotFound`` (also for somebody else's).
    """
    visitors.same_plan(caller, plan_key)
    survey, visitor = read_both(desk.database, store.wanted(survey_id), visitors.wanted(caller.visitor_id))
    visitors.as_read(visitor, caller)
    if survey is None or survey.plan_key != plan_key or not visitors.is_past_of(desk, caller, survey.visitor_id):
        raise NotFound("no such survey")
    return survey


def by_token(desk: Desk, token: str, address: str | None = None) -> Survey:
    """The survey behind a link. One request, and one to count the source ``address``, if the link is ours.

    Raises ``NotFound`` for a link that is not ours, ``SurveyExpired`` (which tells nothing of it) once it is over,
    answered or not, ``LimitReached``.
    """
    survey_id = named_by(desk, token)
    if address is not None:
        limits.spend_now(desk, OPENED, "address", limits.pseudonym(desk, limits.network_of(address)))
    survey = existing(store.survey(desk, survey_id), "no such link")
    if is_over(survey, desk.now()):
        raise SurveyExpired("the time to answer was over")
    return survey


def of_conversation(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Survey:
    """How a conversation was rated, or that it is not yet. Two requests, three where it is a colleague's (F7).

    Raises ``NotFound``, ``NotYours``.
    """
    conversations.read_conversation(desk, agent, conversation_id, request_id)
    return asked_about(desk, conversation_id)


def scores_of(desk: Desk, conversation_ids: Sequence[str]) -> dict[str, int]:
    """How those of these conversations were rated that were, for rooms that have asked whether they may; a request for
    each hundred."""
    return store.scores(desk, [survey_id_of(each) for each in conversation_ids])


def of_customer(
    desk: Desk, agent: Agent, conversation_id: str, before: str | None, request_id: str = ""
) -> tuple[list[tuple[str, Survey | None]], bool]:
    """How the customer of a conversation that one sees rated their conversations, page by page as those are listed.
    Each with its place; None for one that was not asked about, or that the agent does not reach. Whether others follow.

    Two reads more than the list of conversations takes. Raises ``NotFound``, ``NotYours``.
    """
    earlier, more = conversations.list_earlier(desk, agent, conversation_id, before, request_id)
    ids = [survey_id_of(each.header.conversation_id) for each in earlier if each.is_in_reach]
    about = {each.about: each for each in store.surveys(desk, ids)}
    return [(each.place, about.get(each.header.conversation_id)) for each in earlier], more


def low_ones(
    desk: Desk, agent: Agent, days: Sequence[date], most: int, of: frozenset[str] | None = None
) -> list[Survey]:
    """The latest surveys of these days of the desk with a low score, as far as rights reach; ``of``: whose alone.

    One request for the roster, one for each UTC day that the days touch, and one for what is found.
    """
    roster = people.directory(desk)
    since, until = local_bounds(days[0], days[-1], roster.desk.time_zone)
    circle = circle_in(agent, list(roster.groups.values()))
    found = [
        each
        for day in utc_days(since, until)
        for each in store.asked_on(desk, day, since, until)
        if each.low
        and (of is None or each.agent_id in of)
        and tie_of(agent, STEER, Thing(each.agent_id, receivers=Receivers(tuple(each.group_ids))), circle) is not None
    ]
    ids = [each.survey_id for each in sorted(found, key=lambda each: each.asked_at, reverse=True)[:most]]
    known = {each.survey_id: each for each in store.surveys(desk, ids)} if ids else {}
    return [known[each] for each in ids if each in known]


def figures(
    desk: Desk, agent: Agent, first: date | None, last: date | None, by: str
) -> tuple[list[Figures], Figures, list[date]]:
    """Satisfaction by day, agent, group or plan, in total, and over which days of the desk: as far as rights reach.

    One request for the roster (and one for the plans' names), one for each UTC day the period touches: 94 for 92 days,
    however much is stored up to three thousand surveys a day. Without a period: the last thirty days.
    """
    roster = people.directory(desk)
    zone = roster.desk.time_zone
    days = checked_period(first, last, local_date(desk.now(), zone))
    since, until = local_bounds(days[0], days[-1], zone)
    groups = list(roster.groups.values())
    circle = circle_in(agent, groups)
    found = [
        each
        for day in utc_days(since, until)
        for each in store.asked_on(desk, day, since, until)
        if tie_of(agent, STEER, Thing(each.agent_id, receivers=Receivers(tuple(each.group_ids))), circle) is not None
    ]
    keyed = counted_by(by, found, zone=zone, days=days, groups=groups)
    names = _names(desk, by, roster, found)
    items = [figures_of(key, names.get(key, key), surveys) for key, surveys in keyed.items()]
    items.sort(key=(lambda item: item.key) if by == DAY else (lambda item: (item.name.casefold(), item.key)))
    return items, figures_of("total", "total", found), days


def _names(desk: Desk, by: str, roster: Roster, counted: list[Counted]) -> Mapping[str, str]:
    if by == AGENT:
        as_asked = {each.agent_id: each.agent_name or "" for each in counted if each.agent_id}
        return {**as_asked, **{agent.agent_id: agent.name for agent in roster.agents.values()}}
    if by == GROUP:
        return {group.group_id: group.name for group in roster.groups.values()}
    return {plan.key: plan.name for plan in plans.list_plans(desk)} if by == PLAN else {}
