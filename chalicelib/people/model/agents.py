"""Agents, groups, the desk itself, and whether somebody may be assigned now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.people.model.absences import Absence
from chalicelib.people.model.agreements import Asked
from chalicelib.people.model.announced import Announced
from chalicelib.people.model.attributes import AttributeAsked
from chalicelib.people.model.channels import Asker, is_received
from chalicelib.people.model.departments import NONE, Department
from chalicelib.people.model.duty import GONE, OFF_DUTY, ON_LEAVE, SHIFT_BREAK, SHIFT_ENDING, Duty, closed_at
from chalicelib.people.model.pools import EVERYBODY, of_plan
from chalicelib.people.model.rights import ALL, BUILT_IN, Role
from chalicelib.people.model.training import UNTRAINED, Training, is_barred
from chalicelib.people.model.zones import FormerZone, zone_at

ONLINE, BUSY, BREAK, OFFLINE = "online", "busy", "break", "offline"
AWAY = (BUSY, BREAK)
NOBODY_KNOWN = Asker()


class Membership(msgspec.Struct, frozen=True):
    """A group somebody is in, and which customers and sources it receives; a copy, kept with the agent."""

    group_id: str
    levels: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    attributes: tuple[AttributeAsked, ...] = ()

    @classmethod
    def of(cls, group: Group) -> Membership:
        """The copy of this group."""
        return cls(group.group_id, group.levels, group.channels, group.attributes)


class Agent(msgspec.Struct, frozen=True):
    """Somebody who signs in. ``serving``: ids of the conversations they have; at most ``capacity`` by assignment.

    ``turn`` is their place in the rotation (whoever has the lowest is next), since ``joined_at`` when they last came
    online; ``assigned_total`` counts for people. ``resumes``: the status that their next heartbeat brings (back), since
    they did not leave it by their own word: their console fell silent, or they have just come.
    ``status_since``: from when on the status is still to be counted, also of one whose console fell silent.
    ``counted_total``: how many decisions up to ``counted_until`` gave them a conversation, as a recount found.
    ``memberships``: the groups they are in, by id (None: too long to keep here, ask the groups); ``groups``: their ids.
    ``uses``: for which allocations their pools are kept, and whether everybody is one; a copy of the desk's.
    ``placed`` counts the changes of what an allocation asks of them. ``seated``: whether one of the desk's seats is
    theirs, until ``seat_until`` at least; ``seat_watch_id`` names who looks then.
    ``grouped`` counts the changes of that. ``named_in``: keys of the plans that name them, a copy as well.
    ``parked``: those of theirs that take no slot. ``mentioned``: notes that name them, not read (``model.mentions``).
    ``password_id``: another one with each password that is set. ``version`` counts what people change about them, not
    what they do themselves. ``absence``: while they are busy or on a break. ``picture``: the file that shows them.
    ``asks``: which versions of the agreement must be accepted from when on, a copy of the desk's; ``agreed``: up to
    which one they have. ``duty``: what their shifts allow. ``training``: from when on they lack what their groups
    require of them.
    ``announced``: what they have not confirmed yet; ``announcing`` counts the changes of that. ``erased_at``: since
    when nothing of them is kept but that somebody was here.
    """

    agent_id: str
    email: str
    name: str
    number: str
    role: str
    capacity: int
    active: bool
    created_at: datetime
    status: str = OFFLINE
    lease_until: datetime | None = None
    seat_until: datetime | None = None
    serving: frozenset[str] = frozenset()
    turn: int = 0
    assigned_total: int = 0
    last_assigned_at: datetime | None = None
    session_ids: frozenset[str] = frozenset()
    watch_id: str | None = None
    hidden: bool = False
    must_change_password: bool = False
    own_role: Role | None = None
    guest_in: frozenset[str] = frozenset()
    resumes: str | None = None
    joined_at: datetime | None = None
    counted_until: datetime | None = None
    counted_total: int = 0
    password_id: str | None = None
    version: int = 0
    memberships: tuple[Membership, ...] | None = None
    grouped: int = 0
    groups: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    placed: int = 0
    seated: bool = False
    seat_watch_id: str | None = None
    named_in: frozenset[str] = frozenset()
    absence: Absence | None = None
    parked: frozenset[str] = frozenset()
    picture: str | None = None
    mentioned: frozenset[str] = frozenset()
    status_since: datetime | None = None
    duty: Duty | None = None
    asks: tuple[Asked, ...] = ()
    agreed: int = 0
    training: Training | None = None
    announced: tuple[Announced, ...] = ()
    announcing: int = 0
    erased_at: datetime | None = None

    @property
    def pools(self) -> tuple[str, ...]:
        """Whose conversations they may be given."""
        own = (*sorted(self.groups), *map(of_plan, sorted(self.named_in)))
        return (EVERYBODY, *own) if EVERYBODY in self.uses else own

    @property
    def rights(self) -> Role:
        """What they may do and how far it reaches: a built-in role, or the copy of a custom one kept with them."""
        return self.own_role or BUILT_IN.get(self.role, NO_RIGHTS)

    @property
    def reaches_all(self) -> bool:
        """May see and answer what is not their own, everywhere."""
        return self.rights.scope == ALL


NO_RIGHTS = Role("", "", frozenset(), "own")


class Group(msgspec.Struct, frozen=True):
    """Agents who receive together; ``leader_id`` is one of them and the first stop of every escalation (B4).
    ``archived``: nothing new comes to it, it is out of lists, and its agents stay. ``department_id``: what it is of."""

    group_id: str
    name: str
    leader_id: str
    member_ids: tuple[str, ...]
    created_at: datetime
    levels: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    version: int = 0
    archived: bool = False
    attributes: tuple[AttributeAsked, ...] = ()
    department_id: str = NONE

    def receives(self, asker: Asker) -> bool:
        """Whether this visitor may reach the group (B4)."""
        return not self.archived and is_received(self, asker)


class DeskRecord(msgspec.Struct, frozen=True):
    """The whole desk. ``seats``: how many may be signed in at once; ``taken``: how many are (B7).
    ``away_minutes``: how long somebody may be busy or on a break before those who lead are shown it (0: for ever);
    ``unfinished_minutes``: how long before they are to go agents are told what is still open (0: never).
    ``former_zones``: the time zones of before, the first one first. ``seal_to``: who is sent the audit log's seals.
    """

    name: str
    seats: int
    time_zone: str
    taken: int = 0
    version: int = 0
    away_minutes: int = 0
    unfinished_minutes: int = 30
    former_zones: tuple[FormerZone, ...] = ()
    departments: tuple[Department, ...] = ()
    seal_to: tuple[str, ...] = ()

    def zone_at(self, at: datetime) -> str:
        """The time zone that was the desk's at that moment."""
        return zone_at(self.former_zones, self.time_zone, at)


