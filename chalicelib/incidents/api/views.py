"""What the routes show of incidents."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.authors import AgentRef, Author
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.incidents.model.incident import KINDS, WAYS, Entry, Found, Incident, Open, Step
from chalicelib.incidents.model.links import THINGS
from chalicelib.incidents.service.reading import LinkSeen, Report
from chalicelib.tickets.model.ticket import Ticket


@showing(Open, "incident_id titles severity raised_at shown_on")
class OpenIncidentView(msgspec.Struct):
    """What everybody sees of an open incident; ``titles`` by language."""


class BurstView(Found, frozen=True):
    """What was over the mark when it was raised: ``count`` within ``minutes``, where ``usual`` are usual (null: nobody
    knows)."""


@showing(Step, "step_id text who done_at")
class StepView(msgspec.Struct):
    done_by: AgentRef | None


@showing(Incident, "incident_id titles severity state raised_at since event_id plan_keys shown_on ended_at version")
class IncidentInList(msgspec.Struct):
    """``raised_by``: whoever declared it; null: a rule raised it (``found``)."""

    raised_by: AgentRef | None
    found: BurstView | None
    steps_done: int
    steps_all: int


class ContactsView(msgspec.Struct):
    """How many contacts there were in the ten minutes, the hour or the day from then on."""

    at: datetime
    contacts: int


@showing(Incident, "holding backup cause measures")
class WholeIncident(IncidentInList):
    """An incident as it stands. ``holding``, ``backup``: what visitors are told where it is switched on. ``contacts``:
    of each ``span_seconds`` that had any: ten minutes, of what is open for long hours or days."""

    steps: list[StepView]
    ended_by: AgentRef | None
    span_seconds: int
    contacts: list[ContactsView]


class IncidentEntryView(msgspec.Struct):
    """A line of its history; ``author`` null: the desk. ``ref``: the plan, step or thing that it is about; ``names``:
    who was told, or what was changed."""

    seq: int
    kind: Annotated[str, among(*KINDS)]
    author: AgentRef | None
    at: datetime
    text: str
    ref: str | None
    names: list[str]


class IncidentLinkView(msgspec.Struct):
    """Something that belongs to it. ``kind``: null: something that is linked no more. ``hidden``: it is not yours to
    see, or is gone, and the rest is null."""

    about: str
    kind: Annotated[str, among(*THINGS)] | None
    at: datetime
    way: Annotated[str, among(*WAYS)]
    hidden: bool
    conversation_id: str | None = None
    plan_key: str | None = None
    state: str | None = None
    visitor_name: str | None = None
    agent_name: str | None = None
    text: str | None = None
    number: str | None = None
    category: str | None = None


def show_open(each: Open) -> OpenIncidentView:
    return shown(OpenIncidentView, each)


def show_in_list(each: Incident) -> IncidentInList:
    return shown(IncidentInList, each, **_listed(each))


def _listed(each: Incident) -> dict[str, object]:
    return {
        "raised_by": _agent(each.raised_by),
        "found": shown(BurstView, each.found) if each.found is not None else None,
        "steps_done": sum(step.done_at is not None for step in each.steps),
        "steps_all": len(each.steps),
    }


def show_whole(report: Report) -> WholeIncident:
    each = report.incident
    steps = [shown(StepView, step, done_by=_agent(step.done_by)) for step in each.steps]
    contacts = [ContactsView(at, number) for at, number in report.contacts.items()]
    span = round(report.span.total_seconds())
    others = {"steps": steps, "ended_by": _agent(each.ended_by), "contacts": contacts, "span_seconds": span}
    return shown(WholeIncident, each, **_listed(each), **others)


def show_entry(entry: Entry) -> IncidentEntryView:
    return shown(IncidentEntryView, entry, author=_agent(entry.author), names=list(entry.names))


def _agent(author: Author | None) -> AgentRef | None:
    return author.ref if author is not None and author.kind == "agent" else None


def show_link(seen: LinkSeen) -> IncidentLinkView:
    link, thing = seen.link, seen.thing
    view = IncidentLinkView(link.about, link.kind, link.at, link.way, thing is None)
    if thing is None:
        return view
    view.conversation_id = link.conversation_id
    view.plan_key, view.state = thing.plan_key, thing.state
    if isinstance(thing, Header):
        view.visitor_name, view.text, view.category = thing.visitor_name, thing.last_text, thing.category
        view.agent_name = thing.agent.name if thing.agent is not None else None
    elif isinstance(thing, Ticket):
        view.visitor_name, view.text, view.number = thing.visitor_name, thing.subject, thing.number
        view.agent_name, view.category = thing.handler.name, thing.category
    else:
        view.visitor_name, view.text, view.number = thing.name, thing.masked_text[:200], thing.number
        view.agent_name = thing.agent.name if thing.agent is not None else None
    return view
