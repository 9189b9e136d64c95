"""What of articles is in the index, how well they answer, and how Chinese is spoken (E2): rules alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.knowledge.model.excerpts import LONGEST, excerpt
from chalicelib.knowledge.model.finding import Change, Content, Head, changes, moved, needs_refill, steps
from chalicelib.knowledge.model.pinyin import spoken_pairs, typed_pairs
from chalicelib.knowledge.model.ranking import MOST_SOUGHT, Standing, impacts, languages_for, ranked, sought_in, spoken

LONGEST_HEAD = 4
WEIGHTS = st.one_of(st.none(), st.integers(1, 9))
MOVES = st.lists(st.tuples(st.sampled_from("abcdefghij"), WEIGHTS), max_size=60)
WORDS = st.dictionaries(st.sampled_from(["refund", "return", "^re", "tea", "cup"]), st.integers(1, 999))
CONTENTS = st.builds(
    Content,
    st.one_of(st.none(), st.just(()), st.just(("demo", "other"))),
    st.dictionaries(st.sampled_from(["en", "zh-CN"]), WORDS, max_size=2),
)


def heaviest(postings: dict[str, int], longest: int) -> tuple[tuple[int, str], ...]:
    places = [(weight, article_id) for article_id, weight in postings.items()]
    return tuple(sorted(places, key=lambda each: (-each[0], each[1]))[:longest])


@given(MOVES)
def test_a_head_is_always_the_heaviest_of_all_postings(moves: list[tuple[str, int | None]]) -> None:
    head, postings = Head(), dict[str, int]()

    for article_id, after in moves:
        change = Change("*#en", "refund", postings.get(article_id), after)
        refill = needs_refill(head, article_id)
        behind = heaviest(postings, LONGEST_HEAD + 1) if refill else ()
        head = moved(head, change, article_id, behind, longest=LONGEST_HEAD)
        postings.pop(article_id, None)
        postings |= {article_id: after} if after is not None else {}

        assert head == Head(len(postings), heaviest(postings, LONGEST_HEAD))


@given(CONTENTS, CONTENTS)
def test_all_steps_together_lead_from_one_content_to_the_other(before: Content, after: Content) -> None:
    held = {(where, term): weight for where, term, weight in before.postings()}
    sizes = dict.fromkeys(before.spaces, 1)

    for step in steps(before, after):
        assert len(step.changes) * 3 + len(step.sizes) + 2 <= 100
        for each in step.changes:
            assert held.pop((each.space, each.term), None) == each.before
            held |= {(each.space, each.term): each.after} if each.after is not None else {}
        for where, more in step.sizes:
            sizes[where] = sizes.get(where, 0) + more

    assert held == {(where, term): weight for where, term, weight in after.postings()}
    assert {where for where, number in sizes.items() if number} == after.spaces
    assert set(sizes.values()) <= {0, 1}
    assert not changes(after, after)


def test_a_word_of_the_title_weighs_more_than_one_of_the_body_and_rare_ones_more_than_common_ones() -> None:
    weighed = impacts("Refund", "You have the money of every order back.", "en")
    assert weighed["refund"] > weighed["money"] > 0
    assert "the" not in weighed

    asked = sought_in("order refund")
    standings = {"order": Standing(60, {"a": 500, "b": 500}), "refund": Standing(3, {"b": 500, "c": 500})}

    assert [article_id for article_id, _ in ranked(asked, standings, 100)] == ["b", "c", "a"]


def test_a_question_of_any_length_asks_for_a_bounded_number_of_terms() -> None:
    hostile = ["？", "退" * 5_000, "word " * 3_000, "\x00\ud800 refund", "a" * 10_000, "１２３４５６７８９０" * 40]

    assert all(len(sought_in(each, by_agent=True)) <= MOST_SOUGHT for each in hostile)
    assert sought_in("") == sought_in("  \n ") == []


def test_the_language_of_a_question_comes_before_that_of_its_reader() -> None:
    assert languages_for("退款", "en") == ("zh-CN", "en")
    assert languages_for("refund", "en") == ("en", "zh-CN")
    assert languages_for("VIP", "zh-CN") == ("zh-CN", "en")


def test_how_chinese_is_spoken_and_typed() -> None:
    assert set(spoken_pairs("退款")) == {"tuikuan", "tk"}
    assert {"yinhang", "yinxing", "yh"} <= set(spoken_pairs("银行"))
    assert set(spoken_pairs("旅女")) == {"lvnv", "ln"}
    assert typed_pairs("tuikuan") == ("tuikuan",)
    assert typed_pairs("tuikuandaozhang") == ("tuikuan", "kuandao", "daozhang")
    assert typed_pairs("tkdz") == ("tk", "kd", "dz")
    assert typed_pairs("refund") == typed_pairs("x" * 500) == typed_pairs("") == ()
    assert {"~tuikuan", "~tk", "~tui", "~tuik"} <= set(spoken("退款", "zh-CN"))
    assert spoken("Refund", "en") == {}


def test_an_excerpt_is_the_sentence_that_answers_without_marks() -> None:
    body = "# Returns\n\nWe are **happy**. A [label](https://x.example/a) is *free* for seven days.\n\n- Box"

    assert excerpt(body, ["label", "^la"]) == "A label is free for seven days. Box"
    assert excerpt("", ["label"]) == ""
    assert len(excerpt("word " * 900, ["x"])) == LONGEST
