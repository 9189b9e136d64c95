"""Follow-ups by hand and by rules (D3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded
from chalicelib.core import work
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import KeyReused
from chalicelib.followups.service import definitions, lists, planning
from chalicelib.followups.service.planning import PlanByRule
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors import service as visitors
from tests.followups.stage import boss, caller, customers, let_go_by, served, settle, told
from tests.worlds import World, counted

AS_IT_WAS: dict[str, Any] = dict.fromkeys(("email", "name", "number", "password", "role", "capacity", "active"))


def by_hand(world: World, agent: Any, visitor_id: str, **values: Any) -> Any:
    due_at = (world.clock.at + timedelta(days=1)).replace(microsecond=0).isoformat()
    asked = {"kind": "after_sale", "due_at": due_at, "script": "", "owner_id": None, "client_id": "c", **values}
    return planning.plan_follow_up(world.desk, caller(agent), visitor_id=visitor_id, **asked)


def rule(world: World, **values: Any) -> Any:
    asked = {"name": "A week later", "after_days": 7, "at": "10:00", "script": {"en": "How is it?"}, **values}
    return definitions.create_rule(world.desk, caller(boss(world)), asked)[0]


def theirs(world: World, agent: Any, view: str = "mine") -> list[Any]:
    return list(lists.list_follow_ups(world.desk, agent, view)[0])


# --- by hand --------------------------------------------------------------------------------------------------------


@pytest.mark.also_on_moto
def test_an_agent_plans_a_call_and_is_reminded_when_it_is_due(world: World) -> None:
    (agent,) = world.found(agents=1)
    (visitor_id,) = customers(world, 1, last_agent_id=agent.agent_id, name="Mei", mobile="+8613800138000")

    one, again = by_hand(world, agent, visitor_id, script="Ask about the tea")
    let_go_by(world, hours=25, step=3600)

    assert (one.kind, one.owner_id, one.visitor_name, one.mobile) == (
        "after_sale",
        agent.agent_id,
        "Mei",
        "+8613800138000",
    )
    assert not again and one.script == "Ask about the tea"
    assert told(world) == [("followup_reminder", agent.email)]
    assert visitors.card(world.desk, visitor_id).followed_up_at is not None


def test_the_same_request_twice_plans_one_even_when_its_time_is_over(world: World) -> None:
    (agent,) = world.found(agents=1)
    (visitor_id,) = customers(world, 1, last_agent_id=agent.agent_id)
    due_at = (world.clock() + timedelta(hours=1)).isoformat()

    first, _ = by_hand(world, agent, visitor_id, due_at=due_at)
    second, again = by_hand(world, agent, visitor_id, due_at=due_at)
    world.clock.forward(hours=2)
    third, later = by_hand(world, agent, visitor_id, due_at=due_at)

    assert first.followup_id == second.followup_id == third.followup_id
    assert again and later
    with pytest.raises(KeyReused):
        by_hand(world, agent, visitor_id, due_at=(world.clock() + timedelta(hours=1)).isoformat())


def test_for_a_colleague_only_with_the_right_to_and_they_are_told(world: World) -> None:
    agent, colleague = world.found(agents=2)
    manager = boss(world)
    (visitor_id,) = customers(world, 1, last_agent_id=agent.agent_id)

    with pytest.raises(Forbidden):
        by_hand(world, agent, visitor_id, owner_id=colleague.agent_id)
    one, _ = by_hand(world, manager, visitor_id, owner_id=colleague.agent_id)

    assert one.owner_id == colleague.agent_id
    assert told(world) == [("followup_due", colleague.email)]


def test_another_agents_customer_is_not_theirs_to_plan_for(world: World) -> None:
    agent, colleague = world.found(agents=2)
    (visitor_id,) = customers(world, 1, last_agent_id=colleague.agent_id)

    with pytest.raises(NotYours):
        by_hand(world, agent, visitor_id)

    assert theirs(world, agent) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("visitor_id", "vis_nobody"),
        ("visitor_id", ""),
        ("kind", "callback"),
        ("due_at", "tomorrow"),
        ("due_at", "2026-11-30T09:00:00"),
        ("due_at", "2020-01-01T00:00:00Z"),
        ("due_at", "2036-01-01T00:00:00Z"),
        ("due_at", "0001-01-01T00:00:00+14:00"),
        ("script", "x" * 4001),
        ("script", "\x00"),
        ("client_id", ""),
        ("client_id", "a\nb"),
        ("owner_id", "agt_nobody"),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(world: World, field: str, value: str) -> None:
    world.found(agents=1)
    (visitor_id,) = customers(world, 1)

    with pytest.raises(Invalid) as refused:
        by_hand(world, boss(world), **{"visitor_id": visitor_id, field: value})

    assert [each.field for each in refused.value.errors] == [field]


# --- by rules -------------------------------------------------------------------------------------------------------


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
    from chalicelib.plans import service as plans

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
        world.desk, world.visitor(), "demo", None, text="Hi", client_id="c", page=None
    )

    conversations.end_conversation(world.desk, world.now(agent), started.conversation_id)

    assert not [each for each in work.waiting(world.desk) if each.kind == PlanByRule.kind]


def test_an_event_that_comes_twice_plans_one(world: World) -> None:
    (agent,) = world.found(agents=1)
    rule(world)
    conversation_id = served(world, agent)

    planning.plan_after(world.desk, ConversationEnded(conversation_id, None))
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

    people.update_agent(world.desk, gone.agent_id, **{**AS_IT_WAS, "active": False})
    let_go_by(world, days=7)

    assert [len(theirs(world, each)) for each in (gone, busy, free)] == [0, 1, 1]


def test_closing_costs_one_request_more_without_rules(world: World) -> None:
    (agent,) = world.found(agents=1)
    conversation_id = served(world, agent)

    with counted() as requests:
        planning.plan_after(world.desk, ConversationEnded(conversation_id, None))

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
