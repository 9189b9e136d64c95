"""A follow-up shows its owner as they are called now, however many they have (law 3)."""

from __future__ import annotations

from chalicelib.followups.service import access, renaming
from chalicelib.followups.service.renaming import RenameOwner
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from tests.crashes import crash_at
from tests.followups.stage import boss, low_score, settle
from tests.worlds import World, counted


def test_what_a_renamed_owner_has_shows_the_new_name_page_by_page(world: World) -> None:
    world.found()
    owner, other = boss(world), boss(world)
    mine = [low_score(world, owner, f"srv_{number:08d}") for number in range(3)]
    theirs = low_score(world, other, "srv_00000009")
    with crash_at(0, written=True):
        people.update_agent(world.desk, owner.agent_id, UpdateAgent(name="Renamed"))

    with counted() as asked:
        renaming.rename(world.desk, RenameOwner(owner.agent_id), page=2)
    first = [access.find(world.desk, each.followup_id).owner.name for each in mine]
    world.clock.forward(minutes=2)
    settle(world)

    assert (first.count("Renamed"), len(asked)) == (2, 2 + 2 * 3)
    assert {access.find(world.desk, each.followup_id).owner.name for each in mine} == {"Renamed"}
    assert access.find(world.desk, theirs.followup_id) == theirs


def test_renaming_what_has_the_name_already_writes_nothing(world: World) -> None:
    world.found()
    owner = boss(world)
    low_score(world, owner)

    with counted() as asked:
        renaming.rename(world.desk, RenameOwner(owner.agent_id))

    assert asked.names == ["Query", "GetItem", "GetItem"]


def test_what_was_given_by_the_old_name_after_it_had_spread_is_found(world: World) -> None:
    world.found()
    owner = boss(world)
    people.update_agent(world.desk, owner.agent_id, UpdateAgent(name="Renamed"))
    settle(world)

    given = low_score(world, owner)
    world.clock.forward(minutes=7)
    settle(world)

    assert given.owner.name == owner.name != "Renamed"
    assert access.find(world.desk, given.followup_id).owner.name == "Renamed"
