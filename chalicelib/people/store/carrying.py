"""The items of the version before."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.availability import candidate_of
from chalicelib.people.store.rows import (
    DESK,
    RECORD,
    ROSTER,
    AgentRow,
    DeskRow,
    PersonRow,
    agent_key,
    change_seats,
    place,
)


def seated(desk: Desk) -> frozenset[str]:
    """Who had a seat when they were a set in the desk's item."""
    item = DeskRow.find_item(desk.database, ROSTER, DESK) or {}
    return frozenset(item.get("seated", {}).get("SS", ()))


def older(desk: Desk, after: str | None, limit: int) -> tuple[list[RawItem], str | None]:
    """Those of a page of the agents' items that have no record of their own, and the key to go on after.

    There is none where no more follow. One query, and a request for the records.
    """
    condition = PersonRow.key.between(f"{after}~" if after else "agent#", "agent#~")  # "~" sorts after every id
    items, following = PersonRow.read_page(desk.database, ROSTER, range_condition=condition, limit=limit)
    known = AgentRow.find_items(desk.database, [(item["key"]["S"], RECORD) for item in items])
    there = {item["shelf"]["S"] for item in known}
    missing = [item for item in items if item["key"]["S"] not in there]
    return missing, items[-1]["key"]["S"] if following else None


def item_of(desk: Desk, agent_id: str) -> RawItem | None:
    """An agent's item among the others; one read."""
    return PersonRow.find_item(desk.database, ROSTER, agent_key(agent_id))


def put_record(tx: Transaction, item: RawItem, uses: frozenset[str], seated: frozenset[str]) -> Agent:
    """Write the record that this item of the version before stands for. Lost: ``Lost`` (there is one)."""
    own = {**item, "shelf": item["key"], "key": {"S": RECORD}}
    row = AgentRow.from_raw_data(own)
    groups = frozenset(each.group_id for each in row.memberships or ())
    known: Agent = row.into(Agent)
    agent = replace(known, groups=groups, uses=uses)
    if agent.agent_id in seated:
        agent = replace(agent, seated=True, seat_watch_id=tx.desk.new_id("wch"))
        change_seats(tx, 1, beyond=True)
    row.groups, row.uses = set(agent.groups) or None, set(uses) or None
    row.seated, row.seat_watch_id = agent.seated, agent.seat_watch_id
    tx.put(row, condition=AgentRow.key.does_not_exist())
    place(tx, None, candidate_of(agent))
    return agent
