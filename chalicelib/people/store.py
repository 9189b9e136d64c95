"""The table ``people``: rows in, model values out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.expressions.condition import size
from pynamodb.expressions.update import Action

from chalicelib.core.errors import Lost
from chalicelib.core.tables import Json, RawItem, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.people.model import OFFLINE, Agent, DeskRecord, Group, Role, Roster, Tries

ROSTER = "roster"
DESK = "desk"
TRIES_KEPT = timedelta(days=1)


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
    forced = BooleanAttribute(default=False)


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


def _agent_key(agent_id: str) -> str:
    return f"agent#{agent_id}"


def _agent(row: AgentRow) -> Agent:
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
        forced=row.forced,
    )


def _group(row: GroupRow) -> Group:
    return Group(
        row.group_id, row.name, row.leader_id, row.member_ids, row.created_at, row.levels or (), row.channels or ()
    )


def _desk(row: DeskRow) -> DeskRecord:
    return DeskRecord(row.name, int(row.seats), row.time_zone, frozenset(row.seated or ()))


def _moved(item: RawItem | None) -> AgentMoved:
    return AgentMoved(_agent(AgentRow.from_raw_data(dict(item))) if item else None)


def _row(agent_id: str) -> AgentRow:
    return AgentRow(ROSTER, _agent_key(agent_id))


def agent(agent_id: str) -> Agent | None:
    """One agent; one strongly consistent read."""
    row = AgentRow.find(ROSTER, _agent_key(agent_id))
    return _agent(row) if row else None


def group(group_id: str) -> Group | None:
    """One group."""
    row = GroupRow.find(ROSTER, f"group#{group_id}")
    return _group(row) if row else None


def desk_record() -> DeskRecord | None:
    """The desk, once it is set up."""
    row = DeskRow.find(ROSTER, DESK)
    return _desk(row) if row else None


def roster() -> Roster:
    """Everybody, every group and the desk: one strongly consistent query (one request up to about 1,000 agents)."""
    agents: dict[str, Agent] = {}
    groups: dict[str, Group] = {}
    roles: dict[str, Role] = {}
    desk = DeskRecord("", 0, "UTC")
    for item in PersonRow.all_pages(ROSTER):
        key = item["key"]["S"]
        if key.startswith("agent#"):
            one = _agent(AgentRow.from_raw_data(dict(item)))
            agents[one.agent_id] = one
        elif key.startswith("group#"):
            many = _group(GroupRow.from_raw_data(dict(item)))
            groups[many.group_id] = many
        elif key.startswith("role#"):
            role = RoleRow.from_raw_data(dict(item)).role
            roles[role.role_id] = role
        else:
            desk = _desk(DeskRow.from_raw_data(dict(item)))
    return Roster(desk, agents, groups, roles)


def put_desk(tx: Transaction, record: DeskRecord, *, before: DeskRecord | None) -> None:
    """Store what is new or other than ``before``; what others change at the same time stays. Lost: there is one."""
    row = DeskRow(ROSTER, DESK)
    actions: list[Action] = []
    if before is None or before.name != record.name:
        actions.append(DeskRow.name.set(record.name))
    if before is None or before.seats != record.seats:
        actions.append(DeskRow.seats.set(record.seats))
    if before is None or before.time_zone != record.time_zone:
        actions.append(DeskRow.time_zone.set(record.time_zone))
    if actions:
        tx.update(row, actions, condition=DeskRow.key.does_not_exist() if before is None else DeskRow.key.exists())


def put_new_agent(tx: Transaction, one: Agent, hashed: str) -> None:
    """Store a new agent with their claims on address and number. Lost: ``Taken``."""
    tx.put(
        AgentRow(
            ROSTER,
            _agent_key(one.agent_id),
            agent_id=one.agent_id,
            email=one.email,
            name=one.name,
            number=one.number,
            role=one.role,
            capacity=one.capacity,
            active=one.active,
            created_at=one.created_at,
            hidden=one.hidden,
            must_change_password=one.must_change_password,
            own_role=one.own_role,
        ),
        condition=AgentRow.key.does_not_exist(),
    )
    _claim(tx, "email", one.email, one.agent_id)
    _claim(tx, "number", one.number, one.agent_id)
    tx.put(PasswordRow("password", one.agent_id, hashed=hashed))


def put_agent(tx: Transaction, before: Agent, after: Agent, hashed: str | None) -> None:
    """Change what an administrator may change. Lost: ``AgentMoved``, ``Taken``."""
    actions: list[Action] = [
        AgentRow.email.set(after.email),
        AgentRow.name.set(after.name),
        AgentRow.number.set(after.number),
        AgentRow.role.set(after.role),
        AgentRow.capacity.set(after.capacity),
        AgentRow.active.set(after.active),
        AgentRow.hidden.set(after.hidden),
        AgentRow.must_change_password.set(after.must_change_password),
        AgentRow.own_role.set(after.own_role) if after.own_role else AgentRow.own_role.remove(),
    ]
    unchanged = (AgentRow.email == before.email) & (AgentRow.number == before.number)
    if not after.session_ids and before.session_ids:
        _unseat(actions, after)
        tx.update(DeskRow(ROSTER, DESK), [DeskRow.seated.delete({after.agent_id})])
    tx.update(_row(after.agent_id), actions, condition=unchanged, losing=_moved)
    for shelf, old, new in (("email", before.email, after.email), ("number", before.number, after.number)):
        if old != new:
            tx.delete(ClaimRow(shelf, old))
            _claim(tx, shelf, new, after.agent_id)
    if hashed is not None:
        tx.put(PasswordRow("password", after.agent_id, hashed=hashed))


def _unseat(actions: list[Action], after: Agent) -> None:
    actions += [
        AgentRow.session_ids.remove(),
        AgentRow.status.set(OFFLINE),
        AgentRow.lease_until.remove(),
        AgentRow.seat_until.remove(),
        AgentRow.watch_id.remove(),
        AgentRow.forced.set(False),
    ]


def _claim(tx: Transaction, shelf: str, value: str, agent_id: str) -> None:
    def losing(item: RawItem | None) -> Exception:
        return Taken(shelf, item["agent_id"]["S"] if item else None)

    free = ClaimRow.key.does_not_exist() | (ClaimRow.agent_id == agent_id)
    tx.put(ClaimRow(shelf, value, agent_id=agent_id), condition=free, losing=losing)


def put_role(tx: Transaction, role: Role) -> None:
    """Store a custom role, new or changed; those who have it carry a copy (``give_role``)."""
    tx.put(RoleRow(ROSTER, f"role#{role.role_id}", role=role))


def role(role_id: str) -> Role | None:
    """A custom role."""
    row = RoleRow.find(ROSTER, f"role#{role_id}")
    return row.role if row else None


def give_role(tx: Transaction, one: Agent, role: Role) -> None:
    """The role's present rights, for somebody who has it. Lost: ``AgentMoved`` (they have another by now)."""
    tx.update(
        _row(one.agent_id),
        [AgentRow.own_role.set(role)],
        condition=AgentRow.role == role.role_id,
        losing=_moved,
    )