NO_DESK = DeskRecord("", 0, "UTC")


class Roster(msgspec.Struct, frozen=True):
    """Everybody and every group, as of one strongly consistent read."""

    desk: DeskRecord
    agents: dict[str, Agent]
    groups: dict[str, Group]
    roles: dict[str, Role] = msgspec.field(default_factory=dict)

    def members(
        self,
        group_ids: Iterable[str],
        agent_ids: Iterable[str] = (),
        asker: Asker = NOBODY_KNOWN,
    ) -> list[Agent]:
        """Those agents, and those of the groups that this visitor may reach, each once; of nobody named, everybody."""
        groups, found = list(group_ids), dict.fromkeys(agent_ids)
        if not groups and not found:
            return list(self.agents.values())
        for group_id in groups:
            if group_id in self.groups and self.groups[group_id].receives(asker):
                found.update(dict.fromkeys(self.groups[group_id].member_ids))
        return [self.agents[agent_id] for agent_id in found if agent_id in self.agents]


def may_be_assigned(agent: Agent, now: datetime) -> str | None:
    """Why this agent may not be given a conversation now, or None if they may: the one place that knows (B6)."""
    if not agent.active:
        return "disabled"
    if agent.hidden:
        return "hidden"
    if (reason := closed_at(agent.duty, now)) in GONE:
        return reason
    if agent.status != ONLINE:
        return agent.status
    if agent.lease_until is None or agent.lease_until <= now:
        return "no_heartbeat"
    if reason is not None:
        return reason
    if is_barred(agent.training, now):
        return UNTRAINED
    if len(agent.serving) >= agent.capacity:
        return "full"
    return None


def is_present(agent: Agent, now: datetime) -> bool:
    """Whether there is a living console behind the status."""
    return agent.status != OFFLINE and agent.lease_until is not None and agent.lease_until > now


def shown_status(agent: Agent, now: datetime) -> str:
    """The status as others should see it: a console that stopped beating is offline."""
    return agent.status if is_present(agent, now) else OFFLINE


class AgentAway(Conflict):
    """The agent is not there to take conversations; ``reason`` says why."""

    code = "agent_away"
    title = "The agent is not online"
    beside = members(reason=str)


