"""A plan's help pages as a browser without scripts and a search engine read them (E2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest

import app
from chalicelib.core import work
from chalicelib.core.audit import SYSTEM
from chalicelib.core.tables import write_all
from chalicelib.knowledge.model.articles import Article, NewArticle, Wording
from chalicelib.knowledge.service import articles, publishing
from chalicelib.knowledge.store import feedback
from chalicelib.knowledge.store.shown import Line, LineRow
from chalicelib.plans import service as plans
from chalicelib.web import helping
from infra.local.gateway import Gateway, Reply
from tests.knowledge.test_markdown import PAYLOADS, VOID
from tests.worlds import World, counted

WORDS = {"zh-CN": Wording("怎么退货", "七天内可**退**。"), "en": Wording("Returns & refunds", "Within **7** days.")}
RETURNS = NewArticle(WORDS, "return")
PUBLIC = "http://127.0.0.1:8000"


class Read(HTMLParser):
    """A page as a browser reads it: what stands in which element, and every link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open = [""]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID | {"meta", "link", "input"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data

    def links(self, **wanted: str) -> list[str]:
        """Where the links with these attributes lead."""
        return [has.get("href", "") for _, has in self.tags if wanted.items() <= has.items() and "href" in has]

    def runs(self) -> list[tuple[str, str]]:
        """What could do anything: scripts but data, what is called by an event, what leads to a script."""
        scripts = [each for each in self.tags if each[0] == "script" and each[1].get("type") != "application/ld+json"]
        named = [(tag, name) for tag, has in self.tags for name in has if name.startswith("on") or name == "style"]
        addresses = [has[name] for _, has in self.tags for name in ("href", "src", "action") if name in has]
        schemes = {"", "http", "https", "mailto", "tel", "data"}
        led = [("address", each) for each in addresses if urlsplit(each).scheme.lower() not in schemes]
        frames = [(tag, "") for tag, _ in self.tags if tag in {"iframe", "object", "embed", "base", "svg", "math"}]
        return [*((tag, "") for tag, _ in scripts), *named, *led, *frames]


@dataclass
class Browser:
    """A browser without scripts."""

    gateway: Gateway

    def get(self, path: str, **headers: Any) -> Reply:
        return self.gateway.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def read(self, path: str) -> Read:
        reply = self.get(path)
        assert reply.status == 200, (reply.status, reply.body)
        return Read(reply.body.decode())


@pytest.fixture
def browser(world: World) -> Browser:
    world.found()
    return Browser(Gateway(app.app))


def published(world: World, new: NewArticle = RETURNS) -> Article:
    article, _ = articles.draft_article(world.desk, SYSTEM, new)
    return publishing.publish_article(world.desk, SYSTEM, article)


def titled(title: str, category_id: str | None = "return", plan_keys: tuple[str, ...] = ()) -> NewArticle:
    return NewArticle({"en": Wording(title, "Text.")}, category_id, plan_keys)


def test_from_the_categories_to_an_article_and_its_other_language(world: World, browser: Browser) -> None:
    article = published(world)

    home = browser.read("/help/demo?lang=en")
    (after_sales, returns) = [each for each in home.links() if "category=" in each]
    listed = browser.read(f"/help/{returns.removeprefix('../help/')}")
    (address,) = [each for each in listed.links() if article.article_id in each]
    page = browser.read(f"/help/{address.removeprefix('../help/')}")
    (other,) = page.links(hreflang="zh-CN", lang="zh-CN")
    chinese = browser.read(f"/help/{other.removeprefix('../../help/')}")

    assert "after_sales" in after_sales
    assert (listed.texts["h1"].strip(), page.texts["h1"].strip()) == ("Return or exchange", "Returns & refunds")
    assert address == f"../help/demo/{article.article_id}-returns-refunds?lang=en"
    assert (page.texts["strong"], chinese.texts["h1"].strip(), chinese.texts["strong"]) == ("7", "怎么退货", "退")


def test_a_question_is_answered_without_a_script_and_what_has_no_answer_leads_on(
    world: World, browser: Browser
) -> None:
    article = published(world)
    while work.run_due(world.desk):
        pass

    found = browser.read(f"/help/demo?lang=en&q={quote('returns <b>')}")
    vain = browser.read(f"/help/demo?lang=zh-CN&q={quote('天气 <script>')}")

    assert [each for each in found.links() if article.article_id in each]
    assert "Results for “returns <b>”" in found.texts["h1"]
    assert ("meta", {"name": "robots", "content": "noindex, follow"}) in found.tags
    assert "没有找到与“天气 <script>”有关的文章" in vain.texts["p"]
    assert [each for each in vain.links() if "category=return" in each]
    assert (found.runs(), vain.runs()) == ([], [])


def test_readers_say_whether_it_helped_and_what_is_read_comes_first(world: World, browser: Browser) -> None:
    article = published(world)
    path, form = f"/help/demo/{article.article_id}", {"Content-Type": "application/x-www-form-urlencoded"}
    browser.get(path)
    browser.get(path, User_Agent="Googlebot/2.1")

    sent = [browser.gateway.ask("POST", path, form, b"lang=en&helped=no&words=The+price<b>") for _ in range(2)]
    thanked = browser.read(f"{path}?lang=en&told=yes")
    senseless = [browser.gateway.ask("POST", path, form, body) for body in (b"", b"helped=maybe", b"a=b&" * 99)]
    nowhere = browser.gateway.ask("POST", "/help/demo/nothing", form, b"helped=yes").status

    usage = feedback.usage(world.desk, [article.article_id], "2026-11")[article.article_id]
    assert [(each.status, each.headers["Location"]) for each in sent] == [
        (303, f"./{article.article_id}?lang=en&told=yes")
    ] * 2
    assert (usage.opened, usage.helped, usage.unhelped) == (1, 0, 1)
    assert "Thank you" in thanked.texts["p"]
    assert [(each.status, "told" in str(each.headers["Location"])) for each in senseless] == [(303, False)] * 3
    assert nowhere == 404
    assert [each for each in browser.read("/help/demo").links() if article.article_id in each]


def test_search_engines_are_told_what_the_page_is(world: World, browser: Browser) -> None:
    article = published(world)

    page = browser.read(f"/help/demo/{article.article_id}?lang=en")

    canonical = f"{PUBLIC}/help/demo/{article.article_id}-returns-refunds?lang=en"
    data = json.loads(page.texts["script"])
    metas = {has.get("name", has.get("property", "")): has.get("content") for tag, has in page.tags if tag == "meta"}
    assert page.links(rel="canonical") == [canonical]
    assert len(page.links(rel="alternate")) == 2
    assert (metas["description"], metas["og:title"]) == ("Within 7 days.", "Returns & refunds")
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("Article", "Returns & refunds", "en")
    assert data["mainEntityOfPage"] == canonical


def test_hostile_authors_run_nothing_on_any_page(world: World, browser: Browser) -> None:
    published(world)
    for payload in PAYLOADS:
        line = "".join(each for each in payload if each.isprintable())[:100]
        hostile = Wording(f"{line} </script>", payload.replace("picture:", "picture: ").replace("\x01", ""))
        article = published(world, NewArticle({"en": hostile}, "return"))
        address = f"/help/demo/{article.article_id}"

        for path in (address, f"{address}-{quote(line)}", "/help/demo?category=return", "/help/demo/x?lang=<script>"):
            assert Read(browser.get(path).body.decode()).runs() == [], (path, payload)
        data = json.loads(browser.read(address).texts["script"])
        assert data["headline"] == " ".join(f"{line} </script>".split())
    parts = ET.fromstring(browser.get("/help/demo/sitemap.xml?list=all&category=return&part=1").body)

    assert len(parts) == len(PAYLOADS) + 2


def test_what_is_no_article_for_these_visitors_leads_on_to_those_that_are(world: World, browser: Browser) -> None:
    plans.create_plan(world.desk, "cake", {"name": "Cake"})
    others = published(world, titled("Cakes", plan_keys=("cake",)))
    gone = published(world)
    publishing.archive_article(world.desk, SYSTEM, gone)
    draft, _ = articles.draft_article(world.desk, SYSTEM, RETURNS)

    for name in (others.article_id, gone.article_id, draft.article_id, "nothing", "%00", "x" * 300):
        reply = browser.get(f"/help/demo/{name}?lang=en")
        assert (reply.status, "../../help/demo?lang=en" in reply.body.decode()) == (404, True), name
    assert browser.get(f"/help/cake/{others.article_id}").status == 200
    assert [browser.get(path).status for path in ("/help/nowhere", f"/help/nowhere/{gone.article_id}")] == [404, 404]
    for query in ("category=nothing", "category=return&after=x", "category=-&after=%00"):
        assert browser.get(f"/help/demo?{query}").status == 404
    assert "Cakes" not in browser.get("/help/demo?category=return").body.decode()


def test_a_page_is_kept_until_something_is_published(world: World, browser: Browser) -> None:
    article = published(world)
    path = f"/help/demo/{article.article_id}"
    first = browser.get(path)
    same = browser.get(path, If_None_Match=first.headers["ETag"])

    changed = articles.change_article(world.desk, SYSTEM, article, {"wordings": {"zh-CN": {"body": "三十天。"}}})
    draft = browser.get(path, If_None_Match=first.headers["ETag"])
    publishing.publish_article(world.desk, SYSTEM, changed)
    new = browser.get(path, If_None_Match=first.headers["ETag"])

    assert (same.status, same.body, draft.status, new.status) == (304, b"", 304, 200)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "script-src" not in first.headers["Content-Security-Policy"]
    assert "三十天" in new.body.decode()


def test_an_article_in_one_language_is_read_in_the_other_too(world: World, browser: Browser) -> None:
    article = published(world, titled("Only English"))

    page = browser.read(f"/help/demo/{article.article_id}?lang=zh-CN")

    assert page.texts["h1"].strip() == "Only English"
    assert "目前只有英文" in page.texts["p"]
    assert ("article", {"lang": "en"}) in page.tags


def test_a_list_goes_on_and_shows_each_once_of_those_for_all_and_for_one_plan(world: World, browser: Browser) -> None:
    made = [published(world, titled(f"No {n}", plan_keys=("demo",) if n % 2 else ())).article_id for n in range(70)]

    path, seen = "/help/demo?category=return&lang=en", list[str]()
    while path:
        page = browser.read(path)
        seen += [each for each in made for link in page.links() if each in link]
        following = page.links(rel="next")
        path = f"/help/{following[0].removeprefix('../help/')}" if following else ""

    assert sorted(seen) == sorted(made)
    assert len(seen) == 70


def test_a_sitemap_comes_in_parts_that_name_every_page_once(world: World, browser: Browser) -> None:
    made = [published(world).article_id, published(world, titled("Own", None, ("demo",))).article_id]

    index = ET.fromstring(browser.get("/help/demo/sitemap.xml").body)
    parts = [each[0].text or "" for each in index]
    pages = [
        page[0].text or "" for part in parts for page in ET.fromstring(browser.get(part.removeprefix(PUBLIC)).body)
    ]
    robots = browser.get("/robots.txt").body.decode()

    assert len(parts) == 2
    assert sorted(urlsplit(each).path.split("/")[3].partition("-")[0] for each in pages) == sorted(
        [made[0]] * 2 + [made[1]]
    )
    assert all(browser.get(each.removeprefix(PUBLIC)).status == 200 for each in pages)
    assert f"Sitemap: {PUBLIC}/help/demo/sitemap.xml" in robots


def test_no_page_costs_more_for_ten_thousand_articles(world: World, browser: Browser) -> None:
    article = published(world)
    paths = ["/help/demo", "/help/demo?category=return", f"/help/demo/{article.article_id}"]

    def cost() -> list[list[str]]:
        names = []
        for path in paths:
            with counted() as requests:
                assert browser.get(path).status == 200
            names.append(requests.names)
        return names

    cost()  # the first reader of the day is counted once
    few = cost()
    lines = (Line(f"art_{n:026d}", {"en": f"No {n}"}, world.clock()) for n in range(10_000))
    write_all(world.desk.database, [LineRow("shown#*", f"return#{line.article_id}", line=line) for line in lines])

    counted_once = ["TransactWriteItems"]
    assert cost() == few
    assert few[1:] == [["BatchGetItem", "Query", "Query"], ["BatchGetItem", "Query", "Query", *counted_once]]
    assert len(few[0]) <= 5


@pytest.mark.parametrize("color", ["#1f6feb", "#000000", "#ffffff", "#0e6b58", "#800000", "#ffee00"])
def test_a_plans_colour_can_be_seen_in_the_dark_and_read_on(color: str) -> None:
    shown, written = helping.on_dark(color, "#ffffff")

    assert helping.contrast(shown, helping.GROUND) >= 3
    assert helping.contrast(shown, written) >= 4.5


@pytest.mark.parametrize("name", ["demo/-x", "demo/" + "a" * 3000, f"demo/{'%F0%9F%98%80' * 600}", "%2A", "%2A/-"])
def test_addresses_that_nothing_can_have_lead_to_nothing(browser: Browser, name: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    read = browser.get(f"/help/{name}")
    judged = browser.gateway.ask("POST", f"/help/{name}", form, b"helped=yes") if "/" in name else read

    assert (read.status, judged.status) == (404, 404)


def test_search_engines_hear_of_no_language_that_a_plan_does_not_speak(world: World, browser: Browser) -> None:
    plans.update_plan(world.desk, "demo", {"languages": ["zh-CN"]}, None)
    both = published(world)
    english = published(world, NewArticle({"en": Wording("Only", "Text.")}, "return"))

    pages = {each: browser.read(f"/help/demo/{each}?lang=en") for each in (both.article_id, english.article_id)}
    (part,) = [each[0].text or "" for each in ET.fromstring(browser.get("/help/demo/sitemap.xml").body)]
    named = [each[0].text or "" for each in ET.fromstring(browser.get(part.removeprefix(PUBLIC)).body)]

    spoken = {each: [has["hreflang"] for _, has in page.tags if "hreflang" in has] for each, page in pages.items()}
    assert spoken == {both.article_id: ["zh-CN"], english.article_id: ["en"]}
    assert [each.partition("?")[2] for each in named] == ["lang=zh-CN", "lang=en"]
