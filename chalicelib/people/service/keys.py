"""API keys: made, changed, rotated and revoked by administrators; asked for at each request of a server (F10)."""

from __future__ import annotations

import secrets as chances
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from threading import Lock
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, limits, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent, RightsChanged
from chalicelib.people.model.keys import (
    BOTH_VALID,
    BY_HAND,
    LONGEST_NAME,
    MAKER_LEFT,
    MOST_KEYS,
    OF_KEYS,
    SECRET_BYTES,
    ApiKey,
    KeyEnded,
    KeySecret,
    TooManyApiKeys,
    Used,
    checked_for_key,
    opens,
    parts_of,
    rotated,
    told,
)
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.store import keys as store
from chalicelib.people.store import reading
from chalicelib.people.store.keys import KeyMoved

TOGETHER = 10  # requests that are counted by one write
REQUESTS = Limit("api_key", most=60, within=timedelta(minutes=1))  # of so many together: six hundred a minute
PLACE = "api_keys"


class Allowances:
    """How many requests of each key this container may answer before it counts again."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def take(self, key_id: str, now: float) -> bool:
        """Whether one was left."""
        with self._lock:
            until, left = self._left.get(key_id, (0.0, 0))
            if left == 0 or until <= now:
                return False
            self._left[key_id] = (until, left - 1)
            return True

    def put(self, key_id: str, until: float, left: int) -> None:
        """So many more, until then."""
        with self._lock:
            self._left[key_id] = (until, left)


def key_by(desk: Desk, token: str) -> ApiKey:
    """The key that a server brings. One strongly consistent read, so that one that is revoked ends at once; a write
    for each ten requests, which counts them, and one an hour, which says that it is used.

    Raises ``KeyEnded``, ``LimitReached``.
    """
    key_id, secret_hash = parts_of(token)
    known = store.find(desk, key_id) if key_id else None
    if known is None or not opens(known[0], secret_hash, desk.now()):
        raise KeyEnded("it was revoked, has expired, or is none")
    _count(desk, key_id)
    store.note_use(desk, key_id, known[1])
    return known[0]


def _count(desk: Desk, key_id: str) -> None:
    allowances: Allowances = desk.kept.setdefault(PLACE, Allowances())
    now = desk.now().timestamp()
    if not allowances.take(key_id, now):
        limits.spend_now(desk, REQUESTS, "key", key_id)
        allowances.put(key_id, now + REQUESTS.within.total_seconds(), TOGETHER - 1)


def list_keys(desk: Desk) -> Sequence[Used]:
    """All of them, oldest first, with when each was used; one query."""
    return store.all_keys(desk)


def read_key(desk: Desk, key_id: str) -> Used:
    """One. Raises ``NotFound``."""
    return existing(store.find(desk, key_id), "no such API key")


def make_key(
    desk: Desk, maker: Agent, values: Mapping[str, Any], by: By = SYSTEM, once: Once | None = None
) -> tuple[Used, str | None]:
    """A new one, and what its server brings; None: it was made before, and was shown then.

    Raises ``Invalid``, ``BeyondYourRights``, ``TooManyApiKeys``.
    """
    if (before := recall(desk, once, desk.now().timestamp())) is not None:
        return read_key(desk, str(before["key_id"])), None
    now, secret = desk.now(), chances.token_bytes(SECRET_BYTES)
    if sum(each.counts(now) for each, _ in store.all_keys(desk)) >= MOST_KEYS:
        raise TooManyApiKeys(f"at most {MOST_KEYS}", extra={"most": MOST_KEYS})
    key_id = desk.new_id(OF_KEYS.rstrip("_"))
    whole = told(key_id, secret)
    made = KeySecret(parts_of(whole)[1], now)
    key = _changed(desk, ApiKey(key_id, "", frozenset(), "", "", now, (made,)), maker, values)
    tx = Transaction(desk)
    mark(tx, once, {"key_id": key_id})
    store.add_key(tx, key)
    audit.note(tx, by, "make_api_key", key_id, after=_noted(key))
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_key(desk, str(done.answer["key_id"])), None
    return (key, None), whole


def change_key(
    desk: Desk, changer: Agent, key_id: str, values: Mapping[str, Any], version: int | None = None, by: By = SYSTEM
) -> Used:
    """Another name, other permissions, another end; what is left out stays. Whoever changes its permissions is whose
    rights it never exceeds from then on.

    Raises ``NotFound``, ``Invalid``, ``BeyondYourRights``, ``ChangedMeanwhile``.
    """
    first, used_at = read_key(desk, key_id)
    races.refuse_older(version, first)

    def save(before: ApiKey, after: ApiKey) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.change_key(tx, before, after)
        audit.note(tx, by, "change_api_key", key_id, before=_noted(before), after=_noted(after))
        tx.commit()

    names = races.names_in(values)
    after = races.change(desk, first, names, lambda held: _changed(desk, held, changer, values), save)
    return after, used_at


def rotate_key(
    desk: Desk, key_id: str, hours: int | None = None, by: By = SYSTEM, once: Once | None = None
) -> tuple[Used, str | None]:
    """Another secret, beside which that of before stays valid for ``hours`` (0: not at all); what its server brings
    from now on, None: this was done before. Raises ``NotFound``, ``KeyEnded``."""
    whole = told(key_id, chances.token_bytes(SECRET_BYTES))
    both_for = timedelta(hours=hours) if hours is not None else BOTH_VALID

    def rotate() -> tuple[Used, str | None]:
        before, used_at = read_key(desk, key_id)
        secret = KeySecret(parts_of(whole)[1], desk.now())
        after = replace(rotated(before, secret, both_for), version=before.version + 1)
        tx = Transaction(desk)
        mark(tx, once, {})
        store.change_key(tx, before, after)
        audit.note(tx, by, "rotate_api_key", key_id, after={"hours": int(both_for.total_seconds() // 3600)})
        try:
            tx.commit()
        except AlreadyDone:
            return read_key(desk, key_id), None
        return (after, used_at), whole

    return races.again(desk, rotate, KeyMoved)


def revoke_key(desk: Desk, key_id: str, by: By = SYSTEM) -> None:
    """It is valid no more, from the next request on; twice is once. Raises ``NotFound``."""
    races.again(desk, lambda: _end(desk, read_key(desk, key_id)[0], BY_HAND, by), KeyMoved)


def follow_rights(desk: Desk, changed: RightsChanged) -> None:
    """Keys never go beyond their maker: who may less than before leaves them less, who is gone ends them. A read and a
    query. Safe to repeat."""
    maker = reading.agent(desk, changed.agent_id)
    allowed = maker.rights.permissions if maker is not None and maker.active and maker.reaches_all else frozenset()
    for key, _ in store.all_keys(desk):
        if key.maker_id == changed.agent_id and key.ended_at is None and not key.permissions <= allowed:
            races.again(desk, partial(_narrow, desk, key.key_id, allowed), KeyMoved)


def _narrow(desk: Desk, key_id: str, allowed: frozenset[str]) -> None:
    before, _ = read_key(desk, key_id)
    permissions = before.permissions & allowed
    if not permissions:
        return _end(desk, before, MAKER_LEFT, SYSTEM)
    after = replace(before, permissions=permissions, version=before.version + 1)
    if permissions != before.permissions:
        tx = Transaction(desk)
        store.change_key(tx, before, after)
        audit.note(tx, SYSTEM, "change_api_key", key_id, before=_noted(before), after=_noted(after))
        tx.commit()
    return None


def _end(desk: Desk, before: ApiKey, why: str, by: By) -> None:
    """Lost: ``KeyMoved``."""
    if before.ended_at is not None:
        return
    after = replace(before, ended_at=desk.now(), why_ended=why, secrets=(), version=before.version + 1)
    tx = Transaction(desk)
    store.change_key(tx, before, after)
    audit.note(tx, by, "revoke_api_key", before.key_id, before=_noted(before), after={"why": why})
    tx.commit()


def _changed(desk: Desk, before: ApiKey, changer: Agent, values: Mapping[str, Any]) -> ApiKey:
    """Raises ``Invalid``, ``BeyondYourRights``."""
    checks: races.Checks = {
        "name": lambda name: checked("name", name, longest=LONGEST_NAME),
        "permissions": checked_for_key,
    }
    said = {name: each for name, each in values.items() if name != "expires_at"}
    after = replace(before, **races.checked_fields(said, checks))
    if "expires_at" in values:
        ends = values["expires_at"]
        if ends is not None and ends <= desk.now():
            raise Invalid.field("expires_at", "a time that is still to come, or nothing")
        after = replace(after, expires_at=ends)
    if after.permissions != before.permissions:
        refuse_beyond(changer, after.role)
        after = replace(after, maker_id=changer.agent_id, maker_name=changer.name)
    return after


def _noted(key: ApiKey) -> dict[str, Any]:
    """What the audit log says of it; never a secret, nor its hash."""
    plain: dict[str, Any] = msgspec.to_builtins({"name": key.name, "expires_at": key.expires_at})
    return {**plain, "permissions": sorted(key.permissions)}
