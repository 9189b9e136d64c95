"""Nobody is left waiting over night (B5, C1)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import queue
from chalicelib.core import work
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.worlds import World

NINE_TO_SIX = {"weekly": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
NEARLY_SIX = datetime(2026, 11, 23, 9, 59, tzinfo=UTC)  # a Monday in Shanghai


def wait_at_closing_time(world: World) -> tuple[Any, str]:
    plans.update_plan(world.desk, "demo", {"hours": NINE_TO_SIX}, None)
    world.clock.at = NEARLY_SIX
    visitor = world.visitor()
    begun = conversations.start_conversation(
        world.desk, visitor, "demo", StartConversation(text="hello", client_id="a")
    )
    return visitor, begun.conversation_id


def minutes_go_by(world: World, minutes: int) -> None:
    for _ in range(minutes):
        world.clock.forward(minutes=1)
        work.run_due(world.desk)


def test_who_still_waits_when_everybody_has_gone_home_is_told_and_offered_the_form(world: World) -> None:
    world.found(agents=1)
    visitor, conversation_id = wait_at_closing_time(world)

    minutes_go_by(world, 3)

    page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    last = page.entries[-1]
    assert (page.state, last.kind, last.offer) == ("closed", "off_hours", "offline_form")
    assert "Tue 24 Nov, 09:00" in last.text
    assert [entry.kind for entry in page.entries].count("off_hours") == 1
    assert visitors.card(world.desk, visitor.visitor_id).open_conversation_id is None


def test_whoever_waits_is_served_after_closing_time_while_somebody_is_still_there(world: World) -> None:
    first, second = world.found(agents=2, capacity=1)
    world.online(first)
    busy = world.visitor()
    taken = conversations.start_conversation(world.desk, busy, "demo", StartConversation(text="hi", client_id="a"))
    world.clock.at = NEARLY_SIX
    world.online(first)
    visitor, conversation_id = wait_at_closing_time(world)

    for _ in range(8):
        world.clock.forward(seconds=30)
        queue.still_here(world.desk, visitor, "demo", conversation_id)
        world.online(first)
        work.run_due(world.desk)
    waiting = conversations.find(world.desk, conversation_id).state
    conversations.close_by_visitor(world.desk, busy, "demo", taken.conversation_id)

    assert waiting == "waiting"
    assert conversations.find(world.desk, conversation_id).agent_id == first.agent_id
    assert world.now(second).serving == frozenset()
