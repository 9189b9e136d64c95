"""Phrases by themselves: what may be said, how it is filled, what a file's lines become."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.knowledge.model.imports import imported, read_rows
from chalicelib.knowledge.model.initials import initials_of
from chalicelib.knowledge.model.phrases import (
    COMPANY,
    MOST_PHRASES,
    OCCASIONS,
    Owner,
    Phrase,
    Shelf,
    ShelfFull,
    ShortcutTaken,
    checked_phrase,
    checked_shortcut,
    said_anew,
    with_phrases,
)
from chalicelib.knowledge.model.placeholders import PLACEHOLDERS, Occasion, as_said
from chalicelib.knowledge.model.shipped import shipped_phrases

EMPTY = Shelf(Owner(COMPANY))
MORNING = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)  # nine o'clock in Shanghai
OCCASION = Occasion("王芳", "小林", "8001", "茶叶店", "Asia/Shanghai", MORNING)


def phrase(title: str, **fields: str) -> Phrase:
    return said_anew(Phrase(f"phr_{title}", title, "Hello"), fields)


@pytest.mark.parametrize(
    ("title", "initials"),
    [
        ("早上好", "zsh"),
        ("请稍候，正在查询", "qshzzcx"),
        ("重新发货", "zxfh cxfh"),
        ("VIP 客户", "vipkh"),
        ("Hello there", "hellothere"),
        ("您好😀", "nh"),
        ("", ""),
    ],
)
def test_a_title_is_found_by_the_first_letters_of_what_is_said(title: str, initials: str) -> None:
    assert initials_of(title) == initials


def test_a_phrase_is_filled_with_who_says_it_to_whom_where_and_when() -> None:
    text = "{greeting}，{name}！我是{agent}（{number}），{plan}，{date} {time}"

    said = as_said(text, "zh-CN", OCCASION)

    assert said == "早上好，王芳！我是小林（8001），茶叶店，11月23日 09:05"
    assert as_said("{greeting}, {name}: {date}", "en", OCCASION) == "Good morning, 王芳: 23 Nov"


def test_what_is_not_known_leaves_no_gap_and_what_a_visitor_is_called_is_never_filled_again() -> None:
    nobody, tricky = replace(OCCASION, name=None), replace(OCCASION, name="{agent}")

    assert as_said("您好，{name}！", "zh-CN", nobody) == "您好！"
    assert as_said("Hello {name}!", "en", tricky) == "Hello {agent}!"


@pytest.mark.parametrize(("hour", "words"), [(3, "Good evening"), (5, "Good morning"), (12, "Good afternoon")])
def test_the_greeting_is_that_of_the_hour_where_the_plan_is(hour: int, words: str) -> None:
    at = replace(OCCASION, zone="UTC", at=MORNING.replace(hour=hour))

    assert as_said("{greeting}", "en", at) == words


def test_a_placeholder_that_nobody_fills_is_refused_and_named() -> None:
    with pytest.raises(Invalid, match=r"\{order\}") as refused:
        checked_phrase("Your order {order}")

    assert [each.field for each in refused.value.errors] == ["text"]
    assert all(checked_phrase(f"{{{each}}}") for each in PLACEHOLDERS)


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001, "\u200b", "a\x00b", "\ud800x"])
def test_a_text_that_is_nothing_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="text"):
        checked_phrase(text)


def test_a_shortcut_is_one_word_without_its_slash() -> None:
    assert checked_shortcut(" /Hi ") == "hi"
    for wrong in ("two words", "a/b", "{x}", "x" * 21, "\u200b"):
        with pytest.raises(Invalid, match="shortcut"):
            checked_shortcut(wrong)


def test_a_shortcut_stands_for_one_phrase_of_a_shelf_and_a_shelf_has_an_end() -> None:
    one = with_phrases(EMPTY, [phrase("one", shortcut="hi")])

    with pytest.raises(ShortcutTaken) as taken:
        with_phrases(one, [phrase("two", shortcut="hi")])
    with pytest.raises(ShelfFull):
        with_phrases(EMPTY, [phrase(str(number)) for number in range(MOST_PHRASES + 1)])
    with pytest.raises(ShelfFull):
        with_phrases(EMPTY, [phrase(str(number), text="字" * 1000) for number in range(120)])

    assert taken.value.extra == {"field": "shortcut", "phrase_id": "phr_one"}


def test_each_line_of_a_file_is_added_changed_left_as_it_is_or_refused_with_its_field() -> None:
    shelf = with_phrases(EMPTY, [phrase("Same"), phrase("Old"), phrase("Taken", shortcut="t")])
    shelf = replace(shelf, phrases=tuple(replace(each, language="en") for each in shelf.phrases))
    text = (
        "\ufefftitle,text,shortcut,language\r\n"
        "Same,Hello,,en\r\n"
        '"Old","Two\r\nlines",,en\r\n'
        "New,'=1+1,n,en\r\n"
        "\r\n"
        "Bad,Hi {order},,en\r\n"
        "new,Again,,en\r\n"
        "Other,Hi,t,en\r\n"
        "Other,Hi,,fr\r\n"
    )
    numbers = count()

    result = imported(shelf, read_rows(text), lambda prefix: f"{prefix}_{next(numbers)}")

    assert [(each.outcome, each.field) for each in result.lines] == [
        ("unchanged", None),
        ("changed", None),
        ("added", None),
        ("refused", "text"),
        ("refused", "title"),
        ("refused", "shortcut"),
        ("refused", "language"),
    ]
    assert [each.line for each in result.lines[:4]] == [2, 4, 5, 7]
    assert {each.title: (each.text, each.version) for each in result.phrases} == {
        "Old": ("Two\r\nlines", 2),
        "New": ("=1+1", 1),
    }


@pytest.mark.parametrize(
    "text", ["", "name,words\na,b", 'title,text\n"a,b', "title,text\n" + "a,b\n" * 301, "x" * 400_001]
)
def test_a_file_that_is_none_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(Invalid, match="csv"):
        read_rows(text)


def test_the_shipped_phrases_are_for_every_occasion_in_both_languages_and_can_be_said() -> None:
    shipped = shipped_phrases(EMPTY).phrases

    once, again = with_phrases(EMPTY, shipped), shipped_phrases(with_phrases(EMPTY, shipped))

    assert {(each.occasion, each.language) for each in shipped} == {
        (occasion, language) for occasion in OCCASIONS if occasion != "other" for language in ("zh-CN", "en")
    }
    assert len({each.phrase_id for each in shipped}) == len(once.phrases) == 38
    assert all(checked_phrase(each.text) == each.text and each.initials for each in shipped)
    assert again.phrases == ()
    assert {each.outcome for each in again.lines} == {"unchanged"}
