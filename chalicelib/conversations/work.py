"""What this room does when something happened below."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.service import leaving, queue, spreading
from chalicelib.conversations.service.leaving import IDLE_WATCH
from chalicelib.conversations.service.queue import LINE
from chalicelib.conversations.service.spreading import KEYWORDS
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import AgentRenamed
from chalicelib.plans.model.plan import KeywordsAdded


def on_keywords_added(desk: Desk, event: KeywordsAdded) -> None:
    """A plan answers keywords that answered none."""
    spreading.begin_to_answer_keywords(desk, event.plan_key)


def on_agent_renamed(desk: Desk, event: AgentRenamed) -> None:
    """An agent has another name or number."""
    spreading.rename_agent(desk, event.agent_id)


def begin_to_answer_keywords(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of the conversations whose plan answers keywords now."""
    spreading.begin_to_answer_keywords(desk, **payload)


def watch_idle(desk: Desk, payload: dict[str, Any]) -> None:
    """The visitor of an answered conversation may have gone."""
    leaving.look_at_idle(desk, **payload)


def leave_line(desk: Desk, payload: dict[str, Any]) -> None:
    """The next of those who wait where a version before kept them."""
    queue.leave_line(desk, **payload)


HANDLERS = {KEYWORDS: begin_to_answer_keywords, IDLE_WATCH: watch_idle, LINE: leave_line}
