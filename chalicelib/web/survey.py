"""The survey as a page for whoever has its link, on any phone and without scripts (D1). Pure but for the template.

Jinja2 is imported at the first such page, not before: no other page needs it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import msgspec

from chalicelib.core.errors import BadRequest, Invalid
from chalicelib.plans.model.look import AUTO
from chalicelib.plans.model.survey import SCORE, worded
from chalicelib.surveys.model.survey import Answer, Survey
from chalicelib.web import rendering
from chalicelib.web.survey_words import WORDS

MOST_FIELDS = 200


class Dress(msgspec.Struct, frozen=True):
    """How the page looks: its style sheet, the plan's choice of light or dark (``auto``: as the system is), and where
    its own picture is, as seen from the page (empty: it has none)."""

    style: str
    theme: str = AUTO
    picture: str = ""


class Form(msgspec.Struct, frozen=True):
    """What somebody typed or ticked, as it was sent: name → values."""

    values: Mapping[str, Sequence[str]] = msgspec.field(default_factory=dict)

    def one(self, name: str) -> str:
        """The value of this name, with plain line ends; empty if there is none."""
        return next(iter(self.values.get(name, ())), "").replace("\r\n", "\n").replace("\r", "\n").strip()

    def many(self, name: str) -> list[str]:
        """All values of this name."""
        return list(self.values.get(name, ()))


def form_of(body: bytes) -> Form:
    """A form as a browser sends it. Raises ``BadRequest``."""
    try:
        return Form(parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise BadRequest("this is no form of ours") from None


def form_with(answer: Answer) -> Form:
    """The form as it must have been filled in for this answer."""
    values = {
        "score": [str(answer.score)],
        "reasons": list(answer.reasons),
        "comment": [answer.comment],
        "resolved": [] if answer.resolved is None else ["yes" if answer.resolved else "no"],
    }
    return Form({**values, **{f"q:{name}": [str(value)] for name, value in answer.answers.items()}})


def said_in(form: Form, survey: Survey) -> dict[str, Any]:
    """Score, reasons, comment, answers and resolved. Raises ``Invalid`` where no score is chosen."""
    score = _number(form.one("score"))
    if score is None:
        raise Invalid.field("score", "choose one")
    answers: dict[str, Any] = {}
    for question in survey.rules.questions:
        value = form.one(f"q:{question.question_id}")
        if value:
            number = _number(value) if question.kind == SCORE else None
            answers[question.question_id] = value if number is None else number
    return {
        "score": score,
        "reasons": form.many("reasons") if score <= survey.rules.low_score else [],
        "comment": form.one("comment"),
        "answers": answers,
        "resolved": {"yes": True, "no": False}.get(form.one("resolved")),
    }


def _number(text: str) -> int | None:
    return int(text) if len(text) == 1 and text.isascii() and text.isdigit() else None


def name_of(survey: Survey, values: Mapping[str, Any]) -> str:
    """The ``client_id`` of an answer given on the page: the same form sent twice to the same survey has the same."""
    told = msgspec.json.encode(values, order="sorted")
    return f"page:{survey.version}:{hashlib.sha256(told).hexdigest()[:32]}"


def page_to_answer(survey: Survey, form: Form, wrong: Mapping[str, str], dress: Dress) -> str:
    """The form with what was typed, and what is wrong beside it."""
    return _page(survey, "form", dress, form=form, wrong=wrong)


def page_of_answer(survey: Survey, now: datetime, dress: Dress, *, is_late: bool = False) -> str:
    """The thanks with the score, and the way to change it while that is possible.

    ``is_late``: somebody has just tried to change it when that was not possible any more.
    """
    until = survey.changeable_until
    return _page(survey, "given", dress, can_change=until is not None and now < until, is_late=is_late)


def wrong_in(error: Invalid, survey: Survey) -> dict[str, str]:
    """What is wrong by field, in the page's words: those of our own fields, and ``q:`` with the plan's questions'."""
    words = WORDS[_locale(survey)]
    named = {each.field: each.message for each in error.errors}
    wrong = {"score": words["no_score"]} if "score" in named else {}
    for name in named:
        shown = f"q:{name.removeprefix('answers.')}" if name.startswith("answers.") else name
        if shown != "score":
            wrong[shown] = words["wrong"]
    return wrong


def _locale(survey: Survey) -> str:
    return survey.locale if survey.locale in WORDS else "en"


def _page(survey: Survey, what: str, dress: Dress, **more: Any) -> str:
    locale = _locale(survey)
    shown = {
        "what": what,
        "style": dress.style,
        "theme": dress.theme,
        "picture": dress.picture,
        "survey": survey,
        "words": WORDS[locale],
        "locale": locale,
        "say": lambda texts: worded(texts, locale),
        **more,
    }
    return rendering.page_of("survey.html", **shown)
