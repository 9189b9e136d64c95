"""Mail that comes in by SES: a conversation once, or something that waits for a person; never lost (A9)."""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.channels.model import posted as posts
from chalicelib.channels.model.channel import ChangeChannel, NewChannel
from chalicelib.channels.model.inboxes import AddressTaken
from chalicelib.channels.model.posted import MOST_TRIES, NeverTaken, NotParked
from chalicelib.channels.service import hear_mail, mailing, parking
from chalicelib.channels.service import settings as channels
from chalicelib.channels.store import mails
from chalicelib.conversations import service as conversations
from chalicelib.core.errors import Invalid, Unavailable
from chalicelib.plans import service as plans
from tests.channels.mails import INBOX, MailStage, reply_to, ses, sns, written
from tests.channels.stage import BY, PNG
from tests.crashes import AFTER, EITHER, Death, at_each_write, crash_at
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> MailStage:
    made = MailStage(world)
    made.online()
    return made


def conversation_of(stage: MailStage, **headers: str) -> str:
    conversation_id = stage.comes(written(**headers)).conversation_id
    assert conversation_id is not None
    return conversation_id


def test_a_mail_begins_a_conversation_and_is_shown_with_its_subject(stage: MailStage) -> None:
    mail = stage.comes(written("Where is my tea?\n\n-- \nWang Mei, Shanghai"))

    assert (mail.state, mail.sender, mail.subject, mail.recipients) == ("taken", "", "", ())
    assert mail.conversation_id is not None
    assert stage.words(mail.conversation_id) == ["Where is my tea?"]
    header = conversations.find(stage.world.desk, mail.conversation_id)
    assert (header.via and header.via.kind, header.visitor_name, header.source) == ("email", "Wang Mei", "email")
    (letter,) = stage.letters(mail.conversation_id)
    assert (letter.sender, letter.subject) == ("wang@customer.example", "Tea")
    assert (letter.proved, letter.foreign, letter.folds) == (True, False, True)
    assert "Shanghai" in mails.folded(stage.world.desk, mail.conversation_id, letter.seq).signature  # type: ignore[union-attr]
    assert stage.world.desk.files.read(mail.key) is None


def test_the_same_mail_becomes_one_message_told_twice_put_twice_or_late(stage: MailStage) -> None:
    message = written()
    first = stage.comes(message, key="mail/one")

    stage.world.desk.files.put("mail/one", message.as_bytes())
    stage.comes(message, key="mail/one")
    stage.world.clock.forward(days=3)
    again = stage.comes(message, key="mail/two")

    assert (again.state, again.conversation_id) == ("taken", first.conversation_id)
    assert stage.words(str(first.conversation_id)) == ["Where is my tea?"]


def test_of_eight_that_are_told_at_once_one_is_stored(stage: MailStage) -> None:
    key = stage.put(written().as_bytes())

    at_once([lambda: hear_mail(stage.world.desk, ses(key, [INBOX], "wang@customer.example"))] * 8)
    due = mailing.TakeMail(posts.mail_id_of(key, stage.channel.channel_id))
    at_once([lambda: mailing.take_mail(stage.world.desk, due)] * 8)
    stage.run()

    mail = stage.posted(due.mail_id)
    assert stage.words(str(mail.conversation_id)) == ["Where is my tea?"]


def test_a_name_that_was_used_before_for_other_words_loses_nothing(stage: MailStage) -> None:
    first = stage.comes(written("One", message_id="<same@customer.example>"))

    stage.comes(written("Two", message_id="<same@customer.example>"))
    stage.comes(written("Three", message_id="<same@customer.example>", **{"from": "li@customer.example"}))

    assert stage.words(str(first.conversation_id)) == ["One", "Two"]


