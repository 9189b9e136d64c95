"""Who was too late to say how an import goes hears all of how it goes now."""

from __future__ import annotations

import pytest
from msgspec.structs import asdict

from chalicelib.core.audit import By
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.exchange.model.runs import Choices
from chalicelib.exchange.service import asking
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.crashes import WRITES
from tests.worlds import World, in_use


def test_who_was_too_late_is_told_what_is_usual_too(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)
    by = By(boss.agent_id, boss.name)
    run = asking.begin_with(world.desk, boss, by, "customers", "f.csv", Choices(plan_key="demo"), b"id,name\n1,A\n")
    waits = [True]

    def somebody_is_faster(operation: str, _: object) -> None:
        if operation in WRITES and waits:
            waits.clear()
            asking.change(world.desk, boss, run.run_id, choices=Choices())

    with in_use().watching(somebody_is_faster), pytest.raises(ChangedMeanwhile) as refused:
        asking.change(world.desk, boss, run.run_id, choices=Choices(rule="file", plan_key="demo"))

    assert refused.value.extra["present"] == {"choices": asdict(Choices())}
