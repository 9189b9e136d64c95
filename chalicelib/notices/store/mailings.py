"""In the table ``subscriptions``: mailings, whom they were written to, and what became of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import Counts, Mailing, To, part_for
from chalicelib.notices.store.books import SubscriptionRow

MAILING, COUNT = "mailing", "count#"
COUNTED = ("sent", "failed", "bounced", "complained", "withheld", "unsubscribed")


class MailingMoved(Moved):
    """The mailing is not as it was read."""


class WrittenBefore(Lost):
    """This mailing has a row of that customer, or theirs is otherwise by now."""


def _listed(plan_key: str) -> str:
    return f"mailings#{plan_key}"


def put_mailing(tx: Transaction, before: Mailing | None, after: Mailing) -> None:
    """Store a mailing. Lost: ``MailingMoved``."""
    row = SubscriptionRow(f"mailing#{after.mailing_id}", MAILING, version=after.version, mailing=after)
    row.listed, row.order = _listed(after.plan_key), order_of(after)
    same = SubscriptionRow.key.does_not_exist() if before is None else SubscriptionRow.version == before.version
    tx.put(row, condition=same, losing=SubscriptionRow.mailing.losing(MailingMoved))


def mailing(desk: Desk, mailing_id: str) -> Mailing | None:
    """One of them; one read."""
    row = SubscriptionRow.find(desk.database, f"mailing#{mailing_id}", MAILING)
    return row.mailing if row is not None else None


def wanted_mailing(mailing_id: str) -> Wanted[Mailing]:
    """One of them, to be read together with something else."""
    return SubscriptionRow.wanted(lambda row: row.mailing, f"mailing#{mailing_id}", MAILING)


def mailing_and_counts(desk: Desk, mailing_id: str) -> tuple[Mailing | None, Counts]:
    """One of them, and what became of its letters; one query of nine items."""
    there, sums = None, dict.fromkeys(COUNTED, 0)
    items, _ = SubscriptionRow.read_page(desk.database, f"mailing#{mailing_id}", limit=20)
    for item in items:
        row = SubscriptionRow.from_raw_data(item)
        if row.mailing is not None:
            there = row.mailing
        for name in COUNTED:
            sums[name] += int(getattr(row, name) or 0)
    return there, Counts(**sums)


def order_of(mailing: Mailing) -> str:
    """Where it stands among its plan's."""
    return f"{times.sortable(mailing.made_at)}#{mailing.mailing_id}"


def mailings(desk: Desk, plan_key: str, limit: int, before: str | None) -> tuple[list[Mailing], bool]:
    """A page of a plan's mailings made before this place, the last made first, and whether there are others; one
    query."""
    condition = SubscriptionRow.order < before if before else None
    items, following = SubscriptionRow.read_page(
        desk.database, _listed(plan_key), index="by_shelf", range_condition=condition, limit=limit, forward=False
    )
    return [SubscriptionRow.mailing.held_in(item) for item in items], following is not None


# --- its customers --------------------------------------------------------------------------------------------------


def _of(mailing_id: str, part: int) -> str:
    return f"to#{mailing_id}#{part}"


def mailed_to(customer_id: str) -> str:
    """Where it is listed by which mailings a customer was written to, or was not."""
    return f"mailed#{customer_id}"


def about_of(mailing_id: str, customer_id: str) -> str:
    """What the letter of a mailing to one customer is about."""
    return f"{mailing_id}~{customer_id}"


def wanted_to(mailing_id: str, customer_id: str) -> Wanted[To]:
    """What became of one customer's letter, to be read together with something else."""
    return SubscriptionRow.wanted(lambda row: row.to, _of(mailing_id, part_for(customer_id)), customer_id)


def to(desk: Desk, mailing_id: str, customer_id: str) -> To | None:
    """What became of one customer's letter; one read."""
    row = SubscriptionRow.find(desk.database, _of(mailing_id, part_for(customer_id)), customer_id)
    return row.to if row is not None else None


def put_to(tx: Transaction, mailing_id: str, before: To | None, after: To) -> None:
    """Store what became of one customer's letter. Lost: ``WrittenBefore``."""
    row = SubscriptionRow(_of(mailing_id, part_for(after.customer_id)), after.customer_id, to=after)
    row.version = after.version
    row.listed, row.order = mailed_to(after.customer_id), mailing_id
    same = SubscriptionRow.key.does_not_exist() if before is None else SubscriptionRow.to == before
    tx.put(row, condition=same, losing=lambda _: WrittenBefore("their letter is otherwise by now"))


def tos(
    desk: Desk, mailing_id: str, part: int, limit: int, after: str | None
) -> tuple[list[To], Mapping[str, Any] | None]:
    """A page of one part of its customers, behind this one; one query."""
    condition = SubscriptionRow.key > after if after else None
    items, following = SubscriptionRow.read_page(
        desk.database, _of(mailing_id, part), range_condition=condition, limit=limit
    )
    return [SubscriptionRow.to.held_in(item) for item in items], following


def count(tx: Transaction, mailing_id: str, customer_id: str, more: str | None, less: str | None = None) -> None:
    """One more came to this, and one less to that."""
    actions: list[Any] = []
    if more in COUNTED:
        actions.append(getattr(SubscriptionRow, more).add(1))
    if less in COUNTED and less != more:
        actions.append(getattr(SubscriptionRow, less).add(-1))
    if actions:
        tx.update(SubscriptionRow(f"mailing#{mailing_id}", f"{COUNT}{part_for(customer_id)}"), actions)
