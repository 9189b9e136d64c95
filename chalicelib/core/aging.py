"""What rooms keep that is over one day, found by when that was: what is kept for so long and no longer (F6).

A room declares it in its ``persons.py`` (``AGED``), beside what it keeps of people (``core.persons``), whose ways of
erasing hold here too: what is left of a thing is the same, whoever wanted it gone. The lists are those that rooms keep
anyway, by when things ended, so nothing is looked for in whole tables, and what is old is found like all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.core import items
from chalicelib.core.desk import Desk
from chalicelib.core.persons import Declared, Kept, Trace
from chalicelib.core.tables import RawItem, Row
from chalicelib.core.transactions import Transaction

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

Start = Any  # where a page begins, as JSON has it; None: at the beginning


class Span(msgspec.Struct, frozen=True):
    """From a place in a list (None: its beginning) up to another, as moments."""

    since: datetime | None
    until: datetime

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return self.since or BEGINNING


class Thing(msgspec.Struct, frozen=True):
    """Something that is over since ``at``. ``place``: where it stands in its list: elsewhere once it went on.
    ``about``: what it is part of, which may be open still."""

    id: str
    at: datetime
    place: str
    plan_key: str | None = None
    visitor_id: str | None = None
    about: str | None = None


Find = Callable[[Desk, str, Span, Start, int], tuple[Sequence[Thing], Start]]
Meaning = Callable[[RawItem], Thing | None]


class Aged(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of what is over one day.

    ``name``: for ever. ``keys``: of a thing's own item, of a ``row``; ``meaning``: what that is, None while it is not
    over; ``mark``: the attribute that says its place ("": it never
    goes on). ``shelves``: the lists in which such things stand, few; ``find``:
    some of one of them, in order. ``kept``: what becomes of its item, and what that leads to; ``traces``: what else
    hangs on it. ``without``: an attribute that it has while it is not over.
    ``by_plan``: each shelf is a plan's.
    """

    name: str
    row: type[Row]
    keys: Callable[[str], tuple[Any, ...]]
    meaning: Meaning
    mark: str
    find: Find
    kept: Kept
    shelves: Callable[[Desk], Sequence[str]]
    without: str = ""
    by_plan: bool = False
    traces: Callable[[str], Iterable[Trace]] = lambda _: ()

    def item(self, desk: Desk, thing_id: str) -> RawItem | None:
        """Its own item; one strongly consistent read."""
        return self.row.find_item(desk.database, *self.keys(thing_id))

    def thing(self, desk: Desk, thing_id: str) -> Thing | None:
        """One of them, if it is there and over; one strongly consistent read."""
        item = self.item(desk, thing_id)
        return self.meaning(item) if item is not None else None

    def things(self, desk: Desk, thing_ids: Sequence[str]) -> list[Thing]:
        """Several, without those that are gone or not over; a request for each hundred."""
        found = self.row.find_items(desk.database, [self.keys(each) for each in thing_ids])
        return [each for each in map(self.meaning, found) if each is not None]

    def check(self, tx: Transaction, thing: Thing) -> None:
        """The transaction is committed only while the thing stands where it was. Lost: ``Lost``."""
        if not self.mark:
            return
        condition = {
            "TableName": self.row.Meta.table_name,
            "Key": items.key(self.row, *self.keys(thing.id)),
            "ConditionExpression": "#mark = :place" + (" AND attribute_not_exists(#open)" if self.without else ""),
            "ExpressionAttributeNames": {"#mark": self.mark, **({"#open": self.without} if self.without else {})},
            "ExpressionAttributeValues": {":place": {"S": thing.place}},
        }
        tx.write_as_is("ConditionCheck", condition)


def in_list(row: type[Row], index: str, between: Callable[[str, Span], Any], meaning: Meaning) -> Find:
    """The things that an index has between two places, as the table has them; a query and a read for each page."""

    def find(desk: Desk, shelf: str, span: Span, start: Start, limit: int) -> tuple[Sequence[Thing], Start]:
        condition = between(shelf, span)
        page, more = row.read_page(
            desk.database, shelf, index=index, range_condition=condition, limit=limit, start=start
        )
        return as_stored(desk, row, page, meaning), more

    return find


def as_stored(desk: Desk, row: type[Row], page: Sequence[RawItem], meaning: Meaning) -> list[Thing]:
    """What an index named, as the table has it, in the order in which it was named; a request for each hundred."""
    names = [field.name for field in items.keys_of(row)]
    keys = [tuple(_plain(each[name]) for name in names) for each in page]
    there = {tuple(_plain(each[name]) for name in names): each for each in row.find_items(desk.database, keys)}
    return [thing for key in keys if key in there and (thing := meaning(there[key])) is not None]


def _plain(held: Mapping[str, Any]) -> Any:
    return held["S"] if "S" in held else int(held["N"])


def kept_as(name: str, declared: Sequence[Declared]) -> Kept:
    """What is declared under this name."""
    return next(each for each in declared if isinstance(each, Kept) and each.name == name)
