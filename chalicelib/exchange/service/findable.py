"""What was imported is found by the desk's search: looked at by whoever goes on with the import, in its own pace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chalicelib.campaigns import service as campaigns
from chalicelib.conversations.model.telling import Written
from chalicelib.core.desk import Desk
from chalicelib.exchange.model.kinds import CONVERSATIONS, CUSTOMERS, TICKETS
from chalicelib.search import service as search
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.visitors.model.visitor import CustomerChanged


def let_be_found(desk: Desk, kind: str, thing_ids: Sequence[str]) -> None:
    """These can be found from now on, as they are; twice is once."""
    for each in thing_ids if kind in _LOOKS else ():
        _LOOKS[kind](desk, each)


def _customer(desk: Desk, visitor_id: str) -> None:
    search.find_customer(desk, CustomerChanged(visitor_id, moved=False))
    campaigns.keep(desk, visitor_id)


def _ticket(desk: Desk, ticket_id: str) -> None:
    search.find_ticket(desk, TicketWritten(ticket_id))


def _conversation(desk: Desk, conversation_id: str) -> None:
    search.find_what_was_said(desk, Written(conversation_id))


_LOOKS: Mapping[str, Callable[[Desk, str], None]] = {
    CUSTOMERS: _customer,
    TICKETS: _ticket,
    CONVERSATIONS: _conversation,
}
