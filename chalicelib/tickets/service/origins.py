"""What is known of what a ticket is made from: a conversation, a message left, a follow-up, a customer (D4)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry as Message
from chalicelib.conversations.model.words import MadeTicket
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.forms import CreateTicket, OriginForm
from chalicelib.tickets.model.origins import FollowUpSought, Known, LeftMessageSought
from chalicelib.tickets.model.ticket import (
    BY_NOTHING,
    CONVERSATION,
    FOLLOW_UP,
    NEW,
    OFFLINE_MESSAGE,
    QUOTED,
    Entry,
    Origin,
)
from chalicelib.tickets.store import tickets as store
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor

OF_THE_DESK = (CONVERSATION, OFFLINE_MESSAGE, FOLLOW_UP)


def known_of(desk: Desk, agent: Agent, form: CreateTicket) -> tuple[Origin, Known]:
    """What the ticket is made from, and what is known of it. At most five requests.

    Raises ``Invalid`` with the field, ``NotYours`` for what the agent may not see.
    """
    asked = form.origin or OriginForm()
    seqs = asked.seqs or ()
    if (asked.kind in OF_THE_DESK) != (asked.id is not None) or (seqs and asked.kind != CONVERSATION):
        raise Invalid.field("origin", "a thing of the desk has an id, nothing else has; a conversation may have seqs")
    if asked.kind == CONVERSATION:
        known = _of_conversation(desk, agent, str(asked.id), seqs)
    elif asked.kind in OF_THE_DESK:
        known = _of_room_above(desk, agent, asked)
    else:
        known = _of_customer(desk, agent, form.visitor_id) if form.visitor_id is not None else Known()
    if form.visitor_id is not None and known.visitor_id not in (None, form.visitor_id):
        raise Invalid.field("visitor_id", "what it is made from is another customer's")
    return Origin(asked.kind, asked.id, tuple(sorted(seqs))), known


def _of_conversation(desk: Desk, agent: Agent, conversation_id: str, seqs: Sequence[int]) -> Known:
    try:
        header = conversations.find(desk, conversation_id)
    except NotFound:
        raise Invalid.field("origin.id", "no such conversation") from None
    conversations.may_see(desk, agent, header)
    messages = conversations.messages_at(desk, conversation_id, sorted(set(seqs)))
    if len(messages) < len(seqs):
        raise Invalid.field("origin.seqs", "numbers of messages of this conversation, each once")
    quotes = tuple(
        Entry(0, QUOTED, each.author, _words(each), each.at, NEW, ref=f"{conversation_id}#{each.seq}")
        for each in messages
    )
    try:
        known = _of_visitor(visitors.card(desk, header.visitor_id))
    except NotFound:  # they were erased since
        known = Known(visitor_id=header.visitor_id, plan_key=header.plan_key, locale=header.locale)
    return replace(known, owner=header.owner or header.agent, quotes=quotes)


def _words(message: Message) -> str:
    return message.masked_words or (message.file.in_a_line if message.file is not None else "")


def _of_room_above(desk: Desk, agent: Agent, asked: OriginForm) -> Known:
    if asked.kind == OFFLINE_MESSAGE:
        answer = events.ask(desk, LeftMessageSought(str(asked.id), agent))
    else:
        answer = events.ask(desk, FollowUpSought(str(asked.id), agent))
    if answer is None:
        raise Invalid.field("origin.id", "no such thing")
    known: Known = answer
    return known


def _of_customer(desk: Desk, agent: Agent, visitor_id: str) -> Known:
    return _of_visitor(conversations.customer_in_reach(desk, agent, visitor_id))


def _of_visitor(visitor: Visitor) -> Known:
    return Known(**visitor.as_customer.customer, level=visitor.level, plan_key=visitor.plan_key)


class SayInConversation(Due, frozen=True):
    """A ticket was made from a conversation, which is to say so."""

    kind = "tickets.say_in_conversation"

    ticket_id: str


def say_in_conversation(desk: Desk, due: SayInConversation) -> None:
    """The transcript says that it became a ticket; its visitor reads it too, unless they wish to hear nothing of it or
    the ticket is another's. Twice is once."""
    ticket = store.ticket(desk, due.ticket_id)
    if ticket is not None and ticket.origin.id is not None:
        is_told = ticket.visitor_id is not None and ticket.tell_by != BY_NOTHING
        made = MadeTicket(ticket.ticket_id, ticket.number, ticket.created_by, is_told)
        conversations.say_ticket(desk, ticket.origin.id, made)
