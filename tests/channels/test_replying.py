"""Where mails ask to be answered, and what is said to those who write to nobody's address (A9)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.model.inbound import Sender
from chalicelib.channels.service import mailing
from tests.channels.mails import INBOX, MailStage, written
from tests.crashes import Death, at_each_write
from tests.worlds import World, at_once

FORGED = {"spf": "FAIL", "dkim": "FAIL", "dmarc": "FAIL"}


@pytest.fixture
def stage(world: World) -> MailStage:
    made = MailStage(world)
    made.online()
    return made


def answered_at(stage: MailStage, reply_to: str, **told: Any) -> tuple[str, str, bool]:
    """Where the answer to a mail goes, and what its agent sees of the address that it named."""
    conversation_id = stage.comes(written(reply_to=reply_to), **told).conversation_id
    assert conversation_id is not None
    letter = stage.letters(conversation_id)[-1]
    stage.replies(conversation_id)
    stage.run()
    (*_, sent) = [each for each in stage.post.sent if "agt_" not in each.to]
    return sent.to, letter.reply_to, letter.obeyed


def test_an_answer_goes_where_the_letter_asks_only_if_that_is_certain_to_be_theirs(stage: MailStage) -> None:
    sender, home = "wang@customer.example", "home@customer.example"

    assert answered_at(stage, home) == (home, home, True)
    assert answered_at(stage, "wang@elsewhere.example") == (sender, "wang@elsewhere.example", False)
    assert answered_at(stage, home, **FORGED) == (sender, home, False)
    assert answered_at(stage, sender.upper()) == (sender, "", False)
    assert answered_at(stage, INBOX) == (sender, "", False)  # the desk does not write to itself
    assert answered_at(stage, "not an address") == (sender, "", False)
    assert answered_at(stage, "wang@sub.customer.example") == (sender, "wang@sub.customer.example", False)


def test_an_address_that_is_proved_to_be_this_customers_is_answered_at(stage: MailStage) -> None:
    app = stage.made("app", trusts=True)
    stage.receive(stage.incoming("Hi", sender=Sender("u-7", "Wang", email="wang@customer.example")), app)
    stage.receive(stage.incoming("Hi", sender=Sender("u-8", "Li", email="li@elsewhere.example")), app)

    assert answered_at(stage, "li@elsewhere.example")[2] is False  # somebody's, but not theirs


def told(stage: MailStage) -> list[str]:
    return [each.to for each in stage.post.sent if "write to" in each.text or "请改写至" in each.text]


def test_who_writes_to_nobodys_address_is_told_where_to_write_once_a_day(stage: MailStage) -> None:
    first = stage.comes(written("Anybody?", to="sales@tea.example"))
    stage.comes(written("Hello?", to="info@tea.example"))
    assert (first.why, told(stage)) == ("unknown_address", ["wang@customer.example"])
    assert INBOX in stage.post.sent[-1].text
    assert stage.post.sent[-1].headers["Auto-Submitted"] == "auto-generated"

    stage.world.clock.forward(hours=25)
    stage.comes(written("Still nobody?", to="sales@tea.example"))
    assert told(stage) == ["wang@customer.example"] * 2


@pytest.mark.parametrize(
    ("headers", "verdicts"),
    [
        ({}, {"spf": "FAIL"}),
        ({}, {"dkim": "GRAY"}),
        ({}, {"dmarc": "FAIL"}),
        ({}, {"spam": "FAIL"}),
        ({}, {"source": "<>"}),
        ({}, {"source": "list@other.example"}),
        ({"auto_submitted": "auto-replied"}, {}),
        ({"precedence": "bulk"}, {}),
        ({"from": "no-reply@customer.example"}, {}),
        ({"from": "Wang <wang@customer.example>, Li <li@customer.example>"}, {}),
        ({"from": "desk@tea.example"}, {"source": "desk@tea.example"}),
    ],
)
def test_nobody_is_told_whom_a_letter_may_only_pretend_to_be_from_and_no_machine(
    stage: MailStage, headers: dict[str, str], verdicts: dict[str, str]
) -> None:
    stage.comes(written("Anybody?", to="sales@tea.example", **headers), **verdicts)

    assert told(stage) == []


def test_wherever_it_dies_and_at_once_they_are_told_once(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = MailStage(new_world())
        (mail_id,) = stage.arrives(written("Anybody?", to="sales@tea.example"))
        with death():
            mailing.take_mail(stage.world.desk, mailing.TakeMail(mail_id))
        stage.world.clock.forward(minutes=5)
        stage.run()

        assert (stage.posted(mail_id).state, len(told(stage))) == ("parked", 1)

    at_each_write(story)
    stage = MailStage(new_world())
    ids = [stage.arrives(written("Anybody?", to="sales@tea.example"))[0] for _ in range(3)]
    at_once([lambda each=each: mailing.take_mail(stage.world.desk, mailing.TakeMail(each)) for each in ids])
    stage.world.clock.forward(minutes=5)
    stage.run()
    assert len(told(stage)) == 1
