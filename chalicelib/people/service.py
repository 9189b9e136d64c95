"""What people and timers do with agents, groups, seats and presence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core import events, passwords, tokens, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import (
    Conflict,
    Invalid,
    Lost,
    NotFound,
    TooManyRequests,
    Unauthorized,
    Unavailable,
)
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import store
from chalicelib.people.model import (
    ADMINISTRATOR,
    OFFLINE,
    ONLINE,
    ROLES,
    Agent,
    AgentAvailable,
    AgentLeft,
    DeskRecord,
    Group,
    NoFreeSeat,
    Roster,
    SessionEnded,
    WrongCredentials,
    after_failure,
    checked,
    checked_email,
    checked_members,
    checked_zone,
    is_present,
    joining_turn,
    refuse_hurry,
    require,
    sessions_with,
)
from chalicelib.people.store import AgentMoved as AgentMoved
from chalicelib.people.store import claim_place as claim_place
from chalicelib.people.store import free_place as free_place

SESSION = "desk"
RACES = 20
WATCH = "people.watch_presence"


# --- who is calling -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Caller:
    """The agent of a request, as they were when it came, and the session they came with."""

    agent: Agent
    session_id: str


def signed_in(desk: Desk, token: str | None) -> Caller:
    """The agent behind a bearer token. One read, so that an ended session ends at once.

    Raises ``Unauthorized`` for a token that is not ours, ``SessionEnded`` for one that no longer counts.
    """
    if token is None:
        raise Unauthorized("sign in first")
    claims = tokens.read(desk, SESSION, token)
    agent = store.agent(str(claims.get("sub")))
    session_id = str(claims.get("sid"))
    if agent is None or not agent.active or session_id not in agent.session_ids:
        raise SessionEnded("this session has ended")
    return Caller(agent, session_id)


def administrator(desk: Desk, token: str | None) -> Caller:
    """The same for what only administrators do. Raises ``Forbidden`` for everybody else."""
    caller = signed_in(desk, token)
    require(caller.agent, ADMINISTRATOR)
    return caller


def sign_in(desk: Desk, email: str, password: str) -> tuple[str, Agent]:
    """A session's token and the agent (B7). Administrators need no seat until they take conversations.

    Raises ``WrongCredentials``, ``TooManyRequests`` while the address must wait, ``NoFreeSeat``.
    """
    email = email.strip().casefold()
    _count_try(desk, email)
    agent_id = store.agent_id_of(email)
    agent = store.agent(agent_id) if agent_id else None
    kept = store.password_of(agent.agent_id) if agent else None
    if not passwords.matches(desk, password, kept) or agent is None or not agent.active:
        raise WrongCredentials("e-mail or password is wrong")
    session_id = desk.new_id("ses")
    for attempt in range(RACES):
        try:
            agent = _open_session(desk, agent, session_id, email)
            break
        except store.AgentMoved as lost:
            if lost.agent is None or not lost.agent.active:
                raise WrongCredentials("e-mail or password is wrong") from None
            agent = lost.agent
        except store.SeatsFull:
            if not free_stale_seats(desk):
                _forget_tries(desk, email)
                raise _no_seat() from None
        desk.pause(attempt)
    else:
        raise Unavailable("too many sign-ins at once", retry_after=1)
    claims = {"sub": agent.agent_id, "sid": session_id}
    return tokens.issue(desk, SESSION, claims, life=desk.settings.session_life), agent


def _count_try(desk: Desk, email: str) -> None:
    """Each try is counted before the password is looked at; signing in forgets them."""
    if not email or len(email) > 254:
        raise WrongCredentials("e-mail or password is wrong")
    for attempt in range(RACES):
        before = store.tries(email)
        refuse_hurry(before, desk.now())
        tx = Transaction(desk)
        store.put_tries(tx, email, before, after_failure(before, desk.now()))
        try:
            tx.commit()
            return
        except Lost:
            desk.pause(attempt)
    raise TooManyRequests("too many tries at once", retry_after=1)


def _forget_tries(desk: Desk, email: str) -> None:
    tx = Transaction(desk)
    store.forget_tries(tx, email)
    tx.commit()


def _open_session(desk: Desk, agent: Agent, session_id: str, email: str) -> Agent:
    seat_until = desk.now() + timedelta(seconds=desk.settings.seat_lease)
    sessions = sessions_with(agent, session_id)
    tx = Transaction(desk)
    store.open_session(tx, agent, sessions, seat_until)
    if agent.role != ADMINISTRATOR:
        store.take_seat(tx, agent.agent_id)
    store.forget_tries(tx, email)
    tx.commit()
    return replace(agent, session_ids=sessions, seat_until=seat_until)


def _no_seat() -> NoFreeSeat:
    seated = sorted(store.roster().desk.seated)
    return NoFreeSeat("as many agents are signed in as there are seats", extra={"seats": len(seated)})


def free_stale_seats(desk: Desk) -> int:
    """Take the seats of consoles that have been silent for long; how many became free."""
    people, now, freed = store.roster(), desk.now(), 0
    for agent_id in people.desk.seated:
        agent = people.agents.get(agent_id)
        if agent is None or (agent.seat_until is not None and agent.seat_until > now):
            continue
        tx = Transaction(desk)
        store.end_sessions(tx, agent, frozenset())
        events.publish(tx, AgentLeft(agent_id))
        try:
            tx.commit()
            freed += 1
        except store.AgentMoved:
            continue
    return freed


def sign_out(desk: Desk, agent: Agent, session_id: str) -> None:
    """End this session; with the last one the agent is offline and their seat is free. Twice is once."""
    now: Agent | None = agent
    for attempt in range(RACES):
        if now is None or session_id not in now.session_ids:
            return
        left = now.session_ids - {session_id}
        tx = Transaction(desk)
        store.end_sessions(tx, now, left)
        if not left:
            events.publish(tx, AgentLeft(agent.agent_id))
        try:
            tx.commit()
            return
        except store.AgentMoved as lost:
            now = lost.agent
            desk.pause(attempt)
    raise Unavailable("the session could not be ended", retry_after=1)


# --- presence -------------------------------------------------------------------------------------------------------


def set_presence(desk: Desk, caller: Caller, status: str) -> Agent:
    """Set the status, or repeat it as the heartbeat (B6). A beat that changes nothing costs one write.

    Raises ``SessionEnded``, ``NoFreeSeat`` (an administrator who starts to take conversations needs a seat).
    """
    agent, now = caller.agent, desk.now()
    lease_until = now + timedelta(seconds=desk.settings.presence_lease)
    seat_until = now + timedelta(seconds=desk.settings.seat_lease)
    tx = Transaction(desk)
    appears = status != OFFLINE and not is_present(agent, now)
    store.beat(
        tx,
        agent,
        caller.session_id,
        status=status,
        lease_until=lease_until,
        seat_until=seat_until,
        turn=joining_turn(agent, store.roster().agents.values(), now) if appears else None,
        watch_id=_watch(tx, agent.agent_id, lease_until) if appears else None,
    )
    if appears and agent.role == ADMINISTRATOR:
        store.take_seat(tx, agent.agent_id)
    if status == ONLINE and (appears or agent.status != ONLINE):
        events.publish(tx, AgentAvailable(agent.agent_id))
    if status == OFFLINE and agent.status != OFFLINE:
        events.publish(tx, AgentLeft(agent.agent_id))
    try:
        tx.commit()
    except store.AgentMoved:
        raise SessionEnded("this session has ended") from None
    except store.SeatsFull:
        raise _no_seat() from None
    return replace(agent, status=status, lease_until=lease_until, seat_until=seat_until)


def _watch(tx: Transaction, agent_id: str, at: datetime) -> str:
    """Have somebody look whether the heartbeat still comes; the name of this watch."""
    watch_id = tx.desk.new_id("wch")
    work.put(tx, WATCH, {"agent_id": agent_id, "watch_id": watch_id}, at=at)
    return watch_id


def watch_presence(desk: Desk, agent_id: str, watch_id: str) -> None:
    """Due when a lease ends: offline if no heartbeat came, else look again when the present lease ends.

    Each appearance starts one watch; an agent's record names the one that counts, so that none is kept twice.
    """
    agent = store.agent(agent_id)
    for attempt in range(RACES):
        if agent is None or agent.watch_id != watch_id or agent.status == OFFLINE or agent.lease_until is None:
            return
        tx = Transaction(desk)
        if agent.lease_until > desk.now():
            store.watched_on(tx, agent, _watch(tx, agent_id, agent.lease_until))
        else:
            store.went_silent(tx, agent)
            events.publish(tx, AgentLeft(agent_id))
        try:
            tx.commit()
            return
        except store.AgentMoved as lost:
            agent = lost.agent
            desk.pause(attempt)
    raise Unavailable("the agent's record keeps changing", retry_after=1)


# --- the desk, its agents and groups --------------------------------------------------------------------------------


def found_desk(desk: Desk, record: DeskRecord) -> bool:
    """Set the desk up, once; whether this call did it."""
    tx = Transaction(desk)
    store.put_desk(tx, record, new=True)
    try:
        tx.commit()
    except Lost:
        return False
    return True


def read_desk(desk: Desk) -> DeskRecord:
    """The whole desk's settings. Raises ``NotFound`` before it is set up."""
    record = store.desk_record()
    if record is None:
        raise NotFound("the desk is not set up")
    return record


