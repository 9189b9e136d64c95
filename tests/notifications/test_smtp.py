"""E-mail by a mail server, against one that speaks SMTP over TLS in this process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.contacts import Recipient
from chalicelib.notifications import smtp
from chalicelib.notifications.model.email import EmailLetter, Refused, SmsLetter, Unanswered, Unreachable
from chalicelib.notifications.model.notice import LEASE
from chalicelib.notifications.senders import SesEmail, email_of_environment
from chalicelib.notifications.smtp import SmtpEmail
from tests.notifications.mail_server import HANG_UP, SILENCE, MailServer, serving
from tests.notifications.shops import notice, open_shop, outcomes, tell
from tests.worlds import World

LETTER = EmailLetter(
    notice_id="ntc_1",
    to="mei@例子.公司",
    to_name="林小美",
    sender="desk@shop.example",
    sender_name="山岚茶铺",
    subject="新留言",
    text="您好\n.\n再见",
    html="<p>您好</p>",
    headers={"Message-ID": "<ntc_1@shop.example>"},
)


@dataclass(frozen=True)
class Mail:
    """A mail server, and who sends by it."""

    server: MailServer
    sender: SmtpEmail


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Mail]:
    server = MailServer()
    with serving(server, tmp_path) as trust:
        yield Mail(server, SmtpEmail("127.0.0.1", server.port, "desk", "secret", trust))


def test_a_letter_goes_out_whole_signed_in_and_never_in_clear(mail: Mail) -> None:
    message_id = mail.sender.send(LETTER)

    (raw,) = mail.server.letters
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    assert message_id == "ntc_1@shop.example"
    assert message["Message-ID"] == "<ntc_1@shop.example>"
    assert body.get_content().replace("\r\n", "\n").strip() == "您好\n.\n再见"
    assert [each for each in mail.server.heard if "clear" in each] == ["ehlo in clear", "starttls in clear"]
    assert len(mail.server.signed_in) == 1


@pytest.mark.parametrize(
    ("command", "answer", "expected"),
    [
        ("greeting", "554 go away", Unreachable),
        ("greeting", HANG_UP, Unreachable),
        ("auth", "535 wrong password", Unreachable),
        ("mail", "550 not your address", Unreachable),
        ("mail", HANG_UP, Unreachable),
        ("rcpt", "550 no such mailbox", Refused),
        ("rcpt", "451 come back in a minute", Unreachable),
        ("data", "451 busy", Unreachable),
        ("data", "554 no", Refused),
        ("letter", "552 too large", Refused),
        ("letter", "421 closing", Unreachable),
        ("letter", HANG_UP, Unanswered),
        ("quit", HANG_UP, None),
    ],
)
def test_what_the_server_says_decides_whether_it_is_asked_again(
    mail: Mail, command: str, answer: str, expected: type[Exception] | None
) -> None:
    mail.server.answers[command] = answer
    came = None

    try:
        mail.sender.send(LETTER)
    except (Refused, Unreachable) as error:
        came = type(error)

    assert came is expected


def test_no_line_of_a_letter_ends_it() -> None:
    said = [smtp.dotted(each) for each in (b".\r\n..a\r\nb.\r\n", b"a")]

    assert said == [b"..\r\n...a\r\nb.\r\n.\r\n", b"a\r\n.\r\n"]


def test_a_letter_that_was_taken_on_is_done_without_waiting_for_a_good_bye(mail: Mail) -> None:
    mail.server.answers["quit"] = SILENCE

    mail.sender.send(LETTER)

    assert len(mail.server.letters) == 1
    assert mail.server.gone.wait(5)


@pytest.mark.parametrize(("seconds", "goes_out"), [(34.0, True), (34.5, False)])
def test_a_server_that_was_too_slow_is_not_given_the_letter_since_somebody_else_may_send_it_by_now(
    mail: Mail, seconds: float, goes_out: bool
) -> None:
    times = iter([0.0, seconds])
    came = ""

    try:
        replace(mail.sender, seconds=lambda: next(times)).send(LETTER)
    except Unreachable as error:
        came = error.code

    assert (len(mail.server.letters), came) == ((1, "") if goes_out else (0, "too_slow"))
    assert LEASE.total_seconds() > smtp.WITHIN


def test_a_server_without_encryption_or_with_a_strangers_certificate_hears_neither_password_nor_letter(
    mail: Mail,
) -> None:
    with pytest.raises(Unreachable, match="no_tls"):
        replace(mail.sender, trust=None).send(LETTER)
    mail.server.offers_tls = False
    with pytest.raises(Unreachable, match="no_tls"):
        mail.sender.send(LETTER)

    assert (mail.server.signed_in, mail.server.letters) == ([], [])


def test_a_letter_whose_answer_was_lost_is_unknown_in_the_ledger_and_sent_again_under_the_same_name(
    world: World, mail: Mail
) -> None:
    open_shop(world)
    world.desk.senders["email"] = mail.sender  # type: ignore[index]
    mail.server.answers["letter"] = HANG_UP
    (told,) = tell(world, Recipient("Mei", "mei@shop.example.com"))
    work.run_due(world.desk)

    mail.server.answers.clear()
    world.clock.forward(minutes=2)
    work.run_due(world.desk)

    names = {message_from_bytes(each, policy=policy.default)["Message-ID"] for each in mail.server.letters}
    assert outcomes(world, told) == ["unknown", "sent"]
    assert notice(world, told).state == "sent"
    assert (len(mail.server.letters), len(names)) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "expected"), [("250 OK", True), ("550 not your address", False), ("451 later", None), (HANG_UP, None)]
)
def test_the_server_says_whether_it_takes_a_senders_letters_and_gets_none(
    mail: Mail, answer: str, expected: bool | None
) -> None:
    mail.server.answers["mail"] = answer

    confirmed = mail.sender.confirms("desk@shop.example")

    assert confirmed is expected
    assert "rcpt" not in mail.server.heard
    assert [each for each in mail.server.heard if "clear" in each] == ["ehlo in clear", "starttls in clear"]


def test_the_environment_chooses_who_sends() -> None:
    named = {"DESKBELL_SMTP_HOST": "mail.example", "DESKBELL_SMTP_USER": "desk", "DESKBELL_SMTP_PASSWORD": "secret"}

    by_server, by_ses = email_of_environment({**named, "DESKBELL_SMTP_PORT": "465"}), email_of_environment({})

    assert by_server == SmtpEmail("mail.example", 465, "desk", "secret")
    assert isinstance(by_ses, SesEmail)
    with pytest.raises(ValueError, match="DESKBELL_SMTP_PORT"):
        email_of_environment({**named, "DESKBELL_SMTP_PORT": "25 or so"})


def test_an_sms_is_no_email(mail: Mail) -> None:
    with pytest.raises(Refused):
        mail.sender.send(SmsLetter("ntc_1", "+8613800138000", "您好"))
