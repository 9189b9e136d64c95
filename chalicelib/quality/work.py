"""What this room does when something happened below, and when something is due."""

from __future__ import annotations

from chalicelib.conversations.model.telling import Over
from chalicelib.core.duties import Duty
from chalicelib.core.events import Listener
from chalicelib.people.model.agents import RightsChanged
from chalicelib.quality.service import assigning, counting, recounting, sampling
from chalicelib.quality.service.assigning import FindInspector, PassOn
from chalicelib.quality.service.counting import Count
from chalicelib.quality.service.recounting import RecountPage
from chalicelib.quality.service.sampling import CloseWeek
from chalicelib.surveys.model.survey import SurveyAnswered

LISTENERS = (
    Listener(Over, "quality.on_over", sampling.look_at_end),
    Listener(SurveyAnswered, "quality.on_survey_answered", sampling.look_at_rating),
    Listener(RightsChanged, "quality.on_rights_changed", assigning.pass_on_later),
)

DUTIES = (
    Duty(CloseWeek, sampling.close_week),
    Duty(FindInspector, assigning.find_inspector),
    Duty(PassOn, assigning.pass_on),
    Duty(Count, counting.count),
    Duty(RecountPage, recounting.recount_page),
)
