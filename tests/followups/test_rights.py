"""Whose rights are for callbacks only, or for visits only: each sees and does what their permission is for (F7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import roles
from tests.followups.stage import customers, low_score
from tests.in_process import Asking
from tests.worlds import World

FOLLOW_UPS = "/v1/desk/follow-ups"


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def with_only(world: World, *permissions: str) -> Agent:
    """Somebody whose rights reach everybody, for these things alone."""
    role = roles.create_role(world.desk, name=permissions[0], permissions=list(permissions), scope="all")
    return world.agent(role=role.role_id)


def visit(asking: Asking, world: World, token: str, visitor_id: str) -> str:
    """A visit planned by hand; its id."""
    due_at = (world.clock() + timedelta(hours=1)).isoformat()
    body = {"kind": "care", "visitor_id": visitor_id, "due_at": due_at, "client_id": "plan"}
    return str(asking.ask("POST", FOLLOW_UPS, token, body).said["followup_id"])


def test_whoever_may_only_call_back_lists_reads_and_closes_their_callback(world: World, asking: Asking) -> None:
    world.found()
    owner = with_only(world, "callbacks.work")
    one = low_score(world, owner)
    token = asking.sign_in(owner)

    listed = {
        view: asking.ask("GET", f"{FOLLOW_UPS}?view={view}", token) for view in ("today", "overdue", "mine", "all")
    }
    read = asking.ask("GET", f"{FOLLOW_UPS}/{one.followup_id}", token)
    call = {"outcome": "solved", "text": "Refunded", "client_id": "1"}
    closed = [asking.ask("POST", f"{FOLLOW_UPS}/{one.followup_id}/calls", token, call) for _ in range(2)]

    assert {view: len(answer.said["items"]) for view, answer in listed.items()} == {
        "today": 1,
        "overdue": 0,
        "mine": 1,
        "all": 1,
    }
    assert read.status == 200
    assert [each.status for each in closed] == [201, 200]


def test_callbacks_and_visits_of_others_are_seen_only_with_the_permission_for_them(
    world: World, asking: Asking
) -> None:
    world.found()
    boss = world.agent(role=SUPERVISOR)
    (visitor_id,) = customers(world, 1)
    caller_back, visiting, neither = (
        with_only(world, each) for each in ("callbacks.work", "followups.work", "plans.manage")
    )
    callback = low_score(world, boss).followup_id
    planned = visit(asking, world, asking.sign_in(boss), visitor_id)

    seen = {}
    for agent in (caller_back, visiting, neither):
        token = asking.sign_in(agent)
        items = asking.ask("GET", f"{FOLLOW_UPS}?view=all", token).said.get("items", ())
        reads = [asking.ask("GET", f"{FOLLOW_UPS}/{each}", token).status for each in (callback, planned)]
        seen[agent.agent_id] = ([each["followup_id"] for each in items], reads)

    assert seen[caller_back.agent_id] == ([callback], [200, 403])
    assert seen[visiting.agent_id] == ([planned], [403, 200])
    assert seen[neither.agent_id] == ([], [403, 403])


def test_whoever_may_only_call_back_plans_and_gives_nothing(world: World, asking: Asking) -> None:
    world.found()
    owner, boss = with_only(world, "callbacks.work"), world.agent(role=SUPERVISOR)
    (visitor_id,) = customers(world, 1)
    one = low_score(world, owner)
    token = asking.sign_in(owner)

    planning = asking.ask(
        "POST",
        FOLLOW_UPS,
        token,
        {"kind": "care", "visitor_id": visitor_id, "due_at": "2026-11-24T00:00:00Z", "client_id": "1"},
    )
    giving = asking.ask("POST", f"{FOLLOW_UPS}/{one.followup_id}/assign", token, {"agent_id": boss.agent_id})

    assert [each.status for each in (planning, giving)] == [403, 403]
    assert planning.said["permission"] == "followups.work"
