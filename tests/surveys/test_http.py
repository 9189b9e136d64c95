"""An answer over HTTP: what the widget and the desk are shown, and what is refused (D1)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.plans import service as plans
from tests.in_process import Asking
from tests.surveys.shops import QUESTIONS, Shop, open_shop
from tests.worlds import World


@pytest.fixture
def shop(world: World) -> Shop:
    """An open shop on moto."""
    return open_shop(world)


def served(shop: Shop) -> tuple[Asking, str, str, str]:
    """Somebody asked over HTTP: the asking, their token, the survey's path, the conversation."""
    http = Asking()
    agent, visitor = http.sign_in(shop.agent), http.visit()
    conversation_id = http.begin(visitor)
    at_desk = f"/v1/desk/conversations/{conversation_id}"
    http.ask("POST", f"{at_desk}/messages", agent, {"text": "Hi", "client_id": "1"})
    http.ask("POST", f"{at_desk}/close", agent, {})
    survey = shop.survey_about(conversation_id)
    return http, visitor, f"/v1/widget/demo/surveys/{survey.survey_id}", conversation_id


def test_the_widget_reads_what_is_asked_and_answers_it(shop: Shop) -> None:
    shop.rules(questions=QUESTIONS)
    http, visitor, path, _ = served(shop)

    asked = http.ask("GET", path, visitor)
    body = {"score": 5, "answers": {"speed": 5}, "resolved": True, "client_id": "1"}
    given, again = (http.ask("POST", f"{path}/answer", visitor, body) for _ in range(2))
    after = http.ask("GET", path, visitor)

    assert asked.status == 200
    assert (asked.said["state"], asked.said["score"], asked.said["answer"]) == ("asked", None, None)
    assert [each["question_id"] for each in asked.said["questions"]] == ["speed", "wish", "again"]
    assert {each["choice_id"] for each in asked.said["reasons"]} >= {"slow", "unsolved"}
    assert set(given.said) == {"survey_id", "state", "score", "changeable_until"}
    assert (given.status, given.said) == (200, again.said)
    assert after.said["answer"] == {"score": 5, "reasons": [], "comment": "", "answers": {"speed": 5}, "resolved": True}


def test_a_script_in_a_comment_stays_a_text_and_too_much_of_it_is_refused(shop: Shop) -> None:
    http, visitor, path, conversation_id = served(shop)
    script = "<script>alert(1)</script> {{7*7}} \u202e"

    endless = http.ask("POST", f"{path}/answer", visitor, {"score": 1, "comment": "x" * 100_000, "client_id": "1"})
    long = http.ask("POST", f"{path}/answer", visitor, {"score": 1, "comment": "x" * 2001, "client_id": "1"})
    kept = http.ask("POST", f"{path}/answer", visitor, {"score": 1, "comment": script, "client_id": "1"})

    assert (endless.status, long.status, kept.status) == (413, 422, 200)
    assert [each["field"] for each in long.said["errors"]] == ["comment"]
    seen = http.ask("GET", f"/v1/desk/conversations/{conversation_id}/survey", http.sign_in(shop.agent))
    assert seen.said["answer"]["comment"] == script
    assert seen.headers["content-type"] == "application/json"


def test_what_makes_no_sense_is_refused_and_its_field_named(shop: Shop) -> None:
    shop.rules(questions=QUESTIONS)
    http, visitor, path, _ = served(shop)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"score": 0}, "score"),
        ({"score": 10**30}, "score"),
        ({"score": 2.5}, "score"),
        ({"score": "5"}, "score"),
        ({"reasons": ["no such"]}, "reasons"),
        ({"answers": {"speed": 6}}, "answers.speed"),
        ({"answers": {"other": 1}}, "answers.other"),
        ({"answers": {"again": "perhaps"}}, "answers.again"),
        ({"resolved": "yes"}, "resolved"),
        ({"client_id": "\u2028"}, "client_id"),
        ({"client_id": ""}, "client_id"),
    ]

    for said, field in wrong:
        answer = http.ask("POST", f"{path}/answer", visitor, {"score": 1, "client_id": "1", **said})
        assert (answer.status, [each["field"] for each in answer.said["errors"]]) == (422, [field]), answer
    assert http.ask("GET", path, visitor).said["state"] == "asked"


def test_a_foreign_visitor_or_plan_learns_nothing(shop: Shop) -> None:
    plans.create_plan(shop.desk, "other", {"name": "Other"})
    http, visitor, path, _ = served(shop)
    foreign_path = path.replace("/demo/", "/other/")
    body = {"score": 1, "client_id": "1"}

    answers = [
        (http.ask("GET", path, http.visit()), 404),
        (http.ask("POST", f"{path}/answer", http.visit(), body), 404),
        (http.ask("GET", path, http.visit("other")), 401),
        (http.ask("GET", foreign_path, http.visit("other")), 404),
        (http.ask("POST", f"{foreign_path}/answer", http.visit("other"), body), 404),
        (http.ask("GET", foreign_path, visitor), 401),
    ]

    for answer, status in answers:
        assert answer.status == status, answer
    assert http.ask("GET", path, visitor).said["state"] == "asked"


def test_an_agent_reads_the_rating_of_what_they_may_read(shop: Shop) -> None:
    http, visitor, path, conversation_id = served(shop)
    at_desk = f"/v1/desk/conversations/{conversation_id}/survey"
    mine, other = http.sign_in(shop.agent), http.sign_in(shop.world.agent())
    before = http.ask("GET", at_desk, mine)

    http.ask("POST", f"{path}/answer", visitor, {"score": 2, "reasons": ["slow"], "client_id": "1"})

    after = http.ask("GET", at_desk, mine)
    assert (before.status, before.said["state"], before.said["score"]) == (200, "asked", None)
    assert (after.said["score"], after.said["answer"]["reasons"]) == (2, ["slow"])
    assert after.said["callback_id"] is not None
    assert http.ask("GET", at_desk, other).status == 403
    assert http.ask("GET", "/v1/desk/conversations/cnv_nothing/survey", mine).status == 404
