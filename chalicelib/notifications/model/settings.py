"""Who letters come from, and what an SMS costs."""

from __future__ import annotations

import msgspec


class NoticeSettings(msgspec.Struct, frozen=True):
    """``price_fen`` for each segment; below ``low_balance_fen`` the account is shown as low. Empty text: not set.

    ``letters_a_day``: so many of a kind, at most, to an address that nobody has shown to be theirs.
    ``sms_by_day``: at most so many SMS of all plans together. ``most_cents``: what the provider may ask for a
    segment, in hundredths of a US dollar; it sends none that costs more.
    """

    sender_email: str = ""
    sender_name: str = ""
    reply_to: str = ""
    sms_signature: str = ""
    price_fen: int = 10
    low_balance_fen: int = 100
    letters_a_day: int = 3
    sms_by_day: int = 1_000
    most_cents: int = 15
    version: int = 0
