"""Failed sign-ins of an account, place by place, and the places it is known to be used from."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.sessions import FAILURES_COUNT_FOR, FREE_FAILURES, Tries
from chalicelib.people.store.rows import TriesMoved, TriesRow

MOST_UNLOCKED = 90  # with what is written beside them they fit into one transaction


def account_of(email: str) -> str:
    """What tries of this address are kept under: what strangers type there is not kept as they typed it."""
    return hashlib.sha256(email.encode()).hexdigest()[:32]


def tries(desk: Desk, account: str, place: str) -> Tries:
    """Failed sign-ins of the account from this place; one read."""
    row = TriesRow.find(desk.database, _shelf(account), place)
    return _to_tries(row) if row else Tries()


def put_tries(tx: Transaction, account: str, place: str, before: Tries, after: Tries) -> None:
    """Count one more failure. Lost: ``TriesMoved`` (somebody else tried from there at the same moment)."""
    expires = max(filter(None, (after.known_until, tx.desk.now() + FAILURES_COUNT_FOR)))
    actions: list[Action] = [
        TriesRow.failures.set(after.failures),
        TriesRow.next_at.set(after.next_at or tx.desk.now()),
        TriesRow.expires_at.set(int(expires.timestamp())),
    ]
    unchanged = TriesRow.failures == before.failures if before.stored else TriesRow.key.does_not_exist()
    tx.update(TriesRow(_shelf(account), place), actions, condition=unchanged, losing=_moved)


def know_place(tx: Transaction, account: str, place: str, until: datetime) -> None:
    """Somebody has signed in from there: nothing counts against the place, and it is known until then."""
    actions: list[Action] = [
        TriesRow.failures.set(0),
        TriesRow.next_at.remove(),
        TriesRow.known_until.set(until),
        TriesRow.expires_at.set(int(until.timestamp())),
    ]
    tx.update(TriesRow(_shelf(account), place), actions)


def failed_places(desk: Desk, account: str) -> list[tuple[str, Tries]]:
    """From where it failed so often that there is to be waited, or was; at most ``MOST_UNLOCKED``, one query.

    What limits the tries on an account keeps the shelf small: some thousands at most, for a day.
    """
    often = TriesRow.failures >= FREE_FAILURES
    items, _ = TriesRow.read_page(desk.database, _shelf(account), filter_condition=often)
    rows = [TriesRow.from_raw_data(item) for item in items[:MOST_UNLOCKED]]
    return [(row.key, _to_tries(row)) for row in rows]


def forget_tries(tx: Transaction, account: str, place: str, *, seen: Tries | None = None) -> None:
    """Whoever tries from there may as if it never had failed. With ``seen``, lost: there were others meanwhile."""
    tx.update(
        TriesRow(_shelf(account), place),
        [TriesRow.failures.set(0), TriesRow.next_at.remove()],
        condition=TriesRow.failures == seen.failures if seen else None,
    )


def _shelf(account: str) -> str:
    return f"tries#{account}"


def _moved(item: RawItem | None) -> TriesMoved:
    return TriesMoved(_to_tries(TriesRow.from_raw_data(item)) if item else Tries())


def _to_tries(row: TriesRow) -> Tries:
    return Tries(int(row.failures), row.next_at, row.known_until, stored=True)
