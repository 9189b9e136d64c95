"""A conversation that was closed goes on: by an agent's hand, or with the visitor's next word (A3)."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.refusals import NotClosed, TooLateToReopen, VisitorElsewhere
from chalicelib.conversations.model.snoozing import refuse_unless_reopenable, reopened
from chalicelib.conversations.service.access import may_reach, note_manual
from chalicelib.conversations.service.leaving import watch_idle
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor


def refuse_to_reopen(desk: Desk, agent: Agent, header: Header) -> None:
    """Raises ``NotYours``, ``NotClosed``, ``TooLateToReopen``; one request for its plan."""
    may_reach(desk, agent, header)
    days = plans.read_plan(desk, header.plan_key).limits.reopen_days
    refuse_unless_reopenable(header, days, desk.now())


def reopen(tx: Transaction, header: Header, agent: Agent, visitor: Visitor, request_id: str) -> Header:
    """Add to the transaction: this closed conversation is open again, and the agent's. It is its visitor's open one.

    Lost: ``HeaderMoved``, ``visitors.VisitorBusy``, ``visitors.NotOpen``. Whoever reopens what was another's is in the
    audit log.
    """
    after, entry = reopened(header, by_agent(agent), tx.desk.now())
    store.write(tx, header, after, [entry])
    visitors.claim_open(tx, visitor, header.conversation_id)
    watch_idle(tx, after)
    note_manual(tx, by_agent(agent), header, "reopen_conversation", request_id)
    return after


def elsewhere(busy: visitors.VisitorBusy) -> VisitorElsewhere:
    """The refusal of what would be a visitor's second open conversation."""
    extra = {"conversation_id": busy.conversation_id} if busy.conversation_id else {}
    return VisitorElsewhere("they have another open conversation", extra=extra)


def to_go_on_with(desk: Desk, plan: Plan, visitor: Visitor, now: datetime) -> Header | None:
    """The visitor's last conversation, if the plan has it go on with their next word and it ended within its days; one
    read then, and none where the plan says nothing of it. Nothing goes on that nobody ever served."""
    if not plan.limits.reopen_by_visitor or visitor.last_conversation_id is None:
        return None
    header = store.header(desk, visitor.last_conversation_id)
    if header is None or header.agent is None or header.visitor_id != visitor.visitor_id:
        return None
    try:
        refuse_unless_reopenable(header, plan.limits.reopen_days, now)
    except (NotClosed, TooLateToReopen):
        return None
    return header
