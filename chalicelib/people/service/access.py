"""Who is calling, and whether they may."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import msgspec

from chalicelib.core import tokens
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, LimitReached, Unauthorized
from chalicelib.core.http import Route
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agreements import AgreementNeeded, needed
from chalicelib.people.model.keys import DEEDS, OWN, PERSONAL, KeyEnded, NotForServers, as_agent, is_key
from chalicelib.people.model.rights import PERMISSIONS, SEE_NUMBERS, BeyondYourRights, PermissionNeeded, refuse_without
from chalicelib.people.model.sessions import PasswordChangeRequired, SessionEnded
from chalicelib.people.service.carrying import agent_of
from chalicelib.people.service.keys import key_by
from chalicelib.people.service.reach import refuse_unless_all
from chalicelib.people.store import sessions
from chalicelib.people.store.rows import AgentMoved

SESSION = "desk"


class Caller(msgspec.Struct, frozen=True):
    """The agent of a request, as they were when it came, and the session they came with."""

    agent: Agent
    session_id: str

    def by(self, request_id: str) -> By:
        """Their hand in this request, for the audit log."""
        return By(self.agent.agent_id, self.agent.name, request_id)

    @property
    def sees_numbers(self) -> bool:
        """Whether they read customers' numbers and addresses as they are (F8)."""
        return SEE_NUMBERS in self.agent.rights.permissions


class Server(Caller, frozen=True):
    """A server that asks by an API key: its rights are the key's, and it is nobody who sits here."""

    def refuse_route(self, route: Route) -> None:
        """Raises ``NotForServers`` for what only people do: their own lists, taking, being there, answering."""
        personal = getattr(route.caller, "permission", None) in PERSONAL
        if route.operation in OWN or (personal and route.method != "GET" and route.operation not in DEEDS):
            raise NotForServers("sign in as somebody who works here")


def signed_in(desk: Desk, token: str | None) -> Caller:
    """The agent behind a bearer token, whatever they may do. One read, so that an ended session ends at once.

    Raises ``NotForServers`` for an API key, ``Unauthorized`` for a token that is not ours, ``SessionEnded`` for one
    that no longer counts, or was idle for half an hour. A console's heartbeat keeps it from that; without one, a
    request now and then costs a write.
    """
    if token is None:
        raise Unauthorized("sign in first")
    if is_key(token):
        raise NotForServers("sign in as somebody who works here")
    claims = tokens.read(desk, SESSION, token)
    agent = agent_of(desk, str(claims.get("sub")))
    session_id = str(claims.get("sid"))
    if agent is None or not agent.active or session_id not in agent.session_ids:
        raise SessionEnded("this session has ended")
    _keep_awake(desk, agent, session_id)
    return Caller(agent, session_id)


def is_signed_in(desk: Desk, agent: Agent) -> bool:
    """Whether a console of theirs was heard of so lately that a session counts still; nothing is asked."""
    idle = timedelta(seconds=desk.settings.session_idle - desk.settings.seat_lease)
    return bool(agent.session_ids) and agent.seat_until is not None and desk.now() <= agent.seat_until + idle


def _keep_awake(desk: Desk, agent: Agent, session_id: str) -> None:
    now, seat_until = desk.now(), agent.seat_until
    if seat_until is None:
        return
    if not is_signed_in(desk, agent):
        raise SessionEnded("nobody was here for long")
    if seat_until - now < timedelta(seconds=desk.settings.seat_lease) / 2:
        tx = Transaction(desk)
        sessions.keep_seat(tx, agent, session_id, now + timedelta(seconds=desk.settings.seat_lease))
        with suppress(AgentMoved):
            tx.commit()


class Admitted(msgspec.Struct, frozen=True):
    """Authenticates a route's caller, whatever they may do: somebody who has nothing left to do first, neither to
    choose a password of their own nor to accept the agreement. The one place where that is asked (F7, F12).

    ``unaccepted``: it does without the agreement, since it shows nothing of customers.
    """

    unaccepted: bool = False

    @property
    def raises(self) -> tuple[type[DeskError], ...]:
        """What it refuses besides what ``signed_in`` does."""
        return (PasswordChangeRequired,) if self.unaccepted else (PasswordChangeRequired, AgreementNeeded)

    def __call__(self, desk: Desk, token: str | None) -> Caller:
        """Raises what ``signed_in`` raises, ``PasswordChangeRequired``, ``AgreementNeeded``. What must be accepted
        stands in the agent's own record, which was read: no request."""
        caller = signed_in(desk, token)
        agent = caller.agent
        if agent.must_change_password:
            raise PasswordChangeRequired("your password was set by somebody else")
        version = needed(agent.asks, agent.agreed, desk.now()) if agent.asks and not self.unaccepted else None
        if version is not None:
            raise AgreementNeeded("read and accept it first", extra={"version": version})
        return caller


anybody, newcomer = Admitted(), Admitted(unaccepted=True)


def server(desk: Desk, token: str) -> Server:
    """The server that brings this API key. Neither passwords nor the agreement are a server's matter.

    Raises ``KeyEnded``, ``LimitReached``.
    """
    key = key_by(desk, token)
    return Server(as_agent(key), key.key_id)


class Permitted(msgspec.Struct, frozen=True):
    """Authenticates a route's caller and asks for a permission: the one place where rights are checked (F7).

    ``instead``: any of these will do as well. ``everywhere``: the role must reach everything, since it concerns the
    whole desk. ``first``: who is admitted at all.
    """

    permission: str
    instead: tuple[str, ...] = ()
    everywhere: bool = False
    first: Admitted = anybody

    @property
    def raises(self) -> tuple[type[DeskError], ...]:
        """What it refuses besides what ``signed_in`` does."""
        beyond = (BeyondYourRights,) if self.everywhere else ()
        return PermissionNeeded, KeyEnded, LimitReached, *self.first.raises, *beyond

    def __call__(self, desk: Desk, token: str | None) -> Caller:
        """Raises what ``first`` raises, ``Forbidden`` without either; of an API key what ``keys.key_by`` raises."""
        caller = server(desk, token) if token is not None and is_key(token) else self.first(desk, token)
        held = caller.agent.rights.permissions
        if held.isdisjoint(self.instead):
            refuse_without(self.permission, held)
        if self.everywhere:
            refuse_unless_all(caller.agent)
        return caller


def may(permission: str, *instead: str, everywhere: bool = False, first: Admitted = anybody) -> Permitted:
    """What a route names as its caller: somebody signed in who has this permission of the catalogue, or one of those
    named ``instead``; ``everywhere``: and whose role reaches the whole desk. What reaches less is asked of each thing
    (``reach.allowed``). ``first``: who is admitted at all."""
    for each in (permission, *instead):
        if each not in PERMISSIONS:
            raise ValueError(f"not in the catalogue: {each}")
    return Permitted(permission, instead, everywhere, first)
