"""Requests are signed as Standard Webhooks has it, and a receiver believes no others (F10)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.webhooks.model.signing import Secret, Secrets, headers_of, rotated, secret_of, valid, verified

AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
BODY = b'{"test": 2432232314}'


def test_the_documented_example_of_the_standard_is_signed_alike() -> None:
    secret, event_id = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"

    headers = headers_of([secret], event_id, datetime.fromtimestamp(1614265330, UTC), BODY)

    assert headers == {
        "webhook-id": event_id,
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_a_receiver_who_knows_the_text_of_the_standard_alone_verifies_it() -> None:
    secret = secret_of(b"k" * 32)
    headers = headers_of([secret], "evt_1", AT, BODY)

    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + BODY
    key = base64.b64decode(secret.split("_", 1)[1])
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

    assert headers["webhook-signature"] == f"v1,{wanted}"


@given(st.binary(max_size=50), st.binary(min_size=24, max_size=64), st.integers(0, 600), st.integers(0, 2))
def test_only_the_same_bytes_with_the_same_secret_at_about_that_time_are_believed(
    body: bytes, key: bytes, late: int, changed: int
) -> None:
    secret = secret_of(key)
    headers = headers_of([secret_of(b"another" * 5), secret], "evt_1", AT, body)
    shown = {0: body, 1: body + b" ", 2: body}[changed]
    asked = secret_of(key + b"x") if changed == 2 else secret

    believed = verified(asked, headers, shown, AT + timedelta(seconds=late))

    assert believed == (changed == 0 and late <= 300)


def test_what_is_no_header_of_ours_is_refused_and_breaks_nothing() -> None:
    secret = secret_of(b"k" * 32)
    good = headers_of([secret], "evt_1", AT, BODY)

    broken = [
        {},
        {**good, "webhook-timestamp": "yesterday"},
        {**good, "webhook-timestamp": "9" * 400},
        {**good, "webhook-timestamp": "²"},
        {**good, "webhook-signature": ""},
        {**good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,")},
        {**good, "webhook-signature": "v1,ü é"},
        {**good, "webhook-id": "evt_2"},
    ]

    assert [verified(secret, each, BODY, AT) for each in broken] == [False] * len(broken)


def test_a_secret_that_was_changed_counts_beside_the_new_one_for_as_long_as_was_said() -> None:
    first, second, third = (
        Secret(f"whs_{number}", secret_of(bytes([number]) * 32), AT + timedelta(hours=number)) for number in range(3)
    )
    held = rotated(Secrets((first,), 1), second, timedelta(hours=24))
    at_once = rotated(held, third, timedelta())

    assert valid(held, second.created_at + timedelta(hours=23)) == [second, held.secrets[1]]
    assert valid(held, second.created_at + timedelta(hours=25)) == [second]
    assert at_once.secrets == (third,)
