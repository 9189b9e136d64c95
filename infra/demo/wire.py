"""One keep-alive connection to the desk. What may be tried again is tried again, as the same request."""

from __future__ import annotations

import http.client
import json
import random
import ssl
import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult

from infra.demo.measures import Measures

TRIES = 12
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
ANSWER_WITHIN = 30.0
CREATED, OK, TOO_MANY = 201, 200, 429


class Gone(Exception):
    """No answer that could be used, however often it was tried."""


class Refused(Exception):
    """The desk understood the request and said no."""

    def __init__(self, operation: str, status: int, body: Any) -> None:
        said = body if isinstance(body, dict) else {}
        self.status = status
        self.code = str(said.get("code", ""))
        super().__init__(f"{operation} was answered {status} {self.code} {said.get('detail') or ''}".rstrip())


class Stopped(Exception):
    """The rehearsal is over; nobody waits for answers any more."""


@dataclass(frozen=True)
class _Heard:
    status: int
    body: Any
    retry_after: float


class Wire:
    """A connection for one thread. ``stop`` ends every wait."""

    def __init__(self, desk: SplitResult, measures: Measures, stop: threading.Event) -> None:
        self._root = desk.path.rstrip("/")
        self._measures = measures
        self._stop = stop
        host, port = desk.hostname or "", desk.port
        self._connection = (
            http.client.HTTPSConnection(host, port, timeout=ANSWER_WITHIN, context=ssl.create_default_context())
            if desk.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=ANSWER_WITHIN)
        )

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def pause(self, seconds: float) -> None:
        """Wait. Raises ``Stopped``."""
        if self._stop.wait(seconds):
            raise Stopped

    def call(
        self, operation: str, method: str, path: str, token: str | None = None, body: Any = None, *, tries: int = TRIES
    ) -> Any:
        """The answer's JSON. Raises ``Refused``, ``Gone``, ``Stopped``.

        No answer, 429 and 5xx are tried again with the same body and the same Idempotency-Key, later each time.
        """
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        why = ""
        for attempt in range(tries):
            if attempt:
                self._measures.count("retries")
            pause = random.uniform(0.5, 1) * min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)
            try:
                heard = self._once(operation, method, path, data, headers)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self._connection.close()
                why = str(error) or type(error).__name__
            else:
                refused = Refused(operation, heard.status, heard.body)
                if heard.status < 300:
                    self._count_replay(operation, attempt, heard.status)
                    return heard.body
                if (heard.status < 500 and heard.status != TOO_MANY) or heard.retry_after > LONGEST_PAUSE:
                    raise refused
                why, pause = str(refused), max(pause, heard.retry_after)
            if attempt + 1 < tries:
                self.pause(pause)
        raise Gone(f"{operation}: {why}")

    def _count_replay(self, operation: str, attempt: int, status: int) -> None:
        if attempt and status == OK and operation in ("start", "say", "reply"):
            self._measures.count("replays")

    def _once(self, operation: str, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> _Heard:
        if self._stop.is_set():
            raise Stopped
        started = time.perf_counter()
        self._connection.request(method, self._root + path, data, headers)
        answer = self._connection.getresponse()
        raw = answer.read()
        self._measures.took(operation, time.perf_counter() - started)
        wait = answer.headers.get("Retry-After", "")
        is_json = "json" in answer.headers.get("Content-Type", "")
        body = json.loads(raw) if raw and is_json else None
        if answer.status in (OK, CREATED) and body is None:
            raise ValueError("the answer is not JSON")
        return _Heard(answer.status, body, float(wait) if wait.isdigit() else 0.0)
