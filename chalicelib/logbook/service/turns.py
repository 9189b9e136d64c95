"""Whose turn it is to accept: the next shift of a group, where it has shifts (B8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent


def is_next(desk: Desk, agent: Agent, group_id: str) -> bool:
    """Whether they are of those who come next in the group: all of it."""
    return group_id in agent.groups
