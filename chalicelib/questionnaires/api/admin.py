"""Questionnaires as they are kept, and their report."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, placed, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people
from chalicelib.questionnaires.api.views import (
    QuestionnaireLine,
    QuestionnaireReport,
    QuestionnaireResponse,
    QuestionnaireView,
    show_line,
    show_record,
    show_response,
)
from chalicelib.questionnaires.model.questions import NoDraft, QuestionnaireDefinition
from chalicelib.questionnaires.service import definitions, report
from chalicelib.questionnaires.service.report import Wanted

routes = Routes(__name__)

ALL = "/v1/admin/questionnaires"
ONE = ALL + "/{questionnaire_id}"
KEEP = people.may("questionnaires.manage", everywhere=True)
SEE = people.may("surveys.see", "questionnaires.manage")

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Name = Annotated[str, msgspec.Meta(max_length=100)]


class SaveQuestionnaireDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read; 0 with a new id makes a new questionnaire."""

    draft: QuestionnaireDefinition
    version: Version | None = None


class PublishQuestionnaire(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read: what is published is what was seen."""

    version: Version


class ReportQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``by``: which side the lines are of; the others: which responses count."""

    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    by: Literal["day", "plan", "group", "agent", "campaign", "version", "way"] = "day"
    plan_key: Name = ""
    group_id: Name = ""
    agent_id: Name = ""
    campaign_id: Name = ""
    way: Literal["call", "link", ""] = ""
    version: Annotated[int, msgspec.Meta(ge=1, le=10**9)] | None = None


class ResponsesQuery(ReportQuery, forbid_unknown_fields=True):
    """``question``: only those that answered it."""

    question: Name = ""
    cursor: Cursor = ""


def _wanted(query: ReportQuery) -> Wanted:
    return Wanted(**{name: getattr(query, name) for name in Wanted.__struct_fields__})


@routes.get(ALL, caller=people.may("surveys.see", "questionnaires.manage", "followups.manage"), query=PageQuery)
def list_questionnaires(call: Call[people.Caller]) -> Answer[PageOf[QuestionnaireLine]]:
    """All questionnaires, with what is published of them."""
    found = definitions.list_questionnaires(call.desk)
    return Answer(page(call, found, lambda each: each.questionnaire_id, show_line))


@routes.get(ONE, caller=SEE)
def read_questionnaire(call: Call[people.Caller], questionnaire_id: str) -> Answer[QuestionnaireView]:
    """A questionnaire with its draft."""
    return Answer(show_record(definitions.read_questionnaire(call.desk, questionnaire_id)))


@routes.put(ONE + "/draft", caller=KEEP, body=SaveQuestionnaireDraft, raises=(ChangedMeanwhile,))
def save_questionnaire_draft(call: Call[people.Caller], questionnaire_id: str) -> Answer[QuestionnaireView]:
    """Keep a draft, which may be unfinished."""
    by, body = call.caller.by(call.request_id), call.body
    return Answer(show_record(definitions.save_draft(call.desk, by, questionnaire_id, body.draft, body.version)))


@routes.post(ONE + "/publish", caller=KEEP, body=PublishQuestionnaire, keyed=True, raises=(NoDraft, ChangedMeanwhile))
def publish_questionnaire(call: Call[people.Caller], questionnaire_id: str) -> Answer[QuestionnaireView]:
    """The draft is asked from now on."""
    by, once = call.caller.by(call.request_id), call.once(f"questionnaire#{questionnaire_id}")
    return Answer(show_record(definitions.publish(call.desk, by, questionnaire_id, call.body.version, once)))


@routes.get(ONE + "/report", caller=SEE, query=ReportQuery)
def read_questionnaire_report(call: Call[people.Caller], questionnaire_id: str) -> Answer[QuestionnaireReport]:
    """How many were asked and answered, and what each question came to: in all, and apart by one side."""
    wanted, query = _wanted(call.query), call.query
    found = report.report(call.desk, call.caller.agent, questionnaire_id, wanted, query.by)
    return Answer(msgspec.convert(_renamed(found), QuestionnaireReport, from_attributes=True))


def _renamed(figures: report.Report) -> dict[str, object]:
    """With the names that the answer has for its days."""
    held = {name: getattr(figures, name) for name in ("questions", "total", "lines")}
    return {**held, "from": figures.first, "to": figures.last}


@routes.get(ONE + "/responses", caller=SEE, query=ResponsesQuery)
def list_questionnaire_responses(
    call: Call[people.Caller], questionnaire_id: str
) -> Answer[PageOf[QuestionnaireResponse]]:
    """The responses behind the report, the newest first; a page may be short while others follow."""
    agent, now = call.caller.agent, call.desk.now()
    things, more = report.list_responses(
        call.desk, agent, questionnaire_id, _wanted(call.query), call.query.question, start_of(call)
    )
    return Answer(placed(call, things, lambda each: show_response(each, agent, now), more=more))
