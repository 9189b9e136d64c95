"""What is kept of people in surveys (F6): the score stays, since figures are made of it; what they wrote goes."""

from __future__ import annotations

from chalicelib.core.persons import ABOUT, Kept, Trace, blanked, one_item
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.store import SurveyRow

DECLARED = (
    Kept(
        name="surveys.survey",
        rows=(SurveyRow,),
        of=ABOUT,
        find=one_item(SurveyRow, lambda about: (survey_id_of(about),)),
        leads=lambda item: (Trace(ABOUT, item["survey_id"]["S"]),),
        erase=blanked(
            SurveyRow,
            {
                "survey.visitor_name": None,
                "survey.email": None,
                "survey.mobile": None,
                "survey.answer.comment": "",
                "survey.abuse": None,
            },
            bumps=("version", "survey.version"),
        ),
        hides=("version", "day", "low"),
    ),
)
