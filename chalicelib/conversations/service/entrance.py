"""How often conversations may be begun, and how many of one address may wait at once (law 8).

The source address is counted before anything is written, by a write of its own; visitor and plan in the transaction
that begins the conversation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import WAITING
from chalicelib.core import limits
from chalicelib.core.desk import Desk
from chalicelib.core.limits import Limit
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan

STARTS = Limit("start_conversation", most=600, within=timedelta(hours=1))


def count_arrival(desk: Desk, plan: Plan, network: str | None, conversation_id: str, *, waits: bool) -> bool:
    """One more from this network; where it will wait, it takes one of the places that the network has in the queue.

    Always true, once that is done. One request. Raises ``LimitReached``.
    """
    if network is None:
        return True
    subject, most = f"{plan.key}#{network}", plan.limits.starts_by_address
    if not waits:
        limits.spend_now(desk, STARTS, "address", subject, most=most)
        return True
    places = plan.limits.waiting_by_address
    starts, here = replace(STARTS, most=most), partial(_waiting, desk)
    limits.hold(desk, starts, "address", subject, conversation_id, places=places, here=here)
    return True


def count_start(tx: Transaction, plan: Plan, network: str | None, visitor_id: str) -> None:
    """Add to the transaction: one more of this visitor and of the plan. Lost: ``LimitReached``."""
    if network is not None:
        limits.spend(tx, STARTS, "visitor", visitor_id, most=plan.limits.starts_by_visitor)
        plans.spend_share(tx, STARTS, plan, network, visitor_id, most=plan.limits.starts_by_plan)


def _waiting(desk: Desk, conversation_ids: Sequence[str]) -> Mapping[str, bool]:
    """Who of these waits; those that are not there are not told of."""
    return {each.conversation_id: each.state == WAITING for each in store.headers(desk, conversation_ids)}
