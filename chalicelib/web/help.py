"""What readers and search engines ask of a plan's help (E2): everything is drawn here, no script is needed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote, urlencode

from chalice.app import Blueprint, Response

from chalicelib.core import cursors
from chalicelib.core import desk as desks
from chalicelib.core.database import Throttled
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, Invalid, LimitReached, NotFound, TooLarge, Unavailable
from chalicelib.core.etags import etag_of, matches
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.core.i18n import LANGUAGES, nearest_locale
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.articles import EVERY_PLAN, UNFILED, ArticleMissing, Edition
from chalicelib.knowledge.model.categories import Tree
from chalicelib.knowledge.service import Contents, Piece
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, UnknownPlan, spoken_language
from chalicelib.web import helping
from chalicelib.web.assets import site
from chalicelib.web.headers import HELP_HEADERS, HELP_POLICY, HTML
from chalicelib.web.helping import WORDS, Frame, Judgement, Link

log = logging.getLogger("deskbell")
routes = Blueprint(__name__)

FORM = "application/x-www-form-urlencoded"
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview", re.IGNORECASE)
LIST = "help"  # what a place in a list is sealed for
SHORTLY, AN_HOUR, NOT_KEPT = "public, max-age=60", "public, max-age=3600", "no-cache"
MOST_PLANS, MOST_FOUND, LONGEST_QUESTION = 100, 10, 200


@routes.route("/help/{plan_key}", methods=READ)
def show_help(plan_key: str) -> Response:
    """A plan's categories; ``?category=``: the articles of one; ``?q=``: what answers a question; ``?lang=``."""
    desk, key = desks.current(), unquote(plan_key)
    try:
        contents = knowledge.read_contents(desk, key)
    except NotFound:
        return _no_plan()
    frame, category_id, question = _frame(desk, contents.plan, "../"), _asked("category"), _asked("q").strip()
    if question:
        return _html(_found(desk, frame, contents, question[:LONGEST_QUESTION]))
    try:
        page = _category(desk, frame, contents, category_id) if category_id else _home(desk, frame, contents)
    except (NotFound, Invalid):
        return _html(helping.missing_page(frame), 404)
    return _html(page)


@routes.route("/help/{plan_key}/{article_id}", methods=READ)
def show_help_article(plan_key: str, article_id: str) -> Response:
    """An article, as its id says; whatever follows the id is for who reads addresses. Beside the articles there are
    ``sitemap.xml`` and the plan's ``colours.css``."""
    desk, key, name = desks.current(), unquote(plan_key), unquote(article_id)
    try:
        return BESIDE[name](desk, key) if name in BESIDE else _article(desk, key, helping.id_in(name))
    except ArticleMissing:
        return _html(helping.missing_page(_frame(desk, plans.read_plan(desk, key), "../../")), 404)
    except NotFound:
        return _no_plan()


@routes.route("/help/{plan_key}/{article_id}", methods=["POST"], content_types=[FORM])
def judge_help_article(plan_key: str, article_id: str) -> Response:
    """Whether it helped, as a form says; leads back to the article, which thanks for what could be understood."""
    desk, key, name = desks.current(), unquote(plan_key), unquote(article_id)
    query = {"lang": LANGUAGES[0]}
    try:
        _, _, edition = knowledge.read_shown(desk, key, helping.id_in(name))
        form = helping.form_of(_body(desk))
        query = {"lang": form.language, "told": "yes"}
        _count(lambda: _note(desk, edition, form))
    except UnknownPlan:
        return _no_plan()
    except ArticleMissing:
        return _html(helping.missing_page(_frame(desk, plans.read_plan(desk, key), "../../")), 404)
    except DeskError:
        log.info("help_not_understood", extra={"plan_key": key})
    headers: Headers = {**HELP_HEADERS, "Cache-Control": NOT_KEPT, "Location": f"./{quote(name)}?{urlencode(query)}"}
    return Response(body="", status_code=303, headers=headers)


@routes.route("/robots.txt", methods=READ)
def show_robots() -> Response:
    """Search engines may read the help and nothing else; where its pages are named."""
    desk = desks.current()
    known, _ = plans.some_plans(desk, None, MOST_PLANS)
    public = desk.settings.public_url
    named = [f"Sitemap: {public}/help/{quote(each.key)}/sitemap.xml" for each in known if not each.archived]
    allowed = [f"Allow: /{each}/" for each in ("help", "assets", "pictures")]
    lines = ["User-agent: *", *allowed, "Disallow: /", "", *named]
    return _sent("\n".join(lines) + "\n", "text/plain; charset=utf-8", AN_HOUR)


