"""Requests for instruction: level by level, past one only in urgency, and nobody answers their own (B8)."""

from __future__ import annotations

from functools import partial

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.logbook.model.instructions import (
    AnswerInstruction,
    CarryOut,
    Instruction,
    NobodyAbove,
    NotYourLevel,
    PassUp,
    Withdraw,
)
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service import instructing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.reach import NotYours
from tests.crashes import Death, at_each_write
from tests.logbook.stage import Stage
from tests.worlds import World, at_once


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def answer(stage: Stage, by: Agent, instruction: Instruction, text: str = "Yes", key: str | None = None) -> Instruction:
    once = Once.of(f"answer#{by.agent_id}", key, text) if key else None
    form = AnswerInstruction(text)
    return instructing.answer_instruction(stage.desk, stage.now(by), instruction.instruction_id, form, once)


def pass_up(stage: Stage, by: Agent, instruction: Instruction, text: str = "I would", **more: str) -> Instruction:
    form = PassUp(text, **more)  # type: ignore[arg-type]
    return instructing.pass_up(stage.desk, stage.now(by), instruction.instruction_id, form, None)


def waiting(stage: Stage, by: Agent) -> list[str]:
    found, _ = instructing.list_instructions(stage.desk, stage.now(by), "to_answer", None, None)
    return [each.instruction_id for _, each in found]


def steps(instruction: Instruction) -> list[tuple[str, str | None]]:
    return [(each.what, each.level) for each in instruction.steps]


def test_it_goes_up_level_by_level_with_each_ones_opinion_and_back_to_who_asked(stage: Stage) -> None:
    asked = stage.ask()
    first = waiting(stage, stage.leader), waiting(stage, stage.supervisor)

    pass_up(stage, stage.leader, asked, "I would give half")
    pass_up(stage, stage.supervisor, asked, "So would I")
    answer(stage, stage.boss, asked, "Give all of it")
    form = CarryOut("Done; half had done")
    done = instructing.carry_out(stage.desk, stage.now(stage.agent), asked.instruction_id, form, None)

    assert first == ([asked.instruction_id], [])
    assert steps(done) == [
        ("asked", None),
        ("passed", "leader"),
        ("passed", "supervisor"),
        ("answered", "administrator"),
        ("carried_out", None),
    ]
    assert [each.text for each in done.steps[1:4]] == ["I would give half", "So would I", "Give all of it"]
    to = [stage.leader.email, stage.supervisor.email, stage.boss.email]
    assert stage.told("instruction_waiting") == sorted(to)
    assert stage.told("instruction_answered") == [stage.agent.email]
    assert waiting(stage, stage.boss) == []


def test_a_level_is_skipped_only_in_urgency_with_a_reason_and_hears_of_it(stage: Stage) -> None:
    with pytest.raises(Invalid):
        stage.ask(level="supervisor", reason="I am in a hurry")
    with pytest.raises(Invalid):
        stage.ask(level="supervisor", urgent=True, reason="  ")

    asked = stage.ask(level="supervisor", urgent=True, reason="Water in the cellar")

    assert steps(asked) == [("asked", None), ("skipped", "leader")]
    assert asked.steps[1].reason == "Water in the cellar"
    assert stage.told("instruction_skipped") == [stage.leader.email]
    assert (waiting(stage, stage.leader), waiting(stage, stage.supervisor)) == ([], [asked.instruction_id])


def test_nobody_answers_their_own_nor_what_another_level_is_to_answer(stage: Stage) -> None:
    asked, own = stage.ask(), stage.ask(stage.leader, subject="May I go?")

    for by, instruction in ((stage.supervisor, asked), (stage.boss, asked), (stage.leader, own), (stage.agent, asked)):
        with pytest.raises(NotYourLevel):
            answer(stage, by, instruction)
    with pytest.raises(NotYours):
        instructing.read_instruction(stage.desk, stage.now(stage.colleague), asked.instruction_id)
    with pytest.raises(NotYours):
        form = Withdraw("Never mind")
        instructing.withdraw(stage.desk, stage.now(stage.colleague), asked.instruction_id, form, None)

    assert own.level == "supervisor", "who leads asks the level above"
    with pytest.raises(NobodyAbove):
        stage.ask(stage.boss, group_id=stage.sales.group_id)


def test_a_level_where_nobody_is_is_gone_past(stage: Stage) -> None:
    people.update_agent(stage.desk, stage.leader.agent_id, UpdateAgent(active=False))
    people.update_agent(stage.desk, stage.supervisor.agent_id, UpdateAgent(active=False))

    asked = stage.ask()

    assert asked.level == "administrator"
    assert steps(asked) == [("asked", None), ("nobody", "leader"), ("nobody", "supervisor")]


def test_what_is_not_answered_in_time_is_told_of_once_and_the_level_above_may_answer(stage: Stage) -> None:
    asked = stage.ask(urgent=True)

    stage.forward(minutes=31)
    stage.forward(hours=3)
    late = stage.read(asked)
    done = answer(stage, stage.supervisor, asked)

    assert late.late and steps(late) == [("asked", None), ("late", "leader")]
    assert stage.told("instruction_late") == sorted([stage.leader.email, stage.supervisor.email])
    assert done.state == "answered" and done.steps[-1].level == "supervisor"


def test_of_an_answer_and_a_passing_up_at_the_same_moment_one_holds(atomic_world: World) -> None:
    stage = Stage.set(atomic_world)
    for number in range(5):
        asked = stage.ask(subject=f"May I {number}?")

        results = at_once([partial(answer, stage, stage.leader, asked), partial(pass_up, stage, stage.leader, asked)])

        kinds = sorted(type(each).__name__ for each in results)
        assert kinds in (["DutyOver", "Instruction"], ["Instruction", "NotYourLevel"])
        assert len(stage.read(asked).steps) == 2


def test_asking_and_answering_are_done_once_wherever_they_die(stage: Stage) -> None:
    names = iter(f"Question {number}" for number in range(99))

    def story(death: Death) -> None:
        name = next(names)
        with death():
            asked = stage.ask(subject=name, key=name)
            answer(stage, stage.leader, asked, key=name)
        asked = stage.ask(subject=name, key=name)
        done = answer(stage, stage.leader, asked, key=name)

        assert steps(done) == [("asked", None), ("answered", "leader")]
        assert [each.words["title"] for each in stage.letters("instruction_waiting")].count(name) == 1

    at_each_write(story, least=2)


def test_what_is_settled_stays_so(stage: Stage) -> None:
    asked = stage.ask()
    form = Withdraw("It is solved")
    instructing.withdraw(stage.desk, stage.now(stage.agent), asked.instruction_id, form, None)

    for act in (partial(answer, stage, stage.leader, asked), partial(pass_up, stage, stage.leader, asked)):
        with pytest.raises(DutyOver):
            act()
    with pytest.raises(DutyOver):
        instructing.carry_out(stage.desk, stage.now(stage.agent), asked.instruction_id, CarryOut(), None)
