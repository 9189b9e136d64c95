"""Attempts are drawn, timed, kept and scored exactly; what is right is told to nobody before they are over (F11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.training.api.attempt_views import show_attempt
from chalicelib.training.model.attempts import (
    FAILED,
    JUDGING,
    PASSED,
    RUNNING,
    Attempt,
    AttemptOver,
    Judgement,
    LessonsUnseen,
    NothingToJudge,
    NoTriesLeft,
    TooSoon,
    TypingNotBegun,
    TypingOver,
)
from chalicelib.training.model.quizzes import Question
from chalicelib.training.model.scoring import distance, measured, total, worth
from chalicelib.training.service import access, attempting, learning, lists
from chalicelib.training.service.lists import Asked
from tests.crashes import Death, at_each_write
from tests.training.stage import FREE, MULTIPLE, ORDERING, PASSAGE, SINGLE, TYPING, Stage, choice, course
from tests.worlds import World, at_once, counted

LETTERS = "abcd"


def test_an_attempt_is_one_however_often_it_is_begun(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.see(course_id)

    attempts = at_once([lambda: stage.start(course_id) for _ in range(5)])

    assert len({each.attempt_id for each in attempts}) == 1


def test_the_quiz_comes_after_the_lessons(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))

    with pytest.raises(LessonsUnseen):
        stage.start(course_id)
    stage.see(course_id)

    assert stage.start(course_id).state == RUNNING


def test_what_is_right_is_in_nothing_that_is_shown_before_it_is_over(world: World) -> None:
    stage = Stage.opened(world)
    secret = choice("single", "b", note="Because b is the answer")
    course_id = stage.publish(course(secret, ORDERING, FREE))
    stage.see(course_id)
    attempt = stage.start(course_id)
    version = access.version_of(stage.desk, course_id, 1)

    shown = show_attempt(attempt, version, world.now(stage.agent), stage.desk.now())
    text = msgspec.json.encode(shown).decode()

    assert all(each.right is None and each.note == "" and each.mark is None for each in shown.questions)
    assert attempt.seed not in text and "Because" not in text and "apology" not in text
    ids = [each.option_id for question in shown.questions for each in question.options]
    assert not set(ids) & set(LETTERS)


def test_each_attempt_has_an_order_of_its_own_and_keeps_it(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, MULTIPLE, ORDERING, tries=0))
    stage.see(course_id)
    orders = set()
    for _ in range(8):
        attempt = stage.start(course_id)
        version = access.version_of(stage.desk, course_id, 1)
        views = [show_attempt(attempt, version, world.now(stage.agent), stage.desk.now()) for _ in range(2)]
        orders.add(tuple(each.question_id for each in views[0].questions))
        assert views[0].questions == views[1].questions
        stage.submit(attempt)

    assert len(orders) > 1


def test_answers_are_scored_by_their_weights_in_exact_fractions(world: World) -> None:
    stage = Stage.opened(world)
    thirds = choice("multiple", "abc", weight=1)
    course_id = stage.publish(course(SINGLE, thirds, pass_mark=97))
    stage.see(course_id)
    attempt = stage.start(course_id)

    stage.answer(attempt, SINGLE, ["a"])
    stage.answer(attempt, SINGLE, ["b"])
    stage.answer(attempt, thirds, ["a", "b"])
    after = stage.submit(attempt)

    assert after.fraction == (10 + Fraction(2, 3)) / 11
    assert after.state == FAILED  # 96.97 is not 97


def test_it_is_handed_in_once_and_what_came_too_late_is_not_taken(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, MULTIPLE, minutes=10))
    stage.see(course_id)
    attempt = stage.start(course_id)
    stage.answer(attempt, SINGLE, SINGLE.right)

    world.clock.at = attempt.deadline + timedelta(seconds=1)
    with pytest.raises(AttemptOver):
        stage.answer(attempt, MULTIPLE, MULTIPLE.right)
    ended = at_once([lambda: stage.submit(attempt) for _ in range(4)])

    assert {(each.score, each.late, each.ended_at) for each in ended} == {("1/2", True, attempt.deadline)}
    assert len(lists.list_attempts(stage.desk, world.now(stage.agent), Asked("own"))[0]) == 1


def test_the_clock_hands_in_what_is_there(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, minutes=10))
    stage.see(course_id)
    attempt = stage.start(course_id)
    stage.answer(attempt, SINGLE, SINGLE.right)

    stage.run(minutes=11)

    assert stage.find(attempt).state == PASSED
    assert ("training_result", stage.agent.email) in stage.letters()


def test_tries_are_bounded_and_wait_and_are_counted_anew_by_an_order(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, tries=2, wait_hours=1))
    stage.fails(course_id)

    with pytest.raises(TooSoon):
        stage.start(course_id)
    stage.run(hours=2)
    stage.fails(course_id)
    stage.run(hours=2)
    with pytest.raises(NoTriesLeft):
        stage.start(course_id)
    stage.order(course_id)

    assert stage.start(course_id).state == RUNNING


def test_words_are_judged_by_who_leads_and_never_by_oneself(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, FREE, pass_mark=80))
    for each in (stage.agent, stage.leader):
        stage.see(course_id, by=each)
    attempt, own = stage.start(course_id), stage.start(course_id, by=stage.leader)
    for each, by in ((attempt, stage.agent), (own, stage.leader)):
        stage.answer(each, SINGLE, SINGLE.right, by=by)
        stage.answer(each, FREE, text="I am sorry", by=by)
        stage.submit(each, by=by)
    waits = stage.find(attempt).state

    with pytest.raises(NotYours):
        stage.judge(own, 100)
    judged = stage.judge(attempt, 60)
    with pytest.raises(NothingToJudge):
        stage.judge(attempt, 70)

    assert (waits, judged.state, judged.fraction) == (JUDGING, PASSED, Fraction(8, 10))
    assert stage.letters().count(("training_result", stage.agent.email)) == 1
    assert ("training_waits", stage.leader.email) in stage.letters()


def test_judging_names_what_does_not_hold(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(FREE))
    stage.see(course_id)
    attempt = stage.start(course_id)
    stage.answer(attempt, FREE, text="x")
    stage.submit(attempt)

    for judgements in ({}, {FREE.question_id: Judgement(101)}, {"other": Judgement(5)}):
        with pytest.raises(Invalid):
            attempting.judge(stage.desk, stage.caller(stage.boss), attempt.attempt_id, judgements)


def test_an_attempt_keeps_the_version_it_began_with(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.see(course_id)
    attempt = stage.start(course_id)

    stage.publish(course(choice("single", "c")), course_id=course_id)
    stage.answer(attempt, SINGLE, ["b"])

    assert stage.submit(attempt).state == PASSED
    assert learning.read_course(stage.desk, world.now(stage.agent), course_id).seen == frozenset()


def test_a_passage_is_typed_once_between_two_moments_of_the_desk(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(TYPING))
    stage.see(course_id)
    attempt = stage.start(course_id)
    agent = world.now(stage.agent)
    told = (stage.desk, agent, attempt.attempt_id, TYPING.question_id)

    with pytest.raises(TypingNotBegun):
        attempting.end_typing(*told, PASSAGE, 1)
    attempting.begin_typing(*told)
    attempting.begin_typing(*told)
    world.clock.forward(seconds=30)
    typed = attempting.end_typing(*told, PASSAGE, 3)  # says 3 seconds, was 30
    attempting.end_typing(*told, PASSAGE, 3)
    with pytest.raises(TypingOver):
        attempting.end_typing(*told, PASSAGE + "!", 3)

    measure = typed.answers[TYPING.question_id].typed
    assert measure is not None and measure.accuracy == 100 and measure.speed == int(len(PASSAGE) * 2) - 1
    assert stage.submit(attempt).state == PASSED


def test_whoever_pastes_is_not_measured() -> None:
    pasted = measured(PASSAGE, PASSAGE, 0.2, 1.0)

    assert not pasted.measured and worth(TYPING, (), pasted) == 0


def test_a_course_without_a_quiz_is_passed_with_its_last_lesson(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course())

    at_once([lambda: stage.see(course_id) for _ in range(4)])

    mine = learning.read_mine(stage.desk, world.now(stage.agent))
    assert [each.course_id for each in mine.certificates] == [course_id]
    assert len(lists.list_certificates(stage.desk, world.now(stage.agent), Asked("own"))[0]) == 1


def test_handing_in_survives_dying_at_each_write(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, tries=0))

    def story(death: Death) -> None:
        stage.see(course_id)
        attempt = stage.start(course_id)
        stage.answer(attempt, SINGLE, SINGLE.right)
        with death():
            stage.submit(attempt)
        after = stage.submit(attempt)
        held = [each.attempt_id for each in learning.read_mine(stage.desk, world.now(stage.agent)).certificates]
        assert after.state == PASSED and held == [attempt.attempt_id]

    at_each_write(story)


def test_an_answer_costs_three_requests_and_a_hand_in_few(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.see(course_id)
    attempt, agent = stage.start(course_id), world.now(stage.agent)

    with counted() as answering:
        attempting.answer(stage.desk, agent, attempt.attempt_id, SINGLE.question_id, (), "")
        attempting.answer(stage.desk, agent, attempt.attempt_id, SINGLE.question_id, (), "")
    with counted() as submitting:
        attempting.submit(stage.desk, agent, attempt.attempt_id)
    with counted() as looking:
        learning.read_mine(stage.desk, agent)

    assert (len(answering), len(submitting), len(looking)) <= (6, 12, 7)
    assert len(answering) <= 6 and len(submitting) <= 12 and len(looking) <= 7


@given(st.permutations(LETTERS), st.sets(st.sampled_from(LETTERS)))
def test_no_answer_is_worth_more_than_all_or_less_than_nothing(order: Sequence[str], some: set[str]) -> None:
    worths = [worth(ORDERING, order, None), worth(MULTIPLE, sorted(some), None), worth(SINGLE, sorted(some), None)]

    assert all(0 <= each <= 1 for each in worths)
    assert (worths[0] == 1) == (tuple(order) == ORDERING.right)
    assert (worths[1] == 1) == (some == set(MULTIPLE.right))


@given(st.lists(st.integers(1, 100), min_size=1, max_size=9))
def test_all_right_is_exactly_all(weights: list[int]) -> None:
    quiz = course(*[choice("single", "b", weight=each) for each in weights]).quiz
    assert quiz is not None
    questions = [msgspec.structs.replace(each, question_id=f"q{n}") for n, each in enumerate(quiz.questions)]
    quiz = msgspec.structs.replace(quiz, questions=tuple(questions))

    assert total(quiz, {each.question_id: Fraction(1) for each in questions}) == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_distance_of_texts_is_one_however_they_are_put(first: str, second: str) -> None:
    assert distance(first, second) == distance(second, first) <= max(len(first), len(second))
    assert (distance(first, second) == 0) == (first == second)


def test_questions_are_of_a_kind_that_is_known() -> None:
    assert worth(Question("q", "other"), ("a",), None) == 0


def test_what_was_typed_is_never_written_over_by_an_answer(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(TYPING))
    stage.see(course_id)
    attempt, agent = stage.start(course_id), world.now(stage.agent)
    told = (stage.desk, agent, attempt.attempt_id, TYPING.question_id)
    attempting.begin_typing(*told)
    world.clock.forward(seconds=30)
    attempting.end_typing(*told, PASSAGE, 30)

    with pytest.raises(Invalid):
        attempting.answer(*told, (), "Something else")

    assert stage.submit(attempt).state == PASSED


def test_what_is_to_be_typed_is_shown_once_the_clock_runs(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(TYPING))
    stage.see(course_id)
    attempt, agent = stage.start(course_id), world.now(stage.agent)
    version = access.version_of(stage.desk, course_id, 1)

    def passage(held: Attempt, viewer: Agent) -> str:
        return show_attempt(held, version, viewer, stage.desk.now()).questions[0].passage

    begun = attempting.begin_typing(stage.desk, agent, attempt.attempt_id, TYPING.question_id)

    assert [passage(attempt, agent), passage(begun, agent), passage(attempt, stage.leader)] == ["", PASSAGE, PASSAGE]
    assert passage(stage.submit(attempt), agent) == PASSAGE
