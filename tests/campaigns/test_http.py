"""Campaigns and rules over HTTP: what is asked, what is answered, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.people.model.rights import SUPERVISOR
from tests.campaigns.stage import CAMPAIGN, campaign
from tests.followups.stage import boss, customers
from tests.in_process import Asking, Watched, named_in
from tests.worlds import World, counted

CAMPAIGNS, RULES = "/v1/admin/campaigns", "/v1/admin/follow-up-rules"


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_campaign_from_making_to_progress(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(boss(world))
    customers(world, 3)
    body = {**CAMPAIGN, "agent_ids": [agent.agent_id]}

    made = asking.ask("POST", CAMPAIGNS, token, body, headers={"Idempotency-Key": "k"})
    again = asking.ask("POST", CAMPAIGNS, token, body, headers={"Idempotency-Key": "k"})
    one = f"{CAMPAIGNS}/{made.said['campaign_id']}"
    ran = asking.ask("POST", f"{one}/run", token, {})
    repeated = asking.ask("POST", f"{one}/run", token, {})
    changed = asking.ask("PUT", one, token, {"quota_per_agent": 5, "version": 1})
    stale = asking.ask("PUT", one, token, {"quota_per_agent": 6, "version": 1})
    read = asking.ask("GET", one, token)

    assert (made.status, again.status) == (201, 200)
    assert made.said["campaign_id"] == again.said["campaign_id"]
    assert (ran.status, ran.said["planned"], repeated.status) == (201, 3, 200)
    assert (changed.status, changed.said["quota_per_agent"], stale.status) == (200, 5, 409)
    assert read.said["progress"] == {"planned": 3, "done": 0, "reached": 0, "overdue": 0}
    assert read.said["last_run"]["run_id"] == ran.said["run_id"]
    assert [each["campaign_id"] for each in asking.ask("GET", CAMPAIGNS, token).said["items"]] == [
        made.said["campaign_id"]
    ]


def test_a_rule_is_made_changed_and_listed(world: World, asking: Asking) -> None:
    world.found()
    token = asking.sign_in(world.agent(role=SUPERVISOR))

    made = asking.ask("POST", RULES, token, {"name": "A week later", "categories": ["refund"]})
    changed = asking.ask("PUT", f"{RULES}/{made.said['rule_id']}", token, {"after_days": 3})

    assert (made.status, made.said["owner"], made.said["after_days"]) == (201, "last_agent", 7)
    assert (changed.said["after_days"], changed.said["categories"], changed.said["version"]) == (3, ["refund"], 2)
    assert asking.ask("GET", RULES, token).said["items"] == [changed.said]


SENSELESS: list[tuple[str, dict[str, Any], str]] = [
    (CAMPAIGNS, {"days_without_contact": 0}, "days_without_contact"),
    (CAMPAIGNS, {"quota_per_agent": 201}, "quota_per_agent"),
    (CAMPAIGNS, {"weekday": 7}, "weekday"),
    (CAMPAIGNS, {"every": "hour"}, "every"),
    (CAMPAIGNS, {"at": "٠٩:٠٠"}, "at"),
    (CAMPAIGNS, {"at": "09:00\n"}, "at"),
    (CAMPAIGNS, {"plan_key": ""}, "plan_key"),
    (CAMPAIGNS, {"agent_ids": []}, "agent_ids"),
    (CAMPAIGNS, {"not_again_days": 10**30}, "not_again_days"),
    (RULES, {"after_days": 0}, "after_days"),
    (RULES, {"owner": "\x00"}, "owner"),
    (RULES, {"categories": ["x" * 81]}, "categories"),
    (RULES, {"plan_keys": ["x" * 5000]}, "plan_keys"),
]


def test_what_makes_no_sense_is_refused_named_and_changes_nothing(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(boss(world))
    whole: dict[str, dict[str, Any]] = {
        CAMPAIGNS: {**CAMPAIGN, "agent_ids": [agent.agent_id]},
        RULES: {"name": "R"},
    }
    watched = Watched(world.desk)

    for path, wrong, field in SENSELESS:
        answer = asking.ask("POST", path, token, {**whole[path], **wrong})

        assert answer.status == 422, answer
        assert named_in(answer)[0].split(".")[0].split("[")[0] == field, answer
        assert watched.unchanged(), answer


def test_an_unknown_id_is_404_whatever_else_is_said(world: World, asking: Asking) -> None:
    world.found()
    token = asking.sign_in(boss(world))

    answers = [
        asking.ask("GET", f"{CAMPAIGNS}/campaigns", token),
        asking.ask("PUT", f"{CAMPAIGNS}/cmp_nothing", token, {"at": "99:99"}),
        asking.ask("POST", f"{CAMPAIGNS}/cmp_nothing/run", token, {}),
        asking.ask("PUT", f"{RULES}/rules", token, {"at": "99:99"}),
    ]

    assert [each.status for each in answers] == [404] * len(answers)


def test_an_agent_manages_nothing(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(agent)
    made = campaign(world, agent)

    answers = [
        asking.ask("GET", CAMPAIGNS, token),
        asking.ask("POST", f"{CAMPAIGNS}/{made.campaign_id}/run", token, {}),
        asking.ask("POST", RULES, token, {"name": "Mine"}),
    ]

    assert [each.status for each in answers] == [403] * 3


def test_what_reading_a_campaign_costs_authentication_included(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(boss(world))
    made = campaign(world, agent)

    with counted() as requests:
        answer = asking.ask("GET", f"{CAMPAIGNS}/{made.campaign_id}", token)

    assert (answer.status, len(requests)) == (200, 6)
