"""What is drawn, and who is given it: once, whatever comes twice or dies; never who took part (F4)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.model.telling import Over
from chalicelib.core import work
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from chalicelib.quality.model.rules import KEYWORDS, LOW_SCORE, RANDOM, SHARE, SLOW_ANSWER, Rule, number_of
from chalicelib.quality.service import assigning, sampling
from chalicelib.quality.service.sampling import CloseWeek
from chalicelib.routing.service import reopening
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import SurveyAnswered, survey_id_of
from chalicelib.surveys.service import answering
from tests.crashes import Death, at_each_write
from tests.quality.stage import EVERY, Stage
from tests.worlds import World, at_once, counted


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.opened(world)


@pytest.mark.also_on_moto
def test_a_conversation_that_is_over_is_drawn_and_given_to_an_inspector(stage: Stage) -> None:
    stage.rules(EVERY)

    inspection = stage.drawn("How much?")

    assert (inspection.agent_id, inspection.state) == (stage.agent.agent_id, "open")
    assert inspection.inspector_id == stage.bosses[0].agent_id
    assert [(each.kind, each.name) for each in inspection.reasons] == [(SHARE, "Every one")]
    assert stage.tasks(stage.bosses[0]) == [inspection.inspection_id]
    assert stage.loads() == {stage.bosses[0].agent_id: 1}


def test_without_rules_a_conversation_costs_one_read_more(stage: Stage) -> None:
    conversation_id = stage.talk()

    with counted() as requests:
        sampling.look_at_end(stage.desk, Over(conversation_id))

    assert requests.names == ["GetItem"]


def test_rules_say_why_and_one_conversation_is_inspected_once(stage: Stage) -> None:
    slow = Rule("slow", "Slow", SLOW_ANSWER, seconds=60)
    word = Rule("word", "Said", KEYWORDS, words=("投诉",), by="visitor")
    stage.rules(slow, word)

    both, late, none = stage.talk("你好", "我要投诉", after=90), stage.talk("你好", after=90), stage.talk("你好")
    stage.settle()

    reasons = {each.conversation_id: [(why.kind, why.detail) for why in each.reasons] for each in stage.all()}
    assert reasons == {both: [("slow_answer", "90"), ("keywords", "投诉")], late: [("slow_answer", "90")]}
    assert none not in reasons


def test_a_low_score_draws_its_conversation_when_it_is_given_and_twice_is_once(stage: Stage) -> None:
    stage.rules(Rule("low", "Low", LOW_SCORE, score=2))
    visitor = stage.world.visitor()
    form = StartConversation(text="Hello?", client_id="1")
    conversation_id = conversations.start_conversation(stage.desk, visitor, "demo", form).conversation_id
    conversations.reply(stage.desk, stage.world.now(stage.agent), conversation_id, "Hi", "1")
    stage.end(conversation_id)
    stage.settle()
    assert stage.all() == []

    survey_id = survey_id_of(conversation_id)
    answering.answer(stage.desk, visitor, "demo", survey_id, score=1, client_id="1")
    stage.settle()
    sampling.look_at_rating(stage.desk, SurveyAnswered(survey_id))

    (inspection,) = stage.all()
    assert [(each.kind, each.detail) for each in inspection.reasons] == [(LOW_SCORE, "1")]
    assert surveys.find(stage.desk, survey_id) is not None


def test_whoever_looks_once_more_or_at_the_same_moment_draws_it_once(atomic_world: World) -> None:
    stage = Stage.opened(atomic_world, bosses=2)
    stage.rules(EVERY)
    conversation_id = stage.talk()

    done = at_once([lambda: sampling.look_at_end(stage.desk, Over(conversation_id))] * 8)

    assert [each for each in done if each is not None] == []
    assert len(stage.all()) == 1
    assert sum(stage.loads().values()) == 1


def test_drawing_that_dies_anywhere_is_done_once_by_the_due_work(new_world: Any) -> None:
    def story(death: Death) -> None:
        stage = Stage.opened(new_world(), bosses=2)
        stage.rules(EVERY, Rule("week", "Week", SHARE, per_mille=0, at_least=2))
        conversation_id = stage.talk()
        stage.world.clock.forward(seconds=6)

        with death():
            work.run_due(stage.desk, limit=1_000)
        for _ in range(3):
            stage.settle(minutes=2)

        (inspection,) = stage.all()
        assert inspection.conversation_id == conversation_id
        assert sum(stage.loads().values()) == 1

    at_each_write(story, sides=(False,), step=2, most=80)


def test_what_goes_on_before_it_is_looked_at_is_left_alone_until_it_ends_again(stage: Stage) -> None:
    stage.rules(EVERY)
    conversation_id = stage.talk()

    reopening.reopen_conversation(stage.desk, stage.world.now(stage.agent), conversation_id)
    stage.settle()
    before = len(stage.all())
    stage.end(conversation_id)
    stage.settle()

    assert (before, len(stage.all())) == (0, 1)


# --- at least so many a week ----------------------------------------------------------------------------------------


def test_at_least_so_many_of_an_agents_week_are_drawn_the_lowest_numbers_first(stage: Stage) -> None:
    rule = Rule("week", "Two a week", SHARE, per_mille=0, at_least=2)
    stage.rules(rule)
    ids = [stage.talk() for _ in range(5)]
    stage.settle()
    assert stage.all() == []

    stage.settle(days=8)

    expected = sorted(ids, key=lambda each: number_of("a seed", "week", each))[:2]
    assert {each.conversation_id for each in stage.all()} == set(expected)

    name = "2026-W48"
    sampling.close_week(stage.desk, CloseWeek("week", stage.agent.agent_id, name))
    assert len(stage.all()) == 2


def test_who_was_drawn_by_the_share_counts_among_the_least(stage: Stage) -> None:
    stage.rules(Rule("week", "All, two at least", SHARE, at_least=2))
    for _ in range(3):
        stage.talk()
    stage.settle()

    stage.settle(days=8)

    assert len(stage.all()) == 3


# --- whose it is ----------------------------------------------------------------------------------------------------


def test_tasks_are_balanced_among_inspectors(world: World) -> None:
    stage = Stage.opened(world, bosses=3)
    stage.rules(EVERY)

    for _ in range(12):
        stage.talk()
    stage.settle()

    assert sorted(stage.loads().values()) == [4, 4, 4]


def test_an_inspector_never_gets_what_they_took_part_in(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    first = stage.world.now(stage.bosses[0])
    world.online(first)
    conversation_id = stage.talk()
    header = conversations.find(stage.desk, conversation_id)
    holder = str(header.agent_id)

    ids = [stage.talk() for _ in range(6)]
    stage.settle()

    for each in (stage.about(name) for name in (conversation_id, *ids)):
        assert each.inspector_id not in (each.agent_id, *each.involved)
    assert holder not in {each.inspector_id for each in stage.all() if each.agent_id == holder}


def test_a_supervisor_who_wrote_as_a_guest_is_not_given_it(world: World) -> None:
    stage = Stage.opened(world, bosses=1)
    stage.rules(EVERY)
    boss = stage.bosses[0]
    world.online(boss, "busy")
    visitor = world.visitor()
    form = StartConversation(text="Hello?", client_id="g")
    conversation_id = conversations.start_conversation(stage.desk, visitor, "demo", form).conversation_id
    conversations.reply(stage.desk, world.now(stage.agent), conversation_id, "Hi", "1")
    conversations.reply(stage.desk, world.now(boss), conversation_id, "I am here as well", "2")
    stage.end(conversation_id)
    stage.settle()

    inspection = stage.about(conversation_id)
    assert (inspection.state, inspection.inspector_id) == ("waiting", None)
    assert boss.agent_id in inspection.involved
    assert stage.tasks(boss, "waiting") == []

    world.agent(role=SUPERVISOR)
    stage.settle(hours=2)
    assert stage.about(conversation_id).state == "open"


def test_administrators_inspect_only_where_nobody_else_does(world: World) -> None:
    stage = Stage.opened(world, bosses=0)
    chief = world.agent(role=ADMINISTRATOR)
    stage.rules(EVERY)
    first = stage.drawn()
    leader = world.agent(role=SUPERVISOR)

    second = stage.drawn()

    assert (first.inspector_id, second.inspector_id) == (chief.agent_id, leader.agent_id)


def test_a_leader_inspects_their_group_and_nobody_beyond(world: World) -> None:
    stage = Stage.opened(world, bosses=0)
    outsider = world.agent(role=GROUP_LEADER)
    stage.rules(EVERY)

    inspection = stage.drawn()

    assert (inspection.state, inspection.inspector_id) == ("waiting", None)
    assert stage.tasks(outsider, "waiting") == []


def test_a_rule_names_the_groups_whose_members_inspect(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    chosen = stage.bosses[1]
    form = CreateGroup(name="Inspectors", leader_id=chosen.agent_id, member_ids=[chosen.agent_id])
    group = people.create_group(stage.desk, form)
    stage.rules(Rule("every", "Every", RANDOM, inspector_group_ids=(group.group_id,)))

    for _ in range(3):
        stage.talk()
    stage.settle()

    assert {each.inspector_id for each in stage.all()} == {chosen.agent_id}


def test_who_can_inspect_no_more_leaves_their_tasks_to_others(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    for _ in range(4):
        stage.talk()
    stage.settle()

    people.update_agent(stage.desk, stage.bosses[0].agent_id, UpdateAgent(active=False))
    stage.settle()

    assert {each.inspector_id for each in stage.all()} == {stage.bosses[1].agent_id}
    assert stage.loads() == {stage.bosses[0].agent_id: 0, stage.bosses[1].agent_id: 4}


def test_a_task_is_given_to_somebody_else_by_hand_and_twice_is_once(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY)
    inspection = stage.drawn()
    other = next(each for each in stage.bosses if each.agent_id != inspection.inspector_id)

    for _ in range(2):
        assigning.assign(stage.desk, stage.boss, inspection.inspection_id, other.agent_id)

    assert stage.tasks(other) == [inspection.inspection_id]
    assert sorted(stage.loads().values()) == [0, 1]


def test_a_thousand_conversations_make_drawing_the_next_no_dearer(world: World) -> None:
    stage = Stage.opened(world, bosses=2)
    stage.rules(EVERY, Rule("week", "Week", SHARE, per_mille=0, at_least=5))

    def cost(number: int) -> tuple[int, int, int]:
        for _ in range(number):
            stage.talk()
        stage.settle()
        conversation_id = stage.talk()
        with counted() as drawing:
            sampling.look_at_end(stage.desk, Over(conversation_id))
        with counted() as listing:
            stage.tasks(stage.bosses[0])
        with counted() as reading:
            stage.about(conversation_id)
        return len(drawing), len(listing), len(reading)

    few, many = cost(2), cost(30)

    assert all(later <= first for later, first in zip(many, few, strict=True)), (few, many)
