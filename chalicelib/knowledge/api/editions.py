"""What becomes of articles: review, publishing, the archive; and what was published before (E2)."""

from __future__ import annotations

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.knowledge.api.article_views import (
    ArticleView,
    ComparisonQuery,
    ComparisonView,
    EditionSummaryView,
    EditionView,
    PublishArticle,
    SendBack,
    SendToReview,
    show_article,
    show_comparison,
    show_edition,
    show_edition_summary,
)
from chalicelib.knowledge.api.articles import ONE, in_reach, writer
from chalicelib.knowledge.model.articles import SecondPerson, WrongState
from chalicelib.knowledge.model.difference import compared
from chalicelib.knowledge.service import publishing
from chalicelib.knowledge.service.publishing import Publishing
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights

routes = Routes(__name__, of_desk=True)

EDITIONS = ONE + "/editions"
AT_ONCE = 10  # editions with their texts, of which a list shows the titles

publisher = people.may(publishing.PUBLISH)


@routes.post(ONE + "/review", caller=writer, body=SendToReview, raises=(NotFound, NotYours, WrongState))
def send_article_to_review(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """The draft waits for its reviewer, who is told; twice is once."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(show_article(publishing.send_to_review(call.desk, by, article, call.body.reviewer_id)))


@routes.post(ONE + "/return", caller=publisher, body=SendBack, raises=(NotFound, NotYours, WrongState))
def send_article_back(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """It is a draft again, and its author is told what is to be changed."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(show_article(publishing.send_back(call.desk, by, article, call.body.note)))


@routes.post(
    ONE + "/publish",
    caller=publisher,
    body=PublishArticle,
    keyed=True,
    raises=(NotFound, NotYours, BeyondYourRights, WrongState, SecondPerson, ChangedMeanwhile, KeyReused),
)
def publish_article(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """Readers have the draft from now on, as an edition that never changes."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    once = call.once(f"publish_article#{article_id}#{call.caller.agent.agent_id}")
    how = Publishing(call.body.changes, call.body.version, once)
    return Answer(show_article(publishing.publish_article(call.desk, by, article, how, call.caller.agent)))


@routes.post(ONE + "/archive", caller=publisher, body=Empty, raises=(NotFound, NotYours, BeyondYourRights))
def archive_article(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """Readers do not have it any more; twice is once."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(show_article(publishing.archive_article(call.desk, by, article, call.caller.agent)))


@routes.post(ONE + "/restore", caller=publisher, body=Empty, raises=(NotFound, NotYours))
def take_article_back(call: Call[people.Caller], article_id: str) -> Answer[ArticleView]:
    """Out of the archive: a draft again; twice is once."""
    by, article = call.caller.by(call.request_id), in_reach(call, article_id)
    return Answer(show_article(publishing.take_back(call.desk, by, article)))


@routes.get(EDITIONS, caller=writer, query=PageQuery, raises=(NotFound, NotYours))
def list_editions(call: Call[people.Caller], article_id: str) -> Answer[PageOf[EditionSummaryView]]:
    """What was published, the newest first, with what was new in it."""
    start = start_of(call)
    in_reach(call, article_id)
    editions, more = publishing.list_editions(call.desk, article_id, start, AT_ONCE)
    return Answer(page(call, editions, lambda each: each.number, show_edition_summary, forward=False, more=more))


@routes.get(EDITIONS + "/{number}", caller=writer, raises=(NotFound, NotYours))
def read_edition(call: Call[people.Caller], article_id: str, number: str) -> Answer[EditionView]:
    """An edition as it was published."""
    in_reach(call, article_id)
    return Answer(show_edition(publishing.read_edition(call.desk, article_id, _number(number))))


@routes.get(ONE + "/comparison", caller=writer, query=ComparisonQuery, raises=(NotFound, NotYours))
def compare_editions(call: Call[people.Caller], article_id: str) -> Answer[ComparisonView]:
    """What is new in an edition, or in what is worked on, beside an earlier edition."""
    article, last = in_reach(call, article_id), call.query.newer
    before = publishing.read_edition(call.desk, article_id, call.query.older)
    after = publishing.read_edition(call.desk, article_id, last) if last is not None else article
    return Answer(show_comparison(compared(before.wordings, after.wordings)))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 8):
        raise NotFound("no such edition")
    return int(text)
