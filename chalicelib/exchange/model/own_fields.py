"""The desk's own fields of customers in files: choices by their names, days as people write them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chalicelib.core import times
from chalicelib.exchange.model.values import WrongValue, as_moment, as_number, as_text, as_yes_no
from chalicelib.visitors.model.fields import CHOICE, DATE, NUMBER, YES_NO, CustomField
from chalicelib.visitors.model.visitor import Value

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
