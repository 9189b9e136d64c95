"""Keyword answers and texts, as pure rules (C5)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.plans.model import checked_mobile, checked_replies, checked_texts, filled, matching, moment


def rule(match: str, *words: str, reply_id: str = "one", **more: Any) -> dict[str, Any]:
    return {"reply_id": reply_id, "match": match, "words": list(words), "texts": {"en": "yes", "zh-CN": "是"}, **more}


@pytest.mark.parametrize(
    ("match", "word", "text", "fits"),
    [
        ("exact", "价格", " 价格？ ", True),
        ("exact", "价格", "价格多少", False),
        ("exact", "Opening Hours", "opening  hours!", True),
        ("contains", "价格", "请问价格多少", True),
        ("contains", "PRICE", "the price, please", True),
        ("contains", "price", "prize", False),
        ("regex", r"退(款|货)", "我要退货", True),
        ("regex", r"^order \d{6}$", "ORDER 123456", True),
        ("regex", r"^order \d{6}$", "my order 123456", False),
    ],
)
def test_a_message_fits_a_rule(match: str, word: str, text: str, fits: bool) -> None:
    replies = checked_replies([rule(match, word)])

    found = matching(replies, text, "en")

    assert (found is not None) == fits


def test_the_first_active_rule_with_words_in_the_language_speaks_and_none_twice() -> None:
    replies = checked_replies(
        [
            rule("contains", "tea", reply_id="off", active=False),
            rule("contains", "tea", reply_id="chinese", texts={"zh-CN": "茶", "en": ""}),
            rule("contains", "tea", reply_id="first"),
            rule("contains", "tea", reply_id="second"),
        ]
    )

    order = [matching(replies, "tea?", "en", before) for before in ((), ("first",), ("first", "second"))]

    assert [each.reply_id if each else None for each in order] == ["first", "second", None]


def test_an_expression_made_to_take_for_ever_is_given_up_and_does_not_match() -> None:
    replies = checked_replies([rule("regex", r"(a+)+(b+)+(a+)+$"), rule("contains", "aaa", reply_id="plain")])

    began = time.process_time()
    found = matching(replies, "a" * 3999 + "!", "en")

    assert found is not None
    assert found.reply_id == "plain"
    assert time.process_time() - began < 30  # without the bound it would take longer than anybody lives


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (rule("guess", "x"), "auto_replies.0.match"),
        (rule("regex", "("), "auto_replies.0.words"),
        (rule("exact"), "auto_replies.0.words"),
        (rule("exact", " "), "auto_replies.0.words"),
        (rule("exact", "x", reply_id="Not one"), "auto_replies.0.reply_id"),
        (rule("exact", "x", texts={"en": ""}), "auto_replies.0.texts"),
        (rule("exact", "x", texts={"fr": "oui"}), "auto_replies.0.texts"),
        (rule("exact", "x", texts={"en": "{secret}"}), "auto_replies.0.texts.en"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_its_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_replies([said])

    assert refused.value.errors[0].field == field


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(Invalid):
        checked_replies([rule("exact", "x"), rule("exact", "y")])


def test_only_known_placeholders_are_filled_and_only_once() -> None:
    text = "{name} {name.__class__} {opens_at} {{name}} {0}"

    said = filled(text, name="{plan}", plan="secret")

    assert said == "{plan} {name.__class__} {opens_at} {{plan}} {0}"


@pytest.mark.parametrize(("word", "text"), [("title", "{name}"), ("off_hours", "{ahead}"), ("greeting", "x" * 501)])
def test_a_text_that_nobody_could_fill_is_refused(word: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_texts({"en": {word: text}})

    assert refused.value.errors[0].field == f"texts.en.{word}"


def test_a_moment_is_read_on_the_plans_clock() -> None:
    at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

    said = [moment(at, "Asia/Shanghai", language) for language in ("zh-CN", "en")]

    assert said == ["11月24日（周二）00:30", "Tue 24 Nov, 00:30"]
    assert moment(None, "UTC", "en") == "later"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+49 151 23456789", "+4915123456789"),
        ("0086-13800138000", "+8613800138000"),
    ],
)
def test_a_mobile_number_is_kept_in_one_form(said: str, kept: str) -> None:
    assert checked_mobile("mobile", said) == kept


@pytest.mark.parametrize("said", ["", "12", "not a number", "+86 1", "1" * 60, "138\n0013"])
def test_what_is_no_number_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        checked_mobile("mobile", said)
