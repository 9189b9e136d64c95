"""Customers whom others knew before: taken over from files, and given to them (F10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.fields import Fields, FieldValues
from chalicelib.visitors.model.identity import Joining
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.store import fields as fields_store
from chalicelib.visitors.store import past as store
from chalicelib.visitors.store import visitors


def known_ones(desk: Desk, visitor_ids: Sequence[str]) -> tuple[Fields, dict[str, tuple[Visitor, FieldValues]]]:
    """The desk's fields, and those of these visitors who are there with what is filled in of them; two requests."""
    there = visitors.visitors(desk, visitor_ids)
    ids = list(there)
    fields, values = fields_store.fields_and_values(desk, ids)
    return fields, {each: (there[each], held) for each, held in zip(ids, values, strict=True)}


def fields_of_desk(desk: Desk) -> Fields:
    """All fields of the desk's own; one read."""
    return fields_store.fields(desk)


def put_known(tx: Transaction, visitor: Visitor, values: FieldValues) -> None:
    """Add to the transaction: somebody new, with what is filled in of them. Nobody is told. Lost: ``VisitorMoved``,
    ``ValuesMoved``."""
    store.put_known(tx, visitor)
    if values.values:
        fields_store.write_values(tx, visitor.visitor_id, FieldValues(), values)


def change_known(
    tx: Transaction, change: tuple[Visitor, Visitor], values: tuple[FieldValues, FieldValues] | None = None
) -> None:
    """Add to the transaction: what a file says of somebody. Nobody is told; what they have open knows them by their
    name and level in the same moment, for which it is read. Lost: ``VisitorMoved``, ``ValuesMoved``, and what that
    conversation may lose."""
    before, after = change
    if after != before:
        store.change_known(tx, before, after)
    if before.open_conversation_id is not None and (before.name, before.level) != (after.name, after.level):
        know = events.ask(tx.desk, Joining(before, after, moves=False))
        if know is not None:
            know(tx)
    if values is not None and values[1].values != values[0].values:
        fields_store.write_values(tx, before.visitor_id, *values)


def every_one(
    desk: Desk, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Visitor], list[FieldValues], Mapping[str, Any] | None]:
    """Some of all visitors who are nobody's part, with what is filled in of them, and where the next ones begin; a
    request, and one for each hundred."""
    found, following = store.every(desk, limit, start)
    known = [each for each in found if each.joined_to is None and each.merged_into is None]
    values = fields_store.values(desk, [each.visitor_id for each in known]) if known else []
    return known, values, following
