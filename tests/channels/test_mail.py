"""Letters as they come in: of all countries, broken, forwarded, from robots (requirement A9)."""

from __future__ import annotations

import base64
import struct
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.model.mail import MOST_FILES, MOST_PARTS, Mail, NoLetter, read_mail

HEAD = b"From: Wang Wei <wang@example.com>\r\nTo: desk+cnv_1@shop.example\r\nSubject: Tea\r\n"


def letter(body: bytes, *headers: str) -> Mail:
    """A letter of plain text, unless its headers say otherwise."""
    return read_mail(HEAD + "".join(f"{each}\r\n" for each in headers).encode() + b"\r\n" + body)


def test_a_plain_letter_is_read_with_whose_it_is_and_what_it_answers() -> None:
    mail = letter(
        b"Where is my order?\r\n\r\n-- \r\nWang Wei\r\n",
        "Message-ID: <3@example.com>",
        "Date: Sun, 29 Nov 2026 10:00:00 +0800",
        "References: <1@shop.example>\r\n <2@shop.example>",
        "In-Reply-To: <2@shop.example>",
    )

    assert (mail.sender.email, mail.sender.name) == ("wang@example.com", "Wang Wei")
    assert [(each.plus, each.without_plus) for each in mail.to] == [("cnv_1", "desk@shop.example")]
    assert (mail.message_id, mail.references) == ("3@example.com", ("1@shop.example", "2@shop.example"))
    assert (mail.text, mail.signature) == ("Where is my order?", "-- \nWang Wei")
    assert mail.at == datetime(2026, 11, 29, 2, tzinfo=UTC)
    assert mail.kind == "person"


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("GB2312", "gb18030", "您好，我的订单㐂到哪里了？"),  # a sign that GB2312 does not have
        ("gbk", "gbk", "茶叶受潮了"),
        ("GB18030", "gb18030", "𠮷先生的发票"),
        ("HZ-GB-2312", "hz", "茶叶"),
        ("Big5", "big5", "請問何時出貨"),
        ("ISO-2022-JP", "iso-2022-jp", "注文はどこですか"),
        ("Shift_JIS", "cp932", "①番の商品"),
        ("ks_c_5601-1987", "cp949", "주문 확인"),
        ("windows-1251", "cp1251", "Где мой заказ"),
        ("iso-8859-1", "cp1252", "Größe – 5 €"),
        ("utf-8", "utf-8", "茶 🍵"),
        ("x-nobody-knows", "gb18030", "您好，请问"),
        ("", "utf-8", "没有说明字符集"),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_every_charset_that_letters_come_in_is_read(charset: str, codec: str, text: str, encoding: str) -> None:
    import quopri

    raw = text.encode(codec)
    body = {"8bit": raw, "base64": base64.encodebytes(raw), "quoted-printable": quopri.encodestring(raw)}[encoding]
    kind = f"Content-Type: text/plain; charset={charset}" if charset else "Content-Type: text/plain"

    mail = letter(body, kind, f"Content-Transfer-Encoding: {encoding}")

    assert mail.text == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?gb2312?B?tqm1pc7KzOI=?=", "订单问题"),
        ("=?GBK?Q?=B6=A9=B5=A5?=", "订单"),
        ("=?utf-8?B?6K6i5Y2V?=\r\n =?utf-8?B?6Zeu6aKY?=", "订单问题"),
        ("=?ISO-2022-JP?B?GyRCQ21KOBsoQg==?=", "注文"),
        ("=?utf-8?B?not base64!?=", "=?utf-8?B?not base64!?="),
        ("=?nobody?Q?tea?=", "tea"),
        ("Plain", "Plain"),
    ],
)
def test_subjects_are_decoded_and_broken_ones_stay_as_they_came(written: str, read: str) -> None:
    mail = read_mail(f"From: a@b.example\r\nSubject: {written}\r\n\r\nx".encode())

    assert mail.subject == read


def test_raw_bytes_in_headers_are_read_as_the_charset_they_fit() -> None:
    mail = read_mail("From: 王伟 <wang@example.com>\r\nSubject: 茶叶\r\n\r\nx".encode("gb18030"))

    assert (mail.sender.name, mail.subject) == ("王伟", "茶叶")


