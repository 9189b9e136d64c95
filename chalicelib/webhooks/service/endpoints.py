"""Endpoints as administrators keep them: made, changed, their secrets, a test (F10)."""

from __future__ import annotations

import secrets as chances
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, outbound, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.webhooks.model.catalogue import TEST, Event, TriedFacts
from chalicelib.webhooks.model.deliveries import Delivery, Place
from chalicelib.webhooks.model.endpoints import (
    BY_HAND,
    LONGEST_DESCRIPTION,
    MOST_ENDPOINTS,
    MOST_PLANS,
    WELL,
    Endpoint,
    Health,
    TooManyEndpoints,
    checked_events,
)
from chalicelib.webhooks.model.signing import BOTH_VALID, BYTES, Secret, Secrets, rotated, secret_of
from chalicelib.webhooks.service.known import forget_known
from chalicelib.webhooks.service.telling import put_delivery
from chalicelib.webhooks.store import deliveries as log
from chalicelib.webhooks.store import endpoints as store
from chalicelib.webhooks.store.endpoints import EndpointMoved, SecretsMoved

_AUDITED = "url description events plan_keys personal numbers ordered enabled"


class Whole(msgspec.Struct, frozen=True):
    """An endpoint, how it is, and its secrets."""

    endpoint: Endpoint
    health: Health
    secrets: Secrets


def list_endpoints(desk: Desk) -> Sequence[tuple[Endpoint, Health]]:
    """All of them, oldest first, with how they are; two requests."""
    found = store.endpoints(desk)
    return list(zip(found, store.all_health(desk, [each.endpoint_id for each in found]), strict=True))


def read_endpoint(desk: Desk, endpoint_id: str) -> Whole:
    """One; one request. Raises ``NotFound``."""
    endpoint, health, secrets = store.whole(desk, endpoint_id)
    return Whole(existing(endpoint, "no such endpoint"), health, secrets)


def create_endpoint(
    desk: Desk, caller: people.Caller, values: Mapping[str, Any], once: Once | None = None, request_id: str = ""
) -> tuple[Whole, bool]:
    """A new one with its first secret, and whether it was made before.

    Raises ``Invalid`` with the field, ``TooManyEndpoints``; ``NotFound`` for one that was made and is deleted.
    """
    if (done_before := recall(desk, once, desk.now().timestamp())) is not None:
        return read_endpoint(desk, str(done_before["endpoint_id"])), True
    if len(store.endpoints(desk)) >= MOST_ENDPOINTS:
        raise TooManyEndpoints(f"at most {MOST_ENDPOINTS}", extra={"most": MOST_ENDPOINTS})
    now = desk.now()
    blank = Endpoint(desk.new_id("whk"), "", "", now, now)
    made = _changed(desk, blank, values)
    secrets = Secrets((_new_secret(desk),), 1)
    tx = Transaction(desk)
    mark(tx, once, {"endpoint_id": made.endpoint_id})
    store.put_endpoint(tx, None, made)
    store.put_secrets(tx, made.endpoint_id, Secrets(), secrets)
    audit.note(tx, caller.by(request_id), "create_webhook", made.endpoint_id, after=_noted(made))
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_endpoint(desk, str(done.answer["endpoint_id"])), True
    forget_known(desk)
    return Whole(made, WELL, secrets), False


def change_endpoint(
    desk: Desk,
    caller: people.Caller,
    endpoint_id: str,
    values: Mapping[str, Any],
    version: int | None,
    request_id: str = "",
) -> Whole:
    """Change what is said of it; what is left out stays. One that is enabled again hears of what happens from now on,
    and is given its days anew. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``."""
    first = read_endpoint(desk, endpoint_id)
    races.refuse_older(version, first.endpoint)

    def save(before: Endpoint, after: Endpoint) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.put_endpoint(tx, before, after)
        if after.enabled and not before.enabled:
            store.put_health(tx, endpoint_id, WELL)
        said = _noted(before), _noted(after)
        audit.note(tx, caller.by(request_id), "change_webhook", endpoint_id, before=said[0], after=said[1])
        tx.commit()

    names = races.names_in(values)
    after = races.change(desk, first.endpoint, names, lambda held: _changed(desk, held, values), save)
    forget_known(desk)
    return Whole(after, first.health if first.endpoint.enabled else WELL, first.secrets)


