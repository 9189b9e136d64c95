"""SMS that come in: once each, by the plan's number, answered by SMS; and those that end them (A9, A11)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels import service as channels
from chalicelib.channels.model.channel import ChangeChannel
from chalicelib.channels.model.inboxes import AddressTaken
from chalicelib.channels.model.texts import NoText, Text, texts_in
from chalicelib.channels.service import settings as keeping
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.channelled import ReplyRefused
from chalicelib.core.errors import Invalid
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.address import Address, started, stopped
from chalicelib.visitors import service as visitors
from tests.channels.stage import BY, Stage
from tests.crashes import EITHER, Death, at_each_write
from tests.worlds import World, at_once, counted

NUMBER, OURS = "+8613800138000", "10690001"


def brought(sent_from: str, to: str, text: str, text_id: str = "t-1", at: str = "") -> dict[str, Any]:
    """What SNS hands over."""
    said = {"originationNumber": sent_from, "destinationNumber": to, "messageBody": text, "messageKeyword": "K"}
    said |= {"inboundMessageId": text_id, "previousPublishedMessageId": "p-0"}
    notice = {"MessageId": f"sns-{text_id}", "Message": json.dumps(said)} | ({"Timestamp": at} if at else {})
    return {"Records": [{"EventSource": "aws:sns", "Sns": notice}]}


class Texts(Stage):
    """A desk with a number for SMS."""

    def __post_init__(self) -> None:
        self.kind, self.fields = "sms", {"inboxes": [OURS]}
        super().__post_init__()
        signed = {"sender_email": "desk@shop.example.com", "sender_name": "Tea", "sms_signature": "Tea"}
        notifications.update_settings(self.world.desk, signed)
        self.online()

    def comes(self, text: str, text_id: str = "", sent_from: str = NUMBER, to: str = OURS) -> None:
        name = text_id or f"t-{next(self.numbers)}"
        channels.hear_texts(self.world.desk, brought(sent_from, to, text, name))
        self.run()

    def said(self) -> list[str]:
        ids, _ = conversations.ids_in_state(self.world.desk, "open", 10, None)
        return [text for each in sorted(ids) for text in self.words(each)]

    def sent(self) -> list[tuple[str, str]]:
        """What went out by SMS: to whom, and what."""
        return [(each.to, each.text) for each in self.world.desk.senders["sms"].sent]


@pytest.fixture
def stage(world: World) -> Texts:
    return Texts(world)


def test_an_sms_becomes_a_conversation_by_number_and_is_answered_by_sms(stage: Texts) -> None:
    stage.comes("茶叶到哪里了？")
    stage.comes("在吗")
    ids, _ = conversations.ids_in_state(stage.world.desk, "open", 10, None)
    (conversation_id,) = ids
    stage.replies(conversation_id, "今天送到")
    stage.run()

    header = conversations.find(stage.world.desk, conversation_id)
    assert (header.source, header.via and header.via.kind, stage.said()[:2]) == (
        "sms",
        "sms",
        ["茶叶到哪里了？", "在吗"],
    )
    assert visitors.holder(stage.world.desk, header.visitor_id).mobile == NUMBER
    assert [(to, "今天送到" in text) for to, text in stage.sent()] == [(NUMBER, True)]
    with pytest.raises((Invalid, ReplyRefused)):
        stage.replies(conversation_id, "长" * 1_001)


def test_the_same_sms_is_stored_once_at_once_again_and_wherever_it_dies(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Texts(new_world())
        with death():
            stage.comes("Hi", "t-same")

        stage.world.clock.forward(seconds=30)
        stage.comes("Hi", "t-same")
        stage.world.clock.forward(minutes=2)
        stage.run()

        ids = [
            each
            for state in ("open", "waiting")
            for each in conversations.ids_in_state(stage.world.desk, state, 9, None)[0]
        ]
        assert [stage.words(each) for each in ids] == [["Hi"]]

    at_each_write(story, sides=EITHER, step=2)
    stage = Texts(new_world())
    at_once([lambda: channels.hear_texts(stage.world.desk, brought(NUMBER, OURS, "Hi"))] * 4)
    stage.run()
    assert stage.said() == ["Hi"]


@pytest.mark.parametrize("word", ["退订", "STOP", " stop. ", "T", "ＴＤ"])
def test_who_writes_stop_is_refused_and_begins_no_conversation(stage: Texts, word: str) -> None:
    stage.comes("Hi")
    before = stage.said()

    stage.comes(word)
    stage.comes(word)

    assert stage.said() == before
    ids, _ = conversations.ids_in_state(stage.world.desk, "open", 10, None)
    visitor = visitors.holder(stage.world.desk, conversations.find(stage.world.desk, ids[0]).visitor_id)
    assert "sms" in visitor.refused_channels
    stage.comes("恢复")
    assert "sms" not in visitors.holder(stage.world.desk, visitor.visitor_id).refused_channels
    stage.comes("退订了怎么恢复？")
    assert stage.said()[-1] == "退订了怎么恢复？"


def test_a_late_stop_undoes_no_later_start_and_of_both_at_once_the_refusal_counts(stage: Texts) -> None:
    stage.comes("Hi")
    ids, _ = conversations.ids_in_state(stage.world.desk, "open", 10, None)
    visitor_id = conversations.find(stage.world.desk, ids[0]).visitor_id

    def refuses(*texts: tuple[str, str]) -> bool:
        for text, at in texts:
            channels.hear_texts(stage.world.desk, brought(NUMBER, OURS, text, f"t-{next(stage.numbers)}", at))
            stage.run()
        return "sms" in visitors.holder(stage.world.desk, visitor_id).refused_channels

    at = (stage.world.desk.now() - timedelta(hours=1)).isoformat()[:14]
    assert refuses(("STOP", f"{at}00:00.000Z"), ("START", f"{at}05:00.000Z")) is False
    assert refuses(("STOP", f"{at}04:59.999Z")) is False  # on its way for longer than what allowed them
    assert refuses(("STOP", f"{at}05:00.000Z"), ("START", f"{at}05:00.000Z")) is True
    assert refuses(("START", "2099-01-01T00:00:00Z"), ("STOP", "no moment")) is True


@settings(max_examples=60, deadline=None)
@given(st.permutations([("stop", 1), ("start", 2), ("stop", 3), ("start", 3), ("start", 2), ("stop", 2)]), st.data())
def test_what_was_said_last_counts_in_whichever_order_it_comes(
    texts: list[tuple[str, int]], data: st.DataObject
) -> None:
    some = texts[: data.draw(st.integers(1, len(texts)))]
    start = datetime(2026, 11, 29, tzinfo=UTC)
    known = Address(NUMBER)

    for word, minutes in some * 2:
        change = stopped if word == "stop" else started
        known = change(known, start + timedelta(minutes=minutes), start + timedelta(hours=1))

    last = max(minutes for _, minutes in some)
    assert (known.stopped_at is not None) == (("stop", last) in some)


def test_a_stranger_who_writes_stop_is_known_by_number_alone(stage: Texts) -> None:
    stage.comes("STOP")

    assert stage.said() == []
    assert notifications.stop(stage.world.desk, NUMBER) == notifications.stop(stage.world.desk, NUMBER)


def test_an_sms_to_nobody_stays_until_a_channel_has_the_number(stage: Texts) -> None:
    stage.comes("Hi", to="10690002")

    assert stage.said() == []
    keeping.change_channel(stage.world.desk, stage.channel.channel_id, ChangeChannel(inboxes=[OURS, "1069 0002"]), BY)
    stage.world.clock.forward(hours=1)
    stage.online()
    stage.run()
    assert "Hi" in stage.said()


def test_a_number_is_one_channels_and_only_numbers_are_taken(stage: Texts) -> None:
    with pytest.raises(AddressTaken):
        stage.made("sms", inboxes=[OURS])
    for wrong in ("tea@example.com", "12", "+", "1" * 21):
        with pytest.raises(Invalid):
            stage.made("sms", inboxes=[wrong])


def test_who_writes_too_much_waits_and_what_is_refused_is_written_down(stage: Texts) -> None:
    for number in range(22):
        channels.hear_texts(stage.world.desk, brought(NUMBER, OURS, f"{number:02}", f"t-{number}"))
    stage.run()
    assert len(stage.said()) == 20
    stage.world.clock.forward(minutes=2)
    stage.online()
    stage.run()
    assert sorted(stage.said()) == [f"{number:02}" for number in range(22)]

    keeping.change_channel(stage.world.desk, stage.channel.channel_id, ChangeChannel(active=False), BY)
    stage.comes("Still there?", "t-late")
    assert [each.why for each in stage.failures()] == ["off"]


def test_to_hear_of_one_is_one_write(stage: Texts) -> None:
    with counted() as asked:
        channels.hear_texts(stage.world.desk, brought(NUMBER, OURS, "Hi"))

    assert len(asked) == 1


def test_a_mail_that_speaks_of_numbers_is_a_mail(stage: Texts) -> None:
    told = {"mail": {"headers": [{"name": "originationNumber", "value": NUMBER}]}, "notificationType": "Received"}
    told |= {"receipt": {"recipients": ["x@shop.example.com"], "action": {"objectKey": "mail/1"}}}

    heard = channels.hear_arrived(stage.world.desk, {"Records": [{"Sns": {"Message": json.dumps(told)}}]})
    text = channels.hear_arrived(stage.world.desk, brought(NUMBER, OURS, "Hi"))

    assert [each[:4] for each in heard] == ["mai_"]
    assert text == ["t-1"]


@settings(max_examples=150, deadline=None)
@given(
    message=st.one_of(
        st.text(max_size=200),
        st.dictionaries(
            st.sampled_from(["originationNumber", "destinationNumber", "messageBody", "inboundMessageId"]),
            st.text(max_size=60) | st.none() | st.integers(),
        ).map(json.dumps),
    )
)
def test_nothing_that_is_brought_breaks_it(message: str) -> None:
    (text,) = texts_in({"Records": [{"Sns": {"Message": message, "MessageId": "m"}}]})

    assert isinstance(text, NoText | Text)
