"""Reports count what inspections come to, after an appeal as it is then (F1, F4)."""

from __future__ import annotations

from chalicelib.core.audit import By
from chalicelib.quality.model.inspection import InspectionScored, Ruling
from chalicelib.quality.service import appealing
from chalicelib.reports.model.definitions import quality_of
from chalicelib.reports.model.facts import INSPECTED
from chalicelib.reports.model.figures import Sums
from chalicelib.reports.service import asking, logging, rebuilding
from chalicelib.reports.service.asking import Asked
from chalicelib.reports.store.log import FactRow
from tests.quality.stage import EVERY, Stage, whole
from tests.stored import every_item
from tests.worlds import World


def counted(stage: Stage, of: str | None = None) -> Sums:
    """What reports have of today, once it is summed."""
    for seconds in (6, 400):
        stage.settle(seconds=seconds)
    total = asking.figures(stage.desk, stage.world.now(stage.bosses[0]), Asked("day", of)).total
    assert total is not None
    return total


def test_an_inspection_counts_once_for_its_agent_and_as_it_is_after_an_appeal(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    first, second = stage.drawn(), stage.drawn()
    stage.submit(first, whole(10))
    stage.submit(second, whole(5))
    of_agent = f"agent:{stage.agent.agent_id}"
    before = counted(stage, of_agent)

    judge = next(each for each in stage.bosses if each.agent_id != second.inspector_id)
    appealing.appeal(stage.desk, stage.caller(stage.agent), second.inspection_id, "No", None)
    ruling = Ruling("changed", "Worse than that", fatal=("quarrel",))
    appealing.decide(stage.desk, stage.caller(judge), second.inspection_id, ruling, None)
    after = counted(stage, of_agent)
    logging.tell_inspection(stage.desk, InspectionScored(second.inspection_id))

    assert (before.count("inspected"), before.count("fatal_errors"), quality_of(before)) == (2, 0, 75)
    assert (after.count("inspected"), after.count("fatal_errors"), quality_of(after)) == (2, 1, 50)
    assert counted(stage).count("inspected") == 2


def test_an_inspection_that_the_log_lacks_is_found_when_it_is_written_down_anew(world: World) -> None:
    stage = Stage.opened(world)
    stage.rules(EVERY)
    inspection = stage.drawn()
    stage.submit(inspection)
    assert counted(stage).count("inspected") == 1
    desk, table = stage.desk, FactRow.Meta.table_name
    for item in every_item(table):
        if f"#{INSPECTED}#" in item["order"]["S"]:
            desk.database.call("DeleteItem", {"TableName": table, "Key": {k: item[k] for k in ("key", "order")}})

    rebuilding.rebuild_later(desk, By("agt_1", "Mei"))
    stage.settle()

    assert counted(stage).count("inspected") == 1
    facts = [each["order"]["S"] for each in every_item(table) if f"#{INSPECTED}#" in each["order"]["S"]]
    assert [inspection.inspection_id in each for each in facts] == [True]
