"""A telephone system tells of a call again, otherwise: what it knew last counts, in whichever order it comes (A9)."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.once import KeyReused
from chalicelib.phone.model.call import CorrectCall, PhoneCall, Recording
from chalicelib.phone.service import correcting, registering
from tests.crashes import Death, at_each_write
from tests.phone.stage import RECORDING, Stage
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def facts(call: PhoneCall) -> tuple[object, ...]:
    agent = call.agent.id if call.agent is not None else None
    return call.direction, call.seconds, agent, call.notes, call.recording


def told(stage: Stage, **fields: Any) -> Any:
    """Rings, is taken, ends, and has its recording: what a system says of one call."""
    at = stage.world.desk.now() - timedelta(minutes=30)
    ringing = stage.given(direction="missed", seconds=0, agent="", at=at, told_at=at)
    taken = stage.given(seconds=0, at=at, told_at=at + timedelta(seconds=10))
    over = stage.given(seconds=300, at=at, notes="About tea", told_at=at + timedelta(seconds=310))
    recorded = replace(over, recording_url=RECORDING, told_at=at + timedelta(seconds=400))
    return [replace(each, **fields) for each in (ringing, taken, over, recorded)]


def test_in_whichever_order_it_is_told_the_last_counts(new_world: Any) -> None:
    known = set()
    for number, order in enumerate(permutations(range(4))):
        if number % 3:
            continue
        stage = Stage(new_world())
        tellings = told(stage)
        calls = [stage.tells(tellings[each]).call for each in (*order, *order)]

        assert len({each.call_id for each in calls}) == 1
        known.add((*facts(calls[-1])[:2], *facts(calls[-1])[3:], calls[-1].agent is not None))

    assert known == {("in", 300, "About tea", Recording(RECORDING), True)}


def test_what_is_known_otherwise_is_said_in_the_transcript_once(stage: Stage) -> None:
    ringing, taken, over, recorded = told(stage)
    for each in (ringing, taken, over, over, recorded, ringing):
        call = stage.tells(each).call

    notes = [each.note for each in stage.entries(call.conversation_id) if each.kind == "call"]
    assert [each.splitlines()[0] for each in notes] == [
        "未接来电 +8613800138000",
        "通话记录已更正：来电 +8613800138000，通话 0:00",
        "通话记录已更正：来电 +8613800138000，通话 5:00",
    ]
    assert stage.listed(stage.anna) == [call.call_id]  # whoever took it has it among their calls


def test_what_somebody_has_put_right_stays(stage: Stage) -> None:
    ringing, _, over, _ = told(stage, agent="1001", direction="in")
    call = stage.tells(replace(ringing, seconds=5)).call
    form = CorrectCall(notes="It was about cups", seconds=7)
    correcting.correct(stage.world.desk, stage.world.now(stage.anna), call.call_id, form)

    after = stage.tells(replace(over, recording_url=RECORDING)).call

    assert (after.seconds, after.notes, after.recording) == (7, "It was about cups", Recording(RECORDING))


def test_another_call_of_the_same_name_is_refused(stage: Stage) -> None:
    (_, taken, *_) = told(stage)
    call = stage.tells(taken).call

    for fields in ({"number": "10086"}, {"direction": "out"}, {"at": taken.at - timedelta(days=3)}):
        with pytest.raises(KeyReused):
            stage.tells(replace(taken, **fields))
    assert registering.find(stage.world.desk, call.call_id) == call


def test_told_at_once_and_dying_anywhere_it_is_one_call(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage(new_world())
        ringing, _, over, _ = told(stage)
        stage.tells(ringing)
        with death():
            stage.tells(over)

        assert facts(stage.tells(over).call)[:2] == ("in", 300)

    at_each_write(story)
    stage = Stage(new_world())
    tellings = told(stage)
    at_once([lambda each=each: stage.tells(each) for each in tellings])
    assert facts(stage.tells(tellings[0]).call)[:2] == ("in", 300)
    assert len(stage.listed(stage.anna)) == 1
