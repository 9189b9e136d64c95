"""Those who wait while others come to receive their plan's visitors (B4)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.assignment.service.queue import serve_pools
from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.availability import MODES
from chalicelib.plans import service as plans
from chalicelib.plans.model.receiving import all_pools

ANEW = "assignment.receive_anew"
TOGETHER = 20


def receive_anew(desk: Desk, plan_key: str, pools: Sequence[str], after: str = "0") -> None:
    """Those of the plan who wait in these pools are received as it says now, in their place in time, and served.

    A page of the first pool's queue, behind the number ``after``, and a piece of work for what follows; whoever comes
    to wait meanwhile is found by the minute's look. A request, and a read and a write for each of the plan's whom it
    concerns. Twice is once.
    """
    if not pools:
        return
    plan, pool = plans.read_plan(desk, plan_key), pools[0]
    page = conversations.rows_after(desk, pool, int(after), TOGETHER)
    is_whole = len(page) < TOGETHER
    following = {"pools": pools[1:]} if is_whole else {"pools": pools, "after": str(page[-1].number)}
    if following["pools"]:
        tx = Transaction(desk)
        work.put(tx, ANEW, {"plan_key": plan_key, **following}, inline=is_whole)
        tx.commit()
    for row in page:
        if row.plan_key == plan_key:
            conversations.receive_anew(desk, conversations.find_waiting(desk, row.conversation_id), plan)
    if is_whole and pool in all_pools(plan):
        serve_pools(desk, (pool,), MODES)  # whom the plan names by now may have room
