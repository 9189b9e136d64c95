"""Follow-ups in people's words, as letters have them; the console says the same."""

from __future__ import annotations

from chalicelib.followups.model.callbacks import RESOLVED
from chalicelib.followups.model.followup import (
    AFTER_SALE,
    CALLBACK,
    CARE,
    COMPLAINT,
    PRE_SALE,
    PROMISE,
    RENEWAL,
    FollowUp,
)

ZH = "zh-CN"
_KINDS = {
    CALLBACK: ("低分回访", "callback"),
    PRE_SALE: ("售前回访", "before the sale"),
    AFTER_SALE: ("售后回访", "after the sale"),
    COMPLAINT: ("投诉回访", "complaint"),
    CARE: ("关怀回访", "care"),
    RENEWAL: ("续约回访", "renewal"),
    PROMISE: ("承诺", "promise"),
}


def kind_in(kind: str, language: str) -> str:
    """What kind it is."""
    return _KINDS[kind][language != ZH]


def customer_in(follow_up: FollowUp, language: str) -> str:
    """Who the customer is: by name, or else by the last of their id, as the console calls them."""
    return follow_up.visitor_name or f"{'访客' if language == ZH else 'Visitor'} {follow_up.visitor_id[-4:]}"


def resolved_in(follow_up: FollowUp, language: str) -> str:
    """Whether the matter is settled, as the customer said; empty if they did not."""
    return "" if follow_up.resolved is None else RESOLVED[follow_up.resolved][language != ZH]
