"""The number at which an agent is called when they are on call (B8). Pure."""

from __future__ import annotations

import msgspec


class Mobile(msgspec.Struct, frozen=True):
    """A mobile number in E.164; None: none is known. ``version``: one more with each change."""

    mobile: str | None = None
    version: int = 0
