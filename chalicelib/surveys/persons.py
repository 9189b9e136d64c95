"""What is kept of people in surveys (F6): the score stays, since figures are made of it; what they wrote goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, as_stored, kept_as
from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import ABOUT, ERASED, Kept, Trace, blanked, one_item, value_in
from chalicelib.core.tables import RawItem
from chalicelib.plans import service as plans
from chalicelib.plans.model.survey import TEXT
from chalicelib.surveys.model.survey import ASKED, survey_id_of
from chalicelib.surveys.store import SurveyRow

DAYS_TOGETHER = 14


def _words(item: RawItem, _: str) -> dict[str, Any]:
    """Who they are, and what they wrote: the comment, and answers in words of their own. Nothing more is answered."""
    words: dict[str, Any] = {f"survey.{each}": None for each in ("visitor_name", "email", "mobile", "abuse")}
    words["survey.answer.comment"] = ""
    survey = value_in(item, "survey") or {}
    if "asked_at" in survey:
        words["survey.expires_at"] = survey["asked_at"]
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


def _over(item: RawItem) -> Thing | None:
    survey = SurveyRow.survey.held_in(item)
    if survey.state == ASKED:
        return None
    since = survey.answered_at or survey.expires_at
    return Thing(survey.survey_id, since, item["asked_at"]["S"], survey.plan_key, survey.visitor_id, survey.about)


def _asked(desk: Desk, _shelf: str, span: Span, start: Any, limit: int) -> tuple[list[Thing], Any]:
    """Some of what was asked on a day, and on those after it; a query for each day, a read where there are any."""
    day, key = start if start is not None else (times.stored((span.since or plans.first_made_at(desk)).date()), None)
    last = times.stored(span.until.date())
    between = SurveyRow.asked_at.between(span.begin, span.until)
    for _turn in range(DAYS_TOGETHER):
        if day > last:
            return [], None
        page, key = SurveyRow.read_page(
            desk.database, day, index="by_day", range_condition=between, limit=limit, start=key
        )
        following = day if key is not None else times.stored(times.read_day(day) + timedelta(days=1))
        if page:
            return as_stored(desk, SurveyRow, page, _over), (following, key)
        day = following
    return [], (day, None)


AGED = (
    Aged(
        name="surveys",
        row=SurveyRow,
        keys=lambda survey_id: (survey_id,),
        meaning=_over,
        mark="asked_at",
        shelves=lambda _: ("",),
        find=_asked,
        kept=kept_as("surveys.survey", DECLARED),
    ),
)
AGENTS = (copies(SurveyRow, beside=(("agent_id", ("agent_name", "agent_number")),)),)
