"""Reading people: one by one, or everybody at once."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.desk import Desk
from chalicelib.people.model.agents import Agent, DeskRecord, Group, Roster
from chalicelib.people.model.rights import Role
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    AgentRow,
    ClaimRow,
    DeskRow,
    GroupRow,
    PasswordRow,
    PersonRow,
    RoleRow,
    agent_key,
)


def agent(desk: Desk, agent_id: str) -> Agent | None:
    """One agent; one strongly consistent read."""
    row = AgentRow.find(desk.database, ROSTER, agent_key(agent_id))
    return row.into(Agent) if row else None


def group(desk: Desk, group_id: str) -> Group | None:
    """One group."""
    row = GroupRow.find(desk.database, ROSTER, f"group#{group_id}")
    return row.into(Group) if row else None


def groups(desk: Desk, group_ids: Sequence[str]) -> list[Group]:
    """Several groups, without those that are not there; one strongly consistent request for each hundred."""
    items = GroupRow.find_items(desk.database, [(ROSTER, f"group#{each}") for each in group_ids])
    return [GroupRow.from_raw_data(dict(item)).into(Group) for item in items]


def desk_record(desk: Desk) -> DeskRecord | None:
    """The desk, once it is set up."""
    row = DeskRow.find(desk.database, ROSTER, DESK)
    return row.into(DeskRecord) if row else None


def roster(desk: Desk) -> Roster:
    """Everybody, every group and the desk: one strongly consistent query (one request up to about 1,000 agents)."""
    agents: dict[str, Agent] = {}
    groups: dict[str, Group] = {}
    roles: dict[str, Role] = {}
    record = DeskRecord("", 0, "UTC")
    for item in PersonRow.all_pages(desk.database, ROSTER):
        key = item["key"]["S"]
        if key.startswith("agent#"):
            one = AgentRow.from_raw_data(dict(item)).into(Agent)
            agents[one.agent_id] = one
        elif key.startswith("group#"):
            many = GroupRow.from_raw_data(dict(item)).into(Group)
            groups[many.group_id] = many
        elif key.startswith("role#"):
            role = RoleRow.from_raw_data(dict(item)).role
            roles[role.role_id] = role
        else:
            record = DeskRow.from_raw_data(dict(item)).into(DeskRecord)
    return Roster(record, agents, groups, roles)


def agents_after(desk: Desk, agent_key: str | None, limit: int) -> tuple[list[Agent], str | None]:
    """A page of everybody by id, and the key to go on after, if there may be more; one strongly consistent query."""
    condition = PersonRow.key.between(f"{agent_key}~" if agent_key else "agent#", "agent#~")  # "~" sorts after every id
    items, following = PersonRow.read_page(desk.database, ROSTER, range_condition=condition, limit=limit)
    agents = [AgentRow.from_raw_data(dict(item)).into(Agent) for item in items]
    return agents, items[-1]["key"]["S"] if following else None


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
