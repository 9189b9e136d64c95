"""Kinds of shifts: what they are called, when they are, the breaks in them (B8). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.text import checked

MOST_KINDS, MOST_BREAKS, MOST_SKILLS = 60, 4, 5
DAY = 24 * 60  # minutes
SHORTEST, LONGEST = 15, DAY
COLORS = re.compile(r"#[0-9a-f]{6}")

Minute = Annotated[int, msgspec.Meta(ge=0, le=2 * DAY)]


class Break(msgspec.Struct, frozen=True):
    """A break of so many ``minutes``, somewhere from ``start_minute`` to ``end_minute`` (minutes since 00:00 of the day
    on which the shift begins). ``paid``: it counts as working time. ``at_once``: how many of a group may have it at the
    same time; 0: as many as there are."""

    start_minute: Minute
    end_minute: Minute
    minutes: Annotated[int, msgspec.Meta(ge=5, le=240)]
    paid: bool = True
    at_once: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0


class Kind(msgspec.Struct, frozen=True):
    """A kind of shift, from ``start_minute`` to ``end_minute`` by the wall clock, beyond 1440 on the next day.

    ``skill_ids``: the groups that whoever has it must be in as well. ``archived``: nobody is given it any more.
    """

    kind_id: str
    name: str
    color: str
    start_minute: int
    end_minute: int
    breaks: tuple[Break, ...] = ()
    skill_ids: tuple[str, ...] = ()
    archived: bool = False
    version: int = 1
    created_at: datetime | None = None


class TooManyKinds(Conflict):
    """There are as many kinds of shifts, or rotations, as there may be."""

    code = "too_many"
    title = "There are as many as there may be"


def checked_color(value: str) -> str:
    """A colour such as #2f6fde. Raises ``Invalid``."""
    value = value.strip().lower()
    if COLORS.fullmatch(value) is None:
        raise Invalid.field("color", "a colour such as #2f6fde")
    return value


def checked_kind(kind: Kind) -> Kind:
    """The kind with everything in order. Raises ``Invalid`` naming the field."""
    name = checked("name", kind.name, longest=30)
    color = checked_color(kind.color)
    checked_span(kind.start_minute, kind.end_minute)
    breaks = checked_breaks(kind.breaks, kind.start_minute, kind.end_minute)
    if len(kind.skill_ids) > MOST_SKILLS:
        raise Invalid.field("skill_ids", f"at most {MOST_SKILLS}")
    return msgspec.structs.replace(
        kind, name=name, color=color, breaks=breaks, skill_ids=tuple(dict.fromkeys(kind.skill_ids))
    )


def checked_span(start: int, end: int, field: str = "end_minute") -> None:
    """Raises ``Invalid`` for what is no shift: it begins on its day, and lasts a day at most."""
    if not 0 <= start < DAY:
        raise Invalid.field("start_minute", "a minute of the day, 0 to 1439")
    if not start + SHORTEST <= end <= start + LONGEST:
        raise Invalid.field(field, f"{SHORTEST} minutes to 24 hours after the start")


def checked_breaks(breaks: Sequence[Break], start: int, end: int) -> tuple[Break, ...]:
    """Breaks in order, within the shift and apart from each other. Raises ``Invalid``."""
    if len(breaks) > MOST_BREAKS:
        raise Invalid.field("breaks", f"at most {MOST_BREAKS}")
    ordered = tuple(sorted(breaks, key=lambda each: (each.start_minute, each.end_minute)))
    last = start
    for number, each in enumerate(ordered):
        if each.start_minute < last or each.end_minute > end:
            raise Invalid.field(f"breaks.{number}", "within the shift, and not over another break")
        if each.end_minute - each.start_minute < each.minutes:
            raise Invalid.field(f"breaks.{number}.minutes", "it does not fit between its start and end")
        last = each.end_minute
    return ordered
