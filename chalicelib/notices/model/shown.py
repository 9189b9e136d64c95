"""A notice that is shown on the website, until its customer has read it. Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec


class ShownNotice(msgspec.Struct, frozen=True):
    """``what``: which letter it is; ``read_at``: None: not yet."""

    notice_id: str
    at: datetime
    what: str
    subject: str
    text: str
    read_at: datetime | None = None
