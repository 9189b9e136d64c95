"""What this room does when something happened below."""

from __future__ import annotations

from chalicelib.conversations import service
from chalicelib.core.desk import Desk, Handler
from chalicelib.plans.model import KeywordsAdded


def on_keywords_added(desk: Desk, event: KeywordsAdded) -> None:
    """A plan answers keywords that answered none."""
    service.begin_to_answer_keywords(desk, event.plan_key)


HANDLERS: dict[str, Handler] = {}
