"""Rows that are customers: new ones, and what a file says of those whom the desk knows (F10, A5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core.contacts import checked_mobile, checked_own_email, region_of
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.text import checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.kinds import CUSTOMERS, OWN_FIELD
from chalicelib.exchange.model.names import Known, is_external_id, marks_of, thing_id
from chalicelib.exchange.model.own_fields import field_value
from chalicelib.exchange.model.rows import Problem, Row
from chalicelib.exchange.model.runs import CHANGED, CONFLICT, CREATED, UNCHANGED, merged
from chalicelib.exchange.model.values import WrongValue
from chalicelib.exchange.model.words import CHANNEL_WORDS, LEVEL_WORDS
from chalicelib.exchange.service.ground import WEIGHT, Ground, Planned, problems_of, refused, told_of
from chalicelib.exchange.store import names
from chalicelib.people.model.agents import LEVELS
from chalicelib.plans.model.plan import Plan
from chalicelib.search import service as search
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import Fields, FieldValues, checked_values
from chalicelib.visitors.model.visitor import Visitor, checked_tags
from chalicelib.visitors.model.wishes import CHANNELS, PREFERRED, checked_channels

LONGEST_NAME = 80
ID = "vis_"
REACHED = ("email", "mobile")
WEIGHT_OPEN = WEIGHT + 4  # with how their open conversation knows them, and where it waits


class _Wish:
    """A row, what it says of whom, and where its external id stands."""

    def __init__(self, row: Row, plan_key: str, external_id: str, claims: dict[str, Any]) -> None:
        self.row, self.plan_key, self.external_id, self.claims = row, plan_key, external_id, claims
        self.lookup = names.lookup(CUSTOMERS, plan_key, external_id)


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; the reads are the same for one of them and for all."""
    fields = visitors.fields_of_desk(ground.desk)
    wishes = [_wish(ground, fields, row) for row in rows]
    good = [each for each in wishes if isinstance(each, _Wish)]
    known = ground.known([each.lookup for each in good])
    ids = {each.lookup: known[each.lookup].thing_id for each in good if each.lookup in known}
    ids |= {each.lookup: each.external_id for each in good if each.lookup not in ids and each.external_id[:4] == ID}
    new = {each.lookup: _id_of_new(ground, each) for each in good if each.lookup not in ids}
    ids = new | ids
    _, there = visitors.known_ones(ground.desk, list(dict.fromkeys(ids.values())))
    planned = []
    for each in wishes:
        if not isinstance(each, _Wish):
            planned.append(each)
            continue
        before = there.get(ids.get(each.lookup, ""))
        if before is not None and before[0].erased_at is not None:
            planned.append(refused(each.row, [Problem("", "erased")], each.external_id))
            continue
        before = _whole(ground, before)
        is_ours = before is not None and before[0].plan_key == each.plan_key
        planned.append(_planned(ground, each, known.get(each.lookup), before if is_ours else None))
    return _alike(ground, planned, {each.row.row: each for each in good})


def _alike(ground: Ground, planned: list[Planned], wishes: dict[int, _Wish]) -> list[Planned]:
    """The same, and of those who are new is told whom they are likely to be, too: who is reached by the same address or
    number. A request for a hundred of these, and one where there is anybody."""
    new = [wishes[each.row.row] for each in planned if each.outcome == CREATED]
    places = {
        (wish.plan_key, str(wish.claims[each]).casefold()) for wish in new for each in REACHED if each in wish.claims
    }
    if not places:
        return planned
    at = search.reached_at(ground.desk, sorted(places))
    there = visitors.visitors(ground.desk, list(at.values())) if at else {}
    known = {
        place: f"{there[each].name or ''} {each}".strip()
        for place, each in at.items()
        if each in there and there[each].erased_at is None and _is_reached(there[each], place[1])
    }
    told: dict[int, tuple[Problem, ...]] = {}
    for each in planned:
        if each.outcome == CREATED:
            told[each.row.row] = _same(known, wishes[each.row.row], each)
    return [replace(each, problems=(*each.problems, *told.get(each.row.row, ()))) for each in planned]