def update_desk(desk: Desk, *, name: str | None, seats: int | None, time_zone: str | None) -> DeskRecord:
    """Change what is said; the rest stays. Fewer seats than are taken is allowed: nobody is thrown out."""
    before = read_desk(desk)
    after = replace(
        before,
        name=checked("name", name, longest=80) if name is not None else before.name,
        seats=seats if seats is not None else before.seats,
        time_zone=checked_zone(time_zone) if time_zone is not None else before.time_zone,
    )
    tx = Transaction(desk)
    store.put_desk(tx, after, new=False)
    tx.commit()
    return after


def create_agent(
    desk: Desk,
    *,
    email: str,
    name: str,
    number: str,
    password: str,
    role: str,
    capacity: int,
    once: Once | None = None,
) -> Agent:
    """A new agent. Raises ``Invalid``, or ``Conflict`` naming the agent who has the address or number already."""
    agent = Agent(
        agent_id=desk.new_id("agt"),
        email=checked_email(email),
        name=checked("name", name, longest=80),
        number=checked("number", number, longest=20),
        role=_role(role),
        capacity=capacity,
        active=True,
        created_at=desk.now(),
    )
    tx = Transaction(desk)
    mark(tx, once, {"agent_id": agent.agent_id})
    store.put_new_agent(tx, agent, passwords.hashed(desk, _password(password)))
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_agent(desk, done.answer["agent_id"])
    except store.Taken as taken:
        raise _taken(taken) from None
    return agent


