"""How well an article answers a question: BM25 of title and body (E2). Pure.

What a word weighs in an article (``impacts``) does not depend on other articles: lengths are measured by what is usual,
not by the mean of what there is, so that nothing is weighed anew when another one is published. How rare a word is
comes from how many articles have it, and of how many there are.

Terms are words as ``core/words.py`` has them. Of titles there are more: ``^refu`` is the beginning of a word, ``^退`` a
character; ``~tuikuan`` and ``~tk`` are two characters as they are spoken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from chalicelib.core.words import COMMON, LONGEST_WORD, MOST_WORDS, RUNS, plain, words_in
from chalicelib.knowledge.model.pinyin import spoken_pairs, typed_pairs

CHINESE, ENGLISH = "zh-CN", "en"
WHOLE = 1000  # what an article weighs in which a word says everything
LONGEST_QUESTION = 200
MOST_SOUGHT = 40  # terms of a question, so that all there is about them is read at once
LEAST_TYPED, LONGEST_TYPED = 2, 7  # letters of a word that is not finished

_ASKING = frozenset(
    [
        "how",
        "what",
        "when",
        "where",
        "why",
        "who",
        "which",
        "there",
        "here",
        "any",
        "some",
        "get",
        "got",
        "let",
        "me",
        "want",
        "need",
        "know",
        "tell",
        "about",
        "so",
        "if",
        "just",
        "like",
        "im",
        "ive",
        "ill",
        "dont",
        "doesnt",
        "cant",
        "isnt",
        "didnt",
        "its",
        "thats",
        "am",
        "pm",
        "much",
        "many",
        "long",
        "still",
        "then",
        "than",
        "too",
        "very",
        "also",
        "really",
        "为何",
        "如何",
        "怎样",
        "多久",
        "多少",
        "为什",
        "么办",
        "怎么",
        "么才",
        "想问",
        "问下",
        "我想",
        "想要",
        "想知",
        "要怎",
        "么样",
        "是不",
        "是否",
        "能否",
        "可不",
        "有没",
        "没有",
        "请教",
        "吗我",
        "呢我",
    ]
)
_SLIGHT = frozenset(
    "的了吗呢啊吧嘛呀我你您他她它是有在不能会可以要想怎么什这那个一下请问和与或就都也还把被给到从用为吧哦多久少如何里上们"
)


class Ranking(msgspec.Struct, frozen=True):
    """``k1``, ``b``: as BM25 has them, ``b`` of titles and of bodies; ``title``: how many times in the body a word of
    the title counts for; ``usual``: words of a title and of a body by language. ``begun``, ``character``, ``spoken``:
    what parts of words and other ways to write them count for, of one. ``least``: of what a question asks for, how much
    an article must have of it, or it is none that answers."""

    k1: float = 2.0
    b: tuple[float, float] = (0.2, 0.5)
    title: float = 2.0
    usual: Mapping[str, tuple[int, int]] = msgspec.field(default_factory=lambda: {CHINESE: (8, 110), ENGLISH: (5, 60)})
    begun: float = 0.6
    character: float = 0.3
    spoken: float = 0.8
    least: float = 0.04


RANKING = Ranking()


class Sought(msgspec.Struct, frozen=True):
    """A term of a question, what it counts for, and in articles of which languages it is looked for. ``is_told``: an
    answer should have it; it is no other way to write what was said, and no joint between two words."""

    term: str
    weight: float
    languages: tuple[str, ...]
    is_told: bool = True


def impacts(title: str, body: str, language: str, ranking: Ranking = RANKING) -> Mapping[str, int]:
    """What each term weighs in an article, of a thousand; those of the title, and at most 600 of the body."""
    titled, told = _words(title), _words(body)
    usual_title, usual_body = ranking.usual[language]
    in_title, in_body = Counter(titled), Counter(told)
    short, long = _length(len(titled), usual_title, ranking.b[0]), _length(len(told), usual_body, ranking.b[1])
    weighed = {
        term: _impact(ranking.title * in_title[term] / short + in_body[term] / long, ranking)
        for term in [*in_title, *[each for each in in_body if each not in in_title][:MOST_WORDS]]
    }
    once = _impact(ranking.title / short, ranking)
    return weighed | dict.fromkeys(beginnings(title), once)


def spoken(title: str, language: str, ranking: Ranking = RANKING) -> Mapping[str, int]:
    """The same of how a title in Chinese is spoken, for those who type it in letters; none in other languages."""
    if language != CHINESE:
        return {}
    runs = [unspaced for unspaced, _ in re.findall(RUNS, plain(title)) if unspaced]
    pairs = {pair for run in runs for pair in spoken_pairs(run)}
    begun = {pair[:length] for pair in pairs for length in range(3, len(pair))}
    return dict.fromkeys((f"~{each}" for each in sorted(pairs | begun)), _impact(ranking.title, ranking))


def beginnings(title: str) -> Iterator[str]:
    """Of each word of a title its beginnings, of Chinese each character."""
    for unspaced, word in re.findall(RUNS, plain(title)):
        if unspaced:
            yield from (f"^{each}" for each in unspaced if each not in _SLIGHT)
        elif len(word) <= LONGEST_WORD and word not in COMMON:
            yield from (f"^{word[:length]}" for length in range(LEAST_TYPED, min(len(word), LONGEST_TYPED) + 1))


def sought_in(question: str, *, by_agent: bool = False, ranking: Ranking = RANKING) -> Sequence[Sought]:
    """What a question asks for, at most 40 terms; none where there is nothing in it. The last word may be unfinished;
    agents may write Chinese as it is spoken."""
    asked = plain(question[:LONGEST_QUESTION])
    words, characters, last = list[str](), list[str](), ""
    for unspaced, word in re.findall(RUNS, asked):
        last = word
        characters += unspaced
        words += _words(unspaced or word)
    told = dict.fromkeys(words)
    sought = {each: Sought(each, 1.0, _languages(each), is_told=_SLIGHT.isdisjoint(each)) for each in told}
    if len(last) >= LEAST_TYPED and asked.endswith(last) and last not in COMMON:
        begun = f"^{last[:LONGEST_TYPED]}"
        sought[begun] = Sought(begun, ranking.begun, (CHINESE, ENGLISH), is_told=False)
    if by_agent:
        sought |= {each: Sought(each, ranking.spoken, (CHINESE,), is_told=False) for each in _spelt(asked)}
    for each in dict.fromkeys(characters):
        if each not in _SLIGHT:
            sought[f"^{each}"] = Sought(f"^{each}", ranking.character, (CHINESE,), is_told=False)
    return _within(list(sought.values()))


def languages_for(question: str, locale: str) -> tuple[str, ...]:
    """In articles of which language a question is looked for first: its own, if it is in Chinese, else its reader's."""
    is_chinese = any(unspaced for unspaced, _ in re.findall(RUNS, plain(question)))
    return (CHINESE, ENGLISH) if is_chinese or locale != ENGLISH else (ENGLISH, CHINESE)


