"""Articles for visitors, in the widget: asked for, read, judged; and what editors see of that."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import quote

import msgspec

from chalicelib.core import times
from chalicelib.core.cursors import seal
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.sensitive import hidden
from chalicelib.core.shapes import showing, shown
from chalicelib.knowledge.api.articles import in_reach
from chalicelib.knowledge.api.finding import HitView, Language, Question, show_hit
from chalicelib.knowledge.model.articles import Edition
from chalicelib.knowledge.model.feedback import LONGEST_WORDS, Help, Vain
from chalicelib.knowledge.model.ranking import LONGEST_QUESTION
from chalicelib.knowledge.service import feedback, reading
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

HELP = "/v1/widget/{plan_key}/help"
ONE = HELP + "/{article_id}"
SHOWN = 8
EDITOR = people.may("articles.write")
PlanKey = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{1,40}$")]
Month = Annotated[str, msgspec.Meta(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
Words = Annotated[str, msgspec.Meta(max_length=LONGEST_WORDS)]


class HelpQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``q``: a question, or the beginning of one; without it what is read most. ``lang``: of the reader."""

    lenient: ClassVar[frozenset[str]] = frozenset({"q"})

    q: str = ""
    lang: Language = "zh-CN"


class LanguageQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``lang``: of the reader; what an article does not have in it is shown in the other one."""

    lang: Language = "zh-CN"


class HelpArticle(msgspec.Struct):
    """An article as a visitor reads it. ``html``: its text, in which nothing can run; links to other articles are their
    ids behind a ``#``, pictures as seen from the desk's address. ``address``: its page, as seen from there."""

    article_id: str
    number: int
    language: str
    title: str
    html: str
    address: str
    published_at: datetime


class AskedInVain(msgspec.Struct, forbid_unknown_fields=True):
    """A question after which nothing was opened."""

    q: Question
    lang: Language = "zh-CN"


class NoteHelp(msgspec.Struct, forbid_unknown_fields=True):
    """``helped``: null, as long as it is only being read; then whether it did, with some words if one likes."""

    helped: bool | None = None
    words: Words = ""
    lang: Language = "zh-CN"


class HelpNoted(msgspec.Struct):
    """It was noted. ``helped``: what the visitor says of the article; null: nothing."""

    helped: bool | None = None


@routes.get(HELP, caller=visitors.recognised, query=HelpQuery, raises=(LimitReached,))
def search_help(call: Call[visitors.Caller], plan_key: str) -> Answer[PageOf[HitView]]:
    """The articles that answer best, at most eight; without a question what is read most."""
    visitors.same_plan(call.caller, plan_key)
    desk, query = call.desk, call.query
    if not query.q.strip():
        popular = feedback.list_popular(desk, plan_key)
        return Answer(PageOf([_show_popular(each, query.lang) for each in popular], None))
    hits = feedback.ask(desk, plan_key, query.lang, call.caller.visitor_id, query.q[:LONGEST_QUESTION], SHOWN)
    return Answer(PageOf([show_hit(each) for each in hits], None))


def _show_popular(edition: Edition, lang: str) -> HitView:
    language, wording = edition.wording_in(lang)
    return HitView(edition.article_id, edition.number, language, wording.title, reading.excerpt_of(wording.body))


@routes.post(HELP, caller=visitors.recognised, body=AskedInVain, raises=(LimitReached,))
def tell_vain_question(call: Call[visitors.Caller], plan_key: str) -> Answer[HelpNoted]:
    """Say that nothing was opened after this question, so that editors see what is missing; the same once a day."""
    visitors.same_plan(call.caller, plan_key)
    body = call.body
    feedback.note_vain(call.desk, plan_key, body.lang, call.caller.visitor_id, body.q)
    return Answer(HelpNoted())


@routes.get(ONE, caller=visitors.recognised, query=LanguageQuery, raises=(NotFound, UnknownPlan))
def read_help(call: Call[visitors.Caller], plan_key: str, article_id: str) -> Answer[HelpArticle]:
    """An article that this plan's visitors may read."""
    visitors.same_plan(call.caller, plan_key)
    _, _, edition = reading.read_shown(call.desk, plan_key, article_id)
    language, wording = edition.wording_in(call.query.lang)
    html = reading.html_of(wording.body, lambda each: f"#{each}", lambda each: f"pictures/{each}")
    address = f"help/{quote(plan_key)}/{edition.article_id}"
    return Answer(HelpArticle(article_id, edition.number, language, wording.title, html, address, edition.published_at))


