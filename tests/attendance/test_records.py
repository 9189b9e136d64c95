"""Records of shifts say what the facts say, whenever and however often these are told (B8)."""

from __future__ import annotations

import itertools
import random

import pytest

from chalicelib.attendance import store
from chalicelib.attendance.model.measuring import Said
from chalicelib.attendance.model.records import DROPPED, OVER, PLANNED, NotOverYet
from chalicelib.attendance.model.sums import NOTHING, sums_of
from chalicelib.attendance.service import exporting, lists, sums
from chalicelib.attendance.service.sums import Whose
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.people.service.agents import update_agent
from chalicelib.people.service.desk import update_desk
from tests.attendance.stage import A_DAY, MONTH, NEXT, Stage, days
from tests.crashes import Death, at_each_write
from tests.shifts.stage import MONDAY, at
from tests.worlds import World, at_once, counted

TUESDAY = MONDAY + A_DAY


def worked(world: World) -> Stage:
    """ann had an early shift on Tuesday, came at twenty past nine and stayed until six; it is evening."""
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    stage.roster.go_to(at(TUESDAY, 19), ticks=False)
    stage.was(at(TUESDAY, 9, 20), at(TUESDAY, 12))
    stage.was(at(TUESDAY, 12), at(TUESDAY, 12, 30), "break")
    stage.was(at(TUESDAY, 12, 30), at(TUESDAY, 18), "busy")
    stage.roster.settle()
    return stage