@pytest.mark.parametrize(
    "history",
    [
        "On Sun, 29 Nov 2026 at 10:00, Mei <mei@shop.example> wrote:\n> It is on its way.",
        "On Sun, 29 Nov 2026 at 10:00, Mei of the shop\n<mei@shop.example> wrote:\n> It is on its way.",
        "在 2026年11月29日 10:00，茶铺 <mei@shop.example> 写道：\n> 已发货",
        'At 2026-11-29 10:00:00, "Mei" <mei@shop.example> wrote:\n>It is on its way.',
        '------------ 原始邮件 ------------\n发件人: "茶铺" <mei@shop.example>;\n时间: 2026年\n主题: 订单\n\n已发货',
        "-----Original Message-----\nFrom: Mei\nSent: Sunday\nTo: Wang\nSubject: Tea\n\nIt is on its way.",
        "____________\nFrom: Mei <mei@shop.example>\nSent: now\nTo: Wang\nSubject: Tea\n\nOn its way.",
        "发件人: 茶铺\n发送时间: 2026年11月29日 10:00\n收件人: 王伟\n主题: 订单\n\n已发货",
        "Am 29.11.2026 um 10:00 schrieb Mei:\n> Unterwegs.",
        "> It is on its way.\n> Mei",
    ],
)
def test_the_history_below_is_folded(history: str) -> None:
    mail = letter(f"谢谢，收到了。\n\n{history}\n".encode(), "Content-Type: text/plain; charset=utf-8")

    assert mail.text == "谢谢，收到了。"
    assert mail.quoted == history


def test_answers_between_quoted_lines_stay_with_what_they_answer() -> None:
    body = "> When?\n\nTomorrow.\n\n> Where?\n\nAt the door.\n"

    mail = letter(body.encode())

    assert (mail.text, mail.quoted) == (body.strip(), "")


def test_who_forwards_without_a_word_has_said_what_was_forwarded() -> None:
    body = (
        "---------- Forwarded message ---------\nFrom: Shop\nDate: today\nSubject: Tea\nTo: me\n\nYour parcel is lost."
    )

    mail = letter(body.encode())

    assert "Your parcel is lost." in mail.text


@pytest.mark.parametrize(
    "signature", ["发自我的iPhone", "Sent from my Mi 14", "-- \nWang\nTea Ltd", "Get Outlook for iOS"]
)
def test_signatures_are_kept_beside_the_words(signature: str) -> None:
    mail = letter(f"Thanks\n\n{signature}\n".encode(), "Content-Type: text/plain; charset=utf-8")

    assert (mail.text, mail.signature) == ("Thanks", signature)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ((), "person"),
        (("Auto-Submitted: no",), "person"),
        (("Auto-Submitted: auto-replied",), "automatic"),
        (("Auto-Submitted: auto-generated",), "automatic"),
        (("X-Autoreply: yes",), "automatic"),
        (("Precedence: bulk",), "automatic"),
        (("Precedence: auto_reply",), "automatic"),
        (("List-Id: <tea.example.com>",), "automatic"),
        (("Return-Path: <>",), "automatic"),
        (("X-Loop: desk@shop.example",), "automatic"),
    ],
)
def test_robots_say_so_in_many_ways(headers: tuple[str, ...], kind: str) -> None:
    assert letter(b"Hello", *headers).kind == kind


@pytest.mark.parametrize(
    ("sender", "subject", "kind"),
    [
        ("wang@example.com", "自动回复：您好", "automatic"),
        ("wang@example.com", "Automatic reply: Tea", "automatic"),
        ("wang@example.com", "Re: Out of Office", "automatic"),
        ("wang@example.com", "Automatic tea machine", "person"),
        ("no-reply@example.com", "Hello", "automatic"),
        ("noreply@example.com", "Hello", "automatic"),
        ("mailer-daemon@example.com", "Undelivered", "automatic"),
        ("bounce-12=wang@example.com", "Hello", "automatic"),
        ("reply@example.com", "Hello", "person"),
    ],
)
def test_robots_are_known_by_subject_and_name(sender: str, subject: str, kind: str) -> None:
    mail = read_mail(f"From: {sender}\r\nSubject: {subject}\r\n\r\nx".encode())

    assert mail.kind == kind


