"""Two hundred at once, four hundred agents: rotation holds, nobody is over, twice or forgotten, work stays linear."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import ONLINE
from chalicelib.routing import store
from infra.bench.crowd import everybody_waiting
from tests.crowds import staff
from tests.worlds import World, in_use

AT_ONCE = 16  # threads that take arrivals from one list


@dataclass
class Crowd:
    """So many who come at once to ``demo``; what became of each, and how many requests each start took."""

    world: World
    number: int
    begun: list[conversations.Started] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    def come(self) -> None:
        """All of them, at once."""
        visitors = [self.world.visitor() for _ in range(self.number)]
        own = threading.local()

        def note(_: str, __: Mapping[str, Any]) -> None:
            own.requests = getattr(own, "requests", 0) + 1

        def start(visitor: Any) -> None:
            own.requests = 0
            self.begun.append(begin(self.world, visitor))
            self.requests.append(own.requests)

        with in_use().watching(before=note), ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(start, visitors))

    def ids(self) -> set[str]:
        """Their conversations."""
        return {each.conversation_id for each in self.begun}


def staffed(world: World, number: int, capacity: int, full: int = 0) -> set[str]:
    """So many agents with room in the group of ``demo``, and so many who are ``full``; the ids of those with room."""
    world.found(agents=1)
    free = staff(world, number, capacity=capacity)
    if full:
        staff(world, full, full=True)
    return {each.agent_id for each in free}


@pytest.mark.race
@pytest.mark.long
def test_of_200_at_once_nobody_is_forgotten_or_served_twice_and_400_agents_stay_level(
    atomic_world: World,
) -> None:
    world = atomic_world
    agents, crowd = staffed(world, 400, capacity=5), Crowd(world, 200)

    crowd.come()

    records = people.roster(world.desk).agents
    served = Counter(each for agent_id in agents for each in records[agent_id].serving)
    assert set(served) == crowd.ids() and set(served.values()) == {1}
    assert {records[each].assigned_total for each in agents} == {0, 1}
    assert sum(crowd.requests) <= 9 * 200
    assert everybody_waiting(world.desk) == []


@pytest.mark.race
@pytest.mark.long
def test_a_crowd_beyond_what_there_is_room_for_fills_every_slot_and_nobody_is_over(atomic_world: World) -> None:
    world = atomic_world
    agents, crowd = staffed(world, 30, capacity=2, full=370), Crowd(world, 80)

    crowd.come()

    records, waiting = people.roster(world.desk).agents, everybody_waiting(world.desk)
    assert {len(records[each].serving) for each in agents} == {2}
    assert len(waiting) == 20 and {each.conversation_id for each in waiting} < crowd.ids()
    assert all(each.told_to_wait for each in waiting)
    assert [each.kind for each in work.waiting(world.desk)].count("assignment.on_conversation_started") == 0
    served = crowd.ids() - {each.conversation_id for each in waiting}
    assert {len(store.decisions(world.desk, each)) for each in served} == {1}
    assert sum(crowd.requests) <= 20 * 80


@contextmanager
def whoever_is_asked_for_is_given_somebody_else(world: World, times: int) -> Iterator[list[str]]:
    """Just before each of so many claims, another conversation takes the same agent; the state of what is written to
    claim or to wait, in order."""
    left, tried = iter(range(times)), list[str]()

    def quicker(operation: str, arguments: Mapping[str, Any]) -> None:
        if operation != "TransactWriteItems":
            return
        keys = [each["Update"]["Key"] for each in arguments["TransactItems"] if "Update" in each]
        asked = [key["shelf"]["S"].removeprefix("agent#") for key in keys if "shelf" in key]
        tried.append("claims" if asked else "waits")
        if asked and next(left, None) is not None:
            with in_use().instead(in_use().behind.behind):  # type: ignore[attr-defined]
                take(world, asked[0], f"cnv_quicker{len(tried)}")

    with in_use().watching(before=quicker):
        yield tried


def take(world: World, agent_id: str, conversation_id: str) -> None:
    tx = Transaction(world.desk)
    agent = people.read_agent(world.desk, agent_id)
    people.claim_slot(tx, agent, conversation_id, world.desk.now(), statuses=(ONLINE,))
    tx.commit()


def begin(world: World, visitor: Any) -> conversations.Started:
    return conversations.start_conversation(world.desk, visitor, "demo", StartConversation(text="hi", client_id="c"))


def test_whose_agent_is_given_somebody_else_asks_for_others_and_then_waits_a_moment(world: World) -> None:
    staffed(world, 30, capacity=5)
    visitors = [world.visitor() for _ in range(3)]

    tried = list[list[str]]()
    for visitor, times in zip(visitors, (1, 3, 4), strict=True):
        with whoever_is_asked_for_is_given_somebody_else(world, times) as each:
            assert begin(world, visitor).page.state == "open"
        tried.append(each)

    assert tried == [["claims"] * 2, ["claims"] * 4, ["claims"] * 4 + ["waits", "claims"]]


def test_who_loses_every_agent_that_was_read_is_given_nobody_before_their_turn(world: World) -> None:
    agents = staffed(world, 30, capacity=5)
    visitor = world.visitor()

    with whoever_is_asked_for_is_given_somebody_else(world, 25):
        begin(world, visitor)

    assert {each.assigned_total for each in people.read_agents(world.desk, agents).values()} == {0, 1}
    assert everybody_waiting(world.desk) == []
