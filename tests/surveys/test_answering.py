"""An answer counts once, and a low one has its callback (D1, D2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core import limits
from chalicelib.core.audit import SYSTEM
from chalicelib.core.errors import LimitReached, NotFound, Unauthorized
from chalicelib.core.once import KeyReused
from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.followups.model.followup import CALLBACK, REACHED, FollowUpDone
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import access, calling
from chalicelib.knowledge.service import unsaid
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.surveys import service as surveys
from chalicelib.surveys.api import show_survey
from chalicelib.surveys.model.survey import AnsweredBefore, Survey, SurveyExpired
from chalicelib.surveys.service import answering, reading
from chalicelib.surveys.service.links import url_of
from chalicelib.surveys.service.reading import OPENED
from tests.surveys.shops import QUESTIONS, Shop, open_shop
from tests.worlds import World, counted


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto."""
    return open_shop(world)


def answer(shop: Shop, visitor: Any, survey: Survey, score: int, client_id: str = "1", **more: Any) -> Survey:
    return answering.answer(shop.desk, visitor, "demo", survey.survey_id, score=score, client_id=client_id, **more)


# --- once -----------------------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_an_answer_is_kept_and_the_same_request_again_is_answered_the_same(shop: Shop) -> None:
    visitor, survey = shop.asked()

    first, again = (answer(shop, visitor, survey, 4, comment="好", resolved=True) for _ in range(2))
    shop.world.clock.forward(hours=2)
    later = answer(shop, visitor, survey, 4, comment="好", resolved=True)

    assert first == again == later
    assert (later.answer, later.changeable_until) == (first.answer, first.changeable_until)
    assert shop.now(survey).version == 2


def test_abuse_in_an_answer_is_masked_for_agents_and_in_its_callback_where_the_plan_says_so(shop: Shop) -> None:
    unsaid.create_unsaid(shop.desk, SYSTEM, {"words": ["白痴"], "kind": "abusive"})
    shop.rules(questions=QUESTIONS)
    plain_visitor, plain = shop.asked()
    plans.update_plan(shop.desk, "demo", {"limits": {"mask_abuse": True}}, None)
    visitor, survey = shop.asked()

    for caller, each in ((plain_visitor, plain), (visitor, survey)):
        answer(shop, caller, each, 1, comment="白痴，太慢", answers={"wish": "别找白痴", "again": "no"})

    said = shop.now(survey)
    boss, nobody = shop.supervisor, shop.agent
    assert boss is not None
    hidden, told = (show_survey(said, shop.desk.now(), each) for each in (nobody, boss))
    assert show_survey(shop.now(plain), shop.desk.now(), nobody).masked is False
    assert hidden.answer is not None and told.as_written is not None and said.answer is not None
    assert (hidden.answer.comment, hidden.answer.answers) == ("***，太慢", {"wish": "别找***", "again": "no"})
    assert (hidden.masked, hidden.as_written, told.as_written.comment) == (True, None, said.answer.comment)
    assert access.find(shop.desk, callback_id_of(survey.about)).comment == "***，太慢"


def test_the_same_name_for_another_answer_is_refused(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 4)

    with pytest.raises(KeyReused):
        answer(shop, visitor, survey, 5)

    assert shop.now(survey).version == 2


def test_the_same_answer_under_another_name_changes_nothing(shop: Shop) -> None:
    visitor, survey = shop.asked()
    first = answer(shop, visitor, survey, 4, "one tab")

    second = answer(shop, visitor, survey, 4, "another tab")

    assert second == first == shop.now(survey)


def test_an_answer_can_be_changed_for_ten_minutes_and_the_first_request_comes_again_for_nothing(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 5, "1")
    shop.world.clock.forward(minutes=9)

    changed = answer(shop, visitor, survey, 4, "2")
    again = answer(shop, visitor, survey, 5, "1")

    assert again.answer is not None
    assert again.answer.score == 5
    assert shop.now(survey) == changed
    shop.world.clock.forward(minutes=1)
    with pytest.raises(AnsweredBefore) as refused:
        answer(shop, visitor, survey, 1, "3")
    assert (refused.value.status, refused.value.code) == (409, "survey_answered")