def delete_endpoint(desk: Desk, caller: people.Caller, endpoint_id: str, request_id: str = "") -> None:
    """Nothing is sent to it any more; what was sent is shown no more. Raises ``NotFound``."""

    def delete(record: Endpoint | None) -> None:
        before = existing(record, "no such endpoint")
        tx = Transaction(desk)
        store.delete_endpoint(tx, before)
        audit.note(tx, caller.by(request_id), "delete_webhook", endpoint_id, before=_noted(before))
        tx.commit()

    races.follow(desk, store.endpoint(desk, endpoint_id), delete, EndpointMoved)
    forget_known(desk)


def rotate_secret(
    desk: Desk,
    caller: people.Caller,
    endpoint_id: str,
    hours: int | None = None,
    once: Once | None = None,
    request_id: str = "",
) -> Whole:
    """One secret more; those before stay valid beside it for ``hours`` (0: not at all). Raises ``NotFound``."""

    def rotate() -> Whole:
        whole = read_endpoint(desk, endpoint_id)
        both_for = timedelta(hours=hours) if hours is not None else BOTH_VALID
        after = rotated(whole.secrets, _new_secret(desk), both_for)
        tx = Transaction(desk)
        mark(tx, once, {"secret_id": after.secrets[0].secret_id})
        store.put_secrets(tx, endpoint_id, whole.secrets, after)
        named = {"secret_id": after.secrets[0].secret_id, "hours": int(both_for.total_seconds() // 3600)}
        audit.note(tx, caller.by(request_id), "rotate_webhook_secret", endpoint_id, after=named)
        try:
            tx.commit()
        except AlreadyDone:
            return read_endpoint(desk, endpoint_id)
        return replace(whole, secrets=after)

    return races.again(desk, rotate, SecretsMoved)


def send_test(
    desk: Desk, caller: people.Caller, endpoint_id: str, once: Once | None = None, request_id: str = ""
) -> tuple[Place, Delivery]:
    """A test event, sent in this request; what came of it by now. Raises ``NotFound``."""
    endpoint = read_endpoint(desk, endpoint_id).endpoint
    event = Event(TEST, endpoint_id, 0, desk.now(), TriedFacts(endpoint_id))
    tx = Transaction(desk)
    place = put_delivery(tx, replace(endpoint, ordered=False), event, inline=True)
    mark(tx, once, msgspec.to_builtins(place))
    audit.note(tx, caller.by(request_id), "test_webhook", endpoint_id)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        place = msgspec.convert(done.answer, Place)
    return place, existing(log.delivery(desk, place), "no such delivery")


def _new_secret(desk: Desk) -> Secret:
    return Secret(desk.new_id("whs"), secret_of(chances.token_bytes(BYTES)), desk.now())


def _changed(desk: Desk, before: Endpoint, values: Mapping[str, Any]) -> Endpoint:
    """Raises ``Invalid``."""
    checks: races.Checks = {
        "url": lambda url: _checked_url(desk, url),
        "description": lambda text: checked("description", text, longest=LONGEST_DESCRIPTION),
        "events": checked_events,
        "plan_keys": lambda keys: _checked_plans(keys, {each.key for each in plans.list_plans(desk)}, before),
    }
    after = replace(before, **races.checked_fields(values, checks))
    if after.enabled == before.enabled:
        return after
    now = desk.now()
    if after.enabled:
        return replace(after, disabled_at=None, why_disabled=None, since=now)
    return replace(after, disabled_at=now, why_disabled=BY_HAND)


def _checked_url(desk: Desk, url: str) -> str:
    checked_url = outbound.checked_address("url", url, anywhere=desk.settings.is_local)
    if not checked_url:
        raise Invalid.field("url", "an https address such as https://example.com/deskbell")
    return checked_url


def _checked_plans(keys: Sequence[str], known: Collection[str], before: Endpoint) -> tuple[str, ...]:
    unknown = [each for each in keys if each not in known and each not in before.plan_keys]
    if unknown or len(keys) > MOST_PLANS:
        raise Invalid.field("plan_keys", f"keys of at most {MOST_PLANS} plans; not {', '.join(unknown)[:200]}")
    return tuple(dict.fromkeys(keys))


def _noted(endpoint: Endpoint) -> dict[str, Any]:
    """What the audit log says of it; of the address what comes before its query, which may hold a secret."""
    plain: dict[str, Any] = msgspec.to_builtins(audit.fields_of(endpoint, _AUDITED))
    return {**plain, "url": endpoint.url.partition("?")[0]}
