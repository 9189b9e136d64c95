"""The conversations of those whose website says who they are (A5): the open one is theirs in the same moment; those
that are over stay where they are, and lead to them by one read."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, WAITING, PlaceChanged
from chalicelib.conversations.model.edits import known_as
from chalicelib.conversations.model.queue import received_by
from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.visitors.model.identity import Joining


def hand_over(desk: Desk, joining: Joining) -> Callable[[Transaction], None] | None:
    """What hands an open conversation over to the customer, or has it know them by their name and level now; None where
    it knows all that. If it waits, it stands where the level says, in the queues of those who receive whom this is
    proved of. One read; one more where who waits has another level, or something else is proved of them.

    Adding it to a transaction may lose: ``HeaderMoved``.
    """
    holder, customer = joining.holder, joining.customer
    before = store.header(desk, holder.open_conversation_id) if holder.open_conversation_id else None
    if before is None or before.state == CLOSED:
        return None  # it ends this very moment, and with it what the transaction expects of the visitor
    proved = customer.proved or None
    known = before.visitor_name, before.level, before.proved
    if known == (customer.name, customer.level, proved) and not joining.moves:
        return None
    after = replace(known_as(before, customer.name, customer.level), proved=proved)
    if joining.moves:
        after = replace(after, visitor_id=customer.visitor_id, came_as=holder.visitor_id)
    moved = before.state == WAITING and (before.level, before.proved) != (customer.level, proved)
    if moved:
        after = received_by(after, plans.read_plan(desk, before.plan_key))

    def add(tx: Transaction) -> None:
        if moved:
            events.publish(tx, PlaceChanged(before.conversation_id, before.pools or ()))
        store.write(tx, before, after, [])

    return add
