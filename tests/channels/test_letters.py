"""Answers go out as e-mail and come back where they belong; loops end at once (A9)."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.model.channel import ChangeChannel
from chalicelib.channels.model.plus import LONGEST_MAILBOX, named_by, plus_address, token_of
from chalicelib.channels.service import parking, sending, watching
from chalicelib.channels.service import settings as channels
from chalicelib.channels.service.letters import MOST_OWN_A_DAY
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.files import service as files
from chalicelib.files.model.upload import Allowed, Wish
from chalicelib.notifications.model.email import EmailLetter, Refused, Unreachable
from chalicelib.offline import service as offline
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import transitions as answering
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors
from tests.atomic import Embedded
from tests.channels.mails import INBOX, MailStage, raw_of, reply_to, written
from tests.channels.stage import BY, PNG
from tests.worlds import Clock, World, counted, desk_with

WELCOME = {"texts": {"zh-CN": {"welcome": "您好"}, "en": {"welcome": "Hello"}}}
SECRET = "a secret of at least thirty-two characters"
NAME = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=26, max_size=26)


@pytest.fixture
def stage(world: World) -> MailStage:
    made = MailStage(world)
    made.online()
    return made


def begun(stage: MailStage, **headers: str) -> str:
    return str(stage.comes(written(**headers)).conversation_id)


def closed(stage: MailStage, conversation_id: str) -> None:
    header = conversations.find(stage.world.desk, conversation_id)
    caller = visitors.Caller(header.visitor_id, "demo", "en")
    conversations.close_by_visitor(stage.world.desk, caller, "demo", conversation_id)


def test_an_answer_goes_out_with_the_headers_of_its_thread_and_its_state_is_shown(stage: MailStage) -> None:
    conversation_id = begun(stage, message_id="<m-2@customer.example>", references="<m-1@customer.example>")

    letter = stage.answers(conversation_id, "It comes today.\n\nYours, the desk")

    assert (letter.subject, letter.to) == ("Re: Tea", "wang@customer.example")
    assert letter.headers["In-Reply-To"] == "<m-2@customer.example>"
    assert letter.headers["References"].split()[1:] == ["<m-1@customer.example>", "<m-2@customer.example>"]
    assert letter.reply_to.startswith("help+c") and letter.reply_to.endswith("@tea.example")
    assert "It comes today.\n\nYours, the desk" in letter.text
    assert "Auto-Submitted" not in letter.headers
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent"]


def test_a_reply_comes_back_into_its_conversation_with_its_history_folded(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)

    mail = stage.comes(reply_to(letter, "Thank you!"))

    assert mail.conversation_id == conversation_id
    assert stage.words(conversation_id) == ["Where is my tea?", "On its way", "Thank you!"]
    assert stage.letters(conversation_id)[-1].folds


def test_a_reply_without_its_plus_address_is_known_by_what_it_refers_to(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)
    closed(stage, conversation_id)

    by_root = stage.comes(reply_to(letter, to=INBOX, references=letter.headers["References"].split()[0]))
    by_name = stage.comes(reply_to(letter, to=INBOX, references=letter.headers["Message-ID"]))

    assert [each.earlier for each in stage.letters(str(by_root.conversation_id))] == [conversation_id] * 2
    assert by_name.conversation_id == by_root.conversation_id != conversation_id


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_reply_to_what_is_closed_goes_on_with_it_or_begins_one_that_is_linked(
    stage: MailStage, goes_on: bool
) -> None:
    plans.update_plan(stage.world.desk, "demo", {"limits": {"reopen_by_visitor": goes_on, "reopen_days": 7}}, None)
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)
    closed(stage, conversation_id)

    mail = stage.comes(reply_to(letter))

    assert (mail.conversation_id == conversation_id) is goes_on
    assert stage.letters(str(mail.conversation_id))[-1].earlier == (None if goes_on else conversation_id)


def test_whoever_else_has_the_plus_address_writes_into_it_marked_and_hears_nothing(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)

    mail = stage.comes(reply_to(letter, "I am his brother", **{"from": "li@customer.example"}))
    answer = stage.answers(conversation_id, "Thank you both")

    assert mail.conversation_id == conversation_id
    assert [(each.sender, each.foreign) for each in stage.letters(conversation_id)] == [
        ("wang@customer.example", False),
        ("li@customer.example", True),
    ]
    assert answer.to == "wang@customer.example"
    closed(stage, conversation_id)
    later = stage.comes(reply_to(letter, "Again his brother", **{"from": "li@customer.example"}))
    header = conversations.find(stage.world.desk, str(later.conversation_id))
    assert header.visitor_id != conversations.find(stage.world.desk, conversation_id).visitor_id


@pytest.mark.parametrize("spoiled", ["token", "another", "plan", "references"])
def test_nobody_writes_into_anothers_conversation_by_guessing(stage: MailStage, spoiled: str) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)
    local, _, domain = letter.reply_to.partition("@")
    plans.create_plan(stage.world.desk, "other", {"name": "Other", "group_ids": [stage.world.group.group_id]})  # type: ignore[union-attr]
    channels.change_channel(stage.world.desk, stage.inbox("x@tea.example").channel_id, ChangeChannel(active=False), BY)
    forged = {
        "token": {"to": f"{local[:-1]}{'0' if local[-1] != '0' else '1'}@{domain}"},
        "another": {"to": f"help+{token_of('another secret of somebody else', conversation_id)}@{domain}"},
        "plan": {"to": "off@tea.example"},
        "references": {"to": INBOX, "subject": "Forged"},
    }[spoiled]
    if spoiled == "plan":
        stage.inbox("off@tea.example")
        forged = {"to": INBOX}

    mail = stage.comes(
        reply_to(letter, "Give me his parcel", **({"from": "thief@elsewhere.example"} | forged)),
        source="thief@elsewhere.example",
    )

    assert mail.conversation_id != conversation_id
    assert "Give me his parcel" not in stage.words(conversation_id)


@settings(max_examples=100, deadline=None)
@given(name=NAME, kind=st.sampled_from(["cnv", "off", "tkt"]), place=st.integers(0, 40))
def test_a_token_leads_back_whatever_the_mail_server_does_with_capitals(name: str, kind: str, place: int) -> None:
    about = f"{kind}_{name}"
    token = token_of(SECRET, about)

    changed = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]

    assert named_by(["an older one", SECRET], token.upper()) == about
    assert named_by([SECRET], changed) is None
    assert named_by(["another secret"], token) is None
    assert len(plus_address(INBOX, token).rpartition("@")[0]) <= LONGEST_MAILBOX
    assert plus_address(f"{'x' * 60}@tea.example", token) == f"{'x' * 60}@tea.example"


def test_who_is_not_proved_is_another_than_who_is(stage: MailStage) -> None:
    begun(stage)

    forged = stage.comes(written("His money to me, please"), dmarc="FAIL", spf="FAIL", dkim="FAIL")

    mine = [conversations.find(stage.world.desk, each) for each in (forged.conversation_id, begun(stage)) if each]
    assert len({each.visitor_id for each in mine}) == 2
    assert not stage.letters(mine[0].conversation_id)[0].proved
    assert stage.answers(mine[0].conversation_id).to == "wang@customer.example"


@pytest.mark.parametrize(
    ("verdicts", "source", "senders", "proved"),
    [
        ({"dmarc": "PASS"}, "bounce@mailer.example", 1, True),
        ({"dmarc": "GRAY", "spf": "PASS"}, "wang@customer.example", 1, True),
        ({"dmarc": "GRAY", "spf": "PASS"}, "thief@elsewhere.example", 1, False),
        ({"dmarc": "GRAY", "spf": "FAIL"}, "wang@customer.example", 1, False),
        ({"dmarc": "PASS"}, "wang@customer.example", 2, False),
    ],
)
def test_a_mail_proves_its_sender_by_its_own_checks_alone(
    stage: MailStage, verdicts: dict[str, str], source: str, senders: int, proved: bool
) -> None:
    message = written(**({"from": "wang@customer.example, boss@customer.example"} if senders == 2 else {}))

    mail = stage.comes(message, source=source, **verdicts)

    assert [each.proved for each in stage.letters(str(mail.conversation_id))] == [proved]


def test_several_answers_keep_their_order_also_where_the_first_one_must_wait(stage: MailStage) -> None:
    conversation_id = begun(stage)

    def fail(_: Any) -> None:
        raise Unreachable("busy")

    stage.post.fail = fail
    for text in ("One", "Two", "Three"):
        stage.replies(conversation_id, text)
    stage.run()
    assert [state for _, state, _ in stage.states(conversation_id)] == ["ledger"]
    stage.post.fail = None
    for _ in range(6):
        stage.world.clock.forward(minutes=2)
        stage.run()

    assert [each.text.strip().split("\n")[0] for each in stage.sent()] == ["One", "Two", "Three"]
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent"] * 3


def test_who_answers_sees_that_the_customer_is_away_until_they_write_themselves(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)

    stage.comes(reply_to(letter, "Back on Monday", auto_submitted="auto-replied", subject="Out of office"))

    shown = stage.standing(conversation_id).automatic
    assert shown is not None and (shown.subject, shown.text) == ("Out of office", "Back on Monday")
    assert stage.words(conversation_id) == ["Where is my tea?", "On its way"]
    stage.comes(reply_to(letter, "I am back"))
    assert stage.standing(conversation_id).automatic is None


def test_a_letter_that_nobody_took_or_that_came_back_is_shown_and_sent_again(stage: MailStage) -> None:
    conversation_id = begun(stage)

    def fail(_: Any) -> None:
        raise Refused("mailbox_unknown")

    stage.post.fail = fail
    stage.replies(conversation_id)
    stage.run()
    stage.post.fail = None
    ((seq, *state),) = stage.states(conversation_id)
    agent = stage.world.now(stage.anna)

    watching.send_again(stage.world.desk, agent, conversation_id, seq)
    stage.run()
    letter = stage.sent()[-1]
    stage.comes(report(letter), recipients=[INBOX], source="")

    assert state == ["failed", "letter"]
    assert stage.states(conversation_id) == [(seq, "bounced", "letter")]
    assert [each for each in stage.entries(conversation_id) if each.author.kind == "visitor"][1:] == []


def report(letter: EmailLetter, of: str = "", action: str = "failed", number: str = "5.1.1") -> bytes:
    """What a mail server says of a letter that it could not deliver (RFC 3464)."""
    whole = MIMEMultipart("report")
    whole["From"], whole["To"], whole["Subject"] = "MAILER-DAEMON@customer.example", INBOX, "Undelivered"
    whole["Return-Path"], whole["Auto-Submitted"] = "<>", "auto-replied"
    whole.attach(MIMEText("It could not be delivered."))
    status = EmailMessage()
    status["Final-Recipient"] = f"rfc822; {of or letter.to}"
    status["Action"], status["Status"] = action, number
    told = b"Content-Type: message/delivery-status\n\n\n" + status.as_bytes() + b"\n"
    head = b"Content-Type: text/rfc822-headers\n\n" + raw_of(letter).split(b"\r\n\r\n")[0].replace(b"\r\n", b"\n")
    raw = whole.as_bytes()
    mark = f"--{message_from_bytes(raw).get_boundary()}".encode()
    return raw.replace(mark + b"--", mark + b"\n" + told + mark + b"\n" + head + b"\n" + mark + b"--")


def test_a_bounce_of_somebody_elses_letter_changes_nothing_and_waits(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)

    mail = stage.comes(report(letter, of="another@customer.example"), recipients=[INBOX], source="")

    assert (mail.state, mail.why) == ("parked", "bounce")
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent"]


def test_a_letter_that_is_only_late_has_not_come_back(stage: MailStage) -> None:
    conversation_id = begun(stage)
    letter = stage.answers(conversation_id)

    mail = stage.comes(report(letter, action="delayed", number="4.4.1"), recipients=[INBOX], source="")

    assert (mail.state, mail.why) == ("noted", "bounce")
    assert [state for _, state, _ in stage.states(conversation_id)] == ["sent"]


def test_a_report_of_very_many_letters_and_addresses_costs_no_more_than_one_of_few(stage: MailStage) -> None:
    letter = stage.answers(begun(stage))
    raw = report(letter, of="another@customer.example")
    status = raw[raw.index(b"Final-Recipient") : raw.index(b"5.1.1") + 5]
    many = b"\n\n".join(status.replace(b"another@", b"a%d@" % number) for number in range(90))
    names = b"".join(b"X-Deskbell-Notice: ntc_%026d\n" % number for number in range(90))
    raw = raw.replace(status, many).replace(b"X-Deskbell-Notice:", names + b"X-Deskbell-Notice:")

    with counted() as asked:
        mail = stage.comes(raw, recipients=[INBOX], source="")

    assert (mail.state, mail.why) == ("parked", "bounce")
    assert len(asked) < 60


def test_a_file_goes_with_the_letter(stage: MailStage) -> None:
    conversation_id = begun(stage)
    agent = stage.world.now(stage.anna)
    owner = f"agent#{agent.agent_id}"
    files.take_in(stage.world.desk, owner, "fil_cup", Wish("cup.png", len(PNG)), PNG, Allowed())
    conversations.reply(stage.world.desk, agent, conversation_id, "Here", "r-f", enclosed=Enclosed(file_id="fil_cup"))
    stage.run()

    (letter,) = stage.sent()
    (enclosed,) = [part for part in message_from_bytes(raw_of(letter)).walk() if part.get_filename()]
    assert (enclosed.get_filename(), enclosed.get_payload(decode=True)) == ("cup.png", PNG)


def test_what_a_visitor_answers_to_a_letter_about_their_message_becomes_a_conversation_of_theirs(
    stage: MailStage,
) -> None:
    desk, caller = stage.world.desk, stage.world.visitor()
    form = LeaveMessage(name="Wang", text="Call me", email="wang@customer.example", client_id="m-1")
    message = offline.leave_message(desk, caller, "demo", None, form, elsewhere=True).message
    answering.answer_message(desk, stage.world.now(stage.anna), message.message_id, "We shall", ["email"], "a-1")
    stage.run()

    (letter,) = stage.sent()
    mail = stage.comes(reply_to(letter, "At six, please"))

    assert letter.reply_to.startswith("help+m")
    header = conversations.find(desk, str(mail.conversation_id))
    assert header.visitor_id == caller.visitor_id
    assert stage.words(header.conversation_id) == ["At six, please"]


def test_two_desks_that_answer_by_themselves_end_at_once(new_world: Any) -> None:
    elsewhere = desk_with(Clock(), Embedded().start_over(expiring=False))
    tea = MailStage(new_world())
    theirs: dict[str, Any] = {"fields": {"inboxes": ["shop@customer.example"]}, "sender": "desk@customer.example"}
    shop = MailStage(World(elsewhere, elsewhere.now), **theirs)
    for each in (tea, shop):
        channels.change_channel(each.world.desk, each.channel.channel_id, ChangeChannel(own_words=True), BY)
        plans.update_plan(each.world.desk, "demo", WELCOME, None)
        each.online()

    tea.comes(written("Buy our shop", **{"from": "shop@customer.example"}), source="shop@customer.example")
    for _ in range(10):
        for one, other in ((tea, shop), (shop, tea)):
            letters = list(one.post.sent)
            one.post.sent.clear()
            for each in letters:
                other.comes(raw_of(each), recipients=["shop@customer.example" if other is shop else INBOX])

    waiting, _ = parking.list_parked(shop.world.desk, None)
    assert [each.why for _, each in waiting] == ["automatic"]
    assert not tea.post.sent and not shop.post.sent


def test_an_auto_responder_that_hides_what_it_is_hears_no_more_than_a_few_letters_a_day(stage: MailStage) -> None:
    desk = stage.world.desk
    channels.change_channel(desk, stage.channel.channel_id, ChangeChannel(own_words=True), BY)
    plans.update_plan(desk, "demo", WELCOME, None)

    for _ in range(8):
        mail = stage.comes(written("Your letter has come, thank you"))
        closed(stage, str(mail.conversation_id))
        stage.run()

    assert len(stage.sent()) == MOST_OWN_A_DAY
    assert all(each.headers["Auto-Submitted"] == "auto-generated" for each in stage.sent())


def test_what_an_answer_costs_does_not_grow(stage: MailStage) -> None:
    conversation_id = begun(stage)
    stage.answers(conversation_id)
    stage.replies(conversation_id)

    with counted() as requests:
        sending.send(stage.world.desk, sending.Send(conversation_id))

    # thread and how far it has come, channel, held; entries, what was known, the letter before, this one; done, seen
    assert len(requests) <= 10, requests.names
