"""What rooms keep of the people whom a desk serves: how it is found, shown and erased (F6).

A room declares it once, in its ``persons.py``, for each kind of row of its tables: ``Kept`` is by what it is found,
what it leads to, and what is left of it; ``Nothing`` says why there is nothing. Whoever walks begins with a visitor and
goes on with what is led to: conversations, then their files, letters, tickets … Nothing is ever looked for in whole
tables.

What is erased is taken out of the item as it stands: one conditional write, which says that the record is another one
now (``bumps``), so that nobody who read it before can write it back. To do so twice is once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import msgspec

from chalicelib.core import items, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, RawItem, Row
from chalicelib.core.transactions import Transaction

ERASED = "[erased]"  # stands where something was said
PAGE = 25

VISITOR, USER, CONVERSATION, TICKET = "visitor", "user", "conversation", "ticket"
ABOUT, NOTICE, FILE, ADDRESS, QUESTION = "about", "notice", "file", "address", "question"
SENDER, AGENT_DAY, NUMBER = "sender", "agent_day", "number"

Start = Mapping[str, Any] | None
Find = Callable[[Desk, str, Start], tuple[Sequence[RawItem], Start]]
Erase = Callable[[Desk, RawItem, str], None]


class Trace(msgspec.Struct, frozen=True, order=True):
    """By what more is found: the ``id`` of something of this ``kind``."""

    kind: str
    id: str


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of what a room keeps of a person.

    ``name``: of the room and the thing, for ever. ``rows``: of which kinds the items are. ``of``: by which kind of
    trace they are found, a page at a time. ``erase`` is handed an item and the id that it was found by. ``leads``: what
    they lead to. ``hides``: what an export leaves out of them.
    """

    name: str
    rows: tuple[type[Row], ...]
    of: str
    find: Find
    erase: Erase
    leads: Callable[[RawItem], Iterable[Trace]] = lambda _: ()
    hides: tuple[str, ...] = ()


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """What no trace finds: looked through a piece at a time (``step``, from 0 on) for what is about these ids.

    ``sweep`` says how many were changed, and whether another step follows.
    """

    name: str
    rows: tuple[type[Row], ...]
    sweep: Callable[[Desk, frozenset[str], int], tuple[int, bool]]


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    """Kinds of rows that keep nothing of the people whom a desk serves, and ``why``."""

    rows: tuple[type[Row], ...]
    why: str


Declared = Kept | Swept | Nothing


def ids_in(item: RawItem, attribute: str) -> list[str]:
    """What stands in a plain attribute of an item, if anything does."""
    return [item[attribute]["S"]] if "S" in item.get(attribute, {}) else []


def value_in(item: RawItem, attribute: str) -> Any:
    """The value of an attribute that is kept as JSON; None where it is not there."""
    return msgspec.json.decode(item[attribute]["S"]) if "S" in item.get(attribute, {}) else None


# --- finding --------------------------------------------------------------------------------------------------------


def one_item(row: type[Row], keys: Callable[[str], tuple[Any, ...]]) -> Find:
    """The item whose keys follow from the id; one read."""

    def find(desk: Desk, thing_id: str, _: Start) -> tuple[Sequence[RawItem], Start]:
        item = row.find_item(desk.database, *keys(thing_id))
        return ([item] if item else []), None

    return find


def partition(row: type[Row], prefix: str = "", only: Callable[[RawItem], bool] | None = None) -> Find:
    """The items below the id, behind the ``prefix``; a query for each page."""

    def find(desk: Desk, thing_id: str, start: Start) -> tuple[Sequence[RawItem], Start]:
        page, more = row.read_page(desk.database, f"{prefix}{thing_id}", limit=PAGE, start=start)
        return [each for each in page if only is None or only(each)], more

    return find


def listed(row: type[Row], index: str) -> Find:
    """The items that an index has for the id, as the table has them; a query and a read for each page."""

    def find(desk: Desk, thing_id: str, start: Start) -> tuple[Sequence[RawItem], Start]:
        page, more = row.read_page(desk.database, thing_id, index=index, limit=PAGE, start=start)
        names = [field.name for field in items.keys_of(row)]
        keys = [tuple(_plain(each[name]) for name in names) for each in page]
        return list(row.find_items(desk.database, keys)), more

    return find


def _plain(held: Mapping[str, Any]) -> Any:
    return held["S"] if "S" in held else int(held["N"])


# --- erasing --------------------------------------------------------------------------------------------------------


def days_left(agent_ids: Iterable[str | None], first: str, last: str | None, thing_id: str) -> list[Trace]:
    """By what it is found where these had left something open at the end of a day; times as they are stored."""
    found = sorted({each for each in agent_ids if each})
    return [Trace(AGENT_DAY, f"{each}|{first[:10]}|{(last or first)[:10]}|{thing_id}") for each in found]


def _key(row: type[Row], item: RawItem) -> dict[str, Any]:
    return {field.name: item[field.name] for field in items.keys_of(row)}


