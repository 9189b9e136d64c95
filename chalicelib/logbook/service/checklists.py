"""Check lists, as those who lead keep them, and the moments at which a check of one is due (B8).

Each list plans its own next check, in the transaction that opens the one before, or that changes the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.once import Once
from chalicelib.core.text import Id, checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.checks import opened
from chalicelib.logbook.model.records import LONGEST_LINE, Line, Version, checked_words
from chalicelib.logbook.model.schedules import (
    LONGEST,
    LONGEST_HOW,
    LONGEST_POINT,
    MOST_LISTS,
    MOST_POINTS,
    MOST_TIMES,
    SHORTEST,
    WEEK,
    CheckList,
    Clock,
    Point,
    PointForm,
    checked_times,
    checked_weekdays,
    due_after,
    passed_between,
)
from chalicelib.logbook.service.checking import MissCheck
from chalicelib.logbook.service.reach import group_in, logs_of, refuse_unled
from chalicelib.logbook.service.saving import once_only, read, remember
from chalicelib.logbook.store import records, schedules
from chalicelib.people import service as people

MOST_PASSED = 1_000
SCHEDULE = ("times", "weekdays", "archived")

Points = Annotated[tuple[PointForm, ...], msgspec.Meta(min_length=1, max_length=MOST_POINTS)]
Times = Annotated[tuple[Clock, ...], msgspec.Meta(max_length=MOST_TIMES)]
Weekdays = Annotated[tuple[int, ...], msgspec.Meta(max_length=WEEK)]
Within = Annotated[int, msgspec.Meta(ge=SHORTEST, le=LONGEST)]
Every = Annotated[int, msgspec.Meta(ge=15, le=1_440)]


class MakeCheckList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``times`` on the desk's clock, or ``every_minutes`` from ``first`` to ``last``; ``weekdays``: Monday is 0."""

    group_id: Id
    name: Line
    points: Points
    times: Times = ()
    every_minutes: Every | None = None
    first: Clock | None = None
    last: Clock | None = None
    weekdays: Weekdays = (0, 1, 2, 3, 4, 5, 6)
    minutes: Within = 30


class ChangeCheckList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``version``: the one that was read, if that matters."""

    name: Line | None = None
    points: Points | None = None
    times: Times | None = None
    weekdays: Weekdays | None = None
    minutes: Within | None = None
    archived: bool | None = None
    version: Version | None = None


class TooManyLists(Conflict):
    """A group has so many already."""

    code = "too_many_lists"
    title = "No more check lists"


class OpenCheck(Due, frozen=True):
    """A list is due; void once it is due at another time."""

    kind = "logbook.open_check"

    list_id: str
    due_at: datetime


def list_check_lists(desk: Desk, caller: people.Caller, group_id: str | None) -> Sequence[CheckList]:
    """Those of one's groups, or of this one, the newest first; a query for each and a request for each hundred."""
    names = [f"list#{each}" for each in logs_of(caller.agent, group_id)]
    places = records.places(desk, names, None, MOST_LISTS * len(names) or 1)
    return records.several(desk, [records.about(each) for each in places])


def next_of(desk: Desk, checklist: CheckList) -> datetime | None:
    """When it is due next; one read."""
    return None if checklist.archived else schedules.next_of(desk, checklist.list_id)


def make_check_list(
    desk: Desk, caller: people.Caller, form: MakeCheckList, once: Once | None, request_id: str = ""
) -> CheckList:
    """A new list, whose first check is planned; written to the audit log. Raises ``Invalid`` with the fields,
    ``NotYours``, ``GroupArchived``, ``TooManyLists``, ``KeyReused``."""

    def act() -> CheckList:
        group = group_in(desk, form.group_id)
        refuse_unled(desk, caller.agent, group.group_id)
        if records.number_in(desk, f"list#{group.group_id}", MOST_LISTS) == MOST_LISTS:
            raise TooManyLists(f"at most {MOST_LISTS} for a group")
        checklist = _made(desk, form)
        tx = Transaction(desk)
        remember(tx, once, checklist.list_id)
        records.put(tx, None, checklist)
        _plan(tx, checklist, None, due_after(checklist, desk.now(), people.read_desk(desk).time_zone))
        told = {"name": checklist.name, "group_id": checklist.group_id}
        audit.note(tx, caller.by(request_id), "make_check_list", checklist.list_id, after=told)
        tx.commit()
        return checklist

    return once_only(desk, CheckList, once, act)


