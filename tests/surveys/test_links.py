"""Letters with a link: to whom, when, how often; and what a link is worth (D1)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import links
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.plans import store
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import SurveyClosed, SurveyExpired
from chalicelib.surveys.service import answering
from chalicelib.surveys.service.links import Expire, Remind, SendLink, expire, remind, send_link, url_of
from tests.surveys.shops import Shop, open_shop
from tests.worlds import World, at_once

SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto."""
    return open_shop(world)


def token_of(shop: Shop, url: str) -> str:
    assert url.startswith(f"{shop.desk.settings.public_url}/s/")
    return url.rpartition("/")[2]


# --- when -----------------------------------------------------------------------------------------------------------


def test_whoever_did_not_answer_in_the_widget_gets_the_link_when_its_time_is_over(shop: Shop) -> None:
    _, survey = shop.asked(email="wang@example.com", mobile="+8613800138000")

    shop.catch_up(minutes=9)
    early = shop.letters()
    shop.catch_up(minutes=2)

    (letter,) = shop.letters()
    assert early == []
    assert (letter.channel, letter.to, letter.about) == ("email", "wang@example.com", survey.survey_id)
    assert letter.words["url"] == url_of(shop.desk, survey)
    assert letter.words["plan"] == "Demo"
    assert letter.words["agent"] == shop.agent.name
    assert letter.words["expires"] == "Mon 30 Nov, 17:00"
    assert shop.now(survey).linked_at is not None


def test_whoever_has_no_e_mail_address_gets_it_by_sms(shop: Shop) -> None:
    shop.asked(mobile="+8613800138000")

    shop.catch_up(minutes=11)

    assert [(each.channel, each.to) for each in shop.letters()] == [("sms", "+8613800138000")]


def test_an_address_that_is_learnt_within_the_minutes_serves(shop: Shop) -> None:
    visitor, _ = shop.asked()

    shop.reach(visitor, email="late@example.com")
    shop.catch_up(minutes=11)

    assert [each.to for each in shop.letters()] == ["late@example.com"]


def test_nobody_is_written_to_who_answered_or_cannot_be_reached(shop: Shop) -> None:
    visitor, survey = shop.asked(email="wang@example.com")
    _, unknown = shop.asked()

    answering.answer(shop.desk, visitor, "demo", survey.survey_id, score=5, client_id="1")
    shop.hours(200, step=10)

    assert shop.letters() == []
    assert [shop.now(each).state for each in (survey, unknown)] == ["answered", "expired"]


def test_one_reminder_goes_to_whoever_got_the_link_and_is_silent(shop: Shop) -> None:
    _, survey = shop.asked(email="wang@example.com")

    shop.hours(23)
    first = len(shop.letters())
    shop.hours(3)
    second = len(shop.letters())
    shop.hours(200, step=10)

    assert (first, second, len(shop.letters())) == (1, 2, 2)
    now = shop.now(survey)
    assert now.state == "expired"
    assert now.linked_at and now.reminded_at
    assert now.asked_at < now.linked_at < now.reminded_at < now.expires_at


def test_whoever_answers_by_the_link_is_not_reminded(shop: Shop) -> None:
    shop.asked(email="wang@example.com")
    shop.catch_up(minutes=11)
    token = token_of(shop, shop.letters()[0].words["url"])

    surveys.answer_by_token(shop.desk, token, score=4, client_id="page")
    shop.hours(200, step=10)

    assert len(shop.letters()) == 1


def test_the_reminder_says_that_it_is_one(shop: Shop) -> None:
    shop.asked(email="wang@example.com")

    shop.hours(30)

    first, reminder = shop.letters()
    assert (first.what, reminder.what) == ("survey_link", "survey_reminder")
    assert first.words["url"] == reminder.words["url"]
    assert first.subject != reminder.subject and "reminder" in reminder.subject.lower()


def test_a_plan_of_before_that_leaves_no_time_for_a_reminder_sends_none(shop: Shop) -> None:
    before = plans.read_plan(shop.desk, "demo")
    tx = Transaction(shop.desk)
    hasty = SurveyRules(expire_after_days=1, remind_after_hours=48)
    store.put(tx, replace(before, survey=hasty, version=before.version + 1), before=before)
    tx.commit()
    shop.asked(email="wang@example.com")

    shop.hours(100, step=10)

    assert len(shop.letters()) == 1


@pytest.mark.parametrize("jump", [{"days": 1}, {"days": 2}])
def test_when_nothing_ran_for_a_day_link_reminder_and_end_still_come_in_order_and_once(
    shop: Shop, jump: dict[str, float]
) -> None:
    _, survey = shop.asked(email="wang@example.com")

    shop.catch_up(**jump)
    after_jump = len(shop.letters())
    shop.hours(25)
    reminded = len(shop.letters())
    shop.hours(200, step=10)

    now = shop.now(survey)
    assert (after_jump, reminded, len(shop.letters())) == (1, 2, 2)
    assert now.linked_at and now.reminded_at
    assert (now.reminded_at - now.linked_at).total_seconds() >= 24 * 3600
    assert now.state == "expired"