def gone(row: type[Row]) -> Erase:
    """The item goes; one write."""

    def erase(desk: Desk, item: RawItem, _: str) -> None:
        tx = Transaction(desk)
        tx.write_as_is("Delete", {"TableName": row.Meta.table_name, "Key": _key(row, item)})
        tx.commit()

    return erase


Words = Mapping[str, Any]


def kept_as_it_is(_desk: Desk, _item: RawItem, _id: str) -> None:
    """Nothing but ids stands there, which lead on."""


def blanked(row: type[Row], words: Words | Callable[[RawItem, str], Words], bumps: Sequence[str] = ()) -> Erase:
    """These ``words`` of the item go: a path (an attribute, and below it names, numbers or ``*`` in its JSON) and what
    stands there from then on, None for nothing; where nothing was, nothing is. The numbers at ``bumps`` grow by one
    with it.

    One write; a read and a write more where somebody else was faster.
    """

    def erase(desk: Desk, item: RawItem, found_by: str) -> None:
        seen: list[RawItem | None] = [item]

        def write() -> None:
            now = seen.pop() if seen else item_at(desk, row, item)
            after = without(now, words(now, found_by) if callable(words) else words, bumps) if now else {}
            if now and after:
                tx = Transaction(desk)
                tx.write_as_is("Update", changing(row, now, after))
                tx.commit()

        races.again(desk, write, Lost)

    return erase


def item_at(desk: Desk, row: type[Row], item: RawItem) -> RawItem | None:
    """The item as it stands now; one read."""
    return row.find_item(desk.database, *(_plain(item[each.name]) for each in items.keys_of(row)))


def without(item: RawItem, words: Words, bumps: Sequence[str] = ()) -> dict[str, Any]:
    """The attributes that change, as they are stored then; None: it goes."""
    read, changed = dict[str, Any](), set[str]()

    def opened(name: str) -> Any:
        if name not in read:
            read[name] = msgspec.json.decode(item[name]["S"])
        return read[name]

    after = dict[str, Any]()
    for path, instead in words.items():
        name, *below = path.split(".")
        if name not in item:
            continue
        if not below:
            left = None if instead is None else {"S": instead}
            if left != item[name] and not (left is None and name in after):
                after[name] = left
        elif _replace(opened(name), below, instead):
            changed.add(name)
    if not after and not changed:
        return {}
    for path in bumps:
        name, *below = path.split(".")
        if below and name in item:
            held = opened(name)
            held[below[0]] = int(held.get(below[0], 0)) + 1
            changed.add(name)
        elif name in item:
            after[name] = {"N": str(int(item[name]["N"]) + 1)}
    return after | {name: {"S": msgspec.json.encode(read[name]).decode()} for name in changed}


def _replace(held: Any, path: Sequence[str], instead: Any) -> bool:
    """Whether anything is otherwise now."""
    name, *below = path
    if name == "*":
        places = list(held) if isinstance(held, dict) else range(len(held)) if isinstance(held, list) else ()
    elif isinstance(held, list):
        places = [int(name)] if name.isdecimal() and int(name) < len(held) else ()
    else:
        places = [name] if isinstance(held, dict) and name in held else ()
    changed = False
    for each in places:
        if below:
            changed |= held[each] is not None and _replace(held[each], below, instead)
        elif held[each] != instead:
            changed = True
            if instead is None and isinstance(held, dict):
                del held[each]
            else:
                held[each] = instead
    return changed


def changing(row: type[Row], before: RawItem, after: Mapping[str, Any]) -> dict[str, Any]:
    """The write that changes these attributes while they are as they were read."""
    names = {f"#{number}": name for number, name in enumerate(after)}
    places = {name: place for place, name in names.items()}
    values = {f":{place[1:]}": after[name] for place, name in names.items() if after[name] is not None}
    values |= {f":was{place[1:]}": before[name] for place, name in names.items()}
    puts = [f"{places[name]} = :{places[name][1:]}" for name in after if after[name] is not None]
    drops = [places[name] for name in after if after[name] is None]
    expression = ("SET " + ", ".join(puts) if puts else "") + (" REMOVE " + ", ".join(drops) if drops else "")
    return {
        "TableName": row.Meta.table_name,
        "Key": _key(row, before),
        "UpdateExpression": expression.strip(),
        "ConditionExpression": " AND ".join(f"{place} = :was{place[1:]}" for place in names),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }


# --- showing --------------------------------------------------------------------------------------------------------


def shown(kept: Kept, item: RawItem) -> dict[str, Any]:
    """An item as an export shows it: its values by their names, without keys that are no ids."""
    found: dict[str, Any] = {}
    known = {name: each for row in kept.rows for name, each in row.get_attributes().items()}
    for name, held in item.items():
        if name in kept.hides or name.startswith("listed") or name not in known:
            continue
        kind, value = next(iter(held.items()))
        if isinstance(known[name], Json) and kind == "S":
            value = msgspec.json.decode(value)
        elif kind == "N":
            value = float(value) if "." in value else int(value)
        elif kind == "NULL":
            continue
        found[name] = cast(Any, list(value) if kind == "SS" else value)
    return found
