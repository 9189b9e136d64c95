"""A visitor."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec

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


class CustomerChanged(msgspec.Struct, frozen=True):
    """Somebody's name or address was written down, or taken away."""

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
    ``version`` counts changes of who they are: name, level, addresses.
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

    @property
    def as_customer(self) -> Customer:
        """Who they are and how they are reached, as of now."""
        return Customer(
            visitor_id=self.visitor_id, visitor_name=self.name, email=self.email, mobile=self.mobile, locale=self.locale
        )
