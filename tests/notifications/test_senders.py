"""The real providers, on moto: what arrives has the right headers and bodies, whatever a visitor typed."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import botocore.session
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from moto.sesv2.models import sesv2_backends
from moto.sns.models import sns_backends
from msgspec.structs import replace

from chalicelib.core.aws import REGION
from chalicelib.core.contacts import Recipient
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service
from chalicelib.notifications.mime import mime_of
from chalicelib.notifications.model.email import EmailLetter, Refused, SmsLetter, Unreachable
from chalicelib.notifications.model.notice import Matter
from chalicelib.notifications.senders import SesEmail, SnsSms
from chalicelib.notifications.service import delivery
from chalicelib.notifications.service.telling import Deliver
from tests.worlds import World, desk_with

HOSTILE = "王\r\nBcc: everybody@victim.example\r\n\r\n<script>alert(1)</script>\u2028\u202e\x00{{7*7}}{% raw %}"

LETTER = EmailLetter(
    notice_id="ntc_1",
    to="mei@shop.example",
    to_name='林小美, "Mei" <x@y.example>',
    sender="desk@shop.example",
    sender_name="山岚茶铺",
    subject="新留言 1：王先生",
    text="您好\n再见",
    html="<p>您好</p>",
    reply_to="wang@mail.example",
)


def parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def verify(address: str) -> None:
    botocore.session.get_session().create_client("sesv2", REGION).create_email_identity(EmailIdentity=address)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").strip()


def test_an_email_arrives_with_its_headers_and_both_bodies(aws: None) -> None:
    verify("desk@shop.example")

    message_id = SesEmail().send(LETTER)

    (stored,) = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    assert stored.id == message_id
    message = parsed(stored.raw_data.encode())
    assert str(message["Subject"]) == "新留言 1：王先生"
    assert [each.addr_spec for each in message["To"].addresses] == ["mei@shop.example"]
    assert message["From"].addresses[0].display_name == "山岚茶铺"
    assert message["Reply-To"] == "wang@mail.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert body(message, "plain") == "您好\n再见"
    assert body(message, "html") == "<p>您好</p>"


def test_an_address_is_confirmed_when_it_or_a_domain_above_it_is_verified(aws: None) -> None:
    for identity in ("shop.example", "mei@mail.example", "pending.example"):
        verify(identity)
    identities = sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.email_identities
    for identity in ("shop.example", "mei@mail.example"):  # their owners have shown that they are theirs
        identities[identity].verified_for_sending_status = True

    senders = ("desk@shop.example", "desk@letters.shop.example", "mei@mail.example")
    others = ("desk@mail.example", "desk@pending.example")
    confirmed = [[SesEmail().confirms(each) for each in some] for some in (senders, others)]

    assert confirmed == [[True, True, True], [False, False]]


def test_the_names_of_a_thread_and_the_way_out_are_written_as_programs_read_them() -> None:
    thread, way_out = f"<{'a' * 80}@mail.shop.example>", f"<https://desk.shop.example/api/u/{'0' * 26}.{'x' * 16}>"
    headers = {"In-Reply-To": thread, "References": thread, "List-Unsubscribe": way_out}

    raw = mime_of(replace(LETTER, headers=headers))

    lines = raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    assert {f"{name}: {value}" for name, value in headers.items()} <= set(lines)
    assert max(map(len, lines)) <= 998  # RFC 5322, 2.1.1
    with pytest.raises(ValueError, match="linefeed"):
        mime_of(replace(LETTER, headers={"References": "<a>\r\nBcc: c@d.example"}))


def test_a_provider_that_is_not_there_may_be_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    with pytest.raises(Unreachable) as for_email:
        SesEmail().send(LETTER)
    with pytest.raises(Unreachable) as for_sms:
        SnsSms().send(SmsLetter("ntc_1", "+8613800138000", "您好"))

    assert for_email.value.code == for_sms.value.code == "EndpointConnectionError"


def test_an_sms_arrives_with_its_text(aws: None) -> None:
    message_id = SnsSms().send(SmsLetter("ntc_1", "+8613800138000", "【山岚茶铺】您好"))

    assert sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages == {message_id: ("+8613800138000", "【山岚茶铺】您好")}


def test_an_sms_says_what_it_may_cost_at_most() -> None:
    asked: list[dict[str, Any]] = []

    class Sns:
        def publish(self, **arguments: Any) -> dict[str, str]:
            asked.append(arguments)
            return {"MessageId": "m"}

    for cents in (7, 115):
        SnsSms(Sns).send(SmsLetter("ntc_1", "+8613800138000", "您好", cents))

    # Amazon SNS developer guide, "Publishing SMS messages": US dollars, as a number
    most = [each["MessageAttributes"]["AWS.SNS.SMS.MaxPrice"] for each in asked]
    assert most == [{"DataType": "Number", "StringValue": price} for price in ("0.07", "1.15")]


def test_a_number_that_is_none_is_refused(aws: None) -> None:
    with pytest.raises(Refused) as refused:
        SnsSms().send(SmsLetter("ntc_1", "nobody", "您好"))

    assert refused.value.code == "InvalidParameter"


@pytest.mark.parametrize(
    "address", ["", "no at", "a@b\r\nBcc: c@d.example", "a@b.example, c@d.example", "@", "a@", "茶@b.example"]
)
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(address: str) -> None:
    with pytest.raises(Refused) as refused:
        mime_of(replace(LETTER, to=address))

    assert refused.value.code == "bad_address"


def test_a_domain_in_chinese_is_reached_by_its_ascii_name() -> None:
    message = parsed(mime_of(replace(LETTER, to="mei@例子.公司")))

    assert [each.addr_spec for each in message["To"].addresses] == ["mei@xn--fsqu00a.xn--55qx5d"]


@pytest.mark.parametrize("reply_to", ["nobody", "a@b\r\nBcc: c@d.example", "@"])
def test_a_reply_address_that_is_none_is_left_out(reply_to: str) -> None:
    message = parsed(mime_of(replace(LETTER, reply_to=reply_to)))

    assert "Reply-To" not in message and "Bcc" not in message


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("what", ["offline_message", "offline_answer", "offline_assigned", "offline_reminder"])
def test_what_a_visitor_typed_is_text_and_nothing_else(world: World, what: str, locale: str) -> None:
    desk = desk_with(world.clock, world.desk.database)
    service.update_settings(
        desk, {"sender_email": "desk@shop.example", "sender_name": HOSTILE, "sms_signature": "山岚茶铺"}
    )
    names = "number name email mobile text page category plan at question answer agent count oldest minutes"
    tx = Transaction(desk)
    to = Recipient(HOSTILE, "mei@shop.example", "+8613800138000", locale)
    ids = service.tell(tx, [to], Matter(what=what, words=dict.fromkeys(names.split(), HOSTILE), about="ofm_1"))
    tx.commit()

    for each in ids:
        delivery.deliver(desk, Deliver(each))

    (email,), (sms,) = desk.senders["email"].sent, desk.senders["sms"].sent
    message = parsed(mime_of(email))
    by_machine = set() if what == "offline_answer" else {"Auto-Submitted", "X-Auto-Response-Suppress"}
    assert set(message.keys()) == by_machine | {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "X-Deskbell-Notice",
        "MIME-Version",
        "Content-Type",
    }
    assert [each.addr_spec for each in message["To"].addresses] == ["mei@shop.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["desk@shop.example"]
    html = body(message, "html")
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "49" not in html and "{{7*7}}" in html
    assert sms.text.isprintable() and sms.text.startswith("【山岚茶铺】")
