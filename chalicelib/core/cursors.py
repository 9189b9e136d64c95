"""Opaque cursors: what a client must bring back to go on reading, signed so that it cannot be made up."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid

T = TypeVar("T")

MOST_BYTES = 1_000_000  # of a page, as JSON


def seal(desk: Desk, purpose: str, content: Any) -> str:
    """A cursor for this purpose, holding anything JSON can say."""
    said = zlib.compress(msgspec.json.encode(content))  # an inbox's may name 150 conversations, and stands in an URL
    return (
        base64.urlsafe_b64encode(_signature(desk.settings.token_keys[0][1], purpose, said) + said).decode().rstrip("=")
    )


def unseal(desk: Desk, purpose: str, cursor: str) -> Any:
    """What the cursor holds. Raises ``Invalid`` for one that we did not make for this."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (ValueError, binascii.Error):
        raise _bad() from None
    signature, said = raw[:12], raw[12:]
    if not any(hmac.compare_digest(signature, _signature(key, purpose, said)) for _, key in desk.settings.token_keys):
        raise _bad()
    return msgspec.json.decode(zlib.decompress(said))


def fitting(things: Sequence[T]) -> Sequence[T]:
    """Those of the first things that a page has room for; at least one, if there is one."""
    weight = 0
    for number, thing in enumerate(things):
        weight += len(msgspec.json.encode(thing))
        if number and weight > MOST_BYTES:
            return things[:number]
    return things


def _signature(secret: str, purpose: str, content: bytes) -> bytes:
    return hmac.new(secret.encode(), f"cursor:{purpose}:".encode() + content, hashlib.sha256).digest()[:12]


def _bad() -> Invalid:
    return Invalid.field("cursor", "not a cursor of this list; start without one")
