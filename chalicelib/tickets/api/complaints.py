"""The list of complaints, for who manages tickets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.shapes import shown
from chalicelib.people import service as people
from chalicelib.tickets.api.views import TicketInList, show_in_list
from chalicelib.tickets.service import complaints
from chalicelib.tickets.service.complaints import Asked, Complaint

routes = Routes(__name__)


class ComplaintsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``state``: those that are open, or solved and closed. ``created_since``, ``created_until``: the days on the
    desk's clock, both counted, on which they were made; unsaid: all of them."""

    state: Literal["open", "done"] = "open"
    created_since: date | None = None
    created_until: date | None = None
    cursor: Cursor = ""


class ComplaintView(msgspec.Struct):
    """A complaint as the table of complaints has it. ``stage``, ``verdict`` and ``compensation``: in both languages, as
    its flow says them; ``amount``: of the compensation, in yuan."""

    ticket: TicketInList
    stage: Mapping[str, str]
    about: str
    order: str
    escalation_reason: str
    apology: str
    solution: str
    decision: str
    verdict: Mapping[str, str]
    feedback: str
    compensation: Mapping[str, str]
    amount: float | None
    cause: str
    lesson: str
    corrective_action: str
    corrective_owner: str
    corrective_due: str


def show_complaint(line: Complaint, now: datetime) -> ComplaintView:
    ticket = line.ticket
    written = {key: line.written.get(key, "") for key in complaints.WRITTEN}
    written["about"] = written["about"] or ticket.subject
    chosen = {key: line.chosen.get(key, {}) for key in complaints.CHOSEN}
    return shown(ComplaintView, line, ticket=show_in_list(ticket, now), **written, **chosen)


@routes.get("/v1/admin/complaints", caller=people.may("tickets.manage"), query=ComplaintsQuery)
def list_complaints(call: Call[people.Caller]) -> Answer[PageOf[ComplaintView]]:
    """The complaints in reach, open ones by what is due, others the newest first.

    A page may be short while others follow. Who reads them is in the audit log.
    """
    query, now = call.query, call.desk.now()
    asked = Asked(query.state, query.created_since, query.created_until)
    lines, following = complaints.list_complaints(call.desk, call.caller, asked, query.cursor or None, call.request_id)
    return Answer(PageOf([show_complaint(each, now) for each in lines], following))
