"""Conversations that are over, to be looked through."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from chalicelib.conversations.api.views import ConversationView, show_conversation
from chalicelib.conversations.service import looking_back
from chalicelib.conversations.service.looking_back import Ended
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__)


class EndedQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``from``, ``to``: days on the desk's clock; what is not said is the last month. An ``agent_id`` must be said by
    whose role does not reach everything."""

    agent_id: Id | None = None
    group_id: Id | None = None
    plan_key: Id | None = None
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    cursor: Annotated[str, msgspec.Meta(max_length=4000)] = ""


@routes.get("/v1/desk/ended", caller=people.may("wall.see"), query=EndedQuery, raises=(NotYours,))
def list_ended_conversations(call: Call[people.Caller]) -> Answer[PageOf[ConversationView]]:
    """Conversations that are over, by agent, group, plan and day; a page may be short while others follow."""
    query = call.query
    wished = Ended(query.agent_id, query.group_id, query.plan_key, query.first, query.last)
    headers, following = looking_back.list_ended(call.desk, call.caller.agent, wished, query.cursor or None)
    return Answer(PageOf([show_conversation(each) for each in headers], following))
