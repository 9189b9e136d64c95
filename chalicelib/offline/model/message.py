"""A message somebody left: new → claimed → answered → closed, and what can stand in its way (C2)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.masks import Spans, masked
from chalicelib.core.sensitive import BANK_CARD, ID_CARD
from chalicelib.core.text import among
from chalicelib.offline.model.form import Form
from chalicelib.people.model.agents import LEVELS
from chalicelib.tickets.model.lateness import Deadline, next_look

NEW, CLAIMED, ANSWERED, CLOSED = "new", "claimed", "answered", "closed"
STATES = (NEW, CLAIMED, ANSWERED, CLOSED)

EMAIL, SMS, WIDGET = "email", "sms", "widget"
CHANNELS = (EMAIL, SMS, WIDGET)

MOST_ANSWERS = 20
LONGEST_SMS_ANSWER = 1_400  # characters; with the words around it and the signature no longer than an SMS may be
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Answer(msgspec.Struct, frozen=True):
    """What an agent wrote, by which channels, and the notices that carry it. Visitors see it in the widget anyway.

    ``undelivered``: every notice was given up.
    """

    text: str
    at: datetime
    agent: Author
    by: tuple[str, ...]
    notice_ids: tuple[str, ...] = ()
    undelivered: bool = False


class Message(Form, frozen=True):
    """A message left, as its form says it. ``agent``: who was given it (while new) or has it; nobody, if the plan has
    nobody who may.

    ``deadline``: by when somebody answers it; ``group_id``: the group of its plan that does, which the list of what is
    owed shows it to. ``level``: its visitor's, when it was left.
    ``remind_at``: when the leaders hear of it if nobody has answered by then; ``looks``: how often that was.
    ``version`` counts its changes. ``abuse``: where its text is abusive, if agents are to see that masked (E5).
    ``replaces``: which kinds of numbers were hidden before it was stored, ``stops``: which no answer by e-mail or SMS
    may have (F8).
    """

    message_id: str
    plan_key: str
    plan_name: str
    visitor_id: str
    created_at: datetime
    remind_at: datetime
    locale: str = "zh-CN"
    state: Annotated[str, among(*STATES)] = NEW
    agent: Author | None = None
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: Author | None = None
    answers: tuple[Answer, ...] = ()
    looks: int = 0
    version: int = 1
    replaces: tuple[str, ...] = ()
    stops: tuple[str, ...] = (ID_CARD, BANK_CARD)
    abuse: Spans = ()
    level: Annotated[str, among(*LEVELS)] = "normal"
    group_id: str | None = None
    deadline: Deadline | None = None

    @property
    def look_at(self) -> datetime:
        """When something is to be done about it, if nobody answers until then."""
        at = next_look((self.deadline,)) if self.deadline is not None else None
        return min(at, self.remind_at) if at is not None else self.remind_at

    @property
    def masked_text(self) -> str:
        """What it says, as agents see it."""
        return masked(self.text, self.abuse)

    @property
    def number(self) -> str:
        """Eight letters and digits to quote, none of which looks like another; they follow from the id."""
        value = int.from_bytes(hashlib.sha256(self.message_id.encode()).digest()[:5], "big")
        return "".join(_LETTERS[value >> shift & 31] for shift in range(35, -1, -5))

    @property
    def agent_id(self) -> str | None:
        """Who was given it, or has it."""
        return self.agent.id if self.agent else None

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it, and somebody should."""
        return self.state in (NEW, CLAIMED)

    @property
    def undelivered(self) -> bool:
        """Whether somebody answered, and no letter with the last answer can ever arrive."""
        return self.waits and bool(self.answers) and self.answers[-1].undelivered


class MessageWritten(msgspec.Struct, frozen=True):
    """It was left, or answered."""

    message_id: str


class MessageTaken(Conflict):
    """Somebody else has it; ``agent`` says who."""

    code = "message_taken"
    title = "Somebody else has this message"
    beside = members(agent=dict[str, str | None] | None)


class MessageClosed(Conflict):
    """Nothing can be done with it any more."""

    code = "message_closed"
    title = "The message is closed"


class TooManyAnswers(Conflict):
    """It has as many answers as a message may."""

    code = "too_many_answers"
    title = "No more answers to this message"


def refuse_taken(message: Message) -> MessageTaken:
    """What somebody is told who comes too late."""
    holder = message.agent
    said = {"id": holder.id, "name": holder.name, "number": holder.number} if holder else None
    return MessageTaken(f"{holder.name if holder else 'somebody else'} has it", extra={"agent": said})


