"""SMS credit: an account, and a statement whose lines always sum to its balance. Amounts are fen (C4)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.text import among

OPENING_FEN = 500
CURRENCY = "CNY"
MOST_TOP_UP = 100_000_00

OPENING, DEBIT, REFUND, TOP_UP = "opening", "debit", "refund", "top_up"


class Account(msgspec.Struct, frozen=True):
    """What is left, and how many lines the statement has."""

    balance_fen: int
    lines: int


class Line(msgspec.Struct, frozen=True):
    """One movement: ``amount_fen`` is signed, ``balance_fen`` is what was left after it."""

    number: int
    at: datetime
    kind: Annotated[str, among(OPENING, DEBIT, REFUND, TOP_UP)]
    amount_fen: int
    balance_fen: int
    notice_id: str | None = None
    by: str = "system"
    note: str = ""


class NoCredit(Exception):
    """The account does not hold that much."""


def opened(now: datetime) -> tuple[Account, Line]:
    """A new account, with what every one starts with."""
    return Account(OPENING_FEN, 1), Line(1, now, OPENING, OPENING_FEN, OPENING_FEN)


def moved(
    account: Account,
    kind: str,
    amount_fen: int,
    now: datetime,
    *,
    notice_id: str | None = None,
    by: str = "system",
    note: str = "",
) -> tuple[Account, Line]:
    """The account after this, and the line that says so. Raises ``NoCredit`` rather than go below nothing."""
    balance, number = account.balance_fen + amount_fen, account.lines + 1
    if balance < 0:
        raise NoCredit(f"{account.balance_fen} fen are left")
    return Account(balance, number), Line(number, now, kind, amount_fen, balance, notice_id, by, note)
