"""Rows that are phrases, on the shelf that each names (F10, E1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from chalicelib.core.errors import DeskError, Invalid
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.names import Known, marks_of
from chalicelib.exchange.model.rows import Problem, Row
from chalicelib.exchange.model.runs import CHANGED, CONFLICT, CREATED, UNCHANGED, merged
from chalicelib.exchange.model.words import LANGUAGE_WORDS, OCCASION_WORDS
from chalicelib.exchange.service.ground import Ground, Planned, Where, as_json, claims_of, problems_of, refused, told_of
from chalicelib.exchange.store import names
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.phrases import COMPANY, OCCASIONS, OWN, Phrase, Shelf, checked_phrase_values

FIELDS = ("title", "text", "shortcut", "occasion", "language")
_SHELVES = {"": COMPANY, "公司": COMPANY, "企业": COMPANY, "公共": COMPANY, "全部": COMPANY, "个人": OWN, "我的": OWN}


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; a read for each shelf that they name."""
    shelves: dict[str, Shelf] = {}
    return [_planned(ground, row, shelves) for row in rows]


def _planned(ground: Ground, row: Row, shelves: dict[str, Shelf]) -> Planned:
    claimed = claims_of(ground, row, lambda row: str(row.get("title", "")), _called, _checked)
    if isinstance(claimed, Planned):
        return claimed
    claims = claimed.values
    name = claims.pop("shelf")
    if name not in shelves:
        try:
            shelves[name] = knowledge.shelf_to_change(ground.desk, ground.agent, name)
        except DeskError as wrong:
            return refused(row, [Problem("shelf", each.why, each.detail) for each in problems_of(wrong)], claimed.name)
    where = ground.where(name, claimed.external_id)
    phrase = _standing(shelves[name], where[2], claimed.external_id, claims)
    if phrase is None:
        return _new(ground, row, name, where, claims)
    return _again(ground, row, name, where, (phrase, claims))


def _called(row: Mapping[str, Any]) -> str:
    return f"{row.get('language', '')}#{str(row.get('title', '')).casefold()}"


def _checked(ground: Ground, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says, as it is kept, and its shelf. Raises ``Invalid``."""
    shelf = _shelf_name(ground, str(values.pop("shelf", "")))
    return {**checked_phrase_values(_as_kept(values)), "shelf": shelf}


def _shelf_name(ground: Ground, claims: str) -> str:
    name = _SHELVES.get(claims.strip(), claims.strip())
    if name in (COMPANY, OWN):
        return name
    return ground.group_id(name) or name


def _as_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    claims = dict(values)
    if "occasion" in claims:
        occasion = OCCASION_WORDS.get(claims["occasion"].casefold(), claims["occasion"].casefold())
        claims["occasion"] = occasion
        if occasion not in OCCASIONS:
            raise Invalid.field("occasion", f"one of {', '.join(OCCASIONS)}")
    if "language" in claims:
        language = LANGUAGE_WORDS.get(claims["language"].casefold())
        if language is None:
            raise Invalid.field("language", "zh-CN or en")
        claims["language"] = language
    return claims


def _standing(shelf: Shelf, known: Known | None, external_id: str, claims: Mapping[str, Any]) -> Phrase | None:
    """The phrase that is meant: by its external id, by its own, or by what it is called."""
    if known is not None and (phrase := shelf.find(known.thing_id)) is not None:
        return phrase
    if (phrase := shelf.find(external_id)) is not None:
        return phrase
    called = (str(claims["title"]).casefold(), claims.get("language", "zh-CN"))
    return next((each for each in shelf.phrases if each.named == called), None) if known is None else None


def _new(ground: Ground, row: Row, shelf_name: str, where: Where, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    made: list[Phrase] = []

    def act() -> None:
        once = Once.of(f"import#{ground.run.run_id}", f"{row.row}", as_json(claims))
        hand = knowledge.Hand(ground.desk, ground.caller, ground.run.run_id)
        made.append(knowledge.create_phrase(hand, shelf_name, claims, once)[1])

    def write(tx: Transaction) -> None:
        names.put_known(tx, lookup, external_id, known, Known(made[0].phrase_id, marks_of(claims)))

    return Planned(row, CREATED, act=act, write=write, of=(lookup,), name=str(claims["title"]))


def _again(
    ground: Ground, row: Row, shelf_name: str, where: Where, change: tuple[Phrase, Mapping[str, Any]]
) -> Planned:
    lookup, external_id, known = where
    phrase, claims = change
    held = {name: getattr(phrase, name) for name in FIELDS}
    base = known.base if known is not None else {}
    taken, differing = merged(ground.run.choices.rule, base, held, dict(claims), marks_of(held))
    told = told_of(held, differing)
    values = {each: claims[each] for each in taken}
    if not values:
        return Planned(row, CONFLICT if told else UNCHANGED, told, name=phrase.title)

    def act() -> None:
        hand = knowledge.Hand(ground.desk, ground.caller, ground.run.run_id)
        knowledge.update_phrase(hand, shelf_name, phrase.phrase_id, values)

    after = Known(phrase.phrase_id, {**base, **marks_of(values)})
    write = partial(names.put_known, where=lookup, external_id=external_id, before=known, after=after)
    return Planned(row, CHANGED, told, act=act, write=write, of=(phrase.phrase_id, lookup), name=phrase.title)