def test_a_published_shift_has_a_record_which_is_measured_once_it_is_over(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    planned = stage.record(TUESDAY)

    stage.was(at(TUESDAY, 9, 20), at(TUESDAY, 12))
    stage.roster.go_to(at(TUESDAY, 17, 9))
    waits = stage.record(TUESDAY).state
    stage.roster.go_to(at(TUESDAY, 17, 30))
    record = stage.record(TUESDAY)

    assert (planned.state, waits, record.state) == (PLANNED, PLANNED, OVER)
    assert record.figures is not None
    assert (record.figures.late, record.figures.early, record.figures.online) == (20, 300, 160)
    assert stage.sums() == sums_of([record])
    assert (stage.sums().shifts, stage.sums().late_times, stage.sums().over) == (1, 1, 0)


def test_somebody_really_there_is_measured_by_what_their_console_says(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    stage.roster.go_to(at(TUESDAY, 9, 30), ticks=False)
    stage.roster.settle()

    caller = world.online(stage.ann)
    for _ in range(60):
        world.clock.forward(minutes=1)
        people.beat(stage.desk, people.Caller(world.now(stage.ann), caller.session_id))
        stage.roster.settle()
    world.online(stage.ann, "offline")
    stage.roster.go_to(at(TUESDAY, 17, 30), ticks=False)
    stage.roster.settle()

    figures = stage.record(TUESDAY).figures
    assert figures is not None
    assert (figures.late, figures.early) == (30, 389)
    assert 59 <= figures.online <= 60


def test_who_is_still_there_is_measured_before_that_is_told(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    stage.roster.go_to(at(TUESDAY, 16, 30), ticks=False)
    stage.roster.settle()

    caller = world.online(stage.ann)
    for _ in range(45):
        world.clock.forward(minutes=1)
        people.beat(stage.desk, people.Caller(world.now(stage.ann), caller.session_id))
        stage.roster.settle()

    record = stage.record(TUESDAY)
    assert record.figures is not None
    assert (record.state, record.figures.late, record.figures.early) == (OVER, 450, 0)


def test_what_is_told_late_twice_and_in_any_order_is_counted_once(world: World) -> None:
    stage = worked(world)
    first = stage.record(TUESDAY)

    for _ in range(2):
        stage.was(at(TUESDAY, 12, 30), at(TUESDAY, 18), "busy")
        stage.was(at(TUESDAY, 9, 20), at(TUESDAY, 12))
    at_once([lambda: stage.was(at(TUESDAY, 9, 20), at(TUESDAY, 12)) for _ in range(6)])

    assert first.figures is not None
    assert (first.figures.late, first.figures.overtime, first.figures.over) == (20, 60, 30)
    assert stage.record(TUESDAY).figures == first.figures
    assert stage.sums() == sums_of([first])


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_the_same_facts_comes_to_the_same(world: World, seed: int) -> None:
    stage, chance = Stage(world), random.Random(seed)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    hours = [9, 10, 11, 13, 15, 17]
    told = [*hours, *chance.choices(hours, k=3)]
    chance.shuffle(told)

    for number, hour in enumerate(told):
        if number == seed:
            stage.roster.go_to(at(TUESDAY, 23), ticks=False)
            stage.roster.settle()
        stage.was(at(TUESDAY, hour, 10), at(TUESDAY, hour, 50))

    figures = stage.record(TUESDAY).figures
    assert figures is not None
    assert (figures.late, figures.early, figures.online, figures.overtime) == (10, 70, 200, 40)


def test_a_changed_roster_has_it_measured_anew(world: World) -> None:
    stage = worked(world)

    stage.publish(stage.ann, (TUESDAY, stage.late), week=MONDAY)
    moved = stage.record(TUESDAY)
    stage.publish(stage.ann, week=MONDAY)

    assert (moved.plan.name, moved.state) == ("Late", PLANNED)  # it runs until nine
    assert (stage.records(), stage.sums()) == ([], NOTHING)


def test_what_is_published_once_it_is_over_is_no_absence(world: World) -> None:
    stage = Stage(world)
    stage.roster.go_to(at(TUESDAY, 19), ticks=False)

    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    absent = stage.records()
    stage.was(at(TUESDAY, 9), at(TUESDAY, 17), agent=stage.ben)
    stage.publish(stage.ben, (TUESDAY, stage.early), week=MONDAY)

    assert (absent, stage.sums()) == ([], NOTHING)
    assert stage.sums(stage.ben).online == 480


def test_leave_excuses_also_when_it_is_approved_later_or_cancelled(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    stage.roster.go_to(at(TUESDAY + A_DAY, 9), ticks=False)
    stage.roster.settle()

    absent = stage.record(TUESDAY).figures
    request = stage.decide(stage.ask(days(TUESDAY, kind_id="sick")))
    stage.roster.settle()
    on_leave = stage.record(TUESDAY).figures
    stage.cancel(request, "They were seen at the beach", by=stage.leader)
    stage.roster.settle()
    after = stage.record(TUESDAY).figures

    assert absent is not None
    assert on_leave is not None
    assert (absent.absent, absent.missed, on_leave.absent, on_leave.leave) == (True, 480, False, 480)
    assert after == absent
    assert (stage.sums().absent, stage.sums().leave) == (1, 0)


def test_a_correction_counts_and_what_was_found_stays(world: World) -> None:
    stage = worked(world)

    record = stage.correct(Said(came_at=at(TUESDAY, 9)), day=TUESDAY)
    stage.was(at(TUESDAY, 18), at(TUESDAY, 18, 30))
    later = stage.record(TUESDAY)
    back = stage.correct(Said(), "It was another day", day=TUESDAY)

    assert record.found is not None
    assert record.figures is not None
    assert (record.found.late, record.figures.late) == (20, 0)
    assert later.figures is not None
    assert (later.figures.late, later.figures.overtime, later.said) == (0, 90, record.said)
    assert back.figures == back.found
    assert [each.reason for each in back.corrections] == ["The line was down", "It was another day"]
    assert (stage.sums().late, stage.sums().corrected) == (20, 1)
    assert stage.letters()[0] == ("attendance_corrected", stage.ann.email)


def test_nobody_corrects_their_own_or_beyond_their_reach_or_unseen(world: World) -> None:
    stage = worked(world)
    stage.publish(stage.leader, (TUESDAY, stage.early), week=MONDAY)

    with pytest.raises(NotYours):
        stage.correct(Said(excused=True), day=TUESDAY, about=stage.leader)
    for by in (stage.ann, stage.ben, stage.outsider):
        with pytest.raises(NotYours):
            stage.correct(Said(excused=True), day=TUESDAY, by=by)
    with pytest.raises(ChangedMeanwhile):
        stage.correct(Said(excused=True), day=TUESDAY, version=stage.record(TUESDAY).version - 1)
    with pytest.raises(NotFound):
        stage.correct(Said(excused=True), day=MONDAY)
    stage.publish(stage.ben, (NEXT, stage.early))
    with pytest.raises(NotOverYet):
        stage.correct(Said(excused=True), day=NEXT, about=stage.ben)

    assert stage.record(TUESDAY).corrections == ()


@pytest.mark.parametrize(
    ("instead", "reason", "field"),
    [
        (Said(came_at=at(TUESDAY, 18)), "x", "came_at"),
        (Said(went_at=at(TUESDAY, 8)), "x", "went_at"),
        (Said(went_at=at(NEXT, 8)), "x", "went_at"),
        (Said(at(TUESDAY, 12), at(TUESDAY, 11)), "x", "went_at"),
        (Said(), " \u200b", "reason"),
        (Said(), "\ud800", "reason"),
        (Said(), "x" * 501, "reason"),
    ],
)
def test_a_correction_that_does_not_hold_is_refused(world: World, instead: Said, reason: str, field: str) -> None:
    stage = worked(world)

    with pytest.raises(Invalid, match=field):
        stage.correct(instead, reason, day=TUESDAY)

    assert stage.record(TUESDAY).corrections == ()


def test_the_same_correction_twice_and_two_at_once(world: World) -> None:
    stage = worked(world)
    once = Once.of("c", "same", None)

    at_once([lambda: stage.correct(Said(excused=True), day=TUESDAY, once=once) for _ in range(4)])
    version = stage.record(TUESDAY).version
    outcomes = at_once([lambda: stage.correct(Said(), "x", day=TUESDAY, version=version) for _ in range(4)])

    assert len(stage.record(TUESDAY).corrections) == 2
    assert sum(isinstance(each, ChangedMeanwhile) for each in outcomes) == 3


def test_a_corrected_shift_that_is_planned_no_more_is_kept_and_counts_for_nothing(world: World) -> None:
    stage = worked(world)
    stage.correct(Said(excused=True), day=TUESDAY)

    stage.publish(stage.ann, week=MONDAY)
    dropped, nothing = stage.record(TUESDAY), stage.sums()
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)

    assert (dropped.state, len(dropped.corrections), nothing) == (DROPPED, 1, NOTHING)
    assert stage.record(TUESDAY).said == Said(excused=True)
    assert stage.sums().shifts == 1


def test_lists_are_within_reach(world: World) -> None:
    stage = worked(world)
    reader = {name: world.now(getattr(stage, name)) for name in ("ann", "ben", "leader", "outsider", "boss")}
    ann = stage.ann.agent_id

    for name in ("leader", "boss"):
        found, _ = lists.day_of_group(stage.desk, reader[name], stage.group_id, str(TUESDAY))
        assert [(whose.agent_id, record.plan.day) for whose, record in found] == [(ann, TUESDAY)]
        assert ann in [each.agent.agent_id for each in sums.list_sums(stage.desk, reader[name], Whose(MONTH))[1]]
    assert len(lists.days_of(stage.desk, reader["leader"], ann, MONTH)[1]) == 1
    for name in ("ben", "outsider"):
        with pytest.raises(NotYours):
            lists.days_of(stage.desk, reader[name], ann, MONTH)
        with pytest.raises(PermissionNeeded):
            lists.day_of_group(stage.desk, reader[name], stage.group_id, str(TUESDAY))
        with pytest.raises(PermissionNeeded):
            sums.list_sums(stage.desk, reader[name], Whose(MONTH, group_id=stage.group_id))
        theirs = sums.list_sums(stage.desk, reader[name], Whose(MONTH))[1]
        assert [each.agent.agent_id for each in theirs] == [reader[name].agent_id]
    own = sums.list_sums(stage.desk, reader["ann"], Whose("", ann))[1]
    group = sums.list_sums(stage.desk, reader["leader"], Whose(MONTH, group_id=stage.group_id))[1]
    assert [each.sums.shifts for each in own] == [1]
    assert {each.agent.agent_id for each in group} == {ann, stage.ben.agent_id}


def test_a_month_as_a_file_has_no_formula(world: World) -> None:
    stage = worked(world)
    update_agent(stage.desk, stage.ann.agent_id, UpdateAgent(name="=HYPERLINK(0)"))

    part = exporting.part_of(stage.desk, world.now(stage.leader), Whose(MONTH), "zh-CN")

    lines = part.text.removeprefix("\ufeff").split("\r\n")
    assert lines[0].startswith('"月份","工号","姓名","班次数"')
    assert any('"\'=HYPERLINK(0)",1,480,' in each for each in lines)
    assert part.following is None


def test_sums_that_are_wrong_are_mended(world: World) -> None:
    stage = worked(world)
    right, spot = stage.sums(), (stage.ann.agent_id, MONTH)
    tx = Transaction(stage.desk)
    store.write_cell(tx, spot, store.cells(stage.desk, [spot])[spot], NOTHING)
    tx.commit()

    done = [sums.recount(stage.desk, By("agt_1", "Mei"), MONTH)[1] for _ in range(2)]

    assert (stage.sums(), done) == (right, [1, 0])


def test_dying_at_any_write_the_next_try_finds_it_as_it_is(world: World) -> None:
    stage, numbers = Stage(world), itertools.count()

    def story(death: Death) -> None:
        week = MONDAY + 7 * A_DAY * next(numbers)
        day, month = week + A_DAY, str(week + A_DAY)[:7]
        stage.publish(stage.ann, (day, stage.early), week=week)
        stage.roster.go_to(at(day, 23), ticks=False)
        stage.roster.settle()
        with death():
            stage.was(at(day, 9), at(day, 12))
        stage.was(at(day, 9), at(day, 12))
        record = stage.record(day)
        assert record.figures is not None
        assert record.figures.online == 180
        with death():
            stage.correct(Said(went_at=at(day, 17)), day=day)
        assert stage.sums(month=month) == sums_of(stage.records(month=month))

    assert at_each_write(story, least=2) >= 2


def test_a_thousand_agents_cost_no_more_than_a_few(world: World) -> None:
    stage = worked(world)
    ids = [stage.ann.agent_id, *(f"agt_{number}" for number in range(999))]

    with counted() as asked:
        found = sums.sums_of(stage.desk, ids, MONTH)
    with counted() as told:
        stage.was(at(TUESDAY, 18), at(TUESDAY, 18, 30))
    with counted() as elsewhere:
        stage.was(at(NEXT, 9), at(NEXT, 10), agent=stage.ben)
    with counted() as day:
        lists.day_of_group(stage.desk, world.now(stage.leader), stage.group_id, str(TUESDAY))

    assert (len(found), len(asked)) == (1000, 10)
    assert len(told) <= 12, told.names
    assert len(elsewhere) == 2, elsewhere.names
    assert len(day) <= 6, day.names


def test_a_desk_that_moves_to_another_zone_measures_by_its_new_clock(world: World) -> None:
    stage = Stage(world)
    stage.publish(stage.ann, (TUESDAY, stage.early), week=MONDAY)
    update_desk(stage.desk, name=None, seats=None, time_zone="Europe/Berlin")

    stage.roster.go_to(at(TUESDAY, 17, 30), ticks=False)
    stage.roster.settle()
    then = stage.record(TUESDAY)
    stage.roster.go_to(at(TUESDAY, 17, 30, "Europe/Berlin"), ticks=False)
    stage.roster.settle()

    assert then.state == PLANNED
    assert then.plan.until == at(TUESDAY, 17, 0, "Europe/Berlin")
    assert stage.record(TUESDAY).state == OVER
