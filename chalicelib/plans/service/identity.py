"""The keys with which a plan's website vouches for its users: added, retired, several at once (A5)."""

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
from chalicelib.plans.model.identity import RS256, WAYS, IdentityKey, Keyring, with_key, without_key
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service.reach import find_plan
from chalicelib.plans.service.reading import as_read

SECRET_BYTES = 32


def read_keys(desk: Desk, name: str, reader: Agent | None = None) -> Keyring:
    """A plan's keys. Two requests. Raises ``NotFound``, ``NotYours``."""
    return store.keyring(desk, find_plan(desk, name, reader).key)


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
    """One key more: of RS256 the site's public one, else a secret that is made here.

    The audit log has its name, never the secret. Raises ``Invalid``, ``TooManyKeys``, ``NotFound``, ``NotYours``.
    """
    plan = find_plan(desk, name, giver)
    key = IdentityKey(desk.new_id("key"), _known(way), _material(way, public_key), desk.now())

    def again(before: dict[str, str]) -> IdentityKey:
        ring = store.keyring(desk, plan.key)
        return next(each for each in ring.keys if each.key_id == before["key_id"])

    def add() -> IdentityKey:
        before = store.keyring(desk, plan.key)
        tx = Transaction(desk)
        mark(tx, once, {"key_id": key.key_id})
        audit.note(tx, by, "add_identity_key", plan.key, after={"key_id": key.key_id, "way": way})
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


def retire_key(desk: Desk, name: str, key_id: str, *, giver: Agent | None = None, by: By = SYSTEM) -> Keyring:
    """What was signed with this key counts no more from now on; twice is once. Raises ``NotFound``, ``NotYours``."""
    plan = find_plan(desk, name, giver)

    def retire() -> Keyring:
        before = store.keyring(desk, plan.key)
        after = without_key(before, key_id, desk.now())
        if after != before:
            tx = Transaction(desk)
            audit.note(tx, by, "retire_identity_key", plan.key, after={"key_id": key_id})
            store.put_keyring(tx, before, after)
            tx.commit()
        return after

    return races.again(desk, retire, store.KeyringMoved)


def read_plan_and_keys(desk: Desk, key: str, origin: str | None) -> tuple[Plan, Keyring]:
    """The plan of a widget on a page of this origin, and its keys; one request. Raises as ``read_plan`` does."""
    plan, ring = store.plan_and_keyring(desk, key) if 0 < len(key) <= 40 else (None, Keyring(key))
    return as_read(desk, plan, origin), ring


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
