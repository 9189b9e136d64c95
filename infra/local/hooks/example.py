"""A receiver's side of webhooks, in one file: copy it, and do something with what ``take`` gives back.

event = Receiver([secret]).take(request.headers, request.body, time.time())    # POST, at the address of the webhook

Answer 204 once it is stored, also for None (it was received before); 400 where it raises ``Forged``. Take secrets from
the administration, where each is shown once; while one is changed for another, name both.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

OLDEST = 300  # seconds: what was signed longer ago is somebody's who kept it
REMEMBERED = 10_000  # ids of events, which may come again


class Forged(Exception):
    """It is not from the desk, or was kept by somebody and sent again."""


class Receiver:
    """Believes what is signed with one of these secrets, and takes each event once."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self.secrets = list(secrets)
        self._known: dict[str, None] = {}

    def take(self, headers: Mapping[str, str], body: bytes, now: float) -> dict[str, Any] | None:
        """What happened; None: it was received before. Names of headers in small letters. Raises ``Forged``."""
        event_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not stamp.isdecimal() or abs(int(stamp[:12]) - now) > OLDEST:
            raise Forged("not of now")
        given = [each.partition("v1,")[2] for each in headers.get("webhook-signature", "").split(" ")]
        wanted = [_signature(each, f"{event_id}.{stamp}.".encode() + body) for each in self.secrets]
        if not any(hmac.compare_digest(one.encode(), other.encode()) for one in given for other in wanted):
            raise Forged("not signed with a secret of ours")
        if event_id in self._known:
            return None
        self._known[event_id] = None
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        event: dict[str, Any] = json.loads(body)
        return event


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
