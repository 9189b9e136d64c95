"""Whether, how and whom a plan asks how it went (D1), and what a low score brings (D2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from chalicelib.core.errors import Invalid, checked_each
from chalicelib.core.i18n import LANGUAGES
from chalicelib.plans.model.hours.clock import after_working_time
from chalicelib.plans.model.hours.week import Hours

ALWAYS, SAMPLE, NEVER = "always", "sample", "never"
ASKING = (ALWAYS, SAMPLE, NEVER)
CALENDAR, WORKING = "calendar", "working"
SCORE, TEXT, CHOICE = "score", "text", "choice"
KINDS = (SCORE, TEXT, CHOICE)
MOST_CHOICES, MOST_QUESTIONS, LONGEST_LABEL = 20, 10, 200

_ID = r"[a-z0-9_-]{1,40}"


class Choice(msgspec.Struct, frozen=True):
    """Something to tick; ``texts``: language → its words."""

    choice_id: str
    texts: Mapping[str, str]


class Question(msgspec.Struct, frozen=True):
    """A question of the plan's own: a ``score`` of 1 to 5, a ``text``, or a ``choice`` of one."""

    question_id: str
    kind: str
    texts: Mapping[str, str]
    choices: tuple[Choice, ...] = ()


REASONS = (
    Choice("slow", {"zh-CN": "回复太慢", "en": "Slow to answer"}),
    Choice("unsolved", {"zh-CN": "问题没有解决", "en": "Not solved"}),
    Choice("attitude", {"zh-CN": "服务态度不好", "en": "Unfriendly"}),
    Choice("unclear", {"zh-CN": "解答不清楚", "en": "Unclear answer"}),
    Choice("product", {"zh-CN": "对产品或政策不满意", "en": "Unhappy with product or policy"}),
)


class SurveyRules(msgspec.Struct, frozen=True):
    """``ask`` always, of a sample (``share`` percent), or never; no visitor and no
    address again within ``again_after_days``.

    The link goes out ``link_after_minutes`` after closing if nobody answered in the widget, a reminder
    ``remind_after_hours`` later, and the survey expires after ``expire_after_days``. A score of ``low_score`` or less
    brings a callback due in ``callback_minutes``, by the calendar or by working time.
    """

    ask: str = ALWAYS
    share: int = 100
    again_after_days: int = 7
    link_after_minutes: int = 10
    remind_after_hours: int = 24
    expire_after_days: int = 7
    reasons: tuple[Choice, ...] = REASONS
    questions: tuple[Question, ...] = ()
    low_score: int = 3
    callback_minutes: int = 120
    callback_time: str = CALENDAR


USUAL = SurveyRules()


def checked_survey(values: Mapping[str, Any], before: SurveyRules = USUAL) -> SurveyRules:
    """The rules as an administrator said them, what is left out as before; numbers are within their bounds already.

    Raises ``Invalid``, also where the survey would be over before its reminder goes out.
    """
    rules: dict[str, Any] = {**msgspec.to_builtins(before), **values}
    if rules["ask"] not in ASKING:
        raise Invalid.field("survey.ask", f"one of {', '.join(ASKING)}")
    if rules["callback_time"] not in (CALENDAR, WORKING):
        raise Invalid.field("survey.callback_time", f"{CALENDAR} or {WORKING}")
    first = timedelta(minutes=rules["link_after_minutes"])
    if first + timedelta(hours=rules["remind_after_hours"]) >= timedelta(days=rules["expire_after_days"]):
        raise Invalid.field("survey.remind_after_hours", "link and reminder go out before expire_after_days is over")
    reasons = rules.pop("reasons")
    questions = rules.pop("questions")
    asked = checked_each("survey.questions", questions, _question, most=MOST_QUESTIONS, by="question_id")
    return SurveyRules(
        **rules,
        reasons=REASONS if reasons is None else _choices("survey.reasons", reasons),
        questions=asked,
    )


def _question(where: str, values: Mapping[str, Any]) -> Question:
    if not re.fullmatch(_ID, values["question_id"]):
        raise Invalid.field(f"{where}.question_id", "1 to 40 of a-z, 0-9, - and _")
    if values["kind"] not in KINDS:
        raise Invalid.field(f"{where}.kind", f"one of {', '.join(KINDS)}")
    choices = _choices(f"{where}.choices", values["choices"])
    if (values["kind"] == CHOICE) != bool(choices):
        raise Invalid.field(f"{where}.choices", "a choice has choices, and nothing else has")
    return Question(values["question_id"], values["kind"], _texts(f"{where}.texts", values["texts"]), choices)


def _choices(where: str, items: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    if len(items) > MOST_CHOICES:
        raise Invalid.field(where, f"at most {MOST_CHOICES}")
    if any(not re.fullmatch(_ID, each["choice_id"]) for each in items) or len(
        {each["choice_id"] for each in items}
    ) < len(items):
        raise Invalid.field(where, "every choice_id once, 1 to 40 of a-z, 0-9, - and _")
    return tuple(
        Choice(each["choice_id"], _texts(f"{where}.{number}.texts", each["texts"])) for number, each in enumerate(items)
    )


def _texts(where: str, values: Mapping[str, str]) -> dict[str, str]:
    if not values or any(language not in LANGUAGES for language in values):
        raise Invalid.field(where, f"words in one or more of {', '.join(LANGUAGES)}")
    if any("\x00" in text for text in values.values()):
        raise Invalid.field(where, "no NUL character")
    if any(not 1 <= len(text.strip()) <= LONGEST_LABEL for text in values.values()):
        raise Invalid.field(where, f"1 to {LONGEST_LABEL} characters")
    return {language: text.strip() for language, text in values.items()}


def callback_due(rules: SurveyRules, hours: Hours | None, zone: str, at: datetime) -> datetime:
    """When somebody who gave a low score at this moment must have been called (D2)."""
    how_long = timedelta(minutes=rules.callback_minutes)
    if rules.callback_time == WORKING:
        return after_working_time(hours, zone, at, how_long) or at + how_long
    return at + how_long


def worded(texts: Mapping[str, str], language: str) -> str:
    """The words in this language, or in whatever language there are some."""
    return texts.get(language) or next(iter(texts.values()))
