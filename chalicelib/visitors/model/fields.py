"""What a desk wants to know of its customers besides names and addresses, in fields of its own (F6).

Pure. Nothing is ever lost by a change of the fields: one is archived and not removed, its kind stays what it is, and so
does what a choice stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from math import isfinite
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, WrongFields, members
from chalicelib.core.text import among, checked, has_half_a_character, is_visible
from chalicelib.core.times import is_day
from chalicelib.visitors.model.visitor import Value

TEXT, NUMBER, DATE, CHOICE, YES_NO = "text", "number", "date", "choice", "yes_no"
KINDS = (TEXT, NUMBER, DATE, CHOICE, YES_NO)
MOST_FIELDS, MOST_CHOICES = 50, 30
LONGEST_NAME, LONGEST_VALUE = 40, 500  # characters
LARGEST = 10**15  # beyond that a number is not exact in a browser

_ID = r"[a-z0-9_-]{1,40}"


class FieldChoice(msgspec.Struct, frozen=True):
    """One of those that may be chosen, in both languages; an archived one is shown, and not chosen anew."""

    choice_id: str
    zh: str
    en: str
    archived: bool = False


class CustomField(msgspec.Struct, frozen=True):
    """A field: ``kind`` is what stands in it, ``order`` its place, ``required``: agents are reminded, and never kept
    from anything. ``version``: one more with each change."""

    field_id: str
    zh: str
    en: str
    kind: Annotated[str, among(*KINDS)] = TEXT
    order: int = 0
    required: bool = False
    archived: bool = False
    choices: tuple[FieldChoice, ...] = ()
    version: int = 1


class Fields(msgspec.Struct, frozen=True):
    """All fields of the desk. ``revision``: one more with each change; 0: there never was one."""

    fields: tuple[CustomField, ...] = ()
    revision: int = 0

    def find(self, field_id: str) -> CustomField | None:
        """The field with this id."""
        return next((each for each in self.fields if each.field_id == field_id), None)

    @property
    def in_order(self) -> list[CustomField]:
        """As they are listed."""
        return sorted(self.fields, key=lambda each: each.order)


class FieldValues(msgspec.Struct, frozen=True):
    """What is filled in of a customer, by the fields' ids; None: somebody emptied it. ``version``: one more with each
    change."""

    values: dict[str, Value | None] = {}
    version: int = 0

    @property
    def known(self) -> dict[str, Value]:
        """What there is."""
        return {name: value for name, value in self.values.items() if value is not None}


class FieldNameTaken(Conflict):
    """Two fields of the same name could not be told apart."""

    code = "name_taken"
    title = "Another field has this name"
    beside = members(field=str, field_id=str)


class TooManyFields(Conflict):
    """All of them stand on every card."""

    code = "too_many_fields"
    title = "There is no room for more fields"
    beside = members(most=int)


CHECKS: Mapping[str, Any] = {
    "zh": partial(checked, "zh", longest=LONGEST_NAME),
    "en": partial(checked, "en", longest=LONGEST_NAME),
}


def with_field(fields: Fields, field: CustomField) -> Fields:
    """The fields with this one, in the place of the one with its id, or behind all others.

    Raises ``Invalid``, ``FieldNameTaken``, ``TooManyFields``.
    """
    before = fields.find(field.field_id)
    if before is None and len(fields.fields) >= MOST_FIELDS:
        raise TooManyFields(f"at most {MOST_FIELDS} fields", extra={"most": MOST_FIELDS})
    field = replace(field, choices=_checked_choices(field, before))
    _refuse_name(fields, field)
    there = {each.field_id: each for each in fields.fields} | {field.field_id: field}
    return replace(fields, fields=tuple(there.values()), revision=fields.revision + 1)


def _checked_choices(field: CustomField, before: CustomField | None) -> tuple[FieldChoice, ...]:
    if field.kind != CHOICE:
        if field.choices:
            raise Invalid.field("choices", "of a field of the kind choice")
        return ()
    if not 1 <= len(field.choices) <= MOST_CHOICES:
        raise Invalid.field("choices", f"1 to {MOST_CHOICES}")
    wrong, choices = WrongFields(), list[FieldChoice]()
    for number, each in enumerate(field.choices):
        if not re.fullmatch(_ID, each.choice_id):
            wrong.add(f"choices.{number}.choice_id", "1 to 40 of a-z, 0-9, - and _")
        with wrong:
            zh = checked(f"choices.{number}.zh", each.zh, longest=LONGEST_NAME)
            en = checked(f"choices.{number}.en", each.en, longest=LONGEST_NAME)
            choices.append(replace(each, zh=zh, en=en))
    wrong.refuse()
    ids = {each.choice_id for each in choices}
    if len(ids) < len(choices):
        raise Invalid.field("choices", "every choice_id only once")
    if before is not None and not ids.issuperset(each.choice_id for each in before.choices):
        raise Invalid.field("choices", "a choice is archived, not removed")
    return tuple(choices)


def _refuse_name(fields: Fields, field: CustomField) -> None:
    for each in fields.fields:
        if each.field_id == field.field_id:
            continue
        for name in ("zh", "en"):
            if getattr(each, name).casefold() == getattr(field, name).casefold():
                extra = {"field": name, "field_id": each.field_id}
                raise FieldNameTaken(f"{getattr(field, name)} is there already", extra=extra)


def checked_values(fields: Fields, values: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """What is to be filled in, as it is kept: a None, or a text without anything in it, empties the field.

    Raises ``Invalid`` naming every field that does not hold, is archived or unknown.
    """
    wrong, held = WrongFields(), dict[str, Value | None]()
    for field_id, value in values.items():
        where, field = f"values.{field_id[:60]}", fields.find(field_id)
        if field is None or field.archived:
            wrong.add(where, "there is no such field")
            continue
        with wrong:
            empty = value is None or (isinstance(value, str) and not value.strip())
            held[field_id] = None if empty or value is None else _checked_value(where, field, value)
    wrong.refuse()
    return held


def _checked_value(where: str, field: CustomField, value: Value) -> Value:
    if field.kind == YES_NO:
        if not isinstance(value, bool):
            raise Invalid.field(where, "true or false")
        return value
    if field.kind == NUMBER:
        if isinstance(value, bool | str) or not isfinite(value) or abs(value) > LARGEST:
            raise Invalid.field(where, f"a number between {-LARGEST} and {LARGEST}")
        return value
    text = value.strip() if isinstance(value, str) else ""
    if field.kind == CHOICE:
        if text not in [each.choice_id for each in field.choices if not each.archived]:
            raise Invalid.field(where, "one of the field's choices")
    elif field.kind == DATE:
        if not is_day(text):
            raise Invalid.field(where, "a date such as 2026-11-28")
    elif len(text) > LONGEST_VALUE or not is_visible(text) or "\x00" in text or has_half_a_character(text):
        raise Invalid.field(where, f"1 to {LONGEST_VALUE} characters, one of them visible")
    return text


def filled_in(every: Sequence[FieldValues]) -> FieldValues:
    """What is known of a customer who is several, the customer's own first: the others fill what nobody said of them.

    What somebody emptied stays empty. The version is the customer's own.
    """
    values: dict[str, Value | None] = {}
    for each in every:
        values = {**each.values, **values}
    return FieldValues(values, every[0].version)
