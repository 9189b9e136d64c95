"""The table ``surveys``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.surveys.model.figures import Counted
from chalicelib.surveys.model.survey import Survey, is_low

FOR_FIGURES = [
    "plan_key",
    "agent_id",
    "agent_name",
    "group_ids",
    "score",
    "low",
    "resolved",
    "callback_id",
    "callback_in_time",
    "callback_reached",
]


class SurveyRow(Row):
    """``survey`` is all of it; what stands beside it is for the index."""

    class Meta:
        table_name = table_name("surveys")

    survey_id = UnicodeAttribute(hash_key=True)
    survey = Packed(Survey)
    version = NumberAttribute()
    day = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    plan_key = UnicodeAttribute()
    agent_id = UnicodeAttribute(null=True)
    agent_name = UnicodeAttribute(null=True)
    group_ids = Json(tuple[str, ...], null=True)
    score = NumberAttribute(null=True)
    low = BooleanAttribute(null=True)
    resolved = BooleanAttribute(null=True)
    callback_id = UnicodeAttribute(null=True)
    callback_in_time = BooleanAttribute(null=True)
    callback_reached = BooleanAttribute(null=True)
    by_day = index(FOR_FIGURES, day=UnicodeAttribute, asked_at=UTCDateTimeAttribute)


class SurveyThere(Lost):
    """There is a survey about this already."""


class SurveyMoved(Moved):
    """The survey is not as it was read."""


def _row(survey: Survey) -> SurveyRow:
    said = survey.answer
    return SurveyRow.of(
        survey,
        survey=survey,
        day=times.stored(survey.asked_at.date()),
        group_ids=survey.group_ids or None,
        score=said.score if said else None,
        low=True if is_low(survey) else None,
        resolved=said.resolved if said else None,
    )


def put_new(tx: Transaction, survey: Survey) -> None:
    """Store a new survey. Lost: ``SurveyThere``."""
    is_new = SurveyRow.survey_id.does_not_exist()
    tx.put(_row(survey), condition=is_new, losing=lambda _: SurveyThere("it was asked before"))


def put(tx: Transaction, after: Survey, *, before: Survey) -> None:
    """Store a change. Lost: ``SurveyMoved``."""
    unmoved = SurveyRow.version == before.version
    tx.put(_row(after), condition=unmoved, losing=SurveyRow.survey.losing(SurveyMoved))


def survey(desk: Desk, survey_id: str) -> Survey | None:
    """One survey; one strongly consistent read."""
    item = SurveyRow.find_item(desk.database, survey_id)
    return SurveyRow.survey.held_in(item) if item else None


def wanted(survey_id: str) -> Wanted[Survey]:
    """One survey, to be read together with something else."""
    return SurveyRow.wanted(lambda row: row.survey, survey_id)


def scores(desk: Desk, survey_ids: Sequence[str]) -> dict[str, int]:
    """What those of these gave that were answered, by what they are about; one request for each hundred."""
    items = SurveyRow.find_items(desk.database, [(each,) for each in survey_ids], consistent=False)
    given = [SurveyRow.survey.held_in(item) for item in items]
    return {each.about: each.answer.score for each in given if each.answer is not None}


def surveys(desk: Desk, survey_ids: Sequence[str]) -> list[Survey]:
    """Those of these surveys that are there, in no order; one strongly consistent request."""
    items = SurveyRow.find_items(desk.database, [(each,) for each in survey_ids])
    return [SurveyRow.survey.held_in(item) for item in items]


def asked_on(desk: Desk, day: date, since: datetime, until: datetime) -> Iterator[Counted]:
    """What was asked on a UTC day from ``since`` up to, but not with, ``until``.

    One query (one more for each megabyte, some three thousand surveys). Includes what was stored a moment ago or not:
    an index follows its table.
    """
    condition = SurveyRow.asked_at.between(since, until - datetime.resolution)
    for item in SurveyRow.all_pages(desk.database, times.stored(day), index="by_day", range_condition=condition):
        yield SurveyRow.from_raw_data(item).into(Counted)
