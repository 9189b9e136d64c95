"""What conversations carry a copy of follows when it is changed elsewhere, whoever dies on the way (law 3)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import spreading
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentRenamed
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import KeywordsAdded
from chalicelib.routing import service as routing
from tests.crashes import crash_at
from tests.worlds import World, counted

PRICE = {"reply_id": "price", "match": "contains", "words": ["price"], "texts": {"en": "See our list."}, "active": True}


def rename(world: World, agent: Agent, **what: Any) -> None:
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(**what))


def begin(world: World) -> str:
    """A visitor's conversation."""
    words = {"page": None, "client_id": "c", "text": "hi"}
    return service.start_conversation(world.desk, world.visitor(), "demo", StartConversation(**words)).conversation_id


def shown(world: World, conversation_ids: list[str]) -> set[tuple[str | None, str | None]]:
    """Whom these conversations name as their agent and as who is responsible."""
    boss = world.agent(role=ADMINISTRATOR)
    headers = [service.read_conversation(world.desk, boss, each) for each in conversation_ids]
    return {(header.agent and header.agent.name, header.owner and header.owner.name) for header in headers}


@pytest.mark.parametrize("written", [False, True])
def test_a_renamed_agent_is_so_in_all_they_answer_whoever_dies_over_it(world: World, written: bool) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    talks = [begin(world) for _ in range(2)]
    for talk in talks:
        service.reply(world.desk, world.now(agent), talk, "Yes?", "r")  # so it stays theirs, though no beat comes

    died = 0
    for number in range(4):
        with crash_at(number, written=written) as fate:
            rename(world, agent, name=f"Name {number}")
        died += fate.died
        world.clock.forward(minutes=2)
        work.run_due(world.desk)
        name = world.now(agent).name
        assert shown(world, talks) == {(name, name)}

    assert (died, world.now(agent).name) == (4, "Name 3")


def test_names_that_spread_in_the_wrong_order_end_as_the_last_one(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    talk = begin(world)
    with crash_at(0, written=True):
        rename(world, agent, name="First")
    with crash_at(0, written=True):
        rename(world, agent, name="Second", number="77")

    for _ in range(2):
        spreading.rename_agent(world.desk, AgentRenamed(agent.agent_id))
    with counted() as again:
        spreading.rename_agent(world.desk, AgentRenamed(agent.agent_id))

    assert shown(world, [talk]) == {("Second", "Second")}
    assert again.names == ["GetItem"] * 3


def test_the_first_keywords_reach_whoever_waits_and_talks_page_by_page(world: World) -> None:
    (agent,) = world.found(agents=1, capacity=2)
    world.online(agent)
    talks = [begin(world) for _ in range(5)]
    boss = world.agent(role=ADMINISTRATOR)
    with crash_at(0, written=True):
        plans.update_plan(world.desk, "demo", {"auto_replies": [PRICE]}, None)

    def hearing() -> list[bool]:
        return [service.read_conversation(world.desk, boss, each).keywords for each in talks]

    with counted() as first:
        spreading.begin_to_answer_keywords(world.desk, KeywordsAdded("demo"), page=2)
    after_first = hearing()
    world.clock.forward(minutes=2)
    while work.run_due(world.desk):
        world.clock.forward(seconds=1)

    assert after_first == [False, False, True, True, False]
    assert len(first) == 4 + 2 * 2
    assert hearing() == [True] * 5


def test_what_was_decided_by_the_old_name_is_written_by_the_new_one(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent, "busy")
    talk, as_decided = begin(world), world.now(agent)
    rename(world, agent, name="Renamed")

    routing.take_conversation(world.desk, as_decided, talk)
    service.reply(world.desk, world.now(agent), talk, "Yes?", "r")

    assert shown(world, [talk]) == {("Renamed", "Renamed")}
