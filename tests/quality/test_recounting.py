"""Results made anew: page by page, by due work, from what does not lag; what comes meanwhile counts once (law 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.quality.model.recount import FINISHED, NEVER, RUNNING
from chalicelib.quality.model.results import ALL
from chalicelib.quality.service import recounting
from chalicelib.quality.store import inspections as store
from chalicelib.quality.store import results
from chalicelib.quality.store.results import CellRow
from tests.crashes import Death, at_each_write, crash_at
from tests.in_process import Asking
from tests.quality.stage import EVERY, Stage, whole
from tests.stored import every_item
from tests.worlds import World, counted, in_use

MONTH = "2026-11"


@pytest.fixture
def stage(world: World) -> Stage:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    return stage


def items(prefix: str) -> list[dict[str, Any]]:
    return [each for each in every_item(CellRow.Meta.table_name) if each["key"]["S"].startswith(prefix)]


def removed(stage: Stage, prefix: str) -> None:
    for item in items(prefix):
        key = {"key": item["key"], "order": item["order"]}
        stage.desk.database.call("DeleteItem", {"TableName": CellRow.Meta.table_name, "Key": key})


def sums() -> dict[tuple[str, str], Any]:
    return {(each["key"]["S"], each["order"]["S"]): each["sums"] for each in items("cell#")}


def test_a_recount_finds_what_was_counted_and_mends_what_was_not(stage: Stage) -> None:
    for points in (4, 8, 10):
        stage.submit(stage.drawn(), whole(points))
    stage.settle()
    kept = sums()
    right = stage.recounted()

    removed(stage, "cell#")
    found = stage.recounted()

    assert (right.state, right.sums, right.loads) == (FINISHED, 0, 0)
    assert found.sums == len(kept) > 3
    assert sums() == kept
    assert stage.recounted().sums == 0


def test_what_a_version_before_counted_is_recounted_too(stage: Stage) -> None:
    for points in (4, 8):
        stage.submit(stage.drawn(), whole(points))
    stage.drawn()
    stage.settle()
    kept, loads = sums(), stage.loads()

    removed(stage, "added#")
    removed(stage, "held#")
    found = stage.recounted()

    assert (found.sums, found.loads) == (0, 0)
    assert (sums(), stage.loads()) == (kept, loads)
    assert len(items("held#")) == 1
    assert {each["order"]["S"] for each in items(f"added#{MONTH}#all")} == {
        each.inspection_id for each in stage.all() if each.is_submitted
    }


def test_what_an_index_does_not_show_yet_is_not_taken_for_a_drift(stage: Stage) -> None:
    stage.submit(stage.drawn())
    stage.drawn()
    stage.settle()
    kept, loads = sums(), stage.loads()

    def empty(operation: str, asked: Mapping[str, Any], answer: Any) -> None:
        if operation == "Query" and "IndexName" in asked:
            answer["Items"] = []

    with in_use().watching(after=empty):
        found = stage.recounted()

    assert (found.state, found.sums, found.loads) == (FINISHED, 0, 0)
    assert (sums(), stage.loads()) == (kept, loads)


def test_what_is_submitted_while_a_month_is_recounted_counts_once(stage: Stage) -> None:
    stage.submit(stage.drawn())
    late, looks = stage.drawn(), 0

    def submit_meanwhile(operation: str, asked: Mapping[str, Any]) -> None:
        nonlocal looks
        looks += operation == "Query" and "added#" in str(asked.get("ExpressionAttributeValues"))
        if looks == 1:
            looks += 1
            with crash_at(1, written=False):  # it is submitted, but not counted yet
                stage.submit(late)

    with in_use().watching(before=submit_meanwhile):
        stage.recounted()
    stage.settle(minutes=2)

    spot = (MONTH, ALL, ALL)
    assert looks > 1
    assert results.cells(stage.desk, [spot])[spot].sums.inspected == 2
    assert stage.recounted(MONTH).sums == 0


def test_the_request_only_begins_it_and_whoever_asks_again_is_told_how_far_it_is(stage: Stage) -> None:
    for _ in range(3):
        stage.submit(stage.drawn())
    stage.settle()
    asking, admin = Asking(), stage.world.agent(role=ADMINISTRATOR)
    token, path = asking.sign_in(admin), "/v1/admin/quality/recount"

    before = asking.ask("GET", path, token)
    with counted() as requests:
        begun = recounting.begin(stage.desk)
    again = asking.ask("POST", path, token, {})
    stage.settle()
    after = asking.ask("GET", path, token)

    assert (before.said["state"], before.said["done"]) == (NEVER, 0)
    assert (begun.state, again.said["state"]) == (RUNNING, RUNNING)
    assert len(requests) <= 3
    assert (after.said["state"], after.said["sums"], after.said["months"]) == (FINISHED, 0, ["2026-10", MONTH])
    assert after.said["done"] >= 5
    with pytest.raises(Invalid):
        recounting.begin(stage.desk, month="2026-13")


def test_a_recount_that_dies_at_any_write_goes_on_where_it_was(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage.opened(new_world(), bosses=1)
        stage.rules(EVERY)
        stage.submit(stage.drawn())
        stage.settle()
        kept = sums()
        removed(stage, f"cell#{ALL}")
        store_loads = stage.loads()
        recounting.begin(stage.desk)

        with death():
            stage.settle()
        stage.settle(minutes=20)

        found = recounting.read_recount(stage.desk)
        assert (found.state, sums(), stage.loads()) == (FINISHED, kept, store_loads)

    at_each_write(story, step=3, least=3)


def test_a_load_that_drifted_is_put_right(stage: Stage) -> None:
    inspection = stage.drawn()
    tx = stage.world.desk
    before = stage.loads()
    from chalicelib.core.transactions import Transaction

    change = Transaction(tx)
    store.count(change, str(inspection.inspector_id), 5)
    change.commit()

    found = stage.recounted()

    assert (found.loads, stage.loads()) == (1, before)
