"""Incidents as they are asked for: what is open, all of them, one with its history, and the report of one (F9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, existing
from chalicelib.core.tables import Wanted, read_all
from chalicelib.incidents.model.incident import Entry, Incident, Open
from chalicelib.incidents.model.links import CONVERSATION, MESSAGE, SURVEY, TICKET, Link, kind_of, span_for
from chalicelib.incidents.service.noticing import watched
from chalicelib.incidents.store import incidents, links
from chalicelib.offline import service as offline
from chalicelib.offline.model.message import Message
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE
from chalicelib.people.model.reach import may as tie_of
from chalicelib.surveys import service as surveys
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.ticket import Ticket

PAGE, HISTORY = 50, 200


Thing = Header | Ticket | Message


class LinkSeen(msgspec.Struct, frozen=True):
    """Something that belongs to an incident, with what it is, or the conversation that it leads to; None: that is not
    one's to see, or is gone."""

    place: str
    link: Link
    thing: Thing | None


class Report(msgspec.Struct, frozen=True):
    """An incident, and how many contacts there were in each ten minutes, hour or day (``span``) that had any."""

    incident: Incident
    span: timedelta
    contacts: Mapping[datetime, int]


def list_open(desk: Desk) -> Sequence[Open]:
    """What is open, as everybody on the desk sees it, ten seconds late at most; a request in ten seconds of a
    container."""
    return watched(desk).board.open


def list_incidents(desk: Desk, before: str | None) -> tuple[list[tuple[str, Incident]], bool]:
    """All incidents before this place, the newest first, fifty at a time, with their places; and whether there are
    more. One query."""
    found, more = incidents.newest(desk, PAGE, before)
    return [(incidents.place_of(each), each) for each in found], more


def history(desk: Desk, incident_id: str, after: int) -> tuple[list[Entry], bool]:
    """The lines of its history behind this number; one query. Raises ``NotFound``: each has a first line."""
    entries, more = incidents.entries(desk, incident_id, after, HISTORY)
    if not entries and not after:
        raise NotFound("no such incident")
    return entries, more


def report(desk: Desk, incident_id: str) -> Report:
    """What it was: a request, and a query for each share of what is counted. Raises ``NotFound``."""
    return report_of(desk, existing(incidents.known(desk, incident_id).incident, "no such incident"))


def report_of(desk: Desk, incident: Incident) -> Report:
    """The same of an incident that was read already; a query for each share."""
    span = span_for((incident.ended_at or desk.now()) - min(incident.since, incident.raised_at))
    return Report(incident, span, links.contacts(desk, incident, span))


def linked(desk: Desk, agent: Agent, incident_id: str, before: str | None) -> tuple[list[LinkSeen], bool]:
    """What belongs to it, the newest first, fifty at a time, and whether there is more: a query for each share and a
    request for what these are, however many there are; one more for a group's scope.

    What is out of the agent's reach is counted and not shown. Raises ``NotFound``, which takes a read where nothing
    belongs to it.
    """
    found, more = links.newest(desk, incident_id, PAGE, before)
    if not found and before is None:
        existing(incidents.known(desk, incident_id).incident, "no such incident")
    wanted = {link.names: _wanted(link.names) for _, link in found}
    known = dict(zip(wanted, read_all(desk.database, list(wanted.values())), strict=True)) if wanted else {}
    around = people.Surroundings(desk, agent)

    def seen(link: Link) -> Thing | None:
        thing: Thing | None = known[link.names]
        return thing if thing is not None and _sees(agent, thing, around) else None

    return [LinkSeen(place, link, seen(link)) for place, link in found], more


def _wanted(name: str) -> Wanted[Any]:
    if kind_of(name) == TICKET:
        return tickets.wanted(name)
    if kind_of(name) == MESSAGE:
        return offline.wanted(name)
    return conversations.wanted(name)


def _sees(agent: Agent, thing: Thing, around: people.Surroundings) -> bool:
    if isinstance(thing, Header):
        return tie_of(agent, SEE, conversations.thing(thing), around) is not None
    if isinstance(thing, Ticket):
        return tie_of(agent, SEE, tickets.thing(thing), around) is not None
    return tie_of(agent, SEE, offline.seen(thing, None), around) is not None


def refuse_unlinkable(desk: Desk, agent: Agent, about: str) -> str | None:
    """Only what there is, and what the agent may see, is linked by hand; what an answer to a survey leads to.

    Raises ``NotFound``, ``NotYours``. One read, one more for a survey, and one for a group's scope.
    """
    kind, leads_to = kind_of(about), None
    if kind == SURVEY:
        about = leads_to = existing(surveys.find(desk, about), "no such survey").about
        kind = kind_of(about)
    if kind == CONVERSATION:
        conversations.may_see(desk, agent, conversations.find(desk, about))
    elif kind == TICKET:
        people.allowed(desk, agent, SEE, tickets.thing(tickets.find(desk, about)))
    elif kind == MESSAGE:
        people.allowed(desk, agent, SEE, offline.seen(offline.find(desk, about), None))
    else:
        raise NotFound("nothing that can be linked")
    return leads_to