def test_whoever_dies_at_any_write_has_taken_it_in_once_in_the_end(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = MailStage(new_world())
        stage.online()
        told = ses(stage.put(written("x" * 4_100).as_bytes()), [INBOX], "wang@customer.example")
        with death():
            (mail_id,) = hear_mail(stage.world.desk, told)
            mailing.take_mail(stage.world.desk, mailing.TakeMail(mail_id))

        (mail_id,) = hear_mail(stage.world.desk, told)
        stage.world.clock.forward(minutes=5)
        stage.run()

        mail = stage.posted(mail_id)
        sent = [each for each in stage.entries(str(mail.conversation_id)) if each.kind == "message"]
        assert mail.state == "taken"
        assert [each.text for each in sent] == ["x" * 4_000, "x" * 100]
        assert len(stage.letters(str(mail.conversation_id))) == 1

    at_each_write(story, sides=EITHER)


@pytest.mark.parametrize(
    ("headers", "verdicts", "why"),
    [
        ({}, {"virus": "FAIL"}, "virus"),
        ({}, {"spam": "FAIL"}, "spam"),
        ({"auto_submitted": "auto-replied"}, {}, "automatic"),
        ({"precedence": "bulk"}, {}, "automatic"),
        ({}, {"source": "<>"}, "automatic"),
        ({"list_id": "<news.example>"}, {}, "automatic"),
        ({"subject": "自动回复：不在办公室"}, {}, "automatic"),
        ({"to": "nobody@tea.example"}, {"dkim": "FAIL"}, "unknown_address"),
        ({"from": "Desk <desk@tea.example>"}, {}, "own"),
        ({"from": f"<{INBOX}>"}, {}, "own"),
        ({"subject": " "}, {}, "empty"),
    ],
)
def test_what_nobody_should_answer_waits_for_a_person_with_its_bytes(
    stage: MailStage, headers: dict[str, str], verdicts: dict[str, str], why: str
) -> None:
    mail = stage.comes(written("" if why == "empty" else "Hello", **headers), **verdicts)

    assert (mail.state, mail.why) == ("parked", why)
    assert [each for _, each in parking.list_parked(stage.world.desk, None)[0]] == [mail]
    assert stage.world.desk.files.read(mail.key) is not None
    assert not list(conversations.ids_in_state(stage.world.desk, "open", 5, None)[0])
    assert not stage.sent()


def test_what_waits_is_taken_in_or_dropped_by_hand_once(stage: MailStage) -> None:
    desk = stage.world.desk
    strange = stage.comes(written("To nobody", to="nobody@tea.example"))
    automatic = stage.comes(written("From a shop", auto_submitted="auto-generated"))
    useless = stage.comes(written("Buy", precedence="bulk"))
    infected = stage.comes(written("Virus"), virus="FAIL")

    for _ in range(2):
        parking.take_in_by_hand(desk, strange.mail_id, stage.channel.channel_id, BY)
        parking.take_in_by_hand(desk, automatic.mail_id, None, BY)
        parking.drop(desk, useless.mail_id, BY)
        stage.run()

    taken = [stage.posted(each.mail_id) for each in (strange, automatic, useless)]
    assert [each.state for each in taken] == ["taken", "taken", "dropped"]
    assert stage.words(str(taken[0].conversation_id)) == ["To nobody", "From a shop"]
    assert [each.mail_id for _, each in parking.list_parked(desk, None)[0]] == [infected.mail_id]
    assert desk.files.read(useless.key) is None
    with pytest.raises(NotParked):
        parking.take_in_by_hand(desk, useless.mail_id, None, BY)
    with pytest.raises(NeverTaken):
        parking.take_in_by_hand(desk, infected.mail_id, None, BY)
    with pytest.raises(Invalid):
        parking.take_in_by_hand(desk, stage.comes(written("x", precedence="bulk")).mail_id, "chn_nothing", BY)


def test_a_mail_that_kills_whoever_reads_it_waits_for_a_person_after_some_tries(stage: MailStage) -> None:
    (mail_id,) = stage.arrives(written())
    desk = stage.world.desk

    class Broken:
        def read(self, *_: Any) -> None:
            raise Unavailable("files cannot be reached")

    broken = replace(desk, files=Broken())
    for _ in range(MOST_TRIES):
        with pytest.raises(Unavailable):
            mailing.take_mail(broken, mailing.TakeMail(mail_id))
        stage.world.clock.forward(minutes=2)
    mailing.take_mail(broken, mailing.TakeMail(mail_id))

    assert (stage.posted(mail_id).state, stage.posted(mail_id).why) == ("parked", "gave_up")
    parking.take_in_by_hand(desk, mail_id, None, BY)
    stage.run()
    assert stage.posted(mail_id).state == "taken"


@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        {"Records": "no"},
        {"Records": [{"Sns": {"Message": "{"}}, {"Sns": {}}, 7]},
        sns({"notificationType": "Bounce"}),
        ses("new/fil_somebodys", [INBOX], "wang@customer.example"),
        ses("mail/../kept/x", [INBOX], "wang@customer.example"),
    ],
)
def test_what_tells_of_no_mail_is_nothing(stage: MailStage, event: Any) -> None:
    assert hear_mail(stage.world.desk, event) == []


