"""Every event that other programs can hear of: its name, its version, the shape of what it says (F10). Pure.

What an event says are ids and facts (``data``). What people wrote, and what says who they are (``personal``), comes
only to an endpoint that asks for it. A shape only ever grows; what is another shape is another version.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec


class ConversationFacts(msgspec.Struct, frozen=True):
    """``entry``: the line of the transcript with which it happened, ``by``: who did it (visitor, agent, system).
    ``agent_id``: whose it is by then, ``former_agent_id``: whose it was."""

    conversation_id: str
    plan_key: str
    visitor_id: str
    source: str
    level: str
    state: str
    entry: int
    by: str
    by_id: str | None = None
    agent_id: str | None = None
    former_agent_id: str | None = None


class ConversationWords(msgspec.Struct, frozen=True):
    """What its visitor is called."""

    visitor_name: str | None = None


class MessageFacts(msgspec.Struct, frozen=True):
    """``entry``: its number in the transcript; ``changes``: of an edited or withdrawn message, the number of the
    message itself."""

    conversation_id: str
    plan_key: str
    visitor_id: str
    entry: int
    author: str
    author_id: str | None = None
    changes: int | None = None
    has_file: bool = False


class MessageWords(msgspec.Struct, frozen=True):
    """What was written, by whom, as agents see it."""

    text: str
    author_name: str | None = None
    file_name: str | None = None


class TicketFacts(msgspec.Struct, frozen=True):
    """``entry``: the line of its history with which it happened, and of what kind that is."""

    ticket_id: str
    number: str
    type: str
    priority: str
    state: str
    entry: int
    kind: str
    by: str
    owner_id: str
    handler_id: str
    plan_key: str | None = None
    visitor_id: str | None = None
    group_id: str | None = None
    by_id: str | None = None
    stage: str | None = None
    due_at: datetime | None = None


class TicketWords(msgspec.Struct, frozen=True):
    """What it is about, and what the line says."""

    subject: str
    text: str
    visitor_name: str | None = None


class SurveyFacts(msgspec.Struct, frozen=True):
    """``about``: the conversation, message or ticket that was rated, from 1 to 5; ``is_low``: a callback is due."""

    survey_id: str
    about: str
    plan_key: str
    visitor_id: str | None
    agent_id: str | None
    score: int
    is_low: bool
    resolved: bool | None = None
    reasons: tuple[str, ...] = ()


class SurveyWords(msgspec.Struct, frozen=True):
    """What was written beside the score, as agents see it."""

    comment: str


class FollowUpFacts(msgspec.Struct, frozen=True):
    """``due_at``: by when its customer is called; ``calls``: how often they were; ``outcome``: once it is done."""

    followup_id: str
    kind: str
    plan_key: str
    state: str
    owner_id: str
    due_at: datetime
    calls: int
    visitor_id: str | None = None
    about: str | None = None
    outcome: str | None = None


class FollowUpWords(msgspec.Struct, frozen=True):
    """What is to be said."""

    script: str


class OfflineMessageFacts(msgspec.Struct, frozen=True):
    """``answers``: how many there are."""

    message_id: str
    plan_key: str
    visitor_id: str
    state: str
    answers: int
    agent_id: str | None = None


class OfflineMessageWords(msgspec.Struct, frozen=True):
    """What was left, by whom, and the last answer, as agents see it."""

    text: str
    answer: str | None = None
    name: str | None = None
    email: str | None = None
    mobile: str | None = None


class CustomerFacts(msgspec.Struct, frozen=True):
    """``visitor_ids``: all whom the customer is."""

    visitor_id: str
    visitor_ids: tuple[str, ...]
    level: str
    is_blocked: bool


class CustomerWords(msgspec.Struct, frozen=True):
    """What is known of them."""

    name: str | None = None
    email: str | None = None
    mobile: str | None = None
    tags: tuple[str, ...] = ()


class PresenceFacts(msgspec.Struct, frozen=True):
    """What an agent is from ``at`` on, and was before."""

    agent_id: str
    status: str
    former: str


class IncidentFacts(msgspec.Struct, frozen=True):
    """``kind``: the line of its history with which it happened; ``plan_keys``: whom it concerns (none: all)."""

    incident_id: str
    severity: str
    state: str
    entry: int
    kind: str
    plan_keys: tuple[str, ...]
    by: str
    by_id: str | None = None
    topic: str | None = None


class IncidentWords(msgspec.Struct, frozen=True):
    """What people called it, and wrote in that line."""

    titles: dict[str, str]
    text: str


class InspectionFacts(msgspec.Struct, frozen=True):
    """What an inspection came to, out of a hundred; ``is_fatal``: something in it outweighs all else."""

    inspection_id: str
    plan_key: str
    agent_id: str
    conversation_id: str
    score: float
    is_fatal: bool


class NoticeFacts(msgspec.Struct, frozen=True):
    """A letter or SMS that was sent, or will arrive nowhere, as its state says."""

    notice_id: str
    state: str
    asked_at: datetime
    plan_key: str | None = None


class ArticleFacts(msgspec.Struct, frozen=True):
    """``edition``: the number of what readers have, or had until then."""

    article_id: str
    edition: int | None = None


class TriedFacts(msgspec.Struct, frozen=True):
    """Somebody tries whether an endpoint hears."""

    endpoint_id: str


class Kind(msgspec.Struct, frozen=True):
    """An event of this name; ``about`` in a sentence. ``personal``: what comes with it where it is asked for."""

    name: str
    about: str
    data: type[msgspec.Struct]
    personal: type[msgspec.Struct] | None = None
    version: int = 1


_CONVERSATIONS = {
    "created": "A conversation began.",
    "waiting": "A conversation waits in the queue; also again, after it was in somebody's hands.",
    "assigned": "A conversation is an agent's from now on.",
    "transferred": "A conversation went from one agent to another, or to a group.",
    "held": "A conversation was put on hold.",
    "resumed": "A hold ended.",
    "snoozed": "A conversation was put aside.",
    "returned": "A conversation that was put aside came back.",
    "reopened": "A conversation that had ended goes on.",
    "filed": "A conversation was filed, or filed otherwise.",
    "ended": "A conversation ended.",
}
_MESSAGES = {
    "created": "A message was written in a conversation, by a visitor or an agent.",
    "edited": "A message was given other words.",
    "withdrawn": "A message was withdrawn.",
}
_TICKETS = {
    "created": "A ticket was made.",
    "updated": "Something of a ticket changed, or a step or a note was written.",
    "handed": "A ticket is in other hands.",
    "escalated": "A ticket was escalated.",
    "late": "A deadline of a ticket is over.",
    "merged": "A ticket became part of another one.",
    "answered": "A ticket's customer wrote, or gave a verdict.",
    "solved": "A ticket is solved.",
    "closed": "A ticket is closed.",
    "reopened": "A ticket that was over goes on.",
}
_FOLLOW_UPS = {
    "created": "A follow-up was planned.",
    "updated": "Something of a follow-up changed.",
    "due": "A follow-up is due.",
    "done": "A follow-up is closed.",
}
_LEFT = {
    "left": "A message was left while nobody was there.",
    "answered": "A message that was left was answered.",
    "closed": "A message that was left is closed.",
}
_INCIDENTS = {
    "begun": "An incident was raised by a rule, or declared.",
    "updated": "Something of an incident changed.",
    "ended": "An incident is over.",
}


def _all() -> Iterable[Kind]:
    for name, about in _CONVERSATIONS.items():
        yield Kind(f"conversation.{name}", about, ConversationFacts, ConversationWords)
    for name, about in _MESSAGES.items():
        yield Kind(f"message.{name}", about, MessageFacts, MessageWords)
    yield Kind("customer.changed", "What is known of a customer changed.", CustomerFacts, CustomerWords)
    for name, about in _TICKETS.items():
        yield Kind(f"ticket.{name}", f"{about} Complaints have events of their own.", TicketFacts, TicketWords)
        yield Kind(f"complaint.{name}", about.replace("ticket", "complaint"), TicketFacts, TicketWords)
    yield Kind("survey.answered", "Somebody rated a service, or rated it otherwise.", SurveyFacts, SurveyWords)
    yield Kind("survey.low_score", "The rating is so low that it calls for a callback.", SurveyFacts, SurveyWords)
    for name, about in _FOLLOW_UPS.items():
        yield Kind(f"follow_up.{name}", about, FollowUpFacts, FollowUpWords)
    for name, about in _LEFT.items():
        yield Kind(f"offline_message.{name}", about, OfflineMessageFacts, OfflineMessageWords)
    yield Kind("agent.status_changed", "An agent came, went, or is something else.", PresenceFacts)
    for name, about in _INCIDENTS.items():
        yield Kind(f"incident.{name}", about, IncidentFacts, IncidentWords)
    yield Kind("article.published", "Readers have an article, or another edition of one.", ArticleFacts)
    yield Kind("article.archived", "Readers do not have an article any more.", ArticleFacts)
    yield Kind("inspection.scored", "An inspection came to a score, or to another one.", InspectionFacts)
    yield Kind("notice.settled", "A letter or SMS was sent, or cannot arrive.", NoticeFacts)


TEST = "webhook.test"
CATALOGUE: dict[str, Kind] = {kind.name: kind for kind in _all()} | {
    TEST: Kind(TEST, "Somebody tries whether an endpoint hears; every endpoint gets it.", TriedFacts)
}
WANTED = tuple(name for name in CATALOGUE if name != TEST)  # what an endpoint may ask for


class Event(msgspec.Struct, frozen=True):
    """Something that happened ``at`` that time to ``subject``; ``number`` and ``name`` tell it from all else that did,
    so that it has one id for ever. ``plan_keys``: whom it concerns (none: the whole desk)."""

    name: str
    subject: str
    number: int
    at: datetime
    data: msgspec.Struct
    personal: msgspec.Struct | None = None
    plan_keys: tuple[str, ...] = ()


def said(event: Event, event_id: str, *, personal: bool) -> dict[str, Any]:
    """What is sent of it: the same, byte for byte, at each try."""
    body: dict[str, Any] = {
        "id": event_id,
        "type": event.name,
        "version": CATALOGUE[event.name].version,
        "timestamp": event.at,
        "subject": event.subject,
        "number": event.number,
        "data": event.data,
    }
    return body | ({"personal": event.personal} if personal and event.personal is not None else {})
