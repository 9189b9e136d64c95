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
from chalicelib.people.model.agents import OFFLINE, Agent, DeskRecord, Group, Membership
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
    named_in = UnicodeSetAttribute(null=True)


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


def to_agent(row: AgentRow) -> Agent:
    return Agent(
        agent_id=row.agent_id,
        email=row.email,
        name=row.name,
        number=row.number,
        role=row.role,
        capacity=int(row.capacity),
        active=row.active,
        created_at=row.created_at,
        status=row.status,
        lease_until=row.lease_until,
        seat_until=row.seat_until,
        serving=frozenset(row.serving or ()),
        turn=int(row.turn),
        assigned_total=int(row.assigned_total),
        last_assigned_at=row.last_assigned_at,
        session_ids=frozenset(row.session_ids or ()),
        watch_id=row.watch_id,
        hidden=row.hidden,
        must_change_password=row.must_change_password,
        own_role=row.own_role,
        guest_in=frozenset(row.guest_in or ()),
        forced_from=row.forced_from,
        joined_at=row.joined_at,
        counted_until=row.counted_until,
        counted_total=int(row.counted_total),
        password_id=row.password_id,
        version=int(row.version),
        memberships=row.memberships,
        grouped=int(row.grouped),
        named_in=frozenset(row.named_in or ()),
    )


def to_group(row: GroupRow) -> Group:
    return Group(
        group_id=row.group_id,
        name=row.name,
        leader_id=row.leader_id,
        member_ids=row.member_ids,
        created_at=row.created_at,
        levels=row.levels or (),
        channels=row.channels or (),
        version=int(row.version),
    )


def to_desk(row: DeskRow) -> DeskRecord:
    return DeskRecord(row.name, int(row.seats), row.time_zone, frozenset(row.seated or ()), int(row.version))


def moved(item: RawItem | None) -> AgentMoved:
    return AgentMoved(to_agent(AgentRow.from_raw_data(dict(item))) if item else None)


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
