"""What is left of an agent whose data goes: an account that nobody is, under the same id."""

from __future__ import annotations

from pynamodb.expressions.update import Action

from chalicelib.core.races import at_version
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.store import mobiles, signatures
from chalicelib.people.store.mobiles import MobileRow
from chalicelib.people.store.rows import (
    AgentRow,
    ClaimRow,
    PasswordRow,
    agent_key,
    listed,
    same_sessions,
    update_agent,
)
from chalicelib.people.store.signatures import SignatureRow

_CHANGED = ("email", "name", "number", "picture", "must_change_password", "password_id", "erased_at")


def put_erased(tx: Transaction, before: Agent, after: Agent) -> None:
    """Store that nobody is this account any more, with all that is kept beside it. Lost: ``AgentMoved`` (they are
    otherwise than they were read: at work again, for one)."""
    actions: list[Action] = [AgentRow.version.set(after.version), *AgentRow.changes(before, after, _CHANGED)]
    actions += [each.remove() for each in (AgentRow.absence, AgentRow.duty, AgentRow.announced, AgentRow.mentioned)]
    same = at_version(AgentRow.key, AgentRow.version, before.version) & same_sessions(before)
    same &= AgentRow.active == False  # noqa: E712 - PynamoDB's condition
    update_agent(tx, before, after, actions, condition=same)
    tx.put(listed(after))
    for shelf, claimed in (("email", before.email), ("number", before.number)):
        tx.delete(ClaimRow(shelf, claimed))
    tx.delete(PasswordRow("password", before.agent_id))
    tx.delete(MobileRow(agent_key(before.agent_id), mobiles.KEY))
    tx.delete(SignatureRow(agent_key(before.agent_id), signatures.KEY))
