"""What changes a conversation's state. Each move is a transaction that whoever loses the race repeats or gives up."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import (
    CLOSED,
    OPEN,
    TRANSFERRED,
    WAITING,
    ConversationEnded,
    ConversationRequeued,
    ConversationTaken,
    Entry,
    Header,
)
from chalicelib.conversations.model.filing import Filing, closed_and_filed, filed_afterwards
from chalicelib.conversations.model.handing import Hand, handed_on, handed_to
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.queue import received_by
from chalicelib.conversations.model.telling import Over, Refiled
from chalicelib.conversations.model.transitions import (
    asked_to_rate,
    assigned,
    closed,
    reminded,
    requeued,
    told_to_wait,
    transferred,
    turned_away,
    waiting_again,
)
from chalicelib.conversations.service.access import may_move, may_reach, may_see, note_manual, same_visitor
from chalicelib.conversations.service.queue import standing_of
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, work
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group, Named, by_agent
from chalicelib.people.model.rights import OWN
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.texts import waiting_text
from chalicelib.visitors import service as visitors

NOTHING_SAID = Filing()
Also = Callable[[Transaction, Header], None]


class End(Protocol):
    """A move after which a conversation is over."""

    def __call__(self, header: Header, /, *, now: datetime) -> tuple[Header, Entry]: ...


def find(desk: Desk, conversation_id: str) -> Header:
    """The header, for rooms that have asked whether they may. Raises ``NotFound``."""
    return existing(store.header(desk, conversation_id), "no such conversation")


def assign(
    tx: Transaction, header: Header, agent: Named, now: datetime, *, by: Author = SYSTEM, note: str | None = None
) -> Header:
    """Add to the transaction: this waiting conversation is the agent's. Lost: ``HeaderMoved``.

    ``by``: whose hand it was, if it was not the desk's; ``note`` is for the agent.
    """
    after, entry = assigned(header, by_agent(agent), now, by=by, note=note)
    store.write(tx, header, after, [entry])
    return after


def tell_to_wait(
    desk: Desk, header: Header, standing: Standing, *, staffed: bool = True, also: Also | None = None
) -> tuple[Header, Entry] | None:
    """Say the place in the queue, once, or that nobody is there; the conversation then, and the entry that says it.

    Whoever was served meanwhile is told nothing. ``also``: what is to be written in the same transaction.
    """

    def tell(now: Header | None) -> tuple[Header, Entry] | None:
        if now is None or now.state != WAITING or now.told_to_wait:
            return None
        after, entry = told_to_wait(now, standing, desk.now(), staffed=staffed)
        tx = Transaction(desk)
        store.write(tx, now, after, [entry])
        if also is not None:
            also(tx, after)
        tx.commit()
        return after, entry

    return races.follow(desk, header, tell, HeaderMoved, tries=races.CROWD)


def transfer(tx: Transaction, header: Header, agent: Named, now: datetime, hand: Hand) -> Header:
    """Add to the transaction: this open conversation is now that agent's. Lost: ``HeaderMoved``.

    Who transfers what is another agent's is in the audit log; a reassignment is noted by whoever asks for it.
    """
    after, entry = transferred(header, hand.by, by_agent(agent), now, kind=hand.kind, note=hand.note)
    store.write(tx, header, after, [entry])
    if hand.kind == TRANSFERRED:
        about: dict[str, object] = {"holder_id": agent.agent_id}
        note_manual(tx, hand.by, header, "transfer_conversation", hand.request_id, after=about)
    return after


def hand_on(tx: Transaction, header: Header, group: Group, hand: Hand, *, staffed: bool) -> Header:
    """Add to the transaction: this open conversation waits for the group, first of its level, and its slot is free.

    One query for where it stands, one read of its agent. Lost: ``HeaderMoved``, ``AgentMoved``. Who transfers what is
    another agent's is in the audit log.
    """
    desk, now = tx.desk, tx.desk.now()
    waiting = handed_on(header, group.group_id, now)
    standing = standing_of(desk, waiting)
    after, entry = handed_to(waiting, hand, group.name, now, standing=standing, staffed=staffed)
    store.write(tx, header, after, [entry])
    people.free_slot(tx, people.read_agent(desk, str(header.agent_id)), header.conversation_id)
    for guest in header.guests:
        people.go(tx, str(guest.id), header.conversation_id)
    about: dict[str, object] = {"group_id": group.group_id}
    note_manual(tx, hand.by, header, "transfer_conversation", hand.request_id, after=about)
    return after


def remind(desk: Desk, header: Header, plan: Plan, standing: Standing) -> None:
    """Tell somebody who waits where they stand, once, in their plan's words; an empty text means to tell nothing.

    Whoever was served meanwhile is told nothing either.
    """
    text = waiting_text(plan.texts, header.locale, standing.place, more=standing.more)
    if header.reminded or not text:
        return
    after, entry = reminded(header, standing, text, desk.now())
    tx = Transaction(desk)
    store.write(tx, header, after, [entry])
    with suppress(HeaderMoved):
        tx.commit()


def end_waiting(desk: Desk, conversation_id: str, why: str, offer: str | None) -> None:
    """The system ends a conversation that waits: the visitor went, or nobody can serve them. Else nothing."""
    with suppress(ConversationTaken):
        end(desk, conversation_id, _refuse_taken, partial(closed, by=SYSTEM, why=why, offer=offer))


def turn_away(desk: Desk, conversation_id: str, kind: str, text: str) -> None:
    """The plan has closed over somebody who still waits: they are told so and offered the form. Else nothing."""
    with suppress(ConversationTaken):
        end(desk, conversation_id, _refuse_taken, partial(turned_away, kind=kind, text=text))


def _refuse_taken(header: Header) -> None:
    if header.state == OPEN:
        raise ConversationTaken("it has an agent now")


def requeue(
    desk: Desk,
    conversation_id: str,
    agent_id: str,
    *,
    reason: str,
    also: Also,
    answered: bool = False,
) -> Header | None:
    """Back in the queue if it is this agent's, and the visitor has the last word or the agent none yet (B6).

    As it waits then, or None if there was nothing to do; those who serve the queue hear of it. Its plan says in which
    pools it waits. ``reason``: why they are away. ``also``: what is to be written in the same transaction.
    ``answered``: also if the agent has the last word. Three requests, and one for each of its pools.
    """

    def put_in_queue(header: Header | None) -> Header | None:
        if header is None or header.state != OPEN or header.agent_id != agent_id:
            return None
        if header.agent_answered and header.last_author != "visitor" and not answered:
            return None
        now, plan = desk.now(), plans.read_plan(desk, header.plan_key)
        waiting = received_by(waiting_again(header, now), plan)
        after, entry = requeued(waiting, now, agent=header.agent, standing=standing_of(desk, waiting), reason=reason)
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        people.free_slot(tx, people.read_agent(desk, agent_id), conversation_id)
        for guest in header.guests:
            people.go(tx, str(guest.id), conversation_id)
        also(tx, after)
        events.publish(tx, ConversationRequeued(conversation_id))
        tx.commit_and_tell()
        return after

    def followed() -> Header | None:
        return races.follow(desk, header, put_in_queue, HeaderMoved, tries=races.CROWD)

    header = store.header(desk, conversation_id)
    return races.again(desk, followed, people.AgentMoved, tries=races.CROWD)


def close_by_visitor(desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str) -> Header:
    """The visitor ends it. Twice is once."""
    visitors.same_plan(caller, plan_key)

    by = Author("visitor", caller.visitor_id)
    return end(desk, conversation_id, partial(same_visitor, desk, caller), partial(closed, by=by))


def ask_for_rating(tx: Transaction, header: Header, survey_id: str, text: str, now: datetime) -> Header:
    """Add to the transaction: this conversation, which is over, invites to rate it (C5). Lost: ``HeaderMoved``."""
    after, entry = asked_to_rate(header, survey_id, text, now)
    store.write(tx, header, after, [entry])
    return after


def end_conversation(
    desk: Desk, agent: Agent, conversation_id: str, filing: Filing = NOTHING_SAID, request_id: str = ""
) -> Header:
    """Its agent (or a supervisor, also while it waits) ends it; the place is free in the same moment.

    ``filing``: what it was about and what was done; also where the visitor was first to end it, and nobody has said so
    yet. Twice is once. Ending what is not one's own is in the audit log (F7). Raises ``CategoryNeeded``.
    """

    def may(header: Header) -> None:
        if header.state == WAITING and agent.rights.scope != OWN:
            may_reach(desk, agent, header)
        elif header.state == CLOSED:
            may_see(desk, agent, header)  # twice is once
        else:
            may_move(desk, agent, header)

    def note(tx: Transaction, before: Header) -> None:
        note_manual(tx, by_agent(agent), before, "close_conversation", request_id)

    move = partial(closed_and_filed, filing=filing, by=by_agent(agent))
    over = end(desk, conversation_id, may, move, note, agent)
    return _file(desk, agent, over, filing)


def _file(desk: Desk, agent: Agent, header: Header, filing: Filing) -> Header:
    """Say of a conversation that is over what nobody has said; what depends on that hears of its end once more."""

    def file(now: Header | None) -> Header:
        after = filed_afterwards(now or header, filing)
        if now is None or after == now:
            return now or header
        may_reach(desk, agent, now)
        tx = Transaction(desk)
        store.write(tx, now, after, [])
        events.publish(tx, ConversationEnded(after.conversation_id, None))
        events.publish_later(tx, Refiled(after.conversation_id), desk.now() + work.SOON)
        tx.commit_and_tell()
        return after

    return races.follow(desk, header, file, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def end(
    desk: Desk,
    conversation_id: str,
    may: Callable[[Header], None],
    move: End,
    note: Callable[[Transaction, Header], None] | None = None,
    agent: Agent | None = None,
) -> Header:
    """End a conversation: the agent's slot and the visitor are free in the same transaction. Three requests; two where
    its agent ends it.

    ``may`` raises what speaks against it; ``move`` is the one that ends it; ``note`` writes down who did; ``agent``:
    whoever asks for it, as they came.
    """
    held, agents = True, {agent.agent_id: agent} if agent is not None else {}

    def over(header: Header | None) -> Header:
        header = existing(header, "no such conversation")
        may(header)
        if header.state == CLOSED:
            return header
        after, entry = move(header, now=desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        if held:
            visitors.release_open(tx, header.visitor_id, conversation_id, header.agent_id)
        freed = header.agent_id if header.state == OPEN else None
        freed_pools: tuple[str, ...] = ()
        if freed is not None:
            holder = _holder(desk, freed, conversation_id, agents.pop(freed, None))
            people.free_slot(tx, holder, conversation_id)
            freed_pools = holder.pools
        for guest in header.guests:
            people.go(tx, str(guest.id), conversation_id)
        waited = header.pools or () if header.state == WAITING else ()
        events.publish(tx, ConversationEnded(conversation_id, freed, waited, freed_pools))
        if after.agent_id is not None:
            events.publish_later(tx, Over(conversation_id), desk.now() + work.SOON)
        if note is not None:
            note(tx, header)
        tx.commit_and_tell()
        return after

    def followed() -> Header:
        return races.follow(desk, header, over, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)

    def ended() -> Header:
        return races.again(desk, followed, people.AgentMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)

    header = store.header(desk, conversation_id)
    try:
        return ended()
    except visitors.NotOpen:
        held = False  # the visitor was erased: nothing holds them any more
        return ended()


def _holder(desk: Desk, agent_id: str, conversation_id: str, agent: Agent | None) -> Agent:
    """Whoever has the conversation, as they came if they had it then, else as they are."""
    if agent is not None and conversation_id in agent.serving | agent.parked:
        return agent
    return people.read_agent(desk, agent_id)
