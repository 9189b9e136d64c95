"""The rows of the table ``subscriptions``, and a plan's topics in it."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import Mailing, To
from chalicelib.notices.model.shown import ShownNotice
from chalicelib.notices.model.subscriptions import Need, Subscription
from chalicelib.notices.model.topics import Book


class SubscriptionRow(Row):
    class Meta:
        table_name = table_name("subscriptions")
        expires = "expires_at"

    shelf = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    book = Packed(Book, null=True)
    subscription = Packed(Subscription, null=True)
    need = Packed(Need, null=True)
    mailing = Packed(Mailing, null=True)
    to = Packed(To, null=True)
    shown = Packed(ShownNotice, null=True)
    notices = NumberAttribute(null=True)
    sent = NumberAttribute(null=True)
    failed = NumberAttribute(null=True)
    bounced = NumberAttribute(null=True)
    complained = NumberAttribute(null=True)
    withheld = NumberAttribute(null=True)
    unsubscribed = NumberAttribute(null=True)
    expires_at = NumberAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    order = UnicodeAttribute(null=True)
    by_shelf = index(None, listed=UnicodeAttribute, order=UnicodeAttribute)


class BookMoved(Moved):
    """A plan's topics are not as they were read."""


BOOK = "book"


def wanted_book(plan_key: str) -> Wanted[Book]:
    """A plan's topics, to be read together with something else."""
    return SubscriptionRow.wanted(lambda row: row.book, f"book#{plan_key}", BOOK)


def book(desk: Desk, plan_key: str) -> Book:
    """A plan's topics, none where nobody said any; one read."""
    row = SubscriptionRow.find(desk.database, f"book#{plan_key}", BOOK)
    return row.book if row is not None else Book(plan_key)


def put_book(tx: Transaction, before: Book, after: Book) -> None:
    """Store a plan's topics. Lost: ``BookMoved``."""
    same = SubscriptionRow.version == before.version if before.version else SubscriptionRow.key.does_not_exist()
    row = SubscriptionRow(f"book#{after.plan_key}", BOOK, version=after.version, book=after)
    tx.put(row, condition=same, losing=SubscriptionRow.book.losing(BookMoved))
