"""A lot of data, written directly into the tables and quickly, as if a desk had worked for a long time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import OPEN, WAITING, Header, queue_number
from chalicelib.conversations.model.queue import Waiting, waiting_as
from chalicelib.conversations.store import HEADER, WAITS, EntryRow, HeaderRow, QueueRow
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import candidate_of, places
from chalicelib.people.service import groups
from chalicelib.people.store.rows import ROSTER, AgentRow, GroupRow, PoolRow, agent_key, listed, pool_key

AT_ONCE = 25  # items DynamoDB takes in one batch
NOBODY = "grp_nobody"


def talk_on(desk: Desk, conversation_id: str, last_seq: int) -> None:
    """Entries up to this one, as if both sides had talked for days."""
    header = store.header(desk, conversation_id)
    if header is None:
        raise LookupError(conversation_id)
    author = Author("visitor", header.visitor_id)
    _store(
        desk,
        (
            EntryRow(
                conversation_id,
                seq,
                kind="message",
                author=author,
                text="您好，请问这款茶叶什么时候发货？",
                at=header.started_at,
                state_then=header.state,
                visitor_id=header.visitor_id,
            )
            for seq in range(header.last_seq + 1, last_seq + 1)
        ),
    )
    _store(desk, [header_row(replace(header, last_seq=last_seq))])


def answer_elsewhere(desk: Desk, number: int) -> None:
    """So many open conversations of another agent."""
    _store(desk, map(header_row, _headers(desk, number, OPEN)))


def wait_in_queue(desk: Desk, number: int, pools: Sequence[str] = (NOBODY,)) -> None:
    """So many who wait in these pools; for a group that nobody is in, if none are said."""
    headers = [replace(each, pools=tuple(pools)) for each in _headers(desk, number, WAITING)]
    _store(desk, map(header_row, headers))
    _store(
        desk,
        (
            QueueRow(f"queue#{pool}", queue_number(header), waiting=replace(waiting_as(header), number=0))
            for header in headers
            for pool in pools
        ),
    )


def hire(desk: Desk, number: int, group_id: str, *, capacity: int = 5, full: bool = False) -> list[Agent]:
    """So many agents more, online for a day, with room or ``full``, in this group beside whoever is in it."""
    now, group = desk.now(), groups.read_group(desk, group_id)
    like = replace(
        people.read_agent(desk, group.leader_id),
        capacity=capacity,
        status="online",
        lease_until=now + timedelta(days=1),
        joined_at=now,
        serving=frozenset(f"cnv_elsewhere{n:017d}" for n in range(capacity if full else 0)),
        session_ids=frozenset(),
        memberships=None,
        groups=frozenset((group_id,)),
    )
    numbers = range(len(group.member_ids), len(group.member_ids) + number)
    crew = [
        replace(
            like,
            agent_id=f"agt_{group_id[-6:]}{n:020d}",
            email=f"{group_id}{n}@example.com",
            name=f"Agent {n}",
            number=f"{n:05d}",
        )
        for n in numbers
    ]
    _store(desk, (AgentRow.of(each, shelf=agent_key(each.agent_id), key="record") for each in crew))
    _store(desk, map(listed, crew))
    _store(
        desk,
        (
            PoolRow(pool_key(pool, mode), order, candidate=candidate)
            for each in crew
            for (pool, mode, order), candidate in places(candidate_of(each)).items()
        ),
    )
    grown = replace(group, member_ids=(*group.member_ids, *(each.agent_id for each in crew)))
    _store(desk, [GroupRow.of(grown, shelf=ROSTER, key=f"group#{group_id}")])
    return crew


def everybody_waiting(desk: Desk) -> list[Header]:
    """Everybody who waits, in the order of the queue: what no request of the desk may ask."""
    headers: list[Header] = []
    key: Mapping[str, Any] | None = None
    while True:
        ids, key = store.list_in_state(desk, WAITING, 100, key)
        headers += (each for each in store.headers(desk, ids) if each.state == WAITING)
        if key is None:
            return sorted(headers, key=queue_number)


def queue_rows(desk: Desk) -> set[tuple[str, Waiting]]:
    """Every row of every queue, with its pool."""
    rows: set[tuple[str, Waiting]] = set()
    start: dict[str, Any] = {}
    while True:
        page = desk.database.call("Scan", {"TableName": QueueRow.Meta.table_name, "ConsistentRead": True, **start})
        for item in page["Items"]:
            shelf = item["conversation_id"]["S"]
            if shelf.startswith("queue#") and int(item["seq"]["N"]) > WAITS:
                waits = QueueRow.from_raw_data(item).waiting
                rows.add((shelf.removeprefix("queue#"), replace(waits, number=int(item["seq"]["N"]))))
        if not page.get("LastEvaluatedKey"):
            return rows
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def _headers(desk: Desk, number: int, state: str) -> Iterator[Header]:
    start = desk.now() - timedelta(days=1)
    agent = Author("agent", "agt_elsewhere", "Else Where", "77") if state == OPEN else None
    for each in range(number):
        at = start + timedelta(seconds=each)
        yield Header(
            conversation_id=f"cnv_{state}{each:022d}",
            plan_key="demo",
            visitor_id=f"vis_{each:026d}",
            state=state,
            started_at=at,
            locale="en",
            group_ids=(NOBODY,),
            agent=agent,
            last_seq=1,
            last_text="Hello?",
            last_author="visitor",
            last_at=at,
            state_at=at,
            waiting_since=at if state == WAITING else None,
            told_to_wait=True,
        )


def header_row(header: Header) -> HeaderRow:
    """The item that keeps this header."""
    return HeaderRow.of(header, seq=HEADER, listed=store.listed(header), header=header)


def _store(desk: Desk, rows: Iterable[Row]) -> None:
    """Rows of one table."""
    put = list(rows)
    requests = [{"PutRequest": {"Item": row.serialize()}} for row in put]
    for start in range(0, len(requests), AT_ONCE):
        batch = {put[0].Meta.table_name: requests[start : start + AT_ONCE]}
        while batch:
            batch = desk.database.call("BatchWriteItem", {"RequestItems": batch}).get("UnprocessedItems", {})
