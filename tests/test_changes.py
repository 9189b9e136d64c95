"""No acknowledged change is lost: for every PUT route, two callers at the same moment (law 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.everything import ROUTES
from chalicelib.people import service as people
from tests.changed import Line
from tests.changes import Stage
from tests.in_process import Answered
from tests.worlds import World, at_once

PUT = [route.operation for routes in ROUTES for route in routes.declared if route.method == "PUT"]
LAST_COUNTS = {"set_presence"}  # a heartbeat says what is so now; the console that beats last knows best
ROUNDS, SAME = 20, 2


@pytest.fixture
def stage(atomic_world: World) -> Stage:
    return Stage(atomic_world)


def test_every_put_route_has_a_line_in_the_table_and_every_line_a_route() -> None:
    missing = [operation for operation in PUT if not hasattr(Stage, operation)]

    assert not missing, f"tests/changes.py has no line that says which fields two callers may change: {missing}"


@pytest.mark.race
def test_two_fields_at_once_both_hold_for_every_put_route(stage: Stage) -> None:
    lines = {operation: stage.line(operation) for operation in PUT}

    lost = [each for operation, line in lines.items() if not line.alone for each in both_hold(stage, operation, line)]

    assert lost == []
    assert {operation for operation, line in lines.items() if line.alone} == {
        "add_article_picture",
        "change_mobile",
        "change_own_mobile",
        "change_password",
        "change_scanner",
        "change_signature",
        "choose_picture",
        "choose_plan_picture",
        "correct_touchpoint",
        "edit_note",
        "name_departments",
        "plan_week",
        "refile_conversation",
        "save_questionnaire_draft",
        "set_presence",
        "set_presence_of",
        "switch_costs",
    }


@pytest.mark.race
def test_one_field_at_once_has_one_winner_and_the_other_is_told_what_it_is_now(stage: Stage) -> None:
    lines = {operation: stage.line(operation) for operation in PUT}

    wrong = [each for operation, line in lines.items() if line.fields for each in one_wins(stage, operation, line)]

    assert wrong == []


@pytest.mark.race
def test_of_two_who_change_a_password_at_once_one_is_told_that_it_was_changed(stage: Stage) -> None:
    line, agent = stage.line("change_password"), stage.world.now(stage.other)
    line.token, kept = stage.console, "correct horse"

    for number in range(SAME):
        wanted = [f"a new password {number} {which}" for which in "ab"]
        answers = at_once([stage.put(line, current=kept, new=each) for each in wanted])
        winners = [each for each, answer in zip(wanted, answers, strict=True) if answer.status == 204]
        loser = next(answer for answer in answers if answer.status != 204)
        assert len(winners) == 1
        assert (loser.status, loser.said["errors"][0]["field"]) in {(409, "new"), (422, "current")}
        kept = winners[0]

    assert people.sign_in(stage.world.desk, agent.email, kept)


def both_hold(stage: Stage, operation: str, line: Line) -> Iterator[str]:
    """Whatever was acknowledged in twenty rounds and did not stay."""
    for number in range(ROUNDS):
        names = line.pair(number)
        wanted = [(name, line.fields[name](number)) for name in names]
        answers = stage.both(line, *wanted)
        stored = line.read()
        for (name, value), answer in zip(wanted, answers, strict=True):
            if answer.status != 200 or stored[name] != value:
                yield f"{operation}: {names} {answer} {name} is {stored[name]!r}"


def one_wins(stage: Stage, operation: str, line: Line) -> Iterator[str]:
    """Where two values of one field did not end as one of them, or the other was not told."""
    for number in range(SAME):
        name = list(line.fields)[number % len(line.fields)]
        first, second = (name, line.fields[name](50 + number)), (name, line.fields[name](51 + number))
        answers = stage.both(line, first, second)
        stored = line.read()[name]
        won = [value for (_, value), answer in zip((first, second), answers, strict=True) if answer.status == 200]
        if stored not in won or any(not told(answer, name, stored) for answer in answers if answer.status != 200):
            yield f"{operation}: {answers} {name} is {stored!r}"
        if len(won) == 2 and overlapped(answers, operation):
            yield f"{operation}: both were told that {name} is theirs: {answers}"


def told(answer: Answered, name: str, stored: Any) -> bool:
    """Whether the refusal names the field and what it is now."""
    said = answer.said
    named = (answer.status, said["code"], said["errors"][0]["field"]) == (409, "changed_meanwhile", name)
    return named and said["present"] == {name: stored}


def overlapped(answers: list[Answered], operation: str) -> bool:
    """Whether the second had not seen the first: then their versions would be the same one."""
    versions = [answer.said.get("version") for answer in answers]
    return operation not in LAST_COUNTS and versions[0] is not None and versions[0] == versions[1]
