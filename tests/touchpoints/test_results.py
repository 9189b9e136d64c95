"""What months come to: counts that can be made anew, within reach, in as many requests however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib.core import times
from chalicelib.people import service as people
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.schemes import SchemeDefinition
from chalicelib.performance.model.sources import CONFORMANCE, conformed
from chalicelib.performance.service import sources
from chalicelib.touchpoints.model.placement import Contribution
from chalicelib.touchpoints.service import correcting, placing, recounting, results
from chalicelib.touchpoints.service.placing import Look
from chalicelib.touchpoints.service.results import Spot
from chalicelib.touchpoints.store.placements import LIST, CountRow, ListedRow, list_key
from tests.stored import put_rows
from tests.touchpoints.stage import GREETED, MONTH, SALES, WEB, Stage, counts
from tests.worlds import MORNING, World, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.opened(world, agents=2)


def test_counts_made_anew_are_those_that_grew(stage: Stage) -> None:
    stage.publish(WEB, GREETED)
    stage.world.clock.forward(seconds=1)
    for after in (5, 60):
        stage.talk(after=after)
    moved = stage.talk(None)
    stage.settle()
    correcting.correct(stage.desk, stage.caller(stage.boss), moved, SALES, None)
    right = counts()
    for key, order in right:
        stage.desk.database.call(
            "DeleteItem",
            {"TableName": CountRow.Meta.table_name, "Key": {"key": {"S": key}, "order": {"S": order}}},
        )

    recounting.recount(stage.desk)
    stage.settle()

    assert counts() == right
    assert recounting.mend(stage.desk, ("cell", WEB), MONTH) == 0


def test_leaders_see_their_groups_part_of_a_cell_and_agents_their_own(stage: Stage, world: World) -> None:
    stage.talk()
    stage.settle()
    mine = stage.holder(next(iter(_talked(stage))))
    outsider = world.agent()

    everything = results.read_detail(stage.desk, stage.boss, Spot("cell", WEB), MONTH)
    own = results.read_detail(stage.desk, world.now(mine), Spot("cell", WEB), MONTH)
    others = results.read_detail(stage.desk, outsider, Spot("cell", WEB), MONTH)

    assert everything.total.conversations == own.total.conversations == 1
    assert [each.agent_id for each in everything.agents] == [mine.agent_id]
    assert others.total.is_nothing and not others.agents
    assert results.list_contacts(stage.desk, outsider, Spot("cell", WEB), MONTH, False, None) == ([], None)
    _, lines, _ = results.list_agents(stage.desk, world.now(mine), MONTH, None)
    assert [each.agent_id for each in lines] == [mine.agent_id]


def _talked(stage: Stage) -> list[str]:
    listed, _ = results.list_contacts(stage.desk, stage.boss, Spot("cell", WEB), MONTH, False, None)
    return [each.about_id for each in listed]


def test_a_look_and_a_list_ask_the_same_of_ten_and_of_ten_thousand(stage: Stage) -> None:
    stage.publish(WEB, GREETED)
    stage.world.clock.forward(seconds=1)
    for _ in range(10):
        stage.talk()
    stage.settle()
    costs = []
    for more in (0, 10_000):
        put_rows(listed_before(more))
        late = stage.talk()
        with counted() as look:
            placing.look(stage.desk, Look(late))
        with counted() as page:
            contacts, following = results.list_contacts(stage.desk, stage.boss, Spot("cell", WEB), MONTH, False, None)
        with counted() as shown:
            results.read_map(stage.desk, stage.boss, "", MONTH)
        costs.append((len(look), len(page), len(shown)))
        assert contacts[0].about_id == late
        assert (following is None) == (more == 0)

    assert costs[0] == costs[1]
    look, page, shown = costs[0]
    assert look <= 5  # how it stands, the tree, the cell, the transcript, one transaction
    assert page <= 2
    assert shown <= 4


def listed_before(number: int) -> Iterator[ListedRow]:
    """So many conversations of earlier in the month, as they stand in the list of a cell."""
    key = list_key(LIST, ("cell", WEB), MONTH)
    at = MORNING - timedelta(days=20)
    for each in range(number):
        counted_as = Contribution("conversation", MONTH, WEB, "agt_1", at + timedelta(minutes=each))
        yield ListedRow(key, f"{times.sortable(counted_as.at)}#cnv_{each}", counted=counted_as)


def test_the_rate_of_a_month_is_what_performance_measures(stage: Stage) -> None:
    stage.publish(WEB, GREETED)
    stage.world.clock.forward(seconds=1)
    for after in (5, 60):
        holder = stage.holder(stage.talk(after=after))
        stage.settle()
    names = {"zh-CN": "规范率", "en": "Kept"}
    scheme = SchemeDefinition(names, (Indicator("kept", names, CONFORMANCE.name, 100),))

    with counted() as requests:
        found = sources.measures(stage.desk, people.roster(stage.desk), MONTH, [holder.agent_id, "agt_2"], [scheme])

    both = results.rates_of(stage.desk, [each.agent_id for each in people.list_agents(stage.desk)], MONTH)
    assert found[holder.agent_id][CONFORMANCE.name] == conformed(both[holder.agent_id])
    assert sum(each.judged for each in both.values()) == 2
    assert sum(each.kept for each in both.values()) == 1
    assert found["agt_2"][CONFORMANCE.name].value is None
    assert len(requests) <= 4  # the roster, and one for the rates
