"""Reports count what inspections come to, after an appeal as it is then (F1, F4)."""

from __future__ import annotations

from chalicelib.quality.model.inspection import InspectionScored, Ruling
from chalicelib.quality.service import appealing
from chalicelib.reports.model.definitions import quality_of
from chalicelib.reports.model.figures import Sums
from chalicelib.reports.service import asking, logging
from chalicelib.reports.service.asking import Asked
from tests.quality.stage import EVERY, Stage, whole
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
