"""An answer that cannot arrive is no answer: its agent has the message again (C2, C3). And what an SMS holds."""

from __future__ import annotations

import pytest

from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.email import Refused
from chalicelib.notifications.model.notice import FAILED, NoticeGivenUp
from chalicelib.notifications.model.sms import measured
from chalicelib.notifications.service import addresses, ledger
from chalicelib.offline import service, store
from chalicelib.offline.model.message import ANSWERED, CLAIMED, CLOSED, LONGEST_SMS_ANSWER, Message
from chalicelib.offline.service import delivered, reading, transitions
from tests.crashes import BEFORE, Death, at_each_write
from tests.letters import Letter
from tests.notifications.ses_events import bounce, complaint
from tests.offline.night import FORM, Night
from tests.offline.test_transitions import caller, holder_of
from tests.worlds import World


def refuse_the_visitor(letter: Letter) -> None:
    if letter.to == FORM["email"]:
        raise Refused("BadRequestException")


@pytest.fixture
def night(world: World) -> Night:
    night = Night(world).fall(recipients=[])
    world.desk.senders["email"].fail = refuse_the_visitor
    return night


def answered(night: Night, *by: str, name: str = "a") -> Message:
    message = night.given()
    agent = holder_of(night, message)
    return transitions.answer_message(night.world.desk, agent, message.message_id, "有货", list(by), name)[0]


def test_an_answer_that_nobody_can_get_gives_the_message_back_to_its_agent(night: Night) -> None:
    message = answered(night, "email", "widget")

    night.time_goes_by()

    after = night.now(message)
    assert (message.state, after.state, after.agent_id) == (ANSWERED, CLAIMED, message.agent_id)
    assert after.undelivered and after.answers[0].undelivered
    assert store.loads(night.world.desk)[str(after.agent_id)].unanswered == 1
    assert service.recount_loads(night.world.desk) == []


def test_an_answer_that_arrives_by_one_of_its_ways_has_arrived(night: Night) -> None:
    message = answered(night, "email", "sms")

    night.time_goes_by()

    after = night.now(message)
    assert (after.state, after.undelivered) == (ANSWERED, False)


def test_another_answer_by_another_way_is_an_answer_and_leaders_are_reminded_until_then(night: Night) -> None:
    message = answered(night, "email")
    night.time_goes_by(hours=1.5, step=600)
    reminded = len(night.told("offline_reminder"))

    transitions.answer_message(night.world.desk, holder_of(night, message), message.message_id, "有货", ["sms"], "b")
    night.time_goes_by(hours=3, step=900)

    after = night.now(message)
    assert (reminded, len(night.told("offline_reminder"))) == (1, 1)
    assert (after.state, after.undelivered, len(after.answers)) == (ANSWERED, False, 2)


def test_a_message_that_was_closed_stays_closed(night: Night) -> None:
    message = answered(night, "email")
    transitions.close_message(night.world.desk, caller(holder_of(night, message)), message.message_id)

    night.time_goes_by()

    assert night.now(message).state == CLOSED


def test_giving_up_that_dies_anywhere_gives_the_message_back_once(night: Night) -> None:
    def story(death: Death) -> None:
        message = answered(night, "email")
        with death():
            night.world.clock.forward(seconds=1)
            work.run_due(night.world.desk)
        night.time_goes_by(hours=0.1, step=90)

        after = night.now(message)
        (carried,) = notifications.states_of(night.world.desk, after.answers[0].notice_ids).values()
        delivered.take_back(night.world.desk, NoticeGivenUp(carried.notice_id, "offline_answer", message.message_id))
        assert (carried.state, after.state, night.now(message)) == (FAILED, CLAIMED, after)

    at_each_write(story, sides=(BEFORE,), least=4)

    assert service.recount_loads(night.world.desk) == []


# --- SMS ------------------------------------------------------------------------------------------------------------


def test_an_answer_too_long_for_an_sms_is_refused_and_the_longest_arrives_whole(night: Night) -> None:
    message = night.given()
    agent, desk = holder_of(night, message), night.world.desk

    with pytest.raises(Invalid) as refused:
        text = "茶" * (LONGEST_SMS_ANSWER + 1)
        transitions.answer_message(desk, agent, message.message_id, text, ["sms", "widget"], "a")
    transitions.answer_message(desk, agent, message.message_id, "茶" * LONGEST_SMS_ANSWER, ["sms"], "b")
    transitions.answer_message(desk, agent, message.message_id, "茶" * 4_000, ["email"], "c")

    assert [each.field for each in refused.value.errors] == ["text"]
    preview = reading.preview_sms(desk, agent, message.message_id, "茶" * LONGEST_SMS_ANSWER)
    (notice,) = [each for each in night.told("offline_answer") if each.channel == "sms"]
    said = ledger.as_read(desk, notice).text
    assert said.count("茶") >= LONGEST_SMS_ANSWER and not said.endswith("…")
    assert (preview.measured, preview.signed) == (measured(said), True)
    assert preview.cost_fen == 10 * measured(said).segments


# --- letters that came back -----------------------------------------------------------------------------------------


def test_an_answer_that_bounced_is_given_back_and_no_other_goes_by_email_until_that_is_lifted(night: Night) -> None:
    desk = night.world.desk
    desk.senders["email"].fail = None
    message = answered(night, "email")
    night.time_goes_by()
    assert night.now(message).state == ANSWERED
    (sent,) = night.told("offline_answer")

    notifications.note_returned(desk, bounce(sent.notice_id, str(sent.provider_id)))
    night.time_goes_by()
    after = night.now(message)
    agent = holder_of(night, message)
    with pytest.raises(Conflict) as refused:
        transitions.answer_message(desk, agent, message.message_id, "有货", ["email"], "b")
    again, repeated = transitions.answer_message(desk, agent, message.message_id, "有货", ["email"], "a")
    addresses.lift(desk, FORM["email"], SYSTEM)
    transitions.answer_message(desk, agent, message.message_id, "有货", ["email"], "b")

    assert (after.state, after.undelivered, after.agent_id) == (CLAIMED, True, message.agent_id)
    assert refused.value.code == "undeliverable_address"
    assert (repeated, len(again.answers)) == (True, 1)
    assert night.now(message).state == ANSWERED


def test_an_answer_that_somebody_complained_of_has_been_read(night: Night) -> None:
    desk = night.world.desk
    desk.senders["email"].fail = None
    message = answered(night, "email")
    night.time_goes_by()
    (sent,) = night.told("offline_answer")

    notifications.note_returned(desk, complaint(sent.notice_id, str(sent.provider_id)))
    night.time_goes_by()

    assert night.now(message).state == ANSWERED


def test_a_visitor_whose_address_bounced_is_asked_for_another(night: Night) -> None:
    desk = night.world.desk
    desk.senders["email"].fail = None
    answered(night, "email")
    night.time_goes_by()
    (sent,) = night.told("offline_answer")
    notifications.note_returned(desk, bounce(sent.notice_id, str(sent.provider_id)))

    with pytest.raises(Invalid) as refused:
        night.leave()
    other = night.leave(email="other@mail.example.com")

    assert [each.field for each in refused.value.errors] == ["email"]
    assert other.email == "other@mail.example.com"
