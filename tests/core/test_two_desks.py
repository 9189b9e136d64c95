"""A desk's facts are in its own database, whoever else is in the process (law 6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.conversations.store import SIGN, SignRow
from chalicelib.core import tables, work
from chalicelib.core.transactions import Transaction
from chalicelib.everything import TABLES
from chalicelib.people import service as people
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.worlds import Clock, World, at_once, desk_with

TALKS = 6


def a_world_of_its_own() -> World:
    database = dynamodb.client(Store())
    tables.create_tables(database, TABLES)
    desk = desk_with(Clock(), database)
    return World(desk, desk.now)


def talk(world: World, name: str) -> list[str]:
    """A day at a desk: agents, visitors, conversations, due work; what was said there, as its inbox has it."""
    (agent,) = world.found(agents=1, capacity=TALKS)
    world.online(agent)
    for number in range(TALKS):
        visitor = world.visitor()
        begun = conversations.start_conversation(
            world.desk, visitor, "demo", StartConversation(text=f"{name} {number}", client_id="1")
        )
        conversations.reply(world.desk, world.now(agent), begun.conversation_id, f"reply of {name}", "r")
    work.run_due(world.desk)
    shown, _ = reading.list_conversations(world.desk, world.now(agent), "mine", None, None)
    return sorted(each.header.last_text for each in shown)


def stored(world: World) -> dict[str, list[Any]]:
    return {
        model.Meta.table_name: world.desk.database.call("Scan", {"TableName": model.Meta.table_name})["Items"]
        for model in TABLES
    }


def test_two_desks_in_one_process_have_nothing_in_common() -> None:
    tea, cake = a_world_of_its_own(), a_world_of_its_own()
    empty = stored(cake)

    of_tea = talk(tea, "tea")
    untouched = stored(cake)
    of_cake = talk(cake, "cake")

    assert untouched == empty
    assert of_tea == ["reply of tea"] * TALKS
    assert of_cake == ["reply of cake"] * TALKS
    assert [word for word in ("cake 0", "reply of cake") if word in repr(stored(tea))] == []
    assert [word for word in ("tea 0", "reply of tea") if word in repr(stored(cake))] == []
    assert len(people.roster(tea.desk).agents) == len(people.roster(cake.desk).agents) == 1


def test_two_desks_in_two_threads_at_once_have_nothing_in_common() -> None:
    worlds = {name: a_world_of_its_own() for name in ("tea", "cake", "soap", "silk")}

    shown = at_once([lambda world=world, name=name: talk(world, name) for name, world in worlds.items()])

    assert shown == [[f"reply of {name}"] * TALKS for name in worlds]
    for name, world in worlds.items():
        kept = repr(stored(world))
        assert [other for other in worlds if f"{other} 0" in kept] == [name]


def test_a_write_goes_where_its_transactions_desk_is_and_a_read_where_it_is_told() -> None:
    tea, cake = a_world_of_its_own().desk, a_world_of_its_own().desk
    tx = Transaction(tea)
    tx.put(SignRow("cnv_1", SIGN, seen_at=tea.now()))

    tx.commit()

    assert SignRow.find(tea.database, "cnv_1", SIGN) is not None
    assert SignRow.find(cake.database, "cnv_1", SIGN) is None


def test_a_model_asks_nobody_by_itself() -> None:
    row = SignRow("cnv_1", SIGN, seen_at=Clock()())

    with pytest.raises(RuntimeError, match="PutItem was asked of nobody"):
        row.save()
    with pytest.raises(RuntimeError, match="GetItem was asked of nobody"):
        SignRow.get("cnv_1", SIGN)


def test_only_where_a_desk_is_built_is_a_database_found() -> None:
    finding = ("dynamo.of_environment(", "dynamo.Dynamo(", "dynamo.Botocore(", "from chalicelib.core.dynamo import")
    house = Path(tables.__file__).parent.parent

    files = [file for file in house.rglob("*.py") if any(word in file.read_text() for word in finding)]

    assert [file.relative_to(house).as_posix() for file in files] == ["environment.py"]
