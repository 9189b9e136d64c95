"""Numbers that people can read out on the telephone: ``T-261128-0042`` is the 42nd of that day where the desk is."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

BLOCK = 20  # numbers that lie together
_FORM = re.compile(r"T-?(\d{6})-?(\d{4,7})")


def day_of(at: datetime, zone: str) -> str:
    """The day there, as numbers have it: ``261128``."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there.year % 100:02}{there.month:02}{there.day:02}"


def number_of(day: str, place: int) -> str:
    """The number of the ticket that is the ``place``-th of its day, from 1."""
    return f"T-{day}-{place:04}"


def read_number(text: str) -> tuple[str, int] | None:
    """Day and place of a number as people write it: in small letters, with spaces, without its dashes; None: it is
    none."""
    fitting = _FORM.fullmatch(re.sub(r"[\s‐-―−－]", "-", text.strip().upper()).replace("--", "-"))
    return (fitting[1], int(fitting[2])) if fitting is not None else None


def block_of(place: int) -> int:
    """In which block of its day a place is, from 0."""
    return (place - 1) // BLOCK


def hop(place: int, attempt: int, chance: float) -> int:
    """Where to try next when somebody else had this place: a little further, the wider the more often that was so."""
    return place + 1 + int(chance * min(2 ** (attempt + 1), 4 * BLOCK))