def list_agents(desk: Desk) -> Sequence[Agent]:
    """Everybody, by number."""
    return sorted(store.roster().agents.values(), key=lambda agent: agent.number)


def read_agent(desk: Desk, agent_id: str) -> Agent:
    """One agent. Raises ``NotFound``."""
    agent = store.agent(agent_id)
    if agent is None:
        raise NotFound("no such agent")
    return agent


def update_agent(
    desk: Desk,
    agent_id: str,
    *,
    email: str | None,
    name: str | None,
    number: str | None,
    password: str | None,
    role: str | None,
    capacity: int | None,
    active: bool | None,
) -> Agent:
    """Change what is said; the rest stays. A new password or role, or being disabled, ends the agent's sessions."""
    hashed = passwords.hashed(desk, _password(password)) if password is not None else None
    before = read_agent(desk, agent_id)
    after = replace(
        before,
        email=checked_email(email) if email is not None else before.email,
        name=checked("name", name, longest=80) if name is not None else before.name,
        number=checked("number", number, longest=20) if number is not None else before.number,
        role=_role(role) if role is not None else before.role,
        capacity=capacity if capacity is not None else before.capacity,
        active=active if active is not None else before.active,
    )
    if hashed is not None or after.role != before.role or not after.active:
        after = replace(after, session_ids=frozenset(), status=OFFLINE)
    tx = Transaction(desk)
    store.put_agent(tx, before, after, hashed)
    if after.capacity > before.capacity:
        events.publish(tx, AgentAvailable(agent_id))
    if before.session_ids and not after.session_ids:
        events.publish(tx, AgentLeft(agent_id))
    try:
        tx.commit()
    except store.Taken as taken:
        raise _taken(taken) from None
    except store.AgentMoved:
        raise Conflict("somebody else changed this agent at the same time", code="changed_meanwhile") from None
    return after


