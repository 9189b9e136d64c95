"""Calls become conversations of the one model, or part of one that goes on (A9)."""

from __future__ import annotations

from chalicelib.conversations import store
from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.calls import CallLine, Telephoned, corrected, joined_by, telephoned
from chalicelib.conversations.model.conversation import ConversationEnded, Entry, Header
from chalicelib.conversations.model.telling import Over
from chalicelib.conversations.service.access import may_note, note_manual
from chalicelib.core import events, work
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Visitor

PHONE = "phone"


def log_call(tx: Transaction, plan: Plan, visitor: Visitor, call: Telephoned) -> Header:
    """Add to the transaction: a conversation of one call, over since it ended; nobody's where it was missed.

    It takes no slot, and whatever its customer has open goes on. Raises ``CategoryNeeded``.
    """
    blank = started(call.conversation_id, plan, visitor, call.began, locale=visitor.locale, source=PHONE)
    header, entries = telephoned(blank, call)
    store.write(tx, None, header, entries)
    events.publish(tx, ConversationEnded(call.conversation_id, None))
    if call.agent is not None:
        events.publish_later(tx, Over(call.conversation_id), tx.desk.now() + work.SOON)
    return header


def add_call(tx: Transaction, agent: Agent, header: Header, call: CallLine, request_id: str = "") -> Entry:
    """Add to the transaction: a call of its customer's is part of this conversation, which goes on. Lost:
    ``HeaderMoved``. Raises ``NotYours``, ``ConversationClosed``."""
    may_note(tx.desk, agent, header)
    after, entry = joined_by(header, call, tx.desk.now())
    store.write(tx, header, after, [entry])
    note_manual(tx, call.by, header, "add_call", request_id, after={"seq": entry.seq})
    return entry


def correct_call(tx: Transaction, header: Header, call: CallLine) -> Entry:
    """Add to the transaction: what is known of a call by now, for agents. Lost: ``HeaderMoved``. Whoever writes has
    asked whether they may."""
    after, entry = corrected(header, call, tx.desk.now())
    store.write(tx, header, after, [entry])
    return entry