def _made(desk: Desk, form: MakeCheckList) -> CheckList:
    wrong, held = WrongFields(), dict[str, Any]()
    with wrong:
        held["name"] = checked_line("name", form.name, longest=LONGEST_LINE)
    with wrong:
        held["points"] = _points(desk, form.points, {})
    with wrong:
        held["times"] = checked_times(form.times, form.every_minutes, form.first, form.last)
    with wrong:
        held["weekdays"] = checked_weekdays(form.weekdays)
    wrong.refuse()
    return CheckList(desk.new_id("lst"), form.group_id, minutes=form.minutes, created_at=desk.now(), **held)


def _points(desk: Desk, points: Sequence[PointForm], known: Mapping[str, Point]) -> tuple[Point, ...]:
    wrong, held = WrongFields(), dict[str, Point]()
    for number, each in enumerate(points):
        with wrong:
            text = checked_line(f"points.{number}.text", each.text, longest=LONGEST_POINT)
            how = checked_words(f"points.{number}.how", each.how, LONGEST_HOW)
            name = str(each.point_id) if each.point_id in known else desk.new_id("pnt")
            if name in held:
                raise Invalid.field(f"points.{number}.point_id", "each once")
            held[name] = Point(name, text, how)
    wrong.refuse()
    return tuple(held.values())


def change_check_list(
    desk: Desk, caller: people.Caller, list_id: str, form: ChangeCheckList, request_id: str = ""
) -> CheckList:
    """Other points, times or people; its next check is planned anew. Written to the audit log. Raises ``NotFound``,
    ``NotYours``, ``Invalid``, ``ChangedMeanwhile``."""
    first = read(desk, CheckList, list_id)
    refuse_unled(desk, caller.agent, first.group_id)
    races.refuse_older(form.version, first)
    known = {each.point_id: each for each in first.points}
    fields = races.fields_in(
        form,
        {
            "name": lambda value: checked_line("name", value, longest=LONGEST_LINE),
            "points": lambda value: _points(desk, value, known),
            "times": lambda value: checked_times(value, None, None, None),
            "weekdays": checked_weekdays,
        },
        without={"version"},
    )
    zone = people.read_desk(desk).time_zone

    def save(before: CheckList, after: CheckList) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        records.put(tx, before, after)
        if any(getattr(before, each) != getattr(after, each) for each in SCHEDULE):
            _plan(tx, after, schedules.next_of(desk, list_id), due_after(after, desk.now(), zone))
        told = {name: msgspec.to_builtins(getattr(after, name)) for name in fields}
        audit.note(tx, caller.by(request_id), "change_check_list", list_id, after=told)
        tx.commit()

    def change() -> CheckList:
        held = read(desk, CheckList, list_id)
        return races.change(desk, held if held.version != first.version else first, fields, put, save)

    def put(held: CheckList) -> CheckList:
        return replace(held, **fields)

    return races.again(desk, change, schedules.NextMoved)


def _plan(tx: Transaction, checklist: CheckList, before: datetime | None, after: datetime | None) -> None:
    """Add to the transaction: it is due then, and opened then."""
    if before == after and before is not None:
        return
    schedules.put_next(tx, checklist.list_id, before, after)
    if after is not None:
        work.put(tx, OpenCheck(checklist.list_id, after), at=after)


def open_check(desk: Desk, due: OpenCheck) -> None:
    """A check of the list is due now, and the next one is planned. Four requests. Twice is once.

    Where the desk stood still for longer, the people have their full time from now, and what was due meanwhile is one
    check that says how many were passed over.
    """
    checklist = records.find(desk, CheckList, due.list_id)
    if checklist is None or checklist.archived:
        return
    now, zone = desk.now(), people.read_desk(desk).time_zone
    until = max(due.due_at, now) + timedelta(minutes=checklist.minutes)
    passed = passed_between(checklist, due.due_at, now, zone, MOST_PASSED)
    check_id = f"chk_{checklist.list_id.partition('_')[2]}_{times.digits(due.due_at)}"
    tx = Transaction(desk)
    following = due_after(checklist, max(due.due_at, now), zone)
    schedules.put_next(tx, checklist.list_id, due.due_at, following)
    records.put(tx, None, opened(checklist, check_id, due.due_at, until, passed))
    work.put(tx, MissCheck(check_id), at=until)
    if following is not None:
        work.put(tx, OpenCheck(checklist.list_id, following), at=following)
    try:
        tx.commit()
    except (schedules.NextMoved, records.RecordMoved):
        return  # it was opened before, or is due at another time by now
