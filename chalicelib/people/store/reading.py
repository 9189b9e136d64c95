"""Reading people: one by one, or everybody at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Wanted
from chalicelib.people.model.agents import NO_DESK, Agent, DeskRecord, Group, Roster
from chalicelib.people.model.availability import AWAY, Candidate
from chalicelib.people.model.rights import Role
from chalicelib.people.store.rows import (
    DESK,
    POOLS,
    RECORD,
    ROSTER,
    AgentRow,
    ClaimRow,
    DeskRow,
    GroupRow,
    ListedRow,
    PasswordRow,
    PersonRow,
    PoolRow,
    PoolsRow,
    RoleRow,
    agent_key,
    pool_key,
)


def agent(desk: Desk, agent_id: str) -> Agent | None:
    """One agent; one strongly consistent read."""
    row = AgentRow.find(desk.database, agent_key(agent_id), RECORD)
    return row.into(Agent) if row else None


def read_agents(desk: Desk, agent_ids: Iterable[str]) -> dict[str, Agent]:
    """Several agents by their ids, without those that are not there; one strongly consistent request a hundred."""
    ids = list(dict.fromkeys(agent_ids))
    items = AgentRow.find_items(desk.database, [(agent_key(each), RECORD) for each in ids])
    records = (AgentRow.from_raw_data(item).into(Agent) for item in items)
    known = {each.agent_id: each for each in records}
    return {each: known[each] for each in ids if each in known}


def candidates(desk: Desk, pool: str, mode: str, limit: int) -> list[Candidate]:
    """The first of a pool in the order of this allocation; one strongly consistent query."""
    items, _ = PoolRow.read_page(desk.database, pool_key(pool, mode), limit=limit)
    return [PoolRow.candidate.held_in(item) for item in items]


def last_joined(desk: Desk, pool: str, mode: str, limit: int) -> list[Candidate]:
    """Of those of a pool who are away, whoever joined the rotation last; one strongly consistent query."""
    away = PoolRow.key.startswith(f"{AWAY}#")
    items, _ = PoolRow.read_page(desk.database, pool_key(pool, mode), range_condition=away, limit=limit, forward=False)
    return [PoolRow.candidate.held_in(item) for item in items]


def uses(desk: Desk) -> frozenset[str]:
    """The allocations that plans of the desk use, and ``everybody`` if one names nobody."""
    row = PoolsRow.find(desk.database, ROSTER, POOLS)
    return frozenset(row.uses or ()) if row else frozenset()


def find_group(desk: Desk, group_id: str) -> Group | None:
    """One group."""
    row = GroupRow.find(desk.database, ROSTER, f"group#{group_id}")
    return row.into(Group) if row else None


def groups(desk: Desk, group_ids: Sequence[str]) -> list[Group]:
    """Several groups, without those that are not there; one strongly consistent request for each hundred."""
    items = GroupRow.find_items(desk.database, [(ROSTER, f"group#{each}") for each in group_ids])
    return [GroupRow.from_raw_data(item).into(Group) for item in items]


def desk_record(desk: Desk) -> DeskRecord | None:
    """The desk, once it is set up."""
    row = DeskRow.find(desk.database, ROSTER, DESK)
    return row.into(DeskRecord) if row else None


def wanted_desk() -> Wanted[DeskRecord]:
    """The desk, to be read together with something else."""
    return DeskRow.wanted(lambda row: row.into(DeskRecord), ROSTER, DESK)


def roster(desk: Desk) -> Roster:
    """Everybody as they are now, every group and the desk: the directory, and a request for each hundred agents."""
    known = directory(desk)
    return replace(known, agents=read_agents(desk, known.agents))


def directory(desk: Desk) -> Roster:
    """Who there is, every group and the desk: one strongly consistent query (one request up to some 3,000 agents).

    Of presence and conversations the directory knows nothing: it has everybody offline, with nothing to do.
    """
    agents: dict[str, Agent] = {}
    groups: dict[str, Group] = {}
    roles: dict[str, Role] = {}
    record = NO_DESK
    for item in PersonRow.all_pages(desk.database, ROSTER):
        key = item["key"]["S"]
        if key.startswith("agent#"):
            listed = ListedRow.from_raw_data(item).into(Agent)
            agents[listed.agent_id] = listed
        elif key.startswith("group#"):
            many = GroupRow.from_raw_data(item).into(Group)
            groups[many.group_id] = many
        elif key.startswith("role#"):
            role = RoleRow.role.held_in(item)
            roles[role.role_id] = role
        elif key == DESK:
            record = DeskRow.from_raw_data(item).into(DeskRecord)
    return Roster(record, agents, groups, roles)


def agents_after(desk: Desk, agent_key: str | None, limit: int) -> tuple[list[Agent], str | None]:
    """A page of everybody by id, and the key to go on after, if there may be more; one strongly consistent query."""
    condition = PersonRow.key.between(f"{agent_key}~" if agent_key else "agent#", "agent#~")  # "~" sorts after every id
    items, following = PersonRow.read_page(desk.database, ROSTER, range_condition=condition, limit=limit)
    known = read_agents(desk, (item["agent_id"]["S"] for item in items))
    return list(known.values()), items[-1]["key"]["S"] if following else None


def role(desk: Desk, role_id: str) -> Role | None:
    """A custom role."""
    row = RoleRow.find(desk.database, ROSTER, f"role#{role_id}")
    return row.role if row else None


def agent_id_of(desk: Desk, email: str) -> str | None:
    """Whose address it is."""
    row = ClaimRow.find(desk.database, "email", email)
    return row.agent_id if row else None


def password_of(desk: Desk, agent_id: str) -> str | None:
    """The hash of the agent's password."""
    row = PasswordRow.find(desk.database, "password", agent_id)
    return row.hashed if row else None
