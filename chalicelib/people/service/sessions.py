"""Signing in and out, seats, passwords (B7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core import audit, events, passwords, tokens
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, NotFound, TooManyRequests, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import store
from chalicelib.people.model import (
    ADMINISTRATOR,
    Agent,
    AgentLeft,
    NoFreeSeat,
    SessionEnded,
    WrongCredentials,
    after_failure,
    locked_until,
    refuse_beyond,
    refuse_hurry,
    sessions_with,
)
from chalicelib.people.service.access import SESSION, Caller
from chalicelib.people.service.reach import BEYOND, refuse_people_beyond

RACES = 20


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
                raise no_seat() from None
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


def locked(desk: Desk, agent: Agent) -> datetime | None:
    """Until when the agent cannot sign in because of failed tries, or None if they can; one read."""
    return locked_until(store.tries(agent.email), desk.now())


def unlock_agent(desk: Desk, agent_id: str, *, giver: Agent | None = None, by: By = SYSTEM) -> Agent:
    """Forget the agent's failed tries, so that they may sign in at once. Twice is once.

    Raises ``NotFound``, ``Forbidden`` when ``giver`` may less than the agent, or does not reach them.
    """
    agent = store.agent(agent_id)
    if agent is None:
        raise NotFound("no such agent")
    refuse_beyond(giver, agent.rights)
    refuse_people_beyond(giver, frozenset({agent_id}), BEYOND)
    for attempt in range(RACES):
        before = store.tries(agent.email)
        if not before.failures:
            return agent
        tx = Transaction(desk)
        audit.note(tx, by, "unlock_agent", agent_id, before={"failures": before.failures}, after={"failures": 0})
        store.forget_tries(tx, agent.email, seen=before)
        try:
            tx.commit()
            return agent
        except Lost:
            desk.pause(attempt)
    raise Unavailable("somebody keeps trying", retry_after=1)


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


def no_seat() -> NoFreeSeat:
    """The refusal, saying how many seats are taken."""
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


def change_password(desk: Desk, caller: Caller, current: str, new: str, request_id: str = "") -> None:
    """A password of one's own; every other session ends. Four requests: tries are counted as at signing in (B7).

    Raises ``Invalid`` naming the field, ``TooManyRequests`` while the agent's address must wait.
    """
    agent = caller.agent
    checked_password(new, "new")
    if new == current:
        raise Invalid.field("new", "choose another one than before")
    _count_try(desk, agent.email)
    if not passwords.matches(desk, current, store.password_of(agent.agent_id)):
        raise Invalid.field("current", "this is not your present password")
    tx = Transaction(desk)
    store.put_own_password(tx, agent, passwords.hashed(desk, new), caller.session_id)
    store.forget_tries(tx, agent.email)
    audit.note(tx, caller.by(request_id), "change_password", agent.agent_id)
    try:
        tx.commit()
    except store.AgentMoved:
        raise SessionEnded("this session has ended") from None


def checked_password(password: str, field: str = "password") -> str:
    """8 to 200 characters. Raises ``Invalid``."""
    if not 8 <= len(password) <= 200:
        raise Invalid.field(field, "8 to 200 characters")
    return password
