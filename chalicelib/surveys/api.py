"""The visitor's answer in the widget, what an agent sees of it, and the figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, placed, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import AS_WRITTEN
from chalicelib.plans.model.survey import KINDS
from chalicelib.surveys.model.figures import Figures
from chalicelib.surveys.model.survey import ANSWERED, ASKED, EXPIRED, AnsweredBefore, Survey, SurveyExpired, state_at
from chalicelib.surveys.model.survey import Answer as Given
from chalicelib.surveys.service import answering, reading
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

OWN = "/v1/widget/{plan_key}/surveys/{survey_id}"


class AnswerSurvey(msgspec.Struct, forbid_unknown_fields=True):
    score: int
    client_id: Id
    reasons: list[str] = []
    comment: str = ""
    answers: dict[str, Any] = {}
    resolved: bool | None = None


class FiguresQuery(msgspec.Struct, forbid_unknown_fields=True):
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    by: Literal["day", "agent", "group", "plan"] = "day"
    cursor: Cursor = ""


class ChoiceView(msgspec.Struct):
    choice_id: str
    texts: dict[str, str]


class QuestionView(msgspec.Struct):
    question_id: str
    kind: Annotated[str, among(*KINDS)]
    texts: dict[str, str]
    choices: list[ChoiceView]


class SaidView(Given, frozen=True):
    pass


class GivenView(msgspec.Struct):
    survey_id: str
    state: Annotated[str, among(ASKED, ANSWERED, EXPIRED)]
    score: int | None
    changeable_until: datetime | None


class OwnView(GivenView):
    text: str
    questions: list[QuestionView]
    reasons: list[ChoiceView]
    low_score: int
    expires_at: datetime
    answer: SaidView | None


@showing(
    Survey,
    "about plan_key visitor_id visitor_name asked_at linked_at reminded_at answered_at changed_at "
    "callback_id callback_done_at callback_in_time callback_reached",
)
class SurveyView(OwnView):
    """``callback_in_time``: the first call was made by the time it was due, whatever came of it; ``callback_reached``:
    the customer was reached. Both are unknown until the callback is closed. ``masked``: a mask stands in place of
    abusive words; ``as_written``: the answer as it was written, for those who may see that."""

    agent: AgentRef | None
    masked: bool
    as_written: SaidView | None


class FiguresView(Figures, frozen=True):
    """``callbacks_in_time``: first called by the time it was due, whatever came of it; ``callbacks_reached``: the
    customer was reached, sooner or later."""


class FiguresPage(PageOf[FiguresView]):
    """``total``: of the whole time that was asked for, from ``from`` to ``to``, days of the desk's calendar."""

    total: FiguresView
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


def show_survey(survey: Survey, now: datetime, reader: Agent) -> SurveyView:
    """For an agent, with abuse as it was written if they may see it."""
    is_masked = survey.masked_answer != survey.answer
    as_written = survey.answer if is_masked and AS_WRITTEN in reader.rights.permissions else None
    seen = {"answer": survey.masked_answer, "masked": is_masked, "as_written": as_written}
    return msgspec.convert({**_said_of(survey, now), **seen}, SurveyView, from_attributes=True)


def _said_of(survey: Survey, now: datetime) -> dict[str, Any]:
    """Everything any view shows; each takes what it has fields for."""
    rules, answer = survey.rules, survey.answer
    agent = AgentRef(survey.agent_id, survey.agent_name, survey.agent_number) if survey.agent_id else None
    return {
        **msgspec.structs.asdict(survey),
        "state": state_at(survey, now),
        "score": answer.score if answer else None,
        "changeable_until": survey.changeable_until,
        "questions": rules.questions,
        "reasons": rules.reasons,
        "low_score": rules.low_score,
        "agent": agent,
    }


@routes.get(OWN, caller=visitors.recognised)
def read_own_survey(call: Call[visitors.Caller], plan_key: str, survey_id: str) -> Answer[OwnView]:
    """What a visitor is asked, and what they answered."""
    survey = reading.read_own(call.desk, call.caller, plan_key, survey_id)
    return Answer(msgspec.convert(_said_of(survey, call.desk.now()), OwnView, from_attributes=True))


@routes.post(
    OWN + "/answer",
    caller=visitors.recognised,
    body=AnswerSurvey,
    raises=(AnsweredBefore, SurveyExpired, LimitReached, KeyReused),
)
def answer_survey(call: Call[visitors.Caller], plan_key: str, survey_id: str) -> Answer[GivenView]:
    """Answer a survey; it may be changed for ten minutes."""
    survey = answering.answer(call.desk, call.caller, plan_key, survey_id, **msgspec.structs.asdict(call.body))
    return Answer(msgspec.convert(_said_of(survey, call.desk.now()), GivenView, from_attributes=True))


@routes.get(
    "/v1/desk/conversations/{conversation_id}/survey", caller=people.may("conversations.answer"), raises=(NotYours,)
)
def read_survey(call: Call[people.Caller], conversation_id: str) -> Answer[SurveyView]:
    """What the visitor of a conversation answered."""
    survey = reading.of_conversation(call.desk, call.caller.agent, conversation_id, call.request_id)
    return Answer(show_survey(survey, call.desk.now(), call.caller.agent))


class RatingView(msgspec.Struct):
    """How a conversation was rated: ``about`` is its id. A mask stands in place of abusive words."""

    survey_id: str
    about: str
    state: Annotated[str, among(ASKED, ANSWERED, EXPIRED)]
    score: int | None
    resolved: bool | None
    comment: str
    asked_at: datetime


@routes.get(
    "/v1/desk/conversations/{conversation_id}/ratings",
    caller=people.may("conversations.answer"),
    query=PageQuery,
    raises=(NotYours,),
)
def list_customer_ratings(call: Call[people.Caller], conversation_id: str) -> Answer[PageOf[RatingView]]:
    """How the customer of a conversation rated their conversations; a page may be short while others follow."""
    asked, now = (call.desk, call.caller.agent, conversation_id, start_of(call), call.request_id), call.desk.now()
    things, more = reading.of_customer(*asked)
    return Answer(placed(call, things, lambda each: _rating(each, now), more=more))


def _rating(survey: Survey, now: datetime) -> RatingView:
    said, state = survey.masked_answer, state_at(survey, now)
    score, resolved, comment = (said.score, said.resolved, said.comment) if said else (None, None, "")
    return RatingView(survey.survey_id, survey.about, state, score, resolved, comment, survey.asked_at)


@routes.get("/v1/admin/survey-figures", caller=people.may("surveys.see"), query=FiguresQuery)
def read_survey_figures(call: Call[people.Caller]) -> Answer[FiguresPage]:
    """Satisfaction by day, agent, group or plan, and in total."""
    query = call.query
    items, total, days = reading.figures(call.desk, call.caller.agent, query.first, query.last, query.by)
    figures = page(call, enumerate(items), lambda each: each[0], lambda each: shown(FiguresView, each[1]))
    return Answer(FiguresPage(figures.items, figures.next, shown(FiguresView, total), days[0], days[-1]))
