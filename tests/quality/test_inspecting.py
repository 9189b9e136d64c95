"""From the draft to the decision: submitted once, appealed against once, and counted as it is in the end (F4)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import audit
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR, PermissionNeeded
from chalicelib.quality.model.inspection import (
    AppealOver,
    Comment,
    Inspection,
    InspectionSubmitted,
    NoAppeal,
    NotSubmitted,
    Ruling,
)
from chalicelib.quality.model.results import Sums
from chalicelib.quality.service import access, appealing, inspecting, results
from chalicelib.quality.service.results import Question
from chalicelib.quality.store import results as results_store
from tests.crashes import Death, at_each_write
from tests.quality.stage import EVERY, Stage, whole
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    return stage


def appeal(stage: Stage, inspection: Inspection, text: str = "The page was down", key: str = "a") -> Inspection:
    once = Once.of(f"appeal#{inspection.inspection_id}", key, text)
    return appealing.appeal(stage.desk, stage.caller(stage.agent), inspection.inspection_id, text, once)


def decide(stage: Stage, inspection: Inspection, by: Agent, ruling: Ruling, key: str = "d") -> Inspection:
    once = Once.of(f"decide#{inspection.inspection_id}", key, ruling.text)
    return appealing.decide(stage.desk, stage.caller(by), inspection.inspection_id, ruling, once)


def other_boss(stage: Stage, inspection: Inspection) -> Agent:
    return next(each for each in stage.bosses if each.agent_id != inspection.inspector_id)


def sums(stage: Stage, **asked: Any) -> Sums:
    question = Question("month", **asked)
    total = results.read_results(stage.desk, stage.world.now(stage.bosses[0]), question).total
    assert total is not None
    return total


def test_a_sheet_from_its_draft_to_what_its_agent_sees(stage: Stage) -> None:
    inspection = stage.drawn("How much?")
    boss = stage.inspector(inspection)
    draft = replace(whole(), marks={"prompt": 7}, comments=(Comment(1, "A good question"),))

    kept = inspecting.save_draft(stage.desk, boss.agent, inspection.inspection_id, draft, inspection.version)
    with pytest.raises(NotYours):
        inspecting.read_inspection(stage.desk, stage.world.now(stage.agent), inspection.inspection_id)
    hidden = inspecting.read_inspection(stage.desk, other_boss(stage, inspection), inspection.inspection_id)
    after = stage.submit(kept, replace(whole(), comments=draft.comments))

    assert (kept.filled, hidden.shown) == (draft, False)
    assert (after.state, after.score and after.score.total, after.score and after.score.passed) == ("scored", 80, True)
    seen = inspecting.read_inspection(stage.desk, stage.world.now(stage.agent), inspection.inspection_id)
    assert (seen.role, seen.shown, seen.inspection.filled.comments) == ("inspected", True, draft.comments)
    assert stage.tasks(stage.agent, "own") == stage.tasks(boss.agent, "done") == [inspection.inspection_id]
    assert stage.tasks(boss.agent) == []
    assert stage.letters() == [("quality_result", stage.agent.email)]
    assert stage.loads()[boss.agent.agent_id] == 0


def test_two_tabs_do_not_write_over_each_other(stage: Stage) -> None:
    inspection = stage.drawn()
    boss = stage.inspector(inspection).agent
    save = partial(inspecting.save_draft, stage.desk, boss, inspection.inspection_id)

    save(replace(whole(), text="First"), inspection.version)
    save(replace(whole(), text="First"), inspection.version)
    with pytest.raises(ChangedMeanwhile) as refused:
        save(replace(whole(), text="Second"), inspection.version)

    assert refused.value.extra["version"] == inspection.version + 1
    assert access.find(stage.desk, inspection.inspection_id).filled.text == "First"


def test_what_is_missing_is_named_and_nothing_is_lost(stage: Stage) -> None:
    inspection = stage.drawn()
    boss = stage.inspector(inspection)
    draft = replace(whole(), marks={"prompt": 7})
    kept = inspecting.save_draft(stage.desk, boss.agent, inspection.inspection_id, draft, inspection.version)

    with pytest.raises(Invalid) as refused:
        stage.submit(kept, draft)
    with pytest.raises(Invalid) as beyond:
        stage.submit(kept, replace(whole(), comments=(Comment(99, "Where?"),)))

    assert "marks.opening" in [each.field for each in refused.value.errors]
    assert [each.field for each in beyond.value.errors] == ["comments.0.seq"]
    assert access.find(stage.desk, inspection.inspection_id).filled == draft


def test_a_sheet_is_submitted_once_and_the_same_request_twice_is_once(stage: Stage) -> None:
    inspection = stage.drawn()

    first, again = stage.submit(inspection), stage.submit(inspection)
    with pytest.raises(InspectionSubmitted):
        stage.submit(inspection, whole(3), key="another")

    assert first.score == again.score
    assert len(stage.letters()) == 1


def test_of_two_who_submit_at_once_one_does(atomic_world: World) -> None:
    stage = Stage.opened(atomic_world)
    stage.rules(EVERY)
    conversation_id = stage.talk()
    from chalicelib.conversations.model.telling import Over
    from chalicelib.quality.service import sampling

    sampling.look_at_end(stage.desk, Over(conversation_id))
    inspection = stage.about(conversation_id)

    done = at_once([partial(stage.submit, inspection, whole(points), str(points)) for points in (4, 8)])

    assert {type(each).__name__ for each in done} - {"Inspection"} <= {"ChangedMeanwhile", "InspectionSubmitted"}
    assert len([each for each in done if isinstance(each, Inspection)]) == 1
    assert sums(stage).inspected == 1


def test_nobody_scores_anothers_task_or_their_own_work(stage: Stage) -> None:
    inspection = stage.drawn()
    other = stage.caller(other_boss(stage, inspection))

    for act in (
        lambda: inspecting.save_draft(stage.desk, other.agent, inspection.inspection_id, whole(), inspection.version),
        lambda: inspecting.submit(stage.desk, other, inspection.inspection_id, whole(), inspection.version, None),
        lambda: inspecting.submit(
            stage.desk, stage.caller(stage.agent), inspection.inspection_id, whole(), inspection.version, None
        ),
        lambda: inspecting.inspect_by_hand(stage.desk, stage.caller(stage.agent), inspection.conversation_id),
    ):
        with pytest.raises(Forbidden):
            act()


# --- appeals --------------------------------------------------------------------------------------------------------


def test_an_appeal_is_decided_by_somebody_else_and_counts_as_it_is_then(stage: Stage) -> None:
    inspection = stage.submit(stage.drawn(), replace(whole(), fatal=("leak",)))
    judge = other_boss(stage, inspection)
    assert (sums(stage).average, sums(stage).fatal) == (0, 1)

    appealed = appeal(stage, inspection)
    waiting = stage.tasks(judge, "appealed")
    with pytest.raises(NotYours):
        decide(stage, inspection, stage.inspector(inspection).agent, Ruling("upheld", "No"))
    decided = decide(stage, inspection, judge, Ruling("changed", "It was not", fatal=()))
    again = decide(stage, inspection, judge, Ruling("changed", "It was not", fatal=()))

    assert (appealed.state, waiting) == ("appealed", [inspection.inspection_id])
    assert (decided.state, decided.final and decided.final.total, again.decision) == ("decided", 80, decided.decision)
    assert (decided.score and decided.score.total, stage.tasks(judge, "appealed")) == (0, [])
    now = sums(stage)
    assert (now.inspected, now.average, now.fatal, now.appealed, now.changed) == (1, 80, 0, 1, 1)
    inspector = stage.inspector(inspection).agent
    assert sorted(stage.letters()[1:]) == sorted(
        [
            ("quality_appeal", judge.email),
            ("quality_appeal", inspector.email),
            ("quality_decision", stage.agent.email),
            ("quality_decision", inspector.email),
        ]
    )
    acts = [each.act for each in audit.read(stage.desk, "2026-11")[0] if each.about == inspection.inspection_id]
    assert acts == ["decide_on_inspection", "appeal_inspection", "submit_inspection"]


def test_one_appeals_once_in_time_and_about_ones_own(stage: Stage) -> None:
    early, late, first = stage.drawn(), stage.submit(stage.drawn()), stage.submit(stage.drawn())

    with pytest.raises(NotSubmitted):
        appeal(stage, early)
    with pytest.raises(NotYours):
        appealing.appeal(stage.desk, stage.boss, first.inspection_id, "Mine?", None)
    with pytest.raises(Invalid):
        appeal(stage, first, " ")
    appeal(stage, first)
    appeal(stage, first)
    with pytest.raises(AppealOver):
        appeal(stage, first, "Once more", key="b")
    stage.world.clock.forward(days=5)
    with pytest.raises(AppealOver):
        appeal(stage, late)


@pytest.mark.parametrize(
    ("ruling", "field"),
    [
        (Ruling("upheld", " "), "text"),
        (Ruling("upheld", "No", marks=dict(whole(3).marks)), "marks"),
        (Ruling("changed", "Yes"), "marks"),
        (Ruling("changed", "Yes", marks={"prompt": 3}), "marks.opening"),
        (Ruling("perhaps", "Yes"), "outcome"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(stage: Stage, ruling: Ruling, field: str) -> None:
    inspection = stage.submit(stage.drawn())
    judge = other_boss(stage, inspection)
    with pytest.raises(NoAppeal):
        decide(stage, inspection, judge, Ruling("upheld", "No"))
    appeal(stage, inspection)

    with pytest.raises(Invalid) as refused:
        decide(stage, inspection, judge, ruling)

    assert field in [each.field for each in refused.value.errors]
    assert access.find(stage.desk, inspection.inspection_id).state == "appealed"


def test_whoever_dies_anywhere_leaves_one_sheet_one_appeal_one_decision_counted_once(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage.opened(new_world(), bosses=2)
        stage.rules(EVERY)
        inspection = stage.drawn()
        judge = other_boss(stage, inspection)
        steps = (
            lambda: stage.submit(inspection),
            lambda: appeal(stage, inspection),
            lambda: decide(stage, inspection, judge, Ruling("changed", "Yes", marks=dict(whole(6).marks))),
        )

        for step in steps:
            with death():
                step()
            step()
        stage.settle(minutes=2)

        now = sums(stage)
        assert (now.inspected, now.average, now.appealed, now.changed) == (1, 60, 1, 1)
        assert access.find(stage.desk, inspection.inspection_id).state == "decided"
        found = stage.recounted()
        assert (found.state, found.sums, found.loads) == ("finished", 0, 0)

    at_each_write(story, least=3)


# --- results --------------------------------------------------------------------------------------------------------


def test_results_stand_by_agent_group_criterion_and_month(stage: Stage) -> None:
    stage.submit(stage.drawn(), whole(10, prompt=5))
    stage.submit(stage.drawn(), whole(6, empathy=None))
    boss, group = stage.world.now(stage.bosses[0]), stage.world.group
    assert group is not None
    read = partial(results.read_results, stage.desk, boss)

    by_agent = {each.key: each.sums.inspected for each in read(Question("agent")).lines}
    by_group = {each.key: each.sums.average for each in read(Question("group")).lines}
    criteria = {each.key: each.sums.criteria[each.key] for each in read(Question("criterion")).lines}
    months = [(each.key, each.sums.inspected) for each in read(Question("month", first="2026-10")).lines]

    assert by_agent[stage.agent.agent_id] == 2
    assert by_group == {group.group_id: 77.5}
    assert criteria["standard.prompt"] == (2, 11, 20)
    assert criteria["standard.empathy"] == (1, 10, 10)
    assert months == [("2026-10", 0), ("2026-11", 2)]


def test_nobody_sees_agents_beyond_their_reach(stage: Stage) -> None:
    inspection = stage.submit(stage.drawn())
    stranger = stage.world.agent()
    foreign_leader = stage.world.agent(role=GROUP_LEADER)
    own = stage.world.now(stage.agent)
    of_agent = f"agent:{stage.agent.agent_id}"

    assert results.read_results(stage.desk, own, Question("month", of=of_agent)).total
    for asker, question, error in (
        (own, Question("month"), PermissionNeeded),
        (own, Question("agent"), PermissionNeeded),
        (stranger, Question("criterion", of=of_agent), PermissionNeeded),
        (foreign_leader, Question("criterion", of=of_agent), Forbidden),
        (foreign_leader, Question("month"), Forbidden),
        (foreign_leader, Question("plan"), Forbidden),
    ):
        with pytest.raises(error):
            results.read_results(stage.desk, asker, question)
    lines = results.read_results(stage.desk, foreign_leader, Question("agent")).lines
    assert [each.key for each in lines] == [foreign_leader.agent_id]
    for asker in (stranger, foreign_leader):
        with pytest.raises(Forbidden):
            inspecting.read_inspection(stage.desk, asker, inspection.inspection_id)
    assert stage.tasks(foreign_leader, "month") == []
    assert stage.tasks(stage.bosses[0], "month") == [inspection.inspection_id]


def test_reading_results_and_lists_costs_the_same_however_much_is_stored(stage: Stage) -> None:
    def cost(number: int) -> list[int]:
        for _ in range(number):
            stage.submit(stage.drawn())
        boss = stage.world.now(stage.bosses[0])
        taken = []
        for act in (
            lambda: results.read_results(stage.desk, boss, Question("month", first="2026-01")),
            lambda: results.read_results(stage.desk, boss, Question("agent", first="2026-01")),
            lambda: stage.tasks(stage.bosses[0], "month"),
            lambda: stage.tasks(stage.agent, "own"),
        ):
            with counted() as requests:
                act()
            taken.append(len(requests))
        return taken

    few = cost(2)

    assert few == cost(14)
    assert max(few) <= 6


def test_a_change_of_the_sheet_leaves_what_was_drawn_as_it_was(stage: Stage) -> None:
    from chalicelib.core.audit import By
    from chalicelib.quality.model.sheets import STANDARD
    from chalicelib.quality.model.shipped import SHIPPED
    from chalicelib.quality.service import sheets

    before = stage.drawn()
    by, changed = By("agt_1", "Mei"), replace(SHIPPED.definition, pass_mark=95)

    sheets.save_draft(stage.desk, by, STANDARD, changed, 0)
    record = sheets.publish(stage.desk, by, STANDARD, 1, Once.of("publish", "1", None))
    again = sheets.publish(stage.desk, by, STANDARD, 1, Once.of("publish", "1", None))
    after = stage.drawn()

    assert (before.sheet_version, after.sheet_version) == (1, 2)
    assert record.published == again.published
    scores = [stage.submit(each).score for each in (before, after)]
    assert [each.passed for each in scores if each is not None] == [True, False]
    assert sheets.read_version(stage.desk, STANDARD, 1) == SHIPPED


def test_an_inspection_by_hand_is_there_once(stage: Stage) -> None:
    stage.rules()
    conversation_id = stage.talk()
    stage.settle()
    assert stage.all() == []

    made = [inspecting.inspect_by_hand(stage.desk, stage.boss, conversation_id) for _ in range(2)]

    assert len({each.inspection_id for each in made}) == 1
    assert [each.kind for each in made[0].reasons] == ["by_hand"]
    assert results_store.cells(stage.desk, []) == {}
    assert stage.world.agent(role=SUPERVISOR).agent_id != made[0].inspector_id
