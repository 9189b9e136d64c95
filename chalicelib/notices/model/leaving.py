"""The page behind the link of a notice: what is ended there. Pure."""

from __future__ import annotations

import msgspec

TOPIC, ALL, AGAIN = "topic", "all", "again"


class Leaving(msgspec.Struct, frozen=True):
    """Who is looking at it: the desk, plan and topic by name, and what they ended."""

    desk: str
    plan: str
    topic: str
    locale: str
    is_topic_ended: bool
    is_all_ended: bool
