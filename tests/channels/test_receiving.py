"""What comes in by a channel: proved, stored once, whose it is (A9)."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.channels.model.channel import ChangeChannel, ChannelOff, LastKey, UnknownChannel
from chalicelib.channels.model.inbound import Incoming, Sender, SentFile
from chalicelib.channels.model.signatures import SignatureRefused, refuse_unsigned
from chalicelib.channels.service import receiving
from chalicelib.channels.service import settings as channels
from chalicelib.conversations import service as conversations
from chalicelib.core.errors import Invalid, LimitReached
from chalicelib.core.once import KeyReused
from chalicelib.offline import service as offline
from chalicelib.offline.service import transitions
from chalicelib.plans import service as plans
from tests.channels.stage import BY, PNG, Stage
from tests.conversations.test_own_words import NIGHT, NINE_TO_SIX
from tests.crashes import EITHER, Death, at_each_write
from tests.vouching import Website
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_a_first_message_begins_a_conversation_and_the_next_ones_join_it(stage: Stage) -> None:
    agent = stage.online()

    first, second = stage.says("Where is my tea?"), stage.says("Hello?")

    assert first.conversation_id == second.conversation_id
    header = conversations.find(stage.world.desk, first.conversation_id)
    assert (header.agent_id, header.source, header.via and header.via.kind) == (agent.agent.agent_id, "app", "app")
    assert header.visitor_name == "Wang"
    assert stage.words(first.conversation_id) == ["Where is my tea?", "Hello?"]
    assert [each.seq for each in stage.entries(first.conversation_id) if each.kind == "message"] == [
        first.seq,
        second.seq,
    ]


def test_the_same_message_is_stored_once_also_a_month_of_markers_later(stage: Stage) -> None:
    stage.online()
    incoming = stage.incoming()
    first = stage.receive(incoming)

    stage.world.clock.forward(days=3)
    again = stage.receive(incoming)

    assert (again.conversation_id, again.seq, again.again) == (first.conversation_id, first.seq, True)
    assert stage.words(first.conversation_id) == ["Where is my tea?"]
    with pytest.raises(KeyReused):
        stage.receive(replace(incoming, text="Something else"))


def test_of_eight_that_come_at_once_one_is_stored(stage: Stage) -> None:
    stage.online()
    incoming = stage.incoming(files=[SentFile("tea.png", content=base64.b64encode(PNG).decode())])

    answers = at_once([lambda: stage.receive(incoming)] * 8)

    kept = [each for each in answers if not isinstance(each, Exception)]
    assert {(each.conversation_id, each.seq) for each in kept} == {(kept[0].conversation_id, kept[0].seq)}
    assert stage.words(kept[0].conversation_id) == ["Where is my tea?"]


def test_whoever_dies_at_any_write_has_stored_it_once_when_it_comes_again(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage(new_world())
        stage.online()
        files = [SentFile("a.png", content=base64.b64encode(PNG).decode()), SentFile("b.txt", content="aGVsbG8=")]
        incoming = stage.incoming("x" * 4_100, files=files)
        with death():
            stage.receive(incoming)

        received = stage.receive(incoming)

        sent = [each for each in stage.entries(received.conversation_id) if each.kind == "message"]
        assert [each.text for each in sent] == ["x" * 4_000, "x" * 100]
        assert [each.file and each.file.name for each in sent] == ["a.png", "b.txt"]
        assert received.seq == sent[-1].seq

    at_each_write(story, sides=EITHER)


@pytest.mark.parametrize("spoiled", ["body", "key", "late", "early", "none", "two_moments"])
def test_what_is_forged_late_or_unsigned_is_refused(stage: Stage, spoiled: str) -> None:
    body = msgspec.json.encode(stage.incoming())
    signature = {
        "body": lambda: stage.signature(b"another"),
        "key": lambda: stage.signature(body, key="a key of somebody else's"),
        "late": lambda: stage.signature(body, shifted=-301),
        "early": lambda: stage.signature(body, shifted=302),
        "none": lambda: "",
        "two_moments": lambda: "t=1," + stage.signature(body),
    }[spoiled]()

    with pytest.raises(SignatureRefused):
        receiving.receive(
            stage.world.desk, stage.channel.channel_id, signature, body, msgspec.json.decode(body, type=Incoming)
        )


@settings(max_examples=200, deadline=None)
@given(header=st.text(max_size=120), body=st.binary(max_size=40))
def test_no_header_that_somebody_makes_up_counts(header: str, body: bytes) -> None:
    with pytest.raises(SignatureRefused):
        refuse_unsigned(header, body, ["a secret that nobody knows"], 1_790_000_000)


def test_two_keys_sign_at_once_and_one_that_is_retired_does_not(stage: Stage) -> None:
    stage.online()
    before = stage.channel

    after, key = channels.add_key(stage.world.desk, before.channel_id, BY)

    assert [each.key_id for each in after.held] == [key.key_id, before.keys[0].key_id]
    stage.receive(stage.incoming(), before)
    stage.receive(stage.incoming(), after)
    channels.retire_key(stage.world.desk, before.channel_id, before.keys[0].key_id, BY)
    with pytest.raises(SignatureRefused):
        stage.receive(stage.incoming(), before)
    with pytest.raises(LastKey):
        channels.retire_key(stage.world.desk, before.channel_id, key.key_id, BY)
    _, third = channels.add_key(stage.world.desk, before.channel_id, BY)
    fourth, _ = channels.add_key(stage.world.desk, before.channel_id, BY)
    assert len(fourth.held) == 2
    assert third.key_id in {each.key_id for each in fourth.held}


def test_a_channel_that_is_off_or_unknown_takes_nothing(stage: Stage) -> None:
    channels.change_channel(stage.world.desk, stage.channel.channel_id, ChangeChannel(1, active=False), BY)

    with pytest.raises(ChannelOff):
        stage.says()
    with pytest.raises(UnknownChannel):
        stage.receive(stage.incoming(), replace(stage.channel, channel_id="chn_nothing"))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": "  "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"sender": Sender("u-2", email="no address")}, "sender.email"),
        ({"sender": Sender("u-2", mobile="12")}, "sender.mobile"),
        ({"files": [SentFile("a.png")]}, "files.0"),
        ({"files": [SentFile("a.png", content="%%%")]}, "files.0.content"),
        ({"files": [SentFile("a.exe", content="aGVsbG8=")]}, "files.0"),
        ({"files": [SentFile("a.png", url="https://elsewhere.example.com/a.png")]}, "files.0.url"),
        ({"files": [SentFile("a.png", url="http://partner.example.com/a.png")]}, "files.0.url"),
        ({"files": [SentFile("a.png", url="https://169.254.169.254/latest")]}, "files.0.url"),
        ({"files": [SentFile("a.png", url="https://partner.example.com@10.0.0.1/a.png")]}, "files.0.url"),
        ({"files": [SentFile("a.png", url="https://partner.example.com/missing.png")]}, "files.0.url"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_name_and_nothing_is_stored(
    stage: Stage, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(Invalid) as refused:
        stage.says(**fields)

    assert [each.field for each in refused.value.errors] == [named]
    assert not list(conversations.ids_in_state(stage.world.desk, "waiting", 5, None)[0])


def test_a_file_at_the_channels_own_host_is_fetched_and_shown_as_what_it_is(stage: Stage) -> None:
    stage.online()
    stage.partner.files["https://partner.example.com/1"] = PNG

    received = stage.says("", files=[SentFile("cup.jpg", url="https://partner.example.com/1")])

    (entry,) = [each for each in stage.entries(received.conversation_id) if each.kind == "message"]
    assert entry.file and (entry.file.type, entry.file.name) == ("image/png", "cup.png")


def test_a_sender_who_writes_too_often_is_told_to_wait_and_others_are_not(stage: Stage) -> None:
    stage.online()
    for _ in range(20):
        stage.says()

    with pytest.raises(LimitReached):
        stage.says()

    assert stage.says(sender=Sender("u-2", "Li")).conversation_id


def test_senders_are_joined_by_proof_alone(stage: Stage) -> None:
    desk, wang = stage.world.desk, Sender("u-1", "Wang", email="wang@example.com")
    trusted = [stage.made("social", trusts=True), stage.made("mini_program", trusts=True)]
    doubted = stage.made("app", host="x.example.com")

    told = {channel.channel_id: stage.receive(stage.incoming(sender=wang), channel) for channel in (*trusted, doubted)}

    owners = {name: conversations.find(desk, received.conversation_id).visitor_id for name, received in told.items()}
    assert owners[trusted[0].channel_id] == owners[trusted[1].channel_id]
    assert owners[doubted.channel_id] != owners[trusted[0].channel_id]


def test_the_websites_token_makes_a_sender_the_customer(stage: Stage) -> None:
    desk, site = stage.world.desk, Website(stage.world)
    customer, _ = site.sign_in("u-17")

    received = stage.says(sender=Sender("s-9", "Wang", token=site.token("u-17")))
    later = stage.says(sender=Sender("s-9", "Wang"))

    assert received.conversation_id == later.conversation_id
    assert conversations.find(desk, later.conversation_id).visitor_id == customer.visitor_id


def test_who_writes_while_the_plan_is_closed_leaves_a_message_once(stage: Stage) -> None:
    plans.update_plan(stage.world.desk, "demo", {"hours": NINE_TO_SIX}, None)
    stage.world.clock.at = NIGHT
    incoming = stage.incoming("Are you there?")

    received = stage.receive(incoming)
    stage.run()
    stage.receive(incoming)
    stage.run()

    ids, _ = offline.ids_in_state(stage.world.desk, "new", 10, None)
    (message,) = [offline.find(stage.world.desk, each) for each in ids]
    assert (message.text, message.conversation_id) == ("Are you there?", received.conversation_id)
    assert len(stage.partner.asked) == 1  # what the plan says while it is closed


def test_what_is_answered_to_a_message_left_goes_back_where_its_customer_wrote_once(stage: Stage) -> None:
    desk = stage.world.desk
    plans.update_plan(desk, "demo", {"hours": NINE_TO_SIX}, None)
    stage.world.clock.at = NIGHT
    stage.says("Are you there?")
    stage.run()
    ids, _ = offline.ids_in_state(desk, "new", 10, None)
    agent = stage.online().agent

    for _ in range(2):
        transitions.answer_message(desk, agent, ids[0], "We are now", ["widget"], "a-1")
        stage.run()

    assert stage.partner.texts[1:] == ["We are now"]


def test_what_a_message_costs_does_not_grow(stage: Stage) -> None:
    stage.online()
    stage.says()

    with counted() as requests:
        stage.says()

    # what is known of it, the visitor, plan and visitor, the header, the message, that something came
    assert len(requests) <= 8, requests.names
