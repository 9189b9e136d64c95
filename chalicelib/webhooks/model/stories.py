"""What happened, as events, each told once: what was told of a thing is carried along (F10). Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model import conversation as talk
from chalicelib.conversations.model.conversation import CLOSED, MESSAGE, OPEN, WAITING, Header
from chalicelib.conversations.model.conversation import Entry as Line
from chalicelib.conversations.model.words import BACK, EDITED, FILED, REOPENED, SNOOZED, WITHDRAWN
from chalicelib.followups.model.followup import DONE, FollowUp
from chalicelib.incidents.model import incident as incidents
from chalicelib.incidents.model.incident import Incident
from chalicelib.offline.model.message import Message
from chalicelib.quality.model.inspection import Inspection
from chalicelib.surveys.model.survey import Survey, is_low
from chalicelib.tickets.model import ticket as tickets
from chalicelib.tickets.model.ticket import COMPLAINT, Ticket
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.webhooks.model.catalogue import (
    ConversationFacts,
    ConversationWords,
    CustomerFacts,
    CustomerWords,
    Event,
    FollowUpFacts,
    FollowUpWords,
    IncidentFacts,
    IncidentWords,
    InspectionFacts,
    MessageFacts,
    MessageWords,
    OfflineMessageFacts,
    OfflineMessageWords,
    SurveyFacts,
    SurveyWords,
    TicketFacts,
    TicketWords,
)

_OF_LINES = {
    talk.HELD: "held",
    talk.RESUMED: "resumed",
    SNOOZED: "snoozed",
    BACK: "returned",
    FILED: "filed",
    REOPENED: "reopened",
}
_OF_WORDS = {MESSAGE: "created", EDITED: "edited", WITHDRAWN: "withdrawn"}
_OF_TICKETS = {
    tickets.CREATED: "created",
    tickets.HANDED: "handed",
    tickets.ESCALATED: "escalated",
    tickets.LATE: "late",
    tickets.MERGED: "merged",
    tickets.WORDS: "answered",
    tickets.VERDICT: "answered",
}
_STATES_OF_TICKETS = (tickets.SOLVED, tickets.CLOSED, tickets.REOPENED)


class Told(msgspec.Struct, frozen=True):
    """How far a thing was told: up to its entry, or version, ``upto``, in which it was in this ``state``, this agent's;
    ``counted``: of what it has several, how many there were. ``number``: how often more of it was told."""

    upto: int = 0
    state: str = ""
    agent_id: str | None = None
    counted: int = 0
    number: int = 0


# --- conversations --------------------------------------------------------------------------------------------------


def tell_line(told: Told, header: Header, line: Line) -> tuple[Told, list[Event]]:
    """What a line of the transcript that was not told yet comes to, and how far it was told then."""
    agent_id = _holder(told, line)
    after = replace(told, upto=line.seq, state=line.state, agent_id=agent_id)
    former = told.agent_id if agent_id != told.agent_id else None
    events = [_of_line(f"conversation.{name}", header, line, agent_id, former) for name in _names(told, line, agent_id)]
    if line.kind in _OF_WORDS:
        events.append(_of_message(f"message.{_OF_WORDS[line.kind]}", header, line))
    return after, events


def _holder(told: Told, line: Line) -> str | None:
    """Whose it is after this line."""
    if line.state == WAITING:
        return None
    named = line.agent.id if line.agent is not None and line.kind in _GIVING else None
    return named or told.agent_id


_GIVING = frozenset({talk.ASSIGNED, talk.TRANSFERRED, talk.REASSIGNED, REOPENED})


def _names(told: Told, line: Line, agent_id: str | None) -> Iterator[str]:
    was = told.state
    if told.upto == 0 and line.seq == 1:
        yield "created"
    if line.kind in _OF_LINES:
        yield _OF_LINES[line.kind]
    if was == OPEN and line.kind in (talk.TRANSFERRED, talk.REASSIGNED):
        yield "transferred"
    if line.state == OPEN and (was != OPEN or agent_id != told.agent_id):
        yield "assigned"
    if line.state == WAITING and (was != WAITING or told.upto == 0):
        yield "waiting"
    if line.state == CLOSED and was != CLOSED:
        yield "ended"


def _of_line(name: str, header: Header, line: Line, agent_id: str | None, former: str | None) -> Event:
    facts = ConversationFacts(
        header.conversation_id,
        header.plan_key,
        line.visitor_id,
        header.source,
        header.level,
        line.state,
        line.seq,
        line.author.kind,
        line.author.id,
        agent_id,
        former,
    )
    return _event(name, header, line, facts, ConversationWords(header.visitor_name))


def _of_message(name: str, header: Header, line: Line) -> Event:
    facts = MessageFacts(
        header.conversation_id,
        header.plan_key,
        line.visitor_id,
        line.seq,
        line.author.kind,
        line.author.id,
        line.about,
        line.file is not None,
    )
    words = MessageWords(line.masked_words, line.author.name, line.file.name if line.file is not None else None)
    return _event(name, header, line, facts, words)


def _event(name: str, header: Header, line: Line, facts: msgspec.Struct, words: msgspec.Struct) -> Event:
    return Event(name, header.conversation_id, line.seq, line.at, facts, words, (header.plan_key,))


# --- tickets --------------------------------------------------------------------------------------------------------


def tell_ticket(told: Told, ticket: Ticket, entry: tickets.Entry) -> tuple[Told, list[Event]]:
    """What an entry of a ticket's history that was not told yet comes to."""
    after = replace(told, upto=entry.seq, state=entry.state)
    names = [_OF_TICKETS.get(entry.kind, "updated")]
    if entry.state != told.state and entry.state in _STATES_OF_TICKETS:
        names = [entry.state] if names == ["updated"] else [*names, entry.state]
    family = "complaint" if ticket.type == COMPLAINT else "ticket"
    facts = TicketFacts(
        ticket.ticket_id,
        ticket.number,
        ticket.type,
        ticket.priority,
        entry.state,
        entry.seq,
        entry.kind,
        entry.author.kind,
        ticket.owner_id,
        ticket.handler_id,
        ticket.plan_key,
        ticket.visitor_id,
        ticket.group_id,
        entry.author.id,
        entry.stage,
        ticket.due_at,
    )
    words = TicketWords(ticket.subject, entry.text, ticket.visitor_name)
    plans = (ticket.plan_key,) if ticket.plan_key else ()
    return after, [
        Event(f"{family}.{name}", ticket.ticket_id, entry.seq, entry.at, facts, words, plans) for name in names
    ]


