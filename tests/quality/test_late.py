"""What comes late, meanwhile or after a change of rights: nothing counts twice, and nothing waits for ever (F4)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import roles
from chalicelib.quality.model.inspection import given_to
from chalicelib.quality.model.inspectors import INSPECT, SEE
from chalicelib.quality.model.rules import LOW_SCORE, SHARE, Rule, number_of
from chalicelib.quality.model.sheets import MOST_CRITERIA, MOST_SHEETS, STANDARD, Criterion, Definition, Section
from chalicelib.quality.service import recounting, sampling, sheets
from chalicelib.quality.service.sampling import CloseWeek
from chalicelib.quality.store import inspections as store
from chalicelib.routing.service import reopening
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.service import answering
from tests.quality.stage import EVERY, Stage
from tests.worlds import World


@pytest.fixture
def stage(world: World) -> Stage:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    return stage


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
        sheets.save_draft(world.desk, by, sheet_id, large, 0)
        record = sheets.publish(world.desk, by, sheet_id, 1)
        sheets.save_draft(world.desk, by, sheet_id, replace(large, pass_mark=70), record.version)
    with pytest.raises(Invalid):
        sheets.save_draft(world.desk, by, "another", large, 0)

    assert {each.sheet_id for each in sheets.list_sheets(world.desk)} == {*ids, STANDARD}


def test_what_goes_on_when_the_week_is_over_is_made_up_for_by_the_next(stage: Stage) -> None:
    stage.rules(Rule("week", "One a week", SHARE, per_mille=0, at_least=1))
    ids = sorted((stage.talk() for _ in range(3)), key=lambda each: number_of("a seed", "week", each))
    stage.settle()
    reopening.reopen_conversation(stage.desk, stage.world.now(stage.agent), ids[0])

    for _ in range(2):
        sampling.close_week(stage.desk, CloseWeek("week", stage.agent.agent_id, "2026-W48"))

    assert [each.conversation_id for each in stage.all()] == [ids[1]]


def test_what_was_given_to_somebody_at_the_moment_they_left_is_found_at_night(stage: Stage) -> None:
    inspection = stage.drawn()
    left, other = stage.bosses
    people.update_agent(stage.desk, left.agent_id, UpdateAgent(active=False))
    stage.settle()
    before = stage.about(inspection.conversation_id)
    tx = Transaction(stage.desk)  # whoever draws read who is there before that
    store.write(tx, before, given_to(before, by_agent(left)))
    store.count(tx, left.agent_id, 1)
    store.count(tx, other.agent_id, -1)
    tx.commit()

    recounting.recount(stage.desk)
    stage.settle()

    assert stage.about(inspection.conversation_id).inspector_id == other.agent_id
    assert stage.loads() == {left.agent_id: 0, other.agent_id: 1}
