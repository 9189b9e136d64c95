"""Which numbers of a day are taken.

They lie in blocks of twenty, so that neither an item nor a partition is written by everybody; the block that is filled
now is written down once for each block, by whoever finds that the one before is full.
"""

from __future__ import annotations

from contextlib import suppress

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.numbers import BLOCK, block_of
from chalicelib.tickets.store.keys import Keys

_AT = "block"


class NumberTaken(Lost):
    """Another ticket has this number."""


class NumberRow(Keys):
    ticket_id = UnicodeAttribute()


class BlockRow(Keys):
    block = NumberAttribute()


def next_place(desk: Desk, day: str) -> int:
    """The first place behind all that were seen to be taken on this day; somebody else may take it meanwhile.

    Two requests; two more where a block is full.
    """
    row = BlockRow.find(desk.database, _day(day), _AT)
    known = block = int(row.block) if row is not None else 0
    place = _last_in(desk, day, block)
    while place == (block + 1) * BLOCK:
        block += 1
        place = _last_in(desk, day, block)
    if block > known:
        _advance(desk, day, block)
    return place + 1


def _last_in(desk: Desk, day: str, block: int) -> int:
    """The last place of a block that is taken; the one before its first, where none is."""
    items, _ = NumberRow.read_page(desk.database, _key(day, block), forward=False, limit=1)
    return int(items[0]["order"]["S"]) if items else block * BLOCK


def _advance(desk: Desk, day: str, block: int) -> None:
    tx = Transaction(desk)
    further = BlockRow.block.does_not_exist() | (BlockRow.block < block)
    tx.update(BlockRow(_day(day), _AT), [BlockRow.block.set(block)], condition=further)
    with suppress(Lost):
        tx.commit()


def take(tx: Transaction, day: str, place: int, ticket_id: str) -> None:
    """The ticket has this number. Lost: ``NumberTaken``."""
    row = NumberRow(_key(day, block_of(place)), f"{place:07}", ticket_id=ticket_id)
    tx.put(row, condition=NumberRow.key.does_not_exist(), losing=lambda _: NumberTaken("the number is taken"))


def ticket_id_of(desk: Desk, day: str, place: int) -> str | None:
    """Which ticket has this number; one strongly consistent read."""
    row = NumberRow.find(desk.database, _key(day, block_of(place)), f"{place:07}")
    return row.ticket_id if row is not None else None


def _day(day: str) -> str:
    return f"numbers#{day}"


def _key(day: str, block: int) -> str:
    return f"numbers#{day}#{block}"
