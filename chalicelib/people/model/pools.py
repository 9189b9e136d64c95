"""Pools: who receives together has a name, and may serve a conversation exactly if both share a pool (B4). Pure.

``everybody``; a group's id, for its members; ``plan:<key>``, for the agents whom a plan names itself.
"""

from __future__ import annotations

EVERYBODY = "everybody"
_OF_PLAN = "plan:"


def of_plan(plan_key: str) -> str:
    """The pool of those whom this plan names itself."""
    return f"{_OF_PLAN}{plan_key}"
