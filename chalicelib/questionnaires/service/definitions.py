"""Questionnaires as administrators keep them: a draft that is worked on, published as a version that never changes."""

from __future__ import annotations

from chalicelib.core import versions
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.once import Once
from chalicelib.core.versions import Draft, Publishing
from chalicelib.questionnaires.model.questions import (
    MOST_QUESTIONNAIRES,
    NoDraft,
    Questionnaire,
    QuestionnaireDefinition,
    Version,
    check_draft,
    checked_definition,
    checked_id,
    is_key,
)
from chalicelib.questionnaires.store.definitions import KEPT, records


def list_questionnaires(desk: Desk) -> list[Questionnaire]:
    """All of them; one query."""
    return records(desk)


def read_questionnaire(desk: Desk, questionnaire_id: str) -> Questionnaire:
    """One with its draft; one read. Raises ``NotFound``."""
    record = KEPT.record(desk, questionnaire_id) if is_key(questionnaire_id) else None
    return existing(record if record is not None and record.version else None, "no such questionnaire")


def save_draft(
    desk: Desk, by: By, questionnaire_id: str, draft: QuestionnaireDefinition | None, version: int | None = None
) -> Questionnaire:
    """Keep a draft, or none any more. ``version``: the record's as it was read; 0 with a new id makes a new one.

    A draft may be unfinished. Three requests. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    if version != 0 and not is_key(questionnaire_id):
        raise NotFound("no such questionnaire")
    record = KEPT.record(desk, checked_id(questionnaire_id))
    if not record.version and (draft is None or version != 0):
        raise NotFound("no such questionnaire")
    if draft is not None:
        check_draft(draft)
    if not record.version and len(records(desk)) >= MOST_QUESTIONNAIRES:
        raise Invalid.field("questionnaire_id", f"at most {MOST_QUESTIONNAIRES}")
    return versions.save_draft(KEPT, desk, by, questionnaire_id, record, Draft(draft, version, _told))


def publish(desk: Desk, by: By, questionnaire_id: str, version: int, once: Once | None = None) -> Questionnaire:
    """The draft is what is asked from now on; whoever was asked before keeps their version. Three requests.

    Raises ``NotFound``, ``NoDraft``, ``ChangedMeanwhile``, ``Invalid`` with everything that stands in the way.
    """

    def made(draft: QuestionnaireDefinition | None, number: int) -> Version:
        if draft is None:
            raise NoDraft("there is nothing to publish")
        return Version(questionnaire_id, number, checked_definition(draft), desk.now(), by.name)

    record = read_questionnaire(desk, questionnaire_id)
    return versions.publish(KEPT, desk, by, questionnaire_id, record, Publishing(made, version, once))


def _told(record: Questionnaire) -> dict[str, object]:
    keys = [each.key for each in record.draft.questions] if record.draft is not None else None
    return {"draft": keys, "version": record.version}


def version_of(desk: Desk, questionnaire_id: str, number: int) -> Version:
    """A version; one read. Raises ``NotFound``."""
    return existing(KEPT.version(desk, questionnaire_id, number), "no such version")
