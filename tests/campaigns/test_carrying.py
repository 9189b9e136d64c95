"""What a version before kept in another table is used there, and comes into this room's own: nothing lost or twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from chalicelib.campaigns.service import bring_up_unsettled, definitions, rules, runs
from chalicelib.campaigns.store import campaigns as store
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core import work
from chalicelib.core.errors import Lost, NotFound
from chalicelib.core.tables import table_name
from chalicelib.core.transactions import Transaction
from chalicelib.followups.service import lists
from chalicelib.operations import service as operations
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from tests.campaigns.stage import campaign, planned, rule, shares
from tests.crashes import crash_at
from tests.followups.stage import boss, caller, served, settle, theirs
from tests.stored import every_item, put_item
from tests.worlds import World, counted, in_use

# two campaigns, one of them in the middle of a run, and two rules, one of which has something to plan
STORED = Path(__file__).parent / "stored" / "former.jsonl"
DAILY, WEEKLY, RULE, PAUSED = f"cmp_{25:026d}", f"cmp_{38:026d}", f"rul_{31:026d}", f"rul_{36:026d}"
AGENTS = FIRST, *_ = [f"agt_{number:026d}" for number in (0, 3, 6)]
LATER = datetime(2026, 11, 25, 1, 7, tzinfo=UTC)  # when no function of that version can run any longer
RECORDS = 7  # three runs among them


def as_it_was(world: World) -> World:
    """The desk as the version before left it a moment ago; its ids go on behind those that are there."""
    for line in STORED.read_text().splitlines():
        row = json.loads(line)
        put_item(table_name(row["table"]), row["item"])
    world.desk.new_id.numbers = count(1_000)  # type: ignore[attr-defined]
    world.made = count(100)
    world.clock.at = datetime(2026, 11, 25, 1, 0, 2, tzinfo=UTC)
    return world


@pytest.fixture
def older(world: World) -> World:
    """The same, for one test."""
    return as_it_was(world)


def carry_over(world: World) -> None:
    """What a version's start does, and the schedule after it."""
    operations.bring_up(world.desk)
    world.clock.forward(minutes=7)
    settle(world)


def lie_in(table: str) -> int:
    """How many campaigns, rules and runs are in this table."""
    return sum(not {"campaign", "rule", "run"}.isdisjoint(item) for item in every_item(table_name(table)))


def facts(world: World) -> Any:
    """All that is known of campaigns, rules and runs, but for the campaigns' copies in runs."""
    campaigns = store.campaigns(world.desk)
    known = [run for each in campaigns for run in store.runs(world.desk, each, "2026-11-01")]
    return (
        [(each.campaign_id, each.name, each.next_run_at, each.revision) for each in campaigns],
        [(each.rule_id, each.name, each.after_days, each.active) for each in store.rules(world.desk)],
        [(each.run_id, each.state, each.given) for each in known],
    )


def manager_of(world: World) -> Agent:
    return people.read_agent(world.desk, f"agt_{22:026d}")


# --- as long as it lies there ---------------------------------------------------------------------------------------


def test_what_is_under_way_goes_on_where_it_lies(older: World) -> None:
    manager = manager_of(older)
    conversation_id = served(older, people.read_agent(older.desk, FIRST))

    settle(older)
    this_week = shares(planned(older, WEEKLY, manager))
    rules.plan_after(older.desk, ConversationEnded(conversation_id, None))
    older.clock.at = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    settle(older)

    assert this_week == dict.fromkeys(AGENTS, 20)
    of_the_rule = [each.about for each in theirs(older, people.read_agent(older.desk, FIRST)) if each.rule_id == RULE]
    assert len(of_the_rule) == len(set(of_the_rule)) == 2
    assert conversation_id in of_the_rule
    assert work.dead(older.desk) == []


def test_a_definition_is_read_and_changed_where_it_lies_and_a_new_one_lies_in_the_rooms_own(older: World) -> None:
    manager = manager_of(older)

    changed = definitions.update_campaign(older.desk, caller(manager), DAILY, {"name": "Golden"}, None)
    definitions.update_rule(older.desk, caller(manager), PAUSED, {"active": True}, None)
    own = campaign(older, people.read_agent(older.desk, FIRST), by=manager, name="New")
    rule(older, name="New")

    assert [each.name for each in definitions.list_campaigns(older.desk)] == ["Golden", "Old members", "New"]
    assert [(each.name, each.active) for each in definitions.list_rules(older.desk)] == [
        ("A week later", True),
        ("Never", True),
        ("New", True),
    ]
    assert definitions.find_campaign(older.desk, own.campaign_id) == own
    assert definitions.find_campaign(older.desk, DAILY) == changed
    assert (lie_in("followups"), lie_in("campaigns")) == (RECORDS, 2)


def test_a_quota_counts_what_was_given_before(older: World) -> None:
    manager = manager_of(older)

    definitions.update_campaign(older.desk, caller(manager), WEEKLY, {"quota_per_agent": 10}, None)
    older.clock.forward(days=1)
    run, again = runs.run_now(older.desk, caller(manager), WEEKLY)
    settle(older)

    ended = store.run(older.desk, WEEKLY, run.day)
    assert not again
    assert ended is not None and {each: ended.of(each) for each in AGENTS} == dict.fromkeys(AGENTS, 10)
    assert lie_in("campaigns") == 0


