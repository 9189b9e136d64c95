"""Giving conversations to agents.

``queue``: those who wait, by allocation. ``manual``: take, transfer, reassign. ``watch``: what time brings.
``handing``: a transfer to a group. ``attendance``: who waits while nobody is there. ``recount``: counts are rebuilt.
"""

from chalicelib.routing.service.manual import take_conversation, transfer
from chalicelib.routing.service.recount import recount

__all__ = [
    "recount",
    "take_conversation",
    "transfer",
]
