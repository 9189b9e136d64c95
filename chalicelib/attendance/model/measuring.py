"""What was planned against what was (B8): one shift, and how its agent was there. Pure.

A shift is looked at in its surroundings: from the end of the one before it (four hours at most) to the beginning of the
one after it (eight hours at most). What is excused by leave is not asked for: the rest is what they had to be there
for, from its first moment to its last. Within that they were late if they came after its beginning, early if they went
before its end, absent if they were not there at all. What lies after the end of the shift is overtime, once it is long
enough. Every figure is whole minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.attendance.model.settings import Settings
from chalicelib.core import times
from chalicelib.people.model.attendance import AWAY
from chalicelib.shifts.model.roster import OnDuty, RealPause
from chalicelib.shifts.model.stretches import Stretch, both, merged, without

BEFORE, AFTER = timedelta(hours=4), timedelta(hours=8)
MINUTE = timedelta(minutes=1)
ONLINE, BUSY, BREAK = "online", "busy", "break"


class Piece(msgspec.Struct, frozen=True, order=True):
    """Somebody was this from then until then, as their console and they said."""

    since: datetime
    until: datetime
    status: str


class Plan(msgspec.Struct, frozen=True):
    """A published shift, in real time; ``number``: which of that day's in that group. ``pauses``: from when until
    when, and whether they are paid."""

    group_id: str
    day: date
    number: int
    since: datetime
    until: datetime
    name: str = ""
    color: str = ""
    pauses: tuple[RealPause, ...] = ()

    @property
    def place(self) -> str:
        """What it is called among an agent's."""
        return place_of(self.day, self.group_id, self.number)


def place_of(day: date, group_id: str, number: int) -> str:
    """What a shift's record is called among an agent's; the names are in the order of days."""
    return f"day#{times.stored(day)}#{group_id}#{number}"


class Surroundings(msgspec.Struct, frozen=True):
    """When the shift before ends and the one after begins (None: none is near); leave that was approved."""

    before: datetime | None = None
    after: datetime | None = None
    leaves: tuple[Stretch, ...] = ()


class Said(msgspec.Struct, frozen=True):
    """What a correction says instead of what was found: when they came and went (None: as it was found), and whether
    nothing is held against them."""

    came_at: datetime | None = None
    went_at: datetime | None = None
    excused: bool = False


AS_FOUND = Said()


class Figures(msgspec.Struct, frozen=True):
    """Minutes, but for ``absent`` and the moments. ``planned``: of working time, without unpaid breaks; ``leave``: of
    the shift that is excused; ``online``, ``busy``, ``paused``: of the shift; ``gone``: of what they had to be there
    for, outside of planned breaks, in which they were nowhere. ``allowed``: of breaks that were planned, ``over``: of
    breaks beyond them. ``missed``: planned time of a shift that they did not come to."""

    first_at: datetime | None = None
    last_at: datetime | None = None
    planned: int = 0
    leave: int = 0
    online: int = 0
    busy: int = 0
    paused: int = 0
    gone: int = 0
    allowed: int = 0
    over: int = 0
    late: int = 0
    early: int = 0
    absent: bool = False
    missed: int = 0
    overtime: int = 0


