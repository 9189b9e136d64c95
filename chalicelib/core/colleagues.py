"""What rooms keep of the people who work at a desk: where their names stand, and what is about them (F6).

A room declares it once, in its ``persons.py``, as ``AGENTS``, for each kind of row of its tables. An agent does things
in every room for years, and their name is copied beside what they did; no index leads to all of that. So whoever left
is looked for in the tables themselves, a page at a time, as due work: seldom, and never while anybody waits.

What is erased is taken out of the item as it stands, by one conditional write. To do so twice is once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.former import NAMES, Leaver
from chalicelib.core.persons import Nothing, blanked, changing, gone, item_at, without
from chalicelib.core.tables import RawItem, Row
from chalicelib.core.transactions import Transaction

Beside = tuple[tuple[str, tuple[str, ...]], ...]
AUTHORS: Beside = (("id", ("name", "number", "picture")),)


Words = Mapping[str, Any]


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of what a room keeps of an agent.

    ``name``: of the room and the thing, for ever. ``holds``: whether an item is one, and says anything. ``erase``: what
    takes it out. ``finds``: what they are called there.
    """

    name: str
    rows: tuple[type[Row], ...]
    holds: Callable[[RawItem, Leaver], bool]
    erase: Callable[[Desk, RawItem, Leaver], None]
    finds: Callable[[RawItem, Leaver], Iterator[str]] = lambda _item, _leaver: iter(())


Declared = Left | Nothing


# --- names ----------------------------------------------------------------------------------------------------------


def copies(*rows: type[Row], beside: Beside = (), texts: Sequence[str] = (), inside: Sequence[str] = ()) -> Left:
    """Rows with copies of agents' names: in whoever is said to have done something, and ``beside`` an id of this name.

    ``texts``: where names are without an id, paths as ``blanked`` has them. ``inside``: JSON in JSON, in which every
    text is one of these where it is about them.
    """
    where = _Where(AUTHORS + beside, tuple(map(_steps, texts)), tuple(map(_steps, inside)))

    def after(item: RawItem, leaver: Leaver) -> dict[str, Any]:
        return _renamed(item, where, leaver, [])

    def erase(desk: Desk, item: RawItem, leaver: Leaver) -> None:
        rewrite(desk, rows[0], item, lambda now: after(now, leaver))

    def finds(item: RawItem, leaver: Leaver) -> Iterator[str]:
        names = list[str]()
        _renamed(item, where, leaver, names)
        yield from names

    return Left(name=NAMES, rows=rows, holds=lambda item, leaver: bool(after(item, leaver)), erase=erase, finds=finds)


class _Where(msgspec.Struct, frozen=True):
    beside: Beside
    texts: tuple[tuple[str, ...], ...]
    inside: tuple[tuple[str, ...], ...]


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _renamed(item: RawItem, where: _Where, leaver: Leaver, names: list[str]) -> dict[str, Any]:
    """The attributes that change, as they are stored then."""
    after = dict[str, Any]()
    plain = {name: held["S"] for name, held in item.items() if "S" in held}
    top = dict(plain)
    _rename(top, where.beside, leaver, names)
    for name, text in plain.items():
        if top.get(name) != text:
            after[name] = {"S": top[name]} if name in top else None
        elif text[:1] in ("{", "["):
            held = _decoded(text)
            if held is not None and _walk(held, (name,), where, leaver, names):
                after[name] = {"S": msgspec.json.encode(held).decode()}
        elif (name,) in where.texts and (said := leaver.unnamed(text)) != text:
            after[name] = {"S": said}
    return after


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None


def _walk(held: Any, path: tuple[str, ...], where: _Where, leaver: Leaver, names: list[str]) -> bool:
    """Whether anything below is otherwise now."""
    changed = isinstance(held, dict) and _rename(held, where.beside, leaver, names)
    places = list(held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ())
    for place, each in places:
        here = (*path, "*" if isinstance(place, int) else place)
        if isinstance(each, dict | list):
            changed |= _walk(each, here, where, leaver, names)
        elif isinstance(each, str):
            said = _said(each, here, where, leaver, names)
            changed |= said != each
            held[place] = said
    return changed


def _said(text: str, path: tuple[str, ...], where: _Where, leaver: Leaver, names: list[str]) -> str:
    if any(_is(path, each) for each in where.inside):
        held = _decoded(text) if leaver.agent_id in text else None
        every = _Where(where.beside, (("*",),), ())
        changed = isinstance(held, dict | list) and _walk(held, (), every, leaver, names)
        changed |= _rename_parts(held, _parts_of(held, leaver), leaver)
        return msgspec.json.encode(held).decode() if changed else text
    return leaver.unnamed(text) if any(_is(path, each) for each in where.texts) else text


def _parts_of(held: Any, leaver: Leaver) -> set[str]:
    """As what they are in a document: ``author``, where its ``author_id`` is theirs, at any depth."""
    if isinstance(held, list):
        return set().union(*(_parts_of(each, leaver) for each in held))
    if not isinstance(held, dict):
        return set()
    mine = {key.removesuffix("_id") for key, each in held.items() if key.endswith("_id") and each == leaver.agent_id}
    return mine.union(*(_parts_of(each, leaver) for each in held.values()))


