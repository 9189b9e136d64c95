"""What may be said in answer: checked against what was asked, every wrong field named. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import has_half_a_character
from chalicelib.plans.model.survey import CHOICE, SCORE, Question, SurveyRules
from chalicelib.surveys.model.survey import Answer

LOWEST, HIGHEST = 1, 5
LONGEST_COMMENT = 2000


def checked_answer(
    rules: SurveyRules,
    *,
    score: int,
    reasons: Sequence[str] = (),
    comment: str = "",
    answers: Mapping[str, Any] | None = None,
    resolved: bool | None = None,
) -> Answer:
    """An answer to a survey of these rules. Raises ``Invalid`` naming every field that does not hold."""
    wrong = WrongFields()
    if not _is_score(score):
        wrong.add("score", f"a whole number from {LOWEST} to {HIGHEST}")
    known = {each.choice_id for each in rules.reasons}
    if any(reason not in known for reason in reasons):
        wrong.add("reasons", f"of {', '.join(sorted(known))}" if known else "there are none here")
    said = _text("comment", comment, wrong)
    kept: dict[str, Any] = {}
    questions = {each.question_id: each for each in rules.questions}
    for name, value in (answers or {}).items():
        question, field = questions.get(name), f"answers.{name[:60]}"
        if question is None:
            wrong.add(field, "no such question")
        elif value is not None and value != "":
            kept[name] = _value(question, field, value, wrong)
    wrong.refuse()
    return Answer(score, tuple(dict.fromkeys(reasons)), said, kept, resolved)


def _value(question: Question, field: str, value: Any, wrong: WrongFields) -> Any:
    if question.kind == SCORE:
        if not _is_score(value):
            wrong.add(field, f"a whole number from {LOWEST} to {HIGHEST}")
        return value
    if not isinstance(value, str):
        wrong.add(field, "a text")
        return value
    if question.kind == CHOICE:
        known = [each.choice_id for each in question.choices]
        if value not in known:
            wrong.add(field, f"one of {', '.join(known)}")
        return value
    return _text(field, value, wrong)


def _is_score(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST


def _text(field: str, text: str, wrong: WrongFields) -> str:
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        wrong.add(field, f"at most {LONGEST_COMMENT} characters")
    elif "\x00" in text or has_half_a_character(text):
        wrong.add(field, "no NUL character, no lone surrogate")
    return text
