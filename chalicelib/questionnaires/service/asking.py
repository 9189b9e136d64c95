"""Who is asked, by which way, and until when (D3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib.core import links, races, times, work
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, LimitReached, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.days import local_date
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.service.calling import read_follow_up
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.kinds import kind_of
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.questionnaires.model.questions import Unpublished, Version, in_words, is_key
from chalicelib.questionnaires.model.response import (
    LASTS,
    LASTS_IN_CALLS,
    LINK,
    Response,
    expired,
    refuse_over,
    response_id_of,
    sent,
)
from chalicelib.questionnaires.service.definitions import read_questionnaire, version_of
from chalicelib.questionnaires.store import responses as store
from chalicelib.questionnaires.store.definitions import KEPT
from chalicelib.questionnaires.store.responses import AskedBefore, ResponseMoved
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Customer, Visitor
from chalicelib.visitors.model.wishes import BY_EMAIL, BY_SMS, CHANNELS, Wishes

PURPOSE, PATH = "questionnaire", "/q/"
LETTER = "questionnaire_link"
NOT_ASKED = (AskedBefore, notifications.ToldBefore, notifications.WrittenLately, LimitReached)


class Expire(Due, frozen=True):
    """The time to answer is over, unless it was made longer."""

    kind = "questionnaires.expire"

    response_id: str


def refuse_unpublished(desk: Desk, questionnaire_id: str, field: str = "questionnaire_id") -> Version:
    """What is asked by a questionnaire now. Raises ``Invalid`` with the field for one that is none, or unpublished."""
    published = KEPT.record(desk, questionnaire_id).published if is_key(questionnaire_id) else None
    if published is None:
        raise Invalid.field(field, "no such questionnaire, or no version of it is published")
    return published


def asked_in(desk: Desk, agent: Agent, followup_id: str) -> tuple[FollowUp, Version, Response | None]:
    """What is asked in a follow-up that the agent sees, and what was answered so far (None: nothing). Three requests.

    Raises ``NotFound``, also for one in which nothing is asked, ``NotYours``, ``Unpublished``.
    """
    follow_up = read_follow_up(desk, agent, followup_id)
    if follow_up.questionnaire_id is None:
        raise NotFound("nothing is asked in this follow-up")
    response = store.response(desk, response_id_of(followup_id))
    if response is not None:
        return follow_up, version_of(desk, response.questionnaire_id, response.number), response
    published = read_questionnaire(desk, follow_up.questionnaire_id).published
    if published is None:
        raise Unpublished("publish it first")
    return follow_up, published, None


def begun_for(desk: Desk, follow_up: FollowUp, version: Version, way: str) -> Response:
    """The response of a follow-up before anything is answered. One request."""
    plan = plans.read_plan(desk, follow_up.plan_key)
    return new_response(
        desk,
        version,
        plan,
        follow_up,
        response_id_of(follow_up.followup_id),
        way,
        about=follow_up.followup_id,
        campaign_id=follow_up.campaign_id,
        agent=follow_up.owner,
    )


def new_response(
    desk: Desk,
    version: Version,
    plan: Plan,
    customer: Customer,
    response_id: str,
    way: str,
    **more: Any,
) -> Response:
    """Somebody who is asked from now on, on this day of the desk's calendar; ``more``: what it is about, and whose."""
    now = desk.now()
    return Response(
        response_id=response_id,
        questionnaire_id=version.questionnaire_id,
        number=version.version,
        way=way,
        plan_key=plan.key,
        **customer.customer,
        asked_at=now,
        expires_at=now + (LASTS if way == LINK else LASTS_IN_CALLS),
        day=times.stored(local_date(now, people.directory(desk).desk.time_zone)),
        group_ids=tuple(plan.group_ids),
        replaces=plan.limits.replaces,
        **more,
    )


def put_new(tx: Transaction, response: Response) -> None:
    """Add to the transaction: they are asked, and the end of it. Lost: ``AskedBefore``."""
    store.write(tx, None, response)
    work.put(tx, Expire(response.response_id), at=response.expires_at)


def ask_by_letter(
    tx: Transaction, version: Version, plan: Plan, visitor: Visitor, campaign_id: str, named: Sequence[str]
) -> str | None:
    """Add to the transaction: a campaign asks this customer by a letter with a link; the response's id, None where
    there is no address to which they wish to be written. The same campaign and name ask once. Lost: ``NOT_ASKED``."""
    channel = channel_of(visitor.email, visitor.mobile, visitor.wishes)
    if channel is None:
        return None
    response_id = response_id_of(campaign_id, *named, visitor.visitor_id)
    made = new_response(tx.desk, version, plan, visitor.as_customer, response_id, LINK, campaign_id=campaign_id)
    made = sent(made, tx.desk.now()) or made
    put_new(tx, made)
    _tell(tx, made, version, plan, channel)
    return response_id


