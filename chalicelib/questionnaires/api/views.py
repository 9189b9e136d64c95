"""What is shown of questionnaires and responses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.text import among
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import AS_WRITTEN
from chalicelib.questionnaires.model.questions import (
    AskedQuestion,
    Questionnaire,
    QuestionnaireDefinition,
    Version,
    names_of,
)
from chalicelib.questionnaires.model.response import STATES, WAYS, Response, state_at
from chalicelib.questionnaires.model.tallies import Figures, QuestionFigures


class QuestionnaireVersionView(Version, frozen=True):
    pass


class QuestionnaireLine(msgspec.Struct):
    """``published``: the number of the version that is asked; null: none."""

    questionnaire_id: str
    names: dict[str, str]
    published: int | None
    published_at: datetime | None
    published_by: str | None
    has_draft: bool
    version: int


class QuestionnaireView(msgspec.Struct):
    """What is published of a questionnaire, and its draft."""

    questionnaire_id: str
    published: QuestionnaireVersionView | None
    draft: QuestionnaireDefinition | None
    version: int


class AnsweringView(msgspec.Struct):
    """What is asked in a follow-up, and what was answered so far. ``version``: of the answers; 0: there are none.
    ``sent_at``: when a letter with its link went out."""

    questionnaire_id: str
    number: int
    definition: QuestionnaireDefinition
    state: Annotated[str, among(*STATES)]
    answers: dict[str, Any]
    version: int
    sent_at: datetime | None


class QuestionnaireResponse(msgspec.Struct):
    """``masked``: a mask stands in place of abusive words. ``page``: how far they came."""

    response_id: str
    number: int
    plan_key: str
    visitor_id: str
    visitor_name: str | None
    way: Annotated[str, among(*WAYS)]
    state: Annotated[str, among(*STATES)]
    agent: AgentRef | None
    campaign_id: str | None
    about: str | None
    asked_at: datetime
    answered_at: datetime | None
    page: int
    answers: dict[str, Any]
    masked: bool
    raised_id: str | None


class ResponseFigures(Figures, frozen=True):
    pass


class QuestionFiguresShown(QuestionFigures, frozen=True):
    pass


class QuestionnaireFigures(msgspec.Struct):
    key: str
    name: str
    figures: ResponseFigures
    questions: list[QuestionFiguresShown]


class QuestionnaireReport(msgspec.Struct):
    """``questions``: those of all versions that were asked, the newest words of each."""

    questions: list[AskedQuestion]
    total: QuestionnaireFigures
    lines: list[QuestionnaireFigures]
    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")


def show_line(record: Questionnaire) -> QuestionnaireLine:
    published = record.published
    definitions = [published.definition if published is not None else None, record.draft]
    return QuestionnaireLine(
        questionnaire_id=record.questionnaire_id,
        names=dict(names_of(definitions)),
        published=published.version if published is not None else None,
        published_at=published.published_at if published is not None else None,
        published_by=published.published_by if published is not None else None,
        has_draft=record.draft is not None,
        version=record.version,
    )


def show_record(record: Questionnaire) -> QuestionnaireView:
    return msgspec.convert(record, QuestionnaireView, from_attributes=True)


def show_answering(version: Version, response: Response | None, now: datetime) -> AnsweringView:
    return AnsweringView(
        version.questionnaire_id,
        version.version,
        version.definition,
        state_at(response, now) if response is not None else "asked",
        dict(response.answers) if response is not None else {},
        response.version if response is not None else 0,
        response.sent_at if response is not None else None,
    )


def show_response(response: Response, reader: Agent, now: datetime) -> QuestionnaireResponse:
    """For whom it is in reach, with abuse as it was written if they may see it."""
    sees_all = AS_WRITTEN in reader.rights.permissions
    answers = dict(response.answers) if sees_all else response.masked_answers
    values = {
        name: getattr(response, name) for name in QuestionnaireResponse.__struct_fields__ if hasattr(response, name)
    }
    agent = response.agent.ref if response.agent is not None else None
    known = {"state": state_at(response, now), "agent": agent, "answers": answers}
    return QuestionnaireResponse(**{**values, **known, "masked": bool(response.abuse) and not sees_all})
