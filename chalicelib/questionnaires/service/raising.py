"""What low answers bring: a callback, once (D2, D3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.callbacks import Callback, Said, callback_id_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import callback_due
from chalicelib.questionnaires.model.answers import lows
from chalicelib.questionnaires.model.questions import CHOSEN, AskedQuestion, in_words
from chalicelib.questionnaires.model.response import ANSWERED, Response
from chalicelib.questionnaires.service.definitions import version_of
from chalicelib.questionnaires.store import responses as store
from chalicelib.visitors.model.visitor import Customer

NOBODY_THERE = timedelta(minutes=10)
LONGEST = 1000


class Raise(Due, frozen=True):
    """Answers call for a callback."""

    kind = "questionnaires.raise"

    response_id: str


def raise_callback(desk: Desk, due: Raise) -> None:
    """Open it, or look again later while there is nobody to call back. Twice is once."""
    response = store.response(desk, due.response_id)
    if response is None or response.state != ANSWERED or response.raised_id is not None:
        return
    try:
        plan = plans.read_plan(desk, response.plan_key)
    except NotFound:
        return
    owner = followups.choose_owner(desk, response.group_ids)
    tx = Transaction(desk)
    if owner is None:
        work.put(tx, Raise(due.response_id), at=desk.now() + NOBODY_THERE)
    else:
        version = version_of(desk, response.questionnaire_id, response.number)
        low = lows(version.definition, response.answers)
        comment = "\n".join(said_in_words(each, response, plan.languages[0]) for each in low)[:LONGEST]
        due_at = callback_due(plan.survey, plan.hours, plan.time_zone, response.answered_at or desk.now())
        customer = Customer(**response.customer)
        answer = Said(None, comment)
        callback = Callback(response.response_id, plan, customer, answer, due_at, owner)
        raised_id = callback_id_of(response.response_id)
        store.put(tx, response, replace(response, raised_id=raised_id, revision=response.revision + 1))
        followups.open_callback(tx, callback)
    tx.commit()


def said_in_words(question: AskedQuestion, response: Response, language: str) -> str:
    """A question and what was answered, in one line, as agents read it."""
    return f"{in_words(question.texts, language)}：{answer_in_words(question, response.masked_answers, language)}"


def answer_in_words(question: AskedQuestion, answers: dict[str, Any], language: str) -> str:
    """What was answered; choices by their words."""
    value = answers.get(question.key)
    if value is None:
        return ""
    if question.kind in CHOSEN:
        words = {each.key: in_words(each.texts, language) for each in question.choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ("、" if language == "zh-CN" else ", ").join(words.get(str(each), str(each)) for each in chosen)
    return str(value)
