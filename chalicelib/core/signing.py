"""Signature Version 4, over the credentials that botocore finds.

On Lambda they stand in the environment and stay what they are for the container's life; everywhere else botocore's
providers are asked (profiles, SSO, roles, instance metadata), which also renew what expires.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

import msgspec

from chalicelib.core import times
from chalicelib.core.desk import clock

ALGORITHM = "AWS4-HMAC-SHA256"
_END = "aws4_request"


class Credentials(msgspec.Struct, frozen=True):
    """Whose request it is; ``token`` goes with credentials that expire."""

    access_key: str
    secret_key: str
    token: str | None = None


Source = Callable[[], Credentials]


def source(environ: Mapping[str, str]) -> Source:
    """Where credentials come from, asked for each request. Raises botocore's errors where there are none."""
    access_key, secret_key = environ.get("AWS_ACCESS_KEY_ID"), environ.get("AWS_SECRET_ACCESS_KEY")
    if not access_key or not secret_key:
        return _of_botocore()
    token = environ.get("AWS_SESSION_TOKEN") or environ.get("AWS_SECURITY_TOKEN")
    kept = Credentials(access_key, secret_key, token or None)
    return lambda: kept


def _of_botocore() -> Source:
    import botocore.session
    from botocore.exceptions import NoCredentialsError

    provided = botocore.session.get_session().get_credentials()
    if provided is None:
        raise NoCredentialsError

    def renewed() -> Credentials:
        frozen = provided.get_frozen_credentials()
        if not frozen.access_key or not frozen.secret_key:
            raise NoCredentialsError
        return Credentials(frozen.access_key, frozen.secret_key, frozen.token)

    return renewed


class _Keyed:
    """HMAC-SHA256 with one key of at most 64 bytes; what depends on the key alone is done once."""

    def __init__(self, key: bytes) -> None:
        block = key.ljust(64, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def sign(self, text: bytes) -> str:
        """The signature in hexadecimal digits."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(text)
        outer.update(inner.digest())
        return outer.hexdigest()


class Signer:
    """Signs POSTs to one service in one region. The key of a day is kept until the day, or the secret, is another."""

    def __init__(self, service: str, region: str, credentials: Source, now: Callable[[], datetime] = clock) -> None:
        self._service = service
        self._region = region
        self._credentials = credentials
        self._now = now
        self._kept: tuple[str, str, _Keyed] | None = None

    def headers(self, host: str, path: str, named: Mapping[str, str], body: bytes) -> dict[str, str]:
        """The headers to send: those that are ``named``, which are signed, and those that the signature needs.

        ``path`` must be plain: letters, digits, ``/``, ``-``, ``_``, ``.`` and ``~``.
        """
        who = self._credentials()
        stamp = f"{self._now().isoformat()[:19].replace('-', '').replace(':', '')}Z"
        day = stamp[:8]
        sent = {**named, "X-Amz-Date": stamp}
        if who.token:
            sent["X-Amz-Security-Token"] = who.token
        values = {"Host": host, **sent}
        names, lines = _in_order(tuple(values))
        canonical = f"POST\n{path}\n\n{lines.format_map(values)}\n{names}\n{hashlib.sha256(body).hexdigest()}"
        scope = scope_of(day, self._region, self._service)
        text = f"{ALGORITHM}\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = self._key(day, who.secret_key).sign(text.encode())
        sent["Authorization"] = (
            f"{ALGORITHM} Credential={who.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        return sent

    def _key(self, day: str, secret: str) -> _Keyed:
        """What is signed with on that day."""
        kept = self._kept
        if kept is None or kept[:2] != (day, secret):
            kept = (day, secret, _Keyed(key_of_day(secret, day, self._region, self._service)))
            self._kept = kept  # replaced whole: threads see one or the other
        return kept[2]


def stamp_of(at: datetime) -> str:
    """The second, in UTC, as signatures have it."""
    return f"{times.digits(at)[:8]}T{times.digits(at)[8:]}Z"


def scope_of(day: str, region: str, service: str) -> str:
    """What a signature of this day (``yyyymmdd``) is good for."""
    return f"{day}/{region}/{service}/{_END}"


def key_of_day(secret: str, day: str, region: str, service: str) -> bytes:
    """What is signed with on this day."""
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, _END):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


@cache
def _in_order(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of headers as a signature lists them, and the lines that are signed, with a place for each value."""
    signed = sorted((name.lower(), name) for name in names)
    return ";".join(lower for lower, _ in signed), "".join(f"{lower}:{{{name}}}\n" for lower, name in signed)
