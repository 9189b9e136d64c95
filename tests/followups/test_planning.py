"""Follow-ups planned by hand (D3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.once import KeyReused
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors import service as visitors
from tests.followups.stage import boss, by_hand, customers, let_go_by, theirs, told
from tests.worlds import World


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
