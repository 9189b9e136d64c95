"""What responses come to: counts of a cell, added and taken away exactly; what a report makes of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from chalicelib.questionnaires.model.questions import (
    DATE,
    MANY,
    NPS,
    NUMBER,
    RATED,
    TEXT,
    AskedQuestion,
    QuestionnaireDefinition,
)
from chalicelib.questionnaires.model.response import ANSWERED, BEGUN, EXPIRED, Response

SHARES = 4  # of a cell that is nobody's: letters of a campaign that many answer at once
PROMOTERS, DETRACTORS = 9, 6


class Cell(msgspec.Struct, frozen=True):
    """Where a response counts: all of it is known when it is asked, and never changes."""

    day: str
    number: int
    plan_key: str
    way: str
    agent_id: str = ""
    campaign_id: str = ""
    share: int = 0

    @property
    def order(self) -> str:
        """Its range key, which begins with the day."""
        return f"{self.day}#{self.number}#{self.plan_key}#{self.way}#{self.agent_id}#{self.campaign_id}#{self.share}"


class Asked(msgspec.Struct, frozen=True):
    """What one question came to: how many answered, the sum of numbers in thousandths, and how often each was chosen or
    given."""

    answered: int = 0
    thousandths: int = 0
    spread: Mapping[str, int] = {}


class Tally(msgspec.Struct, frozen=True):
    """How many were asked, began, answered and let the time go by; and each question by its key."""

    asked: int = 0
    begun: int = 0
    answered: int = 0
    expired: int = 0
    questions: Mapping[str, Asked] = {}


def cell_of(response: Response) -> Cell:
    """Where it counts."""
    agent_id = response.agent_id or ""
    share = 0 if agent_id else int(response.response_id[-4:], 16) % SHARES
    return Cell(
        response.day, response.number, response.plan_key, response.way, agent_id, response.campaign_id or "", share
    )


def tally_of(response: Response, state: str, definition: QuestionnaireDefinition) -> Tally:
    """What a response adds in this state (empty: nothing)."""
    if not state:
        return Tally()
    has_begun = state in (BEGUN, ANSWERED) or (state == EXPIRED and response.begun_at is not None)
    questions = _questions(response, definition) if state == ANSWERED else {}
    return Tally(1, int(has_begun), int(state == ANSWERED), int(state == EXPIRED), questions)


def _questions(response: Response, definition: QuestionnaireDefinition) -> dict[str, Asked]:
    known = {each.key: each for each in definition.questions}
    return {name: _asked(known[name], value) for name, value in response.answers.items() if name in known}


def _asked(question: AskedQuestion, value: Any) -> Asked:
    if question.kind in (DATE, TEXT):
        return Asked(1)
    if question.kind == MANY:
        return Asked(1, 0, dict.fromkeys(value, 1))
    if question.kind == NUMBER:
        return Asked(1, int(Decimal(str(value)) * 1000))
    if question.kind in RATED:
        return Asked(1, int(value) * 1000, {str(value): 1})
    return Asked(1, 0, {str(value): 1})


def plus(first: Tally, second: Tally, sign: int = 1) -> Tally:
    """Both together, or (``sign`` -1) the first without the second; what is nothing is left out."""
    names = {*first.questions, *second.questions}
    sums = {
        name: _plus(first.questions.get(name, Asked()), second.questions.get(name, Asked()), sign) for name in names
    }
    return Tally(
        first.asked + sign * second.asked,
        first.begun + sign * second.begun,
        first.answered + sign * second.answered,
        first.expired + sign * second.expired,
        {name: each for name, each in sorted(sums.items()) if each != Asked()},
    )


def _plus(first: Asked, second: Asked, sign: int) -> Asked:
    keys = {*first.spread, *second.spread}
    spread = {each: first.spread.get(each, 0) + sign * second.spread.get(each, 0) for each in keys}
    return Asked(
        first.answered + sign * second.answered,
        first.thousandths + sign * second.thousandths,
        {each: count for each, count in sorted(spread.items()) if count},
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    sums = Tally()
    for each in tallies:
        sums = plus(sums, each)
    return sums


# --- what a report says ---------------------------------------------------------------------------------------------


class Figures(msgspec.Struct, frozen=True):
    """``rate``: of those who were asked; ``abandoned``: began and did not end, so far or for good."""

    asked: int
    begun: int
    answered: int
    abandoned: int
    rate: float | None


class QuestionFigures(msgspec.Struct, frozen=True):
    """``mean``: of scales and numbers; ``nps``: promoters without detractors, in percent; ``spread``: how often each
    was chosen or given."""

    key: str
    answered: int
    mean: float | None
    nps: float | None
    spread: Mapping[str, int]


def figures_of(tally: Tally) -> Figures:
    """How many of them."""
    rate = round(tally.answered / tally.asked, 4) if tally.asked else None
    return Figures(tally.asked, tally.begun, tally.answered, tally.begun - tally.answered, rate)


def question_figures(question: AskedQuestion, asked: Asked) -> QuestionFigures:
    """One question."""
    counts = question.kind in (*RATED, NUMBER) and asked.answered
    mean = round(asked.thousandths / 1000 / asked.answered, 2) if counts else None
    nps = _nps(asked) if question.kind == NPS and asked.answered else None
    return QuestionFigures(question.key, asked.answered, mean, nps, dict(asked.spread))


def _nps(asked: Asked) -> float:
    promoters = sum(count for given, count in asked.spread.items() if int(given) >= PROMOTERS)
    detractors = sum(count for given, count in asked.spread.items() if int(given) <= DETRACTORS)
    return round((promoters - detractors) * 100 / asked.answered, 1)