def rarity(having: int, of: int) -> float:
    """How much it says that an article has a word, where so many of so many have it (idf)."""
    return math.log(1 + (of - having + 0.5) / (having + 0.5)) if of else 0.0


class Standing(msgspec.Struct, frozen=True):
    """Where a term stands: in how many articles, and what it weighs in those where it weighs most."""

    having: int
    weights: Mapping[str, int]


def ranked(
    sought: Iterable[Sought], standings: Mapping[str, Standing], of: int, ranking: Ranking = RANKING
) -> list[tuple[str, float]]:
    """The articles of one language that answer best, with their scores, the best first. ``standings``: by term;
    ``of``: how many articles there are."""
    scores: Counter[str] = Counter()
    whole = 0.0
    for each in sought:
        standing = standings.get(each.term)
        rare = each.weight * rarity(min(standing.having, of) if standing else 0, of)
        whole += rare if each.is_told else 0.0
        for article_id, weight in (standing.weights if standing else {}).items():
            scores[article_id] += rare * weight / WHOLE  # type: ignore[assignment]
    least = ranking.least * whole
    good = [(article_id, float(score)) for article_id, score in scores.items() if score >= least and score > 0]
    return sorted(good, key=lambda each: (-each[1], each[0]))


def _within(sought: Sequence[Sought]) -> Sequence[Sought]:
    """Of many terms those that are told first, then the others."""
    return sorted(sought, key=lambda each: (not each.is_told, -each.weight))[:MOST_SOUGHT]


def _words(text: str) -> list[str]:
    return [each for each in words_in(text) if each not in COMMON and each not in _ASKING]


def _spelt(asked: str) -> Sequence[str]:
    """What is written in letters, as Chinese might be spoken: word by word, and all as one."""
    words = [word for _, word in re.findall(RUNS, asked) if word]
    typed = [pair for word in (*words, "".join(words)) for pair in typed_pairs(word)]
    return [f"~{each}" for each in dict.fromkeys(typed)]


def _languages(term: str) -> tuple[str, ...]:
    return (CHINESE, ENGLISH) if term.isascii() or term[0] == "…" else (CHINESE,)


def _length(words: int, usual: int, b: float) -> float:
    return 1 - b + b * words / usual


def _impact(often: float, ranking: Ranking) -> int:
    return max(1, round(WHOLE * often / (often + ranking.k1)))
