"""Agents, as administrators keep them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, events, passwords, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import (
    OFFLINE,
    Agent,
    AgentAvailable,
    AgentLeft,
    AgentRenamed,
    RightsChanged,
    by_agent,
    in_rotation,
    refuse_erased,
)
from chalicelib.people.model.announced import AgentCreated
from chalicelib.people.model.availability import changed as moved_on
from chalicelib.people.model.forms import CreateAgent, UpdateAgent, checked_email
from chalicelib.people.model.reach import circle_in, refuse_beyond
from chalicelib.people.model.rights import ADMINISTRATOR, BUILT_IN, EmailTaken, LastAdministrator, NumberTaken, Role
from chalicelib.people.service.carrying import agent_of
from chalicelib.people.service.pools import tell_who_waits, turn_to_join_at
from chalicelib.people.service.reach import BEYOND, refuse_people_beyond
from chalicelib.people.service.recovery import ask_for_link
from chalicelib.people.service.sessions import known_of
from chalicelib.people.store import agents as stored_agents
from chalicelib.people.store import agreements, reading
from chalicelib.people.store.rows import AgentMoved, Gone, Taken

WHO = "name email number"  # which the audit log does not say, only how they begin, and which of them changed


def create_agent(
    desk: Desk,
    form: CreateAgent,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
    once: Once | None = None,
    invited: bool = True,
) -> Agent:
    """A new agent. Without a password they are invited, by a letter with a link by which they choose one; unless they
    are not ``invited`` yet: then nobody writes to them.

    Raises ``Invalid``, or ``Conflict`` naming the agent who has the address or number already.
    """
    uses, asks, announced = agreements.for_newcomers(desk)
    fields = Agent(
        agent_id=desk.new_id("agt"),
        email=checked_email(form.email),
        name=checked("name", form.name, longest=80),
        number=checked("number", form.number, longest=20),
        role=form.role,
        capacity=form.capacity,
        active=True,
        created_at=desk.now(),
        hidden=form.hidden,
        must_change_password=form.temporary and form.password is not None,
        password_id=desk.new_id("pwd"),
        version=1,
        uses=uses,
        asks=asks.asked,
    )
    hashed = None
    if form.password is not None:
        passwords.checked(form.password, "password", known_of(fields))
        hashed = passwords.hashed(desk, form.password)

    def create() -> Agent:
        agent = replace(fields, own_role=_role(desk, form.role))
        refuse_beyond(giver, agent.rights)
        tx = Transaction(desk)
        mark(tx, once, {"agent_id": agent.agent_id})
        audit.note(tx, by, "create_agent", agent.agent_id, after=_audited(agent))
        stored_agents.put_new_agent(tx, agent, hashed)
        if hashed is None and invited:
            ask_for_link(tx, agent, form.language, invited=True)
        if announced:
            events.publish(tx, AgentCreated(agent.agent_id))
        tx.commit_and_tell()
        return agent

    try:
        return races.again(desk, create, Gone)
    except AlreadyDone as done:
        return read_agent(desk, done.answer["agent_id"])
    except Taken as taken:
        raise _taken(taken) from None


def list_agents(desk: Desk, reader: Agent | None = None) -> Sequence[Agent]:
    """Everybody whom the reader reaches (for the desk itself: everybody), by number."""
    people = reading.roster(desk)
    agents = sorted(people.agents.values(), key=lambda agent: agent.number)
    if reader is None or reader.reaches_all:
        return agents
    near = circle_in(reader, people.groups.values()).colleague_ids
    return [agent for agent in agents if agent.agent_id in near]


def read_agent(desk: Desk, agent_id: str, reader: Agent | None = None) -> Agent:
    """One agent. Raises ``NotFound``, ``Forbidden`` for one whom the reader does not reach."""
    agent = existing(reading.agent(desk, agent_id), "no such agent")
    refuse_people_beyond(desk, reader, frozenset({agent_id}), BEYOND)
    return agent


def find_agent(desk: Desk, email: str) -> Agent | None:
    """Whoever signs in with this address, or None; two reads at most."""
    agent_id = reading.agent_id_of(desk, email.strip().casefold())
    return agent_of(desk, agent_id) if agent_id else None


def update_agent(
    desk: Desk,
    agent_id: str,
    form: UpdateAgent,
    *,
    giver: Agent | None = None,
    by: By = SYSTEM,
) -> Agent:
    """Change what is said; the rest stays. A new password or role, or being disabled, ends the agent's sessions.

    Raises ``Forbidden`` when ``giver`` may less than the agent does or would, or does not reach them, ``Conflict`` for
    the last administrator and ``ChangedMeanwhile``.
    """
    record, hashed = read_agent(desk, agent_id, giver), None
    refuse_erased(record)
    if form.password is not None:
        known = [*known_of(record), *filter(None, (form.email, form.name, form.number))]
        passwords.checked(form.password, "password", known)
        hashed = passwords.hashed(desk, form.password)
    checks: races.Checks = {
        "email": lambda value: value if value == record.email else checked_email(value),
        "name": partial(checked, "name", longest=80),
        "number": partial(checked, "number", longest=20),
    }
    fields = races.fields_in(form, checks, without=("password", "temporary"))
    new_password: dict[str, Any] = {}
    if hashed is not None:
        new_password = {"must_change_password": form.temporary, "password_id": desk.new_id("pwd")}

    def changed(before: Agent) -> Agent:
        refuse_erased(before)
        own_role = _role(desk, form.role) if form.role is not None else before.own_role
        after = replace(before, own_role=own_role, **fields, **new_password)
        if new_password or after.role != before.role or not after.active:
            after = replace(after, session_ids=frozenset(), status=OFFLINE, seated=False)
        refuse_beyond(giver, before.rights, after.rights)
        if before.hidden and in_rotation(after, desk.now()):
            after = replace(after, turn=turn_to_join_at(desk, after), joined_at=desk.now())
        return moved_on(before, after)

    names = [*fields, *(["password_id"] if new_password else [])]
    save = partial(_save, desk, hashed=hashed, by=by)
    return races.change(desk, record, names, changed, save, known_as={"password_id": "password"})


def _save(desk: Desk, before: Agent, after: Agent, *, hashed: str | None, by: By) -> None:
    """Lost: ``AgentMoved``. Raises ``Conflict`` for the last administrator, and for what belongs to somebody else."""
    agent_id, tx = before.agent_id, Transaction(desk)
    if _administers(before) and not _administers(after):
        _keep_one_administrator(tx, before)
    noted = _audited(after) if hashed is None else _audited(after) | {"password": "set"}
    if other := [each for each in WHO.split() if getattr(after, each) != getattr(before, each)]:
        noted["changed"] = other
    audit.note(tx, by, "update_agent", agent_id, before=_audited(before), after=noted)
    stored_agents.put_agent(tx, before, after, hashed)
    if after.capacity > before.capacity or (before.hidden and not after.hidden):
        events.publish(tx, AgentAvailable(agent_id))
    if (before.session_ids and not after.session_ids) or (before.active and not after.active):
        events.publish(tx, AgentLeft(agent_id))
    else:
        tell_who_waits(tx, before, after, available=before.hidden)
    if (before.active and not after.active) or after.role != before.role:
        events.publish(tx, RightsChanged(agent_id))
    if by_agent(after) != by_agent(before):
        events.publish(tx, AgentRenamed(agent_id), once_more=events.OUTLIVED)
    try:
        tx.commit_and_tell()
    except Taken as taken:
        raise _taken(taken) from None
    except Gone:
        # the agent may be as they were, but not what the change relied on: look at all of it again
        raise AgentMoved(reading.agent(desk, agent_id)) from None


def _administers(agent: Agent) -> bool:
    return agent.active and agent.role == ADMINISTRATOR


def _keep_one_administrator(tx: Transaction, leaving: Agent) -> None:
    """Another active administrator stays, as a condition of the same transaction. Raises ``Conflict`` for the last."""
    others = [each for each in reading.directory(tx.desk).agents.values() if _administers(each)]
    staying = next((each for each in others if each.agent_id != leaving.agent_id), None)
    if staying is None:
        raise LastAdministrator("the desk needs an administrator")
    stored_agents.stays(tx, staying, ADMINISTRATOR)


def _role(desk: Desk, role_id: str) -> Role | None:
    """The copy of the role's rights to keep with whoever has it; None for built-in ones. Raises ``Invalid``."""
    if role_id in BUILT_IN:
        return None
    role = reading.role(desk, role_id)
    if role is None:
        raise Invalid.field("role", f"one of {', '.join(BUILT_IN)}, or a role of your own")
    return role


def _audited(agent: Agent) -> dict[str, object]:
    said = audit.fields_of(agent, "role capacity active hidden")
    who = {name: audit.begins(each) for name, each in audit.fields_of(agent, WHO).items()}
    return said | who | {"temporary_password": agent.must_change_password}


def _taken(taken: Taken) -> Conflict:
    detail = f"this {taken.field} belongs to another agent"
    if taken.field == "email":
        return EmailTaken(detail, extra={"field": taken.field, "agent_id": taken.agent_id})
    return NumberTaken(detail, extra={"field": taken.field, "agent_id": taken.agent_id})
