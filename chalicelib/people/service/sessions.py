"""Signing in and out, seats, passwords (B7)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import audit, events, passwords, races, tokens, work
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import NO_DESK, ONLINE, Agent, AgentLeft
from chalicelib.people.model.agreements import Asked
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.model.sessions import NoFreeSeat, SessionEnded, WrongCredentials, sessions_with
from chalicelib.people.service import tries
from chalicelib.people.service.access import SESSION, Caller
from chalicelib.people.service.carrying import WatchSeat, agent_of
from chalicelib.people.service.duty import needs_no_seat
from chalicelib.people.service.tries import Attempt
from chalicelib.people.store import agents, agreements, reading
from chalicelib.people.store import sessions as stored_sessions
from chalicelib.people.store.rows import AgentMoved, SeatsFull

LONGEST_EMAIL = 254
NOBODY = "agt_nobody"  # whose record is looked for where an address is nobody's
WRONG = "e-mail or password is wrong"


def sign_in(desk: Desk, email: str, password: str, *, source_ip: str = "", request_id: str = "") -> tuple[str, Agent]:
    """A session's token and the agent (B7). Administrators need no seat until they take conversations.

    Whoever else comes is online from their first heartbeat on; a further session takes over what is (B6).

    Raises ``WrongCredentials``, ``TooManyRequests`` while there is to be waited, ``NoFreeSeat``.
    """
    email = email.strip().casefold()
    if not email or len(email) > LONGEST_EMAIL:
        raise WrongCredentials(WRONG)
    attempt = tries.count(desk, email, tries.place_of(source_ip), request_id)
    # the same requests whoever it is, or nobody
    agent_id = reading.agent_id_of(desk, email) or NOBODY
    agent = reading.agent(desk, NOBODY) if agent_id == NOBODY else agent_of(desk, agent_id)
    kept, asks = agreements.password_and_asks(desk, agent_id)
    if not passwords.matches(desk, password, kept) or agent is None or not agent.active:
        tries.note_failure(desk, attempt, "sign_in_failed", agent)
        raise WrongCredentials(WRONG)
    session_id, first = desk.new_id("ses"), agent

    def open_session(agent: Agent | None) -> Agent:
        if agent is None or not agent.active or agent.password_id != first.password_id:
            raise WrongCredentials(WRONG)  # disabled meanwhile, or the password is another one by now
        return _open_session(desk, agent, session_id, attempt, asks.asked)

    def seated() -> Agent:
        try:
            return races.follow(desk, first, open_session, AgentMoved)
        except SeatsFull:
            if free_stale_seats(desk):
                raise
            _not_guessed(desk, attempt)
            raise no_seat(desk) from None

    agent = races.again(desk, seated, SeatsFull)
    claims = {"sub": agent.agent_id, "sid": session_id}
    return tokens.issue(desk, SESSION, claims, life=desk.settings.session_life), agent


def _not_guessed(desk: Desk, attempt: Attempt) -> None:
    tx = Transaction(desk)
    tries.take_back(tx, attempt)
    tx.commit()


def _open_session(desk: Desk, agent: Agent, session_id: str, attempt: Attempt, asks: tuple[Asked, ...]) -> Agent:
    seat_until = desk.now() + timedelta(seconds=desk.settings.seat_lease)
    sessions = sessions_with(agent, session_id)
    tx = Transaction(desk)
    sits_down = not agent.seated and not needs_no_seat(agent, desk.now())
    watch_id = watch_seat_of(tx, agent.agent_id, over_at(desk, seat_until)) if sits_down else None
    comes = agent.role != ADMINISTRATOR and not agent.seated and not agent.session_ids
    opened = stored_sessions.Opened(sessions, seat_until, watch_id, ONLINE if comes else None, asks)
    stored_sessions.open_session(tx, agent, opened)
    tries.take_back(tx, attempt)
    by = By(agent.agent_id, agent.name, attempt.request_id)
    audit.note(tx, by, "sign_in", agent.agent_id, after={"address": attempt.place})
    tx.commit()
    return replace(agent, session_ids=sessions, seat_until=seat_until, seated=agent.seated or sits_down, asks=asks)


def no_seat(desk: Desk) -> NoFreeSeat:
    """The refusal, saying how many seats are taken."""
    record = reading.desk_record(desk) or NO_DESK
    return NoFreeSeat("as many agents are signed in as there are seats", extra={"seats": record.taken})


def free_stale_seats(desk: Desk) -> int:
    """All seats are taken: those whose consoles have been silent for long are given on; how many became free.

    Only then everybody is looked at; else a seat is free when its session is over (``watch_seat``).
    """
    now, freed = desk.now(), 0
    for agent in reading.roster(desk).agents.values():
        if not agent.seated or (agent.seat_until is not None and agent.seat_until > now):
            continue
        tx = Transaction(desk)
        stored_sessions.end_sessions(tx, agent, frozenset())
        events.publish(tx, AgentLeft(agent.agent_id))
        with suppress(AgentMoved):
            tx.commit_and_tell()
            freed += 1
    return freed


def over_at(desk: Desk, seat_until: datetime) -> datetime:
    """When a session is over whose console is silent (``session_idle``)."""
    return seat_until + timedelta(seconds=desk.settings.session_idle - desk.settings.seat_lease)


def watch_seat_of(tx: Transaction, agent_id: str, at: datetime) -> str:
    """Have somebody look whether the seat is still used; the name of this watch."""
    watch_id = tx.desk.new_id("wch")
    work.put(tx, WatchSeat(agent_id, watch_id), at=at)
    return watch_id


def watch_seat(desk: Desk, due: WatchSeat) -> None:
    """Due when a session may be over: its seat is free, if its console was silent for so long, else later again.

    Whoever sits down starts one watch; an agent's record names the one that counts, so that no seat is watched twice.
    """

    def look(agent: Agent | None) -> None:
        if agent is None or agent.seat_watch_id != due.watch_id or not agent.seated:
            return
        tx = Transaction(desk)
        ends = over_at(desk, agent.seat_until) if agent.seat_until is not None else desk.now()
        if ends > desk.now():
            stored_sessions.watched_on(tx, agent, watch_seat_of(tx, due.agent_id, ends))
        else:
            stored_sessions.end_sessions(tx, agent, frozenset())
            events.publish(tx, AgentLeft(due.agent_id))
        tx.commit_and_tell()

    races.follow(desk, reading.agent(desk, due.agent_id), look, AgentMoved)


def recount_seats(desk: Desk) -> tuple[int, int] | None:
    """Count who has a seat, and mend the desk's number: what it was and is, if it was wrong (law 7)."""
    record = reading.desk_record(desk)
    seated = sum(1 for each in reading.roster(desk).agents.values() if each.seated)
    if record is None or record.taken == seated:
        return None
    tx = Transaction(desk)
    stored_sessions.set_taken(tx, record, seated)
    try:
        tx.commit()
    except Lost:
        return None  # somebody came or went; the next recount looks again
    return record.taken, seated


