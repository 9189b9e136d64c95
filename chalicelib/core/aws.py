"""AWS's services that speak JSON, without a client of botocore's: an endpoint, a signature, tries and what came back.

Making one of botocore's clients costs some 170 ms at a cold start, and each call by it more processor time than all the
rest of a request. What the desk needs of one is here: endpoints as botocore finds them (regional, FIPS, dual-stack, of
one's own), its standard retries with their quota, and the checks of an answer.
"""

from __future__ import annotations

import os
import random
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from chalicelib.core import deadlines
from chalicelib.core.database import IN_PROGRESS, THROTTLING
from chalicelib.core.replies import Reply
from chalicelib.core.signing import Signer, Source, source
from chalicelib.core.wire import Wire

REGION = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "eu-central-1"

T = TypeVar("T")

TRANSPORT = "DESKBELL_TRANSPORT"
LEAN, BOTOCORE = "lean", "botocore"

ATTEMPTS = 4
LONGEST_PAUSE = 20.0  # seconds
_QUOTA, _COST, _COST_OF_SILENCE = 500, 5, 10
_PASSING_STATUS = {500, 502, 503, 504}
_PASSING_CODES = THROTTLING | {IN_PROGRESS, "RequestTimeout", "RequestTimeoutException"}
_TRUE = {"true", "1"}
# a partition's domains, by how its regions begin: usual, and of dual-stack endpoints
_PARTITIONS = (
    ("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    ("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
    ("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
    ("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
    ("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
    ("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ("", "amazonaws.com", "api.aws"),
)


class Service(msgspec.Struct, frozen=True):
    """How one of AWS's services is spoken to."""

    name: str
    target: str  # what stands before an operation's name
    version: str  # of the JSON protocol


DYNAMODB = Service("dynamodb", "DynamoDB_20120810", "1.0")
SSM = Service("ssm", "AmazonSSM", "1.1")


class Refusal(Exception):
    """What the service answered instead of a result, after all tries."""

    def __init__(self, operation: str, status: int, code: str, body: Mapping[str, Any]) -> None:
        super().__init__(f"{operation}: {code} ({status}): {body.get('message') or body.get('Message') or ''}")
        self.operation = operation
        self.status = status
        self.code = code
        self.body = body


class Damaged(OSError):
    """An answer that is not what was sent: its checksum is another, or it is no JSON."""


class Quota:
    """How much trying again there is left: when a service is down, callers stop adding to its troubles.

    One for each client, shared by its threads.
    """

    def __init__(self) -> None:
        self._left = _QUOTA
        self._lock = threading.Lock()

    def take(self, cost: int) -> bool:
        """Whether one may try again, at this cost."""
        with self._lock:
            if self._left < cost:
                return False
            self._left -= cost
            return True

    def give_back(self, cost: int) -> None:
        """What a try that succeeded had cost; 1 for a success at once."""
        if self._left < _QUOTA:
            with self._lock:
                self._left = min(_QUOTA, self._left + cost)


class Json:
    """Asks one service. Any number of threads may do so at once."""

    def __init__(
        self,
        service: Service,
        wire: Wire,
        signer: Signer,
        *,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        left: Callable[[], float] = deadlines.left,
    ) -> None:
        self._wire = wire
        self._signer = signer
        self._sleep = sleep
        self._chance = chance
        self._left = left
        self._quota = Quota()
        self._target = service.target
        self._type = f"application/x-amz-json-{service.version}"

    def ask(self, operation: str, body: bytes, decode: Callable[[bytes], T]) -> T:
        """What ``decode`` makes of the answer. Raises ``Refusal``, or ``OSError`` where none came.

        What passes by itself is tried again, four times in all at most; so is an answer that cannot be decoded. None is
        begun, and none is waited for, when whoever asks is gone by then (``left``, seconds).
        """
        taken = 1
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._try(operation, body, decode)
                self._quota.give_back(taken)
                return answer
            except Refusal as refusal:
                if refusal.status not in _PASSING_STATUS and refusal.code not in _PASSING_CODES:
                    raise
                cost, pause = _COST, self.pause(attempt)
                if self._is_last(attempt, pause) or not self._quota.take(cost):
                    raise
            except OSError as error:
                cost, pause = _COST_OF_SILENCE if isinstance(error, TimeoutError) else _COST, self.pause(attempt)
                if _is_final(error) or self._is_last(attempt, pause) or not self._quota.take(cost):
                    raise
            taken = cost
            self._sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def pause(self, attempt: int) -> float:
        """How long to wait after this attempt, the first being 1: seconds, by chance under a doubling ceiling."""
        return self._chance() * min(2.0 ** (attempt - 1), LONGEST_PAUSE)

    def wait(self, attempt: int) -> bool:
        """Waits that long, unless it was the last attempt or nobody waits for another: whether there is one more."""
        pause = self.pause(attempt)
        if self._is_last(attempt, pause):
            return False
        self._sleep(pause)
        return True

    def _is_last(self, attempt: int, pause: float) -> bool:
        return attempt >= ATTEMPTS or pause >= self._left()

    def _try(self, operation: str, body: bytes, decode: Callable[[bytes], T]) -> T:
        named = {"Content-Type": self._type, "X-Amz-Target": f"{self._target}.{operation}"}
        signed = self._signer.headers(self._wire.host, self._wire.path, named, body)
        reply = self._wire.post(signed, body, self._left())
        checksum = reply.headers.get("x-amz-crc32")
        if checksum is not None and checksum != str(zlib.crc32(reply.body)):
            raise Damaged("the answer is not what its checksum says")
        if reply.status != 200:
            raise _refusal(operation, reply)
        try:
            return decode(reply.body)
        except msgspec.MsgspecError as error:
            raise Damaged(f"the answer cannot be read: {error}") from error

    def close(self) -> None:
        """Let go of the idle connections."""
        self._wire.close()


def client(service: Service, region: str, environ: Mapping[str, str], credentials: Source | None = None) -> Json:
    """One for this service, as the environment describes it."""
    wire = Wire(endpoint(service.name, region, environ), environ)
    return Json(service, wire, Signer(service.name, region, credentials or source(environ)))


def endpoint(service: str, region: str, environ: Mapping[str, str]) -> str:
    """Where the service is: one's own address (``AWS_ENDPOINT_URL_DYNAMODB``, ``AWS_ENDPOINT_URL``), or the region's.

    ``AWS_USE_FIPS_ENDPOINT`` and ``AWS_USE_DUALSTACK_ENDPOINT`` choose among the region's.
    """
    if not _is_true(environ, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"):
        own = environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or environ.get("AWS_ENDPOINT_URL")
        if own:
            return own
    usual, dual = next((usual, dual) for begin, usual, dual in _PARTITIONS if region.startswith(begin))
    is_dual = _is_true(environ, "AWS_USE_DUALSTACK_ENDPOINT")
    # the government's usual endpoints are FIPS's already, and have no others
    is_fips = _is_true(environ, "AWS_USE_FIPS_ENDPOINT") and (is_dual or not region.startswith("us-gov-"))
    return f"https://{service}{'-fips' if is_fips else ''}.{region}.{dual if is_dual else usual}"


def is_lean(environ: Mapping[str, str]) -> bool:
    """Whether services are asked by our own requests, or by botocore's. Raises ``ValueError`` for what is neither."""
    transport = environ.get(TRANSPORT) or LEAN
    if transport not in (LEAN, BOTOCORE):
        raise ValueError(f"{TRANSPORT} is {LEAN} or {BOTOCORE}, not {transport}")
    return transport == LEAN


def _is_true(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").lower() in _TRUE


def _is_final(error: OSError) -> bool:
    """Whether it will be the same next time: nobody is there whom we could believe."""
    return isinstance(error, ssl.SSLCertVerificationError)


def _refusal(operation: str, reply: Reply) -> Refusal:
    try:
        body = msgspec.json.decode(reply.body, type=dict[str, Any])
    except msgspec.MsgspecError:
        body = {}
    named = str(body.get("__type") or reply.headers.get("x-amzn-errortype") or reply.status)
    return Refusal(operation, reply.status, named.rpartition("#")[2].partition(":")[0], body)