# --- what is one record ---------------------------------------------------------------------------------------------


def tell_survey(told: Told, survey: Survey) -> tuple[Told, list[Event]]:
    """That it was answered, or answered otherwise."""
    masked = survey.masked_answer
    if masked is None or survey.version <= told.upto:
        return told, []
    low = is_low(survey)
    facts = SurveyFacts(
        survey.survey_id,
        survey.about,
        survey.plan_key,
        survey.visitor_id,
        survey.agent_id,
        masked.score,
        low,
        masked.resolved,
        masked.reasons,
    )
    at = survey.changed_at or survey.answered_at or survey.asked_at
    names = ["survey.answered", *["survey.low_score"] * low]
    words = SurveyWords(masked.comment)
    plans = (survey.plan_key,)
    events = [Event(name, survey.survey_id, survey.version, at, facts, words, plans) for name in names]
    return replace(told, upto=survey.version), events


def tell_follow_up(told: Told, follow_up: FollowUp, now: datetime) -> tuple[Told, list[Event]]:
    """What became of it since it was told. ``counted``: 1 once it was told that it is due."""
    is_due = follow_up.state != DONE and follow_up.due_at <= now
    if follow_up.version <= told.upto and is_due <= bool(told.counted):
        return told, []
    names = ["created"] if told.upto == 0 and follow_up.version == 1 else []
    if follow_up.state == DONE and told.state != DONE:
        names.append("done")
    if is_due and not told.counted:
        names.append("due")
    facts = FollowUpFacts(
        follow_up.followup_id,
        follow_up.kind,
        follow_up.plan_key,
        follow_up.state,
        follow_up.owner_id,
        follow_up.due_at,
        len(follow_up.notes),
        follow_up.visitor_id,
        follow_up.about,
        follow_up.outcome,
    )
    at = follow_up.created_at if names[:1] == ["created"] else now
    after = Told(follow_up.version, follow_up.state, follow_up.owner_id, int(is_due), told.number)
    words, plans = FollowUpWords(follow_up.script), (follow_up.plan_key,)
    return after, [
        Event(f"follow_up.{name}", follow_up.followup_id, follow_up.version, at, facts, words, plans)
        for name in names or ["updated"]
    ]


