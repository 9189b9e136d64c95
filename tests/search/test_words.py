"""The words of a text, and whether a question's stand in it: in Chinese, English, numbers, mixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.core.questions import contains, telling, terms_of
from chalicelib.core.words import MOST_WORDS, distinct_words, words_in
from chalicelib.search.model.words import mark

FOUND = [
    ("紫砂壶", "我要买一把紫砂壶，送人"),
    ("退款", "怎么退款？"),
    ("怎么退款", "请问怎么退款呢"),
    ("invoice", "Two INVOICES were sent"),
    ("refunded", "please refund me"),
    ("shipping", "It shipped yesterday"),
    ("delivery", "deliveries are late"),
    ("cafe", "Café au lait"),
    ("ＡＢＣ１２３", "order abc123"),
    ("20261128001", "订单号20261128001还没到"),
    ("8001", "订单 20261128001 8000 13800138001"),
    ("8001", "+86 138 0013 8001"),
    ("iphone15pro", "买了iPhone15Pro手机"),
    ("wang@example.com", "mail me at Wang@Example.com"),
    ("紫砂 发票", "紫砂壶的发票"),
    ("茶 发票", "喝 茶 要 发票"),
    ("がぎ", "がぎぐ"),
    ("сообщение", "Новое Сообщение"),
]
NOT_FOUND = [
    ("紫砂壶", "紫砂的壶"),
    ("退款", "退货款"),
    ("refund", "fund"),
    ("8001", "20261128002"),
    ("紫砂 发票", "紫砂壶"),
    ("かき", "がぎ"),
]


@pytest.mark.parametrize(("question", "text"), FOUND)
def test_what_stands_there_is_found(question: str, text: str) -> None:
    terms = terms_of(question)

    assert contains([text], terms)
    wanted = {word for term in terms for word in term.words}
    assert wanted <= set(distinct_words([text]))


@pytest.mark.parametrize(("question", "text"), NOT_FOUND)
def test_what_does_not_stand_there_is_not_found(question: str, text: str) -> None:
    assert not contains([text], terms_of(question))


@pytest.mark.parametrize(
    "question", ["", "  ", "the", "您好", "请问 您好", "!?。", "a" * 41, "k1 k2 k3 k4 k5 k6 k7 k8 k9"]
)
def test_a_question_that_asks_for_nothing_or_too_much_is_refused(question: str) -> None:
    with pytest.raises(Invalid) as refused:
        terms_of(question)

    assert refused.value.errors[0].field == "q"


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_was_written_is_found_by_each_piece_of_it(before: str, after: str) -> None:
    text = f"{before} 紫砂壶 zebra99 {after}"

    for question in ("紫砂", "砂壶", "zebra99"):
        terms = terms_of(question)
        assert contains([text], terms)
        stored = distinct_words([text])
        assert {word for term in terms for word in term.words} <= set(stored)
        assert mark(stored) & mark(terms[0].words) == mark(terms[0].words)


def test_the_word_that_tells_most_is_looked_for_first() -> None:
    assert telling(terms_of("发票 13800138000 order")) == "13800138000"
    assert telling(terms_of("发票 teapot")) == "teapot"
    assert telling(terms_of("怎么退款")) == "么退"


def test_a_long_text_has_no_more_words_than_are_kept() -> None:
    text = " ".join(f"w{number}" for number in range(5_000))

    assert len(distinct_words([text])) == MOST_WORDS
    assert len(list(words_in("啊" * 4_000))) == 3_999
