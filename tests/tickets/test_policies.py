"""Deadline policies as administrators keep them: over HTTP, at once, and in the audit log."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.core import audit
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER, SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.tickets.model.policies import SHIPPED
from chalicelib.tickets.service import policies
from chalicelib.tickets.service.policies import ChangePolicies
from tests.in_process import Asking, named_in
from tests.worlds import World, at_once

POLICIES = "/v1/admin/ticket-policies"
GOLD = {
    "names": {"zh-CN": "金卡", "en": "Gold"},
    "levels": ["gold"],
    "first_answer": {"seconds": 1800, "time": "calendar"},
    "solution": {"seconds": 14400},
}


def as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_policies_are_read_by_who_works_on_tickets_and_changed_by_who_leads_all(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    leader, boss = (asking.sign_in(world.agent(role=role)) for role in (GROUP_LEADER, SUPERVISOR))

    shipped = asking.ask("GET", POLICIES, asking.sign_in(agent))
    refused = [asking.ask("PUT", POLICIES, each, {"reason_minutes": 30}) for each in (asking.sign_in(agent), leader)]
    changed = asking.ask("PUT", POLICIES, boss, {"policies": [GOLD], "escalate_minutes": 15, "version": 0})

    assert (shipped.status, shipped.said["version"], shipped.said["reason_minutes"]) == (200, 0, 60)
    assert shipped.said["policies"] == as_json(SHIPPED)
    assert [each.status for each in refused] == [403, 403]
    assert (changed.status, changed.said["version"], changed.said["escalate_minutes"]) == (200, 1, 15)
    assert changed.said["policies"][0]["solution"] == {"seconds": 14400, "time": "working"}
    assert asking.ask("GET", POLICIES, boss).said == changed.said


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"policies": [GOLD, GOLD]}, "policies.1"),
        ({"policies": [{**GOLD, "levels": ["platinum"]}]}, "policies.0.levels"),
        ({"policies": [{**GOLD, "solution": {"seconds": 1}}]}, "policies[0].solution.seconds"),
        ({"policies": [{**GOLD, "colour": "red"}]}, "policies[0].colour"),
        ({"escalate_minutes": 0}, "escalate_minutes"),
        ({"reason_minutes": 100_000}, "reason_minutes"),
    ],
)
def test_what_cannot_be_a_policy_is_refused_by_its_field(
    world: World, asking: Asking, body: dict[str, object], field: str
) -> None:
    world.found()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))

    answer = asking.ask("PUT", POLICIES, boss, body)

    assert answer.status == 422, answer
    assert named_in(answer) == [field]
    assert asking.ask("GET", POLICIES, boss).said["version"] == 0


def test_a_change_is_in_the_audit_log_and_the_same_again_is_none(world: World) -> None:
    world.found()
    boss = world.signed_in(world.agent(role=SUPERVISOR))

    once, twice = (policies.change_policies(world.desk, boss, ChangePolicies(reason_minutes=30)) for _ in range(2))
    noted = [each for each in audit.read(world.desk, "2026-11")[0] if each.act == "change_ticket_policies"]

    assert (once.version, twice.version) == (1, 1)
    assert [(each.before["reason_minutes"], each.after["reason_minutes"]) for each in noted] == [(60, 30)]


def test_who_has_read_others_is_told_so_and_different_fields_both_hold(world: World) -> None:
    world.found()
    boss = world.signed_in(world.agent(role=SUPERVISOR))
    policies.change_policies(world.desk, boss, ChangePolicies(reason_minutes=30))

    with pytest.raises(ChangedMeanwhile):
        policies.change_policies(world.desk, boss, ChangePolicies(reason_minutes=90, version=0))
    after = policies.change_policies(world.desk, boss, ChangePolicies(escalate_minutes=5))

    assert (after.reason_minutes, after.escalate_minutes, after.version) == (30, 5, 2)


def test_an_example_says_by_when_something_of_now_is_answered_and_which_policy_says_so(
    world: World, asking: Asking
) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(agent)
    plans.update_plan(world.desk, "demo", {"hours": {"weekly": {"mon": [["03:00", "04:00"]]}}}, None)
    path = f"{POLICIES}/example?type=complaint&priority=urgent"

    always = asking.ask("GET", path, token).said
    of_plan = asking.ask("GET", f"{path}&plan_key=demo", token).said
    of_none = asking.ask("GET", f"{POLICIES}/example?type=offline_message", token).said
    unknown = asking.ask("GET", f"{path}&plan_key=nowhere", token)

    soon = datetime.fromisoformat(always["at"]) + timedelta(hours=2)
    told = [(each["name"], each["policy"], datetime.fromisoformat(each["due_at"])) for each in always["deadlines"]]
    assert told == [("first_answer", 1, soon), ("solution", 2, soon)]
    assert all(datetime.fromisoformat(each["due_at"]) > soon for each in of_plan["deadlines"])
    assert of_none["deadlines"] == []
    assert (unknown.status, named_in(unknown)) == (422, ["plan_key"])


@pytest.mark.race
def test_many_who_change_them_at_once_lose_nothing(atomic_world: World) -> None:
    world = atomic_world
    world.found()
    boss = world.signed_in(world.agent(role=SUPERVISOR))
    forms = [ChangePolicies(reason_minutes=30), ChangePolicies(escalate_minutes=5)] * 3

    at_once([partial(policies.change_policies, world.desk, boss, form) for form in forms])

    after = policies.read_policies(world.desk)
    assert (after.reason_minutes, after.escalate_minutes, after.version) == (30, 5, 2)
