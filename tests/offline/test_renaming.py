"""A message shows whoever has it as they are called now, however many they have (law 3)."""

from __future__ import annotations

import pytest

from chalicelib.core import work
from chalicelib.offline.model.message import NEW
from chalicelib.offline.service import renaming, transitions
from chalicelib.offline.service.renaming import RenameAgent
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from tests.crashes import crash_at
from tests.offline.night import Night
from tests.worlds import World, counted


@pytest.fixture
def night(world: World) -> Night:
    return Night(world).fall(agents=1, recipients=[])


def test_what_a_renamed_agent_has_shows_the_new_name_page_by_page(night: Night) -> None:
    world, (agent,) = night.world, night.agents
    messages = [night.given() for _ in range(3)]
    with crash_at(0, written=True):
        people.update_agent(world.desk, agent.agent_id, UpdateAgent(name="Renamed"))

    with counted() as asked:
        renaming.rename(world.desk, RenameAgent(agent.agent_id, NEW), page=2)
    first = [night.now(each).agent.name for each in messages]
    world.clock.forward(minutes=2)
    while work.run_due(world.desk):
        world.clock.forward(seconds=1)

    assert (first.count("Renamed"), len(asked)) == (2, 2 + 2 * 3)
    assert {night.now(each).agent.name for each in messages} == {"Renamed"}
    assert {night.now(each).version - each.version for each in messages} == {1}


def test_a_message_that_was_claimed_by_the_old_name_after_it_had_spread_is_found(night: Night) -> None:
    world, (agent,) = night.world, night.agents
    message, as_decided = night.given(), world.now(agent)
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(name="Renamed"))
    while work.run_due(world.desk):
        world.clock.forward(seconds=1)

    claimed = transitions.claim_message(world.desk, as_decided, message.message_id)
    world.clock.forward(minutes=7)
    while work.run_due(world.desk):
        world.clock.forward(seconds=1)

    assert claimed.agent.name == agent.name != "Renamed"
    assert night.now(message).agent.name == "Renamed"