def test_when_nothing_ran_for_a_month_nobody_is_sent_a_link_that_is_dead(shop: Shop) -> None:
    _, survey = shop.asked(email="wang@example.com")

    shop.catch_up(days=31)
    shop.hours(50, step=10)

    assert shop.letters() == []
    assert shop.now(survey).state == "expired"
    assert [each for each in [shop.now(survey).linked_at, shop.now(survey).reminded_at] if each] == []


def test_due_work_that_is_delivered_twice_and_late_writes_one_letter_each(shop: Shop) -> None:
    _, survey = shop.asked(email="wang@example.com")

    for _ in range(2):
        send_link(shop.desk, SendLink(survey.survey_id))
    shop.world.clock.forward(hours=25)
    for _ in range(2):
        remind(shop.desk, Remind(survey.survey_id))
    for _ in range(2):
        expire(shop.desk, Expire(survey.survey_id))

    assert len(shop.letters()) == 2
    assert shop.now(survey).state == "asked"


@pytest.mark.race
def test_a_link_that_is_sent_by_many_at_once_is_one_letter(atomic_world: World) -> None:
    shop = open_shop(atomic_world)
    _, survey = shop.asked(email="wang@example.com")

    outcomes = at_once([partial(send_link, shop.desk, SendLink(survey.survey_id))] * 8)

    assert outcomes == [None] * 8
    assert len(shop.letters()) == 1


# --- what a link is worth -------------------------------------------------------------------------------------------


def test_a_link_is_short_and_opens_its_survey_without_signing_in(shop: Shop) -> None:
    _, survey = shop.asked()

    token = token_of(shop, url_of(shop.desk, survey))

    assert len(token) <= 43
    assert surveys.by_token(shop.desk, token) == survey


def test_a_link_of_another_desk_or_of_another_purpose_tells_nothing(shop: Shop) -> None:
    _, survey = shop.asked()
    foreign = replace(shop.desk, settings=replace(shop.desk.settings, token_keys=(("k1", "x" * 40),)))
    name = survey.survey_id.partition("_")[2]

    tokens = [
        token_of(shop, url_of(foreign, survey)),
        links.sign(shop.desk, "something else", name),
        links.sign(shop.desk, "survey", "nobody"),
        name,
        f"{name}.",
        "",
        ".",
        "\x00.\ud800",
        "é.é",
        "x" * 9000,
    ]

    for token in tokens:
        for act in (surveys.by_token, partial(surveys.answer_by_token, score=5, client_id="1")):
            with pytest.raises(NotFound) as refused:
                act(shop.desk, token)
            assert (refused.value.detail, refused.value.extra) == ("no such link", {})
    assert shop.now(survey) == survey


def test_a_link_signed_with_an_older_key_still_opens(shop: Shop) -> None:
    _, survey = shop.asked()
    token = token_of(shop, url_of(shop.desk, survey))
    keys = (("k2", "y" * 40), *shop.desk.settings.token_keys)
    rotated = replace(shop.desk, settings=replace(shop.desk.settings, token_keys=keys))

    assert surveys.by_token(rotated, token) == survey


@SOME
@given(place=st.integers(0, 100), letter=st.characters(codec="utf-8"))
def test_a_link_of_which_one_letter_was_changed_tells_nothing(shop: Shop, place: int, letter: str) -> None:
    survey = shop.surveys()[0] if shop.surveys() else shop.asked()[1]
    token = token_of(shop, url_of(shop.desk, survey))
    place %= len(token)
    altered = token[:place] + letter + token[place + 1 :]
    assume(altered != token)

    with pytest.raises(NotFound):
        surveys.by_token(shop.desk, altered)


@SOME
@given(st.text(max_size=60))
def test_a_made_up_link_tells_nothing(shop: Shop, token: str) -> None:
    with pytest.raises(NotFound):
        surveys.by_token(shop.desk, token)


def test_a_link_whose_time_is_over_says_so_kindly_and_nothing_else(shop: Shop) -> None:
    _, survey = shop.asked()
    token = token_of(shop, url_of(shop.desk, survey))

    shop.world.clock.forward(days=8)

    for act in (surveys.by_token, partial(surveys.answer_by_token, score=5, client_id="1")):
        with pytest.raises(SurveyExpired) as refused:
            act(shop.desk, token)
        assert (refused.value.status, refused.value.code, refused.value.extra) == (409, "survey_expired", {})


def test_an_answered_link_is_over_ten_minutes_after_the_time_to_answer_and_tells_nothing_of_the_answer(
    shop: Shop,
) -> None:
    _, survey = shop.asked()
    token = token_of(shop, url_of(shop.desk, survey))
    shop.world.clock.at = survey.expires_at - timedelta(minutes=1)
    surveys.answer_by_token(shop.desk, token, score=4, comment="Fine", client_id="1")

    shop.world.clock.forward(minutes=9)
    changed = surveys.answer_by_token(shop.desk, token, score=5, comment="Good", client_id="2")
    still = surveys.by_token(shop.desk, token)
    shop.world.clock.forward(minutes=2)

    assert changed == still
    for _ in range(2):
        with pytest.raises(SurveyExpired) as refused:
            surveys.by_token(shop.desk, token)
        assert (refused.value.code, refused.value.extra) == ("survey_expired", {})
    with pytest.raises(SurveyClosed):
        surveys.answer_by_token(shop.desk, token, score=1, client_id="3")
    assert shop.now(survey).answer == changed.answer
