"""Giving conversations to agents.

``line``: those who wait, by allocation. ``hand``: take, transfer, reassign. ``watch``: what time brings.
``recount``: counts are rebuilt.
"""

from chalicelib.assignment.service.hand import reassign, take_conversation, transfer
from chalicelib.assignment.service.line import ACCEPTANCE, WAITING_WATCH, find_agent_for, serve_the_line
from chalicelib.assignment.service.recount import Drift, recount
from chalicelib.assignment.service.watch import explain, give_on, look_at_acceptance, look_at_waiting

__all__ = [
    "ACCEPTANCE",
    "WAITING_WATCH",
    "Drift",
    "explain",
    "find_agent_for",
    "give_on",
    "look_at_acceptance",
    "look_at_waiting",
    "reassign",
    "recount",
    "serve_the_line",
    "take_conversation",
    "transfer",
]
