"""A shop with topics and customers who subscribe; how what they are told is seen."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.transactions import Transaction
from chalicelib.notices.model.mailings import Counts, Mailing, NoticeText
from chalicelib.notices.model.topics import Topic
from chalicelib.notices.service import mailings, subscribing, topics
from chalicelib.notifications import service as notifications
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_LINK, Proof
from tests.letters import Letter
from tests.notifications.shops import SETTINGS
from tests.worlds import World

BOSS = By("agt_boss", "Boss")
PROOF = Proof(BY_LINK, Author("visitor"))
TEXTS = {
    "zh-CN": NoticeText("{topic}：新茶到了", "{name}您好，{plan}的新茶到了。"),
    "en": NoticeText("{topic}: new tea", "Dear {name}, {plan} has new tea."),
}


def open_notices(world: World, *, agents: int = 1) -> list[Any]:
    """A desk that can write letters; its agents."""
    members = world.found(agents=agents)
    notifications.update_settings(world.desk, SETTINGS)
    return members


def topic(world: World, kind: str = "news", **fields: Any) -> Topic:
    """A topic of the plan."""
    said = {"kind": kind, "zh": "新品", "en": "News"} | fields
    made, _ = topics.add_topic(world.desk, BOSS, "demo", said)
    return made


def customer(world: World, number: int = 0, **known: Any) -> Visitor:
    """Somebody who can be written to by e-mail, unless it is said otherwise."""
    visitor_id = world.known(world.visitor()).visitor_id
    before = visitors.whole(world.desk, visitor_id)
    fields = {"email": f"c{number}@mail.example", "name": f"C{number}", "version": before.version + 1} | known
    tx = Transaction(world.desk)
    visitors.edit(tx, before, replace(before, **fields))
    tx.commit()
    return visitors.whole(world.desk, visitor_id)


def subscribed(world: World, there: Topic, who: Visitor, about: str = "") -> Visitor:
    """The same customer, subscribed."""
    subscribing.subscribe(world.desk, who, there, about, PROOF, BOSS)
    return visitors.whole(world.desk, who.visitor_id)


def drafted(world: World, there: Topic, **fields: Any) -> Mailing:
    """A draft of a mailing."""
    said = {"name": "Spring", "topic_id": there.topic_id, "texts": TEXTS} | fields
    made, _ = mailings.make_mailing(world.desk, BOSS, "demo", said)
    return made


def run(world: World, *, minutes: int = 30) -> None:
    """Let everything that is due happen, and what is due within so many minutes."""
    for _ in range(minutes * 2):
        while work.run_due(world.desk, limit=500):
            pass
        world.clock.forward(seconds=30)


def sent(world: World) -> list[Letter]:
    """Every e-mail that went out."""
    found: list[Letter] = world.desk.senders["email"].sent
    return found


def came_of(world: World, mailing: Mailing) -> tuple[Mailing, Counts]:
    """How far it is, and what came of it."""
    return mailings.read_mailing(world.desk, mailing.mailing_id)
