"""The example of a receiver under ``/local/webhooks``: a POST is received and verified, a GET says what came.

It knows the endpoint's secrets because it is on the same machine; another system has them from the administration. It
speaks on loopback alone.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.text import checked
from chalicelib.people import service as people
from chalicelib.webhooks.model.signing import valid
from chalicelib.webhooks.service import endpoints
from infra.local.gateway import Reply
from infra.local.hooks.example import Forged, Receiver

PREFIX = "/local/webhooks"
HERE = ("127.0.0.1", "localhost")
SHOWN = 50
DESCRIPTION = "演示接收方 Demo receiver"


class DemoReceiver:
    """The receiver of this desk's own webhook; what came is kept while it runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._receiver = Receiver([])
        self._lock = threading.Lock()
        self._latest: deque[dict[str, Any]] = deque(maxlen=SHOWN)
        self._counts = {"verified": 0, "again": 0, "forged": 0}

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """What it says to one request."""
        if target.partition("?")[0] != PREFIX or headers.get("host", "").rpartition(":")[0] not in HERE:
            return _said(404, {"error": "there is no such page here"})
        if method == "GET":
            with self._lock:
                return _said(200, {**self._counts, "latest": list(self._latest)})
        if method != "POST":
            return _said(405, {"error": "POST what happened, or GET what came"})
        with self._lock:
            return self._take(headers, body)

    def _take(self, headers: Mapping[str, str], body: bytes) -> Reply:
        try:
            event = self._received(headers, body)
        except Forged as refusal:
            self._counts["forged"] += 1
            return _said(400, {"error": str(refusal)})
        self._counts["again" if event is None else "verified"] += 1
        if event is not None:
            self._latest.appendleft(event)
        return Reply(204, {})

    def _received(self, headers: Mapping[str, str], body: bytes) -> dict[str, Any] | None:
        """Its secrets may be other ones by now: they are looked up where those it knows do not do."""
        now = self._desk.now().timestamp()
        try:
            return self._receiver.take(headers, body, now)
        except Forged:
            self._receiver.secrets = secrets_of(self._desk)
            return self._receiver.take(headers, body, now)


def secrets_of(desk: Desk) -> list[str]:
    """Those of every webhook that leads here."""
    ids = [each.endpoint_id for each, _ in endpoints.list_endpoints(desk) if each.url.endswith(PREFIX)]
    wholes = [endpoints.read_endpoint(desk, each) for each in ids]
    return [each.secret for whole in wholes for each in valid(whole.secrets, desk.now())]


def connect(desk: Desk, admin_id: str, *, new: bool) -> None:
    """A ``new`` desk has a webhook that leads here; one that leads here leads to wherever the desk is served now."""
    caller, url = people.Caller(people.read_agent(desk, admin_id), "seed"), f"{desk.settings.public_url}{PREFIX}"
    here = [each for each, _ in endpoints.list_endpoints(desk) if each.url.endswith(PREFIX)]
    if new and not here:
        name = checked("description", DESCRIPTION, longest=100)
        endpoints.create_endpoint(desk, caller, {"url": url, "description": name, "events": ("*",), "ordered": True})
    for each in here:
        if each.url != url:
            endpoints.change_endpoint(desk, caller, each.endpoint_id, {"url": url}, None)


def _said(status: int, body: Mapping[str, Any]) -> Reply:
    headers: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    headers["X-Content-Type-Options"] = "nosniff"
    return Reply(status, headers, json.dumps(body, ensure_ascii=False, indent=2).encode())
