"""What the desk has learnt about an e-mail address: whether letters arrive there, and whether they are wanted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict
from chalicelib.core.text import among

BOUNCES, COMPLAINS = "bounces", "complains"
MOST_STRIKES = 3  # letters that came back "for now" before nothing more is sent there
LONGEST_DETAIL = 200
BARELY = timedelta(microseconds=1)


class Address(msgspec.Struct, frozen=True):
    """``undeliverable``: why no letter goes there any more (bounces, complains), since ``since``; None: letters do.

    ``strikes``: the letters that came back for now. ``declined_at``: when they asked for no more letters that nobody
    asked for. ``stopped_at``: when its owner said there that nothing more shall come; ``started_at``: when they said
    last that it may. ``version`` counts its changes.
    """

    address: str
    undeliverable: Annotated[str, among(BOUNCES, COMPLAINS)] | None = None
    since: datetime | None = None
    detail: str = ""
    strikes: tuple[str, ...] = ()
    declined_at: datetime | None = None
    stopped_at: datetime | None = None
    version: int = 0
    started_at: datetime | None = None


class Declining(msgspec.Struct, frozen=True):
    """Who is looking at the page behind the link of a letter: ``desk`` and ``plan`` by name, their address, and
    whether they want no more such letters."""

    desk: str
    plan: str
    email: str
    locale: str
    is_declined: bool


class UndeliverableAddress(Conflict):
    """Letters to it came back."""

    code = "undeliverable_address"
    title = "Nothing more goes to this address"


def name_of(address: str) -> str:
    """An address as it is compared."""
    return address.strip().casefold()


def bounced_for_good(before: Address, detail: str, now: datetime) -> Address:
    """The mailbox is not there, or takes nothing from us. What is known already stays."""
    return before if before.undeliverable else _undeliverable(before, BOUNCES, detail, now)


def complained(before: Address, detail: str, now: datetime) -> Address:
    """They called a letter of ours spam."""
    return before if before.undeliverable == COMPLAINS else _undeliverable(before, COMPLAINS, detail, now)


def bounced_for_now(before: Address, letter: str, detail: str, now: datetime) -> Address:
    """This letter came back for a reason that may pass; the third such letter counts like a bounce for good."""
    if before.undeliverable or letter in before.strikes:
        return before
    after = replace(before, strikes=(*before.strikes, letter), version=before.version + 1)
    if len(after.strikes) < MOST_STRIKES:
        return after
    return replace(_undeliverable(after, BOUNCES, detail, now), version=after.version)


def lifted(before: Address) -> Address:
    """Letters go there again, until one comes back."""
    if before.undeliverable is None:
        return before
    return replace(before, undeliverable=None, since=None, detail="", strikes=(), version=before.version + 1)


def declined(before: Address, now: datetime) -> Address:
    """No more letters that nobody asked for; twice is once."""
    return before if before.declined_at else replace(before, declined_at=now, version=before.version + 1)


def welcomed(before: Address) -> Address:
    """Such letters may come again."""
    return replace(before, declined_at=None, version=before.version + 1) if before.declined_at else before


def stopped(before: Address, at: datetime | None, now: datetime) -> Address:
    """Nothing more goes there, as its owner said at this moment (None: after all before); twice is once. What they have
    allowed since stands, where that was said later; of both at one moment the refusal counts."""
    if at is None and before.stopped_at is not None:
        return before
    moment = _moment(at, now, before.started_at)
    is_older = before.started_at is not None and moment < before.started_at
    if is_older or (before.stopped_at is not None and moment <= before.stopped_at):
        return before
    return replace(before, stopped_at=moment, version=before.version + 1)


def started(before: Address, at: datetime | None, now: datetime) -> Address:
    """What was stopped may come again, as was said at this moment; not where it was stopped then or later. That it was
    said is kept, too, for a refusal from before may still be on its way."""
    if at is None and before.stopped_at is None:
        return before
    moment = _moment(at, now, before.stopped_at + BARELY if before.stopped_at is not None else None)
    last = before.stopped_at or before.started_at
    if last is not None and moment <= last:
        return before
    return replace(before, stopped_at=None, started_at=moment, version=before.version + 1)


def _moment(at: datetime | None, now: datetime, last: datetime | None) -> datetime:
    """When it was said: never after now, or nothing that is said later would count."""
    return min(at, now) if at is not None else max(now, last or now)


def _undeliverable(before: Address, why: str, detail: str, now: datetime) -> Address:
    return replace(before, undeliverable=why, since=now, detail=detail[:LONGEST_DETAIL], version=before.version + 1)
