"""A visitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Visitor:
    """Somebody who came to one plan's website, recognised by their token (A5). ``visits`` counts from 1."""

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
    waiting_seen_at: datetime | None = None


def nearest_locale(asked: str | None) -> str:
    """One of our languages: Chinese for anything Chinese or unsaid, else English."""
    return "zh-CN" if not asked or asked.lower().startswith("zh") else "en"
