"""Agents as administrators keep them, and their passwords."""

from __future__ import annotations

from pynamodb.expressions.update import Action

from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model import Agent, Role
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    AgentRow,
    ClaimRow,
    DeskRow,
    PasswordRow,
    RoleRow,
    Taken,
    agent_key,
    moved,
    row_of,
    unseat,
)


def put_new_agent(tx: Transaction, one: Agent, hashed: str) -> None:
    """Store a new agent with their claims on address and number. Lost: ``Taken``."""
    tx.put(
        AgentRow(
            ROSTER,
            agent_key(one.agent_id),
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
            memberships=(),
        ),
        condition=AgentRow.key.does_not_exist(),
    )
    _claim(tx, "email", one.email, one.agent_id)
    _claim(tx, "number", one.number, one.agent_id)
    tx.put(PasswordRow("password", one.agent_id, hashed=hashed))


def put_agent(tx: Transaction, before: Agent, after: Agent, hashed: str | None) -> None:
    """Change what an administrator may change, and the turn if they join the rotation by it.

    Lost: ``AgentMoved``, ``Taken``.
    """
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
    if after.joined_at is not None and after.joined_at != before.joined_at:
        actions += [AgentRow.turn.set(after.turn), AgentRow.joined_at.set(after.joined_at)]
        unchanged &= AgentRow.turn == before.turn
    if not after.session_ids and before.session_ids:
        unseat(actions, after)
        tx.update(DeskRow(ROSTER, DESK), [DeskRow.seated.delete({after.agent_id})])
    tx.update(row_of(after.agent_id), actions, condition=unchanged, losing=moved)
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


def give_role(tx: Transaction, one: Agent, role: Role) -> None:
    """The role's present rights, for somebody who has it. Lost: they have another by now, or it was changed again."""
    tx.check(RoleRow(ROSTER, f"role#{role.role_id}"), RoleRow.version == role.version)
    tx.update(
        row_of(one.agent_id),
        [AgentRow.own_role.set(role)],
        condition=AgentRow.role == role.role_id,
        losing=moved,
    )


def put_own_password(tx: Transaction, one: Agent, hashed: str, session_id: str) -> None:
    """A password of their own; all sessions but this one end. Lost: ``AgentMoved``."""
    tx.put(PasswordRow("password", one.agent_id, hashed=hashed))
    tx.update(
        row_of(one.agent_id),
        [AgentRow.must_change_password.set(False), AgentRow.session_ids.set({session_id})],
        condition=AgentRow.session_ids.contains(session_id),
        losing=moved,
    )


def stays(tx: Transaction, one: Agent, role: str) -> None:
    """The transaction happens only while this agent is active and has this role. Lost: ``AgentMoved``."""
    tx.check(row_of(one.agent_id), (AgentRow.active == True) & (AgentRow.role == role), losing=moved)  # noqa: E712
