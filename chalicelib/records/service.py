"""A page of records, put together from the rooms that know their parts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import CLOSED, Header
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


def list_records(
    desk: Desk, caller: people.Caller, cursor: str | None, request_id: str = ""
) -> tuple[list[Sheet], str | None]:
    """A page of records in reach, those closed last first, and where the next one starts.

    As many requests as a page of the conversations, one for the categories, one for the ratings; and once a day a write
    that says who looked (F7).
    """
    listed, following = conversations.list_conversations(desk, caller.agent, "all", CLOSED, cursor)
    headers = [each.header for each in listed]
    tree, scores = knowledge.read_tree(desk), surveys.scores_of(desk, [each.conversation_id for each in headers])
    note_once_a_day(desk, caller.by(request_id), "read_records", "records")
    sheets = []
    for header in headers:
        category = tree.find(header.wrap.category_id)
        path = tree.path(category) if category is not None else ()
        sheets.append(Sheet(header, path, scores.get(header.conversation_id)))
    return sheets, following
