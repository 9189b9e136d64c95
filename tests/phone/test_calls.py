"""Calls that agents write down: conversations of the one model, exactly once, within reach (A9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.filing import CategoryNeeded
from chalicelib.core import audit
from chalicelib.core.errors import Invalid
from chalicelib.core.once import KeyReused
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.reach import NotYours
from chalicelib.phone.model.call import CorrectCall, OtherPlan, checked_number, digits_of
from chalicelib.phone.model.forms import CallRecord
from chalicelib.phone.service import correcting, finding
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.crashes import EITHER, Death, at_each_write
from tests.phone.stage import NUMBER, RECORDING, Stage
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_a_call_becomes_a_conversation_that_is_over_with_whoever_had_it(stage: Stage) -> None:
    record = CallRecord("Tea is late", "Looked it up", "Comes tomorrow")

    call = stage.call(notes="Asked for the tea", name="Wang", record=record)

    header = stage.header(call)
    assert (header.state, header.source, header.agent_id) == ("closed", "phone", stage.anna.agent_id)
    assert (header.closed_at, header.started_at) == (call.ended_at, call.at)
    assert header.wrap.record is not None and header.wrap.record.result == "Comes tomorrow"
    assert stage.kinds(call) == ["assigned", "call", "closed"]
    told = stage.entries(call.conversation_id)[1]
    assert (told.ref, told.note) == (call.call_id, "来电 +8613800138000，通话 3:00\nAsked for the tea")
    assert told.among_agents and told.text == ""
    visitor = visitors.holder(stage.world.desk, call.visitor_id)
    assert (visitor.name, visitor.mobile, visitor.last_agent_id) == ("Wang", NUMBER, stage.anna.agent_id)
    assert stage.world.now(stage.anna).serving == frozenset()


def test_it_is_counted_where_conversations_are_by_its_source(stage: Stage) -> None:
    call, missed = stage.call(), stage.call(direction="missed", seconds=0, number="")

    stage.world.clock.forward(minutes=1)
    stage.run()

    ended = [each for each in stage.facts(call) if each.kind == "ended"]
    assert [(each.source, each.agent_id, each.seconds) for each in ended] == [("phone", stage.anna.agent_id, 180.0)]
    assert [each.why for each in stage.facts(missed) if each.kind == "ended"] == ["missed_call"]


def test_whoever_telephones_again_is_the_same_customer_and_a_shown_number_joins_nobody_else(stage: Stage) -> None:
    website = stage.world.known(stage.world.visitor())
    tx = Transaction(stage.world.desk)
    visitors.reachable_at(tx, website.visitor_id, email=None, mobile=NUMBER)  # as they say on the website
    tx.commit()

    first, second, withheld = stage.call(), stage.call(number=NUMBER), stage.call(number="")

    assert first.visitor_id == second.visitor_id
    assert withheld.visitor_id not in (first.visitor_id, website.visitor_id)


def test_a_call_may_join_what_its_customer_has_open_and_else_leaves_that_alone(stage: Stage) -> None:
    visitor = stage.world.visitor()
    opened = stage.begins(visitor)

    own = stage.call(visitor_id=visitor.visitor_id)
    joined = stage.call(conversation_id=opened, notes="Also by telephone")

    assert own.conversation_id != opened
    assert (joined.conversation_id, joined.visitor_id) == (opened, visitor.visitor_id)
    assert stage.header(joined).state == "open"
    assert [each.note for each in stage.entries(opened) if each.kind == "call"] == [
        "Call from +8613800138000, 3:00\nAlso by telephone"
    ]
    conversations.end_conversation(stage.world.desk, stage.world.now(stage.anna), opened)
    with pytest.raises(ConversationClosed):
        stage.call(conversation_id=opened)


def test_nobody_writes_into_what_is_another_agents_or_another_plans(stage: Stage) -> None:
    opened = stage.begins(stage.world.visitor())
    other, stranger = plans.create_plan(stage.world.desk, "other", {"name": "Other"}), stage.world.agent()

    with pytest.raises(NotYours):
        stage.call(stranger, conversation_id=opened)
    with pytest.raises(OtherPlan):
        stage.call(conversation_id=opened, plan_key=other.key)
    call = stage.call()
    with pytest.raises(NotYours):
        correcting.correct(stage.world.desk, stage.world.now(stranger), call.call_id, CorrectCall(notes="Mine"))
    assert stage.listed(stranger, number=NUMBER) == []
    assert stage.listed(stranger, plan_key="demo") == []
    assert finding.suggest(stage.world.desk, stage.world.now(stranger), "demo", NUMBER).visitor_id is None


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"number": "call me"}, "number"),
        ({"number": "1"}, "number"),
        ({"number": "+86138****8000"}, "number"),
        ({"seconds": 5, "direction": "missed"}, "seconds"),
        ({"plan_key": "nothing"}, "plan_key"),
        ({"visitor_id": "vis_nothing"}, "visitor_id"),
        ({"conversation_id": "cnv_nothing"}, "conversation_id"),
        ({"category_id": "cat_nothing"}, "category_id"),
        ({"notes": "a\x00b"}, "notes"),
        ({"recording_url": "http://pbx.example.com/1.mp3"}, "recording_url"),
        ({"recording_url": "https://10.0.0.1/1.mp3"}, "recording_url"),
        ({"recording_url": "https://169.254.169.254/latest"}, "recording_url"),
        ({"recording_url": "javascript:alert(1)"}, "recording_url"),
        ({"recording_url": RECORDING, "recording_file_id": "fil_1"}, "recording_file_id"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name_and_nothing_is_stored(
    stage: Stage, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(Invalid) as refused:
        stage.call(**fields)

    assert [each.field for each in refused.value.errors] == [named]
    assert stage.listed(stage.anna) == []


@pytest.mark.parametrize("shift", [timedelta(days=-32), timedelta(minutes=10)])
def test_a_call_was_lately_and_not_in_the_future(stage: Stage, shift: timedelta) -> None:
    with pytest.raises(Invalid) as refused:
        stage.call(at=stage.world.desk.now() + shift, seconds=0)

    assert refused.value.errors[0].field == "at"


def test_a_plan_that_wants_conversations_filed_wants_calls_filed(stage: Stage) -> None:
    plans.update_plan(stage.world.desk, "demo", {"needs_category": True}, None)

    with pytest.raises(CategoryNeeded):
        stage.call()
    assert stage.header(stage.call(direction="missed", seconds=0)).agent_id is None


def test_the_same_request_writes_one_call_however_often_and_wherever_it_dies(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage(new_world())
        with death():
            stage.call(once="k-1", notes="Once")

        call = stage.call(once="k-1", notes="Once")

        assert stage.listed(stage.anna) == [call.call_id]
        assert stage.kinds(call) == ["assigned", "call", "closed"]
        with pytest.raises(KeyReused):
            stage.call(once="k-1", notes="Twice")

    at_each_write(story, sides=EITHER)


def test_two_who_write_down_a_new_number_at_once_know_one_customer(stage: Stage) -> None:
    calls = at_once([stage.call] * 6)

    assert len({each.call_id for each in calls}) == 6
    assert len({each.visitor_id for each in calls}) == 1


def test_corrections_are_audited_shown_to_agents_and_overwrite_nobody(stage: Stage) -> None:
    call = stage.call(notes="Tea")
    desk, anna = stage.world.desk, stage.world.now(stage.anna)

    after = correcting.correct(desk, anna, call.call_id, CorrectCall(1, number="10086", notes="Coffee"))

    assert (after.number, after.notes, after.version, after.seconds) == ("10086", "Coffee", 2, 180)
    assert stage.kinds(call) == ["assigned", "call", "closed", "call"]
    assert stage.entries(call.conversation_id)[-1].note == "通话记录已更正：来电 10086，通话 3:00\nCoffee"
    noted = [each for each in audit.read(desk, "2026-11")[0] if each.act == "correct_call"]
    assert [(each.about, each.before["number"], each.after["number"]) for each in noted] == [
        (call.call_id, NUMBER, "10086")
    ]
    assert "Coffee" not in repr(noted)
    assert correcting.correct(desk, anna, call.call_id, CorrectCall(notes="Coffee")) == after
    with pytest.raises(ChangedMeanwhile):
        correcting.correct(desk, anna, call.call_id, CorrectCall(1, notes="Cocoa"))
    assert stage.listed(stage.anna, number="0086") == [call.call_id]
    assert stage.listed(stage.anna, number=NUMBER) == []


def test_a_call_of_long_ago_is_corrected_where_it_stands(stage: Stage) -> None:
    call = stage.call(direction="missed", seconds=0)
    stage.world.clock.forward(days=60)
    agent = stage.world.now(stage.anna)

    after = correcting.correct(stage.world.desk, agent, call.call_id, CorrectCall(direction="in", seconds=30))

    assert (after.direction, after.seconds, after.at) == ("in", 30, call.at)
    with pytest.raises(Invalid):
        correcting.correct(stage.world.desk, agent, call.call_id, CorrectCall(at=call.at - timedelta(days=1)))


def test_lists_are_asked_by_number_day_direction_and_recording(stage: Stage) -> None:
    one = stage.call(recording_url=RECORDING)
    two = stage.call(direction="out", number="+442079460000")
    stage.world.clock.forward(days=1)
    three = stage.call(direction="missed", seconds=0)

    assert stage.listed(stage.anna, number="8000") == [three.call_id, one.call_id]
    assert stage.listed(stage.anna, number="1380013") == []
    assert stage.listed(stage.anna, plan_key="demo", direction="out") == [two.call_id]
    assert stage.listed(stage.anna, plan_key="demo", recorded=True) == [one.call_id]
    assert stage.listed(stage.anna, day=one.at.date()) == [two.call_id, one.call_id]
    assert stage.listed(stage.anna, agent_id=stage.anna.agent_id) == [three.call_id, two.call_id, one.call_id]
    assert stage.listed(stage.anna, conversation_id=two.conversation_id) == [two.call_id]
    with pytest.raises(Invalid):
        stage.listed(stage.anna, number="80")


def test_who_telephones_is_suggested_with_what_they_have_open(stage: Stage) -> None:
    visitor = stage.world.visitor()
    opened = stage.begins(visitor)
    stage.call(visitor_id=visitor.visitor_id)

    known = finding.suggest(stage.world.desk, stage.world.now(stage.anna), "demo", "13800138000")

    assert (known.number, known.visitor_id) == (NUMBER, visitor.visitor_id)
    assert [each.conversation_id for each in known.open] == [opened]
    assert len(known.calls) == 1
    assert finding.suggest(stage.world.desk, stage.world.now(stage.anna), "demo", "").calls == []


def test_a_call_costs_the_same_whatever_the_desk_has(stage: Stage) -> None:
    stage.call()
    with counted() as few:
        stage.call()
    for _ in range(30):
        stage.call()

    with counted() as many:
        stage.call()

    assert sorted(many.names) == sorted(few.names)
    assert len(few) <= 10  # four to read, one to write, and what others do at once where a conversation ends
    with counted() as listing:
        assert len(stage.listed(stage.anna)) == 33
    assert len(listing) <= 4


@settings(max_examples=150, deadline=None)
@given(number=st.text("0123456789+-() /.*#a", max_size=40), region=st.sampled_from(["CN", "US", None]))
def test_a_number_is_kept_in_one_form_or_refused(number: str, region: str | None) -> None:
    try:
        kept = checked_number("number", number, region)
    except Invalid as refused:
        assert refused.errors[0].field == "number"
        return

    assert checked_number("number", kept, region) == kept
    assert kept in ("", digits_of(kept), "+" + digits_of(kept))
