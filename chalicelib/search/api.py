"""Asking for what was said, and having it made findable anew."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import Invalid
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf
from chalicelib.core.questions import LONGEST_QUESTION
from chalicelib.core.text import Line as TextLine
from chalicelib.core.text import among
from chalicelib.followups.model.followup import FollowUp
from chalicelib.people import service as people
from chalicelib.search.model.documents import KINDS, Line, kind_of
from chalicelib.search.service import finding, overview, rebuilding
from chalicelib.search.service.finding import Found, Question
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.visitors.model.visitor import LONGEST_TAG, Visitor

routes = Routes(__name__)

Words = Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)]
PlanKey = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{0,40}$")]
AgentId = Annotated[str, msgspec.Meta(pattern="^(agt_[0-9a-z]{26})?$")]


class SearchQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: words that must all be there; ``tag``: only customers who have it, then there need be no words.
    ``since``, ``until``: when it was said; of a customer, when they first came."""

    q: Words = ""
    kind: Literal["conversation", "customer", "message", "follow_up", "ticket", ""] = ""
    tag: Annotated[TextLine, msgspec.Meta(max_length=LONGEST_TAG)] = ""
    plan_key: PlanKey = ""
    agent_id: AgentId = ""
    since: datetime | None = None
    until: datetime | None = None
    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class FoundLine(msgspec.Struct):
    """``side``: who said it, or what of a customer it is; ``seq``: the entry of the transcript, 0 for none."""

    text: str
    side: str
    at: datetime
    seq: int
    name: str | None


class FoundView(msgspec.Struct):
    """``about``: the id of the conversation, customer, message, follow-up or ticket, as ``kind`` says. Of a ticket that
    is of no plan or of nobody known ``plan_key`` or ``visitor_id`` is empty; ``agent`` works on it."""

    kind: Annotated[str, among(*KINDS)]
    about: str
    plan_key: str
    visitor_id: str
    visitor_name: str | None
    agent: AgentRef | None
    state: str | None
    at: datetime
    lines: list[FoundLine]


class OverviewQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: a telephone number, or its last digits; an e-mail address; the number of a message or a follow-up."""

    q: Words = ""


class OverviewView(msgspec.Struct):
    """What is known by a number or an address, the newest first; ``more``: there is more than is shown."""

    customers: list[FoundView]
    conversations: list[FoundView]
    messages: list[FoundView]
    callbacks: list[FoundView]
    follow_ups: list[FoundView]
    tickets: list[FoundView]
    more: bool


def _show_line(line: Line) -> FoundLine:
    return FoundLine(line.text, line.side, line.at, line.seq, line.name)


def _show(result: Found) -> FoundView:
    about, agent, state = result.about, None, None
    if isinstance(about, FollowUp):
        agent, state = about.owner, about.state
    elif isinstance(about, Ticket):
        agent, state = about.handler, about.state
    elif not isinstance(about, Visitor):
        agent, state = about.agent, about.state
    name = about.visitor_name if isinstance(about, Header | FollowUp | Ticket) else about.name
    return FoundView(
        kind_of(result.document.about),
        result.document.about,
        about.plan_key or "",
        about.visitor_id or "",
        name,
        agent.ref if agent is not None else None,
        state,
        result.document.at,
        [_show_line(line) for line in result.lines],
    )


@routes.get("/v1/desk/search", caller=people.may("conversations.answer"), query=SearchQuery)
def search(call: Call[people.Caller]) -> Answer[PageOf[FoundView]]:
    """What was said, by whom, and messages that were left, in reach, newest first; a page may be short while others
    follow."""
    query = call.query
    if query.since is not None and query.until is not None and query.since > query.until:
        raise Invalid.field("until", "not before since")
    question = Question(
        query.q,
        query.kind or None,
        query.plan_key or None,
        query.agent_id or None,
        query.since,
        query.until,
        query.tag.strip() or None,
    )
    results, following = finding.search(call.desk, call.caller.agent, question, query.cursor or None, call.request_id)
    return Answer(PageOf([_show(each) for each in results], following))


@routes.get("/v1/desk/search/overview", caller=people.may("conversations.answer"), query=OverviewQuery)
def search_overview(call: Call[people.Caller]) -> Answer[OverviewView]:
    """Everything in reach about a telephone number, an address, or the number of something, together."""
    known = overview.look_over(call.desk, call.caller.agent, call.query.q, call.request_id)
    return Answer(
        OverviewView(
            [_show(each) for each in known.customers],
            [_show(each) for each in known.conversations],
            [_show(each) for each in known.messages],
            [_show(each) for each in known.callbacks],
            [_show(each) for each in known.follow_ups],
            [_show(each) for each in known.tickets],
            known.more,
        )
    )


@routes.post("/v1/admin/search/rebuild", caller=people.may("work.manage", everywhere=True), body=Empty, statuses=(204,))
def rebuild_search(call: Call[people.Caller]) -> Answer[None]:
    """Make everything findable anew, by due work."""
    rebuilding.rebuild_later(call.desk, call.caller.by(call.request_id))
    return Answer(status=204)
