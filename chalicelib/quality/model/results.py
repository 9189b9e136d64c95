"""What inspections come to in a month (F4): sums that an inspection is added to, and taken from again. Pure.

Adding is exact and in whole numbers, so sums do not depend on the order, and what is taken away again leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

ALL, AGENT, GROUP, PLAN, INSPECTOR = "all", "agent", "group", "plan", "inspector"
DIMENSIONS = (ALL, AGENT, GROUP, PLAN, INSPECTOR)
MOST_GROUPS = 20  # of one agent that results are kept for


class Contribution(msgspec.Struct, frozen=True):
    """What one inspection adds to its month (of the day it was submitted, on the desk's calendar).

    ``tenths``: the total in tenths of a point; ``criteria``: by ``<sheet>.<criterion>`` points given and possible;
    ``errors``: the fatal ones, named in the same way.
    """

    month: str
    agent_id: str
    plan_key: str
    inspector_id: str
    group_ids: tuple[str, ...] = ()
    tenths: int = 0
    passed: bool = False
    appealed: bool = False
    changed: bool = False
    criteria: Mapping[str, tuple[int, int]] = {}
    errors: tuple[str, ...] = ()

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Where it counts: dimension and key."""
        yield ALL, ALL
        yield AGENT, self.agent_id
        yield PLAN, self.plan_key
        yield INSPECTOR, self.inspector_id
        yield from ((GROUP, each) for each in self.group_ids[:MOST_GROUPS])


class Sums(msgspec.Struct, frozen=True):
    """``inspected`` sheets, their ``tenths`` together; how many ``passed``, had a ``fatal`` error, were ``appealed``
    against and ``changed``. ``criteria``: how often given, points given, points possible. ``errors``: how often."""

    inspected: int = 0
    tenths: int = 0
    passed: int = 0
    fatal: int = 0
    appealed: int = 0
    changed: int = 0
    criteria: Mapping[str, tuple[int, int, int]] = {}
    errors: Mapping[str, int] = {}

    @property
    def average(self) -> float | None:
        """The average total, 0 to 100; None of nothing."""
        return round(self.tenths / self.inspected / 10, 1) if self.inspected else None


NOTHING = Sums()


def sums_of(each: Contribution) -> Sums:
    """One inspection as sums."""
    criteria = {key: (1, given, possible) for key, (given, possible) in each.criteria.items()}
    return Sums(
        1,
        each.tenths,
        passed=int(each.passed),
        fatal=int(bool(each.errors)),
        appealed=int(each.appealed),
        changed=int(each.changed),
        criteria=criteria,
        errors=dict.fromkeys(each.errors, 1),
    )


def added(sums: Iterable[Sums]) -> Sums:
    """What these are together."""
    total = NOTHING
    for each in sums:
        total = plus(total, each)
    return total


def plus(sums: Sums, others: Sums, times: int = 1) -> Sums:
    """The sums with these added; ``times=-1``: taken away. What comes to nothing is not named."""
    names = ("inspected", "tenths", "passed", "fatal", "appealed", "changed")
    numbers = {name: getattr(sums, name) + times * getattr(others, name) for name in names}
    criteria = {
        key: _three(sums.criteria.get(key, _NONE), others.criteria.get(key, _NONE), times)
        for key in sorted({*sums.criteria, *others.criteria})
    }
    errors = {
        key: sums.errors.get(key, 0) + times * others.errors.get(key, 0)
        for key in sorted({*sums.errors, *others.errors})
    }
    return Sums(
        criteria={key: each for key, each in criteria.items() if each != _NONE},
        errors={key: each for key, each in errors.items() if each},
        **numbers,
    )


_NONE = (0, 0, 0)


def _three(own: tuple[int, int, int], others: tuple[int, int, int], times: int) -> tuple[int, int, int]:
    return own[0] + times * others[0], own[1] + times * others[1], own[2] + times * others[2]


def moved(before: Contribution | None, after: Contribution | None) -> dict[tuple[str, str, str], Sums]:
    """What is to be added to which sums (month, dimension, key) where an inspection counted ``before`` and counts
    ``after`` now; empty where that is the same."""
    changes: dict[tuple[str, str, str], Sums] = {}
    sides = [(each, times) for each, times in ((before, -1), (after, 1)) if each is not None]
    for each, times in sides if before != after else ():
        for dimension, key in each.places:
            place = (each.month, dimension, key)
            changes[place] = plus(changes.get(place, NOTHING), sums_of(each), times)
    return {place: sums for place, sums in changes.items() if sums != NOTHING}
