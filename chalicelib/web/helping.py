"""A plan's help pages, for any browser and for search engines, without scripts (E2). Pure but for the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlencode
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import BadRequest
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.text import in_one_line
from chalicelib.knowledge.model.articles import Edition
from chalicelib.knowledge.model.feedback import LONGEST_WORDS
from chalicelib.plans.model.look import AUTO, Look
from chalicelib.plans.model.plan import Plan
from chalicelib.web import rendering

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "help": "帮助中心",
        "ask": "您想了解什么？",
        "search": "搜索",
        "results": "“{q}”的搜索结果",
        "none": "没有找到",
        "no_results": "没有找到与“{q}”有关的文章。换个说法试试，或直接联系我们。",
        "popular": "常看的文章",
        "categories": "分类",
        "unfiled": "其他文章",
        "all": "全部文章",
        "nothing": "这里还没有文章。",
        "more": "更多文章",
        "related": "相关文章",
        "changed": "更新于",
        "home": "返回帮助中心",
        "contact": "没有找到答案？",
        "contact_us": "给我们留言",
        "other": "English",
        "only": "这篇文章目前只有英文。",
        "missing": "没有找到这篇文章",
        "missing_text": "它可能已经下线，或链接不完整。您可以搜索，或从帮助中心查找。",
        "helped": "这篇文章有帮助吗？",
        "what": "还缺什么？（可不填）",
        "yes": "有帮助",
        "no": "没有帮助",
        "thanks": "谢谢您的反馈。",
        "path": "所在位置",
        "skip": "跳到正文",
    },
    "en": {
        "help": "Help centre",
        "ask": "What would you like to know?",
        "search": "Search",
        "results": "Results for “{q}”",
        "none": "Nothing was found",
        "no_results": "We found no article about “{q}”. Try other words, or ask us.",
        "popular": "Read most",
        "categories": "Categories",
        "unfiled": "Other articles",
        "all": "All articles",
        "nothing": "There are no articles here yet.",
        "more": "More articles",
        "related": "Related articles",
        "changed": "Updated",
        "home": "Back to the help centre",
        "contact": "No answer here?",
        "contact_us": "Leave us a message",
        "other": "中文",
        "only": "This article is only available in Chinese so far.",
        "missing": "There is no such article",
        "missing_text": "It may have been taken down, or the link is not complete. Search, or look in the help centre.",
        "helped": "Did this help?",
        "what": "What is missing? (optional)",
        "yes": "Yes",
        "no": "No",
        "thanks": "Thank you for telling us.",
        "path": "You are here",
        "skip": "Skip to the article",
    },
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_TAIL, MOST_FIELDS = 60, 10
NOTHING: Mapping[str, str] = {}
GROUND, ENOUGH_FOR_A_SHAPE, ENOUGH_FOR_WORDS, STEPS, SAME_TO_BOTH = "#171b19", 3.0, 4.5, 20, 0.179


class Frame(msgspec.Struct, frozen=True):
    """What every page of a plan has: whose it is, its language, the style sheet, the way up to the desk's first page,
    and where the desk is for others."""

    plan: Plan
    locale: str
    style: str
    root: str
    public_url: str

    @property
    def home(self) -> str:
        """The address of the plan's help, as seen from the page."""
        return f"{self.root}help/{quote(self.plan.key)}"

    def article(self, article_id: str, title: str = "") -> str:
        """The address of an article, as seen from the page."""
        return f"{self.home}/{named(article_id, title)}{self.asked()}"

    def asked(self, **query: str | None) -> str:
        """What follows an address: the language, and what else is said."""
        said = {name: value for name, value in query.items() if value}
        return f"?{urlencode({'lang': self.locale, **said})}"

    def outside(self, rest: str = "", **query: str) -> str:
        """The address of a page for others: whole, and always the same."""
        return f"{self.public_url}/help/{quote(self.plan.key)}{rest}" + (f"?{urlencode(query)}" if query else "")


def named(article_id: str, title: str) -> str:
    """An article in an address: its id, which decides, and its title for who reads addresses."""
    words = "-".join(re.findall(r"\w+", title.casefold()))[:LONGEST_TAIL].strip("-_")
    return f"{article_id}-{quote(words)}" if words else article_id


def id_in(name: str) -> str:
    """The id in such an address, whatever title it was written with."""
    return name.partition("-")[0]


class Link(msgspec.Struct, frozen=True):
    """Something to read on: an article (with the language that its title is in, and how it begins), or a category (how
    deep it stands, and how many articles are in it itself)."""

    name: str
    address: str
    language: str = ""
    excerpt: str = ""
    depth: int = 0
    number: int = 0


def list_page(
    frame: Frame,
    heading: str,
    *,
    query: Mapping[str, str] | None = NOTHING,
    asked: Mapping[str, str] = NOTHING,
    **shown: Any,
) -> str:
    """Articles and categories. ``query``: what the page was asked for, so that others find it; None: nobody should.
    ``asked``: what it was asked for besides."""
    usual: dict[str, Any] = dict.fromkeys(("lines", "path", "shelves"), ()) | {
        "following": None,
        "message": "",
        "titled": "",
    }
    spoken = frame.plan.languages if query is not None else ()
    languages = [(each, frame.outside(lang=each, **(query or {}))) for each in spoken]
    canonical = dict(languages).get(frame.locale)
    here = {
        "heading": heading,
        "languages": languages,
        "canonical": canonical,
        "other": _other(frame, "", query or asked),
    }
    return _page("help.html", frame, **(usual | here | shown))


