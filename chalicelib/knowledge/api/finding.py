"""Articles for agents who ask, and the index made anew."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf
from chalicelib.knowledge.model.ranking import LONGEST_QUESTION
from chalicelib.knowledge.service import finding, rebuilding
from chalicelib.knowledge.service.finding import Hit
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER

routes = Routes(__name__, of_desk=True)

SHOWN = 10

Language = Literal["zh-CN", "en"]
PlanKey = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{0,40}$")]
Question = Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)]


class ArticlesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: a question, or the beginning of one, Chinese also as it is spoken; ``lang``: of the reader. With
    ``plan_key`` what the visitors of this plan may read, else all that is published."""

    lenient: ClassVar[frozenset[str]] = frozenset({"q"})  # of what asks for nothing nothing is shown

    q: str = ""
    lang: Language = "zh-CN"
    plan_key: PlanKey = ""


class HitView(msgspec.Struct):
    """An article that answers. ``number``: its edition; ``language``: in which it answers; ``excerpt``: what it says
    about it."""

    article_id: str
    number: int
    language: str
    title: str
    excerpt: str


def show_hit(hit: Hit) -> HitView:
    return HitView(hit.article_id, hit.number, hit.language, hit.title, hit.excerpt)


@routes.get("/v1/desk/knowledge/articles", caller=people.may(ANSWER, "articles.write"), query=ArticlesQuery)
def find_articles(call: Call[people.Caller]) -> Answer[PageOf[HitView]]:
    """The articles that answer best, the best first; at most ten."""
    query = call.query
    hits = finding.find_articles(
        call.desk, query.plan_key or None, query.lang, query.q[:LONGEST_QUESTION], SHOWN, by_agent=True
    )
    return Answer(PageOf([show_hit(each) for each in hits], None))


@routes.post(
    "/v1/admin/knowledge/rebuild", caller=people.may("work.manage", everywhere=True), body=Empty, statuses=(204,)
)
def rebuild_articles_index(call: Call[people.Caller]) -> Answer[None]:
    """Have the index of articles made anew, by due work; it is asked as it was until all of it is there."""
    rebuilding.rebuild_later(call.desk, call.caller.by(call.request_id))
    return Answer(status=204)
