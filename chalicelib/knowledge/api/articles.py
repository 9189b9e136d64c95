"""Articles, as those who write them keep them (E2)."""

from __future__ import annotations

from typing import cast

from msgspec.structs import asdict

from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, page, placed, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.files.model.forms import SendFile, TicketView
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, NotArrived, UnknownFile
from chalicelib.knowledge.api.article_views import (
    MOST_BYTES,
    AddArticlePicture,
    ArticlePreviewView,
    ArticleQuery,
    ArticleSettingsView,
    ArticleSummaryView,
    ArticleView,
    ChangeArticle,
    ChangeArticleSettings,
    PreviewMarkdown,
    WriteArticle,
    show_article,
    show_summary,
    values_of,
    wordings_in,
)
from chalicelib.knowledge.model.articles import Article, NewArticle, PicturesFull, WrongState
from chalicelib.knowledge.model.summaries import Summary
from chalicelib.knowledge.service import article_pictures, articles, listing, publishing, reading
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__, of_desk=True)

ARTICLES = "/v1/admin/articles"
ONE = ARTICLES + "/{article_id}"
PICTURES = ONE + "/pictures"
SETTINGS = "/v1/admin/article-settings"

writer = people.may("articles.write", "articles.publish")
keeper = people.may("articles.publish", everywhere=True)


def in_reach(call: Call[people.Caller], article_id: str) -> Article:
    """The article. Raises ``NotFound``, ``NotYours``."""
    return articles.read_article(call.desk, article_id, call.caller.agent)


@routes.get(ARTICLES, caller=writer, query=ArticleQuery)
def list_articles(call: Call[people.Caller]) -> Answer[PageOf[ArticleSummaryView]]:
    """Articles within reach, changed last first; of those due for review, the first due first."""
    part = listing.list_articles(call.desk, call.caller.agent, call.query.filter, start_of(call))
    if not call.query.due:
        return Answer(placed(call, part.places, show_summary, more=part.more))

    def show(each: tuple[str, Summary | None]) -> ArticleSummaryView:
        return show_summary(cast("Summary", each[1]))

    return Answer(
        page(call, part.places, lambda each: each[0], show, more=part.more, among=lambda each: each[1] is not None)
    )


@routes.post(
    ARTICLES,
    caller=writer,
    body=WriteArticle,
    statuses=(200, 201),
    keyed=True,
    most_bytes=MOST_BYTES,
    raises=(KeyReused,),
)
def write_article(call: Call[people.Caller]) -> Answer[ArticleView]:
    """A new article: a draft, which readers do not have yet."""
    form: WriteArticle = call.body
    new = NewArticle(wordings_in(form), form.category_id, tuple(form.plan_keys), form.review_on)
    by, once = call.caller.by(call.request_id), call.once(f"article#{call.caller.agent.agent_id}")
    article, again = articles.draft_article(call.desk, by, new, once)
    call.notes["article_id"] = article.article_id
    return Answer(show_article(article), status=200 if again else 201)


@routes.get(ONE, caller=writer, raises=(NotFound, NotYours))
def read_article(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """What is worked on."""
    return Answer(show_article(in_reach(call, article_id)))


@routes.put(
    ONE,
    caller=writer,
    body=ChangeArticle,
    most_bytes=MOST_BYTES,
    raises=(NotFound, NotYours, ChangedMeanwhile, WrongState),
)
def change_article(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """Change what is worked on; readers keep what they have. Who changes another field at the same time holds, too."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(
        show_article(articles.change_article(call.desk, by, article, values_of(call.body), call.body.version))
    )


@routes.post(
    PICTURES,
    caller=writer,
    body=SendFile,
    statuses=(201,),
    keyed=True,
    raises=(NotFound, NotYours, LimitReached, FilesOff, FileRefused, KeyReused, UnknownFile),
)
def send_article_picture(call: Call[people.Caller], article_id: str) -> Answer[TicketView]:
    """Ask for a place for a picture of the article."""
    once = call.once(f"article_picture#{article_id}#{call.caller.agent.agent_id}")
    ticket = article_pictures.ask_for_place(call.desk, in_reach(call, article_id), call.body.wish, once)
    return Answer(ticket.view, status=201)


@routes.put(
    PICTURES,
    caller=writer,
    body=AddArticlePicture,
    raises=(NotFound, NotYours, UnknownFile, NotArrived, FileRefused, FileUsed, PicturesFull),
)
def add_article_picture(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """The picture has arrived: the text can show it as ``![words](picture:<file_id>)``. What nothing shows goes after a
    day."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(show_article(article_pictures.add_picture(call.desk, by, article, call.body.file_id)))


@routes.post("/v1/admin/article-previews", caller=writer, body=PreviewMarkdown, most_bytes=MOST_BYTES)
def preview_article(call: Call[people.Caller]) -> Answer[ArticlePreviewView]:
    """What readers would see of a text, made as their pages are."""
    return Answer(ArticlePreviewView(reading.preview(call.body.body)))


@routes.get(SETTINGS, caller=writer, query=Empty)
def read_article_settings(call: Call[people.Caller]) -> Answer[ArticleSettingsView]:
    """What the desk says of its articles."""
    return Answer(shown(ArticleSettingsView, publishing.read_settings(call.desk)))


@routes.put(SETTINGS, caller=keeper, body=ChangeArticleSettings, raises=(ChangedMeanwhile,))
def change_article_settings(call: Call[people.Caller]) -> Answer[ArticleSettingsView]:
    """Who publishes what they wrote, and how soon articles are looked at again."""
    values = asdict(call.body)
    version = values.pop("version")
    by = call.caller.by(call.request_id)
    return Answer(shown(ArticleSettingsView, publishing.change_settings(call.desk, by, values, version)))
