"""The corrective action of a complaint that is over becomes a ticket of its own, so that nobody forgets it (D6)."""

from __future__ import annotations

import hashlib

from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.corrections import Corrective, corrective_of, is_of, whose
from chalicelib.tickets.model.forms import LONGEST_SUBJECT, CreateTicket
from chalicelib.tickets.model.ticket import CORRECTION, TICKET, Origin, Ticket
from chalicelib.tickets.model.turns import heirs, may_have
from chalicelib.tickets.service.creating import create_for
from chalicelib.tickets.service.effects import MakeCorrection
from chalicelib.tickets.store import beside
from chalicelib.tickets.store import tickets as store

MOST_LINKED = 100


def make_correction(desk: Desk, due: MakeCorrection) -> None:
    """A ticket for whoever sees to it: who is named in the complaint, or else who worked on that. The same measure of
    a complaint by the same day is one ticket, however often and however much later it is closed. Some twelve requests.
    """
    complaint = store.ticket(desk, due.ticket_id)
    corrective = corrective_of(complaint) if complaint is not None else None
    if complaint is None or corrective is None:
        return
    form = _form(desk, complaint, corrective)
    agent = _who(desk, complaint, corrective)
    if agent is not None and not _is_made(desk, complaint, form):
        create_for(desk, agent, form, Origin(TICKET, complaint.ticket_id))


def _is_made(desk: Desk, complaint: Ticket, form: CreateTicket) -> bool:
    """Whether one of the tickets made from the complaint is this one. Two requests for it at one moment are told apart
    by the name that each gives itself."""
    made = store.tickets(desk, beside.linked(desk, complaint.ticket_id, None, MOST_LINKED))
    return any(each.type == CORRECTION and is_of(each, form.subject, form.fields or {}) for each in made)


def _form(desk: Desk, complaint: Ticket, corrective: Corrective) -> CreateTicket:
    subject = " ".join(f"{complaint.number} {corrective.measure}".split())
    said = f"{corrective.measure}\n{corrective.due or corrective.due_words}"
    told = [complaint.subject, corrective.due_words if corrective.due is None else ""]
    return CreateTicket(
        client_id=f"{CORRECTION}-{hashlib.sha256(said.encode()).hexdigest()[:20]}",
        type="correction",
        subject=subject[:LONGEST_SUBJECT],
        text="\n".join(filter(None, told)),
        group_id=_group_id(desk, complaint),
        tell_by="none",
        fields=corrective.values(people.read_desk(desk).time_zone),
    )


def _group_id(desk: Desk, complaint: Ticket) -> str | None:
    """The complaint's group, while tickets may come to it."""
    group = people.find_group(desk, complaint.group_id) if complaint.group_id is not None else None
    return group.group_id if group is not None and not group.archived else None


def _who(desk: Desk, complaint: Ticket, corrective: Corrective) -> Agent | None:
    agents = people.directory(desk).agents
    known = [agents.get(complaint.handler_id), agents.get(complaint.owner_id)]
    able = [each for each in known if each is not None and may_have(each)]
    others = able or heirs(agents.values(), "", None, ())
    return whose(agents.values(), corrective.owner) or next(iter(others), None)
