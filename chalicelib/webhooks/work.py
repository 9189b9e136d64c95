"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from typing import Any

from chalicelib.conversations.model.telling import Written
from chalicelib.core.duties import Duty
from chalicelib.core.events import Beside, Listener
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
from chalicelib.webhooks.service import hearing, replaying, sending, telling
from chalicelib.webhooks.service.hearing import Tell, TellArticle, TellNotice, TellPresence
from chalicelib.webhooks.service.replaying import Replay
from chalicelib.webhooks.service.sending import Deliver

LISTENERS: tuple[Listener[Any], ...] = (
    Listener(IncidentWritten, "webhooks.on_incident_written", hearing.hear_incident),
    Listener(PresenceChanged, "webhooks.on_presence_changed", hearing.hear_presence),
)

# heard with the pieces of due work of others, so that nobody writes one more where nobody wants to hear
BESIDE: tuple[Beside[Any], ...] = (
    Beside(Written, "reports.on_written", hearing.hear_conversation),
    Beside(MessageWritten, "reports.on_message_written", hearing.hear_message),
    Beside(SurveyAnswered, "reports.on_survey_answered", hearing.hear_survey),
    Beside(TicketWritten, "reports.on_ticket_written", hearing.hear_ticket),
    Beside(FollowUpWritten, "reports.on_follow_up_written", hearing.hear_follow_up),
    Beside(FollowUpChanged, "reports.on_follow_up_changed", hearing.hear_follow_up),
    Beside(InspectionScored, "reports.on_inspection_scored", hearing.hear_inspection),
    Beside(NoticeSettled, "reports.on_notice_settled", hearing.hear_notice),
    Beside(ArticlePublished, "knowledge.on_article_published", hearing.hear_published),
    Beside(ArticleArchived, "knowledge.on_article_archived", hearing.hear_archived),
    Beside(CustomerChanged, "search.on_customer_changed", hearing.hear_customer),
)

DUTIES = (
    Duty(Tell, telling.tell),
    Duty(TellPresence, telling.tell_presence),
    Duty(TellArticle, telling.tell_article),
    Duty(TellNotice, telling.tell_notice),
    Duty(Deliver, sending.deliver),
    Duty(Replay, replaying.replay),
)
