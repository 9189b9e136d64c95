"""What a plan may ask, and when somebody unhappy must be called (D1, D2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.plans.api.admin import SurveyBody
from chalicelib.plans.model.hours.week import checked_hours
from chalicelib.plans.model.survey import SurveyRules, callback_due, checked_survey
from tests.in_process import Asking
from tests.worlds import World

LATE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # Monday, 17:30 in Shanghai
NINE_TO_SIX = checked_hours({"weekly": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}})


def said(**changes: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(SurveyBody()), **changes}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"remind_after_hours": 24, "expire_after_days": 1}, "survey.remind_after_hours"),
        ({"reasons": [{"choice_id": "a", "texts": {"en": "x\x00y"}}]}, "survey.reasons.0.texts"),
        ({"questions": [{"question_id": "q", "kind": "text", "texts": {"en": "\x00?"}, "choices": []}]}, "0.texts"),
        ({"ask": "perhaps"}, "survey.ask"),
        ({"callback_time": "lunar"}, "survey.callback_time"),
        ({"reasons": [{"choice_id": "A b", "texts": {"en": "x"}}]}, "survey.reasons"),
        ({"reasons": [{"choice_id": "a", "texts": {"en": "x"}}] * 2}, "survey.reasons"),
        ({"reasons": [{"choice_id": "a", "texts": {"fr": "x"}}]}, "survey.reasons.0.texts"),
        ({"questions": [{"question_id": "q", "kind": "riddle", "texts": {"en": "?"}, "choices": []}]}, "kind"),
        ({"questions": [{"question_id": "q", "kind": "choice", "texts": {"en": "?"}, "choices": []}]}, "choices"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_their_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_survey(said(**changes))

    assert refused.value.errors[0].field.endswith(field)


def test_a_plan_keeps_its_own_questions_and_reasons(world: World) -> None:
    world.found()
    question = {"question_id": "again", "kind": "text", "texts": {"en": "Would you come again?"}, "choices": []}

    plans.update_plan(world.desk, "demo", {"survey": said(questions=[question], again_after_days=7)}, None)

    kept = plans.read_plan(world.desk, "demo").survey
    assert kept.questions[0].texts["en"] == "Would you come again?"
    assert (kept.again_after_days, [each.choice_id for each in kept.reasons][:2]) == (7, ["slow", "unsolved"])


def test_what_is_left_out_of_a_part_of_a_plan_stays(world: World) -> None:
    world.found()
    http, path = Asking(), "/v1/admin/plans/demo"
    admin = http.sign_in(world.agent(role=ADMINISTRATOR))
    question = {"question_id": "again", "kind": "text", "texts": {"en": "Again?"}, "choices": []}
    mei = {"name": "Mei", "email": "mei@example.com", "mobile": None, "locale": "en"}
    first = {
        "survey": {"again_after_days": 7, "link_after_minutes": 0, "questions": [question], "reasons": []},
        "look": {"color": "#00aa00", "offset_x": 40},
        "hours": {"weekly": {"mon": [["09:00", "18:00"]]}, "country": "CN"},
        "offline": {"recipients": [mei]},
    }
    then = {"survey": {"low_score": 2}, "look": {"show": "board"}, "offline": {"remind_after_minutes": 90}}
    assert http.ask("PUT", path, admin, first).status == 200

    for part in ({**then, "hours": {"breaks": [["12:00", "13:00"]]}}, {"survey": {}, "look": {}, "hours": {}}):
        now = http.ask("PUT", path, admin, part).said

    assert now["survey"] == {**said(), **first["survey"], "low_score": 2}
    assert (now["look"]["color"], now["look"]["offset_x"], now["look"]["show"]) == ("#00aa00", 40, "board")
    assert (now["hours"]["weekly"]["mon"], now["hours"]["country"]) == ([["09:00", "18:00"]], "CN")
    assert now["hours"]["breaks"] == [["12:00", "13:00"]]
    assert now["offline"] == {"recipients": [mei], "remind_after_minutes": 90}
    assert http.ask("PUT", path, admin, {"hours": None}).said["hours"] is None
    assert len(http.ask("PUT", path, admin, {"survey": {"reasons": None}}).said["survey"]["reasons"]) == 5


def test_a_callback_is_due_in_two_hours_by_the_calendar_or_by_working_time() -> None:
    calendar = callback_due(SurveyRules(), NINE_TO_SIX, "Asia/Shanghai", LATE)
    working = callback_due(SurveyRules(callback_time="working"), NINE_TO_SIX, "Asia/Shanghai", LATE)

    assert calendar == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    assert working == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
