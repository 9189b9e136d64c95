"""The items of the table ``people``, the model values they stand for, and what can be lost."""

from __future__ import annotations

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, RawItem, Row, table_name
from chalicelib.people.model.agents import OFFLINE, Agent, Membership
from chalicelib.people.model.rights import Role

ROSTER = "roster"
DESK = "desk"


class PersonRow(Row):
    """What all items of the table have."""

    class Meta:
        table_name = table_name("people")
        expires = "expires_at"

    shelf = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)


class AgentRow(PersonRow):
    agent_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    number = UnicodeAttribute()
    role = UnicodeAttribute()
    capacity = NumberAttribute()
    active = BooleanAttribute()
    created_at = UTCDateTimeAttribute()
    status = UnicodeAttribute(default=OFFLINE)
    lease_until = UTCDateTimeAttribute(null=True)
    seat_until = UTCDateTimeAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    turn = NumberAttribute(default=0)
    assigned_total = NumberAttribute(default=0)
    last_assigned_at = UTCDateTimeAttribute(null=True)
    session_ids = UnicodeSetAttribute(null=True)
    watch_id = UnicodeAttribute(null=True)
    hidden = BooleanAttribute(default=False)
    must_change_password = BooleanAttribute(default=False)
    own_role = Json(Role, null=True)
    guest_in = UnicodeSetAttribute(null=True)
    forced_from = UnicodeAttribute(null=True)
    joined_at = UTCDateTimeAttribute(null=True)
    counted_until = UTCDateTimeAttribute(null=True)
    counted_total = NumberAttribute(default=0)
    password_id = UnicodeAttribute(null=True)
    version = NumberAttribute(default=0)
    memberships = Json(tuple[Membership, ...], null=True)
    grouped = NumberAttribute(default=0)


class GroupRow(PersonRow):
    group_id = UnicodeAttribute()
    name = UnicodeAttribute()
    leader_id = UnicodeAttribute()
    member_ids = Json(tuple[str, ...])
    levels = Json(tuple[str, ...], null=True)
    channels = Json(tuple[str, ...], null=True)
    created_at = UTCDateTimeAttribute()
    version = NumberAttribute(default=0)


class RoleRow(PersonRow):
    role = Json(Role)
    version = NumberAttribute(default=1)


class DeskRow(PersonRow):
    name = UnicodeAttribute()
    seats = NumberAttribute()
    time_zone = UnicodeAttribute()
    seated = UnicodeSetAttribute(null=True)
    version = NumberAttribute(default=0)


class ClaimRow(PersonRow):
    agent_id = UnicodeAttribute()


class PasswordRow(PersonRow):
    hashed = UnicodeAttribute()


class TriesRow(PersonRow):
    failures = NumberAttribute(default=0)
    next_at = UTCDateTimeAttribute(null=True)
    known_until = UTCDateTimeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class AgentMoved(Moved):
    """The agent's record did not meet the condition; ``agent`` is how it stands now (None: gone)."""

    @property
    def agent(self) -> Agent | None:
        """The record."""
        agent: Agent | None = self.record
        return agent


class TriesMoved(Moved):
    """Somebody tried from the same place at the same moment; ``record`` has the tries as they stand now."""


class GroupMoved(Moved):
    """The group is not as it was read."""


class RoleMoved(Moved):
    """The role is not as it was read."""


class DeskMoved(Moved):
    """The desk's record is not as it was read."""


class Gone(Lost):
    """What the transaction relied on is not so any more: somebody's role, or what a role allows."""


class Taken(Lost):
    """A unique value belongs to somebody else."""

    def __init__(self, field: str, agent_id: str | None) -> None:
        super().__init__(f"{field} is taken")
        self.field = field
        self.agent_id = agent_id


class SeatsFull(Lost):
    """No seat is free."""


def agent_key(agent_id: str) -> str:
    return f"agent#{agent_id}"


def moved(item: RawItem | None) -> AgentMoved:
    return AgentMoved(AgentRow.from_raw_data(dict(item)).into(Agent) if item else None)


def same_sessions(agent: Agent) -> Condition:
    """Nobody has signed them in or out since they were read."""
    seen: Condition = AgentRow.session_ids.does_not_exist()
    if agent.session_ids:
        seen = AgentRow.session_ids == set(agent.session_ids)
    return seen


def row_of(agent_id: str) -> AgentRow:
    return AgentRow(ROSTER, agent_key(agent_id))


def unseat(actions: list[Action], after: Agent) -> None:
    actions += [
        AgentRow.session_ids.remove(),
        AgentRow.status.set(OFFLINE),
        AgentRow.lease_until.remove(),
        AgentRow.seat_until.remove(),
        AgentRow.watch_id.remove(),
        AgentRow.forced_from.remove(),
    ]
