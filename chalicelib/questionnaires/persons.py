"""What is kept of people who were asked several questions (F6): choices and scores stay, what they wrote goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import (
    ABOUT,
    ERASED,
    VISITOR,
    Kept,
    Nothing,
    Trace,
    blanked,
    gone,
    one_item,
    partition,
    value_in,
)
from chalicelib.core.tables import RawItem
from chalicelib.questionnaires.model.questions import ONE
from chalicelib.questionnaires.model.response import ASKED, BEGUN, response_id_of
from chalicelib.questionnaires.store.definitions import KEPT, QuestionnaireRow, VersionRow
from chalicelib.questionnaires.store.responses import OF, RESPONSE, CountRow, ListedRow, OfRow, ResponseRow

OF_CUSTOMER = "asked"


def _words(item: RawItem, chosen: Collection[str]) -> dict[str, Any]:
    """Who they are, and what they wrote; a number, or what was ``chosen`` of the desk's own words, is counted. Nothing
    more is answered."""
    words: dict[str, Any] = {f"response.{each}": None for each in ("visitor_name", "email", "mobile", "abuse")}
    response = value_in(item, "response") or {}
    if response.get("state") in (ASKED, BEGUN):
        words["response.expires_at"] = response["asked_at"]
    for name, answer in (response.get("answers") or {}).items():
        if isinstance(answer, str) and not answer.isdecimal() and name not in chosen:
            words[f"response.answers.{name}"] = ERASED
        elif isinstance(answer, dict):
            words |= {
                f"response.answers.{name}.{each}": ERASED for each in ("text", "words", "other") if each in answer
            }
    return words


def _erase(desk: Desk, item: RawItem, found_by: str) -> None:
    """A read more, of what was asked: to know which answers are choices."""
    response = value_in(item, "response") or {}
    version = KEPT.version(desk, response["questionnaire_id"], int(response["number"]))
    chosen = {each.key for each in version.definition.questions if each.kind == ONE} if version is not None else set()

    def words(now: RawItem, _: str) -> dict[str, Any]:
        return _words(now, chosen)

    blanked(ResponseRow, words, bumps=("revision", "response.revision"))(desk, item, found_by)


DECLARED = (
    Kept(
        name="questionnaires.response",
        rows=(ResponseRow,),
        of=ABOUT,
        find=one_item(ResponseRow, lambda about: (response_id_of(about), RESPONSE)),
        leads=lambda item: (Trace(ABOUT, item["key"]["S"]),),
        erase=_erase,
        hides=("revision",),
    ),
    Kept(
        name="questionnaires.asked",
        rows=(OfRow,),
        of=VISITOR,
        find=partition(OfRow, OF),
        leads=lambda item: (Trace(OF_CUSTOMER, item["order"]["S"]),),
        erase=gone(OfRow),
    ),
    Kept(
        name="questionnaires.of_campaigns",
        rows=(ResponseRow,),
        of=OF_CUSTOMER,
        find=one_item(ResponseRow, lambda response_id: (response_id, RESPONSE)),
        leads=lambda item: (Trace(ABOUT, item["key"]["S"]),),
        erase=_erase,
        hides=("revision",),
    ),
    Nothing(rows=(QuestionnaireRow, VersionRow, CountRow, ListedRow), why="what is asked, and what a day came to"),
)

AGENTS = (
    copies(ResponseRow),
    Nothing(rows=(QuestionnaireRow, VersionRow, CountRow, ListedRow, OfRow), why="questions and counts, by ids"),
)
