"""Who lacks what their group requires is assigned nothing, to the moment, and is again once they passed (F11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, WAITING
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR, BeyondYourRights
from chalicelib.routing import service as routing
from chalicelib.training.model.requirements import NobodyLeft, Requirement
from chalicelib.training.service import lists, requiring, settling
from chalicelib.training.service.lists import Asked
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, named_in
from tests.training.stage import SINGLE, Stage, course
from tests.worlds import World, counted, in_use


def arrive(stage: Stage) -> str:
    """A visitor asks something; the conversation's id."""
    form = StartConversation(text="Hello", client_id=stage.desk.new_id("c"))
    return conversations.start_conversation(stage.desk, stage.world.visitor(), "demo", form).conversation_id


def state(stage: Stage, conversation_id: str) -> tuple[str, str | None]:
    header = conversations.find(stage.desk, conversation_id)
    return header.state, header.agent_id


def test_who_lacks_a_course_is_given_nothing_until_they_pass_it(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.online()
    stage.require(course_id)

    waits = arrive(stage)
    before = stage.why_not()
    stage.passes(course_id)
    stage.run(seconds=6)

    assert before == "untrained"
    assert stage.why_not() is None
    assert state(stage, waits) == (OPEN, stage.agent.agent_id)


def test_another_of_the_group_gets_what_somebody_lacks_the_right_to(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.passes(course_id, by=stage.other)
    stage.online(stage.agent, stage.other)
    stage.require(course_id)

    given = [arrive(stage) for _ in range(3)]

    assert {state(stage, each) for each in given} == {(OPEN, stage.other.agent_id)}


def test_days_of_grace_end_to_the_moment_however_late_anybody_looks(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.online()
    requirement, _ = stage.require(course_id, days=1)

    before = stage.why_not()
    world.clock.at = requirement.binds_from
    stage.world.online(stage.agent)
    after, waits = stage.why_not(), arrive(stage)

    assert (before, after) == (None, "untrained")
    assert state(stage, waits) == (WAITING, None)


def test_who_lacks_a_course_takes_nothing_by_hand_without_leave_of_a_supervisor(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.require(course_id)
    stage.online()
    waits = arrive(stage)

    with pytest.raises(AgentAway) as refused:
        routing.take_conversation(stage.desk, world.now(stage.agent), waits)
    until = stage.desk.now() + timedelta(hours=1)
    requiring.grant(stage.desk, stage.caller(stage.leader), stage.agent.agent_id, until, "Nobody else is there")
    stage.run(seconds=6)

    assert refused.value.extra == {"reason": "untrained"}
    assert state(stage, waits) == (OPEN, stage.agent.agent_id)
    world.clock.at = until
    stage.online()
    assert stage.why_not() == "untrained"


def test_leave_is_for_others_in_reach_and_for_two_weeks_at_most(world: World) -> None:
    stage = Stage.opened(world)
    stage.require(stage.publish(course(SINGLE)))
    soon, late = stage.desk.now() + timedelta(hours=1), stage.desk.now() + timedelta(days=15)

    for giver, agent, until, error in (
        (stage.leader, stage.leader, soon, Invalid),
        (stage.leader, stage.outsider, soon, BeyondYourRights),
        (stage.leader, stage.agent, late, Invalid),
        (stage.boss, stage.outsider, soon, Invalid),
    ):
        with pytest.raises(error):
            requiring.grant(stage.desk, stage.caller(giver), agent.agent_id, until, "Why not")


def test_a_certificate_that_ends_or_is_revoked_bars_and_a_new_one_lets_in(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, valid_months=1))
    stage.require(course_id)
    attempt = stage.passes(course_id)

    settling.revoke(stage.desk, stage.caller(stage.leader), str(attempt.certificate_id), "It was copied")
    stage.online()
    revoked = stage.why_not()
    stage.passes(course_id)
    passed = stage.why_not()
    stage.run(days=32)
    stage.online()

    assert (revoked, passed, stage.why_not()) == ("untrained", None, "untrained")


def test_whoever_comes_into_a_group_must_have_what_it_requires_and_who_leaves_need_not(world: World) -> None:
    stage = Stage.opened(world)
    stage.require(stage.publish(course(SINGLE)))
    stage.online(stage.outsider, stage.agent)
    members = [*stage.group.member_ids, stage.outsider.agent_id]

    people.update_group(stage.desk, stage.group.group_id, UpdateGroup(member_ids=members))
    joined = stage.why_not(stage.outsider)
    others = [each for each in stage.group.member_ids if each != stage.agent.agent_id]
    people.update_group(stage.desk, stage.group.group_id, UpdateGroup(member_ids=others))

    assert joined == "untrained"
    assert stage.why_not(stage.agent) is None
    assert stage.why_not(stage.outsider) is None


def test_who_would_be_out_is_said_before_it_is_set(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    wanted = Requirement(stage.group.group_id, (course_id,))

    trial = requiring.try_requirement(stage.desk, world.now(stage.boss), wanted)
    with pytest.raises(NobodyLeft):
        stage.require(course_id, anyway=False)
    unset = stage.why_not()
    stage.passes(course_id, by=stage.other)
    requirement, after = stage.require(course_id, anyway=False)

    assert (trial.members, len(trial.out)) == (3, 3)
    assert unset != "untrained"
    assert {each.agent.agent_id for each in after.out} == {stage.agent.agent_id, stage.leader.agent_id}
    assert requirement.version == 1


def test_what_is_required_no_longer_bars_nobody(world: World) -> None:
    stage = Stage.opened(world)
    stage.require(stage.publish(course(SINGLE)))
    stage.online()
    barred = stage.why_not()

    stage.require()

    assert (barred, stage.why_not()) == ("untrained", None)


def test_a_requirement_reaches_everybody_wherever_a_function_dies(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.online(stage.agent, stage.other)

    def story(death: Death) -> None:
        with death():
            stage.require(course_id)
        stage.require(course_id)
        stage.run(minutes=7)
        stage.online(stage.agent, stage.other)
        assert [stage.why_not(each) for each in (stage.agent, stage.other)] == ["untrained"] * 2
        stage.require()
        assert stage.why_not() is None

    at_each_write(story)


def test_leaders_see_who_lacks_what_and_agents_what_they_still_need(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.require(course_id)
    stage.passes(course_id, by=stage.other)

    standing = lists.standing_of(stage.desk, world.now(stage.leader), Asked("group", stage.group.group_id))
    lacking = {each.agent.agent_id: [need.until is None for need in each.needs] for each in standing.members}

    assert lacking == {
        stage.agent.agent_id: [True],
        stage.other.agent_id: [False],
        stage.leader.agent_id: [True],
    }
    assert ("training_lacks", stage.agent.email) in stage.letters()
    assert ("training_lacks", stage.outsider.email) not in stage.letters()


def test_a_requirement_of_a_large_group_is_spread_in_pieces_and_its_list_is_paged(world: World) -> None:
    stage = Stage.opened(world)
    many = [world.agent() for _ in range(60)]
    ids = [*stage.group.member_ids, *(each.agent_id for each in many)]
    people.update_group(stage.desk, stage.group.group_id, UpdateGroup(member_ids=ids))
    stage.require(stage.publish(course(SINGLE)))
    stage.run(seconds=1)

    with counted() as requests:
        standing = lists.standing_of(stage.desk, world.now(stage.boss), Asked("group", stage.group.group_id))

    assert all(world.now(each).training is not None for each in many)
    assert len(standing.members) == lists.PAGE and standing.following is not None
    assert len(requests) <= 7


def test_taking_and_arriving_cost_no_request_more(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.online()
    arrive(stage)
    with counted() as before:
        arrive(stage)

    stage.passes(course_id)
    stage.require(course_id, days=30)
    with counted() as after:
        arrive(stage)

    assert len(after) == len(before)


def test_whoever_passes_while_their_record_is_written_is_not_kept_out_by_it(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE, valid_months=0))
    joins = stage.outsider
    stage.online(joins)
    stage.see(course_id, by=joins)
    attempt = stage.start(course_id, by=joins)
    stage.answer(attempt, SINGLE, SINGLE.right, by=joins)
    stage.require(course_id)
    ids = [*stage.group.member_ids, joins.agent_id]
    left = [lambda: stage.submit(attempt, by=joins)]

    def meanwhile(operation: str, asked: Mapping[str, Any]) -> None:
        if operation == "TransactWriteItems" and "lacks_from" in str(asked) and left:
            left.pop()()

    with in_use().watching(meanwhile, lambda *_: None):
        people.update_group(stage.desk, stage.group.group_id, UpdateGroup(member_ids=ids))

    assert not left
    assert stage.find(attempt).state == "passed"
    assert stage.why_not(joins) is None


def test_a_requirement_begins_at_a_moment_that_there_is(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    now = stage.desk.now()

    for wrong in (now + timedelta(days=400), datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)):
        with pytest.raises(Invalid) as refused:
            stage.try_requirement(course_id, begins_at=wrong)
        assert refused.value.errors[0].field == "begins_at"

    assert stage.try_requirement(course_id, begins_at=now + timedelta(days=300)).binds_from == now + timedelta(days=300)


def test_moments_without_a_zone_are_refused_by_name(world: World) -> None:
    stage = Stage.opened(world)
    course_id = stage.publish(course(SINGLE))
    stage.require(course_id)
    asking = Asking()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    required = f"/v1/admin/training/requirements/{stage.group.group_id}"
    wanted = {"course_ids": [course_id], "begins_at": "2026-12-01T00:00:00", "anyway": True}
    granted = {"until": "2026-11-25T00:00:00", "reason": "Busy"}

    answers = [
        asking.ask("POST", required, boss, wanted),
        asking.ask("POST", f"/v1/desk/training/agents/{stage.agent.agent_id}/grant", boss, granted),
    ]

    assert [(each.status, named_in(each)) for each in answers] == [(422, ["begins_at"]), (422, ["until"])]