def put_own_password(tx: Transaction, one: Agent, hashed: str, session_id: str) -> None:
    """A password of their own; all sessions but this one end. Lost: ``AgentMoved``."""
    tx.put(PasswordRow("password", one.agent_id, hashed=hashed))
    tx.update(
        _row(one.agent_id),
        [AgentRow.must_change_password.set(False), AgentRow.session_ids.set({session_id})],
        condition=AgentRow.session_ids.contains(session_id),
        losing=_moved,
    )


def keep_seat(tx: Transaction, one: Agent, session_id: str, seat_until: datetime) -> None:
    """The session is in use. Lost: ``AgentMoved`` (it has ended)."""
    in_use = AgentRow.session_ids.contains(session_id)
    tx.update(_row(one.agent_id), [AgentRow.seat_until.set(seat_until)], condition=in_use, losing=_moved)


def set_status(tx: Transaction, one: Agent, status: str) -> None:
    """Somebody else's hand on the presence, kept over the next beat; the lease stays. Lost: ``AgentMoved``."""
    tx.update(
        _row(one.agent_id),
        [AgentRow.status.set(status), AgentRow.forced.set(True)],
        condition=AgentRow.status == one.status,
        losing=_moved,
    )


def stays(tx: Transaction, one: Agent, role: str) -> None:
    """The transaction happens only while this agent is active and has this role. Lost: ``AgentMoved``."""
    tx.check(_row(one.agent_id), (AgentRow.active == True) & (AgentRow.role == role), losing=_moved)  # noqa: E712


