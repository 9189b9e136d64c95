"""A survey and its moves: survey in, survey out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict
from chalicelib.core.masks import Spans, masked
from chalicelib.core.sensitive import hidden
from chalicelib.plans.model.survey import TEXT, SurveyRules
from chalicelib.visitors.model.visitor import Customer

ASKED, ANSWERED, EXPIRED = "asked", "answered", "expired"
COMMENT = ""  # no question has this id
CHANGEABLE = timedelta(minutes=10)


class Answer(msgspec.Struct, frozen=True):
    """What was said: ``score`` 1 to 5, ``reasons`` by id, ``answers`` to the plan's own questions by id.

    ``resolved``: whether the matter is settled; None is unsaid.
    """

    score: int
    reasons: tuple[str, ...] = ()
    comment: str = ""
    answers: Mapping[str, Any] = msgspec.field(default_factory=dict)
    resolved: bool | None = None


class Survey(Customer, frozen=True):
    """One invitation to rate one service, and what came of it.

    ``about``: the id of what is rated. ``rules``: the plan's, as they were when it was asked. ``agent_id``: whose
    service it was. ``email``, ``mobile``: where the link went or goes, if not to the visitor's own addresses.
    ``callback_id``: of the callback that a low score opened; a better score later does not take it back.
    ``callback_in_time``: first called by the time it was due; ``callback_reached``: the customer was reached.
    ``masks``: agents see abuse in what is answered masked (E5); ``abuse``: where it stands, by question, in the
    comment under ``COMMENT``. The answer is as it was written, but for numbers of the kinds that the plan ``replaces``
    before anything is stored (F8).
    """

    survey_id: str
    about: str
    plan_key: str
    asked_at: datetime
    expires_at: datetime
    locale: str  # without a default, so that it is always written: who read surveys before has none for it
    text: str
    state: str = ASKED
    rules: SurveyRules = msgspec.field(default_factory=SurveyRules)
    agent_id: str | None = None
    agent_name: str | None = None
    agent_number: str | None = None
    group_ids: tuple[str, ...] = ()
    linked_at: datetime | None = None
    reminded_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    changed_at: datetime | None = None
    callback_id: str | None = None
    callback_done_at: datetime | None = None
    callback_in_time: bool | None = None
    callback_reached: bool | None = None
    version: int = 1
    masks: bool = False
    replaces: tuple[str, ...] = ()
    abuse: Mapping[str, Spans] = {}

    @property
    def masked_answer(self) -> Answer | None:
        """The answer as agents see it."""
        if self.answer is None or not self.abuse:
            return self.answer
        texts = {name: masked(self.answer.answers[name], self.abuse[name]) for name in self.abuse if name != COMMENT}
        comment = masked(self.answer.comment, self.abuse.get(COMMENT, ()))
        return replace(self.answer, comment=comment, answers={**self.answer.answers, **texts})

    @property
    def changeable_until(self) -> datetime | None:
        """Until when a given answer may be changed."""
        return self.answered_at + CHANGEABLE if self.answered_at and not self.is_sealed else None

    @property
    def is_sealed(self) -> bool:
        """Whether nothing is answered any more, nor changed: whoever was asked is erased (F6)."""
        return self.expires_at <= self.asked_at


class SurveyClosed(Conflict):
    """Nothing can be answered here any more."""


class AnsweredBefore(SurveyClosed):
    """It was answered before, and the time to change that is over."""

    code = "survey_answered"
    title = "Thank you, we have your answer already"


class SurveyExpired(SurveyClosed):
    """The time to answer is over."""

    code = "survey_expired"
    title = "This survey is closed; thank you all the same"


def survey_id_of(about: str) -> str:
    """The one survey about a conversation, a message or a ticket; also the one that may have opened this callback."""
    return f"srv_{about.partition('_')[2] or about}"


def state_at(survey: Survey, now: datetime) -> str:
    """The state; an unanswered survey is expired from the moment it is due to be, whether or not that was written."""
    return EXPIRED if survey.state == ASKED and now >= survey.expires_at else survey.state


def is_over(survey: Survey, now: datetime) -> bool:
    """Whether its link has ended: when the time to answer is over, and with it the time to change an answer."""
    end = survey.expires_at if survey.answer is None else survey.expires_at + CHANGEABLE
    return now >= end


def is_low(survey: Survey) -> bool:
    """Whether its score is one that calls for a callback (D2)."""
    return survey.answer is not None and survey.answer.score <= survey.rules.low_score


def written_in(survey: Survey, answer: Answer) -> dict[str, str]:
    """What is said in an answer in words of the customer's own, by question, and in the comment."""
    asked = {each.question_id for each in survey.rules.questions if each.kind == TEXT}
    texts = {name: str(value) for name, value in answer.answers.items() if name in asked}
    return {COMMENT: answer.comment, **texts} if answer.comment else texts


def as_kept(survey: Survey, answer: Answer) -> Answer:
    """The answer as it is stored, by what the plan replaces."""
    if not survey.replaces:
        return answer
    texts = {name: hidden(text, survey.replaces) for name, text in written_in(survey, answer).items()}
    comment = texts.pop(COMMENT, answer.comment)
    return replace(answer, comment=comment, answers={**answer.answers, **texts})


def answered(survey: Survey, answer: Answer, now: datetime, abuse: Mapping[str, Spans] | None = None) -> Survey:
    """Answered, or answered otherwise within ten minutes; ``abuse``: where it stands in what was written.

    Raises ``SurveyExpired``, ``AnsweredBefore``.
    """
    state = state_at(survey, now)
    if state == EXPIRED or survey.is_sealed:
        raise SurveyExpired("the time to answer was over")
    until = survey.changeable_until
    if until is not None and now >= until:
        raise AnsweredBefore("an answer can be changed for ten minutes")
    first = survey.answered_at or now
    changed_at = now if survey.answered_at else None
    return _next(survey, state=ANSWERED, answer=answer, abuse=abuse or {}, answered_at=first, changed_at=changed_at)


class SurveyAnswered(msgspec.Struct, frozen=True):
    """It was answered, or answered otherwise."""

    survey_id: str


class Scored(msgspec.Struct, frozen=True):
    """Asked of those above before an answer is stored: what to add to its transaction, or None."""

    survey: Survey


def linked(survey: Survey, email: str | None, mobile: str | None, now: datetime) -> Survey | None:
    """With its link sent there; None where there is nothing to send: it is answered, over, or was sent before."""
    if survey.linked_at is not None or state_at(survey, now) != ASKED or not (email or mobile):
        return None
    return _next(survey, linked_at=now, email=email, mobile=mobile)


def reminded(survey: Survey, now: datetime) -> Survey | None:
    """With its one reminder sent; None where there is none to send."""
    if survey.linked_at is None or survey.reminded_at is not None or state_at(survey, now) != ASKED:
        return None
    return _next(survey, reminded_at=now)


def expired(survey: Survey, now: datetime) -> Survey | None:
    """Over without an answer; None where it is not, or not yet."""
    if survey.state != ASKED or now < survey.expires_at:
        return None
    return _next(survey, state=EXPIRED)


def called_back(survey: Survey, done_at: datetime, in_time: bool, reached: bool) -> Survey | None:
    """With what became of its callback; None if that is known."""
    if survey.callback_done_at is not None:
        return None
    return _next(survey, callback_done_at=done_at, callback_in_time=in_time, callback_reached=reached)


def _next(survey: Survey, **changes: Any) -> Survey:
    return replace(survey, **changes, version=survey.version + 1)
