"""A file that another version wrote is brought up to this one's tables by the next start (G3)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import reading
from chalicelib.core import tables
from chalicelib.everything import TABLES
from infra.environments.cloud import Refused
from infra.local import versions
from infra.local.folder import FILE
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from tests.worlds import Clock, World, desk_with

CONVERSATIONS, ONCE = tables.table_name("conversations"), tables.table_name("once")


@pytest.fixture
def printed() -> list[str]:
    return []


def without_index(description: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The table as a version before this index described it."""
    indexes = [each for each in description.get("GlobalSecondaryIndexes", ()) if each["IndexName"] != name]
    used = {key["AttributeName"] for each in (description, *indexes) for key in each["KeySchema"]}
    kinds = [each for each in description["AttributeDefinitions"] if each["AttributeName"] in used]
    return {**description, "AttributeDefinitions": kinds, "GlobalSecondaryIndexes": indexes}


def an_older_file(path: Path, **changed: Mapping[str, Any]) -> Store:
    """What another version made: its tables, without any time to live; ``changed`` are those that it had otherwise."""
    store = Store(path)
    for model in TABLES:
        name = model.Meta.table_name
        store.call("CreateTable", changed.get(name.rpartition("-")[2], tables.describe(model)))
    return store


def described(store: Store) -> dict[str, Any]:
    every = {name: dict(each) for name, each in store.described().items()}
    for description in every.values():
        del description["AttributeDefinitions"]
        if "GlobalSecondaryIndexes" in description:  # one that came later stands behind the others
            by_name = {index["IndexName"]: index for index in description["GlobalSecondaryIndexes"]}
            description["GlobalSecondaryIndexes"] = dict(sorted(by_name.items()))
    return every


def expiry(store: Store) -> dict[str, Any]:
    """By what the items of each table expire."""
    return {name: store.call("DescribeTimeToLive", {"TableName": name}) for name in store.described()}


def conversations_of_before() -> dict[str, Any]:
    (model,) = [each for each in TABLES if each.Meta.table_name == CONVERSATIONS]
    return without_index(tables.describe(model), "by_state")


def test_an_index_that_came_later_has_everything_from_before(tmp_path: Path, printed: list[str]) -> None:
    store = an_older_file(tmp_path / FILE, conversations=conversations_of_before())
    desk = desk_with(Clock(), dynamodb.client(store))
    world = World(desk, desk.now)
    (agent,) = world.found(agents=1)
    world.online(agent)
    begun = [
        conversations.start_conversation(desk, world.visitor(), "demo", StartConversation(text="Hi", client_id="1"))
        for _ in range(3)
    ]

    changed = versions.bring_up(store, tmp_path / FILE, printed.append)

    supervisor = world.agent(role="supervisor")
    listed, _ = reading.list_conversations(desk, supervisor, "all", None, None)
    assert {each.header.conversation_id for each in listed} == {each.conversation_id for each in begun}
    assert changed > 0
    assert printed == [f"{CONVERSATIONS}: the index by_state is made …"]
    store.close()


def test_a_file_that_was_brought_up_is_as_a_new_one_and_the_next_start_changes_nothing(
    tmp_path: Path, printed: list[str]
) -> None:
    fresh = Store()
    tables.create_tables(dynamodb.client(fresh), TABLES)
    before = conversations_of_before()
    other = {**before["GlobalSecondaryIndexes"][0], "IndexName": "of_before"}
    changed = {**before, "GlobalSecondaryIndexes": [other, *before["GlobalSecondaryIndexes"]]}
    store = an_older_file(tmp_path / FILE, conversations=changed)

    versions.bring_up(store, tmp_path / FILE, printed.append)
    again = versions.bring_up(store, tmp_path / FILE, printed.append)

    assert described(store) == described(fresh)
    assert store.call("DescribeTimeToLive", {"TableName": ONCE}) == fresh.call(
        "DescribeTimeToLive", {"TableName": ONCE}
    )
    assert again == 0
    store.close()


def test_an_index_with_other_keys_or_another_view_is_made_anew(tmp_path: Path, printed: list[str]) -> None:
    (model,) = [each for each in TABLES if each.Meta.table_name == CONVERSATIONS]
    wanted = tables.describe(model)
    other = [{**each, "Projection": {"ProjectionType": "ALL"}} for each in wanted["GlobalSecondaryIndexes"]]
    store = an_older_file(tmp_path / FILE, conversations={**wanted, "GlobalSecondaryIndexes": other})

    versions.bring_up(store, tmp_path / FILE, printed.append)

    shown = {each["IndexName"]: each for each in store.described()[CONVERSATIONS]["GlobalSecondaryIndexes"]}
    assert shown == {each["IndexName"]: each for each in wanted["GlobalSecondaryIndexes"]}
    store.close()


def test_a_file_whose_tables_have_another_key_is_not_started_on(tmp_path: Path, printed: list[str]) -> None:
    (model,) = [each for each in TABLES if each.Meta.table_name == ONCE]
    described = tables.describe(model)
    kinds = [
        {**each, "AttributeType": "N"} if each["AttributeName"] == "key" else each
        for each in described["AttributeDefinitions"]
    ]
    other = {**described, "AttributeDefinitions": kinds}
    store = an_older_file(tmp_path / FILE, once=other, conversations=conversations_of_before())
    before = store.described()

    with pytest.raises(Refused, match=f"{ONCE} are of another version. Take the data along"):
        versions.bring_up(store, tmp_path / FILE, printed.append)

    assert (store.described(), printed) == (before, [])
    store.close()
