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
    it knows all that. If it waits, it stands where the level says. One read; one more for another level of who waits.

    Adding it to a transaction may lose: ``HeaderMoved``.
    """
    holder, customer = joining.holder, joining.customer
    before = store.header(desk, holder.open_conversation_id) if holder.open_conversation_id else None
    if before is None or before.state == CLOSED:
        return None  # it ends this very moment, and with it what the transaction expects of the visitor
    same = (before.visitor_name, before.level) == (customer.name, customer.level)
    if same and not joining.moves:
        return None
    after = known_as(before, customer.name, customer.level)
    if joining.moves:
        after = replace(after, visitor_id=customer.visitor_id, came_as=holder.visitor_id)
    moved = before.state == WAITING and before.level != after.level
    if moved:
        after = received_by(after, plans.read_plan(desk, before.plan_key))

    def add(tx: Transaction) -> None:
        if moved:
            events.publish(tx, PlaceChanged(before.conversation_id, before.pools or ()))
        store.write(tx, before, after, [])

    return add
