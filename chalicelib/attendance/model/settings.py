"""What a desk says of leave and attendance (B8): kinds, who approves how much, what is let pass. Pure."""

from __future__ import annotations

import msgspec

from chalicelib.attendance.model.kinds import A_DAY, SHIPPED, LeaveKind
from chalicelib.core.errors import Invalid

MOST_LONG = 400 * A_DAY


class Settings(msgspec.Struct, frozen=True):
    """``leader_minutes``: leave longer than this is for whoever may approve long leave (a day counts as 480).
    ``back_days``: how many days ago leave may have begun that is asked for.

    ``tolerance_minutes``: so late, or so early, is in time; ``break_tolerance_minutes``: so much longer is a break as
    planned; ``overtime_from``: minutes after a shift that are none yet. ``version`` counts the changes.
    """

    kinds: tuple[LeaveKind, ...] = SHIPPED
    leader_minutes: int = 3 * A_DAY
    back_days: int = 7
    tolerance_minutes: int = 5
    break_tolerance_minutes: int = 5
    overtime_from: int = 30
    version: int = 0

    def kind(self, kind_id: str) -> LeaveKind | None:
        """The kind of this id."""
        return next((each for each in self.kinds if each.kind_id == kind_id), None)


BOUNDS = {
    "leader_minutes": (0, MOST_LONG),
    "back_days": (0, 60),
    "tolerance_minutes": (0, 120),
    "break_tolerance_minutes": (0, 120),
    "overtime_from": (0, 480),
}


def checked_number(name: str, number: int) -> int:
    """A number of the settings. Raises ``Invalid``."""
    least, most = BOUNDS[name]
    if not least <= number <= most:
        raise Invalid.field(name, f"{least} to {most}")
    return number