class Judgement(msgspec.Struct, frozen=True):
    """What a reader says of an article, and in which language it was read."""

    helped: bool
    words: str
    language: str


def form_of(body: bytes) -> Judgement:
    """The form below an article, as a browser sends it. Raises ``BadRequest``."""
    try:
        said = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BadRequest("this is no form of ours") from None
    first = {name: values[0] for name, values in said.items()}
    if first.get("helped") not in {"yes", "no"}:
        raise BadRequest("it helped, or it did not")
    language = nearest_locale(first.get("lang"))
    return Judgement(first["helped"] == "yes", in_one_line(first.get("words", ""), LONGEST_WORDS), language)


def article_page(frame: Frame, edition: Edition, shown: Mapping[str, Any]) -> str:
    """An article in the language asked for, or in the one that it has. ``shown``: its ``body`` as safe HTML, its
    ``description``, and what stands around it."""
    language, wording = edition.wording_in(frame.locale)
    addresses = {
        each: frame.outside(f"/{named(edition.article_id, edition.wordings[each].title)}", lang=each)
        for each in read_in(frame.plan, edition.wordings)
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": wording.title,
        "description": shown["description"],
        "inLanguage": language,
        "dateModified": times.public(edition.published_at),
        "datePublished": times.public(edition.created_at or edition.published_at),
        "mainEntityOfPage": addresses[language],
        "publisher": {"@type": "Organization", "name": frame.plan.name},
    }
    return _page(
        "help_article.html",
        frame,
        edition=edition,
        wording=wording,
        language=language,
        languages=list(addresses.items()),
        canonical=addresses[language],
        other=_other(frame, f"/{named(edition.article_id, wording.title)}", {}),
        data=data,
        changed=day_of(edition.published_at, frame),
        changed_at=times.public(edition.published_at),
        longest=LONGEST_WORDS,
        **{**shown, "body": rendering.markup(shown["body"])},
    )


def read_in(plan: Plan, languages: Iterable[str]) -> Sequence[str]:
    """In which of these a plan's readers read an article: those that the plan speaks; where it speaks none of them, in
    all."""
    there = list(languages)
    return [each for each in there if each in plan.languages] or there


def missing_page(frame: Frame) -> str:
    """For an article that there is not: the way to those that there are."""
    return _page("help_missing.html", frame)


def day_of(at: datetime, frame: Frame) -> str:
    """The day on the plan's clock: 2026年11月23日, 23 Nov 2026."""
    local = at.astimezone(ZoneInfo(frame.plan.time_zone))
    if frame.locale == "zh-CN":
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def colours(look: Look) -> str:
    """A style sheet with the plan's colours: as they are on white, and as they can be seen on a dark ground."""
    dark, written = on_dark(look.color, look.text_color)
    return (
        f".desk {{ --brand: var(--lt, {look.color}) var(--dk, {dark}); "
        f"--on-brand: var(--lt, {look.text_color}) var(--dk, {written}); }}\n"
    )


def on_dark(color: str, text: str) -> tuple[str, str]:
    """A colour and what is written on it, on a dark ground: as much lighter as it must be to be seen there."""
    shades = (_lighter(color, step) for step in range(STEPS + 1))
    shown = next(each for each in shades if contrast(each, GROUND) >= ENOUGH_FOR_A_SHAPE)
    ink = "#ffffff" if _luminance(shown) < SAME_TO_BOTH else "#000000"
    return shown, text if contrast(text, shown) >= ENOUGH_FOR_WORDS else ink


def contrast(color: str, other: str) -> float:
    """How well two colours can be told apart (WCAG): between 1 and 21."""
    dark, light = sorted((_luminance(color), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def sitemap(addresses: Sequence[tuple[str, datetime | None]], *, of_parts: bool) -> str:
    """The file that search engines read: of pages, or of the parts that it comes in."""
    root, item = ("sitemapindex", "sitemap") if of_parts else ("urlset", "url")
    return rendering.page_of(
        "sitemap.xml",
        root=root,
        item=item,
        addresses=[(address, times.public(at) if at is not None else None) for address, at in addresses],
    )


def _other(frame: Frame, rest: str, query: Mapping[str, str]) -> Link | None:
    """The same page in the plan's other language."""
    others = [each for each in frame.plan.languages if each != frame.locale]
    if not others:
        return None
    asked = urlencode({"lang": others[0], **query})
    return Link(WORDS[frame.locale]["other"], f"{frame.home}{rest}?{asked}", others[0])


def _page(template: str, frame: Frame, **shown: Any) -> str:
    theme = frame.plan.look.theme
    return rendering.page_of(
        template,
        frame=frame,
        plan=frame.plan,
        locale=frame.locale,
        words=WORDS[frame.locale],
        theme=theme if theme != AUTO else "",
        **shown,
    )


def _channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(color: str) -> float:
    parts = (value / 255 for value in _channels(color))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lighter(color: str, step: int) -> str:
    return "#" + "".join(f"{round(value + (255 - value) * step / STEPS):02x}" for value in _channels(color))