def measured(
    plan: Plan, pieces: Iterable[Piece], around: Surroundings, settings: Settings, instead: Said = AS_FOUND
) -> Figures:
    """What it comes to."""
    shift = [(plan.since, plan.until)]
    left, right = plan.since - BEFORE, plan.until + AFTER
    window = [(max(left, around.before or left), min(right, around.after or right))]
    there = apart(pieces)
    leave = both(merged(around.leaves), shift)
    required = without(shift, leave)
    unpaid = both(merged((each.since, each.until) for each in plan.pauses if not each.paid), shift)
    pauses = both(merged((each.since, each.until) for each in plan.pauses), required)
    of = {
        status: both([(each.since, each.until) for each in there if each.status == status], window)
        for status in (ONLINE, BUSY, BREAK)
    }
    present = merged([*of[ONLINE], *of[BUSY], *of[BREAK]])
    first, last = _ends(present, required, instead)
    working = without(required, unpaid)
    paused, allowed = minutes(both(of[BREAK], required)), minutes(pauses)
    figures = Figures(
        first,
        last,
        minutes(without(shift, unpaid)),
        minutes(without(leave, unpaid)),
        minutes(both(of[ONLINE], shift)),
        minutes(both(of[BUSY], shift)),
        minutes(both(of[BREAK], shift)),
        0,
        allowed,
    )
    if not required:
        return _with_overtime(figures, plan, of, window, settings, instead)
    is_there = bool(both(present, required)) or instead.came_at is not None or instead.went_at is not None
    if not is_there:
        missed = 0 if instead.excused else minutes(working)
        return msgspec.structs.replace(figures, absent=not instead.excused, missed=missed)
    begins, ends = required[0][0], required[-1][1]
    late = minutes([(begins, first)]) if first is not None and first > begins else 0
    early = minutes([(last, ends)]) if last is not None and last < ends else 0
    over = paused - allowed if paused > allowed + settings.break_tolerance_minutes else 0
    stayed = both(without(required, pauses), [(first or begins, last or ends)])
    figures = msgspec.structs.replace(
        figures,
        gone=0 if instead != AS_FOUND else minutes(without(stayed, present)),
        over=0 if instead.excused else over,
        late=late if late > settings.tolerance_minutes and not instead.excused else 0,
        early=early if early > settings.tolerance_minutes and not instead.excused else 0,
    )
    return _with_overtime(figures, plan, of, window, settings, instead)


def _ends(
    present: Sequence[Stretch], required: Sequence[Stretch], instead: Said
) -> tuple[datetime | None, datetime | None]:
    """When they came and went: of what lies around and in the shift; whoever came and went before it was not there."""
    begins = required[0][0] if required else None
    there = [each for each in present if begins is None or each[1] > begins]
    first = there[0][0] if there else None
    ends = required[-1][1] if required else None
    stayed = [each for each in there if ends is None or each[0] < ends]
    last = stayed[-1][1] if stayed else None
    if not stayed:
        first = None
    return instead.came_at or first, instead.went_at or last


def _with_overtime(
    figures: Figures,
    plan: Plan,
    of: dict[str, list[Stretch]],
    window: Sequence[Stretch],
    settings: Settings,
    instead: Said,
) -> Figures:
    """Work after the end of the shift; where a correction says when they went, until then."""
    later = [(plan.until, window[0][1])] if plan.until < window[0][1] else []
    worked = both(merged([*of[ONLINE], *of[BUSY]]), later)
    if instead.went_at is not None:
        worked = both([(plan.until, instead.went_at)], later) if instead.went_at > plan.until else []
    number = minutes(worked)
    return msgspec.structs.replace(figures, overtime=number if number >= max(settings.overtime_from, 1) else 0)


def apart(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in order, none over another: of what was told twice the first counts. Who was away was nowhere."""
    made: list[Piece] = []
    end: datetime | None = None
    for each in sorted(pieces):
        since = max(each.since, end) if end is not None else each.since
        if since < each.until and each.status != AWAY:
            made.append(Piece(since, each.until, each.status))
        end = max(each.until, end) if end is not None else each.until
    return made


def plans_of(spans: Iterable[OnDuty]) -> list[Plan]:
    """Published shifts as plans, in order of time."""
    made: list[Plan] = []
    numbers: dict[tuple[str, date], int] = {}
    for each in sorted(spans, key=lambda each: (each.since, each.until, each.group_id)):
        number = numbers.get((each.group_id, each.day), 0)
        numbers[each.group_id, each.day] = number + 1
        made.append(Plan(each.group_id, each.day, number, each.since, each.until, each.name, each.color, each.pauses))
    return made


def neighbours(plan: Plan, plans: Iterable[Plan]) -> tuple[datetime | None, datetime | None]:
    """When the shift before it ends, and when the one after it begins."""
    others = [each for each in plans if each.place != plan.place]
    before = max((each.until for each in others if each.until <= plan.since), default=None)
    return before, min((each.since for each in others if each.since >= plan.until), default=None)


def minutes(stretches: Iterable[Stretch]) -> int:
    """How many whole minutes they are, all together."""
    return int(sum((until - since for since, until in stretches), timedelta()) / MINUTE)
