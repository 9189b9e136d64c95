"""What is kept of people who were asked several questions (F6): choices and scores stay, what they wrote goes."""

from __future__ import annotations

from typing import Any

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
from chalicelib.questionnaires.model.response import response_id_of
from chalicelib.questionnaires.store.definitions import QuestionnaireRow, VersionRow
from chalicelib.questionnaires.store.responses import OF, RESPONSE, CountRow, ListedRow, OfRow, ResponseRow

ASKED = "asked"


def _words(item: RawItem, _: str) -> dict[str, Any]:
    """Who they are, and what they wrote; what is shorter than a word, or a choice of the desk's, is counted."""
    words: dict[str, Any] = {f"response.{each}": None for each in ("visitor_name", "email", "mobile", "abuse")}
    for name, answer in ((value_in(item, "response") or {}).get("answers") or {}).items():
        if isinstance(answer, str) and not answer.isdecimal():
            words[f"response.answers.{name}"] = ERASED
        elif isinstance(answer, dict):
            words |= {
                f"response.answers.{name}.{each}": ERASED for each in ("text", "words", "other") if each in answer
            }
    return words


_erase = blanked(ResponseRow, _words, bumps=("revision", "response.revision"))


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
        leads=lambda item: (Trace(ASKED, item["order"]["S"]),),
        erase=gone(OfRow),
    ),
    Kept(
        name="questionnaires.of_campaigns",
        rows=(ResponseRow,),
        of=ASKED,
        find=one_item(ResponseRow, lambda response_id: (response_id, RESPONSE)),
        leads=lambda item: (Trace(ABOUT, item["key"]["S"]),),
        erase=_erase,
        hides=("revision",),
    ),
    Nothing(rows=(QuestionnaireRow, VersionRow, CountRow, ListedRow), why="what is asked, and what a day came to"),
)
