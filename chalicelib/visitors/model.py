"""A visitor."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who came to one plan's website, recognised by their token (A5). ``visits`` counts from 1.

    ``contacted_at``: when their last conversation ended. ``surveyed_at``, ``followed_up_at``: when we last asked.
    ``version`` counts changes of who they are: name, level, addresses.
    """

    visitor_id: str
    plan_key: str
    visits: int
    first_seen_at: datetime
    last_seen_at: datetime
    locale: str = "zh-CN"
    name: str | None = None
    page: str | None = None
    referrer: str | None = None
    open_conversation_id: str | None = None
    level: str = "normal"
    last_agent_id: str | None = None
    email: str | None = None
    mobile: str | None = None
    contacted_at: datetime | None = None
    surveyed_at: datetime | None = None
    followed_up_at: datetime | None = None
    version: int = 0
