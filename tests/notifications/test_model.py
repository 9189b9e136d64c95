"""What is decided without asking anybody: segments, signatures, delays, what may go into a header."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.notifications.model.email import LONGEST_SUBJECT, Refused, one_line
from chalicelib.notifications.model.money import Account, NoCredit, moved, opened
from chalicelib.notifications.model.notice import MOST_TRIES, delay_after
from chalicelib.notifications.model.sms import GSM_7, LONGEST_SMS, UCS_2, checked_signature, measured, signed
from chalicelib.notifications.model.wording import WORDINGS, filled, wording_of
from chalicelib.notifications.senders import classified

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "encoding", "length", "segments"),
    [
        ("", GSM_7, 0, 1),
        ("a" * 160, GSM_7, 160, 1),
        ("a" * 161, GSM_7, 161, 2),
        ("a" * 306, GSM_7, 306, 2),
        ("a" * 307, GSM_7, 307, 3),
        ("€" * 80, GSM_7, 160, 1),
        ("€" * 81, GSM_7, 162, 2),
        ("a" * 152 + "€" + "a" * 152, GSM_7, 306, 3),  # the escape may not be torn from its character
        ("茶" * 70, UCS_2, 70, 1),
        ("茶" * 71, UCS_2, 71, 2),
        ("茶" * 134, UCS_2, 134, 2),
        ("茶" * 135, UCS_2, 135, 3),
        ("🍵" * 35, UCS_2, 70, 1),
        ("🍵" * 36, UCS_2, 72, 2),
        ("🍵" * 67, UCS_2, 134, 3),  # 33 pairs fit into 67 units, the half of the 34th may not stay behind
        ("a" * 69 + "茶" + "a", UCS_2, 71, 2),
        ("`", UCS_2, 1, 1),  # not of the alphabet of 1985
    ],
)
def test_segments_are_counted_as_the_networks_count_them(text: str, encoding: str, length: int, segments: int) -> None:
    found = measured(text)

    assert (found.encoding, found.length, found.segments) == (encoding, length, segments)


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_a_text_never_needs_less_room_than_it_has_units(text: str) -> None:
    found = measured(text)

    single, part = (160, 153) if found.encoding == GSM_7 else (70, 67)
    assert found.segments == 1 if found.length <= single else found.segments * part >= found.length
    assert found.segments <= 1 + found.length // (part - 1)


@pytest.mark.parametrize("good", ["山岚", "山岚茶铺有限公司", "Tea", "Tea Shop 24", " 山岚茶铺 ", "【山岚茶铺】", ""])
def test_a_signature_is_the_companys_short_name(good: str) -> None:
    assert checked_signature(good) == good.strip().strip("【】")


@pytest.mark.parametrize(
    "bad", ["茶", "山岚茶铺有限公司呀", "Te", "Tea Shop 2400", "山岚Tea", "Tea\nShop", "<b>Tea", "】【x", "山】岚"]
)
def test_anything_else_is_no_signature(bad: str) -> None:
    with pytest.raises(Invalid):
        checked_signature(bad)


def test_a_signed_sms_is_never_longer_than_one_may_be() -> None:
    assert len(signed("茶" * 5000, "山岚茶铺")) == LONGEST_SMS
    assert signed("您好", "山岚茶铺") == "【山岚茶铺】您好"


@pytest.mark.parametrize(
    ("text", "signature", "whole", "encoding"),
    [
        ("Your order is here", "Tea Shop", "[Tea Shop] Your order is here", "GSM-7"),
        ("您的茶到了", "Tea Shop", "【Tea Shop】您的茶到了", "UCS-2"),
        ("Your order is here", "山岚茶铺", "【山岚茶铺】Your order is here", "UCS-2"),
    ],
)
def test_brackets_alone_never_make_an_sms_dearer(text: str, signature: str, whole: str, encoding: str) -> None:
    said = signed(text, signature)

    assert (said, measured(said).encoding) == (whole, encoding)


@pytest.mark.parametrize(("count", "text"), [(1, "1 message of"), (2, "2 messages of")])
def test_a_reminder_agrees_with_its_number(count: int, text: str) -> None:
    subject = filled(wording_of("offline_reminder", "en").subject, {"count": count, "plan": "Tea"}, "en")

    assert subject == f'{text} "Tea" {"waits" if count == 1 else "wait"} for an answer'


def test_delays_grow_are_spread_and_end_within_a_day() -> None:
    for chance in (0.0, 0.5, 1.0):
        delays = [delay_after(tries, chance) for tries in range(1, MOST_TRIES)]
        assert delays == sorted(delays)
        assert sum(delays, timedelta()) < timedelta(hours=24)
    assert [delay_after(n, 0.5) for n in range(1, MOST_TRIES)] == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=8),
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_nothing_breaks_out_of_a_subject(typed: str) -> None:
    subject = one_line(filled(wording_of("offline_message", "en").subject, {"name": typed}, "en"), LONGEST_SUBJECT)

    assert len(subject) <= LONGEST_SUBJECT
    assert subject.isprintable()
    assert len(subject.splitlines()) == 1


@given(st.text(max_size=60))
def test_what_was_typed_is_never_a_template(typed: str) -> None:
    said = filled("{name}", {"name": "x" + typed, "text": "{name.__class__}"}, "en")

    assert said == "x" + typed


def test_every_wording_speaks_both_languages_with_the_same_words() -> None:
    for languages in WORDINGS.values():
        chinese, english = languages["zh-CN"], languages["en"]
        assert [word for _, word in chinese.rows] == [word for _, word in english.rows]
        assert [word for _, word in chinese.quotes] == [word for _, word in english.quotes]


@given(st.lists(st.integers(-60, 60), max_size=40))
def test_the_lines_of_a_statement_sum_to_the_balance(amounts: list[int]) -> None:
    account, line = opened(NOW)
    lines = [line]
    for amount in amounts:
        try:
            account, line = moved(account, "debit", amount, NOW)
        except NoCredit:
            continue
        lines.append(line)

    assert sum(each.amount_fen for each in lines) == account.balance_fen == lines[-1].balance_fen
    assert [each.number for each in lines] == list(range(1, len(lines) + 1))
    assert account.balance_fen >= 0


def test_nothing_is_taken_that_is_not_there() -> None:
    with pytest.raises(NoCredit):
        moved(Account(9, 3), "debit", -10, NOW)


@pytest.mark.parametrize(
    ("code", "message", "status", "permanent"),
    [
        ("Throttling", "Rate exceeded", 400, False),
        ("TooManyRequestsException", "", 429, False),
        ("InternalFailure", "", 500, False),
        ("ServiceUnavailable", "", 503, False),
        ("BadRequestException", "a proxy's page", 502, False),
        ("AccessDeniedException", "", 403, False),
        ("MailFromDomainNotVerifiedException", "", 400, False),
        ("MessageRejected", "Email address is not verified.", 400, False),
        ("MessageRejected", "Sending blocked: virus", 400, True),
        ("BadRequestException", "Illegal address", 400, True),
        ("InvalidParameter", "Invalid parameter: PhoneNumber", 400, True),
        ("OptedOut", "phone number is opted out", 400, True),
    ],
)
def test_what_asking_again_may_mend_is_asked_again(code: str, message: str, status: int, permanent: bool) -> None:
    said = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}

    found = classified(ClientError(said, "SendEmail"))  # type: ignore[arg-type]

    assert isinstance(found, Refused) == permanent
    assert found.code == code
