"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.telling import Written
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.offline.model.message import MessageWritten
from chalicelib.quality.model.inspection import InspectionScored
from chalicelib.reports.service import logging, rebuilding, rolling
from chalicelib.reports.service.rebuilding import Rebuild
from chalicelib.reports.service.rolling import SumHour, SumMonth
from chalicelib.surveys.model.survey import SurveyAnswered

LISTENERS = (
    Listener(Written, "reports.on_written", logging.tell_conversation),
    Listener(MessageWritten, "reports.on_message_written", logging.tell_message),
    Listener(InspectionScored, "reports.on_inspection_scored", logging.tell_inspection),
    Listener(SurveyAnswered, "reports.on_survey_answered", logging.tell_rating),
)

DUTIES = (
    Duty(SumHour, rolling.sum_hour),
    Duty(SumMonth, rolling.sum_month),
    Duty(Rebuild, rebuilding.rebuild),
)
