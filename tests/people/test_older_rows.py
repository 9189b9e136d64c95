"""Records that were written before they had versions are carried on: the first change gives them one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations.service.editing import edit_visitor
from chalicelib.core.races import Moved
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import desk, groups, sessions
from chalicelib.people.store import agents
from chalicelib.people.store import groups as stored_groups
from chalicelib.people.store.rows import PersonRow
from chalicelib.visitors.model.visitor import EditVisitor, Visitor
from chalicelib.visitors.service import card, edit
from chalicelib.visitors.store.visitors import VisitorRow
from tests.stored import change_item, every_item, put_item
from tests.worlds import World


@pytest.fixture
def older(world: World) -> World:
    """A desk with an agent and a group as the version before stored them."""
    world.found(agents=1)
    name = PersonRow.Meta.table_name
    for item in every_item(name):
        change_item(name, {each: item[each] for each in ("shelf", "key")}, "REMOVE version, password_id")
    return world


def visitor_of(world: World) -> Visitor:
    """A visitor as the version before stored them."""
    visitor_id = world.known(world.visitor()).visitor_id
    key = {"visitor_id": {"S": visitor_id}}
    change_item(VisitorRow.Meta.table_name, key, "REMOVE version")
    return card(world.desk, visitor_id)


def test_agents_groups_and_the_desk_get_a_version_with_their_first_change(older: World) -> None:
    (agent,) = people.list_agents(older.desk)
    (group,) = people.list_groups(older.desk)

    versions = [agent.version, group.version, people.read_desk(older.desk).version]
    renamed = people.update_agent(older.desk, agent.agent_id, UpdateAgent(name="Renamed"))
    groups.update_group(older.desk, group.group_id, UpdateGroup(name="Renamed"))
    desk.update_desk(older.desk, name="Renamed", seats=None, time_zone=None)

    assert versions == [0, 0, 0]
    assert people.list_agents(older.desk) == [renamed]
    assert [people.list_groups(older.desk)[0].version, people.read_desk(older.desk).version] == [1, 1]


def test_whoever_had_an_account_signs_in_and_changes_the_password(older: World) -> None:
    (agent,) = people.list_agents(older.desk)

    caller = older.signed_in(agent)
    sessions.change_password(older.desk, caller, "correct horse", "a password of my own")

    token, _ = people.sign_in(older.desk, agent.email, "a password of my own")
    assert people.signed_in(older.desk, token).agent.version == 1


def test_whose_address_was_taken_before_it_was_held_to_its_form_keeps_it(older: World) -> None:
    (agent,) = people.list_agents(older.desk)
    (item,) = [
        each for each in every_item(PersonRow.Meta.table_name) if each["shelf"]["S"] == f"agent#{agent.agent_id}"
    ]
    put_item(PersonRow.Meta.table_name, item | {"email": {"S": "a@desk"}})

    after = people.update_agent(older.desk, agent.agent_id, UpdateAgent(name="A", email="a@desk"))

    assert (after.name, after.email) == ("A", "a@desk")


def test_of_two_who_change_an_older_record_the_second_is_told(older: World) -> None:
    (agent,) = people.list_agents(older.desk)
    (group,) = people.list_groups(older.desk)
    record = people.read_desk(older.desk)
    acts: list[Callable[[Transaction], Any]] = [
        lambda tx: agents.put_agent(tx, agent, replace(agent, version=1), None),
        lambda tx: stored_groups.put_group(tx, replace(group, version=1), before=group),
        lambda tx: stored_groups.put_desk(tx, replace(record, version=1), before=record),
    ]

    lost = 0
    for act in acts * 2:
        tx = Transaction(older.desk)
        act(tx)
        try:
            tx.commit()
        except Moved as moved:
            lost += moved.record.version == 1

    assert lost == 3


def test_nothing_is_made_of_a_record_that_is_not_there(older: World) -> None:
    (agent,) = people.list_agents(older.desk)
    gone = replace(agent, agent_id="agt_gone")

    tx = Transaction(older.desk)
    agents.put_agent(tx, gone, gone, None)
    with pytest.raises(Moved) as moved:
        tx.commit()

    assert moved.value.record is None


def test_a_visitor_is_carried_on_and_a_change_that_had_not_seen_another_is_told(world: World) -> None:
    world.found()
    boss, visitor = world.agent(role=ADMINISTRATOR), visitor_of(world)

    edit_visitor(world.desk, boss, visitor.visitor_id, EditVisitor(name="Mei"))
    tx = Transaction(world.desk)
    edit(tx, visitor, replace(visitor, name="Li", version=1))
    with pytest.raises(Moved) as moved:
        tx.commit()

    assert (visitor.version, moved.value.record.name, card(world.desk, visitor.visitor_id).version) == (0, "Mei", 1)
