"""Complaints that come again: of one customer, or for one cause (D8). Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

MOST_COUNTED = 100  # of one customer or cause
MOST_NAMED = 10


class Repeats(msgspec.Struct, frozen=True):
    """What came before a complaint within the desk's days: how many of the same customer, how many for the same cause
    (0: so few that it says nothing), each counted up to a hundred, and the ``numbers`` of the last of them."""

    of_customer: int = 0
    of_cause: int = 0
    numbers: tuple[str, ...] = ()


class Before(msgspec.Struct, frozen=True):
    """A complaint of before, by its place in time, with its number."""

    place: str
    number: str


def repeats_in(customer: Sequence[Before], cause: Sequence[Before], most: int) -> Repeats | None:
    """What these say of the complaint that comes after them; None: nothing.

    ``most``: so many for one cause, this one among them, are nothing to speak of.
    """
    theirs = sorted(set(customer), key=lambda each: each.place, reverse=True)
    same = sorted(set(cause), key=lambda each: each.place, reverse=True) if len(cause) + 1 > most else []
    if not theirs and not same:
        return None
    numbers = dict.fromkeys(each.number for each in (*theirs, *same))
    return Repeats(len(theirs[:MOST_COUNTED]), len(same), tuple(numbers)[:MOST_NAMED])
