"""What tickets are made from: what is known of it, and how rooms above are asked for theirs (D4)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.core.authors import Author
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.ticket import Entry


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a ticket is for and how they are reached, whose problem it is, and what they wrote (``quotes``)."""

    visitor_id: str | None = None
    visitor_name: str | None = None
    email: str | None = None
    mobile: str | None = None
    locale: str = "zh-CN"
    level: str = "normal"
    plan_key: str | None = None
    owner: Author | None = None
    quotes: tuple[Entry, ...] = ()


class LeftMessageSought(msgspec.Struct, frozen=True):
    """Asked of the room that keeps messages left: what is known of this one, if the agent may see it."""

    message_id: str
    agent: Agent


class FollowUpSought(msgspec.Struct, frozen=True):
    """Asked of the room that keeps follow-ups and callbacks: what is known of this one, if the agent may see it."""

    followup_id: str
    agent: Agent


class TicketCrossed(msgspec.Struct, frozen=True):
    """With this version a ticket went from one group (``before``) to another (``after``), or colleagues came to take
    part beside its group (``agent_ids``)."""

    ticket_id: str
    version: int
    at: datetime
    before: str | None
    after: str | None
    agent_ids: tuple[str, ...] = ()


class TicketWritten(msgspec.Struct, frozen=True):
    """A ticket was made, or something of it changed."""

    ticket_id: str
