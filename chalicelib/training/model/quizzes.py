"""A quiz as data (F11): questions with weights, what is right, a pass mark. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import among, has_half_a_character, is_visible

SINGLE, MULTIPLE, ORDERING, FREE, TYPING = "single", "multiple", "ordering", "text", "typing"
QUESTION_KINDS = (SINGLE, MULTIPLE, ORDERING, FREE, TYPING)
CHOSEN = (SINGLE, MULTIPLE, ORDERING)

MOST_QUESTIONS, MOST_OPTIONS, MOST_FREE = 60, 12, 10
HIGHEST_WEIGHT, MOST_MINUTES, MOST_TRIES, MOST_HOURS = 100, 600, 100, 24 * 90
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_NOTE, LONGEST_PASSAGE, SHORTEST_PASSAGE = 2000, 500, 2000, 600, 20
FASTEST = 1000  # a minute; whoever is faster did not type

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_KEY = re.compile(r"[A-Za-z0-9_-]+")
Whole = Annotated[int, msgspec.Meta(ge=-(10**6), le=10**6)]


class Option(msgspec.Struct, frozen=True):
    """What may be chosen, or is to be put into order."""

    option_id: Key
    text: str = ""


class Question(msgspec.Struct, frozen=True):
    """``right``: the options that are right; of ``ordering`` all, in the right order. ``weight``: what it counts beside
    the others. ``note``: shown once it is over, and to who judges free text.

    ``passage``: what is to be typed; ``goal``: characters a minute that are worth all of it (words, where the passage
    is not Chinese), ``least_accuracy``: percent of it that must be right, below which it is worth nothing.
    """

    question_id: Key
    kind: Annotated[str, among(*QUESTION_KINDS)]
    text: str = ""
    options: tuple[Option, ...] = ()
    right: tuple[Key, ...] = ()
    weight: Whole = 10
    note: str = ""
    passage: str = ""
    goal: Whole = 60
    least_accuracy: Whole = 90


class Quiz(msgspec.Struct, frozen=True):
    """``pass_mark``: percent. ``minutes``: how long one has (0: a week). ``tries``: how often one may begin it until it
    is passed (0: any number), each so many ``wait_hours`` after the last one ended. ``shuffled``: every attempt has an
    order of its own. ``lessons_first``: only whoever has seen all lessons begins. ``shows_right``: whether what is
    right is shown once an attempt is over."""

    questions: tuple[Question, ...] = ()
    pass_mark: Whole = 70
    minutes: Whole = 0
    tries: Whole = 0
    wait_hours: Whole = 0
    shuffled: bool = True
    lessons_first: bool = True
    shows_right: bool = True

    def question(self, question_id: str) -> Question | None:
        """The question with this id."""
        return next((each for each in self.questions if each.question_id == question_id), None)


def is_key(text: str) -> bool:
    """Whether it may be the id of a lesson or a question."""
    return _KEY.fullmatch(text) is not None


def check_bounds_of_quiz(wrong: WrongFields, where: str, quiz: Quiz) -> None:
    """What even a draft must keep to."""
    for name, value, least, most in (
        ("pass_mark", quiz.pass_mark, 0, 100),
        ("minutes", quiz.minutes, 0, MOST_MINUTES),
        ("tries", quiz.tries, 0, MOST_TRIES),
        ("wait_hours", quiz.wait_hours, 0, MOST_HOURS),
    ):
        if not least <= value <= most:
            wrong.add(f"{where}.{name}", f"{least} to {most}")
    if len(quiz.questions) > MOST_QUESTIONS:
        wrong.add(f"{where}.questions", f"at most {MOST_QUESTIONS}")
    for place, each in _questions(where, quiz):
        _check_bounds(wrong, place, each)


def _check_bounds(wrong: WrongFields, where: str, each: Question) -> None:
    if each.kind not in QUESTION_KINDS:
        wrong.add(f"{where}.kind", f"one of {', '.join(QUESTION_KINDS)}")
    for name, value, least, most in (
        ("weight", each.weight, 1, HIGHEST_WEIGHT),
        ("goal", each.goal, 1, FASTEST),
        ("least_accuracy", each.least_accuracy, 0, 100),
    ):
        if not least <= value <= most:
            wrong.add(f"{where}.{name}", f"{least} to {most}")
    if len(each.options) > MOST_OPTIONS:
        wrong.add(f"{where}.options", f"at most {MOST_OPTIONS}")
    for name, text, longest in (
        ("text", each.text, LONGEST_QUESTION),
        ("note", each.note, LONGEST_NOTE),
        ("passage", each.passage, LONGEST_PASSAGE),
        *((f"options.{number}.text", option.text, LONGEST_OPTION) for number, option in enumerate(each.options)),
    ):
        if len(text) > longest or has_half_a_character(text) or "\x00" in text:
            wrong.add(f"{where}.{name}", f"at most {longest:,} characters, no NUL character, no lone surrogate")


def check_whole_quiz(wrong: WrongFields, where: str, quiz: Quiz) -> None:
    """What a quiz that is published must keep to."""
    if not quiz.questions:
        wrong.add(f"{where}.questions", "at least one question")
    ids = [each.question_id for each in quiz.questions]
    if len(set(ids)) < len(ids):
        wrong.add(f"{where}.questions", "every id only once")
    if sum(each.kind == FREE for each in quiz.questions) > MOST_FREE:
        wrong.add(f"{where}.questions", f"at most {MOST_FREE} that people judge")
    for place, each in _questions(where, quiz):
        if not is_key(each.question_id):
            wrong.add(f"{place}.question_id", "letters, digits, - and _")
        if not is_visible(each.text):
            wrong.add(f"{place}.text", "something to ask")
        if each.kind == TYPING and len(each.passage.strip()) < SHORTEST_PASSAGE:
            wrong.add(f"{place}.passage", f"at least {SHORTEST_PASSAGE} characters")
        if each.kind in CHOSEN:
            _check_choice(wrong, place, each)


def _check_choice(wrong: WrongFields, where: str, each: Question) -> None:
    ids = [option.option_id for option in each.options]
    if len(ids) < 2 or len(set(ids)) < len(ids):
        wrong.add(f"{where}.options", "two or more, every id only once")
    for number, option in enumerate(each.options):
        if not is_visible(option.text):
            wrong.add(f"{where}.options.{number}.text", "something that can be seen")
    right = set(each.right)
    if not right <= set(ids) or len(right) < len(each.right):
        wrong.add(f"{where}.right", "of the options, each once")
    elif each.kind == SINGLE and len(right) != 1:
        wrong.add(f"{where}.right", "one of the options")
    elif each.kind == MULTIPLE and not right:
        wrong.add(f"{where}.right", "one or more of the options")
    elif each.kind == ORDERING and len(right) != len(ids):
        wrong.add(f"{where}.right", "all options in the right order")


def _questions(where: str, quiz: Quiz) -> Iterator[tuple[str, Question]]:
    for number, each in enumerate(quiz.questions):
        yield f"{where}.questions.{number}", each