def _rename_parts(held: Any, parts: set[str], leaver: Leaver) -> bool:
    """What is called after these parts, such as ``author_name``, says their name no more, wherever it stands."""
    changed = False
    for each in held if isinstance(held, list) else held.values() if isinstance(held, dict) else ():
        changed |= _rename_parts(each, parts, leaver)
    for key in list(held) if isinstance(held, dict) and parts else ():
        part, _, what = key.rpartition("_")
        instead = {"name": leaver.name, "number": leaver.mark}.get(what)
        if part in parts and instead is not None and held[key] not in (None, instead):
            held[key], changed = instead, True
    return changed


def _is(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether this is the path; ``*`` stands for any name or number, at the end of one for all below."""
    if wanted[-1] == "*" and len(path) >= len(wanted):
        path = path[: len(wanted)]
    return len(path) == len(wanted) and all(each in ("*", step) for step, each in zip(path, wanted, strict=True))


def _rename(held: dict[str, Any], beside: Beside, leaver: Leaver, names: list[str]) -> bool:
    """Their name goes where it is beside their id; whether it was there."""
    changed = False
    for key, others in beside:
        if held.get(key) != leaver.agent_id:
            continue
        for each in others:
            instead = _instead(each, leaver)
            if held.get(each) is None or held[each] == instead:
                continue
            if instead == leaver.name:
                names.append(str(held[each]))
            if instead is None:
                del held[each]
            else:
                held[each] = instead
            changed = True
    return changed


def _instead(field: str, leaver: Leaver) -> str | None:
    if field.endswith("number"):
        return leaver.mark
    return leaver.name if field.endswith("name") or field == "by" else None


def signed(row: type[Row], *texts: str) -> Left:
    """Rows in whose texts they are named as they are called in ``author`` or ``agent`` beside it: what the desk says of
    them, and what they said of themselves. To be declared before the ``copies`` of these."""

    def after(item: RawItem, leaver: Leaver) -> dict[str, Any]:
        return _unsigned(item, texts, leaver)

    def erase(desk: Desk, item: RawItem, leaver: Leaver) -> None:
        rewrite(desk, row, item, lambda now: after(now, leaver))

    return Left(name=NAMES, rows=(row,), holds=lambda item, leaver: bool(after(item, leaver)), erase=erase)


def _unsigned(item: RawItem, texts: Sequence[str], leaver: Leaver) -> dict[str, Any]:
    beside = [_decoded(item.get(each, {}).get("S", "")) for each in ("author", "agent")]
    theirs = [each for each in beside if isinstance(each, dict) and each.get("id") == leaver.agent_id]
    names = frozenset(each["name"] for each in theirs if each.get("name") not in (None, "", leaver.name))
    if not names:
        return {}
    instead, after = Leaver(leaver.agent_id, names), dict[str, Any]()
    is_the_desks = (beside[0] or {}).get("kind") == "system"  # which says their number, too
    numbers = {str(each["number"]) for each in theirs if each.get("number")} if is_the_desks else set[str]()
    for name in texts:
        text = item.get(name, {}).get("S", "")
        said = instead.unnamed(text)
        for each in numbers:
            said = re.sub(rf"(?<![0-9A-Za-z]){re.escape(each)}(?![0-9A-Za-z])", leaver.mark, said)
        if said != text:
            after[name] = {"S": said}
    return after


# --- what is theirs -------------------------------------------------------------------------------------------------


def at(path: str, prefix: str = "") -> Callable[[RawItem, Leaver], bool]:
    """Whether their id stands at this path of an item, behind the ``prefix``."""
    name, *below = path.split(".")

    def holds(item: RawItem, leaver: Leaver) -> bool:
        text = item.get(name, {}).get("S")
        if text is None or leaver.agent_id not in text:
            return False
        return bool(_value_at(text, below) == f"{prefix}{leaver.agent_id}")

    return holds


def _value_at(text: str, below: Sequence[str]) -> Any:
    held: Any = _decoded(text) if below else text
    for each in below:
        held = held.get(each) if isinstance(held, dict) else None
    return held


Holds = Callable[[RawItem, Leaver], bool]


def own(name: str, row: type[Row], holds: Holds, words: Words, bumps: Sequence[str] = ()) -> Left:
    """Rows that are about them: these ``words`` go, as ``persons.blanked`` has them, the rest stays."""
    blank = blanked(row, words, bumps)

    def erase(desk: Desk, item: RawItem, leaver: Leaver) -> None:
        blank(desk, item, leaver.agent_id)

    def is_one(item: RawItem, leaver: Leaver) -> bool:
        return holds(item, leaver) and bool(without(item, words))

    return Left(name=name, rows=(row,), holds=is_one, erase=erase)


def goes(name: str, row: type[Row], holds: Holds) -> Left:
    """Rows that are theirs, and go."""
    away = gone(row)

    def erase(desk: Desk, item: RawItem, leaver: Leaver) -> None:
        away(desk, item, leaver.agent_id)

    return Left(name=name, rows=(row,), holds=holds, erase=erase)


def rewrite(desk: Desk, row: type[Row], item: RawItem, changes: Callable[[RawItem], dict[str, Any]]) -> None:
    """What changes of an item as it stands; a read and a write more where somebody else was faster."""
    seen: list[RawItem | None] = [item]

    def write() -> None:
        now = seen.pop() if seen else item_at(desk, row, item)
        after = changes(now) if now is not None else {}
        if now is not None and after:
            tx = Transaction(desk)
            tx.write_as_is("Update", changing(row, now, after))
            tx.commit()

    races.again(desk, write, Lost)
