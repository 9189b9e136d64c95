"""The items of the table ``people``, the model values they stand for, and what can be lost."""

from __future__ import annotations

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.expressions.update import Action

from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, RawItem, Row, table_name
from chalicelib.people.model import OFFLINE, Agent, DeskRecord, Group, Membership, Role

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


class RoleRow(PersonRow):
    role = Json(Role)
    version = NumberAttribute(default=1)


class DeskRow(PersonRow):
    name = UnicodeAttribute()
    seats = NumberAttribute()
    time_zone = UnicodeAttribute()
    seated = UnicodeSetAttribute(null=True)


class ClaimRow(PersonRow):
    agent_id = UnicodeAttribute()


class PasswordRow(PersonRow):
    hashed = UnicodeAttribute()


class TriesRow(PersonRow):
    failures = NumberAttribute(default=0)
    next_at = UTCDateTimeAttribute(null=True)
    expires_at = NumberAttribute(null=True)


class AgentMoved(Lost):
    """The agent's record did not meet the condition; ``agent`` is how it stands now (None: gone)."""

    def __init__(self, agent: Agent | None) -> None:
        super().__init__("the agent's record has changed")
        self.agent = agent


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
        memberships=row.memberships,
        grouped=int(row.grouped),
    )


def to_group(row: GroupRow) -> Group:
    return Group(
        row.group_id, row.name, row.leader_id, row.member_ids, row.created_at, row.levels or (), row.channels or ()
    )


def to_desk(row: DeskRow) -> DeskRecord:
    return DeskRecord(row.name, int(row.seats), row.time_zone, frozenset(row.seated or ()))


def moved(item: RawItem | None) -> AgentMoved:
    return AgentMoved(to_agent(AgentRow.from_raw_data(dict(item))) if item else None)


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
