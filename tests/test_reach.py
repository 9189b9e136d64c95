"""Every route of the product, asked by everybody, against the table of who reaches what (``tests/reach.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.core import desk as desks
from tests.atomic import Atomic
from tests.reach import DECLARED, OPEN_TO_ALL, TABLE, Line
from tests.town import STAFF, VISITORS, Town
from tests.worlds import Clock, World, desk_with

NAMES = {
    "conversation_id": "mine",
    "visitor_id": "visitor",
    "other_id": "waiting_visitor",
    "agent_id": "holder",
    "group_id": "group_tea",
    "role_id": "role",
    "plan_id": "tea",
    "plan_key": "tea",
    "notice_id": "letter",
    "followup_id": "visit",
    "ticket_id": "job",
    "flow_type": "repair",
    "campaign_id": "campaign",
    "subscription_id": "report",
    "bulletin_id": "bul_nothing",
    "day": "2026-11-23",
    "rule_id": "rule",
    "survey_id": "survey",
    "message_id": "left",
    "shelf": "own",
    "category_id": "other",
    "file_id": "file",
    "place": "icon",
    "incident_id": "incident",
    "check_id": "check",
    "fault_id": "fault",
    "handover_id": "handover",
    "instruction_id": "instruction",
    "minutes_id": "minutes",
    "announcement_id": "announcement",
    "list_id": "check_list",
    "step_id": "step1",
    "inspection_id": "inspection",
    "calibration_id": "calibration",
    "sheet_id": "sheet",
    "questionnaire_id": "questionnaire",
    "week": "2026-11-23",
    "kind_id": "shk_nothing",
    "pattern_id": "shp_nothing",
    "scheme_id": "desk",
    "month": "2026-11",
    "entry_id": "entry",
    "proposal_id": "proposal",
    "request_id": "leave",
    "switch": "reports",
    "about_id": "mine",
    "code": "WEB-A-01",
    "course_id": "course",
    "lesson_id": "l1",
    "attempt_id": "attempt",
    "question_id": "q1",
    "certificate_id": "certificate",
    "order_id": "training_order",
    "article_id": "article",
    "number": "1",
}


@pytest.fixture(scope="module")
def town(atomic_store: Atomic) -> Iterator[Town]:
    """One town for the whole table: whatever an answer changes is put back."""
    desk = desk_with(Clock(), atomic_store.start_over(expiring=False))
    desks.use(desk)
    yield Town(World(desk, desk.now))
    desks.use(None)


def test_every_route_has_a_line_that_says_who_reaches_it() -> None:
    missing = sorted(set(DECLARED) - {line.operation for line in TABLE} - OPEN_TO_ALL)

    assert not missing, f"TABLE in tests/reach.py does not say who reaches these routes: {', '.join(missing)}"


@pytest.mark.parametrize("line", TABLE, ids=str)
@pytest.mark.long
def test_whoever_asks_is_answered_as_the_table_says(town: Town, line: Line) -> None:
    of_desk = line.route.path.startswith(("/v1/desk", "/v1/admin"))
    insiders, outsiders = (STAFF, VISITORS) if of_desk else (VISITORS, STAFF)
    path, body = path_of(town, line), body_of(town, line)

    answers = {name: town.try_as(name, line.route.method, path, body) for name in (*insiders, outsiders[-1])}
    answers["anonymous"] = town.try_as("anonymous", line.route.method, path, body)

    expected = dict(zip(insiders, line.answers.split(), strict=True))
    counted = {name for name, answer in expected.items() if ":" in answer}
    seen = {name: shown(answer, count=name in counted) for name, answer in answers.items()}
    assert seen == {**expected, outsiders[-1]: "401", "anonymous": "401"}


def shown(answer: Any, *, count: bool) -> str:
    return f"{answer.status}:{len(answer.said['items'])}" if count and answer.status == 200 else str(answer.status)


def path_of(town: Town, line: Line) -> str:
    path = line.route.path
    about = "" if line.about.startswith("?") else line.about
    for name, usual in NAMES.items():
        thing = about or usual
        path = path.replace(f"{{{name}}}", town.ids.get(thing, thing))
    nothing = {"work_id": "wrk_nothing", "phrase_id": "phr_nothing", "key_id": "key_nothing", "word_id": "uns_nothing"}
    nothing |= {"merge_id": "mrg_nothing", "field_id": "fld_nothing"}
    nothing |= {"rota_id": "rot_nothing", "call_id": "cal202611_nothing"}
    for name, thing in nothing.items():
        path = path.replace(f"{{{name}}}", thing)
    return path + (line.about.format(**town.ids) if line.about.startswith("?") else "")


def body_of(town: Town, line: Line) -> Any:
    """The body with the ids of what it names."""
    if not isinstance(line.body, dict):
        return line.body

    def named(value: Any) -> Any:
        return [named(each) for each in value] if isinstance(value, list) else town.ids.get(value, value)

    def filled(part: dict[str, Any]) -> dict[str, Any]:
        deep = {name: filled(value) if isinstance(value, dict) else value for name, value in part.items()}
        return {name: named(value) if name.endswith(("_id", "_ids")) else value for name, value in deep.items()}

    body = filled(line.body)
    if line.operation == "plan_follow_up":
        body |= {"due_at": town.world.clock().replace(hour=23).isoformat(), "client_id": "2"}
    return body
