"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.telling import Written
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.followups.model.followup import FollowUpChanged, FollowUpWritten
from chalicelib.notifications.model.notice import NoticeSettled
from chalicelib.offline.model.message import MessageWritten
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.quality.model.inspection import InspectionScored
from chalicelib.reports.service import forgetting, logging, rebuilding, rolling
from chalicelib.reports.service.forgetting import Forget
from chalicelib.reports.service.rebuilding import Rebuild
from chalicelib.reports.service.rolling import SumHour, SumMonth
from chalicelib.surveys.model.survey import SurveyAnswered
from chalicelib.tickets.model.origins import TicketWritten
from chalicelib.tickets.model.settled import DeadlinesSettled

LISTENERS = (
    Listener(Written, "reports.on_written", logging.tell_conversation),
    Listener(MessageWritten, "reports.on_message_written", logging.tell_message),
    Listener(SurveyAnswered, "reports.on_survey_answered", logging.tell_rating),
    Listener(TicketWritten, "reports.on_ticket_written", logging.tell_ticket),
    Listener(DeadlinesSettled, "reports.on_deadlines_settled", logging.tell_deadlines),
    Listener(FollowUpWritten, "reports.on_follow_up_written", logging.tell_follow_up),
    Listener(FollowUpChanged, "reports.on_follow_up_changed", logging.tell_follow_up),
    Listener(InspectionScored, "reports.on_inspection_scored", logging.tell_inspection),
    Listener(NoticeSettled, "reports.on_notice_settled", logging.tell_notice),
    Listener(PresenceSpent, "reports.on_presence_spent", logging.tell_presence),
)

DUTIES = (
    Duty(SumHour, rolling.sum_hour),
    Duty(SumMonth, rolling.sum_month),
    Duty(Forget, forgetting.forget),
    Duty(Rebuild, rebuilding.rebuild),
)
