"""Letters with a link for those who have left the page: once, one reminder, and the end (D1)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from chalicelib.core import links, races, work
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.surveys import store
from chalicelib.surveys.model.asking import not_since
from chalicelib.surveys.model.survey import Survey, expired, linked, reminded
from chalicelib.visitors import service as visitors

LINK, REMINDER = "survey_link", "survey_reminder"
NOT_TOLD = (notifications.ToldBefore, notifications.WrittenLately, LimitReached)
PURPOSE = "survey"


class SendLink(Due, frozen=True):
    """The widget has had its time."""

    kind = "surveys.send_link"

    survey_id: str


class Remind(Due, frozen=True):
    """The link has had its time."""

    kind = "surveys.remind"

    survey_id: str


class Expire(Due, frozen=True):
    """The survey is over."""

    kind = "surveys.expire"

    survey_id: str


def url_of(desk: Desk, survey: Survey) -> str:
    """Where whoever has this address may answer, without signing in."""
    link = link_of(survey)
    return links.url_of(desk, link.path, link.purpose, link.name)


def link_of(survey: Survey) -> Link:
    """The same, as it may be kept."""
    return Link("/s/", PURPOSE, survey.survey_id.partition("_")[2])


def named_by(desk: Desk, token: str) -> str:
    """The survey a link is for. Raises ``NotFound``."""
    return f"srv_{links.read(desk, PURPOSE, token)}"


def tell_link(tx: Transaction, survey: Survey, plan: Plan, which: str) -> None:
    """Add to the transaction: the letter, by e-mail if there is an address, else by SMS. One read.

    Lost: ``ToldBefore``; ``LimitReached`` where the address, which may be anybody's, got enough of these today;
    ``WrittenLately`` where it was asked about something else not long ago.
    """
    address, since = survey.email or survey.mobile or "", not_since(survey.rules, tx.desk.now())
    if which == LINK and since is not None:
        notifications.leave_in_peace(tx, LINK, address, since)
    to = Recipient(survey.visitor_name or "", survey.email, survey.mobile, survey.locale)
    words = {
        "name": survey.visitor_name or "",
        "agent": survey.agent_name or "",
        "plan": plan.name,
        "expires": moment(survey.expires_at, plan.time_zone, survey.locale),
    }
    matter = Matter(
        what=which,
        words=words,
        about=survey.survey_id,
        plan_key=survey.plan_key,
        links={"url": link_of(survey)},
        holder_id=survey.agent_id,
        customer_id=survey.visitor_id,
        until=survey.expires_at,
    )
    channel, most = "email" if survey.email else "sms", notifications.read_settings(tx.desk).letters_a_day
    notifications.tell(tx, [to], matter, channels=(channel,), once=f"{which}#{survey.survey_id}", most_a_day=most)


def put_reminder(tx: Transaction, survey: Survey) -> None:
    """Add to the transaction: a reminder so long after the link went out, if there is time for one."""
    at = (survey.linked_at or survey.asked_at) + timedelta(hours=survey.rules.remind_after_hours)
    if at < survey.expires_at:
        work.put(tx, Remind(survey.survey_id), at=at)


def put_end(tx: Transaction, survey: Survey) -> None:
    """Add to the transaction: the survey is over when it is due to be."""
    work.put(tx, Expire(survey.survey_id), at=survey.expires_at)


def send_link(desk: Desk, due: SendLink) -> None:
    """Due when the widget has had its time: the link, if there is no answer and an address is known; else nothing."""

    def move(survey: Survey) -> Survey | None:
        email, mobile = reached_at(desk, survey)
        return linked(survey, email, mobile, desk.now())

    def also(tx: Transaction, after: Survey) -> None:
        tell_link(tx, after, plans.read_plan(desk, after.plan_key), LINK)
        put_reminder(tx, after)

    change(desk, due.survey_id, move, also)


def remind(desk: Desk, due: Remind) -> None:
    """Due some time after the link went out: once more, if there is no answer still. Never twice."""

    def also(tx: Transaction, after: Survey) -> None:
        tell_link(tx, after, plans.read_plan(desk, after.plan_key), REMINDER)

    change(desk, due.survey_id, lambda survey: reminded(survey, desk.now()), also)


def expire(desk: Desk, due: Expire) -> None:
    """Due when the time to answer is over."""
    change(desk, due.survey_id, lambda survey: expired(survey, desk.now()))


def reached_at(desk: Desk, survey: Survey) -> tuple[str | None, str | None]:
    """The e-mail address and mobile number: the survey's own, or else the visitor's (one read)."""
    if survey.email or survey.mobile:
        return survey.email, survey.mobile
    try:
        visitor = visitors.card(desk, survey.visitor_id)
    except NotFound:
        return None, None
    return visitor.email, visitor.mobile


def change(
    desk: Desk,
    survey_id: str,
    move: Callable[[Survey], Survey | None],
    also: Callable[[Transaction, Survey], None] = lambda tx, after: None,
) -> None:
    """Make a move, with what goes with it, unless there is none to make. Safe to call twice and at once."""

    def make(survey: Survey | None) -> None:
        after = move(survey) if survey is not None else None
        if survey is None or after is None:
            return
        tx = Transaction(desk)
        store.put(tx, after, before=survey)
        with suppress(*NOT_TOLD):
            also(tx, after)
            tx.commit()

    races.follow(desk, store.survey(desk, survey_id), make, store.SurveyMoved, tries=races.CROWD)
