"""Questionnaires: for each a record with its draft and what is published, and its versions."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Packed
from chalicelib.core.versions import Kept
from chalicelib.questionnaires.model.questions import Questionnaire, Version
from chalicelib.questionnaires.store.keys import Keys

ALL = "questionnaires"


class QuestionnaireRow(Keys):
    version = NumberAttribute()
    questionnaire = Packed(Questionnaire)


class VersionRow(Keys):
    questionnaire = Packed(Version)


KEPT = Kept[Questionnaire, Version](
    record_row=QuestionnaireRow,
    version_row=VersionRow,
    held="questionnaire",
    noun="questionnaire",
    record_at=lambda questionnaire_id: (ALL, questionnaire_id),
    versions_at=lambda questionnaire_id: f"questionnaire#{questionnaire_id}",
    shipped=Questionnaire,
)


def records(desk: Desk) -> list[Questionnaire]:
    """All of them, by their ids; one query for each megabyte."""
    return [QuestionnaireRow.questionnaire.held_in(item) for item in QuestionnaireRow.all_pages(desk.database, ALL)]
