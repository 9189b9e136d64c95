"""A page of records, put together from the rooms that know their parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.core.desk import Desk
from chalicelib.core.once import note_once_a_day
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.categories import Category
from chalicelib.people import service as people
from chalicelib.surveys import service as surveys


class Sheet(msgspec.Struct, frozen=True):
    """One record. ``path``: the category it was filed under and what that stands under, the root first."""

    header: Header
    path: Sequence[Category]
    score: int | None


class Days(msgspec.Struct, frozen=True):
    """From which day until which a conversation was over, on the desk's clock, both counted; None: no such bound."""

    first: date | None = None
    last: date | None = None


def list_records(
    desk: Desk, caller: people.Caller, days: Days, cursor: str | None, request_id: str = ""
) -> tuple[list[Sheet], str | None]:
    """A page of the records of these days in reach, those closed last first, and where the next one starts.

    As many requests as a page of the conversations, one for the categories, one for the ratings; and once a day a write
    that says who looked (F7). Raises ``Invalid``.
    """
    headers, following = conversations.list_closed(desk, caller.agent, days.first, days.last, cursor)
    tree, scores = knowledge.read_tree(desk), surveys.scores_of(desk, [each.conversation_id for each in headers])
    note_once_a_day(desk, caller.by(request_id), "read_records", "records")
    sheets = []
    for header in headers:
        category = tree.find(header.wrap.category_id)
        path = tree.path(category) if category is not None else ()
        sheets.append(Sheet(header, path, scores.get(header.conversation_id)))
    return sheets, following
