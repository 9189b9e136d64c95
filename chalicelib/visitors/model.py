"""A visitor."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import Forbidden
from chalicelib.core.text import Line, among
from chalicelib.people.model.agents import LEVELS


class RegisterVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    page: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    referrer: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    locale: Annotated[Line, msgspec.Meta(max_length=35)] | None = None


class EditVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; an empty address is taken away."""

    name: str | None = None
    level: str | None = None
    email: Annotated[str, msgspec.Meta(max_length=320)] | None = None
    mobile: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class Block(msgspec.Struct, frozen=True):
    """A visitor who is not let in since then, until a time (None: for ever); by whom, and why, for agents."""

    at: datetime
    by_id: str
    by: str
    reason: str
    until: datetime | None = None


class BlockVisitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``until``: null for ever."""

    reason: Annotated[Line, msgspec.Meta(min_length=1, max_length=200)]
    until: datetime | None = None


class VisitorRefused(Forbidden):
    """Nothing more of this visitor's is taken; they are told no more than that."""

    code = "visitor_refused"
    title = "Messages cannot be taken here at the moment"


class CustomerChanged(msgspec.Struct, frozen=True):
    """Somebody's name or address was written down, or taken away."""

    visitor_id: str


class VisitorBlocked(msgspec.Struct, frozen=True):
    """A visitor is not let in any more; what they have open ends."""

    visitor_id: str


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a survey or a follow-up is for, and how they are reached, as known when it was written."""

    visitor_id: str
    visitor_name: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"

    @property
    def customer(self) -> dict[str, Any]:
        """These fields alone, to write them into what else is for the same."""
        return {name: getattr(self, name) for name in Customer.__struct_fields__}


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who came to one plan's website, recognised by their token (A5). ``visits`` counts from 1.

    ``contacted_at``: when their last conversation ended. ``surveyed_at``, ``followed_up_at``: when we last asked.
    ``version`` counts changes of who they are: name, level, addresses. ``last_conversation_id``: the one that ended
    last. ``block``: they are not let in, as long as it says.
    """

    visitor_id: str
    plan_key: str
    visits: int
    first_seen_at: datetime
    last_seen_at: datetime
    locale: str = "zh-CN"
    name: str | None = None
    page: str | None = None
    referrer: str | None = None
    open_conversation_id: str | None = None
    level: Annotated[str, among(*LEVELS)] = "normal"
    last_agent_id: str | None = None
    email: str | None = None
    mobile: str | None = None
    contacted_at: datetime | None = None
    surveyed_at: datetime | None = None
    followed_up_at: datetime | None = None
    version: int = 0
    last_conversation_id: str | None = None
    block: Block | None = None

    def is_blocked(self, now: datetime) -> bool:
        """Whether they are not let in at this moment."""
        return self.block is not None and (self.block.until is None or now < self.block.until)

    @property
    def as_customer(self) -> Customer:
        """Who they are and how they are reached, as of now."""
        return Customer(
            visitor_id=self.visitor_id, visitor_name=self.name, email=self.email, mobile=self.mobile, locale=self.locale
        )
