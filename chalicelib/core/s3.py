"""S3, without a client of botocore's: every request of the desk, and every one that a browser makes for it, is signed
in its address or its form (Signature Version 4)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from chalicelib.core import aws, times
from chalicelib.core.desk import clock
from chalicelib.core.errors import Unavailable
from chalicelib.core.files import MOST_AT_ONCE, NOWHERE, Files, Form, Piece, Shown, Terms, disposition
from chalicelib.core.signing import ALGORITHM, Source, key_of_day, scope_of, source, stamp_of

BUCKET = "DESKBELL_FILES_BUCKET"
OWN_SECONDS = 120  # how long an address that the desk itself asks is good for
STEP = timedelta(minutes=5)  # links of the same five minutes are the same, so that browsers keep what they show
TRIES = 3
TIMEOUT = 20.0  # seconds for each piece of an answer
log = logging.getLogger("deskbell")
_UNSIGNED = "UNSIGNED-PAYLOAD"
_PLAIN = "-_.~"
_RANGE = r"bytes (\d+)-(\d+)/(\d+)"


def of_environment(environ: Mapping[str, str], region: str = aws.REGION) -> Files:
    """The files of this environment: in the bucket that it names, or nowhere."""
    bucket = environ.get(BUCKET, "")
    if not bucket:
        return NOWHERE
    own = aws.endpoint("s3", region, environ)
    host = urlsplit(own)
    if host.netloc.startswith("s3") and host.path in ("", "/"):
        return Bucket(f"{host.scheme}://{bucket}.{host.netloc}", bucket, region, source(environ))
    return Bucket(f"{own.rstrip('/')}/{bucket}", bucket, region, source(environ))  # a service of one's own


class Bucket:
    """A bucket at this address, which is everything before a key. Any number of threads may ask it at once."""

    def __init__(
        self, base: str, bucket: str, region: str, credentials: Source, now: Callable[[], datetime] = clock
    ) -> None:
        self._base = base
        self._bucket = bucket
        self._region = region
        self._credentials = credentials
        self._now = now
        parts = urlsplit(base)
        self._host, self._path = parts.netloc, parts.path
        self.origin = f"{parts.scheme}://{parts.netloc}"

    def form(self, key: str, terms: Terms) -> Form:
        """A form that S3 takes once it holds every condition of it."""
        who, now = self._credentials(), self._now()
        stamp = stamp_of(now)
        fields = {
            "key": key,
            "Content-Type": terms.type,
            "success_action_status": "204",
            "x-amz-algorithm": ALGORITHM,
            "x-amz-credential": f"{who.access_key}/{scope_of(stamp[:8], self._region, 's3')}",
            "x-amz-date": stamp,
        }
        if who.token:
            fields["x-amz-security-token"] = who.token
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        conditions += [{"bucket": self._bucket}, ["content-length-range", 1, terms.most]]
        ends = times.public((now + timedelta(seconds=terms.seconds)).replace(microsecond=0))
        policy = base64.b64encode(msgspec.json.encode({"expiration": ends, "conditions": conditions})).decode()
        signed = {"policy": policy, "x-amz-signature": self._sign(who.secret_key, stamp[:8], policy)}
        return Form(f"{self._base}/", {**fields, **signed})

    def link(self, key: str, shown: Shown) -> str:
        """An address for a browser; S3 has no header against sniffing, so the type is always one that is never run."""
        now = self._now()
        begun = datetime.fromtimestamp(now.timestamp() // STEP.total_seconds() * STEP.total_seconds(), now.tzinfo)
        asked = {
            "response-cache-control": f"private, max-age={shown.seconds}, immutable",
            "response-content-disposition": disposition(shown),
            "response-content-type": shown.type,
        }
        return self._address("GET", key, begun, shown.seconds + int(STEP.total_seconds()), asked)

    def read(self, key: str, start: int = 0, length: int = MOST_AT_ONCE) -> Piece | None:
        """One request; a second one where there are fewer bytes than were asked for behind ``start``."""
        wanted = f"bytes={start}" if start < 0 else f"bytes={start}-{start + length - 1}"
        status, headers, body = self._ask("GET", key, {"Range": wanted})
        if status == 404:
            return None
        if status == 416:  # nothing at all is there to be read from
            return Piece(b"", 0)
        found = re.fullmatch(_RANGE, headers.get("content-range", ""))
        return Piece(body[:length], int(found[3]) if found else len(body))

    def copy(self, key: str, to: str) -> bool:
        """One request."""
        signed = {"x-amz-copy-source": f"/{self._bucket}/{quote(key, safe='/' + _PLAIN)}"}
        return self._ask("PUT", to, signed=signed)[0] != 404

    def put(self, key: str, content: bytes) -> None:
        """One request."""
        self._ask("PUT", key, body=content)

    def delete(self, keys: Iterable[str]) -> None:
        """One request for each."""
        for key in keys:
            self._ask("DELETE", key)

    def _ask(
        self,
        method: str,
        key: str,
        headers: Mapping[str, str] | None = None,
        *,
        signed: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """What S3 answers. Raises ``Unavailable``: no answer, or a refusal that is not "nothing is there"."""
        import urllib.error  # takes longer to import than to use, and most containers never do
        import urllib.request

        for attempt in range(1, TRIES + 1):
            url = self._address(method, key, self._now(), OWN_SECONDS, {}, signed)
            request = urllib.request.Request(url, body, {**(headers or {}), **(signed or {})}, method=method)  # noqa: S310
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                    content = answer.read()
                    return answer.status, {name.lower(): value for name, value in answer.headers.items()}, content
            except urllib.error.HTTPError as error:
                with error:
                    if error.code in (404, 416):
                        return error.code, {}, b""
                    if error.code < 500 or attempt == TRIES:
                        log.warning("s3_refused", extra={"method": method, "code": _code(error.read(2_000))})
                        raise Unavailable("files cannot be reached", retry_after=5) from error
            except OSError as error:
                if attempt == TRIES:
                    raise Unavailable("files cannot be reached", retry_after=5) from error
            time.sleep(0.1 * attempt)
        raise AssertionError("the last attempt returns or raises")

    def _address(
        self,
        method: str,
        key: str,
        at: datetime,
        seconds: int,
        asked: Mapping[str, str],
        signed: Mapping[str, str] | None = None,
    ) -> str:
        who, stamp = self._credentials(), stamp_of(at)
        headers = {"host": self._host, **(signed or {})}
        query = {
            **asked,
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": f"{who.access_key}/{scope_of(stamp[:8], self._region, 's3')}",
            "X-Amz-Date": stamp,
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": ";".join(sorted(headers)),
        }
        if who.token:
            query["X-Amz-Security-Token"] = who.token
        path = f"{self._path}/{quote(key, safe='/' + _PLAIN)}"
        line = "&".join(f"{quote(name, safe=_PLAIN)}={quote(query[name], safe=_PLAIN)}" for name in sorted(query))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        canonical = f"{method}\n{path}\n{line}\n{lines}\n{query['X-Amz-SignedHeaders']}\n{_UNSIGNED}"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"{ALGORITHM}\n{stamp}\n{scope_of(stamp[:8], self._region, 's3')}\n{digest}"
        signature = self._sign(who.secret_key, stamp[:8], text)
        return f"{self.origin}{path}?{line}&X-Amz-Signature={signature}"

    def _sign(self, secret: str, day: str, text: str) -> str:
        return hmac.digest(key_of_day(secret, day, self._region, "s3"), text.encode(), "sha256").hex()


def _code(body: bytes) -> str:
    """What S3 calls its refusal."""
    with suppress(ValueError, TypeError):
        return re.search(rb"<Code>([A-Za-z0-9]{1,80})</Code>", body)[1].decode()  # type: ignore[index]
    return ""
