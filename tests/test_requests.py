"""What an operation may ask of DynamoDB at most: counted through HTTP, authentication included.

The figures hold with thousands of entries in a conversation and with thousands of conversations at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.people.model.forms import UpdateGroup
from infra.bench.crowd import answer_elsewhere, talk_on, wait_in_queue
from tests.in_process import Answered, Asking
from tests.stored import put_rows
from tests.worlds import World, counted

ENTRIES, CONVERSATIONS = 10_000, 1_000


@dataclass(repr=False)
class Counter(Asking):
    """A desk with one agent online, asked over HTTP; says how many requests each answer took."""

    world: World

    def __post_init__(self) -> None:
        super().__init__()
        (self.member,) = self.world.found(agents=1, capacity=50)
        self.agent = self.come_online(self.member)

    def costs(self, method: str, path: str, token: str, body: Any = None, *, status: int = 200) -> list[str]:
        """The names of the requests that this answer took."""
        _, names = self.counted(method, path, token, body, status=status)
        return names

    def counted(
        self, method: str, path: str, token: str, body: Any = None, *, status: int = 200
    ) -> tuple[Answered, list[str]]:
        """The answer, and the names of the requests it took."""
        with counted() as requests:
            answer = self.ask(method, path, token, body)
        assert answer.status == status, answer
        return answer, requests.names

    def inbox(self, cursor: str = "") -> tuple[str, list[str]]:
        """The next cursor, and what asking took."""
        answer, names = self.counted("GET", f"/v1/desk/inbox?cursor={cursor}", self.agent)
        return answer.said["cursor"], names


@pytest.fixture
def desk_of_one(world: World) -> Counter:
    """One agent online, nobody else."""
    return Counter(world)


# --- visitors -------------------------------------------------------------------------------------------------------


def test_a_visitors_message_takes_two_requests_at_most(desk_of_one: Counter) -> None:
    visitor = desk_of_one.visit()
    path = f"/v1/widget/demo/conversations/{desk_of_one.begin(visitor)}/messages"

    names = desk_of_one.costs("POST", path, visitor, {"text": "Hello", "client_id": "1"}, status=201)

    assert len(names) <= 2, names


def test_a_visitors_poll_takes_one_request_whether_or_not_there_is_news(desk_of_one: Counter) -> None:
    visitor = desk_of_one.visit()
    path = f"/v1/widget/demo/conversations/{desk_of_one.begin(visitor)}/entries"

    with_news, idle = (desk_of_one.costs("GET", f"{path}?after={after}", visitor) for after in (0, 2))

    assert (len(with_news), len(idle)) == (1, 1)


def test_beginning_a_conversation_takes_five_requests_assignment_included(desk_of_one: Counter) -> None:
    # four, and the write that counts the source address
    visitor, body = desk_of_one.visit(), {"text": "Hello?", "client_id": "first"}

    answer, names = desk_of_one.counted("POST", "/v1/widget/demo/conversations", visitor, body, status=201)

    assert answer.said["state"] == "open"
    assert names == ["BatchGetItem", "UpdateItem", "Query", "Query", "TransactWriteItems"]


def test_beginning_a_conversation_that_has_to_wait_takes_seven_and_tells_where_it_stands(desk_of_one: Counter) -> None:
    # six, and the write that counts the source address
    desk_of_one.costs("PUT", "/v1/desk/presence", desk_of_one.agent, {"status": "busy"})
    visitor, body = desk_of_one.visit(), {"text": "Hello?", "client_id": "first"}

    answer, names = desk_of_one.counted("POST", "/v1/widget/demo/conversations", visitor, body, status=201)

    assert (answer.said["state"], answer.said["entries"][-1]["place"]) == ("waiting", 1)
    assert names[:4] == ["BatchGetItem", "UpdateItem", "Query", "TransactWriteItems"]
    assert names[4:] == ["Query", "Query", "TransactWriteItems"]


# --- agents ---------------------------------------------------------------------------------------------------------


def test_an_answer_takes_three_requests_at_most(desk_of_one: Counter) -> None:
    conversation_id = desk_of_one.begin(desk_of_one.visit())
    path = f"/v1/desk/conversations/{conversation_id}/messages"

    names = desk_of_one.costs("POST", path, desk_of_one.agent, {"text": "Hi", "client_id": "1"}, status=201)

    assert len(names) <= 3, names


def test_a_heartbeat_takes_two_requests_at_most(desk_of_one: Counter) -> None:
    names = desk_of_one.costs("PUT", "/v1/desk/presence", desk_of_one.agent, {"status": "online"})

    assert len(names) <= 2, names


def test_an_idle_agents_poll_right_after_another_only_asks_who_they_are(desk_of_one: Counter) -> None:
    cursor, _ = desk_of_one.inbox()

    _, names = desk_of_one.inbox(cursor)

    assert names == ["GetItem"]


def test_a_busy_agents_polls_ask_for_mine_or_for_the_queue_of_each_pool_whatever_is_due(desk_of_one: Counter) -> None:
    for _ in range(3):
        desk_of_one.begin(desk_of_one.visit())
    wait_in_queue(desk_of_one.world.desk, 1)
    cursor, _ = desk_of_one.inbox()

    taken = []
    for seconds in (0, 1, 2, 2, 0, 5):
        desk_of_one.world.clock.forward(seconds=seconds)
        cursor, names = desk_of_one.inbox(cursor)
        taken.append(names)

    queues = ["Query"] * len(desk_of_one.world.now(desk_of_one.member).pools)
    assert [each for each in taken if each not in (["GetItem", "BatchGetItem"], ["GetItem", *queues])] == []
    assert ["GetItem", *queues] in taken


# --- the same when there is a lot -----------------------------------------------------------------------------------


def test_ten_thousand_entries_make_nothing_dearer(desk_of_one: Counter) -> None:
    visitor = desk_of_one.visit()
    conversation_id = desk_of_one.begin(visitor)
    root, desk_root = f"/v1/widget/demo/conversations/{conversation_id}", f"/v1/desk/conversations/{conversation_id}"
    cursor, _ = desk_of_one.inbox()
    talk_on(desk_of_one.world.desk, conversation_id, ENTRIES)

    said = desk_of_one.costs("POST", f"{root}/messages", visitor, {"text": "On", "client_id": "1"}, status=201)
    answer, idle = desk_of_one.counted("GET", f"{root}/entries?after={ENTRIES + 1}", visitor)
    first, beginning = desk_of_one.counted("GET", f"{root}/entries", visitor)
    _, polled = desk_of_one.inbox(cursor)
    replied = desk_of_one.costs(
        "POST", f"{desk_root}/messages", desk_of_one.agent, {"text": "Hi", "client_id": "2"}, status=201
    )

    assert (answer.said["entries"], answer.said["last_seq"]) == ([], ENTRIES + 1)
    assert (len(first.said["entries"]), first.said["more"]) == (100, True)
    assert len(said) <= 2, said
    assert (len(idle), len(beginning)) == (1, 2)  # whose token it is stands in the header, which a page did not reach
    assert len(polled) <= 2, polled
    assert len(replied) <= 3, replied


def test_a_thousand_open_conversations_make_nothing_dearer(desk_of_one: Counter) -> None:
    for _ in range(3):
        desk_of_one.begin(desk_of_one.visit())
    answer_elsewhere(desk_of_one.world.desk, CONVERSATIONS)
    visitor = desk_of_one.visit()
    cursor, _ = desk_of_one.inbox()

    begun, names = desk_of_one.counted(
        "POST", "/v1/widget/demo/conversations", visitor, {"text": "Hello?", "client_id": "first"}, status=201
    )
    root = f"/v1/widget/demo/conversations/{begun.said['conversation_id']}"
    said = desk_of_one.costs("POST", f"{root}/messages", visitor, {"text": "On", "client_id": "1"}, status=201)
    _, polled = desk_of_one.inbox(cursor)

    assert begun.said["state"] == "open"
    assert len(names) == 5, names
    assert len(said) <= 2, said
    assert len(polled) <= 2, polled


def test_a_thousand_who_wait_make_a_poll_no_dearer(desk_of_one: Counter) -> None:
    wait_in_queue(desk_of_one.world.desk, CONVERSATIONS)
    cursor, first = desk_of_one.inbox()
    desk_of_one.world.clock.forward(seconds=10)

    _, polled = desk_of_one.inbox(cursor)

    assert first == polled == ["GetItem", "Query"]


# --- crowds ---------------------------------------------------------------------------------------------------------


def test_an_assignment_takes_the_same_with_4_agents_and_10_conversations_as_with_200_and_5000(world: World) -> None:
    desk_of_one = Counter(world)

    def start() -> int:
        path = "/v1/widget/demo/conversations"
        return len(desk_of_one.costs("POST", path, desk_of_one.visit(), {"text": "hi", "client_id": "c"}, status=201))

    join_group(world, 4)
    answer_elsewhere(world.desk, 10)
    few = start()
    join_group(world, 195)
    answer_elsewhere(world.desk, 4_990)
    many = start()

    assert few == many == 5


def join_group(world: World, number: int) -> None:
    """So many more agents in the demo plan's group, written directly."""
    from msgspec.structs import replace

    from chalicelib.people import service as people
    from chalicelib.people.service import groups
    from chalicelib.people.store.rows import ROSTER, AgentRow

    assert world.group is not None
    ids = [f"agt_more{len(people.roster(world.desk).agents)}x{n}" for n in range(number)]
    put_rows(
        AgentRow(
            ROSTER,
            f"agent#{agent_id}",
            agent_id=agent_id,
            email=f"{agent_id}@example.com",
            name=agent_id,
            number=agent_id,
            role="agent",
            capacity=5,
            active=True,
            created_at=world.clock(),
        )
        for agent_id in ids
    )
    group = groups.read_group(world.desk, world.group.group_id)
    grown = replace(group, member_ids=(*group.member_ids, *ids))
    groups.update_group(world.desk, group.group_id, UpdateGroup(member_ids=list(grown.member_ids)))
