"""What a desk says of its tickets: how long they can be opened again, when they close by themselves, and the fields
that those of a type have besides (D4, F6)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec

from chalicelib.core import times
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked
from chalicelib.tickets.model.repeats import MOST_COUNTED
from chalicelib.tickets.model.signatures import checked_strokes
from chalicelib.tickets.model.spans import refuse_days
from chalicelib.tickets.model.ticket import (
    AFTERSALE,
    BOOKING,
    CHANGE_OF_DETAILS,
    COMPLAINT,
    GREEN_CHANNEL,
    PRESALE,
    REPAIR,
    TYPES,
    Value,
)

TEXT, NUMBER, CHOICE, YES_NO, DAY, MOMENT = "text", "number", "choice", "yes_no", "day", "moment"
SIGNATURE = "signature"  # drawn by a customer, who alone sets it; so only flows have it
OWN_KINDS = (TEXT, NUMBER, CHOICE, YES_NO, DAY, MOMENT)
KINDS = (*OWN_KINDS, SIGNATURE)
MOST_FIELDS, MOST_CHOICES = 30, 50
LONGEST_VALUE, LONGEST_LABEL = 1_000, 60
MOST_DAYS = 365
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Field(msgspec.Struct, frozen=True):
    """A field that tickets of a type have: ``names`` by language; ``choices`` of a choice. ``required``: a ticket
    cannot be made without it."""

    key: Annotated[str, msgspec.Meta(max_length=100)]
    names: Mapping[str, str]
    kind: Annotated[str, among(*KINDS)] = TEXT
    choices: list[str] = []
    required: bool = False


def _field(key: str, zh: str, en: str, kind: str = TEXT) -> Field:
    return Field(key, {"zh-CN": zh, "en": en}, kind)


_ORDER, _PRODUCT = _field("order", "订单号", "Order number"), _field("product", "产品", "Product")
_FAULT, _PARCEL = _field("fault", "故障现象", "Fault"), _field("parcel", "快递单号", "Parcel number")
_MODEL, _APPOINTMENT = _field("model", "型号", "Model"), _field("appointment", "预约时间", "Appointment", MOMENT)

SHIPPED: Mapping[str, tuple[Field, ...]] = {
    PRESALE: (_PRODUCT,),
    AFTERSALE: (_ORDER, _PRODUCT, _FAULT, _PARCEL),
    COMPLAINT: (_ORDER, _PRODUCT),
    CHANGE_OF_DETAILS: (
        _field("detail", "变更项目", "What is to change"),
        _field("former", "原内容", "As it is"),
        _field("wanted", "新内容", "As it should be"),
    ),
    REPAIR: (_PRODUCT, _MODEL, _FAULT, _ORDER, _PARCEL, _APPOINTMENT),
    GREEN_CHANNEL: (_field("service", "服务内容", "Service"), _APPOINTMENT),
    BOOKING: (
        _field("partner", "合作商家", "Partner"),
        _field("booked_at", "预订时间", "Booked for", MOMENT),
        _field("people", "人数", "People", NUMBER),
    ),
}


class TicketSettings(msgspec.Struct, frozen=True):
    """``reopen_days``: how long what is solved or closed may be opened again; ``close_days``: after so many what is
    solved closes by itself (0: never). ``repeat_days``: a complaint is a repetition if its customer complained in so
    many days before (0: none is), or if more than ``repeat_causes`` have one cause in these. ``fields``: type → its
    fields. ``version`` counts the changes."""

    reopen_days: int = 7
    close_days: int = 7
    fields: Mapping[str, tuple[Field, ...]] = msgspec.field(default_factory=lambda: SHIPPED)
    version: int = 0
    repeat_days: int = 90
    repeat_causes: int = 5

    def of_type(self, kind: str) -> tuple[Field, ...]:
        """The fields of this type."""
        return self.fields.get(kind, ())


def checked_days(field: str, days: int) -> int:
    """A number of days. Raises ``Invalid``."""
    if not 0 <= days <= MOST_DAYS:
        raise Invalid.field(field, f"0 to {MOST_DAYS}")
    return days


def checked_count(field: str, count: int) -> int:
    """A number of complaints. Raises ``Invalid``."""
    if not 1 <= count <= MOST_COUNTED:
        raise Invalid.field(field, f"1 to {MOST_COUNTED}")
    return count


def checked_definitions(fields: Mapping[str, Sequence[Field]]) -> dict[str, tuple[Field, ...]]:
    """The fields of each type as they may be kept. Raises ``Invalid`` naming every one that may not."""
    wrong, held = WrongFields(), dict[str, tuple[Field, ...]]()
    for kind, several in fields.items():
        if kind not in TYPES:
            wrong.add(f"fields.{kind[:40]}", f"one of {', '.join(TYPES)}")
        elif len(several) > MOST_FIELDS or len({each.key for each in several}) < len(several):
            wrong.add(f"fields.{kind}", f"at most {MOST_FIELDS}, each key once")
        else:
            for number, each in enumerate(several):
                with wrong:
                    check_definition(f"fields.{kind}.{number}", each)
                if each.kind == SIGNATURE:
                    wrong.add(f"fields.{kind}.{number}.kind", f"one of {', '.join(OWN_KINDS)}")
            held[kind] = tuple(several)
    wrong.refuse()
    return held


def check_definition(where: str, field: Field) -> None:
    if not _KEY.fullmatch(field.key):
        raise Invalid.field(f"{where}.key", "small letters, digits and _, at most 40, a letter first")
    if set(field.names) != set(LANGUAGES):
        raise Invalid.field(f"{where}.names", f"a name in {' and '.join(LANGUAGES)}")
    for language, name in field.names.items():
        checked(f"{where}.names.{language}", name, longest=LONGEST_LABEL)
    if field.kind not in KINDS:
        raise Invalid.field(f"{where}.kind", f"one of {', '.join(KINDS)}")
    if (field.kind == CHOICE) != bool(field.choices) or len(set(field.choices)) < len(field.choices):
        raise Invalid.field(f"{where}.choices", "a choice has some, each once, and nothing else has any")
    if len(field.choices) > MOST_CHOICES:
        raise Invalid.field(f"{where}.choices", f"at most {MOST_CHOICES}")
    for each in field.choices:
        checked(f"{where}.choices", each, longest=LONGEST_LABEL)


def checked_values(
    definitions: Sequence[Field], values: Mapping[str, Value | None], *, whole: bool = True
) -> dict[str, Value]:
    """The values of a ticket's own fields; what is null or empty is left out. ``whole``: nothing required may lack.

    Raises ``Invalid`` naming ``fields.<key>`` for every one that does not hold.
    """
    known, wrong, held = {each.key: each for each in definitions}, WrongFields(), dict[str, Value]()
    for key, value in values.items():
        if key not in known:
            wrong.add(f"fields.{key[:40]}", "tickets of this type have no such field")
        elif value is not None and value != "":
            with wrong:
                held[key] = _checked_value(known[key], value)
    for each in definitions if whole else ():
        if each.required and values.get(each.key) in (None, ""):
            wrong.add(f"fields.{each.key}", "is needed")
    wrong.refuse()
    return held


def _checked_value(field: Field, value: Value) -> Value:
    name = f"fields.{field.key}"
    if field.kind == YES_NO:
        if not isinstance(value, bool):
            raise Invalid.field(name, "true or false")
        return value
    if field.kind == NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 < value < 1e15:
            raise Invalid.field(name, "a number")
        return value
    if not isinstance(value, str):
        raise Invalid.field(name, "a text")
    if field.kind == SIGNATURE:
        return checked_strokes(name, value)
    text = checked(name, value, longest=LONGEST_VALUE)
    if field.kind == CHOICE and text not in field.choices:
        raise Invalid.field(name, f"one of {', '.join(field.choices)}")
    if field.kind in (DAY, MOMENT):
        _check_time(name, field.kind, text)
    return text


def _check_time(name: str, kind: str, text: str) -> None:
    try:
        if kind == DAY:
            day = times.read_day(text)
        else:
            moment = times.read(text)
            day = moment.date()
            if moment.tzinfo is None:
                raise ValueError
    except ValueError:
        form = "2026-11-30" if kind == DAY else "2026-11-30T09:00:00+08:00"
        raise Invalid.field(name, f"such as {form}") from None
    refuse_days(**{name: day})
