"""Words are found where they stand, and not inside others; the console finds the same (one table for both)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chalicelib
from chalicelib.knowledge.model.matching import Pattern, find_words

PAGES = Path(chalicelib.__file__).parent / "web" / "pages"
CASES: list[dict[str, Any]] = msgspec.json.decode((PAGES / "console" / "unsaid" / "cases.json").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[each["text"] or "nothing" for each in CASES])
def test_words_are_found_as_the_console_finds_them(case: dict[str, Any]) -> None:
    patterns = msgspec.convert(case["patterns"], list[Pattern])

    hits = find_words(case["text"], patterns)

    assert [case["text"][each.start : each.end] for each in hits] == case["hits"]


@given(st.text(alphabet="ab'不知道 Ａ\u200b", max_size=30), st.lists(st.text(alphabet="ab'不知道 ", max_size=4)))
def test_what_is_found_is_in_order_and_never_overlaps(text: str, words: list[str]) -> None:
    patterns = [Pattern((each,)) for each in words]

    hits = find_words(text, patterns)

    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(0 <= each.start < each.end <= len(text) and each.number < len(words) for each in hits)
