"""The items of the table ``people``, the model values they stand for, and what can be lost."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import events, work
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, Row, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.absences import Absence
from chalicelib.people.model.agents import OFFLINE, Agent, Membership
from chalicelib.people.model.agreements import Acceptance, Agreement, AgreementRecord, Asked
from chalicelib.people.model.announced import Announced
from chalicelib.people.model.attendance import PresenceChanged, PresenceSpent, since_after, spent
from chalicelib.people.model.attributes import AttributeAsked
from chalicelib.people.model.availability import Candidate, candidate_of, places
from chalicelib.people.model.departments import Department
from chalicelib.people.model.duty import Duty
from chalicelib.people.model.rights import Role
from chalicelib.people.model.training import Training
from chalicelib.people.model.zones import FormerZone

ROSTER = "roster"
DESK = "desk"
RECORD = "record"
POOLS = "pools"


class PersonRow(Row):
    """What all items of the table have."""

    class Meta:
        table_name = table_name("people")
        expires = "expires_at"

    shelf = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)


class ListedRow(PersonRow):
    """Of an agent, what those who only look for a name or for rights ask; written with the record."""

    agent_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    number = UnicodeAttribute()
    role = UnicodeAttribute()
    capacity = NumberAttribute()
    active = BooleanAttribute()
    created_at = UTCDateTimeAttribute()
    hidden = BooleanAttribute(default=False)
    own_role = Json(Role, null=True)
    picture = UnicodeAttribute(null=True)


class AgentRow(ListedRow):
    """All of an agent, in a partition of their own: whoever they are is asked at each of their requests."""

    status = UnicodeAttribute(default=OFFLINE)
    status_since = UTCDateTimeAttribute(null=True)
    lease_until = UTCDateTimeAttribute(null=True)
    seat_until = UTCDateTimeAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    turn = NumberAttribute(default=0)
    assigned_total = NumberAttribute(default=0)
    last_assigned_at = UTCDateTimeAttribute(null=True)
    session_ids = UnicodeSetAttribute(null=True)
    watch_id = UnicodeAttribute(null=True)
    must_change_password = BooleanAttribute(default=False)
    guest_in = UnicodeSetAttribute(null=True)
    resumes = UnicodeAttribute(null=True)
    joined_at = UTCDateTimeAttribute(null=True)
    counted_until = UTCDateTimeAttribute(null=True)
    counted_total = NumberAttribute(default=0)
    password_id = UnicodeAttribute(null=True)
    version = NumberAttribute(default=0)
    memberships = Json(tuple[Membership, ...], null=True)
    grouped = NumberAttribute(default=0)
    named_in = UnicodeSetAttribute(null=True)
    groups = UnicodeSetAttribute(null=True)
    uses = UnicodeSetAttribute(null=True)
    placed = NumberAttribute(default=0)
    seated = BooleanAttribute(default=False)
    seat_watch_id = UnicodeAttribute(null=True)
    absence = Json(Absence, null=True)
    parked = UnicodeSetAttribute(null=True)
    mentioned = UnicodeSetAttribute(null=True)
    duty = Json(Duty, null=True)
    training = Json(Training, null=True)
    asks = Json(tuple[Asked, ...], default=())
    agreed = NumberAttribute(default=0)
    announced = Json(tuple[Announced, ...], default=())
    announcing = NumberAttribute(default=0)
    erased_at = UTCDateTimeAttribute(null=True)


class PoolRow(PersonRow):
    """An agent's place in one pool, for one allocation."""

    candidate = Packed(Candidate)


class PoolsRow(PersonRow):
    """Which pools the desk's plans ask for at all."""

    uses = UnicodeSetAttribute(null=True)


class GroupRow(PersonRow):
    group_id = UnicodeAttribute()
    name = UnicodeAttribute()
    leader_id = UnicodeAttribute()
    member_ids = Json(tuple[str, ...])
    levels = Json(tuple[str, ...], null=True)
    channels = Json(tuple[str, ...], null=True)
    attributes = Json(tuple[AttributeAsked, ...], null=True)
    created_at = UTCDateTimeAttribute()
    version = NumberAttribute(default=0)
    archived = BooleanAttribute(default=False)
    department_id = UnicodeAttribute(null=True)


class RoleRow(PersonRow):
    role = Json(Role)
    version = NumberAttribute(default=1)


class DeskRow(PersonRow):
    name = UnicodeAttribute()
    seats = NumberAttribute()
    time_zone = UnicodeAttribute()
    taken = NumberAttribute(default=0)
    away_minutes = NumberAttribute(default=0)
    unfinished_minutes = NumberAttribute(default=30)
    version = NumberAttribute(default=0)
    former_zones = Json(tuple[FormerZone, ...], null=True)
    departments = Json(tuple[Department, ...], null=True)
    seal_to = Json(tuple[str, ...], null=True)


class ClaimRow(PersonRow):
    agent_id = UnicodeAttribute()


class PasswordRow(PersonRow):
    hashed = UnicodeAttribute()


class AgreementRow(PersonRow):
    """What is worked on and published."""

    version = NumberAttribute()
    agreement = Packed(AgreementRecord)


class AgreementVersionRow(PersonRow):
    agreement = Packed(Agreement)


