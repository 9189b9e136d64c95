"""What their wishes make of every letter to a customer, of whichever room: the one place that all of them pass (A11).

What is wished is read where a letter goes out, in the request that reads the settings anyway, and claiming the letter
holds only while it is as read: whoever refused something before a letter was claimed does not get it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import store
from chalicelib.notifications.model.address import Address
from chalicelib.notifications.model.awaited import ASKED_ABOUT, Awaited, LetterAwaited
from chalicelib.notifications.model.carrying import SocialSought
from chalicelib.notifications.model.notice import CARRIED, EMAIL, WEB, Notice
from chalicelib.notifications.model.settings import NoticeSettings
from chalicelib.plans import service as plans
from chalicelib.plans.model.helping import NoticesOffered
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import AT_ONCE, STAFF, Sought, Way, WishedHours, Wishes, way_of

_UNKNOWN_ZONE = "Asia/Shanghai"


class Standing(msgspec.Struct, frozen=True):
    """What a letter depends on besides itself: ``known`` of each address that it may go to, by channel; the customer it
    is for, as the desk knows them (None: nobody, or gone). ``ways``: where it may go now, by channel.
    ``awaited``: what the room says that wrote it."""

    settings: NoticeSettings
    known: Mapping[str, Address]
    customer: Visitor | None = None
    ways: Mapping[str, str] = {}
    awaited: Awaited = Awaited()


def standing_of(desk: Desk, notice: Notice) -> Standing:
    """One request; up to two more where its customer is known as another since it was written, and what the room asks
    that wrote it."""
    if notice.kind == STAFF:
        return _of_staff(desk, notice)
    addresses = {channel: to for channel, to in _addresses(notice).items() if channel not in CARRIED}
    asked: list[Wanted[Any]] = [store.wanted_settings(), *(store.wanted_address(each) for each in addresses.values())]
    if notice.customer_id is not None:
        asked.append(visitors.wanted(notice.customer_id))
    settings, *found = read_all(desk.database, asked)
    known = {
        channel: each or store.unknown_address(to)
        for (channel, to), each in zip(addresses.items(), found, strict=False)
    }
    customer = found[-1] if notice.customer_id is not None else None
    customer = _whole(desk, customer)
    ways = _ways(desk, notice, customer)
    return Standing(settings or NoticeSettings(), known, customer, ways, _awaited(desk, notice, customer))


def _ways(desk: Desk, notice: Notice, customer: Visitor | None) -> dict[str, str]:
    """Where it may go: also where its customer prefers to read, if that can be and has not failed."""
    addresses = _addresses(notice)
    preferred = customer.preferred_channel if customer is not None else None
    is_new = notice.attempted == 0 or notice.barred
    if customer is None or preferred not in CARRIED or notice.fixed or notice.file_ids or not is_new:
        return addresses
    if preferred in notice.barred or notice.kind in AT_ONCE or preferred in addresses:
        return addresses
    is_seen = events.ask(desk, NoticesOffered(customer.plan_key)) if preferred == WEB else _takes_words(desk, customer)
    return addresses | {preferred: customer.visitor_id} if is_seen else addresses


def _takes_words(desk: Desk, customer: Visitor) -> bool:
    return bool(events.ask(desk, SocialSought(customer)))


def _awaited(desk: Desk, notice: Notice, customer: Visitor | None) -> Awaited:
    if notice.what not in ASKED_ABOUT:
        return Awaited()
    answer: Awaited | None = events.ask(
        desk,
        LetterAwaited(notice.what, notice.about, notice.words, notice.plan_key, customer, notice.topic_id),
    )
    return answer or Awaited()


def _of_staff(desk: Desk, notice: Notice) -> Standing:
    if notice.channel == EMAIL:
        settings, known = store.settings_and_address(desk, notice.to)
        return Standing(settings, {EMAIL: known})
    return Standing(store.read_settings(desk), {notice.channel: store.unknown_address(notice.to)})


def _whole(desk: Desk, customer: Visitor | None) -> Visitor | None:
    if customer is None or (customer.joined_to is None and customer.merged_into is None):
        return customer
    try:
        return visitors.whole(desk, customer.visitor_id)
    except NotFound:
        return None


def _addresses(notice: Notice) -> dict[str, str]:
    """Where it may go: one that was tried stays with its channel, which it may have been charged for."""
    others = notice.others if notice.attempted == 0 or notice.barred else {}
    return {notice.channel: notice.to, **others}


def way_for(desk: Desk, notice: Notice, standing: Standing, now: datetime) -> Way:
    """By which channel it goes, and when, or why it does not. One read where hours hang on the plan's clock."""
    if notice.kind == STAFF:
        return Way(notice.channel, now)
    awaited = standing.awaited
    wishes = standing.customer.wishes if standing.customer is not None else Wishes()
    known = standing.known
    sought = Sought(
        kind=notice.kind,
        channel=notice.channel,
        addresses=standing.ways,
        zone=_zone_of(desk, notice, wishes.hours or notice.within, awaited.also),
        topic_id=notice.topic_id,
        fixed=notice.fixed,
        stopped=frozenset(channel for channel, each in known.items() if each.stopped_at is not None),
        within=notice.within,
        until=notice.until,
        also=awaited.also,
    )
    way = way_of(sought, wishes, now)
    return Way(None, now, awaited.why) if awaited.why is not None and way.channel is not None else way


def _zone_of(desk: Desk, notice: Notice, *several: WishedHours | None) -> str:
    hangs_there = any(each is not None and each.zone is None for each in several)
    if not hangs_there or notice.plan_key is None:
        return _UNKNOWN_ZONE
    try:
        return plans.read_plan(desk, notice.plan_key).time_zone
    except NotFound:
        return _UNKNOWN_ZONE


def hold_wishes(tx: Transaction, notice: Notice, standing: Standing) -> None:
    """Add to the transaction that claims it: nobody wished otherwise since. Lost: ``NoticeMoved``."""
    if notice.kind == STAFF:
        return
    moved = store.NoticeMoved("its customer wishes otherwise since")
    if notice.channel in standing.known:
        store.check_address(tx, standing.known[notice.channel], moved)
    if standing.awaited.hold is not None:
        standing.awaited.hold(tx, moved)
    if standing.customer is not None:
        visitors.check_as_read(tx, standing.customer.visitor_id, standing.customer.version, moved)