def test_an_answer_that_comes_too_late_is_refused_kindly(shop: Shop) -> None:
    visitor, survey = shop.asked()

    shop.world.clock.forward(days=7, minutes=1)

    with pytest.raises(SurveyExpired):
        answer(shop, visitor, survey, 5)
    assert shop.now(survey).answer is None


def test_what_was_asked_is_what_may_be_answered_whatever_the_plan_says_now(shop: Shop) -> None:
    shop.rules(questions=QUESTIONS, low_score=1)
    visitor, survey = shop.asked()
    shop.rules(low_score=5)

    answer(shop, visitor, survey, 3, answers={"speed": 2, "again": "no"}, reasons=["slow"])

    now = shop.now(survey)
    assert now.answer is not None
    assert now.answer.answers == {"speed": 2, "again": "no"}
    assert now.callback_id is None


def test_an_answer_takes_two_requests_in_the_widget_and_with_a_low_score_six(shop: Shop) -> None:
    visitor, survey = shop.asked()
    other, low = shop.asked()

    with counted() as high:
        answer(shop, visitor, survey, 5)
    with counted() as with_callback:
        answer(shop, other, low, 1)

    assert high.names == ["BatchGetItem", "TransactWriteItems"]
    assert len(with_callback) <= 6, with_callback.names
    assert shop.callback(low).score == 1


# --- whose ----------------------------------------------------------------------------------------------------------


def test_to_others_a_survey_does_not_exist(shop: Shop) -> None:
    _, survey = shop.asked()
    plans.create_plan(shop.desk, "other", {"name": "Other"})
    stranger = shop.world.visitor()

    for survey_id in (survey.survey_id, "srv_nothing", ""):
        with pytest.raises(NotFound):
            answering.answer(shop.desk, stranger, "demo", survey_id or "x", score=1, client_id="1")
        with pytest.raises(NotFound):
            reading.read_own(shop.desk, stranger, "demo", survey_id or "x")
    with pytest.raises(Unauthorized):
        reading.read_own(shop.desk, stranger, "other", survey.survey_id)
    assert shop.now(survey) == survey


# --- low scores -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_a_score_of_one_to_three_has_a_callback_in_the_same_moment(shop: Shop, score: int) -> None:
    visitor, survey = shop.asked(email="wang@example.com")

    answered = answer(shop, visitor, survey, score, comment="没有解决")

    if score > 3:
        assert answered.callback_id is None
        with pytest.raises(NotFound):
            access.find(shop.desk, callback_id_of(survey.survey_id))
        return
    callback = shop.callback(survey)
    assert answered.callback_id == callback.followup_id
    assert (callback.kind, callback.score, callback.comment) == ("callback", score, "没有解决")
    assert (callback.about, callback.visitor_id) == (survey.about, visitor.visitor_id)
    assert callback.email == "wang@example.com"
    assert shop.supervisor is not None
    assert callback.owner_id == shop.supervisor.agent_id
    assert answered.answered_at is not None
    assert callback.due_at - answered.answered_at == timedelta(hours=2)


def test_a_callback_may_be_due_by_working_time(shop: Shop) -> None:
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    plans.update_plan(shop.desk, "demo", {"hours": {"weekly": week}}, None)
    shop.rules(callback_time="working")
    visitor, survey = shop.asked()
    shop.world.clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday, 17:00 in Shanghai

    answer(shop, visitor, survey, 1)

    assert shop.callback(survey).due_at.replace(second=0, microsecond=0) == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_a_better_score_later_leaves_the_callback_and_tells_its_owner(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 1, "1", comment="慢")

    better = answer(shop, visitor, survey, 5, "2", comment="慢")
    shop.catch_up(minutes=1)

    callback = shop.callback(survey)
    assert better.callback_id == callback.followup_id
    assert callback.state == "open"
    assert callback.comment == "慢"
    assert ["from 1 to 5" in each.text for each in callback.remarks] == [True]