def test_a_letter_that_came_back_tells_whose_address_it_was() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nTo: desk@shop.example\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; gone@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"Final-Recipient: rfc822; full@example.com\r\nAction: delayed\r\nStatus: 4.2.2\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Tea\r\n\r\nHello\r\n--b--\r\n"
    )

    mail = read_mail(raw)

    assert mail.kind == "bounce"
    assert [(each.address, each.status, each.for_good) for each in mail.bounced] == [
        ("gone@example.com", "5.1.1", True),
        ("full@example.com", "4.2.2", False),
    ]
    assert mail.text == "It could not be delivered."


def test_html_alone_is_read_as_words_without_what_runs_or_hides() -> None:
    html = (
        "<html><head><style>p{}</style><title>T</title></head><body><p>Hello,<br>where is <b>it</b>?</p>"
        "<script>alert(1)</script><div style='display:none'>hidden</div><ul><li>one</li><li>two</li></ul>"
        "<a href='https://shop.example/1'>my order</a><img src=x alt='a picture'>"
        "<blockquote class='gmail_quote'><div>It is on its way.</div></blockquote></body></html>"
    )

    mail = letter(html.encode(), "Content-Type: text/html; charset=utf-8")

    assert mail.text.split("\n") == [
        "Hello,", "where is it?", "", "- one", "- two", "my order <https://shop.example/1>[a picture]",
    ]  # fmt: skip
    assert "It is on its way." in mail.quoted


def test_of_two_forms_of_the_same_words_one_is_read() -> None:
    message = EmailMessage()
    message["From"] = "wang@example.com"
    message.set_content("Plain words")
    message.add_alternative("<p>Plain <b>words</b></p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="发票.pdf")

    mail = read_mail(message.as_bytes())

    assert mail.text == "Plain words"
    assert [(each.name, each.data) for each in mail.files] == [("发票.pdf", b"%PDF")]


def test_an_empty_plain_form_gives_way_to_the_one_that_says_something() -> None:
    message = MIMEMultipart("alternative")
    message["From"] = "wang@example.com"
    message.attach(MIMEText(" \n", "plain"))
    message.attach(MIMEText("<p>您好</p>", "html", "gb2312"))

    assert read_mail(message.as_bytes()).text == "您好"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        ("attachment; filename*0*=UTF-8''%E5%8F%91; filename*1*=%E7%A5%A8.pdf", "发票.pdf"),
        ('attachment; filename="=?gbk?B?t6LGsS5wZGY=?="', "发票.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        (r'attachment; filename="C:\\temp\\a.pdf"', "a.pdf"),
        ('attachment; filename="' + "x" * 500 + '.pdf"', "x" * 117 + ".pdf"),
        ("attachment", "application.pdf"),
    ],
)
def test_names_of_files_are_read_however_they_are_written_and_lead_nowhere(header: str, name: str) -> None:
    body = b"--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\n"
    body += f"Content-Disposition: {header}\r\n\r\n%PDF\r\n--b--\r\n".encode()

    mail = letter(body, 'Content-Type: multipart/mixed; boundary="b"')

    assert [each.name for each in mail.files] == [name]


def test_a_letter_within_a_letter_is_a_file_of_it_however_deep() -> None:
    inner: EmailMessage = EmailMessage()
    inner["From"], inner["Subject"] = "x@example.com", "inner"
    inner.set_content("inner words")
    for _ in range(30):
        outer = EmailMessage()
        outer["From"] = "wang@example.com"
        outer.set_content("see below")
        outer.add_attachment(inner)
        inner = outer

    mail = read_mail(inner.as_bytes())

    assert (mail.text, [each.content_type for each in mail.files]) == ("see below", ["message/rfc822"])
    assert b"inner words" in mail.files[0].data


