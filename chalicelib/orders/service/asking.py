"""A plan's shop is asked: signed, within its time, and not again for some seconds.

What it said stays in the memory of the process that asked, until its seconds are over, and nowhere else. A shop that
did not answer in time is left alone for a moment, so that those who look after its customers do not wait one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.core.outbound import SIGNATURE, TOO_SLOW, UNREACHABLE, UNREADABLE, Bounds, NoAnswer, signed
from chalicelib.orders.model.answer import MOST_BYTES, Asker, Said, Unreadable, question, said_in
from chalicelib.orders.model.refusals import NoShop, ShopUnavailable
from chalicelib.plans.model.identity import Keyring, holding
from chalicelib.plans.model.plan import Plan

SENDER = "outbound"
PLACE = "orders"  # among what the desk keeps
MOST_HEARD = 100  # answers that are kept at once
ALONE = timedelta(seconds=5)  # a shop that was silent is not asked again


class Posting(Protocol):
    """Whoever asks servers outside (``Desk.senders``)."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        """The body of the answer. Raises ``NoAnswer``."""


class Heard(msgspec.Struct, frozen=True):
    """What a shop said, and when."""

    at: datetime
    said: Said


class _Memory:
    """What was heard lately, and who was silent; shared by threads, each of whose steps is one of a dictionary's."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[datetime, Heard]] = {}
        self._silent: dict[str, tuple[datetime, str]] = {}

    def heard(self, name: str, now: datetime) -> Heard | None:
        until, heard = self._heard.get(name, (now, None))
        return heard if now < until else None

    def silent(self, shop: str, now: datetime) -> tuple[int, str] | None:
        """For how many seconds more it is left alone, and why."""
        until, why = self._silent.get(shop, (now, ""))
        return (int((until - now).total_seconds()) + 1, why) if now < until else None

    def note_heard(self, name: str, heard: Heard, seconds: int) -> None:
        self.forget(heard.at)
        if seconds and len(self._heard) < MOST_HEARD:
            self._heard[name] = (heard.at + timedelta(seconds=seconds), heard)

    def note_silent(self, shop: str, why: str, now: datetime) -> None:
        self.forget(now)
        self._silent[shop] = (now + ALONE, why)

    def forget(self, now: datetime) -> None:
        """What is over is kept no longer than until somebody asks again."""
        several: tuple[dict[str, Any], ...] = (self._heard, self._silent)
        for kept in several:
            for name, (until, _) in list(kept.items()):
                if until <= now:
                    kept.pop(name, None)


class Wanted(msgspec.Struct, frozen=True):
    """Whose orders are asked for: those of a customer, or one order by its number; ``subject``: a mark of which."""

    asker: Asker | None
    order_number: str | None
    subject: str
    language: str


def ask_shop(desk: Desk, plan: Plan, ring: Keyring, wanted: Wanted) -> Heard:
    """What the plan's shop says now, or said some seconds ago. No request to the database.

    Raises ``NoShop``, ``ShopUnavailable``.
    """
    if not plan.shop.url:
        raise NoShop("the plan has no address of a shop")
    memory = desk.kept.setdefault(PLACE, _Memory())
    shop = f"{plan.key}#{plan.version}#{ring.version}"
    name = f"{shop}#{wanted.subject}#{wanted.language}"
    now = desk.now()
    memory.forget(now)
    heard: Heard | None = memory.heard(name, now)
    if heard is not None:
        return heard
    silent = memory.silent(shop, now)
    if silent is not None:
        seconds, why = silent
        raise _unavailable(why, "it was silent a moment ago", retry_after=seconds)
    try:
        heard = Heard(now, said_in(_asked(desk, plan, ring, wanted, now)))
    except NoAnswer as refusal:
        if refusal.why in (UNREACHABLE, TOO_SLOW):
            memory.note_silent(shop, refusal.why, desk.now())
        raise _unavailable(refusal.why, refusal.detail) from None
    except Unreadable as refusal:
        raise _unavailable(UNREADABLE, str(refusal)) from None
    memory.note_heard(name, heard, plan.shop.kept_seconds)
    return heard


def _asked(desk: Desk, plan: Plan, ring: Keyring, wanted: Wanted, now: datetime) -> bytes:
    posting: Posting | None = desk.senders.get(SENDER)
    if posting is None:
        raise Unavailable("nobody here can ask a shop")
    secrets = [each.material for each in holding(ring)]
    if not secrets:
        raise _unavailable("no_key", "the plan has no key to sign with")
    body = question(plan.key, wanted.asker, wanted.order_number, wanted.language)
    headers = {SIGNATURE: signed(secrets, int(now.timestamp()), body)}
    return posting.post(plan.shop.url, headers, body, Bounds(plan.shop.seconds, MOST_BYTES))


def _unavailable(why: str, detail: str, *, retry_after: int | None = None) -> ShopUnavailable:
    return ShopUnavailable(detail, extra={"reason": why}, retry_after=retry_after)
