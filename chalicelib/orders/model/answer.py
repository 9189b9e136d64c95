"""What a shop is asked, and what of its answer counts (A5). Pure.

Whoever answers is somebody else's program: what is too much or not as agreed is no answer, what it says besides is left
out, and its words are words: characters that cannot be seen, or turn others around, are taken out of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

MOST_BYTES = 64 * 1024
MOST_ORDERS, MOST_ITEMS, MOST_LINES, MOST_FACTS = 20, 50, 20, 20
LONGEST_NUMBER = 64

Word = Annotated[str, Meta(max_length=80)]
Words = Annotated[str, Meta(max_length=200)]
Moment = Annotated[datetime, Meta(tz=True)]


class Asker(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose orders are asked for, as the website proved it: its own id of them, and how they are reached, if it said
    so. Nothing that a visitor typed is here."""

    id: str
    email: str | None = None
    mobile: str | None = None


class Question(msgspec.Struct, frozen=True):
    """The body of what a shop is asked. ``customer``: null where nobody has proved who the visitor is.

    ``order_number``: this order alone, which an agent was told.
    """

    plan: str
    customer: Asker | None
    order_number: str | None
    language: str


class Item(msgspec.Struct, frozen=True):
    name: Words
    quantity: Annotated[int, Meta(ge=0, le=1_000_000)] = 1


class Logistics(msgspec.Struct, frozen=True):
    """``state``: in the shop's words; ``at``: since when."""

    state: Words
    carrier: Word | None = None
    number: Word | None = None
    at: Moment | None = None


class Refund(msgspec.Struct, frozen=True):
    """``state``: in the shop's words; ``amount``: with its currency."""

    state: Words
    amount: Word | None = None
    at: Moment | None = None


class Order(msgspec.Struct, frozen=True):
    """``state``, ``total``: in the shop's words."""

    number: Annotated[str, Meta(min_length=1, max_length=LONGEST_NUMBER)]
    state: Words
    placed_at: Moment | None = None
    total: Word | None = None
    items: Annotated[tuple[Item, ...], Meta(max_length=MOST_ITEMS)] = ()
    logistics: Logistics | None = None
    refund: Refund | None = None


class Line(msgspec.Struct, frozen=True):
    """Something else that the shop says of the customer's account, such as their points."""

    label: Word
    value: Words


class Said(msgspec.Struct, frozen=True):
    """What a shop says. ``facts``: what a customer may be asked for, by the ids of the plan; nobody is shown them."""

    orders: Annotated[tuple[Order, ...], Meta(max_length=MOST_ORDERS)] = ()
    account: Annotated[tuple[Line, ...], Meta(max_length=MOST_LINES)] = ()
    facts: Annotated[dict[Word, Words | None], Meta(max_length=MOST_FACTS)] = {}


class Unreadable(ValueError):
    """The answer is not as agreed."""


def question(plan_key: str, customer: Asker | None, order_number: str | None, language: str) -> bytes:
    """The body of a question."""
    return msgspec.json.encode(Question(plan_key, customer, order_number, language))


def said_in(body: bytes) -> Said:
    """What counts of a shop's answer. Raises ``Unreadable``."""
    try:
        said = msgspec.json.decode(body, type=Said)
        return msgspec.convert(_plain(msgspec.to_builtins(said)), Said)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Unreadable(str(error)[:200]) from None


def _plain(value: Any) -> Any:
    """The same with nothing in its words that cannot be seen, or that turns others around."""
    if isinstance(value, str):
        return "".join([each if each.isprintable() else " " if each.isspace() else "" for each in value])
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value