def wrapped(*attributes: tuple[int, bytes]) -> bytes:
    """A ``winmail.dat`` with these attributes."""
    data = struct.pack("<IH", 0x223E9F78, 1)
    for attribute, value in attributes:
        data += struct.pack("<BII", 2, attribute, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return data


def test_what_outlook_wraps_up_is_unwrapped() -> None:
    tnef = wrapped(
        (0x0002800C, b"Words in it\0"),
        (0x00069002, b"r"), (0x00018010, b"a.txt\0"), (0x0006800F, b"first"),
        (0x00069002, b"r"), (0x00018010, b"b.txt\0"), (0x0006800F, b"second"),
    )  # fmt: skip
    message = MIMEMultipart()
    message["From"] = "wang@example.com"
    message.attach(MIMEApplication(tnef, "ms-tnef", name="winmail.dat"))

    mail = read_mail(message.as_bytes())

    assert mail.text == "Words in it"
    assert [(each.name, each.data) for each in mail.files] == [("a.txt", b"first"), ("b.txt", b"second")]


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_what_breaks_off_in_it_is_read_as_far_as_it_is_whole(cut: int) -> None:
    tnef = wrapped((0x00069002, b"r"), (0x00018010, b"a.txt\0"), (0x0006800F, b"first"))
    message = MIMEMultipart()
    message["From"] = "wang@example.com"
    message.attach(MIMEText("Words"))
    message.attach(MIMEApplication(tnef[:cut], "ms-tnef", name="winmail.dat"))

    assert read_mail(message.as_bytes()).text == "Words"


def test_too_many_and_too_large_files_are_left_out_and_counted() -> None:
    message = MIMEMultipart()
    message["From"] = "wang@example.com"
    for number in range(MOST_FILES + 5):
        message.attach(MIMEApplication(b"x" * 100, name=f"{number}.bin"))

    many = read_mail(message.as_bytes())
    large = read_mail(message.as_bytes(), most_bytes=250)

    assert (len(many.files), many.left_out) == (MOST_FILES, tuple(f"{each}.bin" for each in range(20, 25)))
    assert (len(large.files), len(large.left_out)) == (2, MOST_FILES + 3)


def test_a_letter_of_very_many_parts_or_very_deep_ends() -> None:
    many = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * (MOST_PARTS * 20)
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(300))

    wide = letter(many + b"--b--", 'Content-Type: multipart/mixed; boundary="b"')
    nested = read_mail(b"From: a@b.example\r\n" + deep)

    assert wide.text.count("x") < MOST_PARTS
    assert nested.sender.email == "a@b.example"


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 100, b"Hello", b"Subject: x\r\n\r\nHello", b"From: \r\n\r\nx", b"From: nobody\r\n\r\nx"]
)
def test_what_nobody_sent_is_no_letter(raw: bytes) -> None:
    with pytest.raises(NoLetter):
        read_mail(raw)


BROKEN = [
    b"Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nno boundary is named",
    b'Content-Type: multipart/mixed; boundary=""\r\n\r\nx',
    b"Content-Type: text/plain; charset\r\n\r\nx",
    b"Content-Type: text/plain; charset*0*=x''%ff; charset*2*=y\r\n\r\nx",
    b"Content-Type: ;;;\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin 644 x\r\nnothing",
    b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nRnJvbTo=",
    b"Content-Disposition: attachment; filename*=x'y'z%%%\r\n\r\nx",
    b"Date: Mon, 99 Foo 99999 99:99:99\r\nReferences: <<<>>> <\r\n\r\nx",
    b"Content-Type: text/html\r\n\r\n<![if x]><!DOCTYPE [<!ENTITY a 'b'>]><p>&a;&#99999999;&lt",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_read_as_far_as_it_can_be(broken: bytes) -> None:
    assert read_mail(HEAD + broken).sender.email == "wang@example.com"


@given(
    st.lists(
        st.sampled_from([*BROKEN, HEAD, b"--b\r\n", b"\r\n", b"\xff\xfe", b"Content-Type: ", b"=?gb2312?B?"]),
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_fail(pieces: list[bytes]) -> None:
    raw = HEAD + b"".join(pieces)

    assert read_mail(raw).sender.email == "wang@example.com"


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_at_all_make_it_fail(raw: bytes) -> None:
    assert read_mail(HEAD + raw).to[0].plus == "cnv_1"


@pytest.mark.parametrize(
    "line",
    ["> x\n", "On x wrote:\n", "From: x\n", "_" * 30 + "\n", "> a\nb\n", "-- \n", "<div>", "<b " * 3, "<blockquote>"],
)
def test_hostile_letters_are_read_in_linear_time(line: str) -> None:
    small, large = (line * (size // len(line)) for size in (20_000, 300_000))

    for body in (small, large + "answer"):
        mail = letter(body.encode(), "Content-Type: text/html" if "<" in line else "Content-Type: text/plain")
        assert len(mail.text) + len(mail.quoted) <= 250_000