@pytest.mark.also_on_moto
def test_a_worse_score_later_opens_the_callback_once(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 5, "1")

    for number, score in enumerate((2, 5, 1, 1), 2):
        answer(shop, visitor, survey, score, str(number))

    now = shop.now(survey)
    assert now.callback_id == callback_id_of(survey.survey_id)
    assert shop.callback(survey).score == 1
    assert [each.text[-11:] for each in shop.callback(survey).remarks] == ["from 2 to 5", "from 5 to 1"]


def test_the_callback_shows_what_the_customer_added_within_the_ten_minutes(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 1, "1")

    more = {"comment": "三天没人理", "reasons": ["slow"], "resolved": False}
    with counted() as again:
        for client_id in ("2", "2", "3"):
            answer(shop, visitor, survey, 1, client_id, **more)

    callback = shop.callback(survey)
    assert (callback.score, callback.comment, callback.resolved) == (1, "三天没人理", False)
    assert [each["en"] for each in callback.reasons] == ["Slow to answer"]
    assert ["added a comment" in each.text for each in callback.remarks] == [True]
    assert again.names.count("PutItem") == 1  # the callback is written once


def test_while_there_is_nobody_to_call_back_the_callback_is_owed(world: World) -> None:
    shop = open_shop(world, supervisor=False)
    visitor, survey = shop.asked()

    answered = answer(shop, visitor, survey, 1)
    shop.catch_up(minutes=11)
    still = shop.now(survey).callback_id
    world.agent(role=SUPERVISOR)
    shop.catch_up(minutes=11)

    now = shop.now(survey)
    assert (answered.callback_id, still) == (None, None)
    assert now.callback_id == shop.callback(survey).followup_id
    assert answered.answered_at is not None
    assert shop.callback(survey).due_at - answered.answered_at == timedelta(hours=2)


def test_an_owed_callback_is_forgotten_when_the_score_becomes_a_good_one(world: World) -> None:
    shop = open_shop(world, supervisor=False)
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 1, "1")

    answer(shop, visitor, survey, 5, "2")
    world.agent(role=SUPERVISOR)
    shop.catch_up(minutes=11)

    assert shop.now(survey).callback_id is None


def test_what_became_of_the_callback_is_known_to_the_survey(shop: Shop) -> None:
    visitor, survey = shop.asked()
    answer(shop, visitor, survey, 1)
    assert shop.supervisor is not None

    call = RecordCall("solved", "1", "done")
    calling.record_call(shop.desk, shop.supervisor, callback_id_of(survey.survey_id), call)

    now = shop.now(survey)
    assert (now.callback_in_time, now.callback_reached) == (True, True)
    assert now.callback_done_at is not None


def test_the_end_of_somebody_elses_callback_changes_nothing(shop: Shop) -> None:
    _, survey = shop.asked()

    for callback_id in (callback_id_of(survey.survey_id), "flw_nothing"):
        done = FollowUpDone(callback_id, CALLBACK, survey.about, REACHED, in_time=True)
        answering.note_callback_done(shop.desk, done)

    assert shop.now(survey) == survey


# --- how often ------------------------------------------------------------------------------------------------------


def test_one_survey_is_answered_over_and_over_so_many_times_only(shop: Shop) -> None:
    visitor, survey = shop.asked()
    for number in range(30):
        answer(shop, visitor, survey, 4 + number % 2, f"c{number}")

    with pytest.raises(LimitReached) as refused:
        answer(shop, visitor, survey, 4, "c30")
    again = answer(shop, visitor, survey, 5, "c29")

    assert refused.value.extra == {"limit": "rate", "counted_by": "visitor"}
    assert again.answer is not None and again.answer.score == 5


def test_pages_of_surveys_are_opened_so_often_from_one_address_only(shop: Shop) -> None:
    _, survey = shop.asked()
    token = url_of(shop.desk, survey).rpartition("/")[2]
    for _ in range(OPENED.most):
        limits.spend_now(shop.desk, OPENED, "address", limits.pseudonym(shop.desk, "192.0.2.7"))

    with pytest.raises(LimitReached):
        surveys.by_token(shop.desk, token, "192.0.2.7")
    elsewhere = surveys.by_token(shop.desk, token, "192.0.2.8")

    assert elsewhere.survey_id == survey.survey_id
