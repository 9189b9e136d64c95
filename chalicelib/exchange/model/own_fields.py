"""The desk's own fields of customers and tickets in files: their columns, choices by their names, days as people write
them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.core import times
from chalicelib.exchange.model.kinds import OWN_FIELD, TEXT, Column
from chalicelib.exchange.model.values import WrongValue, as_moment, as_number, as_text, as_yes_no
from chalicelib.tickets.model.settings import DAY, MOMENT, Field
from chalicelib.visitors.model.fields import CHOICE, DATE, NUMBER, YES_NO, CustomField, Fields
from chalicelib.visitors.model.visitor import Value

OfTickets = Mapping[str, Sequence[Field]]  # by their types

_FAR = datetime(9000, 1, 1, tzinfo=UTC)


def field_value(field: CustomField | None, value: Any) -> Value:
    """What stands in a cell as the field keeps it. Raises ``WrongValue``."""
    if field is None or field.archived:
        raise WrongValue("unknown_field")
    if field.kind == YES_NO:
        return value if isinstance(value, bool) else as_yes_no(as_text(value))
    text = as_text(value)
    if field.kind == NUMBER:
        return as_number(text)
    if field.kind == DATE:
        return times.stored(as_moment(text, "UTC", _FAR, future=True).date())
    if field.kind == CHOICE:
        said = text.casefold()
        for each in field.choices:
            if said in (each.choice_id, each.zh.casefold(), each.en.casefold()):
                return each.choice_id
        raise WrongValue("not_a_choice")
    return text


def of_customers(fields: Fields) -> list[Column]:
    """The desk's own fields of customers as columns."""
    there = [each for each in fields.in_order if not each.archived]
    return [Column(f"{OWN_FIELD}{each.field_id}", each.zh, each.en, TEXT, also=each.field_id) for each in there]


def of_tickets(fields: OfTickets) -> list[Column]:
    """Those of tickets of all types, each key once."""
    held = {each.key: each for several in reversed([*fields.values()]) for each in several}
    return [
        Column(f"{OWN_FIELD}{key}", each.names.get("zh-CN", key), each.names.get("en", key), TEXT, also=key)
        for key, each in sorted(held.items())
    ]


def definition_of(fields: OfTickets, kind: str | None, key: str) -> Field | None:
    """The field of this key that tickets of a type have; where none is said, that of any type."""
    types = [kind] if kind is not None else list(fields)
    return next((each for name in types for each in fields.get(name, ()) if each.key == key), None)


def ticket_value(field: Field | None, value: Any, zone: str) -> Value:
    """What stands in a cell as a field of tickets keeps it. Raises ``WrongValue``."""
    if field is None:
        raise WrongValue("unknown_field")
    if field.kind == YES_NO:
        return value if isinstance(value, bool) else as_yes_no(as_text(value))
    text = as_text(value)
    if field.kind == NUMBER:
        return as_number(text)
    if field.kind == CHOICE:
        return _choice(field, text)
    if field.kind not in (DAY, MOMENT):
        return text
    if _is_kept_so(field.kind, text):
        return text
    moment = as_moment(text, zone, _FAR, future=True)
    return times.stored(moment.astimezone(ZoneInfo(zone)).date()) if field.kind == DAY else times.public(moment)


def _choice(field: Field, text: str) -> str:
    said = text.casefold()
    names = getattr(field, "choice_names", {})
    for each in field.choices:
        if said in (each.casefold(), *(name.casefold() for name in names.get(each, {}).values())):
            return each
    raise WrongValue("not_a_choice")


def _is_kept_so(kind: str, text: str) -> bool:
    try:
        return bool(times.read_day(text)) if kind == DAY else times.read(text).tzinfo is not None
    except ValueError:
        return False
