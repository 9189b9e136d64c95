"""Records of conversations, as managers read and export them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.wrapping import Record
from chalicelib.core.authors import AgentRef
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.records import service
from chalicelib.records.service import Days, Sheet

routes = Routes(__name__)

Cursor = Annotated[str, msgspec.Meta(max_length=12_000)]


class RecordsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Days on the desk's clock, both included, on which a conversation was over; unsaid: all of them."""

    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    cursor: Cursor = ""


@showing(
    Header,
    "conversation_id plan_key visitor_id visitor_name level source started_at first_reply_at closed_at closed_by "
    "category",
)
class SheetView(msgspec.Struct):
    """``zh`` and ``en``: what it was filed under, the root first; ``category``: the words that were kept with it.
    ``score``: of the visitor, 1 to 5."""

    agent: AgentRef | None
    category_id: str | None
    zh: list[str]
    en: list[str]
    score: int | None
    problem: str
    steps: str
    result: str
    next: str


def show_sheet(sheet: Sheet) -> SheetView:
    header = sheet.header
    record = header.wrap.record or Record()
    return shown(
        SheetView,
        header,
        agent=header.agent.ref if header.agent else None,
        category_id=header.wrap.category_id,
        zh=[each.zh for each in sheet.path],
        en=[each.en for each in sheet.path],
        score=sheet.score,
        problem=record.problem,
        steps=record.steps,
        result=record.result,
        next=record.next,
    )


@routes.get("/v1/admin/records", caller=people.may("records.see"), query=RecordsQuery)
def list_records(call: Call[people.Caller]) -> Answer[PageOf[SheetView]]:
    """The records of conversations in reach that are over, those closed last first.

    A page may be short while others follow. Who reads them is in the audit log.
    """
    query = call.query
    asked = (Days(query.first, query.last), query.cursor or None, call.request_id)
    sheets, following = service.list_records(call.desk, call.caller, *asked)
    return Answer(PageOf([show_sheet(each) for each in sheets], following))