# why somebody cannot take conversations → what it is called, in Chinese and English
ABSENCE: Mapping[str, tuple[str, str]] = {
    "disabled": ("账号已停用", "is disabled"),
    "hidden": ("隐身，不参与分配", "is hidden from assignment"),
    "busy": ("忙碌中", "is busy"),
    "break": ("小休中", "is on a break"),
    "offline": ("离线", "is offline"),
    "no_heartbeat": ("连接已断开", "lost the connection"),
    OFF_DUTY: ("不在班", "is off duty"),
    ON_LEAVE: ("请假中", "is on leave"),
    SHIFT_BREAK: ("班中休息", "has a break of their shift"),
    SHIFT_ENDING: ("即将下班", "is about to finish their shift"),
    UNTRAINED: ("所在客服组要求的培训未通过", "has not passed the training their group requires"),
}


def away(agent: Agent | None, now: datetime) -> AgentAway:
    """The refusal of somebody who is not there, or there with a status that does not do."""
    if agent is None or not agent.active:
        reason = "disabled"
    elif (closed := closed_at(agent.duty, now)) in GONE:
        reason = str(closed)
    elif is_present(agent, now) and is_barred(agent.training, now):
        reason = UNTRAINED
    elif agent.status == OFFLINE or is_present(agent, now):
        reason = agent.status
    else:
        reason = "no_heartbeat"
    name = agent.name if agent else "the agent"
    return AgentAway(f"{name} {ABSENCE.get(reason, ('', 'was away'))[1]}", extra={"reason": reason})


def in_rotation(agent: Agent, now: datetime) -> bool:
    """Whether conversations come to them by themselves, now or as soon as they have a place free."""
    return may_be_assigned(agent, now) in (None, "full")


# customer level → its rank in the line: lower ranks are served first (B9)
LEVELS: Mapping[str, int] = {"vip": 1, "gold": 2, "silver": 3, "normal": 5}


def checked_levels(levels: Iterable[str]) -> tuple[str, ...]:
    """Customer levels a group receives; none means all (B4)."""
    wanted = tuple(dict.fromkeys(levels))
    if any(level not in LEVELS for level in wanted):
        raise Invalid.field("levels", f"of {', '.join(LEVELS)}")
    return wanted


class AgentAvailable(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody can take conversations who could not before: came online, or has more room.

    ``pools``: which ones came to them, where it is that; none: whichever they are in.
    """

    agent_id: str
    pools: tuple[str, ...] = ()


class ScopeChanged(msgspec.Struct, frozen=True):
    """A group receives other levels or sources; the plans that name it carry a copy of that."""

    group_id: str


class AgentLeft(msgspec.Struct, frozen=True):
    """Somebody went, by their own word or by silence; what they had not answered yet must go to others."""

    agent_id: str


class PoolsLeft(msgspec.Struct, frozen=True):
    """Somebody who did not go is not there any more for those who wait in these pools: they are on a break, hidden, or
    out of a group or a plan."""

    agent_id: str
    pools: tuple[str, ...]


class PoolsJoined(msgspec.Struct, frozen=True):
    """Somebody who takes no conversations by themselves is there again for those who wait in these pools: busy."""

    agent_id: str
    pools: tuple[str, ...]


class AgentReturned(msgspec.Struct, frozen=True):
    """Somebody who has conversations is there again."""

    agent_id: str


class AgentRenamed(msgspec.Struct, frozen=True):
    """Somebody has another name, number or picture; where it is shown beside what they do, it is a copy."""

    agent_id: str


class RightsChanged(msgspec.Struct, frozen=True):
    """Somebody was disabled, has another role, or may do less by theirs: what was given to them may be beyond them."""

    agent_id: str


class Named(Protocol):
    """Whoever stands for an agent."""

    @property
    def agent_id(self) -> str:
        """Theirs."""

    @property
    def name(self) -> str:
        """As visitors see it."""

    @property
    def number(self) -> str:
        """The staff number."""

    @property
    def picture(self) -> str | None:
        """The file that shows them."""


def by_agent(agent: Named) -> Author:
    """An agent as the author of an entry."""
    return Author("agent", agent.agent_id, agent.name, agent.number, agent.picture)


class AgentErased(Conflict):
    """Nothing of them is kept any more: they are nobody's account."""

    code = "agent_erased"
    title = "This agent's data was erased"


def refuse_erased(agent: Agent) -> None:
    """Raises ``AgentErased``."""
    if agent.erased_at is not None:
        raise AgentErased("they left, and their data was erased")
