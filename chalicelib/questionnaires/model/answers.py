"""What may be answered: checked against what was asked, every wrong field named; which questions are asked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import has_half_a_character
from chalicelib.core.times import is_day
from chalicelib.questionnaires.model.questions import (
    CHOSEN,
    DATE,
    MANY,
    NUMBER,
    ONE,
    RATED,
    TEXT,
    AskedIf,
    AskedQuestion,
    LowAnswer,
    QuestionnaireDefinition,
)

LONGEST_ANSWER = 2000
LARGEST = 10**12

Answers = Mapping[str, Any]  # a choice's key, several of them, a number, a day, or a text


def asked(definition: QuestionnaireDefinition, answers: Answers) -> list[AskedQuestion]:
    """The questions that these answers lead to, in order: what is not asked has no answer that others depend on."""
    shown, known = list[AskedQuestion](), dict[str, Any]()
    for each in definition.questions:
        if each.shown_if is None or holds(each.shown_if, known.get(each.shown_if.key)):
            shown.append(each)
            if each.key in answers:
                known[each.key] = answers[each.key]
    return shown


def holds(condition: AskedIf, answer: Any) -> bool:
    """Whether an answer is what the condition wants; no answer never is."""
    if answer is None:
        return False
    if condition.any_of:
        return not set(condition.any_of).isdisjoint(answer if isinstance(answer, list | tuple) else [answer])
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return False
    low, high = condition.at_least, condition.at_most
    return (low is None or answer >= low) and (high is None or answer <= high)


def is_low(low: LowAnswer | None, answer: Any) -> bool:
    """Whether this answer calls for a callback."""
    return low is not None and holds(AskedIf("", low.any_of, None, low.at_most), answer)


def lows(definition: QuestionnaireDefinition, answers: Answers) -> list[AskedQuestion]:
    """The questions whose answers call for a callback, in order."""
    return [each for each in asked(definition, answers) if is_low(each.low, answers.get(each.key))]


def checked_answers(
    definition: QuestionnaireDefinition, answers: Answers, *, pages: Iterable[int] | None = None
) -> dict[str, Any]:
    """Answers as they are kept: of questions that are asked, empty ones left out. ``pages``: what is required there
    must be there (None: nothing must be yet). Raises ``Invalid`` naming every field that does not hold.
    """
    wrong, kept = WrongFields(), dict[str, Any]()
    known = {each.key for each in definition.questions}
    for name in answers:
        if name not in known:
            wrong.add(f"answers.{name[:60]}", "no such question")
    for question in definition.questions:
        if question.key not in answers:
            continue
        value = _value(question, f"answers.{question.key}", answers[question.key], wrong)
        if value not in (None, "", []):
            kept[question.key] = value
    shown = asked(definition, kept)
    needed = set(pages or ())
    for question in shown:
        if question.required and question.page in needed and question.key not in kept:
            wrong.add(f"answers.{question.key}", "this must be answered")
    wrong.refuse()
    return {each.key: kept[each.key] for each in shown if each.key in kept}


def _value(question: AskedQuestion, field: str, value: Any, wrong: WrongFields) -> Any:
    if value is None:
        return None
    if question.kind in CHOSEN:
        return _chosen(question, field, value, wrong)
    if question.kind in (*RATED, NUMBER):
        return _number(question, field, value, wrong)
    if not isinstance(value, str):
        wrong.add(field, "a text")
        return None
    text = value.strip()
    if question.kind == DATE and text and not is_day(text):
        wrong.add(field, "a date such as 2026-11-28")
    elif question.kind == TEXT and len(text) > LONGEST_ANSWER:
        wrong.add(field, f"at most {LONGEST_ANSWER} characters")
    elif "\x00" in text or has_half_a_character(text):
        wrong.add(field, "no NUL character, no lone surrogate")
    return text


def _chosen(question: AskedQuestion, field: str, value: Any, wrong: WrongFields) -> Any:
    keys = [each.key for each in question.choices]
    chosen = value if isinstance(value, list) else [value]
    if question.kind == ONE and (isinstance(value, list) or value not in ("", *keys)):
        wrong.add(field, f"one of {', '.join(keys)}")
        return None
    if question.kind == MANY and not all(isinstance(each, str) and each in keys for each in chosen):
        wrong.add(field, f"of {', '.join(keys)}")
        return None
    return value if question.kind == ONE else [each for each in keys if each in chosen]


def _number(question: AskedQuestion, field: str, value: Any, wrong: WrongFields) -> Any:
    lowest, highest = question.bounds
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not abs(value) <= LARGEST or (question.kind in RATED and value != int(value)):
        wrong.add(field, "a whole number" if question.kind in RATED else "a number")
        return None
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        wrong.add(field, f"between {lowest} and {highest}")
        return None
    return int(value) if value == int(value) else value
