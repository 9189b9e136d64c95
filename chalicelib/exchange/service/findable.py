"""What was imported is found by the desk's search: looked at by whoever goes on with the import, in its own pace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chalicelib.campaigns import service as campaigns
from chalicelib.conversations.model.telling import Written
from chalicelib.core.desk import Desk
from chalicelib.exchange.model.kinds import CONVERSATIONS, CUSTOMERS, TICKETS
from chalicelib.search import service as search
from chalicelib.tickets.model.origins import TicketWritten


def let_be_found(desk: Desk, kind: str, thing_ids: Sequence[str]) -> None:
    """These can be found from now on, as they are; twice is once."""
    if kind == CUSTOMERS and thing_ids:
        search.find_customers(desk, thing_ids)
        campaigns.keep_all(desk, thing_ids)
    for each in thing_ids if kind in _LOOKS else ():
        _LOOKS[kind](desk, each)


def _ticket(desk: Desk, ticket_id: str) -> None:
    search.find_ticket(desk, TicketWritten(ticket_id))


def _conversation(desk: Desk, conversation_id: str) -> None:
    search.find_what_was_said(desk, Written(conversation_id))


_LOOKS: Mapping[str, Callable[[Desk, str], None]] = {
    TICKETS: _ticket,
    CONVERSATIONS: _conversation,
}
