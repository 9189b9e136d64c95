"""How a conversation begins: what it has of its plan and its visitor from then on. Pure."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.people.model.agents import LEVELS
from chalicelib.people.model.channels import WEB
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Visitor


def started(
    conversation_id: str,
    plan: Plan,
    visitor: Visitor,
    now: datetime,
    *,
    locale: str,
    page: str | None = None,
    source: str = WEB,
) -> Header:
    """A new conversation of this visitor's, in the queue of the plan, with nothing in it yet."""
    watch, limits = plan.watch, plan.limits
    preferred = visitor.last_agent_id if plan.prefer_last_agent else None
    return Header(
        conversation_id=conversation_id,
        plan_key=plan.key,
        visitor_id=visitor.visitor_id,
        state=WAITING,
        started_at=now,
        locale=locale,
        group_ids=plan.receiving_ids,
        allocation=plan.allocation,
        page=page,
        visitor_name=visitor.name,
        waiting_since=now,
        state_at=now,
        level=visitor.level,
        rank=LEVELS[visitor.level],
        accept_seconds=plan.accept_seconds,
        preferred_agent_id=preferred,
        agent_ids=plan.agent_ids,
        source=source,
        most_messages=limits.messages_by_visitor,
        idle_minutes=limits.idle_minutes,
        patience=plan.wait_for_last_agent_seconds if preferred else 0,
        warn_seconds=watch.warn_seconds,
        move_seconds=watch.move_seconds,
        absent_seconds=watch.absent_seconds,
        left_seconds=watch.left_seconds,
        marks=limits.marks,
        kept=limits.keep_parameters,
        needs_category=plan.needs_category,
        masks=limits.mask_abuse,
        replaces=limits.replaces,
        stops=limits.stops,
        proved=visitor.proved or None,  # all of it: what groups ask for may change
    )
