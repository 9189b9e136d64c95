"""Shops as tests have them: they say what they are told to, and remember what they were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import desk as desks
from chalicelib.core.outbound import Bounds, NoAnswer
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.visitors.test_joining import talk
from tests.vouching import Website
from tests.worlds import World

URL = "https://shop.example.com/orders"
NAME = {"fact_id": "name", "texts": {"en": "Consignee", "zh-CN": "收货人"}, "source": "shop", "way": "whole"}
PHONE = {"fact_id": "phone", "texts": {"en": "Last digits"}, "source": "mobile", "way": "last_four"}
BOOKS: dict[str, Any] = {
    "orders": [
        {
            "number": "T-1001",
            "state": "Shipped",
            "placed_at": "2026-11-20T08:00:00Z",
            "total": "¥168.00",
            "items": [{"name": "Longjing", "quantity": 2}],
            "logistics": {"state": "In Hangzhou", "carrier": "SF", "number": "SF123", "at": "2026-11-22T08:00:00Z"},
            "refund": {"state": "None"},
        }
    ],
    "account": [{"label": "Points", "value": "320"}],
    "facts": {"name": "王 小明"},
}


@dataclass
class Books:
    """Whoever asks servers outside: this shop answers, or (an exception) does not."""

    says: Any = field(default_factory=lambda: BOOKS)
    asked: list[Any] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    bounds: Bounds | None = None
    url: str = ""

    def post(self, url: str, headers: Mapping[str, str], body: bytes, bounds: Bounds) -> bytes:
        self.asked.append(msgspec.json.decode(body))
        self.signatures.append(headers["X-Deskbell-Signature"])
        self.url, self.bounds = url, bounds
        if isinstance(self.says, NoAnswer):
            raise self.says
        return self.says if isinstance(self.says, bytes) else msgspec.json.encode(self.says)


@dataclass
class Scene:
    """A desk whose plan has a shop, and a customer whom the website vouches for and one of whose agents serves."""

    world: World
    site: Website
    books: Books
    agent: people.Caller
    conversation_id: str

    def change(self, **shop: Any) -> None:
        """Other settings of the plan's shop."""
        plans.update_plan(self.world.desk, "demo", {"shop": shop}, None)

    def supervisor(self) -> people.Caller:
        return self.world.signed_in(self.world.agent(role="supervisor"))


def scene(world: World, **claims: Any) -> Scene:
    """``claims``: what the website says of its customer besides their id."""
    books = Books()
    world.desk = replace(world.desk, senders={**world.desk.senders, "outbound": books})
    desks.use(world.desk)
    agent = world.online(world.found(agents=1)[0])
    plans.update_plan(world.desk, "demo", {"shop": {"url": URL}}, None)
    plans.add_shop_key(world.desk, "demo")
    site = Website(world)
    _, token = site.sign_in("u-17", **{"phone": "+8613800138001", **claims})
    caller = visitors.recognised(world.desk, token)
    return Scene(world, site, books, agent, talk(site, caller))
