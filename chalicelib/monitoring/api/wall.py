"""What supervisors see of a group or a plan at this moment."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.watching import late_at, owed_since, warned_at
from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.monitoring.model.wall import Answers, Member, Staff, Tile, Waits, Wall
from chalicelib.monitoring.service import wall
from chalicelib.people import service as people
from chalicelib.people.model.agents import BREAK, BUSY, OFFLINE, ONLINE
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.plan import UnknownPlan

routes = Routes(__name__)

PACE = 5_000  # milliseconds


@showing(Waits, "count more since")
class WaitsView(msgspec.Struct):
    """``since``: when whoever waits longest began to; ``more``: others wait behind those that were counted."""


@showing(Staff, "free full busy away serving capacity more")
class StaffView(msgspec.Struct):
    """Agents by how they are, among the first of their pools; ``serving`` of ``capacity``: of those who are there."""


@showing(Member, "agent_id name number serving capacity")
class WallAgent(msgspec.Struct):
    status: Annotated[str, among(ONLINE, BUSY, BREAK, OFFLINE)]


@showing(
    Header,
    "conversation_id state plan_key visitor_id visitor_name last_text last_author last_at started_at waiting_since "
    "level",
)
class WallConversation(msgspec.Struct):
    """``unanswered_since``: the first word that nobody has answered; it is warned about from ``warn_at`` on, and late
    from ``late_at`` on."""

    agent: AgentRef | None
    unanswered_since: datetime | None
    warn_at: datetime | None
    late_at: datetime | None


@showing(Answers, "unanswered since late more")
class AnswersView(msgspec.Struct):
    """``since``: when the oldest question that nobody has answered was asked; ``late``: so many should have been
    answered by now. ``more``: there are conversations that were not looked at."""


class WallGroup(msgspec.Struct):
    """``name``: null for everybody together, where plans name nobody."""

    group_id: str
    name: str | None
    waiting: WaitsView
    staff: StaffView
    answers: AnswersView


class WallTotal(msgspec.Struct):
    """Of the groups of this page together, each conversation and each agent once."""

    waiting: WaitsView
    staff: StaffView
    answers: AnswersView


class WallPage(PageOf[WallGroup]):
    """``total``: of these groups; others may follow."""

    total: WallTotal
    poll_after_ms: int


class UnansweredView(msgspec.Struct):
    count: int
    since: datetime | None


class WallView(msgspec.Struct):
    """``queue``: the first who wait. ``conversations``: what these agents have open, the longest unanswered first;
    ``more_open``: they have others, which were not looked at."""

    name: str | None
    waiting: WaitsView
    staff: StaffView
    open: int
    more_open: bool
    unanswered: UnansweredView
    queue: list[WallConversation]
    conversations: list[WallConversation]
    agents: list[WallAgent]
    poll_after_ms: int


def show_wall(seen: Wall) -> WallView:
    waits = seen.unanswered
    return WallView(
        seen.name,
        shown(WaitsView, seen.waits),
        shown(StaffView, seen.staff),
        len(seen.open),
        seen.unread,
        UnansweredView(len(waits), waits[0] if waits else None),
        list(map(_conversation, seen.queue)),
        list(map(_conversation, seen.open)),
        [shown(WallAgent, each, status=each.status) for each in seen.members],
        PACE,
    )


def _conversation(header: Header) -> WallConversation:
    return shown(
        WallConversation,
        header,
        agent=header.agent.ref if header.agent else None,
        unanswered_since=owed_since(header),
        warn_at=warned_at(header),
        late_at=late_at(header),
    )


@routes.get("/v1/desk/wall", caller=people.may("wall.see"), query=PageQuery)
def list_wall_groups(call: Call[people.Caller]) -> Answer[WallPage]:
    """The numbers of the groups in reach, ten a page, and of these together."""
    seen = wall.board(call.desk, call.caller.agent, start_of(call))
    groups = page(call, seen.tiles, lambda each: each.group_id, _tile, more=seen.more)
    total = WallTotal(shown(WaitsView, seen.waits), shown(StaffView, seen.staff), shown(AnswersView, seen.answers))
    return Answer(WallPage(groups.items, groups.next, total, PACE))


def _tile(seen: Tile) -> WallGroup:
    waiting, staff = shown(WaitsView, seen.waits), shown(StaffView, seen.staff)
    return WallGroup(seen.group_id, seen.name, waiting, staff, shown(AnswersView, seen.answers))


@routes.get("/v1/desk/wall/groups/{group_id}", caller=people.may("wall.see"), raises=(NotYours,))
def watch_group(call: Call[people.Caller], group_id: str) -> Answer[WallView]:
    """A group now: who waits, what is open, its agents; ``everybody`` for all together."""
    return Answer(show_wall(wall.group_wall(call.desk, call.caller.agent, group_id)))


@routes.get("/v1/desk/wall/plans/{plan_key}", caller=people.may("wall.see"), raises=(NotYours, UnknownPlan))
def watch_plan(call: Call[people.Caller], plan_key: str) -> Answer[WallView]:
    """A plan now: who waits of its visitors, the agents who receive them, and what these have open of it."""
    return Answer(show_wall(wall.plan_wall(call.desk, call.caller.agent, plan_key)))
