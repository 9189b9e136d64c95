"""Signed tokens: bound to one purpose, expiring, with a key id so that keys can rotate (PyJWT, HS256)."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections import OrderedDict
from datetime import timedelta
from typing import Any

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
    import jwt

    key_id, secret = desk.settings.token_keys[0]
    now = desk.now()
    body = {**claims, "aud": purpose, "iat": now, "exp": now + timedelta(seconds=life)}
    return jwt.encode(body, secret, algorithm=_ALGORITHM, headers={"kid": key_id})


def read(desk: Desk, purpose: str, token: str) -> dict[str, Any]:
    """The claims of a token. Raises ``Unauthorized`` for any that is not ours, not for this, or expired.

    A signature is verified once in a container; whether the time is over is asked each time.
    """
    keys = desk.settings.token_keys
    name = (keys, purpose, hashlib.sha256(token.encode(errors="replace")).digest())
    claims = _verified.find(name)
    if claims is None:
        claims = _verify(keys, purpose, token)
        _verified.keep(name, claims)
    # PyJWT would ask the machine's clock; ours comes from outside (law 6)
    if float(claims["exp"]) <= desk.now().timestamp():
        _verified.drop(name)
        raise TokenExpired("the token has expired")
    return dict(claims)


def _verify(keys: Keys, purpose: str, token: str) -> dict[str, Any]:
    import jwt

    try:
        key_id = str(jwt.get_unverified_header(token).get("kid"))
        secret = dict(keys)[key_id]
        claims: dict[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=[_ALGORITHM],
            audience=purpose,
            options={"require": ["exp", "aud"], "verify_exp": False, "verify_iat": False},
        )
        float(claims["exp"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise Unauthorized("the token is not valid here") from error
    return claims


def mark(desk: Desk, purpose: str, value: str) -> str:
    """What stands for a value in logs: the same value has the same mark, and nobody without our key can tell which.

    Sixteen hexadecimal digits; another key makes other marks.
    """
    key = desk.settings.token_keys[0][1].encode()
    return hmac.new(key, f"mark:{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:16]
