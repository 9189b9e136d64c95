"""Answering: exactly once, and never a low score without its callback (D1, D2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.core import events, limits, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import existing
from chalicelib.core.limits import Limit
from chalicelib.core.masks import Spans
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.callbacks import Callback, Said, callback_id_of
from chalicelib.followups.model.followup import CALLBACK, EFFECTIVE, FollowUpDone
from chalicelib.knowledge import service as knowledge
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import callback_due
from chalicelib.surveys import store
from chalicelib.surveys.model.answering import checked_answer
from chalicelib.surveys.model.survey import (
    ANSWERED,
    Answer,
    Scored,
    Survey,
    SurveyAnswered,
    SurveyClosed,
    answered,
    as_kept,
    called_back,
    is_low,
    survey_id_of,
    written_in,
)
from chalicelib.surveys.service.links import change, named_by, reached_at
from chalicelib.surveys.service.reading import read_own
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Customer

RATINGS = Limit("rate", most=30, within=timedelta(hours=1))
NOBODY_THERE = timedelta(minutes=10)


class CallBack(Due, frozen=True):
    """A low score came while there was nobody to call back."""

    kind = "surveys.call_back"

    survey_id: str


class Restate(Due, frozen=True):
    """An answer was changed after it had opened a callback."""

    kind = "surveys.restate"

    callback_id: str
    said: Said


def answer(
    desk: Desk, caller: visitors.Caller, plan_key: str, survey_id: str, *, client_id: str, **values: Any
) -> Survey:
    """A visitor's answer from the widget, or another one within ten minutes. Two requests; with a low score, which
    opens a callback in the same transaction, five, and one more for each of several supervisors to choose from. One
    more for words of their own where the plan masks abuse, unless what that is was read lately.

    ``values``: score, reasons, comment, answers, resolved. Raises ``NotFound`` (also for somebody else's), ``Invalid``,
    ``SurveyExpired``, ``AnsweredBefore``, and ``LimitReached`` where one survey is answered over and over.
    """
    return _answer(desk, read_own(desk, caller, plan_key, survey_id), client_id, values)


def answer_by_token(desk: Desk, token: str, *, client_id: str, **values: Any) -> Survey:
    """The same by whoever has the link. Raises ``NotFound`` for a link that this desk did not make."""
    survey = existing(store.survey(desk, named_by(desk, token)), "no such link")
    return _answer(desk, survey, client_id, values)


def _answer(desk: Desk, survey: Survey, client_id: str, values: dict[str, Any]) -> Survey:
    """Stored on condition that the survey is as it was read; whoever loses that race answers anew what then stands."""
    given = as_kept(survey, checked_answer(survey.rules, **values))
    once = Once.of(f"survey#{survey.survey_id}", checked_client_id(client_id), asdict(given))
    abuse = _abuse_in(desk, survey, given)

    def answer_it(survey: Survey | None) -> Survey:
        survey = existing(survey, "no such survey")
        now = desk.now()
        try:
            after = answered(survey, given, now, abuse)
        except SurveyClosed:
            before = recall(desk, once, now.timestamp())
            if before is None:
                raise
            return _as_then(survey, given, before)
        if survey.answer == given:
            return survey  # the same again, under another name
        callback = _callback(desk, after, now) if is_low(after) and after.callback_id is None else None
        if callback is not None:
            after = replace(after, callback_id=callback_id_of(survey.about))
        tx = Transaction(desk)
        mark(tx, once, {"answered_at": after.answered_at})
        limits.spend(tx, RATINGS, "visitor", survey.visitor_id)
        store.put(tx, after, before=survey)
        events.publish_later(tx, SurveyAnswered(survey.survey_id), desk.now() + work.SOON)
        also: Callable[[Transaction], None] | None = events.ask(desk, Scored(after))
        if also is not None:
            also(tx)
        if callback is not None:
            followups.open_callback(tx, callback)
        elif survey.callback_id is not None:
            _put_change(tx, survey, after)
        elif is_low(after):
            _put_owed(tx, survey.survey_id)
        try:
            tx.commit_and_tell()
        except AlreadyDone as done:
            return _as_then(survey, given, done.answer)
        return after

    return races.follow(desk, survey, answer_it, store.SurveyMoved, tries=races.CROWD)


def _abuse_in(desk: Desk, survey: Survey, given: Answer) -> dict[str, Spans]:
    """Where abuse stands in what was written, if agents are to see it masked."""
    written = written_in(survey, given).items() if survey.masks else ()
    spans = {name: knowledge.abuse_in(desk, survey.plan_key, text) for name, text in written}
    return {name: each for name, each in spans.items() if each}


def _as_then(survey: Survey, given: Answer, before: dict[str, str]) -> Survey:
    """What the same request was answered with the first time."""
    at = times.read(before["answered_at"])
    return replace(survey, state=ANSWERED, answer=given, answered_at=at)


def _callback(desk: Desk, survey: Survey, since: datetime) -> Callback | None:
    """The callback for an answer; None if there is nobody to give it to. Two requests, and those of choosing."""
    owner = followups.choose_owner(desk, survey.group_ids)
    said = _said(survey)
    if owner is None or said is None:
        return None
    plan = plans.read_plan(desk, survey.plan_key)
    email, mobile = reached_at(desk, survey)
    customer = Customer(**survey.customer | {"email": email, "mobile": mobile})
    due_at = callback_due(survey.rules, plan.hours, plan.time_zone, since)
    return Callback(survey.about, plan, customer, said, due_at, owner)


def _said(survey: Survey) -> Said | None:
    """The answer as a callback shows it, to agents."""
    given = survey.masked_answer
    if given is None:
        return None
    words = {each.choice_id: each.texts for each in survey.rules.reasons}
    reasons = tuple(dict(words[each]) for each in given.reasons if each in words)
    return Said(given.score, given.comment, reasons, given.resolved, survey.version)


def _put_change(tx: Transaction, before: Survey, after: Survey) -> None:
    """Add to the transaction: the callback shows what the customer says now, whatever of it is new."""
    former, said = _said(before), _said(after)
    if former is None or said is None or before.callback_id is None:
        return
    if said != replace(former, version=said.version):
        work.put(tx, Restate(before.callback_id, said), inline=True)


def _put_owed(tx: Transaction, survey_id: str) -> None:
    """Add to the transaction: look again for somebody who may call back."""
    work.put(tx, CallBack(survey_id), at=tx.desk.now() + NOBODY_THERE)


def open_owed_callback(desk: Desk, due: CallBack) -> None:
    """Due while a low score waits for somebody who may call back: opened as soon as there is one.

    Raises ``SurveyMoved`` when the answer is changed meanwhile; the work is done again then.
    """
    survey = store.survey(desk, due.survey_id)
    if survey is None or survey.callback_id is not None or not is_low(survey):
        return
    callback = _callback(desk, survey, survey.changed_at or survey.answered_at or desk.now())
    tx = Transaction(desk)
    if callback is None:
        _put_owed(tx, due.survey_id)
    else:
        after = replace(survey, callback_id=callback_id_of(survey.about), version=survey.version + 1)
        store.put(tx, after, before=survey)
        followups.open_callback(tx, callback)
    tx.commit()


def restate(desk: Desk, due: Restate) -> None:
    """Whoever has the callback sees what the customer says now."""
    followups.restate(desk, due.callback_id, due.said)


def note_callback_done(desk: Desk, done: FollowUpDone) -> None:
    """A callback is closed: its survey's figures know it. One of another survey, or of none, changes nothing."""

    def move(survey: Survey) -> Survey | None:
        if survey.callback_id != done.followup_id:
            return None
        return called_back(survey, desk.now(), done.in_time, done.outcome in EFFECTIVE)

    if done.kind == CALLBACK:
        change(desk, survey_id_of(done.followup_id), move)
