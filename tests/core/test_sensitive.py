"""Numbers and addresses that not everybody may read: which there are, and how they are shown (F8).

The cases are in ``sensitive.json``, of which the pages' own function is held to the same (``desk/sensitive_test.ts``).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.log import _line
from chalicelib.core.sensitive import KINDS, hidden, kinds_in, may_have, pieces
from chalicelib.core.veil import AS_IS, OfDesk, veiled

CASES = json.loads(Path(__file__).with_name("sensitive.json").read_text(encoding="utf-8"))
WRITTEN = [each["text"] for each in CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40].encode("unicode_escape").decode())
def test_each_of_the_cases_is_what_its_label_says(case: Any) -> None:
    found = pieces(case["text"])

    assert [each.kind for each in found] == case["kinds"]
    assert hidden(case["text"]) == case["shown"]
    assert may_have(case["text"]) or not found


@given(
    st.lists(st.sampled_from([*WRITTEN, " ", "，", "\n", "a", "。您好"]), max_size=6).map("".join)
    | st.text(max_size=60)
)
def test_what_is_hidden_is_as_long_as_it_was_and_hides_nothing_the_second_time(text: str) -> None:
    shown = hidden(text)

    assert len(shown) == len(text)
    assert all(after in (before, "*") for before, after in zip(text, shown, strict=True))
    assert all(after.start >= before.end for before, after in zip(pieces(text), pieces(text)[1:], strict=False))


@given(
    st.sampled_from([each for each in CASES if each["kinds"]]),
    st.sampled_from(["你好，{}。", "see ({}) now", "\n{}\n"]),
)
def test_a_number_is_found_whatever_is_said_around_it(case: Any, around: str) -> None:
    text = around.format(case["text"])

    assert hidden(text) == around.format(case["shown"])


def test_only_the_kinds_that_are_asked_for_are_hidden() -> None:
    text = "13812345678 li@example.com 6222021234567890128 11010519491231002X"

    assert hidden(text, ["email"]) == "13812345678 l*@example.com 6222021234567890128 11010519491231002X"
    assert hidden(text, []) == text
    assert set(kinds_in(text)) == set(KINDS)


@pytest.mark.parametrize("part", ["1 2 ", "1-", "(1", "a@", "a.", "一", "one ", "13812345678 ", "@" * 9, "+1 "])
def test_hostile_text_takes_no_more_work_the_longer_its_parts_are(part: str) -> None:
    text = (part * 4000)[:4000]

    assert len(hidden(text)) == len(text)


class Inner(msgspec.Struct, frozen=True):
    text: str
    address: OfDesk = "desk@example.com"
    own: Annotated[tuple[str, ...], AS_IS] = ()


class Outer(msgspec.Struct):
    inner: Inner
    at: datetime
    several: list[Inner | None]
    words: dict[str, Any]
    raw: msgspec.Raw
    number: int = 13812345678


def test_whatever_is_shown_is_covered_but_for_what_says_that_it_is_the_desks_own() -> None:
    at = datetime(2026, 11, 29, tzinfo=UTC)
    inner = Inner("13812345678", own=("li@example.com",))
    whole = Outer(
        inner, at, [inner, None], {"li@example.com": ["a", "13812345678"]}, msgspec.Raw(b'{"a":"13812345678"}')
    )

    shown = veiled(whole)

    assert shown.inner == Inner("138****5678", own=("li@example.com",))
    assert shown.several == [shown.inner, None]
    assert shown.words == {"l*@example.com": ["a", "138****5678"]}
    assert bytes(shown.raw) == b'{"a":"138****5678"}'
    assert (shown.at, shown.number) == (at, 13812345678)
    assert whole.inner is inner


def test_what_has_nothing_to_hide_is_not_copied() -> None:
    inner = Inner("Tea?")
    whole = Outer(inner, datetime(2026, 11, 29, tzinfo=UTC), [inner], {"a": ("b",)}, msgspec.Raw(b"1"))

    assert veiled(whole) is whole


def test_no_line_of_the_log_has_a_number_in_it() -> None:
    more = {"why": "no 13812345678", "deep": {"of": ["li@example.com"]}, "exception": "ValueError: 11010519491231002X"}

    line = _line(datetime(2026, 11, 29, tzinfo=UTC), "INFO", "asked by +86 138 1234 5678", "a:1", more)

    assert json.loads(line)["timestamp"] == "2026-11-29 00:00:00,000+0000"
    assert not any(each in line for each in ("13812345678", "138 1234 5678", "li@example", "11010519491231002X"))
