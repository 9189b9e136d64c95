"""What a telephone system tells of calls: proved, once, and its recording later (A9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.channels.model.channel import ChangeChannel, ChannelOff, UnknownChannel
from chalicelib.channels.model.signatures import SignatureRefused
from chalicelib.channels.service import settings as channels
from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused
from chalicelib.core.persons import ERASED, Kept
from chalicelib.phone.model.call import Recording
from chalicelib.phone.persons import DECLARED
from chalicelib.phone.service import registering
from chalicelib.plans import service as plans
from chalicelib.visitors.store.erasing import bury
from tests.channels.stage import BY
from tests.crashes import EITHER, Death, at_each_write
from tests.phone.stage import NUMBER, RECORDING, Stage
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_a_call_is_with_whoever_took_it_and_a_missed_one_is_for_all_who_could_have(stage: Stage) -> None:
    taken = stage.tells(stage.given()).call
    missed = stage.tells(stage.given(call_id="pbx-2", direction="missed", seconds=0, agent="")).call

    assert (stage.header(taken).agent_id, stage.header(taken).source) == (stage.anna.agent_id, "phone")
    assert (stage.header(missed).agent_id, stage.header(missed).why_closed) == (None, "missed_call")
    assert taken.visitor_id == missed.visitor_id
    assert stage.listed(stage.anna, number=NUMBER) == [missed.call_id, taken.call_id]
    assert stage.listed(stage.lea, number=NUMBER) == []


def test_what_a_system_tells_is_taken_also_where_a_plan_wants_conversations_filed(stage: Stage) -> None:
    plans.update_plan(stage.world.desk, "demo", {"needs_category": True}, None)

    call = stage.tells(stage.given()).call

    assert (stage.header(call).state, stage.header(call).category) == ("closed", None)


def test_it_is_stored_once_however_often_it_is_told_and_wherever_it_dies(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage(new_world())
        form = stage.given()
        with death():
            stage.tells(form)

        told = stage.tells(form)

        assert stage.tells(form) == replace(told, again=True)
        assert stage.listed(stage.anna) == [told.call.call_id]
        assert stage.kinds(told.call) == ["assigned", "call", "closed"]

    at_each_write(story, sides=EITHER)


def test_of_six_at_once_one_is_stored(stage: Stage) -> None:
    form = stage.given()

    told = at_once([lambda: stage.tells(form)] * 6)

    assert len({each.call.call_id for each in told}) == 1
    assert len(stage.listed(stage.anna)) == 1


def test_told_again_it_brings_the_recording_and_says_nothing_else(stage: Stage) -> None:
    form = stage.given()
    told = stage.tells(form)

    after = stage.tells(replace(form, recording_url=RECORDING))

    assert (after.again, after.call.recording) == (True, Recording(RECORDING))
    other = stage.tells(replace(form, recording_url=RECORDING.replace("1.mp3", "2.mp3")))
    assert other.call.recording == Recording(RECORDING)
    with pytest.raises(KeyReused):
        stage.tells(replace(form, number="10086"))
    assert registering.find(stage.world.desk, told.call.call_id) == after.call


def test_what_is_forged_late_or_by_another_channel_is_refused(stage: Stage) -> None:
    form = stage.given()

    with pytest.raises(SignatureRefused):
        stage.tells(form, key="a key of somebody else's")
    with pytest.raises(SignatureRefused):
        stage.tells(form, shifted=-301)
    stage.pbx = stage.made("app")
    with pytest.raises(UnknownChannel):
        stage.tells(form)
    stage.pbx = stage.channel
    channels.change_channel(stage.world.desk, stage.pbx.channel_id, ChangeChannel(1, active=False), BY)
    with pytest.raises(ChannelOff):
        stage.tells(form)
    assert stage.listed(stage.anna) == []


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"agent": ""}, "agent"),
        ({"agent": "nobody@example.com"}, "agent"),
        ({"number": "anonymous"}, "number"),
        ({"recording_url": "http://10.0.0.1/1.mp3"}, "recording_url"),
        ({"direction": "missed"}, "seconds"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(stage: Stage, fields: dict[str, Any], named: str) -> None:
    with pytest.raises(Invalid) as refused:
        stage.tells(stage.given(**fields))

    assert refused.value.errors[0].field == named
    assert stage.listed(stage.anna) == []


def test_calls_that_come_late_and_in_another_order_stand_where_they_were(stage: Stage) -> None:
    now = stage.world.desk.now()
    later, sooner = (
        stage.given(call_id="b", at=now - timedelta(hours=1)),
        stage.given(call_id="a", at=now - timedelta(hours=2)),
    )

    one, two = stage.tells(later).call, stage.tells(sooner).call

    assert stage.listed(stage.anna) == [one.call_id, two.call_id]


def test_of_who_was_erased_nothing_is_told_again_and_whoever_telephones_then_is_somebody_new(stage: Stage) -> None:
    form, desk = stage.given(), stage.world.desk
    told = stage.tells(form).call
    (kept,) = (each for each in DECLARED if isinstance(each, Kept) and each.name == "phone.call")
    for item in kept.find(desk, told.conversation_id, None)[0]:
        kept.erase(desk, item, told.conversation_id)
    bury(desk, told.visitor_id)

    stage.tells(replace(form, recording_url=RECORDING))
    again = stage.tells(stage.given(call_id="pbx-2")).call
    by_hand = stage.call(number=NUMBER)

    erased = registering.find(desk, told.call_id)
    assert (erased.recording, erased.number) == (None, ERASED)
    assert again.visitor_id == by_hand.visitor_id != told.visitor_id
