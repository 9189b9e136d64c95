"""Who sees which follow-ups, in which order, at what cost (D3, F7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.service import calling, lists
from chalicelib.followups.service.planning import new_follow_up
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.plans import service as plans
from chalicelib.visitors.model.visitor import Visitor
from tests.followups.stage import boss, caller, low_score
from tests.worlds import World, counted


def visits(world: World, owner: Agent, *hours: float, kind: str = "care") -> list[FollowUp]:
    """Follow-ups of this agent, due so many hours from now."""
    now, plan = world.clock(), plans.read_plan(world.desk, "demo")
    made = []
    for each in hours:
        visitor = Visitor("vis_1", "demo", 1, now, now)
        due_at = now + timedelta(hours=each)
        made.append(
            new_follow_up(
                plan, visitor.as_customer, owner, due_at, now, followup_id=world.desk.new_id("flw"), kind=kind
            )
        )
        tx = Transaction(world.desk)
        store.write(tx, None, made[-1])
        tx.commit()
    return made


def ids(world: World, agent: Agent, view: str, **how: Any) -> list[str]:
    return [each.followup_id for each in lists.list_follow_ups(world.desk, agent, view, **how)[0]]


def test_today_is_what_is_late_and_what_is_due_until_midnight_at_the_desk(world: World) -> None:
    agent, other = world.found(agents=2)
    late, tonight, tomorrow = visits(world, agent, -30, 6.9, 7.1)  # it is 17:00 in Shanghai
    visits(world, other, -1)

    shown = ids(world, agent, "today")

    assert shown == [late.followup_id, tonight.followup_id]
    assert ids(world, agent, "overdue") == [late.followup_id]
    assert ids(world, agent, "mine") == [late.followup_id, tonight.followup_id, tomorrow.followup_id]


def test_an_agent_sees_their_own_a_leader_the_groups_a_supervisor_all(world: World) -> None:
    agent, stranger = world.found(agents=1)[0], world.agent()
    leader, manager = world.agent(role=GROUP_LEADER), boss(world)
    people.create_group(world.desk, CreateGroup(name="Care", leader_id=leader.agent_id, member_ids=[agent.agent_id]))
    (mine,), (hers,), (foreign,) = visits(world, agent, 1), visits(world, leader, 2), visits(world, stranger, 3)
    called_back = low_score(world, manager, minutes=600)

    seen = {who: ids(world, each, "all") for who, each in (("agent", agent), ("leader", leader), ("boss", manager))}

    assert seen["agent"] == [mine.followup_id]
    assert seen["leader"] == [mine.followup_id, hers.followup_id]
    assert seen["boss"] == [mine.followup_id, hers.followup_id, foreign.followup_id, called_back.followup_id]
    with pytest.raises(NotYours):
        calling.read_follow_up(world.desk, agent, foreign.followup_id)
    with pytest.raises(NotYours):
        calling.assign_follow_up(world.desk, caller(leader), foreign.followup_id, agent.agent_id)


def test_what_is_done_leaves_the_lists_and_is_found_among_the_done_newest_first(world: World) -> None:
    (agent,) = world.found(agents=1)
    first, second, third = visits(world, agent, 1, 2, 3)

    for each in (first, second):
        calling.record_call(world.desk, agent, each.followup_id, RecordCall(outcome="reached", text="", client_id="c"))

    assert ids(world, agent, "mine") == [third.followup_id]
    assert ids(world, agent, "mine", state="done") == [second.followup_id, first.followup_id]


def test_pages_bring_everything_once_and_in_order_whoever_asks(world: World) -> None:
    agent = world.found(agents=1)[0]
    leader, manager = world.agent(role=GROUP_LEADER), boss(world)
    people.create_group(world.desk, CreateGroup(name="Care", leader_id=leader.agent_id, member_ids=[agent.agent_id]))
    made = visits(world, agent, *range(1, 76), kind="care") + visits(world, leader, *range(76, 131))
    everything = [each.followup_id for each in made]

    for reader in (leader, manager):
        found: list[str] = []
        cursor: str | None = None
        while True:
            items, cursor = lists.list_follow_ups(world.desk, reader, "all", cursor=cursor)
            found += [each.followup_id for each in items]
            if cursor is None:
                break
        assert found == everything


def test_a_kind_is_found_among_many_of_others(world: World) -> None:
    (agent,) = world.found(agents=1)
    visits(world, agent, *range(1, 131))
    (complaint,) = visits(world, agent, 500, kind="complaint")

    assert ids(world, agent, "mine", kind="complaint") == [complaint.followup_id]


def test_a_list_costs_two_requests_however_much_there_is(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    visits(world, agent, 1)
    costs = []

    for _ in range(2):
        with counted() as requests:
            for reader, view in ((agent, "mine"), (agent, "today"), (manager, "all"), (manager, "overdue")):
                lists.list_follow_ups(world.desk, reader, view)
        costs.append(requests.names)
        visits(world, agent, *range(1, 90))

    assert costs[0].count("Query") == costs[1].count("Query") == 4
    assert len(costs[1]) == 4 + 3 + 1  # a query each, the items of three (nothing is late), the desk's zone
    assert costs[0] == costs[1]


def test_a_cursor_is_good_for_its_own_list_only(world: World) -> None:
    (one, two) = world.found(agents=2)
    visits(world, one, *range(1, 60))
    _, cursor = lists.list_follow_ups(world.desk, one, "mine")

    for agent, view in ((two, "mine"), (one, "all")):
        with pytest.raises(Invalid):
            lists.list_follow_ups(world.desk, agent, view, cursor=cursor)
