"""What is said goes out by the same channel: in order, once, and everybody sees what came of it (A9)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.model.channel import ChangeChannel, ChannelLimits
from chalicelib.channels.model.inbound import Sender
from chalicelib.channels.model.outbound import MOST_TRIES
from chalicelib.channels.service import sending, watching
from chalicelib.channels.service import settings as channels
from chalicelib.channels.service.otherwise import NoOtherWay
from chalicelib.channels.service.sending import Send
from chalicelib.channels.service.watching import NoChannel, NotGivenUp
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.channelled import ReplyRefused
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import Invalid
from chalicelib.core.outbound import SIGNATURE, NoAnswer
from chalicelib.notifications import service as notifications
from chalicelib.people.model.reach import NotYours
from chalicelib.plans import service as plans
from tests.channels.stage import ADDRESS, BY, Stage
from tests.crashes import EITHER, Death, at_each_write
from tests.worlds import World, at_once, counted

DOWN = NoAnswer("unreachable", "refused to connect")


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def talk(stage: Stage) -> str:
    stage.online()
    return stage.says().conversation_id


def test_an_agents_words_go_out_signed_with_a_name_of_their_own(stage: Stage) -> None:
    conversation_id = talk(stage)

    entry = stage.replies(conversation_id, "It comes today")
    stage.run()

    ((url, headers, body),) = stage.partner.asked
    assert url == ADDRESS
    assert headers["Idempotency-Key"] == body["id"] == f"{conversation_id}#{entry.seq}"
    assert headers[SIGNATURE].startswith("t=")
    assert (body["text"], body["to"], body["seq"]) == ("It comes today", {"id": "u-1", "name": "Wang"}, entry.seq)
    assert stage.states(conversation_id) == [(entry.seq, "sent", None)]


def test_what_cannot_go_waits_with_all_behind_it_and_goes_in_order(stage: Stage) -> None:
    conversation_id = talk(stage)
    stage.partner.says = DOWN
    first, second = stage.replies(conversation_id, "One"), stage.replies(conversation_id, "Two")
    stage.run()
    assert stage.states(conversation_id) == [(first.seq, "retrying", "unreachable")]

    stage.partner.says = {}
    stage.world.clock.forward(minutes=1)
    stage.run()

    assert stage.partner.texts[-2:] == ["One", "Two"]
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent", "sent"]
    assert second.seq > first.seq


def test_one_that_is_given_up_lets_the_next_go_and_is_sent_again_by_hand(stage: Stage) -> None:
    conversation_id, agent = talk(stage), stage.online().agent
    stage.partner.says = DOWN
    first = stage.replies(conversation_id, "One")
    for _ in range(MOST_TRIES):
        stage.run()
        stage.world.clock.forward(hours=1, seconds=1)
    assert stage.states(conversation_id) == [(first.seq, "failed", "unreachable")]
    assert [each.seq for each in stage.failures()] == [first.seq]
    stage.partner.says = {}
    stage.replies(conversation_id, "Two")
    stage.run()

    for _ in range(2):
        watching.send_again(stage.world.desk, agent, conversation_id, first.seq)
    stage.run()

    assert stage.partner.texts[-2:] == ["Two", "One"]
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent", "sent"]
    with pytest.raises(NotGivenUp):
        watching.send_again(stage.world.desk, agent, conversation_id, first.seq)


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_receiver_that_refuses_for_good_is_not_asked_again(stage: Stage, status: int) -> None:
    conversation_id = talk(stage)
    stage.partner.says = NoAnswer("refused", f"status {status}")

    stage.replies(conversation_id)
    stage.run()
    stage.world.clock.forward(hours=2)
    stage.run()

    assert len(stage.partner.asked) == 1
    assert stage.states(conversation_id)[0][1:] == ("failed", "refused")


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_receiver_that_is_overloaded_is_asked_later(stage: Stage, status: int) -> None:
    conversation_id = talk(stage)
    stage.partner.says = [NoAnswer("refused", f"status {status}"), {}]

    stage.replies(conversation_id)
    stage.run()
    stage.world.clock.forward(minutes=1)
    stage.run()

    assert len(stage.partner.asked) == 2
    assert stage.states(conversation_id)[0][1] == "sent"


def test_whoever_dies_while_sending_is_followed_by_one_who_uses_the_same_names(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage(new_world())
        conversation_id = talk(stage)
        for text in ("One", "Two"):
            stage.replies(conversation_id, text)
        with death():
            sending.send(stage.world.desk, Send(conversation_id))
        for _ in range(4):
            stage.world.clock.forward(minutes=5)
            stage.run()

        names = list(dict.fromkeys(headers["Idempotency-Key"] for _, headers, _ in stage.partner.asked))
        texts = [body["text"] for _, _, body in stage.partner.asked]
        assert list(dict.fromkeys(texts)) == ["One", "Two"]
        assert len(names) == 2
        assert [state for _, state, _ in stage.states(conversation_id)] == ["sent", "sent"]

    at_each_write(story, sides=EITHER)


def test_of_four_who_send_at_once_one_does_and_nothing_stays_behind(atomic_world: World) -> None:
    stage = Stage(atomic_world)
    conversation_id = talk(stage)
    for text in ("One", "Two", "Three"):
        stage.replies(conversation_id, text)

    at_once([lambda: sending.send(stage.world.desk, Send(conversation_id))] * 4)

    assert stage.partner.texts == ["One", "Two", "Three"]


def test_after_its_time_a_channel_takes_no_words_and_says_until_when_it_did(world: World) -> None:
    stage = Stage(world, "social")
    conversation_id = talk(stage)
    stage.world.clock.forward(hours=47)
    stage.online()
    stage.replies(conversation_id)
    stage.world.clock.forward(hours=2)

    with pytest.raises(ReplyRefused) as refused:
        stage.replies(conversation_id, "Still there?")

    assert refused.value.extra["reason"] == "window_closed"
    assert stage.words(conversation_id) == ["Where is my tea?", "On its way"]
    assert stage.standing(conversation_id).until is not None


def test_what_was_written_in_time_and_could_not_go_is_not_sent_after_it(world: World) -> None:
    stage = Stage(world, "social")
    conversation_id = talk(stage)
    stage.partner.says = DOWN
    stage.replies(conversation_id)
    stage.run()

    stage.world.clock.forward(hours=49)
    stage.run()

    assert stage.states(conversation_id)[0][1:] == ("failed", "window_closed")
    assert len(stage.partner.asked) == 1


def test_words_longer_than_the_channel_takes_are_refused_before_they_are_stored(world: World) -> None:
    stage = Stage(world, fields={"limits": ChannelLimits(characters=10, files=0)})
    conversation_id = talk(stage)

    with pytest.raises(Invalid) as refused:
        stage.replies(conversation_id, "eleven char")

    assert refused.value.errors[0].field == "text"
    assert stage.replies(conversation_id, "ten chars.")


def test_the_plans_own_words_go_out_where_the_channel_takes_them(world: World) -> None:
    stage = Stage(world)
    plans.update_plan(world.desk, "demo", {"texts": {"zh-CN": {"welcome": "您好！"}}}, None)
    quiet = stage.made("mini_program", own_words=False)
    stage.online()

    stage.says()
    stage.receive(stage.incoming(), quiet)
    stage.run()

    assert stage.partner.texts == ["您好！"]


def test_what_is_said_on_a_page_stays_there_and_goes_out_once_its_visitor_writes_elsewhere(stage: Stage) -> None:
    stage.online()
    desk, site_visitor = stage.world.desk, stage.world.visitor()
    begun = conversations.start_conversation(desk, site_visitor, "demo", StartConversation(text="Hi", client_id="1"))
    stage.replies(begun.conversation_id, "On the page")
    stage.run()

    assert not stage.partner.asked
    with pytest.raises(NoChannel):
        stage.standing(begun.conversation_id)


def test_letters_carry_it_by_e_mail_and_sms_once(world: World) -> None:
    stage = Stage(world, "sms")
    email = stage.made("email")
    said = {"sender_email": "desk@shop.example.com", "sender_name": "Tea", "sms_signature": "Tea"}
    notifications.update_settings(world.desk, said)
    stage.online()
    by_sms = stage.says(sender=Sender("+8613800138001", "Li", mobile="+8613800138001"))
    by_mail = stage.receive(stage.incoming(sender=Sender("wang@mail.example.com", "Wang")), email)
    for each in (by_sms, by_mail):
        stage.replies(each.conversation_id, "It comes today")
    stage.run()
    stage.run()

    sms, mail = world.desk.senders["sms"].sent, world.desk.senders["email"].sent
    assert ["It comes today" in each.text for each in sms] == [True]
    assert [(each.to, "It comes today" in each.text) for each in mail] == [("wang@mail.example.com", True)]
    assert [state for _, state, _ in stage.states(by_mail.conversation_id)] == ["sent"]


def test_a_channel_that_is_switched_off_refuses_words_and_gives_up_what_waits(stage: Stage) -> None:
    conversation_id = talk(stage)
    stage.replies(conversation_id)
    channels.change_channel(stage.world.desk, stage.channel.channel_id, ChangeChannel(1, active=False), BY)

    stage.run()

    assert stage.states(conversation_id)[0][1:] == ("failed", "off")
    with pytest.raises(ReplyRefused):
        stage.replies(conversation_id, "More")


def test_another_agent_sees_nothing_of_it(stage: Stage) -> None:
    conversation_id = talk(stage)
    other = stage.world.agent()

    with pytest.raises(NotYours):
        watching.standing_of(stage.world.desk, other, conversation_id)
    with pytest.raises(NotYours):
        watching.send_again(stage.world.desk, other, conversation_id, 3)


def test_who_waits_or_is_answered_elsewhere_is_not_taken_for_gone(stage: Stage) -> None:
    received = stage.says()
    for _ in range(10):
        stage.world.clock.forward(minutes=10)
        stage.run()
    assert conversations.find(stage.world.desk, received.conversation_id).state == "waiting"

    stage.online()
    stage.run()
    stage.replies(received.conversation_id)
    for _ in range(10):
        stage.world.clock.forward(hours=2)
        stage.online()
        stage.run()

    assert conversations.find(stage.world.desk, received.conversation_id).state == "open"


def test_a_page_conversation_costs_not_one_request_more(stage: Stage) -> None:
    stage.online()
    desk, site_visitor = stage.world.desk, stage.world.visitor()
    begun = conversations.start_conversation(desk, site_visitor, "demo", StartConversation(text="Hi", client_id="1"))

    agent = stage.world.now(stage.anna)
    with counted() as requests:
        conversations.reply(desk, agent, begun.conversation_id, "On the page", "r")

    assert len(requests) == 2, requests.names


def test_what_a_channel_refuses_for_good_goes_by_mail_once_where_an_address_is_known(stage: Stage) -> None:
    notifications.update_settings(stage.world.desk, {"sender_email": "desk@tea.example", "sender_name": "Tea"})
    stage.online()
    who = Sender("u-1", "Wang", email="wang@customer.example")
    conversation_id = stage.says(sender=who).conversation_id
    stage.partner.says = NoAnswer("refused", "status 410")
    entry = stage.replies(conversation_id, "It comes today")
    stage.run()
    agent, post = stage.world.now(stage.anna), stage.world.desk.senders["email"]
    assert stage.states(conversation_id) == [(entry.seq, "failed", "refused")]
    assert stage.standing(conversation_id).email == "wang@customer.example"

    presses = at_once(
        [lambda: watching.send_again(stage.world.desk, agent, conversation_id, entry.seq, by_mail=True)] * 3
    )
    stage.run()

    letters = [each for each in post.sent if each.to == "wang@customer.example"]
    assert [each for each in presses if each is not None] == []
    assert [("It comes today" in each.text) for each in letters] == [True]
    (delivery,) = stage.standing(conversation_id).deliveries
    assert (delivery.state, delivery.by_mail) == ("sent", True)
    assert stage.standing(conversation_id).email is None


def test_nothing_goes_by_mail_to_whom_no_address_is_known_of_nor_what_is_still_tried(stage: Stage) -> None:
    conversation_id = talk(stage)
    agent = stage.world.now(stage.anna)
    stage.partner.says = [NoAnswer("refused", "status 410"), DOWN]
    first = stage.replies(conversation_id, "One")
    stage.run()
    second = stage.replies(conversation_id, "Two")
    stage.run()

    with pytest.raises(NoOtherWay):
        watching.send_again(stage.world.desk, agent, conversation_id, first.seq, by_mail=True)
    with pytest.raises(NotGivenUp):
        watching.send_again(stage.world.desk, agent, conversation_id, second.seq, by_mail=True)
    assert stage.world.desk.senders["email"].sent == []