@routes.post(
    ONE,
    caller=visitors.recognised,
    body=NoteHelp,
    raises=(NotFound, UnknownPlan, LimitReached),
)
def judge_help(call: Call[visitors.Caller], plan_key: str, article_id: str) -> Answer[HelpNoted]:
    """Say that one reads an article, or whether it helped: once for each edition, and changeable."""
    visitors.same_plan(call.caller, plan_key)
    desk, body, visitor_id = call.desk, call.body, call.caller.visitor_id
    plan, _, edition = reading.read_shown(desk, plan_key, article_id)
    words = hidden(body.words, plan.limits.replaces)
    if body.helped is None:
        feedback.note_opened(desk, plan_key, visitor_id, edition)
    else:
        feedback.note_help(desk, visitor_id, edition, helped=body.helped, words=words, language=body.lang)
    return Answer(HelpNoted(body.helped))


class VainQuery(PageQuery, kw_only=True):
    """Which days (UTC), and of which plan; those of no plan are none. Without days: the last thirty."""

    plan_key: PlanKey = ""
    since: date | None = None
    until: date | None = None


@showing(Vain, "text times nothing last_at")
class VainView(msgspec.Struct):
    """A question without its numbers and addresses, and how often it was asked in vain."""


class UsageQuery(PageQuery, kw_only=True):
    """``only``: what nobody opened, or what did not help. Without a month: this one."""

    month: Month | None = None
    only: Literal["unread", "unhelpful", ""] = ""


class UsageView(msgspec.Struct):
    """How often an article was opened in a month, and how often it did and did not help."""

    article_id: str
    titles: dict[str, str]
    number: int
    published_at: datetime
    opened: int
    helped: int
    unhelped: int


@showing(Help, "number helped words at language")
class HelpSaidView(msgspec.Struct):
    """What a visitor said about an edition."""


@routes.get("/v1/admin/knowledge/vain", caller=EDITOR, query=VainQuery)
def list_vain_questions(call: Call[people.Caller]) -> Answer[PageOf[VainView]]:
    """What a plan's visitors asked in vain, the most asked first."""
    query = call.query
    until = query.until or call.desk.now().date()
    since = query.since or until - timedelta(days=29)
    asked = feedback.list_vain(call.desk, query.plan_key, since, until) if query.plan_key else ()
    return Answer(page(call, asked, lambda each: [-each.times, each.text], lambda each: shown(VainView, each)))


@routes.get("/v1/admin/knowledge/usage", caller=EDITOR, query=UsageQuery)
def list_articles_usage(call: Call[people.Caller]) -> Answer[PageOf[UsageView]]:
    """How articles were used in a month; with ``only`` a page may be short, or empty, while others follow."""
    start = start_of(call)
    used, following = feedback.list_used(
        call.desk, call.query.month or times.month(call.desk.now()), call.query.only, start and tuple(start)
    )
    items = [_show_used(each) for each in used]
    return Answer(PageOf(items, seal(call.desk, call.target, list(following)) if following else None))


def _show_used(used: feedback.Used) -> UsageView:
    summary, usage = used.summary, used.usage
    return UsageView(
        summary.article_id,
        dict(summary.titles),
        summary.number or 0,
        summary.published_at or summary.changed_at,
        *msgspec.structs.astuple(usage),
    )


@routes.get("/v1/admin/knowledge/usage/{article_id}", caller=EDITOR, query=PageQuery, raises=(NotFound, NotYours))
def list_article_feedback(call: Call[people.Caller], article_id: str) -> Answer[PageOf[HelpSaidView]]:
    """What visitors said about an article, the newest edition first; who only said yes or no is there, too."""
    start = start_of(call)
    in_reach(call, article_id)
    said, more = feedback.list_said(call.desk, article_id, start)
    following: Any = seal(call.desk, call.target, said[-1][0]) if more and said else None
    return Answer(PageOf([shown(HelpSaidView, each) for _, each in said], following))
