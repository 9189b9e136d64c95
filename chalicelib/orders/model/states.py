"""How orders stand, as far as the desk heard: what has changed, and whether it is news (A11). Pure.

Several say so, each at a time of its own: the shop when it is asked, the shop's program when something happens, an
agent who fills in a ticket. What is older than what is known says nothing, and what was news once is none again; so
whoever tells of it tells each state of each order once, and none backwards. Marks of states are kept, no words and no
names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from chalicelib.orders.model.answer import LONGEST_NUMBER, Order

STATE, PARCEL, REFUND = "state", "parcel", "refund"
MOST_MARKS = 60  # of one order; of more the last ones are known
ANEW = timedelta(minutes=10)  # that nothing changed is written down so often at most

Number = Annotated[str, Meta(min_length=1, max_length=LONGEST_NUMBER)]
Word = Annotated[str, Meta(max_length=80)]
Words = Annotated[str, Meta(max_length=200)]


class Sight(msgspec.Struct, frozen=True):
    """An order as somebody saw it at that time; empty: they say nothing of it. ``parcel``: where the goods are, with
    their ``carrier`` and ``parcel_number``; ``parcel_at``, ``refund_at``: since when, if that is known. ``is_news``:
    whoever says so says it because it happened, also of an order that nobody knew."""

    number: str
    at: datetime
    state: str = ""
    parcel: str = ""
    carrier: str = ""
    parcel_number: str = ""
    parcel_at: datetime | None = None
    refund: str = ""
    refund_at: datetime | None = None
    is_news: bool = False

    @property
    def aspects(self) -> dict[str, tuple[str, datetime]]:
        """What is said of it, and since when."""
        parcel = f"{self.parcel_number}\n{self.parcel}" if self.parcel or self.parcel_number else ""
        there = {
            STATE: (self.state, self.at),
            PARCEL: (parcel, self.parcel_at or self.at),
            REFUND: (self.refund, self.refund_at or self.at),
        }
        return {name: said for name, said in there.items() if said[0].strip()}

    @property
    def marks(self) -> dict[str, str]:
        """What stands for each thing that is said of it."""
        return {name: mark_of(name, text) for name, (text, _) in self.aspects.items()}


class Aspect(msgspec.Struct, frozen=True):
    """What stands for how one thing of an order is, and the latest time of which that is known."""

    at: datetime
    mark: str


class OrderKnown(msgspec.Struct, frozen=True):
    """How an order stands: its ``aspects``, and the marks of all that was news of it. ``step``: how often it was."""

    aspects: Mapping[str, Aspect] = {}
    marks: tuple[str, ...] = ()
    step: int = 0
    version: int = 0


class OrderChanged(msgspec.Struct, frozen=True):
    """Something is new of an order: what ``changed`` of how it was seen, as ``step`` of its news.

    ``visitor_id``, ``user_id``: whose it is, as far as whoever saw it knows; neither: nobody said.
    """

    plan_key: str
    sight: Sight
    changed: tuple[str, ...]
    step: int
    visitor_id: str | None = None
    user_id: str | None = None


class OrdersFollowed(msgspec.Struct, frozen=True):
    """Asked of the room above: whether this customer still wishes to hear of their orders."""

    visitor_id: str
    plan_key: str


def seen(known: OrderKnown | None, sight: Sight) -> tuple[OrderKnown, tuple[str, ...]]:
    """What is known once it was seen so, and what of that is news."""
    before = known or OrderKnown()
    aspects, marks, news = dict(before.aspects), list(before.marks), list[str]()
    number = mark_of(PARCEL, sight.parcel_number) if sight.parcel_number.strip() else ""
    for name, (text, at) in sight.aspects.items():
        was, mark = aspects.get(name), mark_of(name, text)
        if was is not None and (at < was.at or (mark == was.mark and at - was.at < ANEW)):
            continue
        if mark == number and number in marks:  # its number says nothing of where it is by now
            continue
        aspects[name] = Aspect(at, mark)
        if mark not in marks:
            marks.append(mark)
            if known is not None or sight.is_news:
                news.append(name)
        if name == PARCEL and number and number not in marks:
            marks.append(number)
    if aspects == before.aspects:
        return before, ()
    return replace(
        before,
        aspects=aspects,
        marks=tuple(marks[-MOST_MARKS:]),
        step=before.step + bool(news),
        version=before.version + 1,
    ), tuple(news)


def mark_of(aspect: str, text: str) -> str:
    """What stands for one state of an order."""
    plain = " ".join(text.casefold().split())
    return hashlib.sha256(f"{aspect}\n{plain}".encode()).hexdigest()[:12]


def sight_of(order: Order, at: datetime) -> Sight:
    """An order as the shop said at this time that it stands."""
    parcel, refund = order.logistics, order.refund
    return Sight(
        number=order.number,
        at=at,
        state=order.state,
        parcel=parcel.state if parcel else "",
        carrier=(parcel.carrier or "") if parcel else "",
        parcel_number=(parcel.number or "") if parcel else "",
        parcel_at=min(parcel.at, at) if parcel and parcel.at else None,
        refund=refund.state if refund else "",
        refund_at=min(refund.at, at) if refund and refund.at else None,
    )
