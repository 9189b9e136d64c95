"""Allocation modes, transfer, reassign, hold, conference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationClosed
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing, reading, together
from chalicelib.core import audit, work
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.people import service as people
from chalicelib.people.model.agents import AgentAway
from chalicelib.people.model.forms import CreateGroup, UpdateAgent, UpdateGroup
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import GROUP_LEADER, SUPERVISOR
from chalicelib.people.service import groups, presence
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.routing.model import AgentFull, NobodyFree, Transfer
from chalicelib.routing.service import manual, watch
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import everybody_waiting
from tests.crashes import Death, at_each_write
from tests.worlds import World


def begin(world: World, visitor: Any = None, client_id: str = "c") -> str:
    visitor = visitor or world.visitor()
    begun = conversations.start_conversation(
        world.desk,
        visitor,
        "demo",
        StartConversation(text="hi", client_id=client_id, page="https://shop.example/tea/longjing"),
    )
    return begun.conversation_id


def plan_with(world: World, **changes: Any) -> None:
    plans.update_plan(world.desk, "demo", changes, None)


def kinds(world: World, conversation_id: str) -> list[str]:
    boss = next((a for a in people.list_agents(world.desk) if a.reaches_all), None) or world.agent(role=SUPERVISOR)
    page = reading.read_transcript(world.desk, boss, conversation_id, 0, 100)
    return [entry.kind for entry in page.entries]


def transfer(world: World, who: Any, conversation_id: str, **to: Any) -> Any:
    fields = {"agent_id": None, "group_id": None, "note": None} | to
    return routing.transfer(world.desk, world.now(who), conversation_id, Transfer(**fields))


# --- modes ----------------------------------------------------------------------------------------------------------


def test_a_visitor_who_comes_back_gets_who_served_them_last(world: World) -> None:
    first, second = world.found(agents=2)
    plan_with(world, prefer_last_agent=True)
    world.online(first)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    conversations.end_conversation(world.desk, world.now(first), conversation_id)
    world.online(second)
    begin(world)

    again = begin(world, visitor, "c2")

    assert again in world.now(first).serving
    (decision, _), *_ = watch.explain(world.desk, world.now(first), again)
    assert decision.how == "last_agent"


def test_hidden_agents_are_never_chosen_but_may_take(world: World) -> None:
    (hidden,) = world.found(agents=1)
    people.update_agent(world.desk, hidden.agent_id, UpdateAgent(hidden=True))
    world.online(hidden)

    conversation_id = begin(world)
    assert world.now(hidden).serving == frozenset()
    routing.take_conversation(world.desk, world.now(hidden), conversation_id)

    assert world.now(hidden).serving == {conversation_id}


def test_who_matters_more_is_served_first(world: World) -> None:
    (one,) = world.found(agents=1, capacity=1)
    world.online(one)
    holding = begin(world)
    usual = begin(world)
    important = world.visitor()
    boss = world.agent(role=SUPERVISOR)
    world.known(important)
    editing.edit_visitor(world.desk, boss, important.visitor_id, EditVisitor(level="vip"))
    vip = begin(world, important)

    conversations.end_conversation(world.desk, world.now(one), holding)
    assert world.now(one).serving == {vip}
    conversations.end_conversation(world.desk, world.now(one), vip)

    assert world.now(one).serving == {usual}


@pytest.mark.parametrize(
    ("limits", "served"),
    [
        ({"levels": ["vip"]}, False),
        ({"levels": ["normal", "vip"]}, True),
        ({"channels": ["https://shop.example/tea"]}, True),
        ({"channels": ["https://other.example/"]}, False),
        ({"channels": ["https://shop.example/te"]}, False),
        ({"channels": ["web"]}, True),
        ({"channels": ["app"]}, False),
    ],
)
def test_who_is_outside_every_scope_is_told_so_at_once(world: World, limits: dict[str, Any], served: bool) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    group_id = world.group.group_id if world.group else ""
    groups.update_group(world.desk, group_id, UpdateGroup(**limits))
    visitor = world.visitor()

    conversation_id = begin(world, visitor)

    page = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100)
    assert (page.state, page.entries[-1].offer) == (("open", None) if served else ("closed", "offline_form"))
    assert everybody_waiting(world.desk) == []


# --- transfer, reassign ---------------------------------------------------------------------------------------------


def test_a_transfer_moves_the_place_and_keeps_who_is_responsible(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(first)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    world.online(second)

    header = transfer(world, first, conversation_id, agent_id=second.agent_id, note="  wants a refund  ")

    assert (header.agent_id, header.owner and header.owner.id) == (second.agent_id, first.agent_id)
    assert (world.now(first).serving, world.now(second).serving) == (frozenset(), {conversation_id})
    page = reading.read_transcript(world.desk, world.now(second), conversation_id, 0, 100)
    assert (page.entries[-1].kind, page.entries[-1].note) == ("transferred", "wants a refund")
    with pytest.raises(NotYours):
        conversations.reply(world.desk, world.now(first), conversation_id, "still me", "r")


@pytest.mark.parametrize(("status", "error"), [("busy", AgentAway), ("offline", AgentAway), ("full", AgentFull)])
def test_a_transfer_nobody_can_take_is_refused_with_the_reason(world: World, status: str, error: Any) -> None:
    first, second = world.found(agents=2, capacity=1)
    world.online(first)
    conversation_id = begin(world)
    world.online(second, "online" if status == "full" else status)
    if status == "full":
        begin(world)

    with pytest.raises(error) as refused:
        transfer(world, first, conversation_id, agent_id=second.agent_id)

    assert second.name in refused.value.detail
    assert refused.value.extra.get("reason", "full") == status
    assert world.now(first).serving == {conversation_id}


def test_a_transfer_to_a_group_goes_to_whoever_is_next_or_says_why_not(world: World) -> None:
    (first,) = world.found(agents=1)
    second = world.agent()
    experts = people.create_group(world.desk, CreateGroup(name="Experts", leader_id=second.agent_id, member_ids=[]))
    world.online(first)
    conversation_id = begin(world)

    with pytest.raises(NobodyFree) as refused:
        transfer(world, first, conversation_id, group_id=experts.group_id)
    world.online(second)
    transfer(world, first, conversation_id, group_id=experts.group_id)

    assert refused.value.extra["candidates"] == {second.agent_id: "offline"}
    assert world.now(second).serving == {conversation_id}


def test_a_transfer_needs_one_goal_and_a_conversation_that_is_open(world: World) -> None:
    first, second = world.found(agents=2)
    world.online(first)
    world.online(second)
    conversation_id = begin(world)
    holder = next(a for a in (first, second) if conversation_id in world.now(a).serving)

    for to in ({}, {"agent_id": "a", "group_id": "b"}):
        with pytest.raises(Invalid):
            transfer(world, holder, conversation_id, **to)
    conversations.end_conversation(world.desk, world.now(holder), conversation_id)
    with pytest.raises(ConversationClosed):
        transfer(world, holder, conversation_id, agent_id=second.agent_id)


def test_going_over_capacity_needs_an_explicit_word_that_is_recorded(world: World) -> None:
    first, second = world.found(agents=2, capacity=1)
    boss = world.agent(role=SUPERVISOR)
    for each in (first, second):
        world.online(each)
    caller = world.signed_in(boss)
    mine, theirs = begin(world), begin(world)
    holder = next(a for a in (first, second) if mine in world.now(a).serving)
    other = second if holder is first else first
    wish: dict[str, Any] = {"agent_id": other.agent_id, "note": None}

    with pytest.raises(AgentFull):
        manual.reassign(world.desk, caller, mine, over_capacity=False, **wish)
    manual.reassign(world.desk, caller, mine, over_capacity=True, request_id="req_1", **wish)

    assert world.now(other).serving == {mine, theirs}
    noted, _ = audit.read(world.desk, f"{world.clock():%Y-%m}")
    (entry,) = [each for each in noted if each.act == "reassign"]
    assert (entry.by, entry.about, entry.request_id) == (boss.agent_id, mine, "req_1")
    assert entry.after == {"agent_id": other.agent_id, "over_capacity": True}


def test_a_supervisor_takes_over_and_gives_out_of_the_line(world: World) -> None:
    (one,) = world.found(agents=1, capacity=1)
    boss = world.agent(role=SUPERVISOR)
    world.online(one)
    caller = world.online(boss, "busy")
    open_one, waiting = begin(world), begin(world)

    manual.reassign(world.desk, caller, open_one, agent_id=boss.agent_id, over_capacity=False, note=None)

    assert open_one in world.now(boss).serving
    assert world.now(one).serving == {waiting}  # the place it left free was filled at once
    assert kinds(world, open_one)[-1] == "reassigned"


def test_a_leaders_hand_reaches_their_group_only(world: World) -> None:
    (one,) = world.found(agents=1)
    leader, stranger = world.agent(role=GROUP_LEADER), world.agent(role=GROUP_LEADER)
    group_id = world.group.group_id if world.group else ""
    members = [one.agent_id, leader.agent_id]
    groups.update_group(world.desk, group_id, UpdateGroup(leader_id=leader.agent_id, member_ids=members))
    world.online(one)
    conversation_id = begin(world)
    theirs, others = world.online(leader, "busy"), world.online(stranger, "busy")

    with pytest.raises(NotYours):
        manual.reassign(world.desk, others, conversation_id, agent_id=stranger.agent_id, over_capacity=False, note=None)
    with pytest.raises(Forbidden):
        presence.set_presence_of(world.desk, others, one.agent_id, "break")
    presence.set_presence_of(world.desk, theirs, one.agent_id, "break")
    console = people.Caller(world.now(one), world.tokens[one.agent_id].session_id)
    presence.beat(world.desk, console)
    assert world.now(one).status == "break"
    manual.reassign(world.desk, theirs, conversation_id, agent_id=leader.agent_id, over_capacity=False, note=None)

    assert world.now(one).status == "break"
    assert world.now(leader).serving == {conversation_id}


# --- hold, conference -----------------------------------------------------------------------------------------------


def test_hold_and_resume_are_said_to_the_visitor_and_done_once(world: World) -> None:
    (one,) = world.found(agents=1)
    world.online(one)
    conversation_id = begin(world)
    conversations.reply(world.desk, world.now(one), conversation_id, "let me see", "r")

    conversations.hold(world.desk, world.now(one), conversation_id)
    with pytest.raises(Conflict):
        conversations.hold(world.desk, world.now(one), conversation_id)
    header = conversations.resume(world.desk, world.now(one), conversation_id)
    with pytest.raises(Conflict):
        conversations.resume(world.desk, world.now(one), conversation_id)

    assert header.held_at is None
    assert kinds(world, conversation_id)[-2:] == ["held", "resumed"]


def test_a_guest_sees_and_writes_until_they_leave(world: World) -> None:
    one, expert = world.found(agents=2, capacity=1)
    world.online(one)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    world.online(expert, "busy")

    conversations.invite(world.desk, world.now(one), conversation_id, expert.agent_id, "knows oolong")
    inbox = conversations.read_inbox(world.desk, world.now(expert), None)
    conversations.reply(world.desk, world.now(expert), conversation_id, "hello, I know oolong", "g1")
    together.leave(world.desk, world.now(expert), conversation_id)

    assert [each.header.conversation_id for each in inbox.items] == [conversation_id]
    assert world.now(expert).guest_in == frozenset()
    assert world.now(one).serving == {conversation_id}
    assert kinds(world, conversation_id)[-3:] == ["invited", "message", "left"]
    with pytest.raises(NotYours):
        conversations.reply(world.desk, world.now(expert), conversation_id, "one more thing", "g2")


def test_closing_lets_the_guests_go(world: World) -> None:
    one, expert = world.found(agents=2)
    world.online(one)
    conversation_id = begin(world)
    world.online(expert, "busy")
    conversations.invite(world.desk, world.now(one), conversation_id, expert.agent_id, None)

    conversations.end_conversation(world.desk, world.now(one), conversation_id)

    assert world.now(expert).guest_in == frozenset()


def test_a_transfer_that_dies_anywhere_leaves_one_owner(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        first, second = world.found(agents=2)
        world.online(first)
        conversation_id = begin(world)
        world.online(second)

        with death():
            transfer(world, first, conversation_id, agent_id=second.agent_id)
        world.clock.forward(seconds=20)
        work.run_due(world.desk)

        header = conversations.find(world.desk, conversation_id)
        holders = [a.agent_id for a in (first, second) if conversation_id in world.now(a).serving]
        assert holders == [header.agent_id]

    at_each_write(story)


# --- what is said and kept ------------------------------------------------------------------------------------------


def test_who_gives_out_of_the_line_is_named_and_their_note_is_kept(world: World) -> None:
    (one,) = world.found(agents=1)
    boss = world.agent(role=SUPERVISOR)
    visitor = world.visitor()
    conversation_id = begin(world, visitor)
    caller = world.signed_in(boss)
    world.online(one, "busy")

    to = {"agent_id": one.agent_id, "over_capacity": False, "note": "knows oolong"}
    manual.reassign(world.desk, caller, conversation_id, **to)
    with pytest.raises(Conflict):
        manual.reassign(world.desk, caller, conversation_id, **to)

    page = reading.read_transcript(world.desk, world.now(one), conversation_id, 0, 100)
    given = [each for each in page.entries if each.kind == "assigned"]
    assert [(each.author.id, each.note, each.agent and each.agent.id) for each in given] == [
        (boss.agent_id, "knows oolong", one.agent_id)
    ]


def test_who_was_not_there_is_told_of_after_the_others(world: World) -> None:
    absent, busy, chosen = world.found(agents=3)
    world.online(busy, "busy")
    world.online(chosen)

    conversation_id = begin(world)

    ((decision, _),) = watch.explain(world.desk, world.now(chosen), conversation_id)
    assert [(each.agent_id, each.passed_over) for each in decision.considered] == [
        (chosen.agent_id, None),
        (busy.agent_id, "busy"),
        (absent.agent_id, "offline"),
    ]


def test_a_transfer_to_a_group_of_ones_own_says_that_nobody_else_is_in_it(world: World) -> None:
    (only,) = world.found(agents=1)
    world.online(only)
    conversation_id = begin(world)

    with pytest.raises(Conflict) as refused:
        transfer(world, only, conversation_id, group_id=world.group.group_id if world.group else "")

    assert (refused.value.code, refused.value.detail) == ("nobody_else", "nobody else is in Sales")
    assert world.now(only).serving == {conversation_id}