def _is_reached(visitor: Visitor, address: str) -> bool:
    return any(each is not None and each.casefold() == address for each in (visitor.email, visitor.mobile))


def _same(known: dict[tuple[str, str], str], wish: _Wish, new: Planned) -> tuple[Problem, ...]:
    """As who else somebody new is reached; who comes behind them in the file is told of them."""
    problems: list[Problem] = []
    for field in REACHED:
        if field not in wish.claims:
            continue
        place = wish.plan_key, str(wish.claims[field]).casefold()
        if place in known:
            problems.append(Problem(field, "same_as", known[place]))
        known[place] = f"{new.name} {new.found}"
    return tuple(problems)


def _whole(ground: Ground, known: tuple[Visitor, FieldValues] | None) -> tuple[Visitor, FieldValues] | None:
    """Whom the desk knows them as; reads only where they are part of another."""
    if known is None or (known[0].joined_to is None and known[0].merged_into is None):
        return known
    try:
        whole = visitors.whole(ground.desk, known[0].visitor_id)
    except NotFound:
        return None
    return visitors.known_ones(ground.desk, [whole.visitor_id])[1].get(whole.visitor_id)


def _wish(ground: Ground, fields: Fields, row: Row) -> _Wish | Planned:
    values, problems = ground.values(row)
    name = str(values.get("name") or row.external_id)[:LONGEST_NAME]
    key = str(values.pop("plan", "") or ground.run.choices.plan_key)
    there = ground.plan(key)
    if there is None and row.wrong is None:
        problems.append(Problem("plan", "unknown_plan" if key else "needed"))
    claims: dict[str, Any] = {}
    for field, value in values.items():
        try:
            claims[field] = _checked(field, value, there, fields)
        except (Invalid, WrongValue) as wrong:
            problems += [Problem(field, each.why, each.detail) for each in _told(wrong)]
    external_id = str(claims.pop("external_id", "") or claims.get("email") or claims.get("mobile") or "")
    if row.wrong is None and not is_external_id(external_id):
        problems.append(Problem("external_id", "bad_id" if external_id else "needed"))
    if problems:
        return refused(row, problems, name)
    return _Wish(row, key, external_id, claims)


def _told(wrong: Invalid | WrongValue) -> list[Problem]:
    return problems_of(wrong) if isinstance(wrong, Invalid) else [Problem("", str(wrong))]


def _checked(name: str, value: Any, plan: Plan | None, fields: Fields) -> Any:
    """A value as it is kept. Raises ``Invalid``, ``WrongValue``."""
    if name == "name":
        return checked_line(name, value, longest=LONGEST_NAME)
    if name == "email":
        return checked_own_email(name, value)
    if name == "mobile":
        return checked_mobile(name, value, region_of(plan.time_zone) if plan is not None else None)
    if name == "level":
        level = LEVEL_WORDS.get(value.casefold(), value.casefold())
        if level not in LEVELS:
            raise WrongValue("unknown_level")
        return level
    if name == "tags":
        return list(checked_tags(value))
    if name == "locale":
        return nearest_locale(value)
    if name == "preferred_channel":
        return _channel(value, PREFERRED)
    if name == "refused_channels":
        return list(checked_channels([_channel(each, CHANNELS) for each in value]))
    if name.startswith(OWN_FIELD):
        field = fields.find(name.removeprefix(OWN_FIELD))
        kept = field_value(field, value)
        return checked_values(fields, {name.removeprefix(OWN_FIELD): kept})[name.removeprefix(OWN_FIELD)]
    return value


def _channel(name: str, known: Sequence[str]) -> str:
    channel = CHANNEL_WORDS.get(name.casefold(), name.casefold())
    if channel not in known:
        raise WrongValue("unknown_channel")
    return channel


