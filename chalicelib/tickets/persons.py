"""What is kept of people in tickets (F6): histories keep that something was said and done, and by whom of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, in_list, kept_as
from chalicelib.core.colleagues import copies, signed
from chalicelib.core.persons import (
    ABOUT,
    ERASED,
    NUMBER,
    TICKET,
    VISITOR,
    Kept,
    Nothing,
    Trace,
    blanked,
    days_left,
    kept_as_it_is,
    listed,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.tickets.model.ticket import COMPLAINT, SHARES
from chalicelib.tickets.store.beside import LinkRow, SettingsRow, TurnRow
from chalicelib.tickets.store.complaints import ComplaintRow
from chalicelib.tickets.store.deadlines import DeadlineRow
from chalicelib.tickets.store.flows import FlowRecordRow, FlowRow
from chalicelib.tickets.store.numbers import BlockRow, NumberRow
from chalicelib.tickets.store.policies import PoliciesRow
from chalicelib.tickets.store.tickets import TICKET as BEHIND
from chalicelib.tickets.store.tickets import EntryRow, TicketRow

# what a change of these says is words; of all else it says ids and states, which figures are made of
_FACTS = {"state", "type", "priority", "handler", "owner", "group", "group_id", "category", "level", "stage", "due_at"}


def _entry_words(item: RawItem, _: str) -> dict[str, Any]:
    words: dict[str, Any] = {"text": ERASED} if item["text"].get("S") else {}
    if (value_in(item, "author") or {}).get("kind") in ("visitor", "customer"):
        words["author.name"] = None
    for number, each in enumerate(value_in(item, "changes") or ()):
        if each["field"] not in _FACTS:
            words |= {f"changes.{number}.{side}": None for side in ("before", "after")}
    return words


def _to_ticket(item: RawItem) -> Iterable[Trace]:
    return (Trace(TICKET, item["key"]["S"]),)


def _leads(item: RawItem) -> Iterable[Trace]:
    ticket = value_in(item, "ticket")
    left = days_left(
        (ticket["handler"]["id"], ticket["owner"]["id"]),
        ticket["created_at"],
        ticket.get("closed_at"),
        item["key"]["S"],
    )
    return Trace(ABOUT, item["key"]["S"]), Trace(NUMBER, ticket["number"]), *left


DECLARED = (
    Kept(
        name="tickets.of_customer",
        rows=(TicketRow,),
        of=VISITOR,
        find=listed(TicketRow, "by_visitor"),
        leads=_to_ticket,
        erase=kept_as_it_is,
        hides=("ticket",),
    ),
    Kept(
        name="tickets.made_from",
        rows=(LinkRow,),
        of=ABOUT,
        find=partition(LinkRow, "link#"),
        leads=lambda item: (Trace(TICKET, item["order"]["S"]),),
        erase=kept_as_it_is,
    ),
    Kept(
        name="tickets.ticket",
        rows=(TicketRow,),
        of=TICKET,
        find=one_item(TicketRow, lambda ticket_id: (ticket_id, BEHIND)),
        leads=_leads,
        erase=blanked(
            TicketRow,
            {
                "ticket.subject": ERASED,
                "ticket.text": ERASED,
                "ticket.visitor_name": None,
                "ticket.email": None,
                "ticket.mobile": None,
                "ticket.fields": None,
                "ticket.awaited.what": ERASED,
                "ticket.alarm.summary": ERASED,
                "ticket.alarm.reason": ERASED,
            },
            bumps=("edits", "ticket.edits"),
        ),
        hides=("of_group", "of_desk", "version", "edits"),
    ),
    Kept(
        name="tickets.entries",
        rows=(EntryRow,),
        of=TICKET,
        find=partition(EntryRow, only=lambda item: item["order"]["S"].startswith("e#")),
        erase=blanked(EntryRow, _entry_words),
        hides=("client_id",),
    ),
    Kept(
        name="tickets.owed",
        rows=(DeadlineRow,),
        of=ABOUT,
        find=partition(DeadlineRow, only=lambda item: "owed" in item),
        erase=blanked(DeadlineRow, {"owed.customer": None}, bumps=("version", "owed.version")),
        hides=("of_group", "of_desk", "version"),
    ),
    Nothing(
        rows=(SettingsRow, TurnRow, FlowRecordRow, FlowRow, PoliciesRow, BlockRow, NumberRow),
        why="how tickets go and are numbered",
    ),
    Nothing(rows=(ComplaintRow,), why="numbers of complaints below marks that tell nobody whose they are"),
)


def _over_as(complaints: bool) -> Callable[[RawItem], Thing | None]:
    """A ticket that is over, of those that are complaints or of all others; they stand in the same lists."""

    def over(item: RawItem) -> Thing | None:
        ticket = TicketRow.ticket.held_in(item)
        if not ticket.is_over or (ticket.type == COMPLAINT) is not complaints:
            return None
        since = ticket.state_at or ticket.created_at
        return Thing(ticket.ticket_id, since, item["listed"]["S"], ticket.plan_key, ticket.visitor_id)

    return over


def _between(_: str, span: Span) -> Any:
    return TicketRow.listed.between(f"done#{times.sortable(span.begin)}", f"done#{times.sortable(span.until)}")


AGED = tuple(
    Aged(
        name=name,
        row=TicketRow,
        keys=lambda ticket_id: (ticket_id, BEHIND),
        meaning=over,
        mark="listed",
        shelves=lambda _: [str(share) for share in range(SHARES)],
        find=in_list(TicketRow, "by_desk", _between, over),
        kept=kept_as("tickets.ticket", DECLARED),
        traces=lambda ticket_id: (Trace(TICKET, ticket_id),),
    )
    for name, over in (("tickets", _over_as(False)), ("complaints", _over_as(True)))
)


AGENTS = (
    signed(EntryRow, "text"),
    copies(DeadlineRow, TicketRow),
    copies(EntryRow, texts=("changes.*.before", "changes.*.after")),
    Nothing(
        rows=(LinkRow, SettingsRow, TurnRow, ComplaintRow, FlowRecordRow, FlowRow, BlockRow, NumberRow, PoliciesRow),
        why="how tickets go and are numbered",
    ),
)
