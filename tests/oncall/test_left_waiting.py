"""Nobody who waits is left out: calls that end, that are about very many, and whoever waits once more (B8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core.transactions import Transaction
from chalicelib.oncall import store
from chalicelib.oncall.model.call import (
    CALLING,
    NOT_NEEDED,
    OVER,
    VISITOR,
    About,
)
from chalicelib.oncall.service import accepting, hearing, stepping
from chalicelib.oncall.service.telling import StepOn
from chalicelib.people.model.agents import BUSY
from chalicelib.people.service import presence
from chalicelib.routing.model import StillAlone
from tests.oncall.stage import Stage
from tests.oncall.test_calling import letters
from tests.worlds import World, in_use


@pytest.fixture
def stage(world: World) -> Stage:
    letters(world.desk)
    return Stage(world)


def test_who_comes_while_a_step_is_about_to_end_the_call_is_seen_to(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    conversations.close_by_visitor(stage.world.desk, first[0], "demo", first[1])
    desk, call = stage.world.desk, stage.call()
    stage.world.clock.forward(minutes=call.step_minutes)
    second = stage.visitor_waits()
    header = conversations.find(desk, second[1])
    came = []

    def come(operation: str, arguments: Mapping[str, Any]) -> None:
        ends = operation == "PutItem" and str(arguments["TableName"]).endswith("-oncall")
        if ends and not came:
            came.append(operation)
            hearing.hear_waiting(desk, StillAlone(header))

    with in_use().watching(before=come):
        stepping.step_on(desk, StepOn(call.call_id, call.step))
    stage.work()

    assert came
    assert stage.call().state == CALLING
    assert stage.told() == ["anna", "bert"]


def test_of_very_many_the_last_one_who_still_waits_keeps_the_call_going(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    desk, call = stage.world.desk, stage.call()
    for number in range(230):
        tx = Transaction(desk)
        store.put_about(tx, call.call_id, About(f"a{number:03}", VISITOR, "cnv_gone", "demo"))
        store.put_about(tx, call.call_id, About(f"z{number:03}", VISITOR, "cnv_gone", "demo"))
        tx.commit()

    stage.pass_minutes(11, first)

    assert stage.call().state == CALLING
    assert stage.told() == ["anna", "bert"]


def test_a_rota_whose_last_call_is_kept_no_longer_calls_again(stage: Stage) -> None:
    first = stage.visitor_waits()
    stage.pass_minutes(2, first)
    tx = Transaction(stage.world.desk)
    tx.delete(store.CallRow(*store._place(stage.call().call_id)))
    tx.commit()

    second = stage.visitor_waits()
    stage.pass_minutes(2, second)

    assert stage.call().first.thing_id == second[1]
    assert stage.told() == ["anna", "anna"]


def test_who_is_left_waiting_once_more_is_called_for_once_more(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    accepting.accept_by_link(stage.world.desk, stage.link_of("anna"))
    stage.pass_minutes(20, waiting)

    stage.online(stage.anna)
    stage.work()
    served = conversations.find(stage.world.desk, waiting[1])
    stage.pass_minutes(20, waiting)  # her console is silent

    assert served.agent_id == stage.anna.agent_id
    assert conversations.find(stage.world.desk, waiting[1]).state == "waiting"
    assert stage.told()[:2] == ["anna", "anna"]
    assert len(stage.calls()) == 2


def test_when_somebody_came_and_left_again_whoever_waits_still_is_called_for_anew(stage: Stage) -> None:
    waiting = stage.visitor_waits()
    stage.pass_minutes(2, waiting)
    busy = stage.online(stage.dora)
    presence.set_presence(stage.world.desk, busy, BUSY)
    for _ in range(12):
        stage.world.clock.forward(minutes=1)
        presence.beat(stage.world.desk, replace(busy, agent=stage.world.now(stage.dora)))
        stage.stay(*waiting)
        stage.work()
    ended = stage.call()
    presence.set_presence(stage.world.desk, replace(busy, agent=stage.world.now(stage.dora)), "offline")

    stage.pass_minutes(20, waiting)

    assert (ended.state, ended.why) == (OVER, NOT_NEEDED)
    assert stage.told()[0] == "anna" and len(stage.told()) > 1
    assert stage.calls()[0].state == CALLING
