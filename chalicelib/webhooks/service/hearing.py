"""What the rooms below tell: where some endpoint may want it, it is noted down to be told, and nothing else is done
(F10). All of it may be heard twice, out of order and at once."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from chalicelib.conversations.model.telling import Written
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.followups.model.followup import FollowUpChanged, FollowUpWritten
from chalicelib.incidents.model.incident import IncidentWritten
from chalicelib.knowledge.model.articles import ArticleArchived, ArticlePublished
from chalicelib.notifications.model.notice import NoticeSettled
from chalicelib.offline.model.message import MessageWritten
from chalicelib.people.model.attendance import PresenceChanged
from chalicelib.quality.model.inspection import InspectionScored
from chalicelib.surveys.model.survey import SurveyAnswered
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.visitors.model.visitor import CustomerChanged
from chalicelib.webhooks.service.known import is_wanted

Thing = Literal["conversation", "ticket", "survey", "follow_up", "message", "customer", "incident", "inspection"]


class Tell(Due, frozen=True):
    """What became of this thing is to be told."""

    kind = "webhooks.tell"

    of: Thing
    thing_id: str


class TellPresence(Due, frozen=True):
    """What an agent is from then on is to be told."""

    kind = "webhooks.tell_presence"

    agent_id: str
    former: str
    status: str
    at: datetime


class TellNotice(Due, frozen=True):
    """What became of a letter is to be told."""

    kind = "webhooks.tell_notice"

    notice_id: str
    state: str
    version: int
    asked_at: datetime
    plan_key: str | None = None


class TellArticle(Due, frozen=True):
    """That an edition is published, or an article archived (no ``edition``), is to be told."""

    kind = "webhooks.tell_article"

    article_id: str
    at: datetime
    edition: int | None = None


def hear_conversation(desk: Desk, written: Written) -> None:
    """Something was written in a conversation."""
    if is_wanted(desk, "conversation", "message"):
        work.put_alone(desk, Tell("conversation", written.conversation_id))


def hear_ticket(desk: Desk, written: TicketWritten) -> None:
    """A ticket was made, or changed."""
    if is_wanted(desk, "ticket", "complaint"):
        work.put_alone(desk, Tell("ticket", written.ticket_id))


def hear_survey(desk: Desk, answered: SurveyAnswered) -> None:
    """A survey was answered."""
    if is_wanted(desk, "survey"):
        work.put_alone(desk, Tell("survey", answered.survey_id))


def hear_follow_up(desk: Desk, changed: FollowUpWritten | FollowUpChanged) -> None:
    """There is a follow-up more, or something of one changed."""
    if is_wanted(desk, "follow_up"):
        work.put_alone(desk, Tell("follow_up", changed.followup_id))


def hear_message(desk: Desk, written: MessageWritten) -> None:
    """A message was left, or answered."""
    if is_wanted(desk, "offline_message"):
        work.put_alone(desk, Tell("message", written.message_id))


def hear_customer(desk: Desk, changed: CustomerChanged) -> None:
    """Something that is known of somebody changed."""
    if is_wanted(desk, "customer"):
        work.put_alone(desk, Tell("customer", changed.visitor_id))


def hear_incident(desk: Desk, written: IncidentWritten) -> None:
    """An incident began, or changed."""
    if is_wanted(desk, "incident"):
        work.put_alone(desk, Tell("incident", written.incident_id))


def hear_inspection(desk: Desk, scored: InspectionScored) -> None:
    """An inspection came to a score."""
    if is_wanted(desk, "inspection"):
        work.put_alone(desk, Tell("inspection", scored.inspection_id))


def hear_published(desk: Desk, published: ArticlePublished) -> None:
    """Readers have another edition of an article."""
    if is_wanted(desk, "article"):
        work.put_alone(desk, TellArticle(published.article_id, desk.now(), published.number))


def hear_archived(desk: Desk, archived: ArticleArchived) -> None:
    """Readers do not have an article any more."""
    if is_wanted(desk, "article"):
        work.put_alone(desk, TellArticle(archived.article_id, desk.now()))


def hear_presence(desk: Desk, changed: PresenceChanged) -> None:
    """Somebody is something else."""
    if is_wanted(desk, "agent"):
        work.put_alone(desk, TellPresence(changed.agent_id, changed.former, changed.status, changed.at))


def hear_notice(desk: Desk, settled: NoticeSettled) -> None:
    """A letter was sent, or cannot arrive."""
    if is_wanted(desk, "notice"):
        said = settled.notice_id, settled.state, settled.version, settled.at, settled.plan_key
        work.put_alone(desk, TellNotice(*said))
