"""Signed tokens: bound to one purpose, expiring, with a key id so that keys can rotate (PyJWT, HS256)."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any

import jwt

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unauthorized

_ALGORITHM = "HS256"


def issue(desk: Desk, purpose: str, claims: dict[str, Any], *, life: int) -> str:
    """A token good for ``life`` seconds and for this purpose only; signed with the newest key."""
    key_id, secret = desk.settings.token_keys[0]
    now = desk.now()
    body = {**claims, "aud": purpose, "iat": now, "exp": now + timedelta(seconds=life)}
    return jwt.encode(body, secret, algorithm=_ALGORITHM, headers={"kid": key_id})


def read(desk: Desk, purpose: str, token: str) -> dict[str, Any]:
    """The claims of a token. Raises ``Unauthorized`` for any that is not ours, not for this, or expired."""
    try:
        key_id = str(jwt.get_unverified_header(token).get("kid"))
        secret = dict(desk.settings.token_keys)[key_id]
        claims: dict[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=[_ALGORITHM],
            audience=purpose,
            options={"require": ["exp", "aud"], "verify_exp": False, "verify_iat": False},
        )
        # PyJWT would ask the machine's clock; ours comes from outside (law 6)
        if float(claims["exp"]) <= desk.now().timestamp():
            raise Unauthorized("the token has expired", code="token_expired")
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise Unauthorized("the token is not valid here") from error
    return claims


def mark(desk: Desk, purpose: str, value: str) -> str:
    """What stands for a value in logs: the same value has the same mark, and nobody without our key can tell which.

    Sixteen hexadecimal digits; another key makes other marks.
    """
    key = desk.settings.token_keys[0][1].encode()
    return hmac.new(key, f"mark:{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:16]
