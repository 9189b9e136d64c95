"""Rules: so many days after a conversation of a certain kind, its customer is followed up (D3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.errors import Invalid
from chalicelib.core.text import among
from chalicelib.followups.model.days import local_date, local_moment
from chalicelib.followups.model.followup import PLANNED

LAST_AGENT = "last_agent"


class Rule(msgspec.Struct, frozen=True):
    """``after_days`` days after a conversation is closed, ``at`` a local time: of these plans, categories and customer
    levels (none: all). ``owner``: ``last_agent``, or an agent's id. ``questionnaire_id``: what is asked."""

    rule_id: str
    name: str
    created_at: datetime
    kind: Annotated[str, among(*PLANNED)] = "after_sale"
    plan_keys: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    after_days: int = 7
    at: str = "10:00"
    owner: str = LAST_AGENT
    script: Mapping[str, str] = msgspec.field(default_factory=dict)
    active: bool = True
    version: int = 1
    questionnaire_id: str | None = None


def applies(rule: Rule, header: Header, called: Collection[str]) -> bool:
    """Whether the rule is for this conversation: one that an agent answered.

    ``called``: what its category may be called by, and those that it stands under.
    """
    return (
        rule.active
        and header.closed_at is not None
        and header.first_reply_at is not None
        and (not rule.plan_keys or header.plan_key in rule.plan_keys)
        and (not rule.categories or not {*map(str.casefold, rule.categories)}.isdisjoint(map(str.casefold, called)))
        and (not rule.levels or header.level in rule.levels)
    )


def due_by(rule: Rule, closed_at: datetime, zone: str) -> datetime:
    """When the follow-up is planned: the local time of the rule, so many dates after the closing."""
    return local_moment(local_date(closed_at, zone) + timedelta(days=rule.after_days), rule.at, zone)


def checked_categories(categories: Sequence[str]) -> tuple[str, ...]:
    """Categories of conversations; none means all. Raises ``Invalid``."""
    trimmed = tuple(dict.fromkeys(each.strip() for each in categories))
    if any(not 1 <= len(each) <= 80 or "\x00" in each for each in trimmed):
        raise Invalid.field("categories", "each 1 to 80 characters")
    return trimmed