def test_a_notice_of_the_object_alone_is_enough_and_proves_nothing(stage: MailStage) -> None:
    key = stage.put(written().as_bytes())

    (mail_id,) = hear_mail(stage.world.desk, sns({"Records": [{"s3": {"object": {"key": key}}}]}))
    stage.run()

    mail = stage.posted(mail_id)
    assert mail.state == "taken"
    assert not stage.letters(str(mail.conversation_id))[0].proved


def test_a_mail_whose_bytes_are_gone_or_no_letter_is_shown(stage: MailStage) -> None:
    (gone,) = hear_mail(stage.world.desk, ses("mail/nothing", [INBOX], ""))
    broken = stage.comes(b"\x00\xff no letter at all")

    stage.run()

    assert (stage.posted(gone).why, broken.why) == ("gone", "unreadable")


def test_a_mail_of_thirty_megabytes_is_taken_in_and_names_what_is_too_large(stage: MailStage) -> None:
    message = written("My pictures")
    message.add_attachment(b"FILM", maintype="application", subtype="pdf", filename="film.pdf")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="cup.png", disposition="inline", cid="<c>")
    film = (b"A" * 988 + b"\n") * 30_500
    large = message.as_bytes().replace(b"RklMTQ==\n", film)
    larger = written("Larger still").as_bytes() + b"\n" * 60 + film * 2

    mail, other = stage.comes(large), stage.comes(larger)

    (letter, last) = stage.letters(str(mail.conversation_id))
    files = [each.file.name for each in stage.entries(str(mail.conversation_id)) if each.file]
    assert mail.size > 30_000_000
    assert (letter.left_out, files) == (("film.pdf",), ["cup.png"])
    assert (other.size, other.state) == (len(larger), "taken")
    assert stage.entries(str(mail.conversation_id))[last.seq - 1].text.startswith("Larger still")


def test_of_very_many_mails_of_one_sender_most_wait_for_a_person_and_each_costs_the_same(stage: MailStage) -> None:
    costs = []
    for number in range(40):
        with counted() as requests:
            (mail_id,) = stage.arrives(written(f"Mail {number}"))
            mailing.take_mail(stage.world.desk, mailing.TakeMail(mail_id))
        costs.append(len(requests))

    waiting, more = parking.list_parked(stage.world.desk, None)
    assert (len(waiting), more) == (20, False)
    assert {each.why for _, each in waiting} == {"too_many"}
    assert max(costs[21:]) == min(costs[21:]) <= max(costs[1:20]) + 1
    assert stage.comes(written("Another's", **{"from": "li@customer.example"})).state == "taken"


def test_mails_that_come_in_another_order_than_they_were_written_are_one_conversation(stage: MailStage) -> None:
    first, second = written("First", message_id="<1@customer.example>"), written("Second")
    second["References"] = "<1@customer.example>"

    ids = {stage.comes(each).conversation_id for each in (second, first)}

    assert len(ids) == 1


WHOLE = written("Words with 茶").as_bytes()


