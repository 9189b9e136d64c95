"""Fields of the desk's own: which there are, and what is filled in of a customer (F6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Lost, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.races import Moved
from chalicelib.core.sensitive import restored
from chalicelib.core.transactions import Transaction
from chalicelib.visitors.model.fields import (
    CHECKS,
    DATE,
    CustomField,
    Fields,
    FieldValues,
    checked_values,
    filled_in,
    with_field,
)
from chalicelib.visitors.model.visitor import Value, Visitor
from chalicelib.visitors.store import fields as store
from chalicelib.visitors.store import merging, visitors
from chalicelib.visitors.store.caring import care_changed
from chalicelib.visitors.store.fields import FieldsMoved


class FieldMoved(Moved):
    """The fields were written to since they were read; ``record`` is this one as it stands now."""


def read_fields(desk: Desk) -> Fields:
    """All fields, archived ones too; one read."""
    return store.fields(desk)


def add_field(desk: Desk, by: By, values: Mapping[str, Any], once: Once | None = None) -> tuple[CustomField, bool]:
    """A new field behind all others, unless an ``order`` is said; and whether it was made before.

    Raises ``Invalid`` with the field, ``FieldNameTaken``, ``TooManyFields``.
    """
    given, made = races.fields_in(values, CHECKS), desk.new_id("fld")

    def add(fields: Fields) -> CustomField:
        last = max((each.order for each in fields.fields), default=0) + 1
        after = with_field(fields, CustomField(made, **{"order": last, **given}))
        field = _find(after, made)
        _put(desk, fields, after, by, "add_field", (None, field), once)
        return field

    try:
        return races.follow(desk, store.fields(desk), add, FieldsMoved), False
    except AlreadyDone as done:
        before = done.answer
    except Conflict:
        before = recall(desk, once, desk.now().timestamp())
        if before is None:
            raise
    return _find(store.fields(desk), str(before["field_id"])), True


def update_field(
    desk: Desk, by: By, field_id: str, values: Mapping[str, Any], version: int | None = None
) -> CustomField:
    """Rename, order or archive a field, or change what may be chosen; with ``version`` only if it still has it. A read
    and a write.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``, ``FieldNameTaken``.
    """
    fields = store.fields(desk)
    given = races.checked_fields({name: value for name, value in values.items() if value is not UNSET}, CHECKS)

    def changed(before: CustomField) -> CustomField:
        races.refuse_older(version, before)
        return replace(before, **given)

    def save(before: CustomField, after: CustomField) -> None:
        nonlocal fields
        if after == before:
            return
        renewed = with_field(fields, after)
        try:
            _put(desk, fields, renewed, by, "update_field", (before, after))
        except FieldsMoved as moved:
            fields = moved.record
            raise FieldMoved(fields.find(field_id)) from None
        fields = renewed

    races.change(desk, _find(fields, field_id), given, changed, save)
    return _find(fields, field_id)


class Cared(msgspec.Struct, frozen=True):
    """By what somebody is due to be called: who they are, whoever is part of them, and their dates by field."""

    customer: Visitor
    parts: tuple[Visitor, ...] = ()
    dates: Mapping[str, str] = {}


def cared_of(desk: Desk, visitor_id: str) -> Cared | None:
    """The same as it stands; None for who is gone, or part of somebody else. Two strongly consistent requests, one more
    for who is several."""
    return cared_of_some(desk, [visitor_id]).get(visitor_id)


def cared_of_some(desk: Desk, visitor_ids: Sequence[str]) -> dict[str, Cared]:
    """The same of several: two requests for some of them, one more where any of them is several. Who is gone, or part
    of somebody else, is not among them."""
    there = visitors.visitors(desk, visitor_ids)
    customers = [each for each in there.values() if each.joined_to is None and each.merged_into is None]
    if not customers:
        return {}
    parts = visitors.visitors(desk, [part for each in customers for part in each.merged])
    ids = [each for customer in customers for each in customer.all_ids]
    fields, values = store.fields_and_values(desk, list(dict.fromkeys(ids)))
    held = dict(zip(dict.fromkeys(ids), values, strict=True))
    dates = {each.field_id for each in fields.fields if each.kind == DATE}

    def cared(customer: Visitor) -> Cared:
        known = filled_in([held[each] for each in customer.all_ids]).known.items()
        theirs = tuple(parts[each] for each in customer.merged if each in parts)
        return Cared(customer, theirs, {name: str(value) for name, value in known if name in dates})

    return {each.visitor_id: cared(each) for each in customers}


class NotWhole(Lost):
    """They are part of another customer since they were read: what is known of them is written down of that one."""


def values_of(desk: Desk, customer: Visitor) -> FieldValues:
    """What is filled in of a customer, whoever they are; one request."""
    return filled_in(store.values(desk, customer.all_ids))


def fill_in(
    desk: Desk,
    by: By,
    customer: Visitor,
    values: Mapping[str, Value | None],
    version: int | None = None,
    *,
    hides: bool = False,
) -> FieldValues:
    """Write down what is known of a customer; None empties a field, what is not named stays. Twice is once.

    With ``version`` only if nobody changed anything since. A read and a write, which the audit log has. ``hides``: by
    somebody who was shown numbers in part, and leaves them as they are with that.
    Raises ``Invalid``, ``ChangedMeanwhile``; lost: ``NotWhole``.
    """
    fields, (own, *others) = store.fields_and_values(desk, customer.all_ids)
    if hides:
        shown = filled_in([own, *others]).values
        values = {
            name: restored(each, shown.get(name)) if isinstance(each, str) else each for name, each in values.items()
        }
    given = checked_values(fields, values)

    def changed(before: FieldValues) -> FieldValues:
        races.refuse_older(version, before)
        return replace(before, values={**before.values, **given})

    def save(before: FieldValues, after: FieldValues) -> None:
        names = [each for each in given if before.values.get(each) != after.values[each]]
        if not names:
            return
        tx = Transaction(desk)
        store.write_values(tx, customer.visitor_id, before, after)
        merging.check_whole(tx, customer.visitor_id)
        if any(field.kind == DATE for name in names if (field := fields.find(name)) is not None):
            care_changed(tx, customer.visitor_id)
        was, becomes = ({each: record.values.get(each) for each in names} for record in (before, after))
        audit.note(tx, by, "fill_in_fields", customer.visitor_id, before=audit.veiled(was), after=audit.veiled(becomes))
        try:
            tx.commit()
        except merging.PartMoved:
            raise NotWhole("they are part of another customer by now") from None

    after = races.change(desk, own, [f"values.{each}" for each in given], changed, save)
    return filled_in([after, *others])


def _put(
    desk: Desk,
    before: Fields,
    after: Fields,
    by: By,
    act: str,
    field: tuple[CustomField | None, CustomField],
    once: Once | None = None,
) -> None:
    was, becomes = field
    tx = Transaction(desk)
    mark(tx, once, {"field_id": becomes.field_id})
    store.write_fields(tx, before, after)
    audit.note(tx, by, act, becomes.field_id, before=asdict(was) if was else None, after=asdict(becomes))
    tx.commit()


def _find(fields: Fields, field_id: str) -> CustomField:
    return existing(fields.find(field_id), "no such field")
