"""When customers are due to be called without having asked: what is known of each, and where they stand by it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from chalicelib.campaigns.model.dates import Spot
from chalicelib.core import times
from chalicelib.visitors.model.visitor import Visitor

SHARES = 4  # partitions of one level of one plan
MOST_AT_ONCE = 20  # dates of one customer that are moved in one transaction

Place = tuple[str, str]  # hash and range key


class Standing(msgspec.Struct, frozen=True):
    """What is known of a customer: their level, when they were last spoken to or called (None: nobody knows them), and
    their dates by field. ``revision``: 0: nothing was kept of them."""

    visitor_id: str
    plan_key: str = ""
    level: str = ""
    touched_at: datetime | None = None
    dates: Mapping[str, str] = msgspec.field(default_factory=dict)
    revision: int = 0

    @property
    def level_place(self) -> Place | None:
        """Where they stand among those of their level, longest without a call first."""
        if self.touched_at is None:
            return None
        key = level_key(self.plan_key, self.level, share_of(self.visitor_id))
        return key, f"{times.sortable(self.touched_at)}#{self.visitor_id}"

    @property
    def date_places(self) -> dict[str, Place]:
        """Field → where they stand by its date."""
        return {name: self.date_place(name, day) for name, day in self.dates.items()}

    def date_place(self, field_id: str, day: str) -> Place:
        """Where they stand by this date."""
        return date_key(self.plan_key, field_id, day[5:]), f"{day[:4]}#{self.visitor_id}"


class Planned(msgspec.Struct, frozen=True):
    """What a campaign has planned for a date: the day it falls on, what was planned, when; and when its customer was
    followed up ``before``."""

    on: date
    followup_id: str
    at: datetime
    before: datetime | None = None


class DatePlace(msgspec.Struct, frozen=True):
    """A customer's date, as it stands in the index. ``planned``: by campaign, of its last occasion. ``made``: with
    which change of theirs it came to stand there."""

    key: str
    order: str
    planned: Mapping[str, Planned] = msgspec.field(default_factory=dict)
    revision: int = 1
    made: int = 0

    @property
    def visitor_id(self) -> str:
        """Whose it is."""
        return self.order.partition("#")[2]

    @property
    def day(self) -> date:
        """The date itself."""
        return times.read_day(f"{self.order[:4]}-{self.key.rpartition('#')[2]}")


def touched_of(every: Iterable[Visitor]) -> datetime | None:
    """When a customer who is these was last spoken to or called; None: never."""
    moments = [at for each in every for at in (each.contacted_at, each.followed_up_at) if at is not None]
    return max(moments, default=None)


def share_of(visitor_id: str) -> int:
    """In which partition somebody stands: always in the same."""
    return int(hashlib.sha256(visitor_id.encode()).hexdigest()[:8], 16) % SHARES


def level_key(plan_key: str, level: str, share: int) -> str:
    """The partition of customers of this level."""
    return f"level#{plan_key}#{level}#{share}"


def date_key(plan_key: str, field_id: str, day_of_year: str) -> str:
    """The partition of dates on this day of any year."""
    return f"date#{plan_key}#{field_id}#{day_of_year}"


def between(spot: Spot, after: str | None) -> tuple[str, str]:
    """The first and last range key of the dates that stand there, behind ``after``."""
    first = f"{spot.last:04}#" if spot.alone else "0000#"
    return (after + "\x00" if after is not None else first), f"{spot.last:04}#~"


def nearer(before: Standing, after: Standing) -> Standing:
    """The next step from how somebody stood to how they are to stand: some of their dates at once."""
    names = sorted({*before.dates, *after.dates})
    changed = [each for each in names if before.dates.get(each) != after.dates.get(each)][:MOST_AT_ONCE]
    kept = {name: day for name, day in before.dates.items() if name not in changed}
    now = {name: after.dates[name] for name in changed if name in after.dates}
    plan_key = after.plan_key or before.plan_key
    return replace(after, plan_key=plan_key, dates={**kept, **now}, revision=before.revision + 1)
