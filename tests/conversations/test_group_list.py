"""What a group's scope reaches is also what its list shows (F7)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations import service, store
from chalicelib.conversations.model.beginning import started
from chalicelib.conversations.model.transitions import assigned
from chalicelib.conversations.service import reading
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import GROUP_LEADER
from chalicelib.people.service import groups
from chalicelib.plans.model.plan import Plan
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from chalicelib.visitors.model.visitor import Visitor
from tests.conversations.test_service import start
from tests.in_process import Asking
from tests.worlds import World, counted


def led_group(world: World, agents: int = 2, capacity: int = 100) -> tuple[Any, list[Any]]:
    """The leader of the plan's group, and its agents; a few are online."""
    members = world.found(agents=agents, capacity=capacity)
    leader = world.agent(role=GROUP_LEADER)
    group_id = world.group.group_id if world.group else ""
    ids = [each.agent_id for each in members]
    groups.update_group(world.desk, group_id, UpdateGroup(leader_id=leader.agent_id, member_ids=ids))
    if agents <= 2:
        for each in members:
            world.online(each)
    return leader, members


def taken(world: World, agents: list[Any], number: int) -> list[str]:
    """So many open conversations, written directly: these agents have them by turns."""
    ids = []
    for n in range(number):
        conversation_id, now = world.desk.new_id("cnv"), world.desk.now()
        plan, visitor = Plan("pln_1", "demo", "Demo", now), Visitor(f"vis_{n}", "demo", 1, now, now)
        blank = started(conversation_id, plan, visitor, now, locale="en")
        header, entry = assigned(blank, by_agent(agents[n % len(agents)]), now)
        tx = Transaction(world.desk)
        store.write(tx, None, header, [entry])
        tx.commit()
        ids.append(conversation_id)
    return ids


def everything(world: World, who: Any, state: str | None = None) -> list[list[str]]:
    """The ids of each page of all."""
    pages, cursor = [], None
    while True:
        found, cursor = reading.list_conversations(world.desk, who, "all", state, cursor)
        pages.append([each.header.conversation_id for each in found])
        if cursor is None:
            return pages


def test_a_leaders_list_has_what_their_members_have_the_open_first_and_the_newest_first(world: World) -> None:
    leader, _ = led_group(world)
    made = [start(world, world.visitor()) for _ in range(4)]
    for conversation_id in made[:2]:
        holder = next(a for a in people.list_agents(world.desk) if conversation_id in a.serving)
        service.end_conversation(world.desk, holder, conversation_id)

    asking = Asking()
    token = asking.sign_in(leader)
    answer = asking.ask("GET", "/v1/desk/conversations?view=all", token)

    ids = [each["conversation_id"] for each in answer.said["items"]]
    assert (ids, answer.said["next"]) == ([made[3], made[2], made[1], made[0]], None)
    assert everything(world, leader, "open") == [[made[3], made[2]]]
    assert everything(world, leader, "closed") == [[made[1], made[0]]]
    assert {asking.ask("GET", f"/v1/desk/conversations/{each}", token).status for each in ids} == {200}


def test_a_leader_of_others_and_a_plain_member_see_nothing_more(world: World) -> None:
    _, (one, other) = led_group(world)
    stranger = world.agent(role=GROUP_LEADER)
    people.create_group(world.desk, CreateGroup(name="Elsewhere", leader_id=stranger.agent_id, member_ids=[]))
    made = {start(world, world.visitor()) for _ in range(4)}

    assert everything(world, stranger) == [[]]
    seen = [set(everything(world, world.now(each))[0]) for each in (one, other)]
    assert seen == [world.now(one).serving, world.now(other).serving]
    assert seen[0] | seen[1] == made


@pytest.mark.parametrize("state", [None, "open"])
def test_a_leaders_long_list_comes_in_pages_without_losing_or_doubling(world: World, state: str | None) -> None:
    leader, members = led_group(world)
    made = taken(world, members, 103)

    pages = everything(world, leader, state)

    assert [len(page) for page in pages] == [50, 50, 3]
    assert [each for page in pages for each in page] == made[::-1]


def test_a_page_of_a_crowds_list_asks_a_bounded_number_of_times_and_loses_nobody(world: World) -> None:
    leader, members = led_group(world, agents=30)
    made = set(taken(world, members, 30))
    cursor, asked, seen = None, [], []

    for _ in range(2):
        with counted() as requests:
            found, cursor = reading.list_conversations(world.desk, leader, "all", None, cursor)
        asked.append(len(requests))
        seen += [each.header.conversation_id for each in found]

    assert cursor is None
    assert (len(seen), set(seen)) == (len(made), made)
    assert max(asked) <= 27, asked


def test_what_is_handed_out_of_the_group_between_two_pages_is_not_shown(world: World) -> None:
    leader, members = led_group(world)
    made = taken(world, members, 53)
    outsider = world.agent()
    world.online(outsider)
    first, cursor = reading.list_conversations(world.desk, leader, "all", None, None)
    holder, gone = world.now(members[0]), made[0]
    routing.transfer(world.desk, holder, gone, Transfer(agent_id=outsider.agent_id))

    second, following = reading.list_conversations(world.desk, leader, "all", None, cursor)

    shown = [each.header.conversation_id for each in [*first, *second]]
    assert (sorted(shown), following) == (sorted(set(made) - {gone}), None)