def present(visitor: Visitor, values: FieldValues) -> dict[str, Any]:
    """What the desk knows of somebody, by the names of columns."""
    held: dict[str, Any] = {
        name: getattr(visitor, name)
        for name in ("name", "email", "mobile", "level", "locale", "first_seen_at", "contacted_at", "preferred_channel")
    }
    held |= {"tags": list(visitor.tags), "refused_channels": list(visitor.refused_channels)}
    return held | {f"{OWN_FIELD}{name}": value for name, value in values.known.items()}


def _planned(ground: Ground, wish: _Wish, known: Known | None, before: tuple[Visitor, FieldValues] | None) -> Planned:
    name = str(wish.claims.get("name") or wish.external_id)
    if before is None:
        return _new(ground, wish, known, name)
    visitor, values = before
    held = present(visitor, values)
    base = known.base if known is not None else {}
    taken, differing = merged(ground.run.choices.rule, base, held, wish.claims, marks_of(held))
    told = told_of(held, differing)
    if not taken:
        return Planned(wish.row, CONFLICT if told else UNCHANGED, told, name=name, of=(visitor.visitor_id, wish.lookup))
    if visitor.merged:
        return refused(wish.row, [Problem("", "several")], name)
    after, filled = _with(visitor, values, {each: wish.claims[each] for each in taken})
    becomes = Known(visitor.visitor_id, {**base, **marks_of({each: wish.claims[each] for each in taken})})

    def write(tx: Transaction) -> None:
        visitors.change_known(tx, (visitor, after), (values, filled))
        ground.remember_tags(tx, after.tags)
        names.put_known(tx, wish.lookup, wish.external_id, known, becomes)

    return Planned(
        wish.row,
        CHANGED,
        told,
        write=write,
        found=visitor.visitor_id,
        name=name,
        of=(visitor.visitor_id, wish.lookup),
        weight=WEIGHT if visitor.open_conversation_id is None else WEIGHT_OPEN,
    )


def _began(ground: Ground, wish: _Wish) -> datetime:
    began: datetime = wish.claims.get("first_seen_at") or wish.claims.get("contacted_at") or ground.now
    return began


def _id_of_new(ground: Ground, wish: _Wish) -> str:
    """Which visitor it becomes, if the desk knows nobody by this external id."""
    return thing_id(CUSTOMERS, wish.plan_key, wish.external_id, _began(ground, wish))


def _new(ground: Ground, wish: _Wish, known: Known | None, name: str) -> Planned:
    claims = dict(wish.claims)
    began, visitor_id = _began(ground, wish), _id_of_new(ground, wish)
    last = max(began, claims.get("contacted_at") or began)
    blank = Visitor(visitor_id, wish.plan_key, 0, began, last)
    visitor, filled = _with(blank, FieldValues(), claims)
    becomes = Known(visitor_id, marks_of(claims))

    def write(tx: Transaction) -> None:
        visitors.put_known(tx, visitor, filled)
        ground.remember_tags(tx, visitor.tags)
        names.put_known(tx, wish.lookup, wish.external_id, known, becomes)

    return Planned(wish.row, CREATED, write=write, found=visitor_id, name=name, of=(visitor_id, wish.lookup))


def _with(visitor: Visitor, values: FieldValues, claims: dict[str, Any]) -> tuple[Visitor, FieldValues]:
    """Somebody with what a file says of them."""
    own = {name.removeprefix(OWN_FIELD): each for name, each in claims.items() if name.startswith(OWN_FIELD)}
    others = {name: each for name, each in claims.items() if not name.startswith(OWN_FIELD)}
    plain = {name: tuple(each) if isinstance(each, list) else each for name, each in others.items()}
    after = replace(visitor, **plain)
    if not own:
        return after, values
    return after, FieldValues({**values.values, **own}, values.version + 1)
