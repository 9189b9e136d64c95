"""Complaints as those who lead follow them: the table of the service standard, within reach (D6, S4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.once import note_once_a_day
from chalicelib.people import service as people
from chalicelib.tickets.model.flows import Definition, Names
from chalicelib.tickets.model.ticket import COMPLAINT, Ticket
from chalicelib.tickets.service import lists
from chalicelib.tickets.service.lists import EVERYTHING, OPEN, Wanted
from chalicelib.tickets.service.rules import Rules

CHOSEN = ("verdict", "compensation")  # of several words, which the flow has in both languages
WRITTEN = (
    *("about", "order", "escalation_reason", "apology", "solution", "decision", "feedback"),
    *("cause", "lesson", "corrective_action", "corrective_owner", "corrective_due"),
)


class Asked(msgspec.Struct, frozen=True):
    """Complaints that are open or done, and made on these days, both counted, on the desk's clock."""

    state: str = OPEN
    created_since: date | None = None
    created_until: date | None = None


class Complaint(msgspec.Struct, frozen=True):
    """One line: ``stage``: by language, what its flow calls where it stands; ``written``: what was filled in, by field;
    ``chosen``: by field and language; ``amount``: of the compensation."""

    ticket: Ticket
    stage: Names
    written: Mapping[str, str]
    chosen: Mapping[str, Names]
    amount: float | None


def list_complaints(
    desk: Desk, caller: people.Caller, asked: Asked, cursor: str | None, request_id: str = ""
) -> tuple[list[Complaint], str | None]:
    """A page of the complaints in reach: open ones by what is due, done ones the newest first; it may be short.

    As many requests as a page of tickets, one for each version of the flow that an administrator published, and once a
    day a write that says who looked (F7). Raises ``Invalid``.
    """
    wanted = Wanted(
        EVERYTHING,
        asked.state,
        COMPLAINT,
        created_since=asked.created_since,
        created_until=asked.created_until,
    )
    tickets, following = lists.list_tickets(desk, caller.agent, wanted, cursor)
    note_once_a_day(desk, caller.by(request_id), "read_complaints", "complaints")
    rules = Rules(desk)
    return [_line(each, rules.flow_of(each)) for each in tickets], following


def _line(ticket: Ticket, flow: Definition | None) -> Complaint:
    stage = flow.stage(ticket.stage or "") if flow is not None else None
    amount = ticket.fields.get("compensation_amount")
    return Complaint(
        ticket,
        stage.names if stage is not None else {},
        {key: str(ticket.fields[key]) for key in WRITTEN if key in ticket.fields},
        {key: _names(flow, key, str(ticket.fields[key])) for key in CHOSEN if key in ticket.fields},
        amount if isinstance(amount, int | float) else None,
    )


def _names(flow: Definition | None, key: str, choice: str) -> Names:
    """The words of a choice; where the flow has none for it, as it is kept."""
    field = flow.field(key) if flow is not None else None
    return (field.choice_names.get(choice) if field is not None else None) or {"zh-CN": choice, "en": choice}
