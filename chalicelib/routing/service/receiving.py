"""Those who wait while others come to receive their plan's visitors (B4)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.availability import MODES
from chalicelib.plans import service as plans
from chalicelib.plans.model.receiving import ReceiversChanged, all_pools
from chalicelib.routing.service.queue import serve_pools

TOGETHER = 20


class ReceiveAnew(Due, frozen=True):
    """The next of those who wait for a plan that others receive now: in these pools, behind a number in the first."""

    kind = "assignment.receive_anew"

    plan_key: str
    pools: tuple[str, ...]
    after: str = "0"


def receive_anew(desk: Desk, due: ReceiveAnew | ReceiversChanged) -> None:
    """Those of the plan who wait in these pools are received as it says now, in their place in time, and served.

    A page of the first pool's queue, and a piece of work for what follows; whoever comes to wait meanwhile is found by
    the minute's look. A request, and two reads and a write for each of the plan's whom it concerns. Twice is once.
    """
    plan_key, pools = due.plan_key, due.pools
    if not pools:
        return
    number = int(due.after) if isinstance(due, ReceiveAnew) else 0
    plan, pool = plans.read_plan(desk, plan_key), pools[0]
    page = conversations.rows_after(desk, pool, number, TOGETHER)
    is_whole = len(page) < TOGETHER
    left, after = (pools[1:], "0") if is_whole else (pools, str(page[-1].number))
    if left:
        tx = Transaction(desk)
        work.put(tx, ReceiveAnew(plan_key, left, after), inline=is_whole)
        tx.commit_and_tell()
    for row in page:
        if row.plan_key == plan_key:
            conversations.receive_anew(desk, conversations.find_waiting(desk, row.conversation_id))
    if is_whole and pool in all_pools(plan):
        serve_pools(desk, (pool,), MODES)  # whom the plan names by now may have room
