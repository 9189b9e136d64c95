"""The agents' side: who is on a website now, inviting, and what became of invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Line, among
from chalicelib.monitoring.model.live import (
    INVITATIONS,
    AlreadyInvited,
    AlreadyTalking,
    Crowd,
    Figures,
    InvitationDeclined,
    Live,
    VisitorGone,
    country_of,
)
from chalicelib.monitoring.service import figures as numbers
from chalicelib.monitoring.service import watching
from chalicelib.monitoring.service.watching import Wished
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.monitoring import LONGEST_WORDS
from chalicelib.plans.model.plan import Plan, UnknownPlan
from chalicelib.routing.model import AgentFull

routes = Routes(__name__)


class LiveQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: such as zh-CN or zh, or a country such as CN; ``page``: a piece of its address or title;
    ``visits``: so many at least."""

    language: Annotated[Line, msgspec.Meta(max_length=35)] = ""
    page: Annotated[Line, msgspec.Meta(max_length=100)] = ""
    visits: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    cursor: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class InviteVisitor(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_WORDS)]


class InvitationState(msgspec.Struct):
    """``rule_id``: null for what an ``agent`` said by hand."""

    state: Annotated[str, among(*INVITATIONS)]
    at: datetime
    agent: AgentRef | None
    rule_id: str | None


@showing(Live, "visitor_id plan_key since seen_at page_since page title visits name language device referrer")
class LiveVisitorView(msgspec.Struct):
    """``country``: of the browser's language, if it names one. ``invitation``: the last one. ``declined_until``: they
    are left in peace until then."""

    country: str | None
    invitation: InvitationState | None
    declined_until: datetime | None


@showing(Crowd, "plan_key name count more seen_at")
class LivePlanView(msgspec.Struct):
    """``count``: as far as was read; ``more``: others are there. ``seen_at``: when the last one gave a sign."""


class RuleFigures(msgspec.Struct):
    """``rule_id``: by_hand for what agents said."""

    rule_id: str
    shown: int
    accepted: int
    dismissed: int


class MonthOfInvitations(msgspec.Struct):
    month: str
    rules: list[RuleFigures]


class InvitationFigures(msgspec.Struct):
    """This month and the one before."""

    months: list[MonthOfInvitations]


def show_live(live: Live, now: datetime) -> LiveVisitorView:
    offer = live.invitation
    state = None
    if offer is not None:
        by_agent = offer.by.kind == "agent"
        agent, rule_id = (offer.by.ref, None) if by_agent else (None, offer.rule_id)
        over = offer.state in INVITATIONS[:2] and not offer.is_pending(now)
        state = None if over else InvitationState(offer.state, offer.made_at, agent, rule_id)
    return shown(
        LiveVisitorView,
        live,
        country=country_of(live.language),
        invitation=state,
        declined_until=live.quiet_until if live.is_quiet(now) else None,
    )


@routes.get("/v1/desk/live", caller=people.may("live.see"), query=PageQuery)
def list_live_plans(call: Call[people.Caller]) -> Answer[PageOf[LivePlanView]]:
    """How many are on each plan's website that one may see, ten plans a page; it may be short while others follow."""
    is_watched = watching.watched_by(call.desk, call.caller.agent)
    known, more = watching.plans_after(call.desk, is_watched, start_of(call))
    return Answer(
        page(call, known, _plan_id, lambda each: _crowd(call, each[0]), more=more, among=lambda each: each[1])
    )


def _plan_id(known: tuple[Plan, bool]) -> str:
    return known[0].plan_id


def _crowd(call: Call[people.Caller], plan: Plan) -> LivePlanView:
    return shown(LivePlanView, watching.crowd(call.desk, plan))


@routes.get(
    "/v1/desk/plans/{plan_key}/live", caller=people.may("live.see"), query=LiveQuery, raises=(UnknownPlan, NotYours)
)
def list_live_visitors(call: Call[people.Caller], plan_key: str) -> Answer[PageOf[LiveVisitorView]]:
    """Who is on a plan's website now; a page may be short while others follow."""
    query = call.query
    wished = Wished(query.language.strip(), query.page.strip(), query.visits)
    live, following = watching.list_live(call.desk, call.caller.agent, plan_key, wished, query.cursor or None)
    now = call.desk.now()
    return Answer(PageOf([show_live(each, now) for each in live], following))


@routes.post(
    "/v1/desk/live/{visitor_id}/invite",
    caller=people.may("live.see"),
    body=InviteVisitor,
    keyed=True,
    raises=(
        NotYours,
        VisitorGone,
        AlreadyInvited,
        InvitationDeclined,
        AlreadyTalking,
        AgentAway,
        AgentFull,
        KeyReused,
    ),
)
def invite_visitor(call: Call[people.Caller], visitor_id: str) -> Answer[LiveVisitorView]:
    """Invite somebody who is on the website to a conversation with oneself."""
    once = call.once(f"invite#{call.caller.agent.agent_id}#{visitor_id}")
    live = watching.invite(call.desk, call.caller.agent, visitor_id, call.body.text, once)
    return Answer(show_live(live, call.desk.now()))


@routes.get(
    "/v1/admin/plans/{plan_id}/invitations",
    caller=people.may("plans.manage"),
    raises=(NotYours, UnknownPlan),
)
def read_invitations(call: Call[people.Caller], plan_id: str) -> Answer[InvitationFigures]:
    """How many were invited by each rule and by hand, this month and the last, and what they answered."""
    months = numbers.figures(call.desk, plan_id, call.caller.agent)
    shown_months = [MonthOfInvitations(month, list(map(_figures, rules))) for month, rules in months]
    return Answer(InvitationFigures(shown_months))


def _figures(figures: Figures) -> RuleFigures:
    return RuleFigures(figures.rule_id, figures.shown, figures.accepted, figures.dismissed)
