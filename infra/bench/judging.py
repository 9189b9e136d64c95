"""How well articles are found: a labelled set of questions, as customers ask them, over articles in both languages.

``articles.jsonl`` has 123 articles of a shop, each in both languages; ``questions.jsonl`` questions with the names of
the articles that answer them, some of them of the dialogues of the demo; without any, there is none. Asked are the
desk's own ranking, substrings (how many of a question's words, or pairs of characters, stand in an article), and BM25
in memory as a kept library does it, with the desk's words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from chalicelib.core.words import words_in
from chalicelib.knowledge.model.ranking import Standing, impacts, ranked, sought_in

DATA = Path(__file__).with_name("help")
LANGUAGES = ("en", "zh-CN")
FIRST, LOOKED_AT = 3, 10
Find = Callable[[str, str], Sequence[str]]  # a question and its language → the names of articles, the best first


@dataclass
class Judged:
    """``among_three``: of so many ``questions`` those with an answer among the first three; ``reciprocal``: the mean of
    one over the place of the first answer."""

    questions: int = 0
    among_three: int = 0
    reciprocal: float = 0.0

    @property
    def recall(self) -> float:
        return self.among_three / self.questions


@cache
def articles() -> Sequence[Mapping[str, Any]]:
    """``name``, and by language a title and a text."""
    return _lines("articles")


@cache
def questions() -> Sequence[Mapping[str, Any]]:
    """``question``, its ``language``, and the names of ``answers``."""
    return _lines("questions")


def _lines(name: str) -> Sequence[Mapping[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]


def judge(find: Find) -> Mapping[str, Judged]:
    """What it comes to, by language."""
    judged = {language: Judged() for language in LANGUAGES}
    for each in questions():
        if each["answers"]:
            names = list(find(each["question"], each["language"]))[:LOOKED_AT]
            places = [place for place, name in enumerate(names, 1) if name in each["answers"]]
            of = judged[each["language"]]
            of.questions += 1
            of.among_three += bool(places) and places[0] <= FIRST
            of.reciprocal += 1 / places[0] if places else 0
    for of in judged.values():
        of.reciprocal /= of.questions
    return judged


def in_vain(find: Find) -> int:
    """How many of the questions that no article answers find none."""
    return sum(not find(each["question"], each["language"]) for each in questions() if not each["answers"])


@cache
def _standings(language: str) -> Mapping[str, Standing]:
    weights: dict[str, dict[str, int]] = {}
    for each in articles():
        title, text = each[language]
        for term, weight in impacts(title, text, language).items():
            weights.setdefault(term, {})[each["name"]] = weight
    return {term: Standing(len(held), held) for term, held in weights.items()}


def ours() -> Find:
    """As the desk ranks what its index says."""

    def find(question: str, language: str) -> Sequence[str]:
        sought = [each for each in sought_in(question) if language in each.languages]
        return [name for name, _ in ranked(sought, _standings(language), len(articles()))]

    return find


def substrings() -> Find:
    """By how many of its words, or pairs of characters, stand in an article."""

    def find(question: str, language: str) -> Sequence[str]:
        pairs = ["".join(each) for each in pairwise(question)]
        pieces = question.lower().split() if language == "en" else pairs
        counts = [
            (sum(piece in "\n".join(each[language]).lower() for piece in pieces), -place, each["name"])
            for place, each in enumerate(articles())
        ]
        return [name for number, _, name in sorted(counts, reverse=True) if number]

    return find


def yardstick() -> Find:
    """BM25 in memory."""
    import bm25s  # only where it is measured: it is not shipped

    indexes = {}
    for language in LANGUAGES:
        indexes[language] = bm25s.BM25()
        indexes[language].index([list(words_in("\n".join(each[language]))) for each in articles()], show_progress=False)

    def find(question: str, language: str) -> Sequence[str]:
        words = [list(words_in(question))]
        places, scores = indexes[language].retrieve(words, k=LOOKED_AT, show_progress=False)
        return [articles()[place]["name"] for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return find


def main() -> int:
    """Print them beside one another."""
    from infra.bench import report

    ways = {"the desk": ours(), "substrings": substrings(), "bm25s": yardstick()}
    rows = []
    for name, find in ways.items():
        judged = judge(find)
        figures = [f"{value:.3f}" for each in LANGUAGES for value in (judged[each].recall, judged[each].reciprocal)]
        rows.append([name, *figures, str(in_vain(find))])
    report.judged(rows, {language: judge(ours())[language].questions for language in LANGUAGES}, len(articles()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
