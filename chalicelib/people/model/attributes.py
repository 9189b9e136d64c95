"""What a website proved of its user, as rules ask for it (A5). Pure. What nobody has proved fits no rule that asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import is_visible

EQUALS, CONTAINS, ONE_OF = "equals", "contains", "one_of"
MOST_ASKED, MOST_VALUES = 5, 20
LONGEST_NAME, LONGEST_VALUE = 40, 200
MOST_OF_GROUP = 1_000  # characters: plans and members carry a copy of what each of their groups asks

Value = str | int | float | bool
NOTHING_PROVED: Mapping[str, Value] = {}


class AttributeAsked(msgspec.Struct, frozen=True):
    """That an attribute is (``equals``), has in it (``contains``), or is one of (``one_of``) these ``values``.

    Small and capital letters are the same; a number is meant by its digits, yes and no by true and false.
    """

    name: str
    operator: Literal["equals", "contains", "one_of"]
    values: Annotated[tuple[str, ...], msgspec.Meta(max_length=100)]

    def is_met(self, proved: Mapping[str, Value]) -> bool:
        """Whether what was proved fits."""
        value = proved.get(self.name)
        if value is None:
            return False
        known, wanted = spelt(value), [each.casefold() for each in self.values]
        return any(each in known for each in wanted) if self.operator == CONTAINS else known in wanted


def spelt(value: Value) -> str:
    """A value as people write it in a rule."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().casefold()


def all_met(asked: Iterable[AttributeAsked], proved: Mapping[str, Value]) -> bool:
    """Whether everything that is asked is proved; nothing asked: always."""
    return all(each.is_met(proved) for each in asked)


def checked_asked(where: str, items: Sequence[Any]) -> tuple[AttributeAsked, ...]:
    """What is asked for, trimmed. Raises ``Invalid`` naming every field below ``where`` that does not hold."""
    if len(items) > MOST_ASKED:
        raise Invalid.field(where, f"at most {MOST_ASKED}")
    wrong, asked = WrongFields(), list[AttributeAsked]()
    for number, item in enumerate(items):
        each = msgspec.convert(item, AttributeAsked, from_attributes=True)
        name, values = each.name.strip(), tuple(dict.fromkeys(value.strip() for value in each.values))
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            wrong.add(f"{where}.{number}.name", f"1 to {LONGEST_NAME} characters")
        most = MOST_VALUES if each.operator == ONE_OF else 1
        if not 1 <= len(values) <= most or not all(_may_be_asked(value) for value in values):
            wrong.add(f"{where}.{number}.values", f"1 to {most}, each of 1 to {LONGEST_VALUE} characters")
        asked.append(replace(each, name=name, values=values))
    wrong.refuse()
    return tuple(asked)


def checked_of_group(where: str, items: Sequence[Any]) -> tuple[AttributeAsked, ...]:
    """What a group asks for, as ``checked_asked`` gives it back and refuses it, of ``MOST_OF_GROUP`` characters."""
    asked = checked_asked(where, items)
    if sum(len(text) for each in asked for text in (each.name, *each.values)) > MOST_OF_GROUP:
        raise Invalid.field(where, f"at most {MOST_OF_GROUP} characters, names and values together")
    return asked


def _may_be_asked(value: str) -> bool:
    return 1 <= len(value) <= LONGEST_VALUE and is_visible(value) and "\x00" not in value
