"""A questionnaire asked in a follow-up: on the phone, or by a letter with its link."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from chalicelib.core.errors import LimitReached
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.questionnaires.api.views import AnsweringView, show_answering
from chalicelib.questionnaires.model.questions import Unpublished
from chalicelib.questionnaires.model.response import ResponseOver
from chalicelib.questionnaires.service import answering, asking

routes = Routes(__name__)

ONE = "/v1/desk/questionnaires/{followup_id}"
WORKER = people.may("followups.work")


class SaveAnswers(msgspec.Struct, forbid_unknown_fields=True):
    """``answers``: all so far, by the questions' keys. ``done``: that is all. ``version``: of the answers as they were
    read; 0: there were none."""

    answers: Annotated[dict[str, Any], msgspec.Meta(max_length=100)]
    done: bool = False
    version: Annotated[int, msgspec.Meta(ge=0, le=10**9)] | None = None


@routes.get(ONE, caller=WORKER, raises=(NotYours, Unpublished))
def read_questions(call: Call[people.Caller], followup_id: str) -> Answer[AnsweringView]:
    """What is asked in a follow-up, and what was answered so far."""
    _, version, response = asking.asked_in(call.desk, call.caller.agent, followup_id)
    return Answer(show_answering(version, response, call.desk.now()))


@routes.post(
    ONE + "/answers",
    caller=WORKER,
    body=SaveAnswers,
    raises=(NotYours, Unpublished, ResponseOver, ChangedMeanwhile),
)
def save_answers(call: Call[people.Caller], followup_id: str) -> Answer[AnsweringView]:
    """Write down what the customer said so far, or all of it; the same again is written once."""
    agent, body = call.caller.agent, call.body
    saved = answering.save_in_call(call.desk, agent, followup_id, body.answers, done=body.done, version=body.version)
    _, version, _ = asking.asked_in(call.desk, agent, followup_id)
    return Answer(show_answering(version, saved, call.desk.now()))


@routes.post(ONE + "/link", caller=WORKER, body=Empty, raises=(NotYours, Unpublished, ResponseOver, LimitReached))
def send_questionnaire(call: Call[people.Caller], followup_id: str) -> Answer[AnsweringView]:
    """Send the customer a letter with its link, once."""
    sent = asking.send_link(call.desk, call.caller.agent, followup_id)
    _, version, _ = asking.asked_in(call.desk, call.caller.agent, followup_id)
    return Answer(show_answering(version, sent, call.desk.now()))
