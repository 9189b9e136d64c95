"""What is done for, with or instead of a colleague is in the audit log (F7)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.followups.model.forms import PlanFollowUp, RecordCall
from chalicelib.followups.service import calling, planning
from chalicelib.offline.service import reading, transitions
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import desk
from infra.deploy import bootstrap
from infra.deploy.smoke import PLAN
from infra.operate import archive
from tests.followups.stage import caller, customers
from tests.offline.night import Night
from tests.worlds import World


def acts(world: World, *names: str) -> list[Any]:
    """Oldest first."""
    found, _ = desk.read_audit(world.desk, None, None)
    return [each for each in found[::-1] if each.act in names]


def plan_visit(world: World, by: Agent, owner: Agent, client_id: str = "1") -> str:
    one, _ = planning.plan_follow_up(
        world.desk,
        caller(by),
        PlanFollowUp(
            kind="care",
            visitor_id="vis_old00000",
            due_at=(world.clock() + timedelta(hours=1)).isoformat(),
            script="",
            owner_id=owner.agent_id,
            client_id=client_id,
        ),
        request_id="req_7",
    )
    return one.followup_id


def test_a_visit_planned_for_a_colleague_and_a_call_that_was_theirs_are_noted(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    customers(world, 1)
    solved = RecordCall("solved", "2")

    for_them, own = plan_visit(world, boss, agent), plan_visit(world, boss, boss, "2")
    for each in (for_them, own):
        calling.record_call(world.desk, boss, each, solved)

    planned, called = acts(world, "plan_follow_up", "record_call")
    assert (planned.by, planned.about, planned.request_id) == (boss.agent_id, for_them, "req_7")
    assert planned.after == {"owner_id": agent.agent_id, "visitor_id": "vis_old00000", "kind": "care"}
    assert (called.about, called.after) == (for_them, {"owner_id": agent.agent_id, "outcome": "solved"})


@pytest.mark.parametrize("by_answering", [False, True])
def test_taking_a_message_that_was_given_to_a_colleague_is_noted(world: World, by_answering: bool) -> None:
    night = Night(world).fall()
    message = night.given()
    (other,) = [each for each in night.agents if each.agent_id != message.agent_id]

    if by_answering:
        transitions.answer_message(world.desk, world.now(other), message.message_id, "Yes", ["widget"], "1")
    else:
        transitions.claim_message(world.desk, world.now(other), message.message_id)

    (noted,) = acts(world, "claim_message")
    assert (noted.by, noted.about) == (other.agent_id, message.message_id)
    assert (noted.before, noted.after) == ({"agent_id": message.agent_id}, {"agent_id": other.agent_id})


def test_claiming_what_one_was_given_is_no_privilege(world: World) -> None:
    night = Night(world).fall()
    message = night.given()
    (own,) = [each for each in night.agents if each.agent_id == message.agent_id]

    transitions.claim_message(world.desk, world.now(own), message.message_id)

    assert acts(world, "claim_message") == []


def test_a_supervisor_who_reads_a_colleagues_message_is_noted_once_a_day(world: World) -> None:
    night = Night(world).fall()
    message = night.given()
    boss = world.agent(role=SUPERVISOR)

    for _ in range(2):
        reading.read_message(world.desk, boss, message.message_id)

    (noted,) = [each for each in acts(world, "read_message") if each.by == boss.agent_id]
    assert (noted.about, noted.after) == (message.message_id, {"holder_id": message.agent_id})


def test_who_takes_every_fact_away_is_noted_before_they_have_any(world: World, tmp_path: Path) -> None:
    world.found()

    archive.note_export(world.desk, "root")
    archive.export(world.desk, tmp_path / "out", lambda _: None)

    (noted,) = acts(world, "export")
    assert (noted.by, noted.by_name, noted.about) == ("operator", "root", "desk")


def test_the_plan_of_the_checks_reaches_nobody_also_on_a_desk_that_was_founded_before(world: World) -> None:
    from chalicelib.plans import service as plans

    plans.create_plan(world.desk, PLAN, {"name": "Deployment checks"})

    bootstrap.bootstrap(world.desk, "boss@example.com")
    first = plans.read_plan(world.desk, PLAN)
    bootstrap.bootstrap(world.desk, None)

    assert (first.reaches_nobody, first.allowed_origins) == (True, ("https://checks.invalid",))
    assert plans.read_plan(world.desk, PLAN) == first
