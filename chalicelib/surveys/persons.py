"""What is kept of people in surveys (F6): the score stays, since figures are made of it; what they wrote goes."""

from __future__ import annotations

from typing import Any

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import ABOUT, ERASED, Kept, Trace, blanked, one_item, value_in
from chalicelib.core.tables import RawItem
from chalicelib.plans.model.survey import TEXT
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.store import SurveyRow


def _words(item: RawItem, _: str) -> dict[str, Any]:
    """Who they are, and what they wrote: the comment, and answers in words of their own."""
    words: dict[str, Any] = {f"survey.{each}": None for each in ("visitor_name", "email", "mobile", "abuse")}
    words["survey.answer.comment"] = ""
    survey = value_in(item, "survey") or {}
    asked = (survey.get("rules") or {}).get("questions") or ()
    written = {each["question_id"] for each in asked if each.get("kind") == TEXT}
    given = (survey.get("answer") or {}).get("answers") or {}
    return words | {f"survey.answer.answers.{each}": ERASED for each in given if each in written}


DECLARED = (
    Kept(
        name="surveys.survey",
        rows=(SurveyRow,),
        of=ABOUT,
        find=one_item(SurveyRow, lambda about: (survey_id_of(about),)),
        leads=lambda item: (Trace(ABOUT, item["survey_id"]["S"]),),
        erase=blanked(SurveyRow, _words, bumps=("version", "survey.version")),
        hides=("version", "day", "low"),
    ),
)

AGENTS = (copies(SurveyRow, beside=(("agent_id", ("agent_name", "agent_number")),)),)
