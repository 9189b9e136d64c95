"""A ticket is given to who is there, and is somebody's who can have it at any time (D4, D7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core import audit
from chalicelib.core.errors import Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentAway
from chalicelib.people.model.forms import CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import AGENT, SUPERVISOR
from chalicelib.people.service.roles import create_role
from chalicelib.plans import service as plans
from chalicelib.routing.model import GroupArchived
from chalicelib.tickets.model.forms import AssignTicket
from chalicelib.tickets.model.refusals import AlreadyHandler, NobodyThere, TicketChanged, TicketOver
from chalicelib.tickets.model.turns import choose, heirs, supervisors
from chalicelib.tickets.service import departing, handing
from tests.crashes import Death, at_each_write
from tests.tickets.stage import caller, given, history, made, moved, now, settle, solved, told
from tests.worlds import World, counted


def disabled(world: World, agent: Agent) -> None:
    """Somebody who may not sign in any more."""
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False))


def acts(world: World, act: str) -> list[Any]:
    """What the audit log has of this act."""
    entries, _ = audit.read(world.desk, "2026-11", act=act)
    return list(entries)


def test_whoever_is_there_is_given_it_with_a_note_and_its_owner_stays(world: World) -> None:
    first, second = world.found(agents=2)
    chief = world.agent(role=SUPERVISOR)
    ticket = made(world, first)
    world.online(second, "break")

    by_owner = given(world, first, ticket, agent_id=second.agent_id, note="You know kettles")
    world.online(first)
    by_chief = given(world, chief, ticket, agent_id=first.agent_id)

    assert (by_owner.handler_id, by_owner.owner_id, by_owner.state) == (second.agent_id, first.agent_id, "assigned")
    assert by_chief.handler_id == first.agent_id
    assert ("ticket_given", second.email) in told(world)
    assert [each.text for each in history(world, ticket)] == ["", "You know kettles", ""]
    assert [each.by for each in acts(world, "assign_ticket")] == [chief.agent_id]


def test_who_is_absent_is_refused_with_the_reason(world: World) -> None:
    first, second = world.found(agents=2)
    ticket = made(world, first)

    for status in (None, "offline"):
        if status is not None:
            world.online(second)
            world.online(second, status)
        with pytest.raises(AgentAway) as refused:
            given(world, first, ticket, agent_id=second.agent_id)
        assert refused.value.extra == {"reason": "offline"}
    disabled(world, second)
    with pytest.raises(AgentAway) as gone:
        given(world, first, ticket, agent_id=second.agent_id)
    assert gone.value.extra == {"reason": "disabled"}
    with pytest.raises(Invalid):
        given(world, first, ticket, agent_id="agt_none")
    with pytest.raises(Invalid):
        given(world, first, ticket)
    with pytest.raises(NotYours):
        given(world, world.agent(), ticket, agent_id=first.agent_id)
    with pytest.raises(TicketOver):
        given(world, first, solved(world, first), agent_id=first.agent_id)
    assert now(world, ticket) == ticket


def test_a_group_gives_to_each_in_turn_and_the_others_follow_the_plans_allocation(world: World) -> None:
    first, second, third = world.found(agents=3)
    assert world.group is not None
    for each in (first, second, third):
        world.online(each)
    tickets = [made(world, first, plan_key="demo") for _ in range(4)]

    rotated = [given(world, first, each, group_id=world.group.group_id).handler_id for each in tickets]
    assert world.plan is not None
    plans.update_plan(world.desk, world.plan.plan_id, {"allocation": "balanced"}, None)
    settle(world)
    world.online(second, "busy")
    balanced = given(world, first, made(world, first, plan_key="demo"), group_id=world.group.group_id)

    assert sorted(rotated) == sorted([second.agent_id, third.agent_id] * 2)
    assert balanced.handler_id == third.agent_id
    assert balanced.group_id == world.group.group_id


def test_where_nobody_of_a_group_is_there_it_stays_or_goes_to_the_leader_anyway(world: World) -> None:
    leader, member = world.found(agents=2)
    outsider = world.agent(role=SUPERVISOR)
    assert world.group is not None
    ticket = made(world, outsider)

    with pytest.raises(NobodyThere) as refused:
        given(world, outsider, ticket, group_id=world.group.group_id)
    after = given(world, outsider, ticket, group_id=world.group.group_id, anyway=True)

    assert refused.value.extra == {"candidates": {leader.agent_id: "offline", member.agent_id: "offline"}}
    assert (after.handler_id, after.group_id) == (leader.agent_id, world.group.group_id)
    with pytest.raises(AlreadyHandler):
        world.online(leader)
        given(world, leader, ticket, agent_id=leader.agent_id)


def test_nothing_new_comes_to_a_group_that_is_archived(world: World) -> None:
    first, second = world.found(agents=2)
    assert world.group is not None
    world.online(second)
    ticket = made(world, first)
    old = people.create_group(world.desk, CreateGroup(name="Old", leader_id=second.agent_id, member_ids=[]))
    people.update_group(world.desk, old.group_id, UpdateGroup(archived=True))

    for attempt in (
        lambda: given(world, first, ticket, group_id=old.group_id, anyway=True),
        lambda: made(world, first, group_id=old.group_id),
        lambda: made(world, first, type="complaint", group_id=old.group_id),
    ):
        with pytest.raises(GroupArchived):
            attempt()
    assert made(world, first, plan_key="demo").group_id == world.group.group_id


def test_of_two_who_give_it_away_the_one_who_has_not_seen_it_is_told(world: World) -> None:
    first, second = world.found(agents=2)
    ticket = made(world, first)
    world.online(second)
    given(world, first, ticket, agent_id=second.agent_id)

    said = AssignTicket(ticket.version, second.agent_id)
    with pytest.raises(TicketChanged) as refused:
        handing.assign_ticket(world.desk, caller(world.now(first)), ticket.ticket_id, said)

    assert refused.value.extra["version"] == 2


def test_who_is_disabled_leaves_nothing_without_owner_and_handler(world: World) -> None:
    leader, gone = world.found(agents=2)
    assert world.group is not None
    own = made(world, gone, group_id=world.group.group_id)
    over = solved(world, gone, group_id=world.group.group_id)
    world.online(gone)
    handed = given(world, leader, made(world, leader), agent_id=gone.agent_id)

    disabled(world, gone)
    settle(world)

    assert (now(world, own).owner_id, now(world, own).handler_id) == (leader.agent_id, leader.agent_id)
    assert (now(world, handed).owner_id, now(world, handed).handler_id) == (leader.agent_id, leader.agent_id)
    assert now(world, over).handler_id == gone.agent_id
    assert {each.about for each in acts(world, "pass_on_ticket")} == {own.ticket_id, handed.ticket_id}
    reopened = moved(world, world.agent(role=SUPERVISOR), over, "reopened", text="It leaks")
    settle(world)
    assert now(world, reopened).handler_id == leader.agent_id


def test_who_may_work_on_tickets_no_more_leaves_them_too_and_who_comes_back_keeps_what_they_have(world: World) -> None:
    leader, gone = world.found(agents=2)
    ticket = made(world, gone)
    role = create_role(world.desk, name="Chat only", permissions=["conversations.answer"], scope="own")

    people.update_agent(world.desk, gone.agent_id, UpdateAgent(role=role.role_id))
    settle(world)
    passed = now(world, ticket)
    people.update_agent(world.desk, gone.agent_id, UpdateAgent(role=AGENT))
    settle(world)

    assert passed.handler_id == passed.owner_id == leader.agent_id
    assert now(world, ticket) == passed


def test_what_was_given_to_somebody_as_they_left_is_found_in_the_night_and_costs_no_more_with_many(
    world: World,
) -> None:
    leader, gone = world.found(agents=2)
    ticket = made(world, gone)
    disabled(world, gone)
    for _ in range(6):
        made(world, leader)

    with counted() as requests:
        mended = departing.check_people(world.desk)
    again = departing.check_people(world.desk)

    assert [(each.ticket_id, each.handler_id) for each in mended] == [(ticket.ticket_id, gone.agent_id)]
    assert again == []
    assert len(requests) == 1 + 4 + 2  # the directory, the shares, and what is mended


def test_passing_on_dies_at_any_write_and_is_done_once(world: World) -> None:
    leader, _ = world.found(agents=2)

    def story(death: Death) -> None:
        gone = world.agent()
        ticket = made(world, gone)
        disabled(world, gone)
        with death():
            departing.pass_on(world.desk, departing.PassOn(gone.agent_id))
        departing.pass_on(world.desk, departing.PassOn(gone.agent_id))
        assert now(world, ticket).handler_id == leader.agent_id
        assert [each.kind for each in history(world, ticket)] == ["created", "handed", "handed"]

    at_each_write(story)


def test_a_new_name_is_shown_by_the_tickets_that_are_open(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket, over = made(world, agent), solved(world, agent)

    people.update_agent(world.desk, agent.agent_id, UpdateAgent(name="Renamed"))
    settle(world)

    assert (now(world, ticket).handler.name, now(world, ticket).owner.name) == ("Renamed", "Renamed")
    assert now(world, ticket).version == ticket.version
    assert now(world, over).handler.name == agent.name


def test_who_is_chosen_and_who_inherits_follows_from_what_is_known_alone(world: World) -> None:
    leader, member = world.found(agents=2)
    chief, administrator = world.agent(role=SUPERVISOR), world.agent(role="administrator")
    everybody = [leader, member, chief, administrator]

    first = heirs(everybody, "agt_gone", leader.agent_id, [member.agent_id])
    without_group = heirs(everybody, "agt_gone", None, [])

    assert [each.agent_id for each in first] == [each.agent_id for each in (leader, member, chief, administrator)]
    assert without_group[0].agent_id == chief.agent_id
    assert [each.agent_id for each in supervisors(everybody)] == [chief.agent_id]
    assert choose(everybody, {}, "rotation", world.clock()) is None
