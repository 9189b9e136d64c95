"""What comes late, meanwhile or after a change of rights: nothing counts twice, and nothing waits for ever (F4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import roles
from chalicelib.quality.model.inspectors import INSPECT, SEE
from chalicelib.quality.model.results import ALL
from chalicelib.quality.model.rules import LOW_SCORE, Rule
from chalicelib.quality.model.sheets import MOST_CRITERIA, MOST_SHEETS, STANDARD, Criterion, Definition, Section
from chalicelib.quality.service import counting, sheets
from chalicelib.quality.store import results
from chalicelib.quality.store.inspections import BY_MONTH
from chalicelib.routing.service import reopening
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.service import answering
from tests.crashes import crash_at
from tests.quality.stage import EVERY, Stage
from tests.worlds import World, in_use


@pytest.fixture
def stage(world: World) -> Stage:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    return stage


def test_what_is_submitted_while_a_month_is_recounted_counts_once(stage: Stage) -> None:
    stage.submit(stage.drawn())
    late, looks = stage.drawn(), 0

    def submit_meanwhile(_: str, asked: Mapping[str, Any]) -> None:
        nonlocal looks
        looks += asked.get("IndexName") == BY_MONTH
        if looks == 2:
            looks += 1
            with crash_at(1, written=False):  # it is submitted, but not counted yet
                stage.submit(late)

    with in_use().watching(before=submit_meanwhile):
        counting.recount_month(stage.desk, "2026-11")
    stage.settle(minutes=2)

    spot = ("2026-11", ALL, ALL)
    assert looks > 2
    assert results.cells(stage.desk, [spot])[spot].sums.inspected == 2
    assert counting.recount_month(stage.desk, "2026-11") == 0


def test_a_low_score_that_came_while_a_conversation_went_on_draws_it_when_it_ends(stage: Stage) -> None:
    stage.rules(Rule("low", "Low", LOW_SCORE, score=2))
    visitor = stage.world.visitor()
    form = StartConversation(text="Hello?", client_id="1")
    conversation_id = conversations.start_conversation(stage.desk, visitor, "demo", form).conversation_id
    conversations.reply(stage.desk, stage.world.now(stage.agent), conversation_id, "Hi", "1")
    stage.end(conversation_id)
    stage.settle()

    survey_id = survey_id_of(conversation_id)
    answering.answer(stage.desk, visitor, "demo", survey_id, score=1, client_id="1")
    reopening.reopen_conversation(stage.desk, stage.world.now(stage.agent), conversation_id)
    stage.settle()
    before = len(stage.all())
    stage.end(conversation_id)
    stage.settle()

    (inspection,) = stage.all()
    assert before == 0
    assert [(each.kind, each.detail) for each in inspection.reasons] == [(LOW_SCORE, "1")]


def test_what_a_role_does_not_allow_any_more_goes_to_others(world: World) -> None:
    stage = Stage.opened(world, bosses=0)
    allowed = [INSPECT, SEE]
    role = roles.create_role(stage.desk, name="Inspector", permissions=allowed, scope="all")
    inspector = world.agent(role=role.role_id)
    stage.rules(EVERY)
    inspection = stage.drawn()
    other = world.agent(role=SUPERVISOR)

    roles.update_role(stage.desk, role.role_id, name=None, permissions=[SEE], scope=None)
    stage.settle()

    assert inspection.inspector_id == inspector.agent_id
    assert stage.about(inspection.conversation_id).inspector_id == other.agent_id


def test_many_large_sheets_are_all_listed(world: World) -> None:
    names = {"zh-CN": "一", "en": "One"}
    hints = {"zh-CN": "长" * 240, "en": "长" * 240}
    criteria = tuple(Criterion(f"c{number}", names, hints=hints) for number in range(MOST_CRITERIA))
    large = Definition(names, (Section("all", names, criteria),))
    by, ids = By("agt_1", "Mei"), [f"sheet_{number}" for number in range(MOST_SHEETS - 1)]

    for sheet_id in ids:
        sheets.save_draft(world.desk, by, sheet_id, large)
        record = sheets.publish(world.desk, by, sheet_id, 1)
        sheets.save_draft(world.desk, by, sheet_id, replace(large, pass_mark=70), record.version)
    with pytest.raises(Invalid):
        sheets.save_draft(world.desk, by, "another", large)

    assert {each.sheet_id for each in sheets.list_sheets(world.desk)} == {*ids, STANDARD}
