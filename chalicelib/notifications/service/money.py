"""SMS credit: opened once, moved by condition, explained line by line (C4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.metrics import gauge
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import store
from chalicelib.notifications.model.email import one_line
from chalicelib.notifications.model.money import TOP_UP, Account, Line, moved, opened

_STATEMENT = "sms_statement"

Move = Callable[[Account], tuple[Account, Line]]


def read_account(desk: Desk) -> Account:
    """The account, opened with its first credit if it was not; one read, and once in its life two writes."""

    def read_or_open() -> Account:
        account = store.account(desk)
        if account is None:
            tx = Transaction(desk)
            account, line = opened(desk.now())
            store.put_account(tx, account, line, before=None)
            tx.commit()
        return account

    return races.again(desk, read_or_open, store.AccountMoved)


def move(desk: Desk, how: Move, together: Callable[[Transaction], None]) -> Account:
    """Move money together with other writes: the account afterwards.

    ``how`` is asked again when money moved meanwhile. Raises what ``how`` raises (``NoCredit``), and what the other
    writes lose by.
    """

    def once() -> Account:
        before = read_account(desk)
        after, line = how(before)
        tx = Transaction(desk)
        together(tx)
        store.put_account(tx, after, line, before=before)
        tx.commit_and_tell()
        return after

    account = races.again(desk, once, store.AccountMoved, tries=races.CROWD)
    gauge(desk, SmsCredit=(account.balance_fen / 100, "None"))  # yuan
    return account


def top_up(desk: Desk, amount_fen: int, note: str, by: By, once: Once) -> tuple[Account, bool]:
    """Add credit: the account, and whether it was added now (or by the same request before)."""
    note = one_line(note, 200)

    def together(tx: Transaction) -> None:
        mark(tx, once, {"amount_fen": amount_fen})
        audit.note(tx, by, "top_up_sms", "sms", after={"amount_fen": amount_fen, "note": note})

    try:
        account = move(
            desk,
            lambda before: moved(before, TOP_UP, amount_fen, desk.now(), by=by.name, note=note),
            together,
        )
    except AlreadyDone:
        return read_account(desk), False
    return account, True


def read_statement(desk: Desk, cursor: str | None) -> tuple[Sequence[Line], str | None]:
    """A page of the statement, newest first, and a cursor to go on."""
    start = unseal(desk, _STATEMENT, cursor) if cursor else None
    read_account(desk)
    found, following = store.lines(desk, start)
    return found, seal(desk, _STATEMENT, following) if following else None
