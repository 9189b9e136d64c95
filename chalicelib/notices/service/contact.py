"""How a customer wishes to be written to, as agents, the customer and servers write it down (A11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.notices.model.subscriptions import Need, Subscription
from chalicelib.notices.model.topics import Book
from chalicelib.notices.service.subscribing import subscriptions_of
from chalicelib.notices.store import books, customers
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import (
    BY_API,
    BY_HAND,
    BY_WORDS,
    LONGEST_QUOTE,
    Proof,
    Wished,
    Wishes,
    checked_channels,
    checked_hours,
    checked_kinds,
)

SHOWN = 20
# a field of the customer's record → of their wishes
_OF_WISHES = {"preferred_channel": "preferred", "refused_channels": "refused"}
_OF_WISHES |= {each: each for each in ("refused_kinds", "hours")}


class Standing(msgspec.Struct, frozen=True):
    """A customer's card: what they wish, how they came to, what they subscribed to and need, and what was said of their
    addresses from there."""

    customer: Visitor
    past: Sequence[Wished]
    book: Book
    subscriptions: Sequence[Subscription]
    needs: Sequence[Need]
    stopped: Sequence[str]


class Said(msgspec.Struct, frozen=True):
    """Where the customer said it: a message of a conversation, or (None) nowhere; ``quote``: in which words, where it
    is no message."""

    conversation_id: str | None = None
    seq: int = 0
    quote: str = ""


def find_customer(desk: Desk, agent: Agent, visitor_id: str) -> Visitor:
    """Whom the agent serves, has served or reaches. Raises ``NotFound``, ``NotYours``."""
    try:
        return conversations.customer_in_reach(desk, agent, visitor_id)
    except Invalid:
        raise NotFound("no such visitor") from None


def read_standing(desk: Desk, agent: Agent, visitor_id: str) -> Standing:
    """The card. Some seven requests. Raises ``NotFound``, ``NotYours``."""
    customer = find_customer(desk, agent, visitor_id)
    known = notifications.known_of(desk, [each for _, each in customer.addresses][:10])
    return Standing(
        customer=customer,
        past=visitors.wished_before(desk, customer.visitor_id, SHOWN),
        book=books.book(desk, customer.plan_key),
        subscriptions=subscriptions_of(desk, customer),
        needs=customers.newest_needs(desk, customer.visitor_id, SHOWN),
        stopped=[to for to, each in known.items() if each.stopped_at is not None],
    )


def proof_of(desk: Desk, caller: people.Caller, customer: Visitor, where: Said) -> Proof:
    """How it is proved: by the customer's own words in a conversation, by the hand of who writes it down, or of a
    server. Two reads where there are words. Raises ``Invalid`` where these are none of the customer's."""
    author = by_agent(caller.agent)
    if isinstance(caller, people.Server):
        return Proof(
            BY_API, Author("system", caller.agent.agent_id, caller.agent.name), quote=where.quote[:LONGEST_QUOTE]
        )
    if not where.conversation_id:
        return Proof(BY_HAND, author, quote=where.quote.strip()[:LONGEST_QUOTE])
    try:
        header = conversations.read_conversation(desk, caller.agent, where.conversation_id)
    except NotFound:
        raise Invalid.field("said.conversation_id", "no such conversation") from None
    if header.visitor_id not in customer.all_ids:
        raise Invalid.field("said.conversation_id", "a conversation of this customer's")
    words = conversations.messages_at(desk, where.conversation_id, [where.seq])
    if not words or words[0].author.kind != "visitor":
        raise Invalid.field("said.seq", "a message of the customer's")
    return Proof(BY_WORDS, author, where.conversation_id, where.seq, words[0].words[:LONGEST_QUOTE])


def choose(
    desk: Desk,
    customer: Visitor,
    fields: dict[str, Any],
    proof: Proof,
    by: By,
) -> Visitor:
    """Write down what they wish; what is not named stays. Raises ``Invalid``, ``ChangedMeanwhile``."""
    kept = checked(fields)
    said = {_OF_WISHES[name]: value for name, value in kept.items()}

    def changed(wishes: Wishes) -> Wishes:
        return replace(wishes, **said)

    return visitors.change_wishes(desk, customer.visitor_id, changed, proof, by, names=list(kept))


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """Wishes by their names as they are kept. Raises ``Invalid``."""
    kept = dict(fields)
    if "refused_channels" in kept:
        kept["refused_channels"] = checked_channels(kept["refused_channels"])
    if "refused_kinds" in kept:
        kept["refused_kinds"] = checked_kinds(kept["refused_kinds"])
    if kept.get("hours") is not None:
        kept["hours"] = checked_hours("hours", kept["hours"])
    return kept
