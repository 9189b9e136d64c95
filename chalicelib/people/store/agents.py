"""Agents as administrators keep them, and their passwords."""

from __future__ import annotations

from msgspec.structs import replace
from pynamodb.expressions.update import Action

from chalicelib.core.races import at_version
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import OFFLINE, Agent
from chalicelib.people.model.availability import candidate_of
from chalicelib.people.model.rights import Role
from chalicelib.people.store.groups import role_row
from chalicelib.people.store.rows import (
    RECORD,
    AgentRow,
    ClaimRow,
    Gone,
    ListedRow,
    PasswordRow,
    RoleRow,
    Taken,
    agent_key,
    listed,
    moved,
    place,
    row_of,
    same_sessions,
    unseat,
    update_agent,
)

_KEPT_BY_PEOPLE = (
    "email",
    "name",
    "number",
    "role",
    "capacity",
    "active",
    "hidden",
    "must_change_password",
    "password_id",
    "picture",
)


def put_new_agent(tx: Transaction, agent: Agent, hashed: str | None) -> None:
    """Store a new agent with their claims on address and number; they may have no password yet.

    Lost: ``Taken``, ``Gone``.
    """
    tx.put(
        AgentRow.of(agent, shelf=agent_key(agent.agent_id), key=RECORD, memberships=()),
        condition=AgentRow.key.does_not_exist(),
    )
    tx.put(listed(agent))
    place(tx, None, candidate_of(agent))
    if agent.own_role is not None:
        role_stays(tx, agent.own_role)
    _claim(tx, "email", agent.email, agent.agent_id)
    _claim(tx, "number", agent.number, agent.agent_id)
    if hashed is not None:
        tx.put(PasswordRow("password", agent.agent_id, hashed=hashed))


def put_agent(tx: Transaction, before: Agent, after: Agent, hashed: str | None) -> None:
    """Store what of the agent is other than ``before``; their turn if they join the rotation by it; a new password.

    Lost: ``AgentMoved``, ``Taken``, ``Gone`` (the rights they are given are not the role's present ones).
    """
    actions: list[Action] = [AgentRow.version.set(after.version), *AgentRow.changes(before, after, _KEPT_BY_PEOPLE)]
    if after.own_role != before.own_role:
        actions.append(AgentRow.own_role.set(after.own_role) if after.own_role else AgentRow.own_role.remove())
    unchanged = at_version(AgentRow.key, AgentRow.version, before.version)
    if after.joined_at is not None and after.joined_at != before.joined_at:
        actions += [AgentRow.turn.set(after.turn), AgentRow.joined_at.set(after.joined_at)]
    if not after.session_ids:
        # what signing in makes of them does not count in their version
        unchanged &= same_sessions(before)
        if before.session_ids:
            actions += unseat()
    update_agent(tx, before, after, actions, condition=unchanged)
    if listed(after).attribute_values != listed(before).attribute_values:
        tx.put(listed(after))
    if after.own_role is not None and after.role != before.role:
        role_stays(tx, after.own_role)
    for shelf, old, new in (("email", before.email, after.email), ("number", before.number, after.number)):
        if old != new:
            tx.delete(ClaimRow(shelf, old))
            _claim(tx, shelf, new, after.agent_id)
    if hashed is not None:
        tx.put(PasswordRow("password", after.agent_id, hashed=hashed))


def _claim(tx: Transaction, shelf: str, value: str, agent_id: str) -> None:
    def losing(item: RawItem | None) -> Exception:
        return Taken(shelf, item["agent_id"]["S"] if item else None)

    free = ClaimRow.key.does_not_exist() | (ClaimRow.agent_id == agent_id)
    tx.put(ClaimRow(shelf, value, agent_id=agent_id), condition=free, losing=losing)


def role_stays(tx: Transaction, role: Role) -> None:
    """The transaction happens only while the role is as it was read. Lost: ``Gone``."""
    tx.check(role_row(role), RoleRow.version == role.version, losing=lambda _: Gone("the role has changed"))


def give_role(tx: Transaction, agent: Agent, role: Role, *, offline: bool = False) -> None:
    """The role's present rights, for somebody who has it; with it they may have to be ``offline``.

    Lost: ``Gone`` (it was changed again), ``AgentMoved`` (they have another by now, or are otherwise than they were).
    """
    role_stays(tx, role)
    actions: list[Action] = [AgentRow.own_role.set(role), AgentRow.version.add(1)]
    after, same = replace(agent, own_role=role), AgentRow.role == role.role_id
    if offline:
        after = replace(after, status=OFFLINE)
        actions += [AgentRow.status.set(OFFLINE), AgentRow.resumes.remove(), AgentRow.absence.remove()]
        same &= AgentRow.status == agent.status
    update_agent(tx, agent, after, actions, condition=same)
    tx.update(listed(agent), [ListedRow.own_role.set(role)])


def put_own_password(tx: Transaction, agent: Agent, hashed: str, session_id: str, *, before: str | None) -> None:
    """A password of their own in place of the one hashed as ``before``; all sessions but this one end.

    Lost: ``Lost`` (another was set meanwhile), ``AgentMoved`` (the session has ended).
    """
    same = PasswordRow.hashed == before if before is not None else PasswordRow.key.does_not_exist()
    tx.update(
        row_of(agent.agent_id),
        [
            AgentRow.must_change_password.set(False),
            AgentRow.password_id.set(tx.desk.new_id("pwd")),
            AgentRow.session_ids.set({session_id}),
            AgentRow.version.add(1),
        ],
        condition=AgentRow.session_ids.contains(session_id),
        losing=moved,
    )
    tx.put(PasswordRow("password", agent.agent_id, hashed=hashed), condition=same)


def stays(tx: Transaction, agent: Agent, role: str) -> None:
    """The transaction happens only while this agent is active and has this role. Lost: ``Gone``."""
    tx.check(
        row_of(agent.agent_id),
        (AgentRow.active == True) & (AgentRow.role == role),  # noqa: E712 - PynamoDB's condition
        losing=lambda _: Gone("they do not have this role any more"),
    )
