"""Deliveries on their way: signed, sent, tried again, given up; an endpoint that is gone is disabled (F10).

A delivery may arrive twice, where a function dies after it was answered: it has the same ``webhook-id`` each time, by
which the other side knows it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.outbound import Bounds, NoAnswer, Reply
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people import service as people
from chalicelib.people.model.rights import ALL
from chalicelib.webhooks.model import endpoints as model
from chalicelib.webhooks.model.catalogue import TEST
from chalicelib.webhooks.model.deliveries import (
    DELIVERED,
    DROPPED,
    NO_ANSWER,
    PENDING,
    TRIES_FOR,
    Delivery,
    Place,
    Try,
    ended,
    excerpt_of,
    tried,
    wanted_wait,
)
from chalicelib.webhooks.model.endpoints import FAILED, GONE, WELL, Endpoint, Health
from chalicelib.webhooks.model.signing import Secrets, headers_of, valid
from chalicelib.webhooks.store import deliveries as store
from chalicelib.webhooks.store import endpoints
from chalicelib.webhooks.store.deliveries import DeliveryMoved, Turn, TurnHeld
from chalicelib.webhooks.store.endpoints import EndpointMoved

SENDER = "outbound"
BOUNDS = Bounds(seconds=10, most_bytes=4 * 1024)
FOR = timedelta(seconds=30)  # a line is gone through in one piece of work
HELD = timedelta(seconds=45)  # longer than one try may take
AT_REST = timedelta(hours=1)  # over which what waited for an endpoint is spread at most
MOST_TOLD = 30
STATUS_GONE = 410
MANAGE = "webhooks.manage"


class Deliver(Due, frozen=True):
    """A delivery, by its place, is to be tried, which was ``tried`` so often before; with a ``line``: whatever is first
    in that."""

    kind = "webhooks.deliver"

    endpoint_id: str
    day: str
    share: int
    order: str
    line: str | None = None
    tried: int = 0

    @property
    def place(self) -> Place:
        """Where the delivery is kept."""
        return Place(self.endpoint_id, self.day, self.share, self.order)


def deliver(desk: Desk, due: Deliver) -> None:
    """Try a delivery, or all of a line in their order until one fails. Safe to repeat, out of order and at once.

    Two requests to read it, one to write down what came of it; of a line, a query and a small write more for each.
    """
    if due.line is None:
        _deliver(desk, due.place, None, due)
        return
    end = desk.now() + FOR
    while (turn := store.first_turn(desk, due.line)) is not None:
        if desk.now() > end:
            work.put_alone(desk, Deliver(due.endpoint_id, due.day, due.share, due.order, due.line, due.tried))
            return
        if not (_is_held(desk, turn) and _deliver(desk, turn.place, turn, due)):
            return


def _is_held(desk: Desk, turn: Turn) -> bool:
    """Whether it is ours from now on; whoever holds it otherwise goes on with the line."""
    try:
        store.hold_turn(desk, turn, desk.now() + HELD)
    except TurnHeld:
        return False
    return True


def _deliver(desk: Desk, place: Place, turn: Turn | None, due: Deliver) -> bool:
    """Try it once, if its time has come: this piece of work is its own (``due``), or nothing was said of a time;
    whether it is over with it."""
    delivery = store.delivery(desk, place)
    endpoint, health, secrets = endpoints.whole(desk, place.endpoint_id)
    if endpoint is None or delivery is None or delivery.state != PENDING:
        _let_go(desk, turn)
        return True
    now = desk.now()
    if not endpoint.enabled and delivery.name != TEST:
        return _settle(desk, place, turn, delivery, ended(delivery, DROPPED, now))
    is_own = (place, delivery.tried) == (due.place, due.tried)
    if delivery.next_at > now and not is_own:
        _let_wait(desk, turn)
        return False
    if health.rests_until is not None and health.rests_until > now and now < delivery.began_at + TRIES_FOR:
        _rest(desk, place, turn, delivery, health)
        return False
    attempt, wait = _tried(desk, endpoint, secrets, delivery)
    after = tried(delivery, attempt, wait, desk.chance())
    return races.again(desk, lambda: _note(desk, place, turn, delivery, after), EndpointMoved)


def _tried(desk: Desk, endpoint: Endpoint, secrets: Secrets, delivery: Delivery) -> tuple[Try, timedelta | None]:
    """Send it; what came of that, and for how long the other side wants to be left alone."""
    at, body = desk.now(), delivery.body.encode()
    signing = [each.secret for each in valid(secrets, at)]
    headers = {**headers_of(signing, delivery.event_id, at, body), "User-Agent": "Deskbell-Webhooks/1"}
    try:
        reply: Reply = desk.senders[SENDER].tell(endpoint.url, headers, body, BOUNDS)
    except NoAnswer as error:
        return Try(at, NO_ANSWER, _milliseconds(desk, at), error.why, error.detail[:200]), None
    why = "redirected" if 300 <= reply.status < 400 else "gone" if reply.status == STATUS_GONE else ""
    attempt = Try(at, reply.status, _milliseconds(desk, at), why, excerpt_of(reply.excerpt))
    return attempt, wanted_wait(reply.retry_after, desk.now())


def _note(desk: Desk, place: Place, turn: Turn | None, before: Delivery, after: Delivery) -> bool:
    """Write down what came of a try, with what follows from it; whether it is over with it. Lost: ``EndpointMoved``."""
    endpoint, health, _ = endpoints.whole(desk, place.endpoint_id)
    tx = Transaction(desk)
    if endpoint is not None and (endpoint.enabled or before.name != TEST):
        now_is = _health_after(tx, endpoint, health, after)
        if now_is != health:
            endpoints.put_health(tx, endpoint.endpoint_id, now_is)
    return _settle(desk, place, turn, before, after, tx)


def _health_after(tx: Transaction, endpoint: Endpoint, health: Health, after: Delivery) -> Health:
    """How the endpoint is then; one that is gone, or has failed for days, is disabled with it."""
    if after.state == DELIVERED:
        return WELL
    last, now = after.tries[-1], tx.desk.now()
    failing = model.failed(health, now)
    is_gone = last.status == STATUS_GONE
    if endpoint.enabled and (is_gone or model.is_given_up(failing, now)):
        _disable(tx, endpoint, GONE if is_gone else FAILED)
    return failing


def _disable(tx: Transaction, before: Endpoint, why: str) -> None:
    """Add to the transaction: nothing is sent there any more, and those who can change that hear of it."""
    now = tx.desk.now()
    after = replace(before, enabled=False, disabled_at=now, why_disabled=why, version=before.version + 1)
    endpoints.put_endpoint(tx, before, after)
    audit.note(tx, SYSTEM, "disable_webhook", before.endpoint_id, after={"why": why})
    roster = people.directory(tx.desk)
    able = [each for each in roster.agents.values() if each.active and MANAGE in each.rights.permissions]
    able = sorted((each for each in able if each.rights.scope == ALL), key=lambda each: each.agent_id)[:MOST_TOLD]
    words = {"description": before.description, "host": urlsplit(before.url).hostname or ""}
    matter = Matter(what=f"webhook_{why}", words=words, about=f"webhooks#{before.endpoint_id}")
    notifications.tell_colleagues(tx, able, "zh-CN", matter)


def _settle(
    desk: Desk, place: Place, turn: Turn | None, before: Delivery, after: Delivery, tx: Transaction | None = None
) -> bool:
    """Store it, and have it tried again where it is not over; whether it is."""
    tx = tx or Transaction(desk)
    store.put_delivery(tx, place, before, after)
    if after.state == PENDING:
        _try_later(tx, place, turn, after, after.next_at)
        if turn is not None:
            store.let_turn(tx, turn.line, turn.order)
    elif turn is not None:
        store.end_turn(tx, turn.line, turn.order)
    try:
        tx.commit()
    except DeliveryMoved:
        return False  # somebody else tried it as well: what they wrote down holds
    return after.state != PENDING


def _rest(desk: Desk, place: Place, turn: Turn | None, delivery: Delivery, health: Health) -> None:
    """It is tried when its endpoint was left alone for long enough; the longer that has failed, the more spread."""
    until, since = health.rests_until or desk.now(), health.failing_since or desk.now()
    tx = Transaction(desk)
    at = until + min(AT_REST, until - since) * desk.chance()
    _try_later(tx, place, turn, delivery, at)
    if turn is not None:
        store.let_turn(tx, turn.line, turn.order)
    tx.commit()


def _let_go(desk: Desk, turn: Turn | None) -> None:
    if turn is not None:
        tx = Transaction(desk)
        store.end_turn(tx, turn.line, turn.order)
        tx.commit()


def _let_wait(desk: Desk, turn: Turn | None) -> None:
    """Its own piece of work comes when its time has come."""
    if turn is not None:
        tx = Transaction(desk)
        store.let_turn(tx, turn.line, turn.order)
        try:
            tx.commit()
        except Lost:
            return


def _try_later(tx: Transaction, place: Place, turn: Turn | None, delivery: Delivery, at: datetime) -> None:
    line = turn.line if turn is not None else None
    work.put(tx, Deliver(place.endpoint_id, place.day, place.share, place.order, line, delivery.tried), at=at)


def _milliseconds(desk: Desk, since: datetime) -> int:
    return max(0, round((desk.now() - since).total_seconds() * 1000))
