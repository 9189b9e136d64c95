"""Months are computed page by page, confirmed once, and stay as they are (F5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.performance import store
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.results import COUNTED, NOTHING, SHOWN, TOO_FEW
from chalicelib.performance.model.runs import DONE, DraftMoved, MonthNotOver
from chalicelib.performance.model.schemes import Grade, NoScheme
from chalicelib.performance.service import confirming, running
from chalicelib.performance.service.running import ForgetRun, Step
from chalicelib.staff.model.entry import Written
from chalicelib.staff.service import entering
from tests.crashes import Death, at_each_write
from tests.followups.stage import caller
from tests.performance.stage import NOVEMBER, OCTOBER, Office, by_hand, defined, liked, named, quick
from tests.worlds import World, at_once, counted


@pytest.fixture
def office(world: World) -> Office:
    return Office.founded(world)


def test_a_month_is_what_its_figures_are_worth_by_their_weights(office: Office) -> None:
    first, second, third = office.agents
    office.answered(first, 20, 40)
    office.rated(first, 4)
    office.answered(second, 20)
    office.counted()
    office.published(defined(quick(), liked(), formula="score * 10 + if(rank == 1, 5.5, 0)"))

    run = office.computed()

    result = office.result(first)
    assert [(each.value, each.sample, each.points, each.state) for each in result.lines] == [
        (30.0, 2, 75.0, COUNTED),
        (4.0, 1, 50.0, COUNTED),
    ]
    assert (result.score, result.place, result.of, result.bonus) == (65.0, 2, 2, 65_000)
    alone = office.result(second)
    assert [each.state for each in alone.lines] == [COUNTED, NOTHING]
    assert (alone.score, alone.place, alone.bonus) == (100.0, 1, 100_550)
    assert (office.result(third).score, office.result(third).place) == (None, None)
    assert (run.state, run.measured, run.placed) == (DONE, 6, 6)


def test_too_few_cases_are_not_counted_and_their_weight_is_the_others(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 60)
    office.rated(agent, 5, 5)
    office.counted()
    office.published(defined(quick(least_sample=2), liked(least_sample=2), formula="default(quick, 7)"))

    office.computed()

    result = office.result(agent)
    assert [(each.state, each.points) for each in result.lines] == [(TOO_FEW, 0.0), (COUNTED, 100.0)]
    assert (result.score, result.bonus) == (100.0, 700)


def test_what_is_entered_by_hand_counts_and_no_weight_is_only_shown(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    pay = by_hand("pay", floor=0.0, target=1.0)
    office.published(defined(quick(weight=50), by_hand(weight=50), pay, formula="pay_value * score / 100"))
    office.entered(agent, 50)
    office.entered(agent, 8000, key="pay")

    office.computed()

    result = office.result(agent)
    assert [each.state for each in result.lines] == [COUNTED, COUNTED, SHOWN]
    assert (result.score, result.bonus) == (75.0, 600_000)
    assert office.result(office.agents[1]).failure is None


def test_a_bonus_that_cannot_be_computed_says_why_and_where(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    office.published(defined(quick(), liked(), formula="100 / (100 - score)"))

    office.computed()

    failure = office.result(agent).failure
    assert failure is not None
    assert (failure.code, failure.position, office.result(agent).bonus) == ("division_by_zero", 4, None)


def test_a_grade_brings_its_base(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 28)
    office.counted()
    grades = (Grade("A", 90, 1000), Grade("B", 80, 500.5), Grade("C", 0, 0))
    office.published(defined(quick(), liked(), grades=grades, formula="base"))

    office.computed()

    result = office.result(agent)
    assert (result.score, result.grade, result.bonus) == (80.0, "B", 50_050)


def test_a_group_has_a_scheme_of_its_own_and_places_among_its_own(office: Office) -> None:
    office.answered(office.agents[0], 20)
    office.answered(office.other, 40)
    office.rated(office.other, 5)
    office.counted()
    office.published()
    office.published(defined(liked(weight=100)), scheme_id=office.group_of(office.other))

    office.computed()

    own = office.result(office.other)
    assert (own.scheme_id, own.score, own.place, own.of) == (office.group_of(office.other), 100.0, 1, 1)
    assert office.result(office.agents[0]).of == 1


def test_only_a_month_that_is_over_is_confirmed(office: Office) -> None:
    office.published(first_month=NOVEMBER)
    early = office.computed(NOVEMBER)

    with pytest.raises(MonthNotOver):
        office.confirmed(early)
    office.next_month()
    with pytest.raises(MonthNotOver):
        office.confirmed(early)
    late = office.computed(NOVEMBER)
    month = office.confirmed(late)

    assert month.confirmed is not None
    assert month.confirmed.run_id == late.run_id


def test_what_was_confirmed_stays_whatever_is_told_later(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    office.published()
    office.confirmed(office.computed())
    before = office.result(agent)

    office.answered(agent, 60, 60, 60)
    office.counted()
    running.refresh(office.world.desk)
    office.settle()
    frozen = office.result(agent)
    second = office.computed()
    drafted, still = office.result(agent, second), office.result(agent)
    office.confirmed(second, "Facts came late")

    assert frozen == before == still
    assert before.score == 100.0
    assert (drafted.score, office.result(agent)) == (25.0, drafted)
    revisions = office.month().revisions
    assert [(each.revision, each.reason) for each in revisions] == [(1, ""), (2, "Facts came late")]
    assert store.result(office.world.desk, revisions[0].run_id, agent.agent_id) == before


def test_a_correction_asks_for_a_reason(office: Office) -> None:
    office.published()
    office.confirmed(office.computed())
    again = office.computed()

    with pytest.raises(Invalid, match="reason"):
        office.confirmed(again, " ")

    assert len(office.month().revisions) == 1


def test_nothing_is_confirmed_that_was_not_looked_at(office: Office) -> None:
    office.published()
    first = office.computed()
    second = office.computed()

    with pytest.raises(DraftMoved):
        office.confirmed(first)
    office.entered(office.agents[0], 3)
    with pytest.raises(DraftMoved):
        office.confirmed(second)
    third = office.computed()
    office.published(defined(quick(weight=100)))
    with pytest.raises(DraftMoved):
        office.confirmed(third)

    assert office.month().revisions == ()
    assert office.confirmed(office.computed()).confirmed is not None


def test_confirmed_twice_and_at_once_is_once(office: Office) -> None:
    office.published()
    run = office.computed()

    answers = at_once([lambda: office.confirmed(run)] * 6)
    again = office.confirmed(run)

    assert {len(each.revisions) for each in (*answers, again)} == {1}
    assert len(office.month().revisions) == 1


def test_computed_at_once_is_one_run(office: Office) -> None:
    office.published()

    runs = at_once([lambda: running.compute(office.world.desk, OCTOBER, "Boss")] * 4)
    office.settle()

    assert len({each.run_id for each in runs}) == 1
    assert office.month().draft == runs[0].run_id


def test_a_month_without_a_scheme_is_not_computed(office: Office) -> None:
    office.published(first_month=NOVEMBER)

    with pytest.raises(NoScheme):
        running.compute(office.world.desk, OCTOBER, "Boss")

    assert running.refresh(office.world.desk) == [NOVEMBER]


def test_whoever_comes_late_to_a_step_writes_nothing(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    office.published()
    run = office.confirmed(office.computed()).revisions[0].run_id
    before = office.result(agent)
    office.answered(agent, 60)
    office.counted()

    for step in range(4):
        running.take_step(office.world.desk, Step(run, step))
    running.forget_run(office.world.desk, ForgetRun(run))

    assert office.result(agent) == before


def test_dying_anywhere_while_it_is_computed_and_confirmed_changes_nothing(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        office = Office.founded(new_world())
        agent = office.agents[0]
        office.answered(agent, 20, 40)
        office.counted()
        office.published(defined(quick(), liked(), formula="score"))

        with death():
            office.confirmed(office.computed())
        office.world.clock.forward(minutes=5)
        office.settle()
        month = office.month()
        if month.draft is None and month.confirmed is None:
            office.computed()
            month = office.month()
        assert (month.draft is None) != (month.confirmed is None)
        if month.draft is not None:
            confirming.confirm(office.world.desk, office.by, OCTOBER, month.draft)

        assert [each.revision for each in office.month().revisions] == [1]
        assert (office.result(agent).score, office.result(agent).bonus) == (75.0, 7_500)

    at_each_write(story, least=5)


def test_what_a_draft_was_followed_by_is_forgotten(office: Office) -> None:
    office.published()
    first = office.computed()
    second = office.computed()

    office.settle()

    assert store.run(office.world.desk, first.run_id) is None
    assert list(store.briefs(office.world.desk, first.run_id)) == []
    assert len(list(store.briefs(office.world.desk, second.run_id))) == 6


def test_a_run_that_a_confirmation_has_passed_is_forgotten(office: Office) -> None:
    office.published()
    draft = office.computed()
    passed = running.compute(office.world.desk, OCTOBER, "Boss")
    office.confirmed(draft)

    office.settle()

    assert passed.is_under_way
    assert store.run(office.world.desk, passed.run_id) is None
    assert list(store.briefs(office.world.desk, passed.run_id)) == []
    assert len(list(store.briefs(office.world.desk, draft.run_id))) == 6


def test_a_page_asks_as_often_however_many_there_are(office: Office) -> None:
    office.answered(office.agents[0], 20)
    office.counted()
    office.published()
    run = office.computed()
    few = _requests_of_steps(office)
    for _ in range(60):
        office.world.agent()

    many = _requests_of_steps(office)

    assert office.month().draft != run.run_id
    assert max(many) <= max(few) + 1 <= 9


def _requests_of_steps(office: Office) -> list[int]:
    running.compute(office.world.desk, OCTOBER, "Boss")
    run_id, numbers = office.month().running, list[int]()
    assert run_id is not None
    while (run := store.run(office.world.desk, run_id)) is not None and run.is_under_way:
        with counted() as requests:
            running.take_step(office.world.desk, Step(run_id, run.step))
        numbers.append(len(requests))
    office.settle()
    return numbers


def test_a_staff_file_counts_for_who_worked(office: Office) -> None:
    agent, idle = office.agents[0], office.agents[2]
    for each in office.agents[:2]:
        office.answered(each, 20)
    office.counted()
    fine, reward = Written("fine", "Late again", money=15_000), Written("reward", "Helped", points=4)
    for written in (fine, reward):
        entering.enter(office.world.desk, caller(office.now(office.admin)), agent.agent_id, written, written.kind_id)
    money = Indicator("money", named("Money"), "staff:money", 20, floor=-300.0, target=0.0)
    points = Indicator("points", named("Points"), "staff:points", 20, floor=0.0, target=8.0)
    office.published(defined(quick(), money, points), first_month=NOVEMBER)
    office.answered(agent, 20, at=office.world.clock())
    office.answered(office.agents[1], 20, at=office.world.clock())
    office.counted()

    office.computed(NOVEMBER)

    lines = office.result(agent, month=NOVEMBER).lines
    assert [(each.value, each.points) for each in lines] == [(20.0, 100.0), (-150.0, 50.0), (4.0, 50.0)]
    assert office.result(agent, month=NOVEMBER).score == 80.0
    assert office.result(office.agents[1], month=NOVEMBER).score == 80.0
    assert office.result(idle, month=NOVEMBER).score is None


def test_whoever_had_no_shift_is_not_paid_for_never_being_late(office: Office) -> None:
    agent = office.agents[0]
    office.answered(agent, 20)
    office.counted()
    late = Indicator("late", named("Late"), "attendance:late_times", 40, direction="lower", floor=5.0, target=0.0)
    office.published(defined(quick(), late))

    office.computed()

    assert [each.state for each in office.result(agent).lines] == [COUNTED, NOTHING]