def test_nothing_is_moved_while_a_function_of_that_version_may_run(older: World) -> None:
    operations.bring_up(older.desk)

    older.clock.forward(minutes=5)
    settle(older)

    assert lie_in("campaigns") == 0


# --- moved ----------------------------------------------------------------------------------------------------------


def test_everything_is_moved_and_nothing_of_it_changes(older: World) -> None:
    before = facts(older)

    carry_over(older)

    after = facts(older)
    assert after[:2] == before[:2]
    assert [each[0] for each in after[2]] == [each[0] for each in before[2]]
    assert (lie_in("followups"), lie_in("campaigns")) == (0, RECORDS)


def test_a_run_that_was_moved_goes_on_and_the_next_ones_follow(older: World) -> None:
    operations.bring_up(older.desk)
    pieces = [each for each in work.waiting(older.desk) if each.kind == runs.PlanPiece.kind]
    bring_all(older)

    settle(older)
    older.clock.at = datetime(2026, 11, 26, 1, 1, tzinfo=UTC)
    settle(older)

    assert len(pieces) == 1
    assert shares(planned(older, WEEKLY, manager_of(older))) == dict.fromkeys(AGENTS, 20)
    assert [each.day for each in store.runs(older.desk, store.campaigns(older.desk)[0], "2026-11-24")] == [
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
    ]
    assert lie_in("followups") == 0
    assert work.dead(older.desk) == []


def bring_all(world: World) -> None:
    """Move everything now, with nothing else done in between."""
    for record in store.left(world.desk, 100):
        tx = Transaction(world.desk)
        store.move(tx, record)
        tx.commit()


@pytest.mark.parametrize("number", [1, 3, 6, 9, 12])
def test_whatever_dies_meanwhile_everything_is_moved(older: World, number: int) -> None:
    operations.bring_up(older.desk)
    before = facts(older)[:2]

    older.clock.at = LATER
    with crash_at(number, written=True):
        settle(older)
    older.clock.forward(minutes=15)
    settle(older)

    assert facts(older)[:2] == before
    assert (lie_in("followups"), lie_in("campaigns")) == (0, RECORDS)
    assert store.is_settled(older.desk)


def test_once_it_is_moved_nobody_looks_there_and_bringing_it_up_again_changes_nothing(older: World) -> None:
    carry_over(older)
    before = facts(older)

    carry_over(older)
    bring_up_unsettled(older.desk)
    with counted() as requests:
        found = store.rules(older.desk), store.campaign(older.desk, DAILY)

    assert facts(older) == before
    assert found[1] is not None
    assert requests.names == ["Query", "GetItem"]
    assert [each for each in work.waiting(older.desk) if each.kind == "campaigns.bring_up"] == []


def test_the_night_brings_up_what_an_older_export_brought_back(older: World) -> None:
    bring_up_unsettled(older.desk)

    older.clock.at = LATER
    settle(older)

    assert lie_in("followups") == 0


# --- while it is moved ----------------------------------------------------------------------------------------------


def test_what_was_changed_after_it_was_looked_at_is_moved_as_it_then_is(older: World) -> None:
    left = {each.item["order"]["S"]: each for each in store.left(older.desk, 100)}
    definitions.update_campaign(older.desk, caller(manager_of(older)), DAILY, {"name": "Golden"}, None)

    tx = Transaction(older.desk)
    store.move(tx, left[DAILY])
    with pytest.raises(Lost):
        tx.commit()
    bring_all(older)

    assert definitions.find_campaign(older.desk, DAILY).name == "Golden"


def test_who_read_it_before_it_was_moved_changes_it_where_it_is(older: World) -> None:
    moved = []

    def move(operation: str, _: Any) -> None:
        if not moved and operation == "TransactWriteItems":
            moved.append(True)
            bring_all(older)

    with in_use().watching(before=move):
        changed = definitions.update_campaign(older.desk, caller(manager_of(older)), DAILY, {"name": "Golden"}, None)

    assert definitions.find_campaign(older.desk, DAILY) == changed
    assert (lie_in("followups"), lie_in("campaigns")) == (0, RECORDS)


def test_who_asks_while_it_is_moved_finds_it(older: World) -> None:
    moved = []

    def move(operation: str, asked: Any) -> None:
        if not moved and operation in ("GetItem", "Query") and asked["TableName"] == table_name("followups"):
            moved.append(True)
            bring_all(older)

    with in_use().watching(before=move):
        known = store.campaign(older.desk, DAILY)

    assert known is not None
    assert moved


def test_a_campaign_that_is_nowhere_is_none(older: World) -> None:
    carry_over(older)

    for nothing in (store.SETTLED, "cmp_nothing"):
        with pytest.raises(NotFound):
            definitions.find_campaign(older.desk, nothing)
        with pytest.raises(NotFound):
            lists.list_follow_ups(older.desk, boss(older), "campaign", campaign_id=nothing)

    assert len(definitions.list_campaigns(older.desk)) == 2
