"""By which channel a conversation's customer wrote last."""

from __future__ import annotations

import msgspec


class Via(msgspec.Struct, frozen=True):
    """``kind``: app, mini_program, email, sms, phone, social."""

    channel_id: str
    kind: str
    name: str
