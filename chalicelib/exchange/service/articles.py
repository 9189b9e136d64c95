"""Rows that are articles: Markdown in both languages, as drafts, or published where that was chosen (F10, E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.core.errors import NotFound, WrongFields
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.names import Known, marks_of, picture_id
from chalicelib.exchange.model.rows import Problem, Row
from chalicelib.exchange.model.runs import CHANGED, CONFLICT, CREATED, UNCHANGED, merged
from chalicelib.exchange.model.words import ARTICLE_STATE_WORDS
from chalicelib.exchange.service.ground import Ground, Planned, Where, as_json, claims_of, refused, told_of
from chalicelib.exchange.store import names
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.articles import (
    DRAFT,
    PUBLISHED,
    Article,
    NewArticle,
    Wording,
    checked_plans,
    checked_wordings,
)
from chalicelib.knowledge.model.markdown import pictures_in, with_pictures

Coming = Mapping[str, str]  # pictures that a file brings: the id that each has here → its name there
TEXTS = {
    "title_zh": ("zh-CN", "title"),
    "body_zh": ("zh-CN", "body"),
    "title_en": ("en", "title"),
    "body_en": ("en", "body"),
}
NO_WORDS = Wording()


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; a read or two for each."""
    return [_planned(ground, row) for row in rows]


def _planned(ground: Ground, row: Row) -> Planned:
    claimed = claims_of(ground, row, _title, _title, _checked)
    if isinstance(claimed, Planned):
        return claimed
    claims, where = claimed.values, ground.where("", claimed.external_id)
    known = where[2]
    before = _standing(ground, known.thing_id if known is not None else claimed.external_id)
    claims, coming, missing = _with_pictures(ground, claimed.external_id, before, claims)
    if missing:
        return refused(row, [Problem(each, "picture_missing") for each in missing], claimed.name)
    if before is None:
        return _new(ground, row, where, claims, coming)
    return _again(ground, row, where, before, (claims, coming))


def _with_pictures(
    ground: Ground, external_id: str, article: Article | None, claims: Mapping[str, Any]
) -> tuple[dict[str, Any], Coming, list[str]]:
    """The texts with the ids that their pictures have here; which pictures are still to be brought, each with its name
    in the file; and in which columns a picture is shown that nobody has."""
    own = {each.file_id for each in article.pictures} if article is not None else set()
    there = {name.partition(".")[0]: name for name in ground.run.pictures}
    held, coming, missing = dict(claims), dict[str, str](), list[str]()
    for column in ("body_zh", "body_en"):
        shown = [each for each in pictures_in(str(claims.get(column) or "")) if each not in own]
        ours = {each: picture_id(external_id, each) for each in shown}
        missing += [column for each in shown if each not in there and ours[each] not in own][:1]
        coming |= {ours[each]: there[each] for each in shown if each in there and ours[each] not in own}
        if shown:
            held[column] = with_pictures(str(claims[column]), ours)
    return held, coming, missing


def _bring(ground: Ground, article: Article, coming: Coming) -> tuple[Article, dict[str, None]]:
    """The article with these pictures; and those that are none."""
    refused_ones: dict[str, None] = {}
    for file_id, name in coming.items():
        piece = ground.desk.files.read(ground.run.picture(name))
        try:
            if piece is None:
                raise NotFound("it is not kept any more")
            article = knowledge.take_picture(ground.desk, ground.by, article, file_id, (name, piece.content))
        except (FileRefused, NotFound):
            refused_ones[file_id] = None
    return _standing(ground, article.article_id) or article, refused_ones


def _title(row: Mapping[str, Any]) -> str:
    return str(row.get("title_zh") or row.get("title_en") or "")


def _standing(ground: Ground, article_id: str) -> Article | None:
    try:
        return knowledge.read_article(ground.desk, article_id) if article_id.startswith("art_") else None
    except NotFound:
        return None


