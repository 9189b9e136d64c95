"""Articles at the side of a conversation, for whoever sees it, and what becomes of them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, among
from chalicelib.knowledge.model.markdown import as_message
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.suggestions.model.drafting import Suggestion
from chalicelib.suggestions.model.rights import EDIT
from chalicelib.suggestions.model.uses import MOST_AT_ONCE, Sums
from chalicelib.suggestions.service import suggesting, using
from chalicelib.suggestions.service.suggesting import Suggested
from chalicelib.suggestions.service.using import OfArticle

routes = Routes(__name__)

BESIDE = "/v1/desk/suggestions/conversations/{conversation_id}"
ARTICLE = "/v1/desk/suggestions/articles/{article_id}"
USES = "/v1/admin/suggestions/uses"
LANGUAGES = ("zh-CN", "en")

ArticleIds = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
MONTH = r"[12][0-9]{3}-(0[1-9]|1[0-2])"
Month = Annotated[str, msgspec.Meta(pattern=f"^{MONTH}$")]


class NoteUse(msgspec.Struct, forbid_unknown_fields=True):
    """These articles were of this use in the conversation."""

    kind: Literal["shown", "opened", "inserted", "helped"]
    article_ids: ArticleIds


class ArticleTextQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``locale``: in which language; where there is none, in one that there is."""

    locale: Literal["zh-CN", "en"] = "zh-CN"


class UsesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11; unsaid: this one."""

    month: Annotated[str, msgspec.Meta(pattern=f"^({MONTH})?$")] = ""
    cursor: Cursor = ""


class RecountUses(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11."""

    article_id: Id
    month: Month


@showing(Suggestion)
class SuggestionView(msgspec.Struct):
    """An article that may answer. ``number``: of its edition; ``language``: in which it does; ``draft``: what might be
    written; empty: what it says."""


class SuggestionsView(msgspec.Struct):
    """``seq``: the visitor's message up to which was looked, 0: none; the best article first."""

    seq: int
    articles: list[SuggestionView]


class ArticleTextView(msgspec.Struct):
    """An article as it is written into a conversation: without marks. ``language``: which of those it is said in;
    ``plan_keys``: for whose visitors, none: for those of all."""

    article_id: str
    number: int
    language: Annotated[str, among(*LANGUAGES)]
    title: str
    text: str
    plan_keys: tuple[str, ...]


class UsesView(msgspec.Struct):
    """What became of an article in a month, for agents and for visitors, in conversations. ``titles``: of what readers
    have, by language; empty: it is in the archive."""

    article_id: str
    month: str
    titles: dict[str, str]
    agent: Sums
    visitor: Sums


class RecountedUsesView(msgspec.Struct):
    """``wrong``: it was, and was mended."""

    wrong: bool


def show_suggested(suggested: Suggested) -> SuggestionsView:
    return SuggestionsView(suggested.seq, [shown(SuggestionView, each) for each in suggested.articles])


def show_uses(month: str, of: OfArticle) -> UsesView:
    wordings = of.edition.wordings if of.edition is not None else {}
    titles = {language: each.title for language, each in wordings.items()}
    return UsesView(of.article_id, month, titles, of.uses.agent, of.uses.visitor)


@routes.get(BESIDE, caller=people.anybody, raises=(NotYours,), of_desk=True)
def suggest_articles(call: Call[people.Caller], conversation_id: str) -> Answer[SuggestionsView]:
    """The three best articles for what the visitor of a conversation wrote last."""
    return Answer(show_suggested(suggesting.for_agent(call.desk, call.caller.agent, conversation_id)))


@routes.post(BESIDE + "/uses", caller=people.anybody, body=NoteUse, statuses=(204,), raises=(NotYours,))
def note_article_use(call: Call[people.Caller], conversation_id: str) -> Answer[None]:
    """Articles were shown, opened or inserted at the side of a conversation, or helped; each counts there once."""
    form = call.body
    using.note_by_agent(call.desk, call.caller.agent, conversation_id, form.kind, form.article_ids)
    return Answer(status=204)


@routes.get(ARTICLE, caller=people.anybody, query=ArticleTextQuery, of_desk=True)
def read_article_text(call: Call[people.Caller], article_id: str) -> Answer[ArticleTextView]:
    """What readers have of an article, as it is written into a conversation."""
    edition = using.edition_of(call.desk, article_id)
    language, wording = edition.wording_in(call.query.locale)
    text = as_message(wording.body)
    return Answer(ArticleTextView(article_id, edition.number, language, wording.title, text, edition.plan_keys))


@routes.get(USES, caller=people.may(EDIT), query=UsesQuery)
def list_article_uses(call: Call[people.Caller]) -> Answer[PageOf[UsesView]]:
    """What became of suggested articles in a month."""
    month, items, following = using.list_uses(call.desk, call.query.month, call.query.cursor or None)
    return Answer(PageOf([show_uses(month, each) for each in items], following))


@routes.post("/v1/admin/suggestions/recount", caller=people.may(EDIT, everywhere=True), body=RecountUses)
def recount_article_uses(call: Call[people.Caller]) -> Answer[RecountedUsesView]:
    """Count an article's month anew from its uses."""
    form = call.body
    by = call.caller.by(call.request_id)
    return Answer(RecountedUsesView(using.recount(call.desk, by, form.article_id, form.month)))
