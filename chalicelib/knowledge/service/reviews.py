"""The day on which an article is looked at again: who is told, once, and anew where the day changes (E2)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.article_settings import ArticleSettings
from chalicelib.knowledge.model.articles import ARCHIVED, Article
from chalicelib.knowledge.service import telling
from chalicelib.knowledge.store import articles as store
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people

MORNING = time(9)  # of the desk, when people are told what is due on a day


class RemindOfReview(Due, frozen=True):
    """Tell author and reviewer that the day is there, if it is still that day."""

    kind = "knowledge.remind_of_review"
    article_id: str
    review_on: date


def plan_reminder(tx: Transaction, before: Article | None, after: Article) -> None:
    """With a new day of review, or one that counts again, the reminder of it; one request for the desk's clock."""
    day = after.review_on
    counted = before is not None and before.state != ARCHIVED and before.review_on == day
    if day is not None and after.state != ARCHIVED and not counted:
        work.put(tx, RemindOfReview(after.article_id, day), at=_morning(tx.desk, day))


def remind(desk: Desk, due: RemindOfReview) -> None:
    """Tell author and reviewer, once a day of review; nobody where it is another day by now, or in the archive."""
    article = store.article(desk, due.article_id)
    if article is None or article.review_on != due.review_on or article.state == ARCHIVED:
        return
    tx = Transaction(desk)
    telling.tell_of_review_due(tx, article)
    with suppress(notifications.ToldBefore):
        tx.commit()


def with_next_day(desk: Desk, rules: ArticleSettings, article: Article) -> Article:
    """What is published now, with the day on which the desk's rules have it looked at again; one request if they do."""
    if not rules.review_days:
        return article
    return replace(article, review_on=rules.next_review(article.review_on, _today(desk)))


def refuse_past(desk: Desk, day: date) -> None:
    """Raises ``Invalid`` for a day that is over on the desk's clock; one request."""
    if day < _today(desk):
        raise Invalid.field("review_on", "today, or a day to come")


def _today(desk: Desk) -> date:
    return desk.now().astimezone(ZoneInfo(people.read_desk(desk).time_zone)).date()


def _morning(desk: Desk, day: date) -> datetime:
    zone = people.read_desk(desk).time_zone
    return max(times.day_begins(day, zone).replace(hour=MORNING.hour), desk.now()).astimezone(UTC)