def _home(desk: Desk, frame: Frame, contents: Contents) -> str:
    """What is read most, and the categories."""
    words = WORDS[frame.locale]
    popular = knowledge.list_popular(desk, frame.plan.key)
    titles = [(each.article_id, {language: text.title for language, text in each.wordings.items()}) for each in popular]
    shelves = [_shelf(frame, each) for each in contents.shelves]
    if contents.unfiled:
        shelves.append(Link(words["unfiled"], _category_at(frame, UNFILED), number=contents.unfiled))
    message = "" if shelves else words["nothing"]
    lines = [_line(frame, *each) for each in titles]
    return helping.list_page(frame, "", lines=lines, titled=words["popular"], shelves=shelves, message=message)


def _found(desk: Desk, frame: Frame, contents: Contents, question: str) -> str:
    """What answers a question; where nothing does, the categories."""
    hits = knowledge.find_articles(desk, frame.plan.key, frame.locale, question, MOST_FOUND)
    lines = [Link(each.title, frame.article(each.article_id, each.title), each.language, each.excerpt) for each in hits]
    words = WORDS[frame.locale]
    if not lines and _is_reader():
        _count(lambda: knowledge.note_vain(desk, frame.plan.key, frame.locale, _reader(desk), question))
    return helping.list_page(
        frame,
        words["results"].replace("{q}", question) if lines else words["none"],
        lines=lines,
        shelves=[] if lines else [_shelf(frame, each) for each in contents.shelves],
        message="" if lines else words["no_results"].replace("{q}", question),
        query=None,
        asked={"q": question},
        q=question,
    )


def _category(desk: Desk, frame: Frame, contents: Contents, category_id: str) -> str:
    """The articles of a category, a page of them, and the categories below it."""
    place = _asked("after")
    start = str(cursors.unseal(desk, f"{LIST}#{frame.plan.key}#{category_id}", place)) if place else None
    shelf = contents.shelf(category_id) if category_id != UNFILED else None
    page = knowledge.list_shown(desk, frame.plan.key, category_id, start)
    following = None
    if page.following is not None:
        after = cursors.seal(desk, f"{LIST}#{frame.plan.key}#{category_id}", page.following)
        following = f"{frame.home}{frame.asked(category=category_id, after=after)}"
    path = _path(frame, contents.tree, category_id)
    below = [each for each in contents.shelves if shelf and each.category.parent_id == shelf.category.category_id]
    return helping.list_page(
        frame,
        shelf.category.called(frame.locale) if shelf is not None else WORDS[frame.locale]["unfiled"],
        lines=[_line(frame, each.article_id, each.titles) for each in page.lines],
        following=following,
        path=path[:-1],
        shelves=[_shelf(frame, each) for each in below],
        query={"category": category_id} if start is None else None,
    )


def _article(desk: Desk, plan_key: str, article_id: str) -> Response:
    plan, tree, edition = knowledge.read_shown(desk, plan_key, article_id)
    frame = _frame(desk, plan, "../../")
    _, wording = edition.wording_in(frame.locale)
    shown = {
        "body": knowledge.html_of(wording.body, _article_at(frame), lambda each: f"{frame.root}pictures/{each}"),
        "description": knowledge.excerpt_of(wording.body),
        "lines": [_line(frame, each.article_id, each.titles) for each in knowledge.related(desk, plan_key, edition)],
        "path": _path(frame, tree, edition.category_id),
        "told": _asked("told") == "yes",
    }
    answer = _html(helping.article_page(frame, edition, shown))
    if answer.status_code == 200 and _is_reader():
        _count(lambda: knowledge.note_opened(desk, plan_key, _reader(desk), edition))
    return answer


def _note(desk: Desk, edition: Edition, judgement: Judgement) -> None:
    helped, words, language = judgement.helped, judgement.words, judgement.language
    knowledge.note_help(desk, _reader(desk), edition, helped=helped, words=words, language=language)


def _count(count: Callable[[], object]) -> None:
    """What only counts keeps nobody from reading: not where that was often enough, or too much is written there."""
    with suppress(LimitReached, Unavailable, Throttled):
        count()


def _reader(desk: Desk) -> str:
    """Who reads, as far as that is known of somebody without a token: those of one network are one."""
    source = str(((current_request().context or {}).get("identity") or {}).get("sourceIp", ""))
    return f"reader#{plans.came_from(desk, source or None) or 'unknown'}"


def _is_reader() -> bool:
    """Whether a person asks, by what programs say of themselves."""
    asked = current_request()
    return asked.method == "GET" and not ROBOTS.search(asked.headers.get("user-agent", ""))


