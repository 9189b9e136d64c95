"""A delivery: an event on its way to an endpoint, its tries, and when it is tried again (F10). Pure."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import times
from chalicelib.core.errors import Conflict
from chalicelib.core.text import among
from chalicelib.webhooks.model.catalogue import Event

PENDING, DELIVERED, GIVEN_UP, DROPPED = "pending", "delivered", "given_up", "dropped"
STATES = (PENDING, DELIVERED, GIVEN_UP, DROPPED)
NO_ANSWER = 0  # in place of a status
SHARES = 4  # of a day, so that no partition takes all of it
KEPT = timedelta(days=30)
MOST_EXCERPT = 1_000  # characters
TRIES_FOR = timedelta(hours=24)
MOST_TRIES = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=8)
MOST_KEPT_TRIES = 30  # of a delivery that was replayed


class Try(msgspec.Struct, frozen=True):
    """``status``: of the answer (0: none came, and ``why``: unreachable, too_slow …); ``excerpt``: its beginning."""

    at: datetime
    status: int
    milliseconds: int
    why: str = ""
    excerpt: str = ""

    @property
    def arrived(self) -> bool:
        """Whether the other side said that it has it."""
        return 200 <= self.status < 300


class Place(msgspec.Struct, frozen=True):
    """Where a delivery is kept: on which day of UTC, in which share of it, and in what order."""

    endpoint_id: str
    day: str
    share: int
    order: str

    @property
    def name(self) -> str:
        """As a caller names it."""
        return f"{self.order}.{self.share}"


class Delivery(msgspec.Struct, frozen=True):
    """``event_id`` is the ``webhook-id`` of every try, ``body`` what is sent each time. ``began_at``: since when it is
    tried (anew, if it was replayed); ``next_at``: not before. ``line``: the place of its turn, where its endpoint wants
    them in order."""

    event_id: str
    name: str
    subject: str
    happened_at: datetime
    body: str
    began_at: datetime
    next_at: datetime
    state: Annotated[str, among(*STATES)] = PENDING
    tries: tuple[Try, ...] = ()
    tried: int = 0
    replays: int = 0
    line: str | None = None
    settled_at: datetime | None = None
    version: int = 1


class StillPending(Conflict):
    """It is on its way already."""

    code = "delivery_pending"
    title = "This delivery is still being tried"


def id_of(event: Event) -> str:
    """The one id of an event, however often it is told."""
    named = f"{event.name}\n{event.subject}\n{event.number}\n{_moment(event)}".encode()
    return f"evt_{hashlib.sha256(named).hexdigest()[:32]}"


def _moment(event: Event) -> str:
    """Of what is counted, the number is enough; what is not has its moment."""
    return "" if event.number else times.sortable(event.at)


def place_of(endpoint_id: str, event_id: str, subject: str, now: datetime) -> Place:
    """Where a delivery that begins now is kept."""
    share = hashlib.sha256(subject.encode()).digest()[0] % SHARES
    return Place(endpoint_id, times.stored(now.astimezone(UTC).date()), share, f"{times.sortable(now)}~{event_id}")


def read_place(endpoint_id: str, name: str) -> Place | None:
    """The place of that name; None: there is none such."""
    order, _, share = name.rpartition(".")
    day = order[:10]
    if not share.isdecimal() or len(share) > 1 or int(share) >= SHARES or not times.is_day(day) or "~" not in order:
        return None
    return Place(endpoint_id, day, int(share), order)


def tried(delivery: Delivery, attempt: Try, wait: timedelta | None, chance: float) -> Delivery:
    """After a try. ``wait``: for how long the other side wants to be left alone, if it said; ``chance`` from 0 to 1."""
    tries = (*delivery.tries, attempt)[-MOST_KEPT_TRIES:]
    after = replace(delivery, tries=tries, tried=delivery.tried + 1, version=delivery.version + 1)
    if attempt.arrived:
        return replace(after, state=DELIVERED, settled_at=attempt.at)
    end = delivery.began_at + TRIES_FOR
    if after.tried >= MOST_TRIES or attempt.at >= end:
        return replace(after, state=GIVEN_UP, settled_at=attempt.at)
    usual = min(LONGEST_WAIT, FIRST_WAIT * 4 ** (after.tried - 1)) * (0.8 + chance / 5)
    return replace(after, next_at=min(attempt.at + max(usual, wait or usual), end))


def ended(delivery: Delivery, state: str, now: datetime) -> Delivery:
    """It is not tried any more."""
    return replace(delivery, state=state, settled_at=now, version=delivery.version + 1)


def replayed(delivery: Delivery, now: datetime) -> Delivery:
    """It is tried anew, with the same id and the same body. Raises ``StillPending``."""
    if delivery.state == PENDING:
        raise StillPending("wait for what comes of it")
    anew = replace(delivery, state=PENDING, tried=0, replays=delivery.replays + 1, began_at=now, next_at=now, line=None)
    return replace(anew, settled_at=None, version=delivery.version + 1)


def wanted_wait(header: str | None, now: datetime) -> timedelta | None:
    """What a ``Retry-After`` says: seconds, or a date; None: nothing that can be read."""
    text = (header or "").strip()
    if text.isdecimal() and len(text) <= 9:
        return timedelta(seconds=int(text))
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    return max(until - now, timedelta())


def excerpt_of(body: bytes) -> str:
    """The beginning of an answer, as it can be shown and kept."""
    text = body.decode(errors="replace")[:MOST_EXCERPT]
    return "".join(each if each.isprintable() or each in "\n\t" else "\ufffd" for each in text)
