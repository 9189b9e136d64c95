"""What a desk says of its staff files (F12): the kinds, the currency, what takes a second person."""

from __future__ import annotations

import re

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.staff.model.kinds import SHIPPED, Kind

MOST_MONEY = 10**9  # in the smallest unit of a currency
_CURRENCY = re.compile(r"[A-Z]{3}")


class Settings(msgspec.Struct, frozen=True):
    """``currency``: of new entries, such as CNY. ``second_person``: whether penalties in money wait for somebody else,
    from ``second_person_from`` on (in the smallest unit, such as fen). ``version`` counts the changes."""

    kinds: tuple[Kind, ...] = SHIPPED
    currency: str = "CNY"
    second_person: bool = False
    second_person_from: int = 0
    version: int = 0

    def kind(self, kind_id: str) -> Kind | None:
        """The kind of this id."""
        return next((each for each in self.kinds if each.kind_id == kind_id), None)


def checked_currency(currency: str) -> str:
    """The letters of a currency (ISO 4217). Raises ``Invalid``."""
    if _CURRENCY.fullmatch(currency) is None:
        raise Invalid.field("currency", "three capital letters, such as CNY")
    return currency


def checked_from(money: int) -> int:
    """From how much on. Raises ``Invalid``."""
    if not 0 <= money <= MOST_MONEY:
        raise Invalid.field("second_person_from", f"0 to {MOST_MONEY}")
    return money
