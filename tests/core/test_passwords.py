"""Which passwords may be set (B7)."""

from __future__ import annotations

import pytest

from chalicelib.core import passwords
from chalicelib.core.passwords import weakness

OWN = ("mei.lin@example.com", "林小美", "10017")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse",
        "deskbell-demo",
        "我的密码是很长的一句",
        "  spaces are characters  ",
        "🐴🔋📎🎒🍵🎹🪁🧵🪴🧭",
        "x7#" * 2 + "kQ" * 61,
        "mei likes her tea hot",
    ],
)
def test_what_nobody_would_guess_may_be_anything(password: str) -> None:
    assert weakness(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("12345678", "too_short"),
        ("", "blank"),
        (" " * 8, "blank"),
        ("\u3000\u200b" * 8, "blank"),
        ("ninechars", "too_short"),
        ("correct horse " * 10, "too_long"),
        ("aaaaaaaaaaaaaaaa", "too_simple"),
        ("密码密码密码密码密码", "too_simple"),
        ("ABCDEFGHIJKLM", "too_simple"),
        ("9876543210", "too_simple"),
        ("qwertyuiop", "too_common"),
        ("Password123!", "too_common"),
        ("Passw0rd2026", "too_common"),
        ("woaini1314", "too_common"),
        ("mei.lin@example.com", "about_you"),
        ("Mei.Lin-2026", "about_you"),
        ("林小美林小美林小美1", "about_you"),
        ("10017-10017", "about_you"),
        ("deskbell2026", "about_you"),
    ],
)
def test_what_is_guessed_first_is_refused_and_says_why(password: str, reason: str) -> None:
    assert weakness(password, OWN) == reason


def test_every_reason_is_said_in_words_with_the_field() -> None:
    refusals = [passwords.WeakPassword("new", reason) for reason in passwords.REASONS]

    assert [each.extra["reason"] for each in refusals] == list(passwords.REASONS)
    assert all(each.errors[0].field == "new" and each.errors[0].message for each in refusals)
    assert {each.status for each in refusals} == {422}
