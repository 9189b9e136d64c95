"""Who subscribed to what, and what they need. Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import among
from chalicelib.visitors.model.wishes import Proof

ACTIVE, ENDED = "active", "ended"
MOST_OF_CUSTOMER = 100
LONGEST_NEED = 1_000
SHARDS = 16


class Subscription(msgspec.Struct, frozen=True):
    """A customer wishes to hear of a topic, and if ``about`` is said only of that thing. ``proof``: of its beginning;
    ``ended``: of its end, at ``ended_at``. ``began``: how often it began, so that each beginning is told apart."""

    customer_id: str
    plan_key: str
    topic_id: str
    about: str
    at: datetime
    proof: Proof
    state: Annotated[str, among(ACTIVE, ENDED)] = ACTIVE
    ended_at: datetime | None = None
    ended: Proof | None = None
    version: int = 1


class Need(msgspec.Struct, frozen=True):
    """What a customer said they need, ``group_id``: who sees to it. ``ticket_id``, ``number``: the ticket that it was
    passed on as, with its deadline; None: not yet."""

    need_id: str
    customer_id: str
    plan_key: str
    text: str
    at: datetime
    proof: Proof
    topic_id: str | None = None
    group_id: str | None = None
    ticket_id: str | None = None
    number: str | None = None
    version: int = 1


class TooManySubscriptions(Conflict):
    """A customer has so many at most, ended ones too."""

    code = "too_many_subscriptions"
    title = "There are too many subscriptions"


def begun(before: Subscription | None, fresh: Subscription) -> Subscription:
    """Subscribed from now on; as it was, where they are."""
    if before is None:
        return fresh
    if before.state == ACTIVE:
        return before
    return replace(fresh, version=before.version + 1)


def ended(before: Subscription, proof: Proof, now: datetime) -> Subscription:
    """Not subscribed any more; as it was, where they are not."""
    if before.state == ENDED:
        return before
    return replace(before, state=ENDED, ended_at=now, ended=proof, version=before.version + 1)


def checked_need(text: str) -> str:
    """What a customer needs, as it is kept. Raises ``Invalid``."""
    text = text.strip()
    if not text or len(text) > LONGEST_NEED:
        raise Invalid.field("text", f"1 to {LONGEST_NEED} characters")
    return text


def name_of(about: str) -> str:
    """What stands for what a subscription is about in a key; empty for all of its topic."""
    return hashlib.sha256(about.casefold().encode()).hexdigest()[:16] if about else ""


def shard_of(customer_id: str) -> int:
    """In which part of a topic's list a customer stands."""
    return hashlib.sha256(customer_id.encode()).digest()[1] % SHARDS
