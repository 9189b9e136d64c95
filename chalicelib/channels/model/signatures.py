"""Who may speak for a channel: HMAC-SHA256 over the moment and the body, with a key of the channel's (A9). Pure.

The header is the same in which the desk signs what it asks others: ``t=<seconds>,v1=<hex>``, a ``v1`` for each key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime

from chalicelib.core.errors import Unauthorized

NEAR = 300  # seconds that a signature counts before and after its moment
MOST_PARTS = 8


class SignatureRefused(Unauthorized):
    """No key of the channel has signed this, or not now."""

    code = "signature_refused"
    title = "The signature does not hold"


def refuse_unsigned(header: str, body: bytes, secrets: Sequence[str], now: int) -> None:
    """Raises ``SignatureRefused`` unless one of these secrets has signed this body within five minutes of now.

    Every secret is tried with every signature, in constant time each.
    """
    at, signatures = _parts(header)
    if at is None:
        raise SignatureRefused("X-Deskbell-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of t.body, in hex>")
    signed = f"{at}.".encode() + body
    expected = [hmac.digest(each.encode(), signed, hashlib.sha256).hex().encode() for each in secrets]
    holds = [hmac.compare_digest(one, other) for one in expected for other in signatures]
    if not any(holds):
        raise SignatureRefused("no key of this channel has signed this body")
    if abs(now - at) > NEAR:
        raise SignatureRefused("signed more than five minutes from now")


def moment_of(header: str) -> datetime | None:
    """When it was signed, as the header says."""
    at, _ = _parts(header)
    return datetime.fromtimestamp(at, UTC) if at is not None else None


def _parts(header: str) -> tuple[int | None, list[bytes]]:
    parts = [each.strip().partition("=") for each in header.split(",")[:MOST_PARTS]]
    moments = [value for name, _, value in parts if name == "t"]
    signatures = [value.strip().lower().encode() for name, _, value in parts if name == "v1"]
    if len(moments) != 1 or not (moments[0].isascii() and moments[0].isdigit()) or len(moments[0]) > 12:
        return None, []
    return (int(moments[0]), signatures) if signatures else (None, [])
