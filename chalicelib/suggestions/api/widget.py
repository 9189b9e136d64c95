"""Articles for visitors who wait, or find nobody."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from chalicelib.core.errors import LimitReached, OriginNotAllowed
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.text import Id
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.suggestions.api.desk import ArticleIds, SuggestionsView, show_suggested
from chalicelib.suggestions.service import suggesting, using
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

ROOT = "/v1/widget/{plan_key}/suggestions"


class VisitorSuggestionsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``conversation_id``: of one's own that waits; or ``text``: what one is about to leave as a message."""

    lenient: ClassVar[frozenset[str]] = frozenset({"text"})  # what is too long is suggested for by its beginning

    conversation_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    text: str = ""


class NoteVisitorUse(msgspec.Struct, forbid_unknown_fields=True):
    """These articles were of this use, in a conversation of one's own or without one."""

    kind: Literal["shown", "opened", "helped"]
    article_ids: ArticleIds
    conversation_id: Id | None = None


@routes.get(
    ROOT,
    caller=visitors.recognised,
    query=VisitorSuggestionsQuery,
    raises=(UnknownPlan, OriginNotAllowed, LimitReached),
)
def suggest_to_visitor(call: Call[visitors.Caller], plan_key: str) -> Answer[SuggestionsView]:
    """The three best articles for a visitor who waits in the queue or finds nobody; none where the plan shows none."""
    asked = (call.query.conversation_id or None, call.query.text)
    suggested = suggesting.for_visitor(call.desk, call.caller, plan_key, *asked, call.foreign_origin)
    return Answer(show_suggested(suggested))


@routes.post(ROOT, caller=visitors.recognised, body=NoteVisitorUse, statuses=(204,), raises=(LimitReached,))
def note_visitor_use(call: Call[visitors.Caller], plan_key: str) -> Answer[None]:
    """Articles were shown to a visitor, opened, or helped; each counts once."""
    form = call.body
    using.note_by_visitor(call.desk, call.caller, plan_key, form.conversation_id, form.kind, form.article_ids)
    return Answer(status=204)