def send_link(desk: Desk, agent: Agent, followup_id: str) -> Response:
    """The follow-up's customer gets a letter with the link of its questionnaire, once. Six requests.

    Raises ``NotFound``, ``NotYours``, ``Unpublished``, ``ResponseOver``, ``Invalid`` without an address to which they
    wish to be written, ``LimitReached``.
    """
    follow_up, version, first = asked_in(desk, agent, followup_id)
    email, mobile, wishes = _reached_at(desk, follow_up)
    channel = channel_of(email, mobile, wishes)
    if channel is None:
        raise Invalid.field("contacts", "there is no address to which the customer wishes to be written")
    plan = plans.read_plan(desk, follow_up.plan_key)

    def act(response: Response | None) -> Response:
        before, held = response, response or begun_for(desk, follow_up, version, LINK)
        refuse_over(held, desk.now())
        after = sent(held, desk.now())
        if after is None:
            return held
        after = replace(after, email=email, mobile=mobile)
        tx = Transaction(desk)
        if before is None:
            put_new(tx, after)
        else:
            store.put(tx, before, after)
            work.put(tx, Expire(after.response_id), at=after.expires_at)
        _tell(tx, after, version, plan, channel)
        try:
            tx.commit()
        except AskedBefore:
            raise ResponseMoved(store.response(desk, after.response_id)) from None
        except notifications.ToldBefore:
            return store.response(desk, after.response_id) or after
        return after

    return races.follow(desk, first, act, ResponseMoved, tries=races.CROWD)


def channel_of(email: str | None, mobile: str | None, wishes: Wishes) -> str | None:
    """By which channel somebody is written to: the one they prefer, never one that they refuse; None also for whoever
    refuses letters of this kind."""
    if kind_of(LETTER) in wishes.refused_kinds:
        return None
    there = {BY_EMAIL: email, BY_SMS: mobile}
    order = sorted(CHANNELS, key=lambda each: each != wishes.preferred)
    return next((each for each in order if there[each] and each not in wishes.refused), None)


def _reached_at(desk: Desk, follow_up: FollowUp) -> tuple[str | None, str | None, Wishes]:
    """The addresses that the customer has now, or had when it was planned; and how they wish to be written to."""
    try:
        customer = visitors.whole(desk, follow_up.visitor_id)
    except NotFound:
        return follow_up.email, follow_up.mobile, Wishes()
    return customer.email or follow_up.email, customer.mobile or follow_up.mobile, customer.wishes


def _tell(tx: Transaction, response: Response, version: Version, plan: Plan, channel: str) -> None:
    to = Recipient(response.visitor_name or "", response.email, response.mobile, response.locale)
    words = {
        "name": response.visitor_name or "",
        "plan": plan.name,
        "title": in_words(version.definition.names, response.locale),
        "expires": times.moment(response.expires_at, plan.time_zone, response.locale),
    }
    matter = Matter(
        what=LETTER,
        words=words,
        about=response.response_id,
        plan_key=response.plan_key,
        links={"url": link_of(response)},
        holder_id=response.agent_id,
        customer_id=response.visitor_id,
        until=response.expires_at,
    )
    most = notifications.read_settings(tx.desk).letters_a_day
    notifications.tell(tx, [to], matter, channels=(channel,), once=f"{LETTER}#{response.response_id}", most_a_day=most)


def link_of(response: Response) -> Link:
    """The address where its recipient answers, as it may be kept."""
    return Link(PATH, PURPOSE, response.response_id.partition("_")[2])


def url_of(desk: Desk, response: Response) -> str:
    """The same for whoever may open it."""
    link = link_of(response)
    return links.url_of(desk, link.path, link.purpose, link.name)


def named_by(desk: Desk, token: str) -> str:
    """The response a link is for. Raises ``NotFound``."""
    return f"qsr_{links.read(desk, PURPOSE, token)}"


def expire(desk: Desk, due: Expire) -> None:
    """The time is over: whoever did not answer is counted so. Twice is once; where it was made longer nothing."""

    def act(response: Response | None) -> None:
        after = expired(response, desk.now()) if response is not None else None
        if response is None or after is None:
            return
        tx = Transaction(desk)
        store.write(tx, response, after)
        tx.commit()

    races.follow(desk, store.response(desk, due.response_id), act, ResponseMoved, tries=races.CROWD)
