"""What is kept of people who were asked several questions (F6): choices and scores stay, what they wrote goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from chalicelib.core import times
from chalicelib.core.aging import Aged, Span, Thing, kept_as
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
from chalicelib.plans import service as plans
from chalicelib.questionnaires.model.questions import ONE
from chalicelib.questionnaires.model.response import ASKED, BEGUN, response_id_of
from chalicelib.questionnaires.store.definitions import KEPT, QuestionnaireRow, VersionRow, records
from chalicelib.questionnaires.store.responses import OF, RESPONSE, CountRow, ListedRow, OfRow, ResponseRow, list_key

OF_CUSTOMER = "asked"
AROUND = timedelta(hours=14)  # a month of the desk's calendar is not one of UTC's
MONTHS_TOGETHER = 24


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


def _over(item: RawItem) -> Thing | None:
    """What was answered, or can be answered no more since then."""
    response = ResponseRow.response.held_in(item)
    since = response.answered_at or response.expires_at
    return Thing(response.response_id, since, response.place, response.plan_key, response.visitor_id, response.about)


def _asked(desk: Desk, shelf: str, span: Span, start: Any, limit: int) -> tuple[list[Thing], Any]:
    """Some of what was asked in a month, and in those after it; a query for each month, a read where there are any."""
    last, first = times.month(span.until + AROUND), times.sortable(span.begin)
    month, place = (
        start if start is not None else (times.month((span.since or plans.first_made_at(desk)) - AROUND), first)
    )
    for _ in range(MONTHS_TOGETHER):
        if month > last:
            return [], None
        between = ListedRow.order.between(place, times.sortable(span.until))
        page, more = ListedRow.read_page(desk.database, list_key(shelf, month), range_condition=between, limit=limit)
        places = [each["order"]["S"] for each in page]
        if places:
            ids = [each.rpartition("#")[2] for each in places]
            there = {each.id: each for each in AGED[0].things(desk, ids)}
            behind = (month, f"{places[-1]}#") if more is not None else (_month_after(month), first)
            return [there[each] for each in ids if each in there], behind
        month = _month_after(month)
    return [], (month, first)


def _month_after(month: str) -> str:
    return times.month_of(times.read_day(f"{month}-01") + timedelta(days=31))


AGED = (
    Aged(
        name="responses",
        row=ResponseRow,
        keys=lambda response_id: (response_id, RESPONSE),
        meaning=_over,
        mark="",  # what is over never goes on
        shelves=lambda desk: sorted(each.questionnaire_id for each in records(desk)),
        find=_asked,
        kept=kept_as("questionnaires.response", DECLARED),
    ),
)


AGENTS = (
    copies(ResponseRow),
    Nothing(rows=(QuestionnaireRow, VersionRow, CountRow, ListedRow, OfRow), why="questions and counts, by ids"),
)
