"""Visitors who look at the plan's website, for tests of what is seen of them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from chalicelib.conversations.model.forms import StartConversation
from chalicelib.monitoring import store
from chalicelib.monitoring.model.live import Beat, Invitation, Live, arrived
from chalicelib.monitoring.service import answering, beats, watching
from chalicelib.monitoring.service.watching import Wished
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.stored import put_rows
from tests.worlds import World

TEA, PRICES = "https://shop.example/tea", "https://shop.example/pricing"
FROM = beats.From(None, "203.0.113.7", "desktop")
RULE = {"rule_id": "prices", "texts": {"en": "Questions about prices?"}, "seconds": 20, "pages": ["*/pricing*"]}
RULE |= {"visits": 1, "levels": [], "begins": None, "ends": None, "when_free": True, "active": True}


def watched(world: World, *rules: dict[str, Any], agents: int = 1, **monitoring: Any) -> list[Agent]:
    """A desk whose plan sees who is on the website and has these rules; its agents, who are online."""
    members = world.found(agents=agents)
    for each in members:
        world.online(each)
    plans.update_plan(world.desk, "demo", {"monitoring": {"active": True, "rules": list(rules), **monitoring}}, None)
    return [world.now(each) for each in members]


def look(world: World, visitor: visitors.Caller, page: str = TEA, **more: Any) -> Invitation | None:
    """The visitor's page beats; what they are invited to."""
    return beats.beat(world.desk, visitor, "demo", Beat(page=page, language="en-GB", **more), FROM).offer


def seen(world: World, agent: Agent, **wished: Any) -> list[Live]:
    """Whom the agent sees on the website, on all pages of the list."""
    found, cursor = watching.list_live(world.desk, agent, "demo", Wished(**wished), None)
    while cursor:
        more, cursor = watching.list_live(world.desk, agent, "demo", Wished(**wished), cursor)
        found += more
    return found


def invite(world: World, agent: Agent, visitor: visitors.Caller, text: str = "May I help you?") -> Live:
    """The agent invites the visitor, with what they know of themselves at this moment."""
    return watching.invite(world.desk, people.read_agent(world.desk, agent.agent_id), visitor.visitor_id, text)


def accept(world: World, visitor: visitors.Caller, offer: Invitation, client_id: str = "yes") -> str:
    """The visitor accepts; the id of their conversation."""
    first = StartConversation(text="Yes, please", client_id=client_id)
    return answering.accept(world.desk, visitor, "demo", offer.invitation_id, first)


def crowd(world: World, number: int) -> None:
    """So many more are on the website."""
    now, rows = world.desk.now(), []
    for each in range(number):
        live = replace(
            arrived(None, f"vis_crowd{each}", "demo", now), page=TEA, title="Tea", language="zh-CN", version=1
        )
        place = store._place("demo", store._shard(live.visitor_id, store.PLACES))
        rows.append(
            store.LiveRow(
                f"visitor#{live.visitor_id}", store.NOW, live=live, version=1, place=place, seen_at=live.seen_at
            )
        )
    put_rows(rows)
