"""A transfer to a group in which nobody has room waits in that group's queue, first of its level (A8)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Handed, Header, queue_number
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing, queue, reading
from chalicelib.core import audit, work
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import SUPERVISOR
from chalicelib.people.service import groups
from chalicelib.plans import service as plans
from chalicelib.routing import service as routing
from chalicelib.routing.model import AgentFull, NobodyFree
from chalicelib.routing.service import watch
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.crowd import everybody_waiting
from infra.bench.storm import disagreements
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.routing.test_manual import begin, transfer
from tests.worlds import MORNING, World, at_once


class Shop:
    """One agent of the plan, and one expert in a group of their own, who has one slot and a conversation in it."""

    def __init__(self, world: World, *, receives: dict[str, Any] | None = None) -> None:
        self.world = world
        (self.agent,) = world.found(agents=1, capacity=2)
        self.expert = world.agent(capacity=1)
        expert_id = self.expert.agent_id
        self.experts = people.create_group(world.desk, CreateGroup("Experts", expert_id, [expert_id]))
        plans.create_plan(world.desk, "expert", {"group_ids": [self.experts.group_id], "accept_seconds": 86_400})
        world.online(self.expert)
        self.with_expert = self.come("expert")
        if receives:
            groups.update_group(world.desk, self.experts.group_id, UpdateGroup(**receives))
        world.online(self.agent)

    def come(self, plan_key: str, visitor: Any = None) -> str:
        visitor = visitor or self.visitor(plan_key)
        first = StartConversation(text="hi", client_id="c")
        return conversations.start_conversation(self.world.desk, visitor, plan_key, first).conversation_id

    def visitor(self, plan_key: str) -> Any:
        from tests.routing.test_positions import visit

        return visit(self.world, plan_key)

    def hand_on(self, conversation_id: str, **more: Any) -> Header:
        header: Header = transfer(self.world, self.agent, conversation_id, group_id=self.experts.group_id, **more)
        return header

    def place(self, visitor: Any, conversation_id: str, plan_key: str) -> int:
        _, standing = queue.still_here(self.world.desk, visitor, plan_key, conversation_id)
        assert standing is not None
        return standing.place

    def end_of_expert(self) -> None:
        (theirs,) = self.world.now(self.expert).serving
        conversations.end_conversation(self.world.desk, self.world.now(self.expert), theirs)


@pytest.fixture
def shop(world: World) -> Shop:
    return Shop(world)


# --- what becomes of it ---------------------------------------------------------------------------------------------


def test_it_leaves_its_agent_whose_slot_is_free_and_waits_for_the_group(shop: Shop) -> None:
    world = shop.world
    visitor = world.visitor()
    conversation_id, other = begin(world, visitor), begin(world)
    behind = begin(world)

    header = shop.hand_on(conversation_id, note="wants a refund")

    assert (header.state, header.pools, header.agent) == ("waiting", (shop.experts.group_id,), None)
    assert world.now(shop.agent).serving == {other, behind}
    assert disagreements(world.desk, [conversation_id, other, behind, shop.with_expert]) == []


def test_the_visitor_is_told_once_and_agents_see_the_note_and_the_group(shop: Shop) -> None:
    world = shop.world
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    shop.hand_on(conversation_id, note="wants a refund")
    world.clock.forward(seconds=1)
    shop.place(visitor, conversation_id, "demo")
    shop.end_of_expert()

    page = reading.read_transcript(world.desk, world.now(shop.expert), conversation_id, 0, 100)
    told, assigned = page.entries[-2:]
    assert (told.kind, told.place, told.note, told.group) == ("transferred", 1, "wants a refund", "Experts")
    assert (told.text, told.offer, told.state) == (
        "We are passing you on to a colleague; 0 ahead of you, please wait",
        "offline_form",
        "waiting",
    )
    assert (assigned.kind, assigned.agent and assigned.agent.id) == ("assigned", shop.expert.agent_id)
    (decision, _) = watch.explain(world.desk, world.now(shop.expert), conversation_id)[-1]
    assert (decision.how, decision.agent_id) == ("transferred", shop.expert.agent_id)


def test_over_http_the_visitor_sees_neither_note_nor_group(shop: Shop) -> None:
    asking = Asking()
    token = asking.sign_in(shop.agent)
    asking.ask("PUT", "/v1/desk/presence", token, {"status": "online"})
    visitor = asking.visit()
    conversation_id = asking.begin(visitor)

    body = {"group_id": shop.experts.group_id, "note": "secret"}
    answer = asking.ask("POST", f"/v1/desk/conversations/{conversation_id}/transfer", token, body)
    seen = asking.ask("GET", f"/v1/widget/demo/conversations/{conversation_id}/entries", visitor)

    assert (answer.status, answer.said["state"], answer.said["agent"]) == (200, "waiting", None)
    last = seen.said["entries"][-1]
    assert (last["kind"], last["place"], last.get("note"), last.get("group")) == ("transferred", 1, None, None)


def test_a_level_or_source_that_the_group_does_not_receive_keeps_nobody_from_it(world: World) -> None:
    shop = Shop(world, receives={"levels": ["vip"], "channels": ["app"]})
    conversation_id = begin(world)
    shop.hand_on(conversation_id)
    world.clock.forward(seconds=61)
    world.online(shop.expert)
    work.run_due(world.desk)

    still = conversations.find(world.desk, conversation_id)
    conversations.end_conversation(world.desk, world.now(shop.expert), shop.with_expert)

    assert (still.state, still.pools) == ("waiting", (shop.experts.group_id,))
    assert world.now(shop.expert).serving == {conversation_id}


def test_who_handed_it_on_does_not_get_it_back_by_itself_but_may_take_it(world: World) -> None:
    one, two = world.found(agents=2, capacity=1)
    world.online(one)
    conversation_id = begin(world)
    world.online(two)
    taken = begin(world)
    group_id = world.group.group_id if world.group else ""

    transfer(world, one, conversation_id, group_id=group_id)
    later = begin(world)
    served = world.now(one).serving
    conversations.end_conversation(world.desk, world.now(two), taken)

    assert served == {later}
    assert world.now(two).serving == {conversation_id}


def test_whoever_handed_it_on_may_take_it_by_hand(world: World) -> None:
    one, two = world.found(agents=2, capacity=1)
    world.online(one)
    conversation_id = begin(world)
    world.online(two)
    begin(world)
    transfer(world, one, conversation_id, group_id=world.group.group_id if world.group else "")

    header = routing.take_conversation(world.desk, world.now(one), conversation_id)

    assert (header.agent_id, header.handed) == (one.agent_id, None)


def test_once_its_new_agent_is_away_it_waits_as_its_plan_says_again(shop: Shop) -> None:
    world = shop.world
    conversation_id = begin(world)
    shop.hand_on(conversation_id)
    shop.end_of_expert()

    world.online(shop.agent, "busy")
    world.online(shop.expert, "offline")

    header = conversations.find(world.desk, conversation_id)
    assert (header.state, header.handed) == ("waiting", None)
    assert header.pools == (world.group.group_id if world.group else "",)


def test_a_supervisors_transfer_to_a_full_group_is_in_the_audit_log(shop: Shop) -> None:
    world = shop.world
    boss, conversation_id = world.agent(role=SUPERVISOR), begin(world)

    transfer(world, boss, conversation_id, group_id=shop.experts.group_id)

    (noted,) = [
        each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == "transfer_conversation"
    ]
    assert noted.about == conversation_id
    assert noted.after == {"holder_id": shop.agent.agent_id, "group_id": shop.experts.group_id}


# --- nobody there, or full ------------------------------------------------------------------------------------------


def test_a_group_where_nobody_is_there_is_asked_about_first(shop: Shop) -> None:
    world = shop.world
    conversations.end_conversation(world.desk, world.now(shop.expert), shop.with_expert)
    world.online(shop.expert, "offline")
    visitor = world.visitor()
    conversation_id = begin(world, visitor)

    with pytest.raises(NobodyFree) as refused:
        shop.hand_on(conversation_id)
    kept = world.now(shop.agent).serving
    shop.hand_on(conversation_id, anyway=True)
    told = conversations.read_entries(world.desk, visitor, "demo", conversation_id, 0, 100).entries[-1]
    world.online(shop.expert)

    assert (refused.value.code, refused.value.extra["candidates"]) == (
        "nobody_free",
        {shop.expert.agent_id: "offline"},
    )
    assert kept == {conversation_id}
    assert told.text.startswith("Nobody is online right now")
    assert world.now(shop.expert).serving == {conversation_id}


def test_a_colleague_who_is_full_is_refused_with_who_has_room(world: World) -> None:
    one, two, three = world.found(agents=3, capacity=1)
    world.online(one)
    conversation_id = begin(world)
    world.online(two)
    begin(world)
    world.online(three)

    with pytest.raises(AgentFull) as refused:
        transfer(world, one, conversation_id, agent_id=two.agent_id)

    named = {"id": three.agent_id, "name": three.name, "number": three.number}
    assert refused.value.extra == {"serving": 1, "free": [named]}
    assert three.name in refused.value.detail
    assert world.now(one).serving == {conversation_id}


# --- the order ------------------------------------------------------------------------------------------------------


def test_it_stands_before_who_came_earlier_of_its_level_and_behind_who_matters_more(shop: Shop) -> None:
    world = shop.world
    important, usual = shop.visitor("expert"), shop.visitor("expert")
    boss = world.agent(role=SUPERVISOR)
    world.known(important)
    editing.edit_visitor(world.desk, boss, important.visitor_id, EditVisitor(level="vip"))
    first, second = begin(world), begin(world)
    ordinary, vip = shop.come("expert", usual), shop.come("expert", important)

    shop.hand_on(second)
    shop.hand_on(first)

    waiting = [each.conversation_id for each in everybody_waiting(world.desk)]
    assert waiting == [vip, second, first, ordinary]


def test_whom_it_overtakes_is_told_so_once_and_those_handed_on_before_keep_their_place(shop: Shop) -> None:
    world = shop.world
    usual, handed = shop.visitor("expert"), world.visitor()
    first, second = begin(world, handed), begin(world)
    ordinary = shop.come("expert", usual)
    places = [shop.place(usual, ordinary, "expert")]

    shop.hand_on(first)
    places.append(shop.place(usual, ordinary, "expert"))
    before = shop.place(handed, first, "demo")
    shop.hand_on(second)
    places.append(shop.place(usual, ordinary, "expert"))

    entries = conversations.read_entries(world.desk, usual, "expert", ordinary, 0, 100).entries
    assert places == [1, 2, 3]
    assert [each.place for each in entries if "higher priority" in each.text] == [2]
    assert (before, shop.place(handed, first, "demo")) == (1, 1)


levels = st.sampled_from([1, 2, 3, 5])


@given(st.lists(st.tuples(levels, st.booleans(), st.integers(0, 10**7)), min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_number_in_the_queue_orders_by_level_then_transfers_then_time(those: list[tuple[int, bool, int]]) -> None:
    headers = [
        Header(
            f"cnv_{n}",
            "demo",
            "vis_1",
            "waiting",
            MORNING,
            "en",
            rank=rank,
            waiting_since=MORNING + timedelta(seconds=seconds),
            handed=Handed("grp_1", "agt_1") if is_handed else None,
        )
        for n, (rank, is_handed, seconds) in enumerate(those)
    ]

    ordered = sorted(headers, key=queue_number)

    by = [(each.rank, each.handed is None, each.waiting_since) for each in ordered]
    assert by == sorted(by)  # type: ignore[type-var]


# --- crashes and races ----------------------------------------------------------------------------------------------


def test_wherever_a_function_dies_it_waits_or_is_served_and_no_slot_is_lost(new_world: Any) -> None:
    def story(death: Death) -> None:
        shop = Shop(new_world())
        world = shop.world
        conversation_id, behind = begin(world), begin(world)
        third = begin(world)
        with death():
            shop.hand_on(conversation_id, note="wants a refund")
        world.clock.forward(seconds=20)
        while work.run_due(world.desk):
            pass

        header = conversations.find(world.desk, conversation_id)
        made = [conversation_id, behind, third, shop.with_expert]
        assert disagreements(world.desk, made) == []
        assert (header.state == "waiting") == (third in world.now(shop.agent).serving)

    at_each_write(story, least=2)


@pytest.mark.race
def test_a_transfer_while_a_slot_frees_leaves_nobody_waiting(atomic_world: World) -> None:
    shop = Shop(atomic_world)
    world = shop.world

    for _ in range(8):
        conversation_id = begin(world)
        (theirs,) = world.now(shop.expert).serving
        ends = partial(conversations.end_conversation, world.desk, world.now(shop.expert), theirs)
        results = at_once([partial(shop.hand_on, conversation_id), ends])

        assert not [each for each in results if isinstance(each, Exception)], results
        assert world.now(shop.expert).serving == {conversation_id}
        assert disagreements(world.desk, [conversation_id, theirs]) == []
