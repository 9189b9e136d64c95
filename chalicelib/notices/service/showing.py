"""Notices on the website: shown at the customer's next visit, until they have read them, each once (A11)."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.shown import ShownNotice
from chalicelib.notices.store import shown as store
from chalicelib.notifications.model.carrying import Carried, ShownOnWeb
from chalicelib.visitors.model.visitor import Visitor

LOOKED_AT, AT_ONCE = 50, 10


def show(desk: Desk, asked: ShownOnWeb) -> Carried:
    """It stands there for them from now on; twice is once. One write."""
    tx = Transaction(desk)
    notice = ShownNotice(asked.notice_id, desk.now(), asked.what, asked.subject, asked.text)
    store.put_shown(tx, asked.customer_id, notice)
    with suppress(store.ShownBefore):
        tx.commit()
    return Carried()


def unread(desk: Desk, customer: Visitor) -> list[ShownNotice]:
    """What they have not read yet, the last first; a query for each whom they are proved to be."""
    found = [
        each for one in customer.own_ids for each in store.newest_shown(desk, one, LOOKED_AT) if each.read_at is None
    ]
    return sorted(found, key=lambda each: (each.at, each.notice_id), reverse=True)[:AT_ONCE]


def read_some(desk: Desk, customer: Visitor, notice_ids: frozenset[str]) -> None:
    """They have read these; twice is once, and of others nothing happens. A query for each whom they are proved to be,
    and a write."""
    for one in customer.own_ids:
        there = [
            each
            for each in store.newest_shown(desk, one, LOOKED_AT)
            if each.read_at is None and each.notice_id in notice_ids
        ]
        if there:
            tx = Transaction(desk)
            for each in there:
                store.put_read(tx, one, replace(each, read_at=desk.now()))
            with suppress(Lost):  # gone, as all of somebody who is erased
                tx.commit()
