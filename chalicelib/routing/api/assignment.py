"""Taking, transferring, reassigning; why somebody was chosen; rebuilding counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.api.views import ConversationView, show_conversation
from chalicelib.conversations.model.conversation import ConversationClosed, ConversationTaken
from chalicelib.conversations.model.refusals import (
    AlreadyTheirs,
    NotClosed,
    NotTaken,
    TooLateToReopen,
    VisitorElsewhere,
)
from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.shapes import shown
from chalicelib.core.text import Id, among, filled
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentAway
from chalicelib.people.model.announced import AnnouncementUnread
from chalicelib.people.model.attributes import spelt
from chalicelib.people.model.availability import MODES
from chalicelib.people.model.reach import NotYours
from chalicelib.routing.model import (
    HOW,
    WORDS,
    AgentFull,
    Decision,
    GroupArchived,
    NobodyElse,
    NobodyFree,
    Note,
    Transfer,
)
from chalicelib.routing.replay import Outcome
from chalicelib.routing.service import manual, reopening, watch
from chalicelib.routing.service import replay as replaying
from chalicelib.routing.service.recount import Drift
from chalicelib.routing.service.recount import recount as recount_of_routing
from chalicelib.routing.service.replay import Change, Compared
from chalicelib.visitors.model.visitor import VisitorRefused

routes = Routes(__name__)

ONE = "/v1/desk/conversations/{conversation_id}"


class Reassign(msgspec.Struct, forbid_unknown_fields=True):
    agent_id: Id
    over_capacity: bool = False
    note: Note | None = None


class CandidateView(msgspec.Struct):
    agent_id: str
    name: str
    number: str
    serving: int
    capacity: int
    turn: int
    chosen: bool
    words: dict[str, str]


class DecisionView(msgspec.Struct):
    seq: int
    at: datetime
    how: Annotated[str, among(*HOW)]
    agent: AgentRef
    words: dict[str, str]
    candidates: list[CandidateView]


class RecountView(msgspec.Struct):
    """How many ``agents`` were looked at, and whose record was wrong."""

    agents: int
    drift: list[Drift]


class ReplayQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``staff``: so many agents more, or fewer. What is not said is as it was."""

    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    allocation: Annotated[str, among(*MODES)] | None = None
    capacity: int | None = None
    staff: int = 0


class OutcomeView(msgspec.Struct):
    """Of those who came: how many were ``served``, how many of these ``waited`` longer than a second, who gave up; and
    within how many seconds half of the served, nine of ten, and all had an agent."""

    served: int
    waited: int
    given_up: int
    median_seconds: float | None
    ninety_percent_seconds: float | None
    longest_seconds: float | None


class ReplayedAgentView(msgspec.Struct):
    """How many conversations came to the agent first: as it ``was``, and as it ``would_be``."""

    agent_id: str
    name: str
    number: str
    was: int
    would_be: int


class ReplayView(msgspec.Struct):
    """``conversations`` and ``decisions``: how many were read for it."""

    was: OutcomeView
    would_be: OutcomeView
    agents: list[ReplayedAgentView]
    conversations: int
    decisions: int


@routes.post(
    ONE + "/take",
    caller=people.may("conversations.take"),
    body=Empty,
    raises=(NotYours, ConversationClosed, ConversationTaken, AgentFull, AgentAway, AnnouncementUnread),
)
def take_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Take a conversation from the queue; twice is once. Urgent announcements are confirmed before."""
    return Answer(show_conversation(manual.take_conversation(call.desk, call.caller.agent, conversation_id)))


@routes.post(
    ONE + "/transfer",
    caller=people.may("conversations.transfer"),
    body=Transfer,
    raises=(
        NotYours,
        NotTaken,
        ConversationClosed,
        AlreadyTheirs,
        AgentFull,
        AgentAway,
        NobodyFree,
        NobodyElse,
        GroupArchived,
    ),
)
def transfer(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Hand a conversation to a colleague, or to whoever of a group is next; where all are full it waits there, first.

    ``anyway``: also where nobody of the group is there.
    """
    header = manual.transfer(call.desk, call.caller.agent, conversation_id, call.body, call.request_id)
    return Answer(show_conversation(header))