def tell_message(told: Told, message: Message) -> tuple[Told, list[Event]]:
    """What became of a message that was left, since it was told. ``counted``: its answers."""
    if message.version <= told.upto:
        return told, []
    moments = {
        "left": (told.upto == 0, message.created_at),
        "answered": (len(message.answers) > told.counted, message.answers[-1].at if message.answers else None),
        "closed": (message.closed_at is not None and told.state != message.state, message.closed_at),
    }
    facts = OfflineMessageFacts(
        message.message_id,
        message.plan_key,
        message.visitor_id,
        message.state,
        len(message.answers),
        message.agent_id,
    )
    answer = message.answers[-1].text if message.answers else None
    words = OfflineMessageWords(message.masked_text, answer, message.name, message.email, message.mobile)
    after = Told(message.version, message.state, message.agent_id, len(message.answers), told.number)
    plans = (message.plan_key,)
    return after, [
        Event(f"offline_message.{name}", message.message_id, message.version, at, facts, words, plans)
        for name, (happened, at) in moments.items()
        if happened and at is not None
    ]


def tell_customer(told: Told, visitor: Visitor, now: datetime) -> tuple[Told, list[Event]]:
    """What is known of a customer by now, if that was not told; ``state``: what was, as a hash."""
    ids = (visitor.visitor_id, *visitor.joined, *visitor.merged)
    facts = CustomerFacts(visitor.visitor_id, tuple(dict.fromkeys(ids)), visitor.level, visitor.is_blocked(now))
    words = CustomerWords(visitor.name, visitor.email, visitor.mobile, visitor.tags)
    seen = hashlib.sha256(msgspec.json.encode((facts, words))).hexdigest()[:32]
    if seen == told.state:
        return told, []
    plans, number = (visitor.plan_key,), round(now.timestamp() * 1000)
    event = Event("customer.changed", visitor.visitor_id, number, now, facts, words, plans)
    return replace(told, state=seen), [event]


def tell_incident(told: Told, incident: Incident, entry: incidents.Entry) -> tuple[Told, list[Event]]:
    """What a line of an incident's history that was not told yet comes to."""
    begins = entry.kind in (incidents.RAISED, incidents.DECLARED)
    name = "begun" if begins else "ended" if entry.kind == incidents.ENDED else "updated"
    facts = IncidentFacts(
        incident.incident_id,
        incident.severity,
        incident.state,
        entry.seq,
        entry.kind,
        incident.plan_keys,
        entry.author.kind,
        entry.author.id,
        incident.topic,
    )
    words = IncidentWords(dict(incident.titles), entry.text)
    event = Event(f"incident.{name}", incident.incident_id, entry.seq, entry.at, facts, words, incident.plan_keys)
    return replace(told, upto=entry.seq), [event]


def tell_inspection(told: Told, inspection: Inspection) -> tuple[Told, list[Event]]:
    """What it came to, and again after an appeal."""
    score, at = inspection.final, inspection.scored_at
    if score is None or at is None or inspection.calibration_id is not None or inspection.version <= told.upto:
        return told, []
    facts = InspectionFacts(
        inspection.inspection_id,
        inspection.plan_key,
        inspection.agent_id,
        inspection.conversation_id,
        score.total,
        bool(score.fatal),
    )
    plans = (inspection.plan_key,)
    event = Event("inspection.scored", inspection.inspection_id, inspection.version, at, facts, None, plans)
    return replace(told, upto=inspection.version), [event]
