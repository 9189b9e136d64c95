"""What changes a conversation's state. Each move is a transaction that whoever loses the race repeats or gives up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from chalicelib.conversations import store
from chalicelib.conversations.model import (
    CLOSED,
    OPEN,
    SYSTEM,
    WAITING,
    Author,
    ConversationEnded,
    ConversationTaken,
    Entry,
    Header,
    asked_to_rate,
    assigned,
    closed,
    given_on,
    put_back,
    reminded,
    told_to_wait,
    turned_away,
)
from chalicelib.conversations.service.access import by_agent, may_answer, may_reach, may_see, same_visitor
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model import OWN, Agent
from chalicelib.plans.model import Plan, waiting_text
from chalicelib.visitors import service as visitors

RACES = 150


class End(Protocol):
    """A move after which a conversation is over."""

    def __call__(self, header: Header, /, *, now: datetime) -> tuple[Header, Entry]: ...


def find(desk: Desk, conversation_id: str) -> Header:
    """The header, for rooms that have asked whether they may. Raises ``NotFound``."""
    header = store.header(conversation_id)
    if header is None:
        raise NotFound("no such conversation")
    return header


def assign(tx: Transaction, header: Header, agent: Agent, now: datetime) -> Header:
    """Add to the transaction: this waiting conversation is the agent's. Lost: ``HeaderMoved``."""
    after, entry = assigned(header, by_agent(agent), now)
    store.write(tx, header, after, [entry])
    return after


def tell_to_wait(desk: Desk, header: Header, place: int, *, staffed: bool = True) -> None:
    """Say the place in line, once, or that nobody is there. Whoever was served meanwhile is told nothing."""
    now: Header | None = header
    for attempt in range(RACES):
        if now is None or now.state != WAITING or now.told_to_wait:
            return
        after, entry = told_to_wait(now, place, desk.now(), staffed=staffed)
        tx = Transaction(desk)
        store.write(tx, now, after, [entry])
        try:
            tx.commit()
            return
        except HeaderMoved as lost:
            now = lost.header
            desk.pause(attempt)


def give(
    tx: Transaction, header: Header, by: Author, agent: Agent, now: datetime, *, kind: str, note: str | None
) -> Header:
    """Add to the transaction: this open conversation is now that agent's. Lost: ``HeaderMoved``."""
    after, entry = given_on(header, by, by_agent(agent), now, kind=kind, note=note)
    store.write(tx, header, after, [entry])
    return after


def remind(desk: Desk, header: Header, plan: Plan, place: int) -> None:
    """Tell somebody who waits where they stand, once, in their plan's words; an empty text means to tell nothing.

    Whoever was served meanwhile is told nothing either.
    """
    text = waiting_text(plan.texts, header.locale, place)
    if header.reminded or not text:
        return
    after, entry = reminded(header, place, text, desk.now())
    tx = Transaction(desk)
    store.write(tx, header, after, [entry])
    with suppress(HeaderMoved):
        tx.commit()


def end_waiting(desk: Desk, conversation_id: str, why: str, offer: str | None) -> None:
    """The system ends a conversation that waits: the visitor went, or nobody can serve them. Else nothing."""
    with suppress(ConversationTaken):
        _close(desk, conversation_id, _refuse_taken, partial(closed, by=SYSTEM, why=why, offer=offer))


def turn_away(desk: Desk, conversation_id: str, kind: str, text: str) -> None:
    """The plan has closed over somebody who still waits: they are told so and offered the form. Else nothing."""
    with suppress(ConversationTaken):
        _close(desk, conversation_id, _refuse_taken, partial(turned_away, kind=kind, text=text))


def _refuse_taken(header: Header) -> None:
    if header.state == OPEN:
        raise ConversationTaken("it has an agent now")


def still_here(desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str) -> tuple[Header, int | None]:
    """The visitor's page is still open while they wait (B5): the header, and the place in the line."""
    visitors.same_plan(caller, plan_key)
    header = find(desk, conversation_id)
    same_visitor(caller, header)
    if header.state != WAITING:
        return header, None
    tx = Transaction(desk)
    visitors.seen_waiting(tx, caller.visitor_id)
    with suppress(visitors.NotOpen):
        tx.commit()
    ids = [each.conversation_id for each in store.whole_line()]
    return header, ids.index(conversation_id) + 1 if conversation_id in ids else None


def put_back_unanswered(desk: Desk, conversation_id: str, agent_id: str) -> bool:
    """Back in line if it is this agent's and still waits for a first answer (B6); whether it was done."""
    header = store.header(conversation_id)
    for attempt in range(RACES):
        if header is None or header.state != OPEN or header.agent_id != agent_id or header.agent_answered:
            return False
        after, entry = put_back(header, desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        people.free_place(tx, agent_id, conversation_id)
        try:
            tx.commit()
            return True
        except HeaderMoved as lost:
            header = lost.header
            desk.pause(attempt)
    raise Unavailable("the conversation keeps changing", retry_after=1)


def line(desk: Desk) -> list[Header]:
    """Everybody who waits, first come first; one request (one more for each thousand who wait)."""
    return store.whole_line()


def close_by_visitor(desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str) -> Header:
    """The visitor ends it. Twice is once."""
    visitors.same_plan(caller, plan_key)

    by = Author("visitor", caller.visitor_id)
    return _close(desk, conversation_id, partial(same_visitor, caller), partial(closed, by=by))


def ask_for_rating(tx: Transaction, header: Header, survey_id: str, text: str, now: datetime) -> Header:
    """Add to the transaction: this conversation, which is over, invites to rate it (C5). Lost: ``HeaderMoved``."""
    after, entry = asked_to_rate(header, survey_id, text, now)
    store.write(tx, header, after, [entry])
    return after


def end_conversation(desk: Desk, agent: Agent, conversation_id: str, category: str | None = None) -> Header:
    """Its agent (or a supervisor, also while it waits) ends it; the place is free in the same moment.

    ``category``: what it was about. Twice is once.
    """

    def may(header: Header) -> None:
        if header.state == WAITING and agent.rights.scope != OWN:
            may_reach(desk, agent, header)
        elif header.state == CLOSED:
            may_see(desk, agent, header)
        else:
            may_answer(desk, agent, header)

    return _close(desk, conversation_id, may, partial(closed, by=by_agent(agent), category=category))


def _close(desk: Desk, conversation_id: str, may: Callable[[Header], None], end: End) -> Header:
    """End a conversation: the agent's place and the visitor are free in the same transaction. Two requests.

    ``may`` raises what speaks against it; ``end`` is the move that ends it.
    """
    header = store.header(conversation_id)
    held = True
    for attempt in range(RACES):
        if header is None:
            raise NotFound("no such conversation")
        may(header)
        if header.state == CLOSED:
            return header
        after, entry = end(header, now=desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        if held:
            visitors.release_open(tx, header.visitor_id, conversation_id, header.agent_id)
        freed = header.agent_id if header.state == OPEN else None
        if freed is not None:
            people.free_place(tx, freed, conversation_id)
        for guest in header.guests:
            people.go(tx, str(guest.id), conversation_id)
        events.publish(tx, ConversationEnded(conversation_id, freed))
        try:
            tx.commit()
            return after
        except HeaderMoved as lost:
            header = lost.header
            desk.pause(attempt, limit=0.06)
        except visitors.NotOpen:
            held = False  # the visitor was erased: nothing holds them any more
    raise Unavailable("the conversation keeps changing", retry_after=1)