@routes.post(
    ONE + "/reassign",
    caller=people.may("conversations.reassign"),
    body=Reassign,
    raises=(NotYours, ConversationClosed, AlreadyTheirs, AgentFull, AgentAway),
)
def reassign(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Give a conversation to anybody who is there, as a supervisor."""
    said = msgspec.structs.asdict(call.body)
    header = manual.reassign(call.desk, call.caller, conversation_id, request_id=call.request_id, **said)
    return Answer(show_conversation(header))


@routes.post(
    ONE + "/reopen",
    caller=people.may("conversations.answer"),
    body=Empty,
    raises=(
        NotYours,
        NotClosed,
        TooLateToReopen,
        VisitorElsewhere,
        VisitorRefused,
        AgentFull,
        AgentAway,
    ),
)
def reopen_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationView]:
    """Go on with a conversation that was closed, within the days of its plan; twice is once."""
    header = reopening.reopen_conversation(call.desk, call.caller.agent, conversation_id, call.request_id)
    return Answer(show_conversation(header))


@routes.get(ONE + "/assignment", caller=people.may("assignment.explain"), query=PageQuery, raises=(NotYours,))
def explain_assignment(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[DecisionView]]:
    """Why the conversation was given to whom: every candidate's figures, and what its website proved."""
    decisions = enumerate(watch.explain(call.desk, call.caller.agent, conversation_id, call.request_id))
    return Answer(page(call, decisions, lambda each: each[0], lambda each: _show_decision(*each[1])))


def _show_decision(decision: Decision, agent: Agent | None) -> DecisionView:
    chosen = next(each for each in decision.considered if each.agent_id == decision.agent_id)
    zh, en = (filled(text, name=chosen.name) for text in HOW[decision.how])
    if decision.proved:
        named = ", ".join(f"{name}: {spelt(value)}" for name, value in decision.proved.items())
        zh, en = f"{zh}（网站已证明 {named}）", f"{en} (the website proved {named})"
    candidates = [
        shown(CandidateView, each, chosen=each.agent_id == decision.agent_id, words=_words(each.passed_over))
        for each in decision.considered
    ]
    who = AgentRef(decision.agent_id, agent.name if agent else chosen.name, agent.number if agent else None)
    return DecisionView(decision.seq, decision.at, decision.how, who, {"zh-CN": zh, "en": en}, candidates)


def _words(passed_over: str | None) -> dict[str, str]:
    zh, en = WORDS.get(passed_over, (passed_over, passed_over)) if passed_over else ("选中", "chosen")
    return {"zh-CN": zh, "en": en}


@routes.get("/v1/admin/replay", caller=people.may("assignment.explain", everywhere=True), query=ReplayQuery)
def replay(call: Call[people.Caller]) -> Answer[ReplayView]:
    """What if: those who came on these days, served by another allocation, capacity or staff; nothing is changed.

    At most 31 days and 2,000 conversations.
    """
    query = call.query
    compared = replaying.replay(
        call.desk, query.first, query.last, Change(query.allocation, query.capacity, query.staff)
    )
    return Answer(_show_replay(compared))


def _show_replay(compared: Compared) -> ReplayView:
    was, would_be = compared.was, compared.would_be
    agents = [
        ReplayedAgentView(agent_id, name, number, was.totals.get(agent_id, 0), would_be.totals.get(agent_id, 0))
        for agent_id, (name, number) in sorted(compared.names.items(), key=lambda each: (each[1][1], each[0]))
        if agent_id in was.totals or agent_id in would_be.totals
    ]
    read = (compared.conversations, compared.decisions)
    return ReplayView(_show_outcome(was), _show_outcome(would_be), agents, *read)


def _show_outcome(outcome: Outcome) -> OutcomeView:
    shares = [outcome.within(share) for share in (0.5, 0.9, 1.0)]
    median, most, longest = (None if each is None else round(each, 1) for each in shares)
    return OutcomeView(len(outcome.waits), outcome.waited, outcome.given_up, median, most, longest)


@routes.post("/v1/admin/recount", caller=people.may("agents.manage", everywhere=True), body=Empty)
def recount(call: Call[people.Caller]) -> Answer[RecountView]:
    """Rebuild what is counted from the facts, and say what was wrong."""
    drift = recount_of_routing(call.desk, call.caller.by(call.request_id))
    return Answer(RecountView(len(people.list_agents(call.desk)), drift))
