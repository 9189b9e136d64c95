"""Keyword answers and texts, as pure rules (C5)."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.text import filled
from chalicelib.core.times import moment, moment_there
from chalicelib.plans.model.replies import Answering, AutoReply, checked_replies
from chalicelib.plans.model.texts import checked_texts, without_return


def matching(replies: Sequence[AutoReply], text: str, said_before: Collection[str] = ()) -> AutoReply | None:
    """The first rule that answers this message in English and was not used before."""
    return Answering(replies, text, ["en"]).first(said_before)


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

    found = matching(replies, text)

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

    order = [matching(replies, "tea?", before) for before in ((), ("first",), ("first", "second"))]

    assert [each.reply_id if each else None for each in order] == ["first", "second", None]


def test_an_expression_made_to_take_for_ever_is_given_up_and_does_not_match() -> None:
    replies = checked_replies([rule("regex", r"(a+)+(b+)+(a+)+$"), rule("contains", "aaa", reply_id="plain")])

    began = time.process_time()
    found = matching(replies, "a" * 3999 + "!")

    assert found is not None
    assert found.reply_id == "plain"
    assert time.process_time() - began < 30  # without the bound it would take longer than anybody lives


def test_all_rules_of_a_plan_together_have_the_time_of_one_message() -> None:
    slow = [rule("regex", f"(a+)+(b+)+{n}$", reply_id=f"slow-{n}") for n in range(20)]
    answering = Answering(checked_replies([*slow, rule("contains", "aaa", reply_id="plain")]), "a" * 3999 + "!", ["en"])

    began = time.process_time()
    found = [answering.first() for _ in range(150)]  # as often as a race may be lost

    assert {each.reply_id if each else None for each in found} == {"plain"}
    assert time.process_time() - began < 1.5  # twenty of them alone would take five seconds, and 150 times that


def test_an_expression_gets_what_the_others_left_of_the_time() -> None:
    ticks = iter([0.0, 0.01, 0.03, 1.0, 1.01, 1.2])
    rules = [rule("regex", "no", reply_id="first"), rule("regex", "no", "yes", reply_id="second")]

    answering = Answering(checked_replies(rules), "yes", ["en"], clock=lambda: next(ticks))

    assert answering.first() is None  # 0.03 and 0.2 seconds went: nothing was left for the one that fits
    assert list(ticks) == []


@pytest.mark.parametrize(
    ("word", "text"),
    [("Straße", "Welche STRASSE?"), ("strasse", "Welche Straße?"), ("[A-Z]{2}-[0-9]+", "order ab-12")],
)
def test_an_expression_fits_capital_and_small_letters_of_the_text_as_it_was_written(word: str, text: str) -> None:
    replies = checked_replies([rule("regex", word)])

    assert matching(replies, text) is not None


@pytest.mark.parametrize(
    "word",
    [
        "(?a)(?u)x",
        "((a{1,99}){1,99}){1,99}b",
        "(?:a{65535}){50}",
        "a{65535}",
        "(?x)(?:a{900} # )\n){900}",
        "(?:a{900}(?#)){900}",
        "(?:a{99}){99}" + "a" * 150,
    ],
)
def test_an_expression_that_would_cost_the_desk_dear_is_refused_before_it_is_compiled(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_replies([rule("regex", word)])

    assert refused.value.errors[0].field == "auto_replies.0.words"


@pytest.mark.parametrize("word", ["(?a)(?u)x", "(?:a{65535}){50}", "("])
def test_an_expression_stored_before_it_was_refused_does_not_match_and_hurts_nobody(word: str) -> None:
    stored = AutoReply("old", "regex", (word,), {"en": "yes"})

    began = time.process_time()

    assert matching([stored], "x" * 100) is None
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "word", [r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}|400\d{7}", r"^\d{4}-\d{2}-\d{2}$", r"(\d{3}-){2}\d{4}", r"\(?x\)?"]
)
def test_the_counts_of_numbers_and_dates_are_not_too_large(word: str) -> None:
    assert checked_replies([rule("regex", word)])


def test_a_plan_has_no_more_expressions_than_can_be_tried_in_time() -> None:
    twenty, one = rule("regex", *(f"a{n}" for n in range(20))), rule("regex", "b", reply_id="two")

    kept = checked_replies([twenty, rule("contains", *(f"a{n}" for n in range(30)), reply_id="words")])
    with pytest.raises(Invalid) as refused:
        checked_replies([twenty, one])

    assert len(kept) == 2
    assert refused.value.errors[0].field == "auto_replies"


@pytest.mark.parametrize(
    ("values", "field"),
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
def test_a_rule_that_cannot_be_is_refused_by_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_replies([values])

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
    ("zone", "english", "chinese"),
    [
        ("Europe/Berlin", "Mon 23 Nov, 17:30, Berlin time", "11月23日（周一）17:30（柏林时间）"),
        ("Asia/Shanghai", "Tue 24 Nov, 00:30, Beijing time", "11月24日（周二）00:30"),
        (
            "America/Argentina/Buenos_Aires",
            "Mon 23 Nov, 13:30, Buenos Aires time",
            "11月23日（周一）13:30（Buenos Aires 时间）",
        ),
        ("UTC", "Mon 23 Nov, 16:30, UTC", "11月23日（周一）16:30（UTC）"),
        ("Etc/GMT-8", "Tue 24 Nov, 00:30, UTC+08:00", "11月24日（周二）00:30（UTC+08:00）"),
    ],
)
def test_whoever_may_be_elsewhere_is_told_whose_clock_it_is(zone: str, english: str, chinese: str) -> None:
    at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

    said = [moment_there(at, zone, language) for language in ("en", "zh-CN")]

    assert said == [english, chinese]


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (None, "We are closed now. Leave us a message and we will get back to you."),
        ("Closed! We are back {opens_at}. Write to us.", "Closed! Write to us."),
        ("Back {opens_at}", "We are closed now. Leave us a message and we will get back to you."),
        ("Closed for good.", "Closed for good."),
    ],
)
def test_who_may_never_be_back_says_nothing_of_a_return(own: str | None, text: str) -> None:
    texts = checked_texts({"en": {"off_hours": own}} if own else {})

    assert without_return(texts, "off_hours", "en") == text
    assert "{opens_at}" not in without_return(texts, "holiday", "zh-CN")
