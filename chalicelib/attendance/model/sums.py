"""What the records of a month come to for an agent (B8). Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chalicelib.attendance.model.measuring import Figures
from chalicelib.attendance.model.records import Record


class Sums(msgspec.Struct, frozen=True):
    """``shifts`` that are over, and minutes: ``planned`` working time, ``leave`` that was excused of it, ``online`` and
    ``busy`` within shifts, ``paused``, ``gone``, ``overtime``. ``late``, ``early`` and ``over`` (breaks): minutes, and
    how many ``…_times``; ``absent``: how many shifts nobody came to, ``missed``: their minutes. ``corrected``: how
    many of the shifts."""

    shifts: int = 0
    planned: int = 0
    leave: int = 0
    online: int = 0
    busy: int = 0
    paused: int = 0
    gone: int = 0
    over: int = 0
    over_times: int = 0
    late: int = 0
    late_times: int = 0
    early: int = 0
    early_times: int = 0
    absent: int = 0
    missed: int = 0
    overtime: int = 0
    corrected: int = 0


NOTHING = Sums()
FIELDS = Sums.__struct_fields__


def sums_of_one(record: Record | None) -> Sums:
    """What one record comes to."""
    figures: Figures | None = record.counted if record is not None else None
    if record is None or figures is None:
        return NOTHING
    return Sums(
        1,
        figures.planned,
        figures.leave,
        figures.online,
        figures.busy,
        figures.paused,
        figures.gone,
        figures.over,
        int(figures.over > 0),
        figures.late,
        int(figures.late > 0),
        figures.early,
        int(figures.early > 0),
        int(figures.absent),
        figures.missed,
        figures.overtime,
        int(bool(record.corrections)),
    )


def changed(sums: Sums, before: Record | None, after: Record | None) -> Sums:
    """With a record as it is now in place of what it was."""
    less, more = sums_of_one(before), sums_of_one(after)
    return Sums(*(getattr(sums, each) - getattr(less, each) + getattr(more, each) for each in FIELDS))


def sums_of(records: Iterable[Record]) -> Sums:
    """What these records come to."""
    sums = NOTHING
    for each in records:
        sums = changed(sums, None, each)
    return sums
