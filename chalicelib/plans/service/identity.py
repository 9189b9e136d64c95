"""A plan's keys: its website vouches for its users with some, the desk signs with others what it asks the plan's shop.

Both are added and retired alike, several at once (A5).
"""

from __future__ import annotations

import secrets

from chalicelib.core import audit, races, vouching
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.plans import store
from chalicelib.plans.model.identity import (
    HMAC,
    IDENTITY,
    RS256,
    SHOP,
    WAYS,
    IdentityKey,
    Keyring,
    with_key,
    without_key,
)
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service.reach import find_plan
from chalicelib.plans.service.reading import as_read

SECRET_BYTES = 32
ADDED = {IDENTITY: "add_identity_key", SHOP: "add_shop_key"}  # as the audit log has them
RETIRED = {IDENTITY: "retire_identity_key", SHOP: "retire_shop_key"}


def read_keys(desk: Desk, name: str, reader: Agent | None = None, purpose: str = IDENTITY) -> Keyring:
    """A plan's keys. Two requests. Raises ``NotFound``, ``NotYours``."""
    return store.keyring(desk, find_plan(desk, name, reader).key, purpose)


def add_key(
    desk: Desk,
    name: str,
    way: str,
    public_key: str | None = None,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
    once: Once | None = None,
) -> IdentityKey:
    """One key more for its website: of RS256 the site's public one, else a secret that is made here.

    The audit log has its name, never the secret. Raises ``Invalid``, ``TooManyKeys``, ``NotFound``, ``NotYours``.
    """
    plan = find_plan(desk, name, giver)
    key = IdentityKey(desk.new_id("key"), _known(way), _material(way, public_key), desk.now())
    return _added(desk, Keyring(plan.key), key, by, once)


def add_shop_key(
    desk: Desk, name: str, *, giver: Agent | None = None, by: By = SYSTEM, once: Once | None = None
) -> IdentityKey:
    """One key more that signs what the plan's shop is asked, with a secret that is made here.

    Raises ``TooManyKeys``, ``NotFound``, ``NotYours``.
    """
    plan = find_plan(desk, name, giver)
    key = IdentityKey(desk.new_id("key"), HMAC, _material(HMAC, None), desk.now())
    return _added(desk, Keyring(plan.key, purpose=SHOP), key, by, once)


def _added(desk: Desk, blank: Keyring, key: IdentityKey, by: By, once: Once | None) -> IdentityKey:
    """The key, stored with the others for the same; or the one that this request added before."""

    def again(before: dict[str, str]) -> IdentityKey:
        ring = store.keyring(desk, blank.plan_key, blank.purpose)
        return next(each for each in ring.keys if each.key_id == before["key_id"])

    def add() -> IdentityKey:
        before = store.keyring(desk, blank.plan_key, blank.purpose)
        tx = Transaction(desk)
        mark(tx, once, {"key_id": key.key_id})
        after = {"key_id": key.key_id, "way": key.way}
        audit.note(tx, by, ADDED[blank.purpose], blank.plan_key, after=after)
        store.put_keyring(tx, before, with_key(before, key))
        try:
            tx.commit()
        except AlreadyDone as done:
            return again(done.answer)
        return key

    done_before = recall(desk, once, desk.now().timestamp())
    if done_before is not None:
        return again(done_before)
    return races.again(desk, add, store.KeyringMoved)


def retire_key(
    desk: Desk, name: str, key_id: str, *, giver: Agent | None = None, by: By = SYSTEM, purpose: str = IDENTITY
) -> Keyring:
    """What was signed with this key counts no more from now on; twice is once. Raises ``NotFound``, ``NotYours``."""
    plan = find_plan(desk, name, giver)

    def retire() -> Keyring:
        before = store.keyring(desk, plan.key, purpose)
        after = without_key(before, key_id, desk.now())
        if after != before:
            tx = Transaction(desk)
            audit.note(tx, by, RETIRED[purpose], plan.key, after={"key_id": key_id})
            store.put_keyring(tx, before, after)
            tx.commit()
        return after

    return races.again(desk, retire, store.KeyringMoved)


def read_plan_and_keys(desk: Desk, key: str, origin: str | None) -> tuple[Plan, Keyring]:
    """The plan of a widget on a page of this origin, and its keys; one request. Raises as ``read_plan`` does."""
    plan, ring = store.plan_and_keyring(desk, key) if 0 < len(key) <= 40 else (None, Keyring(key))
    return as_read(desk, plan, origin), ring


def read_plan_and_shop_keys(desk: Desk, key: str) -> tuple[Plan, Keyring]:
    """A plan, and the keys that sign what its shop is asked; one request. Raises ``UnknownPlan``."""
    plan, ring = store.plan_and_keyring(desk, key, SHOP)
    return as_read(desk, plan, None), ring


def _known(way: str) -> str:
    if way not in WAYS:
        raise Invalid.field("way", f"one of {', '.join(WAYS)}")
    return way


def _material(way: str, public_key: str | None) -> str:
    if way == RS256:
        return vouching.public_key("public_key", public_key or "")
    if public_key:
        raise Invalid.field("public_key", f"only for {RS256}: the secret of {way} is made here")
    return secrets.token_urlsafe(SECRET_BYTES)
