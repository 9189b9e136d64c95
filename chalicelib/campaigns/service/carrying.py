"""Campaigns, rules and runs of the version before come into this room's own table."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.campaigns.service.standing import restand_later
from chalicelib.campaigns.store import campaigns as store
from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction

TOGETHER = 25


class BringUp(Due, frozen=True):
    """The next of the records that lie where a version before had them."""

    kind = "campaigns.bring_up"


def bring_up_later(tx: Transaction) -> None:
    """Add to the transaction: what a version before wrote is moved once none of its functions can run any longer.

    One that had a run moved under its hands would leave it unfinished.
    """
    later = tx.desk.now() + events.OUTLIVED
    work.put(tx, BringUp(), at=later)
    restand_later(tx, later)


def bring_up_unsettled(desk: Desk) -> None:
    """The same for a desk of which it is not known that nothing is left, as after an older export was restored."""
    if not store.is_settled(desk):
        tx = Transaction(desk)
        bring_up_later(tx)
        tx.commit()


def bring_up(desk: Desk, _: BringUp) -> None:
    """Move up to 25 records, each in a transaction of its own, and have the next ones follow. Twice is once."""
    left = store.left(desk, TOGETHER)
    for record in left:
        tx = Transaction(desk)
        store.move(tx, record)
        with suppress(Lost):
            tx.commit()
    tx = Transaction(desk)
    if left:
        work.put(tx, BringUp())
    else:
        store.settle(tx)
    tx.commit()
