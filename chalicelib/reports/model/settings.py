"""What a desk says of its figures: targets, how soon a return is about the same, how long facts are kept (F1). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.reports.model.figures import TIMED

LONGEST_TARGET = 90 * 86_400  # seconds
LEAST_KEPT, MOST_KEPT = 35, 3_660  # days: a month is summed from its facts
MOST_CONTACT_DAYS = 90
MOST_FORMER = 50
TARGETS = {"welcome": 10, "greeting": 30, "handling": 180}  # seconds


class FormerlyKept(msgspec.Struct, frozen=True):
    """For so many days facts were kept, until then."""

    days: int
    until: datetime


class ReportSettings(msgspec.Struct, frozen=True):
    """``targets``: the seconds within which it should be done, by the names of figures. ``contact_days``: who comes
    back about the same within so many days was not helped at once. ``kept_days``: for how long facts are kept, sums
    stay for good; ``formerly``: what that was before."""

    targets: Mapping[str, int] = msgspec.field(default_factory=lambda: dict(TARGETS))
    contact_days: int = 7
    kept_days: int = 800  # for two years to be compared
    formerly: tuple[FormerlyKept, ...] = ()
    version: int = 0

    def kept_until(self, at: datetime) -> datetime:
        """Until when facts of that moment are kept whole: what was taken away under a former rule does not return."""
        days = min((self.kept_days, *(each.days for each in self.formerly if at < each.until)))
        return at + timedelta(days=days)


def changed_settings(before: ReportSettings, fields: Mapping[str, Any], now: datetime) -> ReportSettings:
    """The settings with these fields from now on."""
    after = replace(before, **fields)
    if after.kept_days == before.kept_days:
        return after
    former = (*before.formerly, FormerlyKept(before.kept_days, now))
    return replace(after, formerly=former[-MOST_FORMER:])


def checked_targets(targets: Mapping[str, int]) -> dict[str, int]:
    """Targets of figures that there are. Raises ``Invalid`` naming each that is not so."""
    wrong = WrongFields()
    for name, seconds in targets.items():
        with wrong:
            if name not in TIMED:
                raise Invalid.field(f"targets.{name}", f"one of {', '.join(TIMED)}")
            if not 1 <= seconds <= LONGEST_TARGET:
                raise Invalid.field(f"targets.{name}", f"1 to {LONGEST_TARGET:,} seconds")
    wrong.refuse()
    return dict(targets)


def checked_contact_days(days: int) -> int:
    """Days within which a return is about the same. Raises ``Invalid``."""
    if not 1 <= days <= MOST_CONTACT_DAYS:
        raise Invalid.field("contact_days", f"1 to {MOST_CONTACT_DAYS} days")
    return days


def checked_kept_days(days: int) -> int:
    """Days for which facts are kept. Raises ``Invalid``."""
    if not LEAST_KEPT <= days <= MOST_KEPT:
        raise Invalid.field("kept_days", f"{LEAST_KEPT} to {MOST_KEPT:,} days")
    return days