def put_group(tx: Transaction, many: Group) -> None:
    """Store a group, new or changed."""
    row = GroupRow(
        ROSTER,
        f"group#{many.group_id}",
        group_id=many.group_id,
        name=many.name,
        leader_id=many.leader_id,
        member_ids=many.member_ids,
        created_at=many.created_at,
        levels=many.levels,
        channels=many.channels,
    )
    tx.put(row)


def agent_id_of(email: str) -> str | None:
    """Whose address it is."""
    row = ClaimRow.find("email", email)
    return row.agent_id if row else None


def password_of(agent_id: str) -> str | None:
    """The hash of the agent's password."""
    row = PasswordRow.find("password", agent_id)
    return row.hashed if row else None


def tries(email: str) -> Tries:
    """Failed sign-ins of this address."""
    row = TriesRow.find("tries", email)
    return Tries(int(row.failures), row.next_at) if row else Tries()


def put_tries(tx: Transaction, email: str, before: Tries, after: Tries) -> None:
    """Count one more failure. Lost: somebody else tried at the same moment."""
    unchanged = TriesRow.failures == before.failures if before.failures else TriesRow.key.does_not_exist()
    expires = int((tx.desk.now() + TRIES_KEPT).timestamp())
    row = TriesRow("tries", email, failures=after.failures, next_at=after.next_at, expires_at=expires)
    tx.put(row, condition=unchanged)


def forget_tries(tx: Transaction, email: str) -> None:
    """The address has signed in."""
    tx.delete(TriesRow("tries", email))


def open_session(tx: Transaction, one: Agent, session_ids: frozenset[str], seat_until: datetime) -> None:
    """Give the agent these sessions. Lost: ``AgentMoved``."""
    seen = AgentRow.session_ids == set(one.session_ids) if one.session_ids else AgentRow.session_ids.does_not_exist()
    tx.update(
        _row(one.agent_id),
        [AgentRow.session_ids.set(set(session_ids)), AgentRow.seat_until.set(seat_until)],
        condition=seen & (AgentRow.active == True),  # noqa: E712 - PynamoDB's condition
        losing=_moved,
    )


def take_seat(tx: Transaction, agent_id: str) -> None:
    """Seat the agent, unless all seats are taken by others. Lost: ``SeatsFull``."""
    room = DeskRow.seated.does_not_exist() | DeskRow.seated.contains(agent_id) | (size(DeskRow.seated) < DeskRow.seats)
    tx.update(
        DeskRow(ROSTER, DESK),
        [DeskRow.seated.add({agent_id})],
        condition=room,
        losing=lambda _: SeatsFull("no seat is free"),
    )


def end_sessions(tx: Transaction, one: Agent, left: frozenset[str]) -> None:
    """Leave the agent only these sessions; with none they go offline, their seat is free. Lost: ``AgentMoved``."""
    seen = AgentRow.session_ids == set(one.session_ids) if one.session_ids else AgentRow.session_ids.does_not_exist()
    if left:
        tx.update(_row(one.agent_id), [AgentRow.session_ids.set(set(left))], condition=seen, losing=_moved)
        return
    actions: list[Action] = []
    _unseat(actions, one)
    if one.seat_until is not None:
        seen = seen & (AgentRow.seat_until == one.seat_until)
    tx.update(_row(one.agent_id), actions, condition=seen, losing=_moved)
    tx.update(DeskRow(ROSTER, DESK), [DeskRow.seated.delete({one.agent_id})])


def beat(
    tx: Transaction,
    one: Agent,
    session_id: str,
    *,
    status: str,
    lease_until: datetime,
    seat_until: datetime,
    turn: int | None = None,
    watch_id: str | None = None,
) -> None:
    """Set the presence and renew its lease. Lost: ``AgentMoved`` (the session was ended meanwhile)."""
    actions: list[Action] = [
        AgentRow.status.set(status),
        AgentRow.lease_until.set(lease_until),
        AgentRow.seat_until.set(seat_until),
        AgentRow.forced.set(False),
    ]
    if turn is not None:
        actions.append(AgentRow.turn.set(turn))
    if watch_id is not None:
        actions.append(AgentRow.watch_id.set(watch_id))
    tx.update(_row(one.agent_id), actions, condition=AgentRow.session_ids.contains(session_id), losing=_moved)


