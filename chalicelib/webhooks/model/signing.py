"""How a request is signed: Standard Webhooks, version 1 (F10). Pure.

The receiver has the secret, ``whsec_`` and base64; what is signed is ``id.timestamp.body``; beside each other stand the
signatures of all secrets that are valid, so that one can be changed for another without a gap.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

PREFIX = "whsec_"
BYTES = 32
TOLERANCE = timedelta(minutes=5)  # by which clocks may differ
MOST_SECRETS = 5
BOTH_VALID = timedelta(hours=24)
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


class Secret(msgspec.Struct, frozen=True):
    """``secret`` begins with ``whsec_``; ``ends_at``: when another one has taken its place (None: it has not)."""

    secret_id: str
    secret: str
    created_at: datetime
    ends_at: datetime | None = None


class Secrets(msgspec.Struct, frozen=True):
    """An endpoint's secrets, the newest first."""

    secrets: tuple[Secret, ...] = ()
    version: int = 0


def valid(held: Secrets, now: datetime) -> list[Secret]:
    """Those that requests are signed with now."""
    return [each for each in held.secrets if each.ends_at is None or each.ends_at > now]


def rotated(held: Secrets, new: Secret, both_for: timedelta) -> Secrets:
    """With the new one, beside which those before stay valid for so long at most."""
    until = new.created_at + both_for
    before = [replace(each, ends_at=min(each.ends_at or until, until)) for each in valid(held, new.created_at)]
    kept = [each for each in before if each.ends_at is not None and each.ends_at > new.created_at]
    return Secrets((new, *kept)[:MOST_SECRETS], held.version + 1)


def secret_of(random: bytes) -> str:
    """A secret as it is shown and kept."""
    return PREFIX + base64.b64encode(random).decode()


def headers_of(secrets: Sequence[str], event_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a request that is sent then."""
    seconds = int(at.timestamp())
    signatures = [f"v1,{_signature(each, event_id, seconds, body)}" for each in secrets]
    return {ID: event_id, TIMESTAMP: str(seconds), SIGNATURE: " ".join(signatures)}


def verified(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether the desk sent this lately, as a receiver finds out; names of headers in small letters."""
    stamp = headers.get(TIMESTAMP, "")
    if not stamp.isdecimal() or len(stamp) > 12 or abs(int(stamp) - now.timestamp()) > TOLERANCE.total_seconds():
        return False
    wanted = _signature(secret, headers.get(ID, ""), int(stamp), body)
    signatures = [each.partition(",") for each in headers.get(SIGNATURE, "").split()]
    return any(
        version == "v1" and hmac.compare_digest(signature.encode(), wanted.encode())
        for version, _, signature in signatures
    )


def _signature(secret: str, event_id: str, seconds: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{event_id}.{seconds}.".encode() + body
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