def _role(role: str) -> str:
    if role not in ROLES:
        raise Invalid.field("role", f"one of {', '.join(ROLES)}")
    return role


def _password(password: str) -> str:
    if not 8 <= len(password) <= 200:
        raise Invalid.field("password", "8 to 200 characters")
    return password


def _taken(taken: store.Taken) -> Conflict:
    return Conflict(
        f"this {taken.field} belongs to another agent",
        code=f"{taken.field}_taken",
        extra={"field": taken.field, "agent_id": taken.agent_id},
    )


def create_group(
    desk: Desk, *, name: str, leader_id: str, member_ids: Sequence[str], once: Once | None = None
) -> Group:
    """A new group; its leader is a member (B4). Raises ``Invalid`` for people who do not exist."""
    group = Group(
        group_id=desk.new_id("grp"),
        name=checked("name", name, longest=80),
        leader_id=leader_id,
        member_ids=checked_members(leader_id, member_ids, store.roster().agents),
        created_at=desk.now(),
    )
    tx = Transaction(desk)
    mark(tx, once, {"group_id": group.group_id})
    _publish_members(tx, frozenset(), group)
    store.put_group(tx, group)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_group(desk, done.answer["group_id"])
    return group


def _publish_members(tx: Transaction, before: frozenset[str], group: Group) -> None:
    """Newcomers may serve those who wait for this group; one event is enough to look at the whole line."""
    newcomers = [member for member in group.member_ids if member not in before]
    if newcomers:
        events.publish(tx, AgentAvailable(newcomers[0]))


def list_groups(desk: Desk) -> Sequence[Group]:
    """Every group, oldest first."""
    return sorted(store.roster().groups.values(), key=lambda group: group.group_id)


def read_group(desk: Desk, group_id: str) -> Group:
    """One group. Raises ``NotFound``."""
    group = store.group(group_id)
    if group is None:
        raise NotFound("no such group")
    return group


def update_group(
    desk: Desk, group_id: str, *, name: str | None, leader_id: str | None, member_ids: Sequence[str] | None
) -> Group:
    """Change what is said; the rest stays."""
    before = read_group(desk, group_id)
    leader = leader_id if leader_id is not None else before.leader_id
    members = member_ids if member_ids is not None else before.member_ids
    after = replace(
        before,
        name=checked("name", name, longest=80) if name is not None else before.name,
        leader_id=leader,
        member_ids=checked_members(leader, members, store.roster().agents),
    )
    tx = Transaction(desk)
    _publish_members(tx, frozenset(before.member_ids), after)
    store.put_group(tx, after)
    tx.commit()
    return after


def roster(desk: Desk) -> Roster:
    """Everybody and every group, as of now; one query."""
    return store.roster()