class StillServing(races.Moved):
    """The agent cannot go: they have conversations; ``agent`` is how they stand now."""

    @property
    def agent(self) -> Agent:
        """The record."""
        agent: Agent = self.record
        return agent


def refuse_serving(agent: Agent, settled: frozenset[str] | None) -> None:
    """Raises ``StillServing`` for whoever has conversations other than these; None: whatever they have, they may go."""
    if settled is not None and not agent.serving <= settled:
        raise StillServing(agent)


def sign_out(
    desk: Desk, agent: Agent, session_id: str, request_id: str = "", *, settled: frozenset[str] | None = None
) -> None:
    """End this session; with the last one the agent is offline and their seat is free. Twice is once.

    ``settled``: the last one only while they serve nothing but these, which are others' by now; None: whatever they
    serve. Raises ``StillServing``.
    """

    def leave(now: Agent | None) -> None:
        if now is None or session_id not in now.session_ids:
            return
        left = now.session_ids - {session_id}
        if not left:
            refuse_serving(now, settled)
        tx = Transaction(desk)
        stored_sessions.end_sessions(tx, now, left)
        audit.note(tx, By(agent.agent_id, agent.name, request_id), "sign_out", agent.agent_id)
        if not left:
            events.publish(tx, AgentLeft(agent.agent_id))
        tx.commit_and_tell()

    races.follow(desk, agent, leave, AgentMoved)


def sign_out_elsewhere(desk: Desk, caller: Caller, request_id: str = "") -> None:
    """End every other session of the caller's: a desk that was left open somewhere. Twice is once (B7).

    Raises ``SessionEnded`` where somebody else has just done so.
    """

    def end_others(now: Agent | None) -> None:
        if now is None or caller.session_id not in now.session_ids:
            raise SessionEnded("this session has ended")
        if len(now.session_ids) == 1:
            return
        tx = Transaction(desk)
        stored_sessions.end_sessions(tx, now, frozenset({caller.session_id}))
        audit.note(tx, caller.by(request_id), "sign_out_elsewhere", now.agent_id)
        tx.commit()

    races.follow(desk, caller.agent, end_others, AgentMoved)


def change_password(desk: Desk, caller: Caller, current: str, new: str, request_id: str = "") -> None:
    """A password of one's own; every other session ends. Four requests: tries are counted as at signing in (B7).

    Raises ``Invalid`` naming the field, ``TooManyRequests`` while there is to be waited, ``ChangedMeanwhile``.
    """
    agent = caller.agent
    passwords.checked(new, "new", known_of(agent))
    if new == current:
        raise passwords.WeakPassword("new", "same_as_before")
    attempt = tries.count(desk, agent.email, tries.IN_SESSION, request_id)
    kept = reading.password_of(desk, agent.agent_id)
    if not passwords.matches(desk, current, kept):
        tries.note_failure(desk, attempt, "change_password_failed", agent)
        raise Invalid.field("current", "this is not your present password")
    tx = Transaction(desk)
    agents.put_own_password(tx, agent, passwords.hashed(desk, new), caller.session_id, before=kept)
    tries.take_back(tx, attempt)
    audit.note(tx, caller.by(request_id), "change_password", agent.agent_id)
    try:
        tx.commit()
    except AgentMoved:
        raise SessionEnded("this session has ended") from None
    except Lost:
        raise races.changed_meanwhile("new") from None


def known_of(agent: Agent) -> tuple[str, ...]:
    """What everybody knows of an agent, and guesses first."""
    return agent.email, agent.name, agent.number
