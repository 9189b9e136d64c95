"""Asking how it went: once for each service, whatever is delivered twice or dies (D1, C5)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import asdict, replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded, Header
from chalicelib.core import races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.surveys import store
from chalicelib.surveys.model.asking import Served, asked, not_asked_because, not_since, unrated_because
from chalicelib.surveys.model.survey import Survey, survey_id_of
from chalicelib.surveys.service.links import (
    LINK,
    NOT_TOLD,
    SendLink,
    put_end,
    put_reminder,
    reached_at,
    tell_link,
)
from chalicelib.tickets.model.effects import RatingWanted
from chalicelib.visitors import service as visitors


class Ask(Served, Due, frozen=True, kw_only=True, omit_defaults=False):
    """Something else than a conversation is over: at this time, and whoever it was for is reached there."""

    kind = "surveys.ask"

    plan_key: str
    at: datetime


def ask_after_conversation(desk: Desk, ended: ConversationEnded) -> None:
    """Invite to rate a conversation that has ended, by the rules of its plan. Three requests.

    Survey, the visitor's claim, the entry in the transcript, and the work of link and end are one transaction.
    """
    header = conversations.find(desk, ended.conversation_id)
    if unrated_because(header) is not None:
        return
    plan = plans.read_plan(desk, header.plan_key)

    def ask(header: Header | None) -> None:
        if header is None or unrated_because(header) is not None:
            return
        now = desk.now()
        served = Served(
            about=ended.conversation_id,
            visitor_id=header.visitor_id,
            visitor_name=header.visitor_name,
            locale=header.locale,
            agent=header.agent,
            group_ids=header.group_ids,
        )
        survey = asked(served, plan, now)
        if not_asked_because(plan.survey, survey.survey_id, header.closed_at, now) is not None:
            return
        tx = Transaction(desk)
        store.put_new(tx, survey)
        visitors.claim_survey(tx, survey.visitor_id, not_since(plan.survey, now))
        conversations.ask_for_rating(tx, header, survey.survey_id, survey.text, now)
        later = now + timedelta(minutes=plan.survey.link_after_minutes)
        work.put(tx, SendLink(survey.survey_id), at=later)
        put_end(tx, survey)
        with suppress(store.SurveyThere, visitors.AskedLately):
            tx.commit()

    races.follow(desk, header, ask, conversations.HeaderMoved, tries=races.CROWD)


def ask_about(tx: Transaction, served: Served, plan_key: str) -> None:
    """Add to the transaction: ask how this went, by the plan's rules, with a link sent at once.

    For what has no transcript: offline messages and tickets, when they are closed after an answer. Without addresses
    the visitor's own are used; who has none is not asked. It is due work tried in the same request, so it never stands
    in the caller's way: their transaction is lost for no reason of ours.
    """
    work.put(tx, Ask(plan_key=plan_key, at=tx.desk.now(), **asdict(served)), inline=True)


def ask_about_ticket(desk: Desk, wanted: RatingWanted) -> None:
    """A ticket came to the stage in which its customer is asked how it went. Twice asks once (``ask_now``)."""
    ask_now(
        desk,
        Ask(
            **wanted.customer,
            about=wanted.ticket_id,
            agent=wanted.handler,
            group_ids=wanted.group_ids,
            plan_key=wanted.plan_key,
            at=desk.now(),
        ),
    )


def ask_now(desk: Desk, due: Ask) -> None:
    """What ``ask_about`` asked for: the survey and its letter in one transaction. Three requests, four with a
    read of the visitor's addresses."""
    try:
        plan = plans.read_plan(desk, due.plan_key)
    except NotFound:
        return
    now = desk.now()
    survey = asked(due, plan, now)
    if not_asked_because(plan.survey, survey.survey_id, due.at, now) is not None:
        return
    email, mobile = reached_at(desk, survey)
    if not (email or mobile):
        return
    survey = replace(survey, email=email, mobile=mobile, linked_at=now)
    tx = Transaction(desk)
    store.put_new(tx, survey)
    visitors.claim_survey(tx, survey.visitor_id, not_since(plan.survey, now))
    tell_link(tx, survey, plan, LINK)
    put_reminder(tx, survey)
    put_end(tx, survey)
    try:
        tx.commit()
    except (store.SurveyThere, visitors.AskedLately, *NOT_TOLD):
        return


def asked_about(desk: Desk, about: str) -> Survey:
    """The survey about this; the caller has seen to who may read it. One request.

    Raises ``NotFound``.
    """
    survey = store.survey(desk, survey_id_of(about))
    if survey is None or survey.about != about:
        raise NotFound("nobody was asked about this")
    return survey
