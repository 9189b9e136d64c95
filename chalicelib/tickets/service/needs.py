"""What a customer said they need becomes a ticket of the group that sees to it, with its deadline (A11)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.tickets.model.forms import CreateTicket
from chalicelib.tickets.model.origins import Known
from chalicelib.tickets.model.ticket import NEED, PRESALE, Origin, Ticket
from chalicelib.tickets.service.creating import create_for
from chalicelib.tickets.service.duties import next_of
from chalicelib.tickets.store import beside
from chalicelib.tickets.store import tickets as store

LONGEST_SUBJECT = 60


def make_for_need(
    desk: Desk, need_id: str, text: str, known: Known, group_id: str | None, agent_id: str | None
) -> Ticket:
    """The ticket of this need, made once, however often it is asked for. It is given to whoever of the group is next,
    or leads it; without one to ``agent_id``, who wrote it down.

    Some twelve requests, one where it is made already. Raises ``Invalid`` for a group that is none, ``GroupArchived``,
    ``NobodyThere``.
    """
    made = beside.linked(desk, need_id, None, 1)
    ticket = store.ticket(desk, made[0]) if made else None
    if ticket is not None:
        return ticket
    line = " ".join(text.split())
    form = CreateTicket(
        client_id=need_id,
        type=PRESALE,  # type: ignore[arg-type]
        subject=line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…",
        text=text,
        group_id=group_id,
        plan_key=known.plan_key,
    )
    who = next_of(desk, group_id, agent_id if group_id is None else None)
    return create_for(desk, who, form, Origin(NEED, need_id), known)
