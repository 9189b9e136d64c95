"""What agents do with a message: claim, assign, answer, close. Each is a condition on the message as it was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.conversations.model.conversation import checked_text
from chalicelib.conversations.model.numbers import refuse_numbers
from chalicelib.core import audit, events, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import EMAIL, SMS
from chalicelib.offline import store
from chalicelib.offline.model.message import (
    Message,
    MessageWritten,
    answered,
    assigned,
    checked_channels,
    claimed,
    closed,
    refuse_long_sms,
)
from chalicelib.offline.model.turns import may_answer
from chalicelib.offline.service.access import may_dispose, may_take
from chalicelib.offline.service.leaving import find
from chalicelib.offline.service.saving import save
from chalicelib.offline.service.telling import tell_agent, tell_visitor
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans import service as plans
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.asking import Served

Move = Callable[[Transaction, Message], Message]


def claim_message(desk: Desk, agent: Agent, message_id: str, request_id: str = "") -> Message:
    """The agent takes care of it; twice is once. Two requests for what they were given.

    Taking what was given to a colleague, who has not looked at it yet, is in the audit log.

    Raises ``NotFound``, ``NotYours``, ``MessageTaken`` naming who was faster, ``MessageClosed``.
    """

    def move(tx: Transaction, message: Message) -> Message:
        may_take(desk, agent, message)
        after = claimed(message, by_agent(agent), desk.now())
        _note_taking(tx, agent, message, after, request_id)
        return after

    return _move(desk, message_id, move)


def assign_message(desk: Desk, caller: people.Caller, message_id: str, agent_id: str, request_id: str = "") -> Message:
    """Give it to an agent, whoever has it; they are told by e-mail. Twice is once. Recorded in the audit log.

    Raises ``NotFound``, ``NotYours`` beyond the caller's rights, ``Invalid`` for somebody who may not answer it.
    """

    def move(tx: Transaction, message: Message) -> Message:
        may_dispose(desk, caller.agent, message)
        target = _who_may_answer(desk, agent_id)
        after = assigned(message, by_agent(target), desk.now())
        if after is not message:
            said = {"agent_id": agent_id, "state": after.state}
            before = {"agent_id": message.agent_id, "state": message.state}
            audit.note(tx, caller.by(request_id), "assign_message", message_id, before=before, after=said)
            if target.agent_id != caller.agent.agent_id:
                tell_agent(tx, after, plans.read_plan(desk, message.plan_key), target)
        return after

    return _move(desk, message_id, move)


def answer_message(
    desk: Desk, agent: Agent, message_id: str, text: str, by: Sequence[str], client_id: str, request_id: str = ""
) -> tuple[Message, bool]:
    """Write to the visitor by these channels, exactly once; whether it was written before. Two requests, four
    by e-mail.

    A new message is claimed by it. Raises ``NotFound``, ``NotYours``, ``Invalid`` (``by``: they left no such
    address; ``text``: too long, also for an SMS), ``Conflict`` (letters to their address came back),
    ``MessageTaken``, ``MessageClosed``, ``TooManyAnswers``.
    """
    once: Once | None = None

    def move(tx: Transaction, message: Message) -> Message:
        nonlocal once
        may_take(desk, agent, message)
        said, channels = hidden(checked_text(text), message.replaces), checked_channels(message, by)
        refuse_long_sms(said, channels)
        once = Once.of(f"offline_answer#{message_id}#{agent.agent_id}", checked_client_id(client_id), [said, channels])
        if EMAIL in channels and message.email:
            notifications.refuse_returned(desk, message.email)
        if {EMAIL, SMS}.intersection(channels):
            refuse_numbers(said, message.stops)
        mark(tx, once, {})
        ids = tell_visitor(tx, message, agent, said, channels)
        after = answered(message, by_agent(agent), said, channels, ids, desk.now())
        _note_taking(tx, agent, message, after, request_id)
        events.publish_later(tx, MessageWritten(message_id), desk.now())
        return after

    try:
        return _move(desk, message_id, move), False
    except AlreadyDone:
        return find(desk, message_id), True
    except Conflict:
        if recall(desk, once, desk.now().timestamp()) is None:
            raise
        return find(desk, message_id), True


def _note_taking(tx: Transaction, agent: Agent, before: Message, after: Message, request_id: str) -> None:
    """Add to the transaction: it was a colleague's, and is the agent's now (F7)."""
    if before.agent_id is not None and before.agent_id != after.agent_id:
        hand, was = audit.By(agent.agent_id, agent.name, request_id), {"agent_id": before.agent_id}
        audit.note(tx, hand, "claim_message", before.message_id, before=was, after={"agent_id": after.agent_id})


def close_message(desk: Desk, caller: people.Caller, message_id: str, request_id: str = "") -> Message:
    """No more to do; twice is once. Without an answer it is recorded in the audit log. Raises ``NotYours``."""

    def move(tx: Transaction, message: Message) -> Message:
        may_dispose(desk, caller.agent, message)
        after = closed(message, by_agent(caller.agent), desk.now())
        if after is not message and not message.answers:
            before = {"agent_id": message.agent_id, "state": message.state}
            audit.note(tx, caller.by(request_id), "close_unanswered_message", message_id, before=before)
        if after is not message and message.answers:
            _ask_how_it_went(tx, after)
        return after

    return _move(desk, message_id, move)


def _ask_how_it_went(tx: Transaction, message: Message) -> None:
    """By the plan's rules, with a link to wherever the visitor is reached (D1)."""
    served = Served(
        about=message.message_id,
        visitor_id=message.visitor_id,
        visitor_name=message.name,
        locale=message.locale,
        agent=message.answers[-1].agent,
        email=message.email,
        mobile=message.mobile,
    )
    surveys.ask_about(tx, served, message.plan_key)


def _move(desk: Desk, message_id: str, move: Move) -> Message:
    """Read, move, write; again with what a lost race brought. A move that changes nothing writes nothing."""

    def once(message: Message | None) -> Message:
        message = existing(message, "no such message")
        tx = Transaction(desk)
        after = move(tx, message)
        if after is message:
            return message
        save(tx, message, after)
        tx.commit_and_tell()
        return after

    message = find(desk, message_id)
    return races.follow(desk, message, once, store.MessageMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def _who_may_answer(desk: Desk, agent_id: str) -> Agent:
    try:
        agent = people.read_agent(desk, agent_id)
    except NotFound:
        raise Invalid.field("agent_id", "no such agent") from None
    if not may_answer(agent):
        raise Invalid.field("agent_id", f"{agent.name} may not answer offline messages")
    return agent
