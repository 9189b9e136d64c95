"""Tables as their models describe them, on both engines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.conversations.model.conversation import Entry
from chalicelib.conversations.store import SIGN, EntryRow, SignRow
from chalicelib.core import items, tables
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.everything import TABLES
from chalicelib.people.model.agents import Agent
from chalicelib.people.store.rows import AgentRow
from chalicelib.plans.model.limits import Limits
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store.visitors import VisitorRow


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.Meta.table_name)
def test_every_description_is_one_that_dynamodb_takes(model: Any) -> None:
    described = tables.describe(model)

    schemas = [described, *described.get("GlobalSecondaryIndexes", ())]
    keys = {key["AttributeName"] for schema in schemas for key in schema["KeySchema"]}
    for schema in schemas:
        kinds = [key["KeyType"] for key in schema["KeySchema"]]
        assert kinds in (["HASH"], ["HASH", "RANGE"])
    assert {each["AttributeName"] for each in described["AttributeDefinitions"]} == keys
    assert described["BillingMode"] == "PAY_PER_REQUEST"
    assert described["TableName"].startswith("deskbell-test-")


def test_what_is_kept_without_its_defaults_is_whole_when_it_is_read() -> None:
    kept = tables.Packed(Limits)
    limits = Limits(left_by_plan=7, sms_countries=("CN",))

    written = kept.serialize(limits)

    assert json.loads(written) == {"left_by_plan": 7, "sms_countries": ["CN"]}
    assert msgspec.json.encode(kept.deserialize(written)) == msgspec.json.encode(limits)


def test_creating_again_creates_nothing(desk: Desk) -> None:
    assert tables.create_tables(desk.database, TABLES) == []


@pytest.mark.also_on_moto
def test_an_item_is_found_by_a_key_that_is_a_number(desk: Desk) -> None:
    tx = Transaction(desk)
    tx.put(SignRow("cnv_1", SIGN, seen_at=desk.now()))
    tx.commit()

    found = SignRow.find(desk.database, "cnv_1", SIGN)

    assert found is not None
    assert (found.conversation_id, found.seq) == ("cnv_1", SIGN)


@pytest.mark.race
def test_tables_and_their_expiry_are_made_on_the_atomic_engine(atomic_desk: Desk) -> None:
    database = atomic_desk.database

    described = database.call("DescribeTable", {"TableName": "deskbell-test-conversations"})["Table"]
    expiry = database.call("DescribeTimeToLive", {"TableName": "deskbell-test-once"})["TimeToLiveDescription"]

    indexes = {index["IndexName"] for index in described["GlobalSecondaryIndexes"]}
    assert indexes == {"by_agent", "by_state", "by_visitor"}
    assert expiry["TimeToLiveStatus"] in ("ENABLED", "ENABLING")


def test_a_row_and_its_value_say_the_same_by_the_same_names() -> None:
    seen_at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    visitor = Visitor("vis_1", "demo", 2, seen_at, seen_at, "en", name="Mei", surveyed_at=seen_at, version=3)

    stored = items.item_of(VisitorRow.of(visitor))

    assert VisitorRow.from_raw_data(stored).into(Visitor) == visitor
    assert "email" not in stored


def test_what_a_row_does_not_hold_has_the_default_of_its_value() -> None:
    created_at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    agent = Agent("agt_1", "a@example.com", "A", "1", "agent", 3, True, created_at)

    stored = items.item_of(AgentRow.of(agent, shelf="roster", key="agent#agt_1"))
    older = {name: value for name, value in stored.items() if name not in ("version", "grouped", "hidden", "turn")}

    assert AgentRow.from_raw_data(older).into(Agent) == agent


def test_what_is_called_otherwise_is_said() -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    entry = Entry(1, "message", Author("visitor", "vis_1"), "hello", at, "waiting", "vis_1")

    row = EntryRow.of(entry, conversation_id="cnv_1", state_then=entry.state)

    assert (row.conversation_id, row.seq, row.state_then) == ("cnv_1", 1, "waiting")
    assert row.into(Entry, state=row.state_then) == entry
