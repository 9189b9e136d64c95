"""The log of deliveries, and sending some of them again: one, or those from a time on (F10)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.core import audit, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.webhooks.model.catalogue import TEST
from chalicelib.webhooks.model.deliveries import (
    DELIVERED,
    KEPT,
    PENDING,
    SHARES,
    Delivery,
    Place,
    read_place,
    replayed,
)
from chalicelib.webhooks.model.endpoints import Endpoint, EndpointDisabled
from chalicelib.webhooks.service.sending import Deliver
from chalicelib.webhooks.store import deliveries as store
from chalicelib.webhooks.store import endpoints
from chalicelib.webhooks.store.deliveries import DeliveryMoved

PAGE, TOGETHER = 50, 25


class Replay(Due, frozen=True):
    """The deliveries that were begun between ``since`` and ``until``, when this was asked for, are sent again: all of
    them, or those that did not arrive. This piece: of a share of a day, behind an order."""

    kind = "webhooks.replay"

    endpoint_id: str
    since: datetime
    until: datetime
    arrived_too: bool
    day: str
    share: int = 0
    after: str = ""


def list_deliveries(
    desk: Desk, endpoint_id: str, day: str, before: str | None
) -> tuple[list[tuple[Place, Delivery]], bool]:
    """Those of a day of UTC, the newest first, fifty at a time, and whether there are more; five requests.

    Raises ``NotFound``, ``Invalid``.
    """
    day = day or times.stored(desk.now().astimezone(UTC).date())
    if not times.is_day(day):
        raise Invalid.field("day", "a day such as 2026-11-29")
    existing(endpoints.endpoint(desk, endpoint_id), "no such endpoint")
    return store.of_day(desk, endpoint_id, day, before, PAGE)


def replay_one(
    desk: Desk, caller: people.Caller, endpoint_id: str, name: str, once: Once | None = None, request_id: str = ""
) -> tuple[Place, Delivery]:
    """Send one again, with the same id and body. Raises ``NotFound``, ``EndpointDisabled``, ``StillPending``."""
    _refuse_disabled(endpoints.endpoint(desk, endpoint_id))
    place = existing(read_place(endpoint_id, name), "no such delivery")

    def send() -> Delivery:
        before = existing(store.delivery(desk, place), "no such delivery")
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        after = replayed(before, desk.now())
        tx = Transaction(desk)
        mark(tx, once, {})
        store.put_delivery(tx, place, before, after)
        work.put(tx, Deliver(endpoint_id, place.day, place.share, place.order))
        noted = {"event": before.event_id}
        audit.note(tx, caller.by(request_id), "replay_webhook", endpoint_id, after=noted)
        tx.commit()
        return after

    try:
        return place, races.again(desk, send, DeliveryMoved)
    except AlreadyDone:
        return place, existing(store.delivery(desk, place), "no such delivery")


def replay_since(
    desk: Desk,
    caller: people.Caller,
    endpoint_id: str,
    since: datetime,
    *,
    arrived_too: bool = False,
    once: Once | None = None,
    request_id: str = "",
) -> None:
    """Send those again that were begun since then, as far as they are kept, in their order as far as it goes; done bit
    by bit afterwards. Raises ``NotFound``, ``EndpointDisabled``, ``Invalid``."""
    _refuse_disabled(endpoints.endpoint(desk, endpoint_id))
    now = desk.now()
    if since > now:
        raise Invalid.field("since", "a time that is over")
    since = max(since, now - KEPT)
    tx = Transaction(desk)
    mark(tx, once, {})
    work.put(tx, Replay(endpoint_id, since, now, arrived_too, times.stored(since.astimezone(UTC).date())))
    noted = {"since": times.public(since), "arrived_too": arrived_too}
    audit.note(tx, caller.by(request_id), "replay_webhook", endpoint_id, after=noted)
    try:
        tx.commit()
    except AlreadyDone:
        return


def replay(desk: Desk, due: Replay) -> None:
    """A few of them, and the next piece. Safe to repeat: what was begun again since it was asked for is left alone."""
    since = max(due.after, times.sortable(due.since))
    found, more = store.of_share(desk, due.endpoint_id, due.day, due.share, since, TOGETHER)
    for place, delivery in found:
        if _is_meant(due, place, delivery):
            _again(desk, place, delivery)
    following = _next(due, found[-1][0].order if more else None)
    if following is not None:
        day, share, after = following
        work.put_alone(desk, Replay(due.endpoint_id, due.since, due.until, due.arrived_too, day, share, after))


def _is_meant(due: Replay, place: Place, delivery: Delivery) -> bool:
    arrived = delivery.state == DELIVERED and not due.arrived_too
    is_new = delivery.began_at > due.until
    return not (arrived or is_new or delivery.state == PENDING or delivery.name == TEST)


def _again(desk: Desk, place: Place, before: Delivery) -> None:
    tx = Transaction(desk)
    store.put_delivery(tx, place, before, replayed(before, desk.now()))
    work.put(tx, Deliver(place.endpoint_id, place.day, place.share, place.order))
    try:
        tx.commit()
    except DeliveryMoved:
        return  # somebody sends it again already


def _next(due: Replay, last: str | None) -> tuple[str, int, str] | None:
    """The day, the share and behind what it goes on: the rest of this share, behind the ``last``, the next one, the
    next day, until that on which it was asked for."""
    if last is not None:
        return due.day, due.share, last
    if due.share + 1 < SHARES:
        return due.day, due.share + 1, ""
    day = times.read_day(due.day) + timedelta(days=1)
    return (times.stored(day), 0, "") if day <= due.until.astimezone(UTC).date() else None


def _refuse_disabled(endpoint: Endpoint | None) -> None:
    if not existing(endpoint, "no such endpoint").enabled:
        raise EndpointDisabled("enable it first")
