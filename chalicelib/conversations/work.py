"""What this room does when something happened below."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations import service
from chalicelib.core.desk import Desk


def on_keywords_added(desk: Desk, event: dict[str, Any]) -> None:
    """A plan answers keywords that answered none."""
    service.begin_to_answer_keywords(desk, event["plan_key"])


def watch_idle(desk: Desk, payload: dict[str, Any]) -> None:
    """The visitor of an answered conversation may have gone."""
    service.look_at_idle(desk, **payload)


HANDLERS = {"conversations.on_keywords_added": on_keywords_added, service.IDLE_WATCH: watch_idle}