def watched_on(tx: Transaction, one: Agent, watch_id: str) -> None:
    """The next look at this agent's lease is the piece of work ``watch_id``. Lost: ``AgentMoved``."""
    tx.update(
        _row(one.agent_id),
        [AgentRow.watch_id.set(watch_id)],
        condition=AgentRow.watch_id == one.watch_id,
        losing=_moved,
    )


def went_silent(tx: Transaction, one: Agent) -> None:
    """Offline, if no heartbeat came since ``one`` was read. Lost: ``AgentMoved``."""
    tx.update(
        _row(one.agent_id),
        [AgentRow.status.set(OFFLINE), AgentRow.watch_id.remove(), AgentRow.forced.set(False)],
        condition=(AgentRow.lease_until == one.lease_until) & (AgentRow.status == one.status),
        losing=_moved,
    )


def claim_place(
    tx: Transaction,
    one: Agent,
    conversation_id: str,
    now: datetime,
    *,
    statuses: tuple[str, ...],
    fair: str | None = None,
    over_capacity: bool = False,
) -> None:
    """Take one of the agent's free places for the conversation. Lost: ``AgentMoved``.

    ``fair="turn"``: only while nobody has given them a turn since ``one`` was read. As turns only grow, whoever had the
    lowest turn when read and still has it now has the lowest of all: totals can never differ by more than one.
    ``fair="load"``: only while they have as many conversations as when read. ``over_capacity``: the explicit override.
    """
    status: Any = AgentRow.status == statuses[0]
    for other in statuses[1:]:
        status = status | (AgentRow.status == other)
    condition = (AgentRow.active == True) & status & (AgentRow.lease_until > now)  # noqa: E712 - PynamoDB's condition
    if not over_capacity:
        condition &= AgentRow.serving.does_not_exist() | (size(AgentRow.serving) < AgentRow.capacity)
    if fair == "turn":
        condition &= AgentRow.turn == one.turn
    if fair == "load":
        condition &= size(AgentRow.serving) == len(one.serving) if one.serving else AgentRow.serving.does_not_exist()
    tx.update(
        _row(one.agent_id),
        [
            AgentRow.serving.add({conversation_id}),
            AgentRow.turn.add(1),
            AgentRow.assigned_total.add(1),
            AgentRow.last_assigned_at.set(now),
            AgentRow.guest_in.delete({conversation_id}),
        ],
        condition=condition,
        losing=_moved,
    )


def join(tx: Transaction, one: Agent, conversation_id: str, now: datetime) -> None:
    """Be a guest in the conversation; takes no place. Lost: ``AgentMoved`` (not there)."""
    there = (AgentRow.active == True) & (AgentRow.status != OFFLINE) & (AgentRow.lease_until > now)  # noqa: E712
    tx.update(_row(one.agent_id), [AgentRow.guest_in.add({conversation_id})], condition=there, losing=_moved)


def go(tx: Transaction, agent_id: str, conversation_id: str) -> None:
    """Be a guest no longer. Doing it twice changes nothing."""
    tx.update(_row(agent_id), [AgentRow.guest_in.delete({conversation_id})], condition=AgentRow.key.exists())


def set_serving(tx: Transaction, one: Agent, serving: frozenset[str]) -> None:
    """Mend the record from the facts. Lost: ``AgentMoved`` (it changed meanwhile)."""
    seen = AgentRow.serving == set(one.serving) if one.serving else AgentRow.serving.does_not_exist()
    action = AgentRow.serving.set(set(serving)) if serving else AgentRow.serving.remove()
    tx.update(_row(one.agent_id), [action], condition=seen, losing=_moved)


def free_place(tx: Transaction, agent_id: str, conversation_id: str) -> None:
    """Give the place back. Doing it twice changes nothing."""
    tx.update(_row(agent_id), [AgentRow.serving.delete({conversation_id})], condition=AgentRow.key.exists())