def allocated(message: Message, agent: Author) -> Message:
    """Given to this agent, who has not looked at it yet: it is new."""
    return replace(message, state=NEW, agent=agent, claimed_at=None, version=message.version + 1)


def released(message: Message) -> Message:
    """Taken from whoever has it: new, and nobody's."""
    return replace(message, state=NEW, agent=None, claimed_at=None, version=message.version + 1)


def claimed(message: Message, agent: Author, now: datetime) -> Message:
    """The agent takes care of it; twice is once. Raises ``MessageTaken``, ``MessageClosed``."""
    _refuse_closed(message)
    if message.state == NEW:
        return replace(message, state=CLAIMED, agent=agent, claimed_at=now, version=message.version + 1)
    if message.agent_id != agent.id:
        raise refuse_taken(message)
    return message


def assigned(message: Message, agent: Author, now: datetime) -> Message:
    """Somebody's hand gives it to this agent, whoever has it; twice is once. Raises ``MessageClosed``."""
    _refuse_closed(message)
    if message.agent_id == agent.id and message.state != NEW:
        return message
    state = CLAIMED if message.waits else message.state
    return replace(message, state=state, agent=agent, claimed_at=now, version=message.version + 1)


def answered(
    message: Message, agent: Author, text: str, by: Sequence[str], notice_ids: Sequence[str], now: datetime
) -> Message:
    """One more answer, by the agent who has it; a new one is claimed by answering it.

    Raises ``MessageTaken``, ``MessageClosed``, ``TooManyAnswers``.
    """
    message = claimed(message, agent, now)
    if len(message.answers) >= MOST_ANSWERS:
        raise TooManyAnswers(f"at most {MOST_ANSWERS}")
    answer = Answer(text, now, agent, tuple(by), tuple(notice_ids))
    return replace(
        message,
        state=ANSWERED,
        answered_at=message.answered_at or now,
        answers=(*message.answers, answer),
        version=message.version + 1,
    )


def closed(message: Message, by: Author, now: datetime) -> Message:
    """Over, answered or not; twice is once."""
    if message.state == CLOSED:
        return message
    return replace(message, state=CLOSED, closed_at=now, closed_by=by, version=message.version + 1)


def carried_by(message: Message, notice_id: str) -> bool:
    """Whether this notice carries the last answer of a message that counts as answered."""
    return message.state == ANSWERED and notice_id in message.answers[-1].notice_ids


def not_delivered(message: Message, deadline: Deadline) -> Message:
    """No letter with the last answer can arrive: its agent has it to answer again, with all the time it had at first.

    Visitors still see that answer in the widget.
    """
    answers = (*message.answers[:-1], replace(message.answers[-1], undelivered=True))
    return replace(
        message,
        state=CLAIMED,
        answered_at=None,
        answers=answers,
        deadline=deadline,
        remind_at=deadline.due_at or message.remind_at,
        looks=0,
        version=message.version + 1,
    )


def due_to_be_looked_at(message: Message, at: datetime) -> bool:
    """Whether the look planned for this time is still to be made: nobody made it, and nobody has answered."""
    return message.waits and message.look_at == at


def checked_channels(message: Message, by: Sequence[str]) -> tuple[str, ...]:
    """Channels by which this visitor can be answered, each once. Raises ``Invalid`` naming ``by``."""
    wanted = tuple(dict.fromkeys(by))
    if not wanted:
        raise Invalid.field("by", f"one or more of {', '.join(CHANNELS)}")
    addresses = {EMAIL: message.email, SMS: message.mobile, WIDGET: message.visitor_id}
    words = {EMAIL: "they left no e-mail address", SMS: "they left no mobile number"}
    wrong = WrongFields()
    for channel in wanted:
        if not addresses[channel]:
            wrong.add("by", words[channel])
    wrong.refuse()
    return wanted


def refuse_long_sms(text: str, by: Sequence[str]) -> None:
    """Nobody gets half of an answer. Raises ``Invalid`` naming ``text``."""
    if SMS in by and len(text) > LONGEST_SMS_ANSWER:
        raise Invalid.field("text", f"at most {LONGEST_SMS_ANSWER:,} characters by SMS; this has {len(text):,}")


def _refuse_closed(message: Message) -> None:
    if message.state == CLOSED:
        raise MessageClosed("it was closed")
