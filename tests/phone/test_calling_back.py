"""Who telephoned in vain is called back: once, by one, and not if they were spoken with (A9, D2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import CALLBACK, FollowUp
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.phone.model.call import CorrectCall, PhoneCall
from chalicelib.phone.service import calling_back, correcting, registering
from chalicelib.phone.service.calling_back import CallBack
from tests.crashes import Death, at_each_write
from tests.phone.stage import NUMBER, Stage
from tests.worlds import World, at_once, counted


class Vain(Stage):
    """A desk with a supervisor, and customers who telephone in vain."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sue = self.world.agent(role=SUPERVISOR)

    def misses(self, name: str = "pbx-9", **fields: Any) -> PhoneCall:
        """A telephone system tells that nobody took a call."""
        said = {"call_id": name, "direction": "missed", "seconds": 0, "agent": ""}
        return self.tells(self.given(**(said | fields))).call

    def later(self, minutes: float = 3) -> list[FollowUp]:
        """The callbacks that there are a little later."""
        self.world.clock.forward(minutes=minutes)
        self.run()
        return self.callbacks()

    def callbacks(self) -> list[FollowUp]:
        ids = [
            each for state in ("open", "done") for each in followups.ids_in_state(self.world.desk, state, 50, None)[0]
        ]
        return [each for each in (followups.find(self.world.desk, one) for one in ids) if each.kind == CALLBACK]

    def now_known(self, call: PhoneCall) -> PhoneCall:
        return registering.find(self.world.desk, call.call_id)


@pytest.fixture
def stage(world: World) -> Vain:
    return Vain(world)


def test_a_missed_call_plans_a_callback_that_says_whom_to_call(stage: Vain) -> None:
    call = stage.misses()
    assert stage.callbacks() == []

    (planned,) = stage.later()

    assert (planned.owner_id, planned.mobile, planned.about) == (stage.sue.agent_id, NUMBER, call.conversation_id)
    assert planned.comment == f"未接来电 {NUMBER}"
    assert planned.due_at > stage.world.desk.now()
    assert stage.now_known(call).callback_id == planned.followup_id


def test_a_number_is_called_back_once_within_some_hours_however_often_it_telephones(stage: Vain) -> None:
    for number in range(4):
        stage.misses(f"pbx-{number}", at=stage.world.desk.now() - timedelta(minutes=number))
    stage.call(direction="missed", seconds=0)

    assert len(stage.later()) == 1
    stage.misses("another", number="+8613800138001")
    assert len(stage.later()) == 2
    stage.world.clock.forward(hours=5)
    stage.misses("much later")
    assert len(stage.later()) == 3


def test_at_once_and_dying_anywhere_there_is_one(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Vain(new_world())
        with death():
            call = stage.misses()
            calling_back.call_back(stage.world.desk, CallBack(call.call_id))
        stage.misses()

        assert len(stage.later(10)) == 1

    at_each_write(story, step=2)
    stage = Vain(new_world())
    at_once([lambda name=name: stage.misses(f"pbx-{name}") for name in range(4)])
    stage.world.clock.forward(minutes=3)
    at_once([stage.run] * 3)
    assert len(stage.later(10)) == 1


def test_nobody_is_called_back_who_is_spoken_with_already(stage: Vain) -> None:
    stage.misses("open")
    visitor_id = stage.misses("open too", number="+8613800138009").visitor_id
    stage.call()  # they are called back at once
    stage.misses("withheld", number="")
    stage.misses("inner", number="801")
    stage.misses("long ago", number="+8613800138002", at=stage.world.desk.now() - timedelta(days=2))

    (planned,) = stage.later()

    assert planned.visitor_id == visitor_id


def test_a_callback_is_called_off_once_somebody_else_has_spoken_with_them(stage: Vain) -> None:
    first = stage.misses()
    stage.misses("two", number="+8613800138001")
    stage.later()

    stage.call(direction="out")
    stage.call(stage.sue, direction="out", number="+8613800138001")

    called_off, kept = sorted(stage.later(), key=lambda each: each.state)
    assert (called_off.outcome, called_off.about) == ("cancelled", first.conversation_id)
    assert stage.anna.name in called_off.remarks[-1].text
    assert (kept.state, kept.outcome) == ("open", None)  # whose callback it is says themselves what came of it


def test_a_call_that_was_taken_after_all_needs_no_callback(stage: Vain) -> None:
    at = stage.world.desk.now()
    missed = stage.given(call_id="pbx-1", direction="missed", seconds=0, agent="", told_at=at)
    call = stage.tells(missed).call
    by_hand = stage.call(direction="missed", seconds=0, number="+8613800138005")
    stage.later()

    stage.tells(stage.given(call_id="pbx-1", seconds=90, told_at=at + timedelta(minutes=2)))
    correcting.correct(stage.world.desk, stage.world.now(stage.anna), by_hand.call_id, CorrectCall(direction="in"))

    assert {each.outcome for each in stage.later()} == {"cancelled"}
    assert (stage.now_known(call).direction, stage.now_known(call).owner_id) == ("in", stage.anna.agent_id)


def test_who_telephoned_in_vain_is_called_back_also_where_the_number_is_told_later(stage: Vain) -> None:
    unknown = stage.misses(number="")
    assert stage.later() == []

    stage.misses(at=unknown.at)

    assert [each.mobile for each in stage.later()] == [NUMBER]


@pytest.mark.parametrize("by_hand", [True, False])
def test_another_call_in_vain_that_was_taken_after_all_calls_off_what_the_first_led_to(
    stage: Vain, by_hand: bool
) -> None:
    stage.misses("first")
    stage.later()
    again = stage.misses("second", at=stage.world.desk.now() - timedelta(minutes=1))
    assert [each.state for each in stage.later()] == ["open"]

    if by_hand:
        told = CorrectCall(direction="in", seconds=90)
        correcting.correct(stage.world.desk, stage.world.now(stage.sue), again.call_id, told)
    else:
        stage.tells(stage.given(call_id="second", seconds=90, at=again.at))

    assert [each.outcome for each in stage.later()] == ["cancelled"]


def test_what_was_before_makes_none_dearer(stage: Vain) -> None:
    def costs(name: str, number: str) -> int:
        call = stage.misses(name, number=number)
        with counted() as requests:
            calling_back.call_back(stage.world.desk, CallBack(call.call_id))
        assert stage.now_known(call).callback_id is not None
        return len(requests)

    few = costs("first", "+8613800138001")
    for number in range(25):
        stage.misses(f"pbx-{number}", number=f"+86138001{number:02d}999", at=stage.world.desk.now())

    assert costs("last", "+8613800139999") == few <= 14
