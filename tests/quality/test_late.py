"""What comes late, meanwhile or after a change of rights: nothing counts twice, and nothing waits for ever (F4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.quality.model.results import ALL
from chalicelib.quality.service import counting
from chalicelib.quality.store import results
from chalicelib.quality.store.inspections import BY_MONTH
from tests.crashes import crash_at
from tests.quality.stage import EVERY, Stage
from tests.worlds import World, in_use


@pytest.fixture
def stage(world: World) -> Stage:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    return stage


def test_what_is_submitted_while_a_month_is_recounted_counts_once(stage: Stage) -> None:
    stage.submit(stage.drawn())
    late, looks = stage.drawn(), 0

    def submit_meanwhile(_: str, asked: Mapping[str, Any]) -> None:
        nonlocal looks
        looks += asked.get("IndexName") == BY_MONTH
        if looks == 2:
            looks += 1
            with crash_at(1, written=False):  # it is submitted, but not counted yet
                stage.submit(late)

    with in_use().watching(before=submit_meanwhile):
        counting.recount_month(stage.desk, "2026-11")
    stage.settle(minutes=2)

    spot = ("2026-11", ALL, ALL)
    assert looks > 2
    assert results.cells(stage.desk, [spot])[spot].sums.inspected == 2
    assert counting.recount_month(stage.desk, "2026-11") == 0