@hypothesis.settings(
    max_examples=40, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@given(start=st.integers(0, len(WHOLE)), cut=st.integers(0, 60), junk=st.binary(max_size=60))
def test_whatever_bytes_come_end_as_a_message_or_wait_for_a_person(
    stage: MailStage, start: int, cut: int, junk: bytes
) -> None:
    mail = stage.comes(WHOLE[:start] + junk + WHOLE[start + cut :])

    assert mail.state in ("taken", "parked", "noted")


def test_two_channels_do_not_receive_at_one_address(stage: MailStage) -> None:
    desk = stage.world.desk
    other = stage.inbox("second@tea.example")

    with pytest.raises(AddressTaken):
        stage.inbox("HELP@tea.example")
    with pytest.raises(AddressTaken):
        channels.change_channel(desk, other.channel_id, ChangeChannel(inboxes=["x@tea.example", INBOX]), BY)
    with pytest.raises(Invalid) as refused:
        channels.change_channel(desk, other.channel_id, ChangeChannel(inboxes=["no", "a+b@tea.example"]), BY)
    with pytest.raises(Invalid):
        channels.create_channel(desk, NewChannel(kind="app", name="x", plan_key="demo", inboxes=[INBOX]), BY)

    assert [each.field for each in refused.value.errors] == ["inboxes.0", "inboxes.1"]
    channels.change_channel(desk, stage.channel.channel_id, ChangeChannel(inboxes=[]), BY)
    moved = channels.change_channel(desk, other.channel_id, ChangeChannel(inboxes=["second@tea.example", INBOX]), BY)
    assert moved.inboxes == ("second@tea.example", INBOX)
    assert stage.comes(written()).channel_id == other.channel_id


def of_another_plan(stage: MailStage) -> None:
    group = stage.world.group
    assert group is not None
    plans.create_plan(stage.world.desk, "other", {"name": "Other", "group_ids": [group.group_id]})
    stage.inbox("second@tea.example", "other")


def test_a_mail_to_two_plans_is_a_conversation_in_each(stage: MailStage) -> None:
    of_another_plan(stage)

    ids = stage.arrives(written(), recipients=[INBOX, "second@tea.example", "third@tea.example"])
    stage.run()

    both = [stage.posted(each) for each in ids]
    assert [each.state for each in both] == ["taken", "taken"]
    assert len({each.conversation_id for each in both}) == 2
    assert stage.world.desk.files.read(both[0].key) is None


@pytest.mark.parametrize(("is_off", "proved"), [(False, {}), (True, {}), (False, {"dmarc": "FAIL"})])
def test_a_mail_to_two_channels_of_one_plan_is_said_once_by_the_first_that_is_on(
    stage: MailStage, is_off: bool, proved: dict[str, str]
) -> None:
    second = stage.inbox("second@tea.example")
    if is_off:
        channels.change_channel(stage.world.desk, stage.channel.channel_id, ChangeChannel(active=False), BY)

    ids = stage.arrives(written(), recipients=[INBOX, "second@tea.example"], **proved)
    stage.run()

    (mail,) = [stage.posted(each) for each in ids]
    assert (mail.state, mail.channel_id) == ("taken", second.channel_id if is_off else stage.channel.channel_id)
    assert stage.words(str(mail.conversation_id)) == ["Where is my tea?"]


def test_of_two_letters_of_one_name_that_differ_in_their_files_none_is_lost(stage: MailStage) -> None:
    for name in ("front.png", "back.png", "front.png"):
        message = written("My passport", message_id="<scanner@customer.example>")
        picture = PNG + name.encode()
        message.add_attachment(picture, maintype="image", subtype="png", filename=name)
        mail = stage.comes(message)

    said = [each for each in stage.entries(str(mail.conversation_id)) if each.kind == "message"]
    assert [each.file and each.file.name for each in said] == ["front.png", "back.png"]


def test_a_mail_to_two_plans_is_whole_for_the_second_also_where_that_is_written_down_after_the_first_was_taken(
    stage: MailStage,
) -> None:
    of_another_plan(stage)
    told = ses(stage.put(written().as_bytes()), [INBOX, "second@tea.example"], "wang@customer.example")

    with crash_at(0, written=AFTER):
        hear_mail(stage.world.desk, told)
    stage.run()
    ids = hear_mail(stage.world.desk, told)
    stage.run()

    assert [stage.posted(each).state for each in ids] == ["taken", "taken"]


def test_what_a_mail_costs_does_not_grow(stage: MailStage) -> None:
    first = stage.answers(conversation_of(stage))
    stage.comes(reply_to(first))

    with counted() as told:
        (mail_id,) = stage.arrives(reply_to(first, "Once more"))
    with counted() as taken:
        mailing.take_mail(stage.world.desk, mailing.TakeMail(mail_id))

    # whose address it is; that it came
    assert len(told) == 2, told.names
    # itself, a try, settings, addresses, channel; conversation, thread, customer; what is known, the visitor; plan and
    # visitor, the header, the message
    assert len(taken) <= 14, taken.names
