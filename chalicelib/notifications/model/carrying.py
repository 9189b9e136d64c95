"""Letters that go where their customer prefers to read: shown on the website, or said by an app or a social network
(A11). The rooms above, whose those ways are, are asked. Pure."""

from __future__ import annotations

import msgspec

from chalicelib.visitors.model.visitor import Visitor

WINDOW_CLOSED = "window_closed"


class SocialSought(msgspec.Struct, frozen=True):
    """Asked of the room of channels: whether something may be said to this customer where they wrote last, now."""

    customer: Visitor


class SaidSocially(msgspec.Struct, frozen=True):
    """Asked of the room of channels: say it there. ``tries``: how often that was begun before, with no answer."""

    notice_id: str
    customer_id: str
    text: str
    tries: int


class ShownOnWeb(msgspec.Struct, frozen=True):
    """Asked of the room of notices: show it at their next visit, until they have read it."""

    notice_id: str
    customer_id: str
    what: str
    subject: str
    text: str


class Carried(msgspec.Struct, frozen=True):
    """What came of it. ``why`` None: it is there; ``again``: it may be later."""

    why: str | None = None
    again: bool = False
    detail: str = ""