def _body(desk: Desk) -> bytes:
    """Raises ``TooLarge``."""
    raw = current_request().raw_body or b""
    if len(raw) > desk.settings.body_limit:
        raise TooLarge.beyond(desk.settings.body_limit)
    return raw.encode() if isinstance(raw, str) else raw


def _sitemap(desk: Desk, plan_key: str) -> Response:
    """The parts of a plan's sitemap; ``?list=&category=&part=``: one of them."""
    pieces = knowledge.pieces(desk, plan_key)
    frame = Frame(plans.read_plan(desk, plan_key), LANGUAGES[0], "", "", desk.settings.public_url)
    asked = (_asked("list"), _asked("category"), _asked("part"))
    if not any(asked):
        parts = [frame.outside("/sitemap.xml", **_named(each)) for each in pieces]
        return _xml(helping.sitemap([(each, None) for each in parts], of_parts=True))
    piece = next((each for each in pieces if tuple(_named(each).values()) == asked), None)
    lines = knowledge.read_piece(desk, piece) if piece is not None else ()
    addresses = [
        (frame.outside(f"/{helping.named(line.article_id, line.titles[language])}", lang=language), line.published_at)
        for line in lines
        for language in helping.read_in(frame.plan, line.titles)
    ]
    return _xml(helping.sitemap(addresses, of_parts=False))


def _colours(desk: Desk, plan_key: str) -> Response:
    """The plan's own colours, which a page may not say of itself."""
    return _sent(helping.colours(plans.read_plan(desk, plan_key).look), "text/css; charset=utf-8", AN_HOUR)


BESIDE: Mapping[str, Callable[[Desk, str], Response]] = {"sitemap.xml": _sitemap, "colours.css": _colours}


def _frame(desk: Desk, plan: Plan, root: str) -> Frame:
    headers = current_request().headers
    said = _asked("lang") or headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip()
    locale = spoken_language(plan, nearest_locale(said or plan.languages[0]))
    return Frame(plan, locale, site().style("help/help.css"), root, desk.settings.public_url)


def _asked(name: str) -> str:
    query: Mapping[str, str] = current_request().query_params or {}
    return str(query.get(name, ""))


def _line(frame: Frame, article_id: str, titles: Mapping[str, str]) -> Link:
    language = frame.locale if frame.locale in titles else next(each for each in LANGUAGES if each in titles)
    return Link(titles[language], frame.article(article_id, titles[language]), language)


def _shelf(frame: Frame, shelf: Any) -> Link:
    category = shelf.category
    name = category.called(frame.locale)
    return Link(name, _category_at(frame, category.category_id), depth=shelf.depth, number=shelf.number)


def _path(frame: Frame, tree: Tree, category_id: str | None) -> Sequence[Link]:
    category = tree.find(category_id)
    above = tree.path(category) if category is not None else []
    return [Link(each.called(frame.locale), _category_at(frame, each.category_id)) for each in above]


def _category_at(frame: Frame, category_id: str) -> str:
    return f"{frame.home}{frame.asked(category=category_id)}"


def _article_at(frame: Frame) -> Callable[[str], str]:
    return frame.article


def _named(piece: Piece) -> dict[str, str]:
    of_all = piece.plan == EVERY_PLAN
    return {"list": "all" if of_all else "own", "category": piece.category, "part": str(piece.number + 1)}


def _no_plan() -> Response:
    headers: Headers = {**HELP_HEADERS, "Cache-Control": NOT_KEPT, "Content-Type": HTML}
    return Response(body=site().files["help-missing.html"].text, status_code=404, headers=headers)


def _html(text: str, status: int = 200) -> Response:
    return _sent(text, HTML, SHORTLY if status == 200 else NOT_KEPT, status)


def _xml(text: str) -> Response:
    return _sent(text, "application/xml; charset=utf-8", AN_HOUR)


def _sent(text: str, kind: str, caching: str, status: int = 200) -> Response:
    policy = HELP_POLICY.replace("img-src 'self'", f"img-src 'self' {desks.current().files.origin}".rstrip())
    tag = etag_of(text.encode())
    headers: Headers = {
        **HELP_HEADERS,
        "Cache-Control": caching,
        "Content-Security-Policy": policy,
        "Content-Type": kind,
        "ETag": tag,
    }
    if status == 200 and matches(tag, current_request().headers.get("if-none-match")):
        return Response(body="", status_code=304, headers=headers)
    return Response(body=text, status_code=status, headers=headers)
