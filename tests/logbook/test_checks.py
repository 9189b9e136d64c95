"""Checks that are due: once at each of their times, filled by whoever is first, or missed and told of once (B8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.logbook.model.checks import DONE, DUE, MISSED, FindingForm
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.model.schedules import CheckList, checked_times, due_after, passed_between
from chalicelib.logbook.service import checking, checklists
from chalicelib.logbook.service.checking import FillCheck
from chalicelib.logbook.service.checklists import ChangeCheckList, OpenCheck, TooManyLists
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from tests.crashes import Death, at_each_write
from tests.logbook.stage import Stage
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def test_a_check_is_due_at_its_time_and_whoever_fills_it_first_has_done_it(stage: Stage) -> None:
    stage.checklist()
    before = stage.checks()

    stage.forward(minutes=61)
    (check,) = stage.checks()
    done = stage.fill(check, fault="One is dead", key="k")
    again = stage.fill(check, fault="One is dead", key="k")

    assert before == [] and check.state == DUE
    assert (done.state, done.late, len(done.faults)) == (DONE, False, 1)
    assert again == done
    with pytest.raises(DutyOver):
        stage.fill(check, stage.colleague)
    assert stage.checks() == [] and [each.check_id for each in stage.checks("faults")] == [check.check_id]


def test_of_two_who_fill_at_the_same_moment_one_has_done_it(atomic_world: World) -> None:
    stage = Stage.set(atomic_world)
    checklist = stage.checklist()
    due_at = checklists.next_of(stage.desk, checklist) or checklist.created_at
    checklists.open_check(stage.desk, OpenCheck(checklist.list_id, due_at))
    (check,) = stage.checks()

    results = at_once([partial(stage.fill, check, each) for each in (stage.agent, stage.colleague)])

    assert sorted(type(each).__name__ for each in results) == ["Check", "DutyOver"]


def test_what_nobody_fills_reaches_the_leader_once_and_is_late_when_it_is_filled(stage: Stage) -> None:
    stage.checklist()

    stage.forward(minutes=130)
    (missed,) = stage.checks("missed")
    late = stage.fill(missed)

    assert missed.state == MISSED and late.state == DONE and late.late
    assert stage.told("check_missed") == [stage.leader.email]
    assert [each.check_id for each in stage.checks("missed")] == [late.check_id], "it stays known that it was missed"


def test_a_finding_is_asked_for_at_each_point_and_a_fault_says_what_it_is(stage: Stage) -> None:
    stage.checklist()
    stage.forward(minutes=61)
    (check,) = stage.checks()
    first, second = (each.point_id for each in check.points)
    findings = {first: FindingForm(ok=False, text=" \u200b "), "nowhere": FindingForm(ok=True)}

    with pytest.raises(Invalid) as refusal:
        checking.fill_check(stage.desk, stage.now(stage.agent), check.check_id, FillCheck(findings), None)

    assert {each.field for each in refusal.value.errors} == {
        f"findings.{first}",
        f"findings.{second}",
        "findings.nowhere",
    }


def test_who_is_in_another_group_neither_sees_nor_fills_it(stage: Stage) -> None:
    checklist = stage.checklist()
    stage.forward(minutes=61)
    (check,) = stage.checks()

    assert stage.checks(agent=stage.technician) == []
    with pytest.raises(NotYours):
        stage.fill(check, stage.technician)
    with pytest.raises(NotYours):
        checking.list_checks(stage.desk, stage.now(stage.technician), "all", checklist.group_id, None)
    with pytest.raises(PermissionNeeded):
        stage_change(stage, checklist, by_agent=True, name="Mine")


def stage_change(stage: Stage, checklist: CheckList, *, by_agent: bool = False, **fields: object) -> CheckList:
    by = stage.agent if by_agent else stage.leader
    form = msgspec.convert(fields, ChangeCheckList)
    return checklists.change_check_list(stage.desk, stage.caller(by), checklist.list_id, form)


def test_another_time_is_the_next_one_and_an_archived_list_is_due_no_more(stage: Stage) -> None:
    checklist = stage.checklist()

    stage_change(stage, checklist, times=["17:30"])
    stage.forward(minutes=91)
    once = len(stage.checks("all"))
    stage_change(stage, checklist, archived=True)
    stage.forward(days=2)

    assert once == 1, "at half past five, and not at six as well"
    assert len(stage.checks("all")) == 1
    assert checklists.next_of(stage.desk, stage_change(stage, checklist)) is None


def test_while_the_desk_stands_still_nothing_piles_up_and_the_people_have_their_full_time(stage: Stage) -> None:
    checklist = stage.checklist(times=[], every_minutes=60, first="00:00", last="23:00")

    stage.world.clock.forward(hours=30)
    stage.settle()
    (check,) = stage.checks("all")
    stage.forward(minutes=61)

    assert check.state == DUE and check.passed_over == 29
    assert check.until - stage.world.clock.at > timedelta(minutes=checklist.minutes) - timedelta(minutes=63)
    assert len(stage.checks("all")) == 2


def test_a_check_comes_once_wherever_the_work_dies_and_however_often_it_runs(stage: Stage) -> None:
    lists = iter(stage.checklist(name=f"Round {number}") for number in range(99))

    def story(death: Death) -> None:
        checklist = next(lists)
        due = OpenCheck(checklist.list_id, checklists.next_of(stage.desk, checklist) or checklist.created_at)
        with death():
            checklists.open_check(stage.desk, due)
        checklists.open_check(stage.desk, due)
        checklists.open_check(stage.desk, due)

        mine = [each for each in stage.checks("all") if each.list_id == checklist.list_id]
        assert len(mine) == 1
        assert checklists.next_of(stage.desk, checklist) == due.due_at + timedelta(days=1)
        stage_change(stage, checklist, archived=True)

    assert at_each_write(story) == 1


def test_a_thousand_checks_are_read_a_page_at_a_time(stage: Stage) -> None:
    checklist = stage.checklist(times=["18:00"])
    stage.forward(minutes=61)
    with counted() as few:
        stage.checks("all")
    for number in range(60):
        due = checklists.next_of(stage.desk, checklist) or checklist.created_at
        stage.world.clock.at = due + timedelta(minutes=number)
        checklists.open_check(stage.desk, OpenCheck(checklist.list_id, due))

    with counted() as many:
        page, more = checking.list_checks(stage.desk, stage.now(stage.agent), "all", None, None)
    rest = page
    seen = [each for _, each in page]
    while more:
        rest, more = checking.list_checks(stage.desk, stage.now(stage.agent), "all", None, rest[-1][0])
        seen += [each for _, each in rest]

    assert len(page) == 25 and len(few) == len(many) == 3, "the reader themselves, a query and a batch"
    assert len({each.check_id for each in seen}) == len(seen) == 61


def test_a_group_has_so_many_lists_and_no_more(stage: Stage) -> None:
    for number in range(50):
        stage.checklist(name=f"Round {number}")

    with pytest.raises(TooManyLists):
        stage.checklist()


@pytest.mark.parametrize(
    "fields",
    [
        {"times": []},
        {"times": ["18:00", "18:00"]},
        {"times": ["18:00"], "every_minutes": 60},
        {"times": [], "every_minutes": 15},
        {"times": [], "every_minutes": 60, "first": "10:00", "last": "09:00"},
        {"weekdays": []},
        {"weekdays": [7]},
        {"weekdays": [1, 1]},
        {"name": "a\nb"},
        {"points": [{"text": "\u200b"}]},
    ],
)
def test_a_list_that_could_not_be_meant_is_refused_by_field(stage: Stage, fields: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        stage.checklist(**fields)

    assert refusal.value.errors


ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
moments = st.integers(1_735_689_600, 1_830_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(
    after=moments,
    zone=st.sampled_from(ZONES),
    times=st.sets(st.sampled_from([f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 15, 30)])),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
)
def test_the_next_time_is_the_first_that_the_clock_shows_there(
    after: datetime, zone: str, times: set[str], weekdays: set[int]
) -> None:
    checklist = CheckList("l", "g", "n", (), tuple(sorted(times)), tuple(sorted(weekdays)), 30, after)

    found = due_after(checklist, after, zone)

    if not times:
        assert found is None
        return
    assert found is not None and found > after
    local = found.astimezone(ZoneInfo(zone))
    assert local.weekday() in weekdays
    minute = after.replace(second=0, microsecond=0) + timedelta(minutes=15 - after.minute % 15)
    while minute < found:  # an oracle that looks at each quarter of an hour
        there = minute.astimezone(ZoneInfo(zone))
        shown = f"{there:%H:%M}" in times and there.weekday() in weekdays and not there.fold
        assert not shown, f"{there} was passed over"
        minute += timedelta(minutes=15)
    assert passed_between(checklist, after, found, zone, 10) >= 1


def test_every_so_many_minutes_is_a_list_of_times() -> None:
    assert checked_times((), 90, "08:00", "12:30") == ("08:00", "09:30", "11:00", "12:30")
