"""Signed tokens: bound to one purpose, expiring, with a key id so that keys can rotate.

They are JSON Web Tokens (RFC 7519) signed with HS256 (RFC 7515), and nothing else: no other algorithm is known here, so
none can be asked for. The libraries for it load what knows all of them, a tenth of a second at each cold start.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from typing import Any

import msgspec

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unauthorized

_ALGORITHM = "HS256"
MOST_KEPT = 2000

Keys = tuple[tuple[str, str], ...]
Name = tuple[Keys, str, bytes]  # a token by its hash, for one purpose, under these keys


class Verified:
    """The claims of the tokens that were used last; threads may share it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._claims: OrderedDict[Name, dict[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._claims)

    def find(self, name: Name) -> dict[str, Any] | None:
        """What this token says, if it was verified before."""
        with self._lock:
            claims = self._claims.get(name)
            if claims is not None:
                self._claims.move_to_end(name)
            return claims

    def keep(self, name: Name, claims: dict[str, Any]) -> None:
        """Remember it; the one that was not used for longest makes room."""
        with self._lock:
            self._claims[name] = claims
            while len(self._claims) > self._most:
                self._claims.popitem(last=False)

    def drop(self, name: Name) -> None:
        """Forget it."""
        with self._lock:
            self._claims.pop(name, None)


_verified = Verified()


class TokenExpired(Unauthorized):
    """It was ours, and its time is over."""

    code = "token_expired"
    title = "The token has expired"


def issue(desk: Desk, purpose: str, claims: dict[str, Any], *, life: int) -> str:
    """A token good for ``life`` seconds and for this purpose only; signed with the newest key."""
    key_id, secret = desk.settings.token_keys[0]
    now = int(desk.now().timestamp())
    header = {"alg": _ALGORITHM, "kid": key_id, "typ": "JWT"}
    body = {**claims, "aud": purpose, "iat": now, "exp": now + life}
    signed = b".".join(_encoded(msgspec.json.encode(part)) for part in (header, body))
    return b".".join((signed, _encoded(_signature(secret, signed)))).decode()


def read(desk: Desk, purpose: str, token: str) -> dict[str, Any]:
    """The claims of a token. Raises ``Unauthorized`` for any that is not ours, not for this, or expired.

    A signature is verified once in a container; whether the time is over is asked each time.
    """
    keys = desk.settings.token_keys
    name = (keys, purpose, hashlib.blake2s(token.encode(errors="replace")).digest())  # no hash is made sooner
    claims = _verified.find(name)
    if claims is None:
        claims = _verify(keys, purpose, token)
        _verified.keep(name, claims)
    if float(claims["exp"]) <= desk.now().timestamp():
        _verified.drop(name)
        raise TokenExpired("the token has expired")
    return dict(claims)


def _verify(keys: Keys, purpose: str, token: str) -> dict[str, Any]:
    try:
        signed, _, signature = token.encode("ascii").rpartition(b".")
        head, body = signed.split(b".")
        header = msgspec.json.decode(_decoded(head), type=_Header)
        right = _encoded(_signature(dict(keys)[header.kid], signed))
        # the text itself is compared, since several texts may stand for the same bytes
        if header.alg != _ALGORITHM or header.crit is not None or not hmac.compare_digest(right, signature):
            raise ValueError("the signature is not ours")
        claims: dict[str, Any] = msgspec.json.decode(_decoded(body), type=dict[str, Any])
        if claims["aud"] != purpose:
            raise ValueError("it is for something else")
        float(claims["exp"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:  # no base64, text or JSON is a ValueError too
        raise Unauthorized("the token is not valid here") from error
    return claims


class _Header(msgspec.Struct):
    """``crit``: what a reader must understand, which we do of nothing (RFC 7515, 4.1.11)."""

    alg: str
    kid: str
    crit: Any = None


def _signature(secret: str, signed: bytes) -> bytes:
    return hmac.digest(secret.encode(), signed, "sha256")


def _encoded(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def mark(desk: Desk, purpose: str, value: str) -> str:
    """What stands for a value in logs: the same value has the same mark, and nobody without our key can tell which.

    Sixteen hexadecimal digits; another key makes other marks.
    """
    key = desk.settings.token_keys[0][1].encode()
    return hmac.new(key, f"mark:{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:16]
