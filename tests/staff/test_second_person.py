"""Penalties in money wait for a second person where the desk says so: once, and never for whom it concerns (F12)."""

from __future__ import annotations

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.reach import NotYours
from chalicelib.staff.model.entry import CORRECTED, PENDING, REFUSED, STANDING, Entry, EntryDecided
from chalicelib.staff.model.sums import OfKind
from chalicelib.staff.service import lists, own
from tests.crashes import Death, at_each_write
from tests.staff.stage import Stage, fine, praise
from tests.worlds import World, at_once


def test_what_waits_counts_for_nothing_and_its_agent_does_not_see_it(world: World) -> None:
    stage = Stage.opened(world, second_person=True, second_person_from=1000)

    waits, small, reward = stage.enter(fine(1000)), stage.enter(fine(999)), stage.enter(praise(1))

    assert [each.state for each in (waits, small, reward)] == [PENDING, STANDING, STANDING]
    assert stage.sums().kinds["fine"] == OfKind("penalty", 1, 0, {"CNY": 999})
    assert waits.entry_id not in stage.listed(stage.agent)
    assert stage.listed(stage.boss, "waiting") == [waits.entry_id]
    assert [to for what, to in stage.letters() if what == "staff_waits"] == [stage.boss.email, stage.second.email]
    with pytest.raises(NotYours):
        lists.read_entry(stage.desk, stage.world.now(stage.agent), waits.entry_id)
    with pytest.raises(NotYours):
        own.mark_seen(stage.desk, stage.caller(stage.agent), waits.entry_id)


def test_once_approved_it_stands_and_its_agent_hears_of_it(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    waits = stage.enter(fine(3000))

    after = stage.decide(waits)

    assert (after.state, stage.sums().money("CNY")) == (STANDING, -3000)
    assert stage.listed(stage.agent, "unseen") == [waits.entry_id]
    assert stage.letters()[-1] == ("staff_entry", stage.agent.email)
    assert stage.listed(stage.boss, "waiting") == []


def test_once_refused_it_never_stands_and_its_author_hears_why(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    waits = stage.enter(fine())
    with pytest.raises(Invalid):
        stage.decide(waits, "refused", " ")

    after = stage.decide(waits, "refused", "It was not their fault")

    assert (after.state, dict(stage.sums().kinds), stage.listed(stage.agent)) == (REFUSED, {}, [])
    assert stage.letters()[-1] == ("staff_refused", stage.leader.email)


def test_neither_its_author_nor_whom_it_is_about_nor_who_does_not_reach_them_approves(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    by_boss, about_second = stage.enter(fine(), by=stage.boss), stage.enter(fine(), by=stage.boss, about=stage.second)

    for entry, by in ((by_boss, stage.boss), (about_second, stage.second), (by_boss, stage.leader)):
        with pytest.raises(NotYours):
            stage.decide(entry, by=by)
    with pytest.raises(NotYours):
        stage.decide(about_second, "refused", "Mine", by=stage.second)
    taken_back = stage.decide(by_boss, "refused", "Mistyped", by=stage.boss)

    assert (stage.now(about_second).state, taken_back.state) == (PENDING, REFUSED)


def test_two_second_persons_at_once_decide_once(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    waits = stage.enter(fine(700))

    outcomes = at_once(
        [
            *(lambda: stage.decide(waits, by=stage.boss) for _ in range(3)),
            *(lambda: stage.decide(waits, "refused", "No", by=stage.second) for _ in range(3)),
        ]
    )

    done = [each for each in outcomes if isinstance(each, Entry)]
    assert len(done) == 1
    assert sum(isinstance(each, EntryDecided) for each in outcomes) == 5
    assert stage.sums().money("CNY") == (-700 if done[0].state == STANDING else 0)


def test_a_correction_that_waits_leaves_the_other_standing_until_it_is_approved(world: World) -> None:
    stage = Stage.opened(world, second_person=True)
    first = stage.enter(praise(3))

    refused = stage.correct(first, fine(100))
    between = (stage.sums().points, stage.now(first).state)
    stage.decide(refused, "refused", "No")
    free_again = stage.now(first)
    second = stage.correct(first, fine(200))
    stage.decide(second)

    assert between == (3, STANDING)
    assert (free_again.state, free_again.followed_by) == (STANDING, None)
    assert (stage.now(first).state, stage.now(first).followed_by) == (CORRECTED, second.entry_id)
    assert (stage.sums().points, stage.sums().money("CNY")) == (0, -200)


def test_dying_while_approving_changes_both_or_neither(world: World) -> None:
    stage = Stage.opened(world, second_person=True)

    def story(death: Death) -> None:
        before = stage.sums().money("CNY")
        first = stage.enter(praise(1))
        waits = stage.correct(first, fine(100))
        with death():
            stage.decide(waits)
        if stage.now(waits).state == PENDING:
            assert (stage.now(first).state, stage.sums().money("CNY")) == (STANDING, before)
            stage.decide(waits)
        assert (stage.now(first).state, stage.sums().money("CNY")) == (CORRECTED, before - 100)

    assert at_each_write(story) >= 1
