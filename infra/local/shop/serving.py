"""The demo's shop under ``/local/shop``: ``orders`` answers the desk, ``sign-in`` is what its own login would say.

It knows the plan's keys because it is on the same machine; a real shop has them from the administration, where each is
shown once. To browsers it speaks on loopback alone, and never to a page from elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.plans import service as plans
from chalicelib.plans.model.identity import HS256, holding
from infra.local.gateway import Reply
from infra.local.shop import example

PREFIX = "/local/shop/"
ORDERS, SIGN_IN = f"{PREFIX}orders", f"{PREFIX}sign-in"
PLAN = "demo"
HERE = ("127.0.0.1", "localhost")


class DemoShop:
    """The shop of the plan ``demo`` of this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """What it says to one request."""
        if method != "POST" or headers.get("host", "").rpartition(":")[0] not in HERE:
            return _said(404, {"error": "there is no such page here"})
        if target == ORDERS:
            _, ring = plans.read_plan_and_shop_keys(self._desk, PLAN)
            secrets = [each.material for each in holding(ring)]
            return _said(*example.answer(secrets, headers, body, self._now()))
        if target == SIGN_IN:
            return self._sign_in(body)
        return _said(404, {"error": "there is no such page here"})

    def _sign_in(self, body: bytes) -> Reply:
        """A token for one of its customers, as a shop gives it to the page of somebody who has signed in."""
        user_id = body.decode(errors="replace")
        _, ring = plans.read_plan_and_keys(self._desk, PLAN, None)
        keys = holding(ring, HS256)
        if user_id not in example.CUSTOMERS or not keys:
            return _said(404, {"error": "no such customer, or the website has no key"})
        token = example.vouch(PLAN, keys[-1].key_id, keys[-1].material, user_id, self._now())
        return _said(200, {"token": token})

    def _now(self) -> float:
        return self._desk.now().timestamp()


def _said(status: int, body: Mapping[str, Any]) -> Reply:
    headers: dict[str, str | list[str]] = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    headers["X-Content-Type-Options"] = "nosniff"
    return Reply(status, headers, json.dumps(body, ensure_ascii=False).encode())