def _checked(ground: Ground, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as it is kept. Raises ``Invalid``."""
    wrong, claims = WrongFields(), dict(values)
    with wrong:
        held = checked_wordings(_wordings(claims))
        for name, (language, part) in TEXTS.items():
            if name in claims:
                claims[name] = getattr(held.get(language, NO_WORDS), part)
    if "category" in claims:
        category = ground.category(claims["category"])
        claims["category"] = category.category_id if category is not None else None
        if category is None:
            wrong.add("category", "there is no such category")
    if "plans" in claims:
        missing = [each for each in claims["plans"] if ground.plan(each) is None]
        if missing:
            wrong.add("plans", f"there is no plan {missing[0][:60]}")
        with wrong:
            claims["plans"] = list(checked_plans(claims["plans"]))
    if "state" in claims:
        state = ARTICLE_STATE_WORDS.get(claims["state"].casefold(), claims["state"].casefold())
        claims["state"] = state
        if state not in (DRAFT, PUBLISHED):
            wrong.add("state", f"{DRAFT} or {PUBLISHED}")
    if isinstance(claims.get("review_on"), date) and claims["review_on"] < ground.now.date():
        claims.pop("review_on")  # that day has passed
    wrong.refuse()
    return claims


def _wordings(claims: Mapping[str, Any]) -> dict[str, Wording]:
    """Titles and texts by language, as far as they are said."""
    held: dict[str, dict[str, str]] = {}
    for name, (language, part) in TEXTS.items():
        if name in claims:
            held.setdefault(language, {})[part] = claims[name]
    return {language: Wording(**texts) for language, texts in held.items()}


def _new(ground: Ground, row: Row, where: Where, claims: Mapping[str, Any], coming: Coming) -> Planned:
    lookup, external_id, known = where
    bare = {**claims, **_bodies(claims, dict.fromkeys(coming))}
    new = NewArticle(_wordings(bare), claims.get("category"), tuple(claims.get("plans", ())), claims.get("review_on"))
    made: list[Article] = []

    def act() -> None:
        once = Once.of(f"import#{ground.run.run_id}", f"{row.row}", as_json(claims))
        article = knowledge.draft_article(ground.desk, ground.by, new, once)[0]
        if coming:
            article, none = _bring(ground, article, coming)
            texts = _changes({name: value for name, value in _bodies(claims, none).items() if value != bare[name]})
            article = knowledge.change_article(ground.desk, ground.by, article, texts) if texts else article
        made.append(article)
        _publish(ground, row, article, claims)

    def write(tx: Transaction) -> None:
        names.put_known(tx, lookup, external_id, known, Known(made[0].article_id, marks_of(_compared(claims))))

    return Planned(row, CREATED, act=act, write=write, of=(lookup,), name=external_id)


def _compared(claims: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a row says, what an article keeps; whether it is published is no part of what is compared."""
    return {name: value for name, value in claims.items() if name != "state"}


def _bodies(claims: Mapping[str, Any], left_out: Mapping[str, None]) -> dict[str, str]:
    """The texts of a row without these pictures."""
    return {name: with_pictures(claims[name], left_out) for name in ("body_zh", "body_en") if claims.get(name)}


def _changes(values: Mapping[str, Any]) -> dict[str, Any]:
    """As an article is changed by them."""
    renamed = {"category": "category_id", "plans": "plan_keys"}
    changes: dict[str, Any] = {renamed.get(name, name): each for name, each in values.items() if name not in TEXTS}
    wordings: dict[str, dict[str, str]] = {}
    for name, (language, part) in TEXTS.items():
        if name in values:
            wordings.setdefault(language, {})[part] = values[name]
    return changes | ({"wordings": wordings} if wordings else {})


def _again(
    ground: Ground, row: Row, where: Where, article: Article, change: tuple[Mapping[str, Any], Coming]
) -> Planned:
    lookup, external_id, known = where
    claims, coming = change
    held = {name: getattr(article.wordings.get(lang, NO_WORDS), part) for name, (lang, part) in TEXTS.items()}
    held |= {"category": article.category_id, "plans": list(article.plan_keys), "review_on": article.review_on}
    base = known.base if known is not None else {}
    taken, differing = merged(ground.run.choices.rule, base, held, _compared(claims), marks_of(held))
    told = told_of(held, differing)
    publishes = ground.run.choices.publish and claims.get("state") == PUBLISHED and article.state != PUBLISHED
    if not taken and not (publishes and not differing):
        return Planned(row, CONFLICT if told else UNCHANGED, told, name=external_id)
    values = {each: claims[each] for each in taken}

    def act() -> None:
        standing, none = _bring(ground, article, coming)
        changes = _changes({**values, **_bodies({name: values.get(name) for name in TEXTS}, none)})
        after = knowledge.change_article(ground.desk, ground.by, standing, changes) if changes else standing
        _publish(ground, row, after, claims)

    def write(tx: Transaction) -> None:
        after = Known(article.article_id, {**base, **marks_of(values)})
        names.put_known(tx, lookup, external_id, known, after)

    return Planned(row, CHANGED, told, act=act, write=write, of=(article.article_id, lookup), name=external_id)


def _publish(ground: Ground, row: Row, article: Article, claims: Mapping[str, Any]) -> None:
    """Readers have it, where the file says so and that was chosen; twice is once."""
    now = _standing(ground, article.article_id) or article
    if not ground.run.choices.publish or claims.get("state") != PUBLISHED or now.state == PUBLISHED:
        return
    once = Once.of(f"import#{ground.run.run_id}#publish", f"{row.row}", article.article_id)
    knowledge.publish_article(ground.desk, ground.by, now, knowledge.Publishing(once=once), ground.agent)