class AsksRow(PersonRow):
    """What each agent's record has a copy of; ``number``: the version that says so."""

    asks = Json(tuple[Asked, ...])
    number = NumberAttribute()


class AnnouncingRow(PersonRow):
    """That something was announced once: until then nobody looks for it."""

    announcing = BooleanAttribute()


class AcceptanceRow(PersonRow):
    acceptance = Packed(Acceptance)


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


moved = AgentRow.losing(Agent, AgentMoved)


def same_sessions(agent: Agent) -> Condition:
    """Nobody has signed them in or out since they were read."""
    seen: Condition = AgentRow.session_ids.does_not_exist()
    if agent.session_ids:
        seen = AgentRow.session_ids == set(agent.session_ids)
    return seen


def row_of(agent_id: str) -> AgentRow:
    return AgentRow(agent_key(agent_id), RECORD)


def count_presence(
    tx: Transaction, agent: Agent, status: str, actions: Sequence[Action], *, condition: Condition, silent: bool
) -> tuple[list[Action], Condition]:
    """Have what the agent was so far counted, and what they are from now on begin: with these actions, on this
    condition. It is told some seconds later."""
    now = tx.desk.now()
    if (so_far := spent(agent, now)) is not None:
        events.publish_later(tx, PresenceSpent(agent.agent_id, *so_far), now + work.SOON)
    if status != agent.status:
        events.publish_later(tx, PresenceChanged(agent.agent_id, agent.status, status, now), now + work.SOON)
    since, held = since_after(agent, status, now, silent=silent), AgentRow.status_since
    same = held == agent.status_since if agent.status_since is not None else held.does_not_exist()
    return [*actions, held.set(since) if since is not None else held.remove()], condition & same


def update_agent(
    tx: Transaction,
    before: Agent,
    after: Agent,
    actions: Sequence[Action],
    *,
    condition: Condition,
    silent: bool = False,
) -> None:
    """Change the record, and with it the agent's place in their pools where that is another one; take or leave a seat.

    ``after`` is the agent as the ``actions`` make them; ``silent``: for their console was not heard of. A place depends
    on all of what an allocation asks, so where one changes, nothing of that may have changed since ``before``. Lost:
    ``AgentMoved``, ``SeatsFull``.
    """
    if before.status != after.status:
        actions, condition = count_presence(tx, before, after.status, actions, condition=condition, silent=silent)
    if before.seated != after.seated:
        actions = [*actions, AgentRow.seated.set(after.seated)]
        condition &= AgentRow.seated == True if before.seated else AgentRow.seated != True  # noqa: E712 - PynamoDB's
    move_candidate(tx, candidate_of(before), candidate_of(after), actions, condition=condition)
    if before.seated != after.seated:
        change_seats(tx, 1 if after.seated else -1)


def change_seats(tx: Transaction, number: int, *, beyond: bool = False) -> None:
    """One seat more, or fewer, is taken; ``beyond`` what there is, where they sat before. Lost: ``SeatsFull``."""
    room = DeskRow.taken.does_not_exist() | (DeskRow.taken < DeskRow.seats)
    tx.update(
        DeskRow(ROSTER, DESK),
        [DeskRow.taken.add(number)],
        condition=room if number > 0 and not beyond else None,
        losing=lambda _: SeatsFull("no seat is free"),
    )


def move_candidate(
    tx: Transaction, before: Candidate, after: Candidate, actions: Sequence[Action], *, condition: Condition
) -> Candidate:
    """The same for somebody of whom no more is known than what an allocation asks; as they then are."""
    row = row_of(before.agent_id)
    if before == after:
        tx.update(row, actions, condition=condition, losing=moved)
        return after
    after = replace(after, placed=before.placed + 1)
    counted = [*actions, AgentRow.placed.set(after.placed)]
    tx.update(row, counted, condition=condition & unmoved(before.placed), losing=moved)
    place(tx, before, after)
    return after


def unmoved(placed: int) -> Condition:
    """Nothing that an allocation asks of the agent has changed since this count."""
    same: Condition = AgentRow.placed == placed
    return same if placed else same | AgentRow.placed.does_not_exist()


def place(tx: Transaction, before: Candidate | None, after: Candidate) -> None:
    """Put the candidate where they now stand in their pools."""
    here, left = places(after), places(before) if before is not None else {}
    for pool, mode, order in left.keys() - here.keys():
        tx.delete(PoolRow(pool_key(pool, mode), order))
    for (pool, mode, order), candidate in here.items():
        tx.put(PoolRow(pool_key(pool, mode), order, candidate=candidate))


def pool_key(pool: str, mode: str) -> str:
    """The partition of a pool's members in the order of this allocation."""
    return f"pool#{pool}#{mode}"


def listed(agent: Agent) -> ListedRow:
    """The agent's item in the directory."""
    return ListedRow.of(agent, shelf=ROSTER, key=agent_key(agent.agent_id))


def unseat() -> list[Action]:
    """What makes somebody without a session of their record: offline, without a lease or a seat."""
    return [
        AgentRow.session_ids.remove(),
        AgentRow.status.set(OFFLINE),
        AgentRow.lease_until.remove(),
        AgentRow.seat_until.remove(),
        AgentRow.watch_id.remove(),
        AgentRow.resumes.remove(),
        AgentRow.seat_watch_id.remove(),
        AgentRow.absence.remove(),
    ]
