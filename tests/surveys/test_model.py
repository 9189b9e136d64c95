"""Whether, what and how much: without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Header
from chalicelib.core.authors import Author
from chalicelib.core.errors import Invalid
from chalicelib.followups.model.callbacks import callback_id_of
from chalicelib.plans.model.survey import Choice, Question, SurveyRules
from chalicelib.surveys.model.answering import checked_answer
from chalicelib.surveys.model.asking import drawn, not_asked_because, not_since, unrated_because
from chalicelib.surveys.model.survey import (
    Answer,
    AnsweredBefore,
    Survey,
    SurveyExpired,
    answered,
    expired,
    is_low,
    linked,
    reminded,
    state_at,
    survey_id_of,
)

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # in Shanghai
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = SurveyRules(
    questions=(
        Question("speed", "score", {"en": "How fast were we?"}),
        Question("wish", "text", {"en": "What would you wish for?"}),
        Question("again", "choice", {"en": "Again?"}, (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))),
    )
)
SURVEY = Survey(
    survey_id="srv_1",
    about="cnv_1",
    plan_key="demo",
    visitor_id="vis_1",
    asked_at=NOON,
    expires_at=NOON + 7 * DAY,
    locale="en",
    text="How did we do?",
    rules=RULES,
)
ENDED = Header(
    conversation_id="cnv_1",
    plan_key="demo",
    visitor_id="vis_1",
    state="closed",
    started_at=NOON - HOUR,
    locale="en",
    agent=Author("agent", "agt_1", "Li", "1001"),
    first_reply_at=NOON - HOUR,
    closed_at=NOON,
    closed_by="agent",
    why_closed="closed",
)


# --- whether --------------------------------------------------------------------------------------------------------


def test_what_is_rated_names_its_survey_and_its_callback_always_the_same() -> None:
    survey_id = survey_id_of("cnv_01kabc")

    callback_id = callback_id_of(survey_id)

    assert (survey_id, callback_id) == ("srv_01kabc", "flw_01kabc")
    assert survey_id_of(callback_id) == survey_id


def test_a_conversation_that_an_agent_answered_and_somebody_ended_is_rated() -> None:
    assert unrated_because(ENDED) is None
    assert unrated_because(replace(ENDED, closed_by="visitor", category="Delivery")) is None


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"first_reply_at": None}, "unanswered"),
        ({"agent": None}, "unanswered"),
        ({"state": "open"}, "open"),
        ({"category": "Spam "}, "spam"),
        ({"category": "incident"}, "incident"),
        ({"why_closed": "out_of_scope"}, "out_of_scope"),
        ({"why_closed": "off_hours"}, "off_hours"),
        ({"why_closed": "holiday"}, "holiday"),
        ({"why_closed": "dropped"}, "dropped"),
        ({"why_closed": "left_a_message"}, "left_a_message"),
        ({"why_closed": None}, "by_an_error"),
        ({"closed_by": "system", "why_closed": "error"}, "error"),
    ],
)
def test_what_was_no_service_is_not_rated(changes: dict[str, Any], because: str) -> None:
    assert unrated_because(replace(ENDED, **changes)) == because


def test_a_plan_may_ask_nobody_and_nobody_is_asked_about_what_was_over_long_ago() -> None:
    never, always = SurveyRules(ask="never"), SurveyRules()

    assert not_asked_because(never, "srv_1", NOON, NOON) == "never"
    assert not_asked_because(always, "srv_1", NOON, NOON + 30 * DAY) == "long_ago"
    assert not_asked_because(always, "srv_1", NOON, NOON + HOUR) is None


def test_a_sample_is_drawn_from_the_id_so_it_never_changes_its_mind() -> None:
    ids = [f"srv_{number:026d}" for number in range(4000)]

    first, second = ([each for each in ids if drawn(each, 30)] for _ in range(2))

    assert first == second
    assert 0.27 < len(first) / len(ids) < 0.33
    assert set(first) <= {each for each in ids if drawn(each, 60)}
    assert all(drawn(each, 100) for each in ids)
    assert not any(drawn(each, 0) for each in ids)


def test_a_sample_is_asked_only_if_it_was_drawn() -> None:
    rules = SurveyRules(ask="sample", share=30)
    ids = [f"srv_{number}" for number in range(50)]

    asked = [each for each in ids if not_asked_because(rules, each, NOON, NOON) is None]

    assert asked == [each for each in ids if drawn(each, 30)]


def test_whoever_was_asked_within_the_days_is_left_in_peace() -> None:
    assert not_since(SurveyRules(again_after_days=0), NOON) is None
    assert not_since(SurveyRules(again_after_days=7), NOON) == NOON - 7 * DAY


# --- moves ----------------------------------------------------------------------------------------------------------


def test_an_answer_can_be_changed_for_ten_minutes_after_the_first() -> None:
    first = answered(SURVEY, Answer(2), NOON + HOUR)

    changed = answered(first, Answer(5), NOON + HOUR + timedelta(minutes=9, seconds=59))

    assert (first.state, first.version, first.changed_at) == ("answered", 2, None)
    assert (changed.answer, changed.version, changed.answered_at) == (Answer(5), 3, NOON + HOUR)
    with pytest.raises(AnsweredBefore):
        answered(changed, Answer(1), NOON + HOUR + timedelta(minutes=10))


def test_nobody_answers_what_is_over_whether_or_not_that_was_written_down() -> None:
    late = NOON + 7 * DAY

    assert state_at(SURVEY, late - timedelta(microseconds=1)) == "asked"
    for survey in (SURVEY, expired(SURVEY, late)):
        assert survey is not None
        assert state_at(survey, late) == "expired"
        with pytest.raises(SurveyExpired):
            answered(survey, Answer(5), late)


def test_an_answer_given_in_the_last_minute_can_still_be_changed() -> None:
    first = answered(SURVEY, Answer(2), SURVEY.expires_at - timedelta(minutes=1))

    changed = answered(first, Answer(4), SURVEY.expires_at + timedelta(minutes=5))

    assert changed.answer == Answer(4)
    assert expired(changed, SURVEY.expires_at + DAY) is None


def test_a_link_goes_out_once_and_a_reminder_once_and_neither_after_an_answer_or_the_end() -> None:
    sent = linked(SURVEY, "a@example.com", None, NOON + HOUR)
    assert sent is not None
    told = reminded(sent, NOON + DAY)
    assert told is not None
    done = answered(told, Answer(5), NOON + DAY)

    assert linked(SURVEY, None, None, NOON) is None
    assert linked(sent, "a@example.com", None, NOON + HOUR) is None
    assert linked(SURVEY, "a@example.com", None, SURVEY.expires_at) is None
    assert reminded(SURVEY, NOON + DAY) is None
    assert reminded(told, NOON + DAY) is None
    assert reminded(done, NOON + DAY) is None
    assert reminded(sent, SURVEY.expires_at) is None
    assert linked(done, "a@example.com", None, NOON) is None


def test_a_score_is_low_up_to_the_rules_low_score() -> None:
    lows = [is_low(replace(SURVEY, answer=Answer(score))) for score in range(1, 6)]
    strict = [is_low(replace(SURVEY, rules=SurveyRules(low_score=1), answer=Answer(score))) for score in range(1, 6)]

    assert lows == [True, True, True, False, False]
    assert strict == [True, False, False, False, False]
    assert not is_low(SURVEY)


# --- what may be said -----------------------------------------------------------------------------------------------


def test_an_answer_is_kept_as_it_was_said() -> None:
    answer = checked_answer(
        RULES,
        score=2,
        reasons=["slow", "unsolved", "slow"],
        comment=" <script>alert(1)</script> ",
        answers={"speed": 3, "wish": "晚上也在线", "again": "no"},
        resolved=False,
    )

    assert answer.reasons == ("slow", "unsolved")
    assert answer.comment == "<script>alert(1)</script>"
    assert answer.answers == {"speed": 3, "wish": "晚上也在线", "again": "no"}
    assert answer.resolved is False


def test_what_was_left_empty_is_no_answer() -> None:
    answer = checked_answer(RULES, score=5, answers={"speed": None, "wish": "", "again": ""})

    assert answer.answers == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"score": 0}, "score"),
        ({"score": 6}, "score"),
        ({"score": True}, "score"),
        ({"reasons": ["rain"]}, "reasons"),
        ({"comment": "x" * 2001}, "comment"),
        ({"comment": "a\x00b"}, "comment"),
        ({"comment": "\ud800"}, "comment"),
        ({"answers": {"nonsense": 1}}, "answers.nonsense"),
        ({"answers": {"speed": 0}}, "answers.speed"),
        ({"answers": {"speed": "5"}}, "answers.speed"),
        ({"answers": {"speed": True}}, "answers.speed"),
        ({"answers": {"speed": 4.5}}, "answers.speed"),
        ({"answers": {"wish": 5}}, "answers.wish"),
        ({"answers": {"wish": "x" * 2001}}, "answers.wish"),
        ({"answers": {"wish": ["x"]}}, "answers.wish"),
        ({"answers": {"again": "maybe"}}, "answers.again"),
        ({"answers": {"again": {"yes": 1}}}, "answers.again"),
    ],
)
def test_what_was_not_asked_or_makes_no_sense_is_refused_by_name(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_answer(RULES, **{"score": 5, **values})

    assert [each.field for each in refused.value.errors] == [field]


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        checked_answer(RULES, score=9, comment="x" * 2001, answers={"speed": 9, "other": 1})

    assert [each.field for each in refused.value.errors] == ["score", "comment", "answers.speed", "answers.other"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["speed", "wish", "again", "", "x"]) | st.text(max_size=80), ANYTHING))
def test_whatever_is_sent_is_either_an_answer_to_a_question_or_refused_by_name(values: dict[str, Any]) -> None:
    try:
        answer = checked_answer(RULES, score=5, answers=values)
    except Invalid as refused:
        assert all(each.field.startswith("answers.") for each in refused.errors)
    else:
        assert set(answer.answers) <= {"speed", "wish", "again"}
        assert answer.answers.get("speed", 1) in (1, 2, 3, 4, 5)
        assert answer.answers.get("again", "yes") in ("yes", "no")
