"""What a customer agreed to, for whoever serves them (F6)."""

from __future__ import annotations

from chalicelib.conversations.service.access import may_edit_visitor, open_of
from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.agreeing import Agreement


def list_agreements(desk: Desk, agent: Agent, visitor_id: str) -> list[Agreement]:
    """What somebody said to which words, the newest first. Raises ``NotFound``, ``NotYours``."""
    customer = visitors.whole(desk, visitor_id)
    if not agent.reaches_all:
        may_edit_visitor(desk, agent, customer, open_of(desk, (customer, *visitors.parts_of(desk, customer))))
    return visitors.agreements_of(desk, customer)
