"""Two inspectors on one conversation: neither sees the other's sheet before both are in (F4)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import Once
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.quality.model.inspection import DROPPED, OPEN, WAITING, InspectionSubmitted
from chalicelib.quality.service import access, appealing, assigning, calibrating, inspecting
from chalicelib.quality.service.assigning import PassOn
from chalicelib.quality.service.calibrating import Compared
from tests.crashes import Death, at_each_write
from tests.quality.stage import Stage, whole
from tests.worlds import World, at_once


def opened(stage: Stage, conversation_id: str, key: str = "c") -> Compared:
    ids = [each.agent_id for each in stage.bosses[:2]]
    once = Once.of("calibrate", key, conversation_id)
    return calibrating.open_calibration(stage.desk, stage.boss, conversation_id, ids, "standard", once)


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.opened(world, bosses=3)


def test_the_differences_are_shown_once_all_are_in_and_nothing_counts(stage: Stage) -> None:
    conversation_id = stage.talk()
    first, second = opened(stage, conversation_id).inspections
    chief = stage.world.now(stage.bosses[2])
    name = str(first.calibration_id)

    stage.submit(first, replace(whole(8, prompt=10), fatal=("leak",)))
    before = [calibrating.read_calibration(stage.desk, each, name) for each in (chief, stage.bosses[1])]
    hidden = inspecting.read_inspection(stage.desk, chief, first.inspection_id)
    stage.submit(second, whole(8, prompt=4, empathy=None))
    after = calibrating.read_calibration(stage.desk, stage.world.now(stage.bosses[1]), name)

    assert [(each.complete, each.differences) for each in before] == [(False, ()), (False, ())]
    assert hidden.shown is False
    assert after.complete
    apart = {each.key: (each.marks, each.apart) for each in after.differences}
    assert (apart["prompt"], apart["opening"], apart["empathy"]) == (((10, 4), 0.6), ((8, 8), 0), ((8, None), None))
    assert stage.letters() == []
    assert stage.tasks(stage.agent, "own") == stage.tasks(chief, "month") == []
    with pytest.raises(Forbidden):
        appealing.appeal(stage.desk, stage.caller(stage.agent), first.inspection_id, "No", None)
    with pytest.raises(Forbidden):
        calibrating.read_calibration(stage.desk, stage.world.now(stage.agent), name)
    shown, _ = calibrating.list_calibrations(stage.desk, chief)
    assert [each.calibration_id for each, _ in shown] == [name]


def test_who_took_part_or_may_not_is_not_chosen(stage: Stage) -> None:
    conversation_id = stage.talk()
    outsider = stage.world.agent(role=GROUP_LEADER)

    for ids in (
        [stage.bosses[0].agent_id],
        [stage.bosses[0].agent_id] * 2,
        [stage.bosses[0].agent_id, stage.agent.agent_id],
        [stage.bosses[0].agent_id, outsider.agent_id],
        [stage.bosses[0].agent_id, "agt_nobody"],
    ):
        with pytest.raises(Invalid) as refused:
            calibrating.open_calibration(stage.desk, stage.boss, conversation_id, ids, "standard", None)
        assert [each.field for each in refused.value.errors] == ["inspector_ids"]
    assert stage.all() == []


def test_opening_one_that_dies_anywhere_or_comes_twice_opens_one(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage.opened(new_world(), bosses=2)
        conversation_id = stage.talk()

        with death():
            opened(stage, conversation_id)
        again = opened(stage, conversation_id)

        assert {each.inspection_id for each in stage.all()} == set(again.calibration.inspection_ids)
        assert sorted(stage.loads().values()) == [1, 1]

    at_each_write(story)


def test_a_supervisor_may_calibrate_though_another_inspected_it(stage: Stage) -> None:
    conversation_id = stage.talk()
    inspecting.inspect_by_hand(stage.desk, stage.boss, conversation_id)

    compared = opened(stage, conversation_id)

    assert len(stage.all()) == 3
    assert {each.calibration_id for each in compared.inspections} == {compared.calibration.calibration_id}
    assert stage.world.agent(role=SUPERVISOR)


def disable(stage: Stage, agent: Agent) -> None:
    people.update_agent(stage.desk, agent.agent_id, UpdateAgent(active=False))
    stage.settle()


def test_the_sheet_of_an_inspector_who_left_goes_to_another_who_begins_it_anew(stage: Stage) -> None:
    first, second = opened(stage, stage.talk()).inspections
    draft = replace(whole(), text="Half of it")
    inspecting.save_draft(stage.desk, stage.bosses[1], second.inspection_id, draft, second.version)
    stage.submit(first)

    disable(stage, stage.bosses[1])
    given, heir = access.find(stage.desk, second.inspection_id), stage.bosses[2]
    before = calibrating.read_calibration(stage.desk, stage.world.now(heir), str(first.calibration_id))
    stage.submit(given)
    after = calibrating.read_calibration(stage.desk, stage.world.now(heir), str(first.calibration_id))

    assert (given.inspector_id, given.filled.text, given.state) == (heir.agent_id, "", OPEN)
    assert (before.complete, after.complete) == (False, True)
    assert stage.loads() == dict.fromkeys([each.agent_id for each in stage.bosses], 0)


def test_where_nobody_else_can_the_others_are_compared_without_them(stage: Stage) -> None:
    conversation_id = stage.talk()
    ids = [each.agent_id for each in stage.bosses]
    compared = calibrating.open_calibration(stage.desk, stage.boss, conversation_id, ids, "standard", None)
    first, second, third = compared.inspections
    name = compared.calibration.calibration_id
    stage.submit(first, whole(8))
    stage.submit(third, whole(6))

    disable(stage, stage.bosses[1])
    after = calibrating.read_calibration(stage.desk, stage.world.now(stage.bosses[0]), name)
    stage.settle(hours=2)

    assert [each.inspection_id for each in after.inspections] == [first.inspection_id, third.inspection_id]
    assert after.complete
    assert {each.marks for each in after.differences} == {(8, 6)}
    assert access.find(stage.desk, second.inspection_id).state == DROPPED
    assert stage.tasks(stage.bosses[0], "waiting") == []
    assert stage.loads() == dict.fromkeys(ids, 0)


def test_a_sheet_without_which_there_is_nothing_to_compare_waits_for_somebody(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    first, second = opened(stage, stage.talk()).inspections
    stage.submit(first)
    disable(stage, stage.bosses[1])
    waiting = access.find(stage.desk, second.inspection_id)

    heir = stage.world.agent(role=SUPERVISOR)
    stage.settle(hours=2)

    assert (waiting.state, waiting.inspector_id) == (WAITING, None)
    assert access.find(stage.desk, second.inspection_id).inspector_id == heir.agent_id


def test_one_is_given_by_hand_to_who_has_none_of_the_others(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    first, second = opened(stage, stage.talk()).inspections
    stage.submit(first)
    disable(stage, stage.bosses[1])
    chief, heir = stage.caller(stage.bosses[0]), stage.world.agent(role=SUPERVISOR)

    with pytest.raises(Invalid):
        assigning.assign(stage.desk, chief, second.inspection_id, chief.agent.agent_id)
    given = assigning.assign(stage.desk, chief, second.inspection_id, heir.agent_id)
    again = assigning.assign(stage.desk, chief, second.inspection_id, heir.agent_id)
    with pytest.raises(InspectionSubmitted):
        assigning.assign(stage.desk, chief, second.inspection_id, stage.world.agent(role=SUPERVISOR).agent_id)

    assert (given.inspector_id, again) == (heir.agent_id, given)


def test_of_two_sheets_whose_inspectors_leave_at_once_nobody_is_given_both(atomic_world: World) -> None:
    stage = Stage.opened(atomic_world, bosses=3)
    inspections = opened(stage, stage.talk()).inspections
    for each in stage.bosses[:2]:
        people.update_agent(stage.desk, each.agent_id, UpdateAgent(active=False))

    at_once([partial(assigning.pass_on, stage.desk, PassOn(each.agent_id)) for each in stage.bosses[:2]])

    heir = stage.bosses[2].agent_id
    holders = [access.find(stage.desk, each.inspection_id).inspector_id for each in inspections]
    assert sorted(holders, key=str) == [None, heir]
    assert stage.loads()[heir] == 1
