"""Rules: some days after a conversation its customer is followed up, once (D3)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.campaigns.service import definitions, rules
from chalicelib.campaigns.service.rules import PlanByRule
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import work
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.plans import service as plans
from tests.campaigns.stage import rule
from tests.followups.stage import boss, by_hand, caller, customers, let_go_by, served, settle, theirs, told
from tests.questionnaires.stage import NAME, published
from tests.worlds import World, counted


@pytest.mark.also_on_moto
def test_a_week_after_closing_the_last_agent_is_told_to_call(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world)
    conversation_id = served(world, agent)

    let_go_by(world, days=6)
    early = theirs(world, agent)
    let_go_by(world, days=1)

    assert early == []
    (one,) = theirs(world, agent, "today")
    assert (one.about, one.kind, one.script) == (conversation_id, "after_sale", "How is it?")
    assert f"{one.created_at:%d %H}" == "30 03"  # due at two, ten in Shanghai
    assert one.due_at == datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert told(world) == [("followup_due", agent.email)]


@pytest.mark.parametrize(
    "values",
    [
        {"categories": ["praise"]},
        {"levels": ["vip"]},
        {"plan_keys": ["other"]},
        {"active": False},
    ],
)
def test_a_rule_for_others_plans_nothing(world: World, values: dict[str, Any]) -> None:
    (agent,) = world.found(agents=1)
    plans.create_plan(world.desk, "other", {"name": "Other"})
    rule(world, **values)

    served(world, agent, "refund")

    assert not [each for each in work.waiting(world.desk) if each.kind == PlanByRule.kind]


def test_a_conversation_nobody_answered_is_not_followed_up(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world)
    world.online(agent)
    started = conversations.start_conversation(
        world.desk, world.visitor(), "demo", StartConversation(text="Hi", client_id="c")
    )

    conversations.end_conversation(world.desk, world.now(agent), started.conversation_id)

    assert not [each for each in work.waiting(world.desk) if each.kind == PlanByRule.kind]


def test_an_event_that_comes_twice_plans_one(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world)
    conversation_id = served(world, agent)

    rules.plan_after(world.desk, ConversationEnded(conversation_id, None))
    let_go_by(world, days=8)

    assert len(theirs(world, agent)) == 1
    assert told(world) == [("followup_due", agent.email)]


def test_a_rule_switched_off_meanwhile_plans_nothing(world: World) -> None:
    (agent,) = world.found(agents=1)
    made = rule(world)
    served(world, agent)

    definitions.update_rule(world.desk, caller(boss(world)), made.rule_id, {"active": False}, made.version)
    let_go_by(world, days=8)

    assert theirs(world, agent) == []


def test_when_the_last_agent_is_gone_the_least_loaded_member_calls(world: World) -> None:
    gone, busy, free = world.found(agents=3)
    rule(world)
    served(world, gone)
    (visitor_id,) = customers(world, 1, last_agent_id=busy.agent_id)
    by_hand(world, busy, visitor_id)

    people.update_agent(world.desk, gone.agent_id, UpdateAgent(active=False))
    let_go_by(world, days=7)

    assert [len(theirs(world, each)) for each in (gone, busy, free)] == [0, 1, 1]


def test_closing_costs_one_request_more_without_rules(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = served(world, agent)

    with counted() as requests:
        rules.plan_after(world.desk, ConversationEnded(conversation_id, None))

    assert requests.names == ["Query"]


def test_a_rule_is_checked_and_kept_with_its_version(world: World) -> None:
    world.found(agents=1)
    made = rule(world)

    for field, value in (("owner", "agt_nobody"), ("at", "25:00"), ("plan_keys", ["nowhere"]), ("categories", [""])):
        with pytest.raises(Invalid) as refused:
            rule(world, **{field: value})
        assert [each.field for each in refused.value.errors] == [field]
    changed = definitions.update_rule(world.desk, caller(boss(world)), made.rule_id, {"after_days": 3}, made.version)

    assert (changed.after_days, changed.at, changed.version) == (3, "10:00", 2)
    assert [each.after_days for each in definitions.list_rules(world.desk)] == [3]


def test_settled_means_nothing_is_due(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world)
    served(world, agent)

    let_go_by(world, days=9)

    assert settle(world) == 0
    assert not work.dead(world.desk)


def test_a_rule_has_its_questionnaire_asked_and_refuses_one_that_is_none(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    with pytest.raises(Invalid):
        rule(world, questionnaire_id="none")
    rule(world, after_days=1, questionnaire_id=NAME)

    served(world, agent)
    let_go_by(world, days=2)

    assert [each.questionnaire_id for each in theirs(world, agent)] == [NAME]
