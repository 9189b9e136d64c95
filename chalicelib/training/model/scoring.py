"""What answers are worth, in exact fractions; typing, measured; the order that an attempt draws from its seed. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

import msgspec

from chalicelib.training.model.quizzes import FASTEST, MULTIPLE, ORDERING, SINGLE, TYPING, Question, Quiz

NOTHING, WHOLE = Fraction(0), Fraction(1)
TOLERANCE = 5.0  # seconds that may pass on the way between a page and the desk
LETTERS_OF_A_WORD = 5
T = TypeVar("T")


class Typed(msgspec.Struct, frozen=True):
    """What somebody typed: the ``speed`` of what was right, a minute; ``accuracy``: of a hundred, both rounded down.
    ``seconds``: as they count. ``measured``: whether it can have been typed at all."""

    text: str
    seconds: float
    speed: int
    accuracy: int
    measured: bool = True


def percent(score: Fraction) -> float:
    """As people read it, to two digits."""
    return round(float(100 * score), 2)


def read(score: str) -> Fraction:
    """A fraction as it is stored."""
    return Fraction(score)


def written(score: Fraction) -> str:
    """The same to be stored: 2/3."""
    return f"{score.numerator}/{score.denominator}"


def worth(question: Question, chosen: Sequence[str], typed: Typed | None) -> Fraction:
    """What an answer is worth, nothing to all of it; of free text people judge.

    ``single``: all or nothing. ``multiple``: what is right less what is wrong, of what is right, never below nothing.
    ``ordering``: of all pairs those that stand in the right order. ``typing``: the speed of the goal, if enough is
    right.
    """
    if question.kind == SINGLE:
        return WHOLE if tuple(chosen) == question.right else NOTHING
    if question.kind == MULTIPLE:
        right = set(question.right)
        hits, misses = len(right & set(chosen)), len(set(chosen) - right)
        return max(Fraction(hits - misses, len(right)), NOTHING)
    if question.kind == ORDERING:
        return _ordered(question.right, chosen)
    if question.kind == TYPING and typed is not None and typed.measured:
        enough = typed.accuracy >= question.least_accuracy
        return min(Fraction(typed.speed, question.goal), WHOLE) if enough else NOTHING
    return NOTHING


def _ordered(right: Sequence[str], chosen: Sequence[str]) -> Fraction:
    if len(right) < 2:
        return WHOLE if tuple(chosen) == tuple(right) else NOTHING
    place = {each: number for number, each in enumerate(chosen)}
    pairs = list(combinations(right, 2))
    kept = sum(1 for first, second in pairs if first in place and second in place and place[first] < place[second])
    return Fraction(kept, len(pairs))


def total(quiz: Quiz, worths: Mapping[str, Fraction]) -> Fraction:
    """What an attempt comes to: each answer by the weight of its question."""
    weights = sum(each.weight for each in quiz.questions)
    if not weights:
        return NOTHING
    return sum((each.weight * worths.get(each.question_id, NOTHING) for each in quiz.questions), NOTHING) / weights


def is_passed(quiz: Quiz, score: Fraction) -> bool:
    """Whether it reaches the pass mark; exactly there it does."""
    return 100 * score >= quiz.pass_mark


# --- typing ---------------------------------------------------------------------------------------------------------


def is_chinese(passage: str) -> bool:
    """Whether it is measured in characters: where most of it is Chinese."""
    letters = [each for each in passage if each.isalnum()]
    return 2 * sum("\u2e80" <= each <= "\u9fff" for each in letters) >= len(letters)


def measured(passage: str, text: str, own_seconds: float, passed: float) -> Typed:
    """What was typed of a passage. ``own_seconds``: as the page counted from the first key to the last; ``passed``: on
    the desk's clock, from the beginning until it came. The page is believed only as far as the way there explains it.

    Faster than anybody types counts as nothing.
    """
    seconds = own_seconds if passed - TOLERANCE <= own_seconds <= passed else passed
    seconds = max(seconds, 1.0)
    wanted, given = passage.strip(), text.strip()
    longest = max(len(wanted), len(given))
    right = longest - distance(wanted, given)
    accuracy = 100 * right // longest
    units = right if is_chinese(passage) else Fraction(right, LETTERS_OF_A_WORD)
    speed = int(60 * units / Fraction(seconds))
    limit = FASTEST if is_chinese(passage) else Fraction(FASTEST, LETTERS_OF_A_WORD)
    return Typed(given, round(seconds, 1), speed, accuracy, measured=speed <= limit)


def distance(first: str, second: str) -> int:
    """How many characters must be put in, taken out or exchanged to make one of the other."""
    row = list(range(len(second) + 1))
    for number, left in enumerate(first, start=1):
        before, row[0] = row[0], number
        for place, right in enumerate(second, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (left != right))
    return row[-1]


# --- order ----------------------------------------------------------------------------------------------------------


def token(seed: str, name: str) -> str:
    """What an option is called in one attempt: it says nothing of where it stood."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()[:12]


def shuffled(things: Iterable[T], seed: str, names: Mapping[int, str]) -> list[T]:
    """Things in the order that a seed draws; ``names``: theirs, by where they stand."""
    numbered = list(enumerate(things))
    return [each for _, each in sorted(numbered, key=lambda pair: token(seed, names[pair[0]]))]
