"""The demo shop's articles: what its customers ask, answered in both languages, published while nobody wrote any."""

from __future__ import annotations

import re
from pathlib import Path

from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.knowledge.model.articles import NewArticle, Wording
from chalicelib.knowledge.model.summaries import Summary
from chalicelib.knowledge.service import articles, listing, publishing

FOLDER = Path(__file__).parent / "articles"
PLAN = "demo"
_LANGUAGE = re.compile(r"^== (zh-CN|en) (.+)$", re.MULTILINE)
_HEAD = re.compile(r"^(category|name): (.+)$", re.MULTILINE)


def read(path: Path) -> tuple[str, NewArticle]:
    """What a file says: the name by which others lead to it (empty: none does), and the article."""
    head, *parts = _LANGUAGE.split(path.read_text(encoding="utf-8"))
    said = dict(_HEAD.findall(head))
    wordings = {parts[at]: Wording(parts[at + 1].strip(), parts[at + 2].strip()) for at in range(0, len(parts), 3)}
    return said.get("name", ""), NewArticle(wordings, said["category"], (PLAN,))


def publish_articles(desk: Desk) -> None:
    """Publish those that are not there, as long as all that are there are the demo's own: a start that died half-way
    is finished by the next, and what somebody changed or took away stays so."""
    there = listing.every_article(desk)
    if any(_is_touched(each) for each in there):
        return
    known = {each.titles.get("en"): each.article_id for each in there}
    names: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.md")):
        name, new = read(path)
        article_id = known.get(new.wordings["en"].title) or _publish(desk, _linked(new, names))
        names[name] = article_id


def _is_touched(each: Summary) -> bool:
    return each.author.id is not None or each.state == "archived" or each.version > 2


def _publish(desk: Desk, new: NewArticle) -> str:
    article, _ = articles.draft_article(desk, SYSTEM, new)
    return publishing.publish_article(desk, SYSTEM, article).article_id


def _linked(new: NewArticle, names: dict[str, str]) -> NewArticle:
    """The article with the ids of those that it leads to."""

    def named(body: str) -> str:
        return re.sub(r"article:\{(\w+)\}", lambda link: f"article:{names[link[1]]}", body)

    wordings = {language: Wording(each.title, named(each.body)) for language, each in new.wordings.items()}
    return NewArticle(wordings, new.category_id, new.plan_keys)
