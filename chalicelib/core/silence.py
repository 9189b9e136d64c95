"""When the store could not be read: what was not heard of meanwhile may have been there all the same.

Noted by whoever looks for due work, in the memory of this process alone, and without a request.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from chalicelib.core.desk import Desk

KEPT = "silence"
GOES_ON = timedelta(minutes=3)  # between two looks in vain, if nobody has read anything since


class Silence(msgspec.Struct, frozen=True):
    """From the first look in vain to the last one. ``is_over``: something was read since."""

    since: datetime
    until: datetime
    is_over: bool = False


def last(desk: Desk) -> Silence | None:
    """The last one, as far as this process knows."""
    known: Silence | None = desk.kept.get(KEPT)
    return known


def note(desk: Desk, *, is_silent: bool) -> None:
    """All of a look was in vain, or something of it was read."""
    before, now = last(desk), desk.now()
    if not is_silent:
        if before is not None and not before.is_over:
            desk.kept[KEPT] = msgspec.structs.replace(before, is_over=True)
        return
    goes_on = before is not None and not before.is_over and now - before.until <= GOES_ON
    desk.kept[KEPT] = Silence(before.since if before is not None and goes_on else now, now)
