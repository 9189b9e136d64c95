"""Who letters come from, and what an SMS costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeSettings:
    """``price_fen`` for each segment; below ``low_balance_fen`` the account is shown as low. Empty text: not set."""

    sender_email: str = ""
    sender_name: str = ""
    reply_to: str = ""
    sms_signature: str = ""
    price_fen: int = 10
    low_balance_fen: int = 100
    version: int = 0
