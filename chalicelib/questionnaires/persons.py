"""What is kept of people who were asked several questions (F6): choices and scores stay, what they wrote goes."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.persons import ABOUT, ERASED, Kept, Nothing, Swept, Trace, blanked, one_item, value_in
from chalicelib.core.tables import RawItem
from chalicelib.questionnaires.model.response import ASKED, BEGUN, response_id_of
from chalicelib.questionnaires.store import definitions
from chalicelib.questionnaires.store.definitions import QuestionnaireRow, VersionRow
from chalicelib.questionnaires.store.responses import RESPONSE, CountRow, ListedRow, ResponseRow, all_lines

MONTHS = 36  # that are looked through


def _words(item: RawItem, _: str) -> dict[str, Any]:
    """Who they are, and what they wrote; what is shorter than a word, or a choice of the desk's, is counted. Nothing
    more is answered."""
    words: dict[str, Any] = {f"response.{each}": None for each in ("visitor_name", "email", "mobile", "abuse")}
    response = value_in(item, "response") or {}
    if response.get("state") in (ASKED, BEGUN):
        words["response.expires_at"] = response["asked_at"]
    for name, answer in (response.get("answers") or {}).items():
        if isinstance(answer, str) and not answer.isdecimal():
            words[f"response.answers.{name}"] = ERASED
        elif isinstance(answer, dict):
            words |= {
                f"response.answers.{name}.{each}": ERASED for each in ("text", "words", "other") if each in answer
            }
    return words


_erase = blanked(ResponseRow, _words, bumps=("revision", "response.revision"))


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """What was asked by one questionnaire in one month, of these; a query, and a read for each hundred."""
    known = [each.questionnaire_id for each in definitions.records(desk)]
    number, ago = divmod(step, MONTHS)
    if number >= len(known):
        return 0, False
    year, month = divmod(desk.now().year * 12 + desk.now().month - 1 - ago, 12)
    lines = all_lines(desk, known[number], f"{year:04d}-{month + 1:02d}")
    listed = [each.response_id for each in lines]
    erased = 0
    for item in ResponseRow.find_items(desk.database, [(each, RESPONSE) for each in listed]):
        if (value_in(item, "response") or {}).get("visitor_id") in ids:
            _erase(desk, item, "")
            erased += 1
    return erased, step + 1 < MONTHS * len(known)


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
    Swept(name="questionnaires.of_campaigns", rows=(ResponseRow,), sweep=_sweep),
    Nothing(rows=(QuestionnaireRow, VersionRow, CountRow, ListedRow), why="what is asked, and what a day came to"),
)
