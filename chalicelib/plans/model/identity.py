"""The keys with which a website vouches for its users (A5). Pure.

Several hold at once, so that a site can be given another before the one before is retired. Each signs in one way only:
tokens (HS256 with a shared secret, RS256 with a key pair of the site's), or a hash of the user's id (HMAC). A secret
for one of these is never one for another: whoever may have an id hashed could else have a token signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.text import among

HS256, RS256, HMAC = "HS256", "RS256", "HMAC"
WAYS = (HS256, RS256, HMAC)
IDENTITY, SHOP = "identity", "shop"  # what a plan has keys for
MOST_HELD, MOST_KEPT = 5, 20


class IdentityKey(msgspec.Struct, frozen=True):
    """``material``: the secret, or of RS256 the numbers of the public key. ``retired_at``: from then on it holds no
    more; it is kept so that its name is not given again and everybody sees what held when."""

    key_id: str
    way: Annotated[str, among(*WAYS)]
    material: str
    added_at: datetime
    retired_at: datetime | None = None


class Keyring(msgspec.Struct, frozen=True):
    """A plan's keys, oldest first; ``version`` counts their changes.

    ``purpose``: its website vouches for its users with them, or the desk signs with them what it asks the plan's shop.
    """

    plan_key: str
    keys: tuple[IdentityKey, ...] = ()
    version: int = 0
    purpose: str = IDENTITY


class TooManyKeys(Conflict):
    """Others must be retired first."""

    code = "too_many_keys"
    title = "So many keys hold already; retire one first"


def with_key(ring: Keyring, key: IdentityKey) -> Keyring:
    """The keyring with one more; those retired longest ago make room. Raises ``TooManyKeys``."""
    if len(holding(ring)) >= MOST_HELD:
        raise TooManyKeys(f"at most {MOST_HELD} keys hold at once")
    retired = [each for each in ring.keys if each.retired_at is not None]
    gone = set(retired[: max(0, len(ring.keys) + 1 - MOST_KEPT)])
    return replace(ring, keys=(*(each for each in ring.keys if each not in gone), key))


def without_key(ring: Keyring, key_id: str, at: datetime) -> Keyring:
    """The keyring after this key was retired; twice is once. Raises ``NotFound``."""
    if all(each.key_id != key_id for each in ring.keys):
        raise NotFound("no such key")

    def retired(key: IdentityKey) -> IdentityKey:
        return replace(key, retired_at=key.retired_at or at) if key.key_id == key_id else key

    return replace(ring, keys=tuple(map(retired, ring.keys)))


def holding(ring: Keyring, *ways: str) -> Sequence[IdentityKey]:
    """The keys that hold now, of these ways (none: all)."""
    return [each for each in ring.keys if each.retired_at is None and (not ways or each.way in ways)]
