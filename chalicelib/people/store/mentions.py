"""Who was named in a note, and has not read it yet."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.mentions import MOST_UNSEEN, Mention
from chalicelib.people.store.rows import AgentRow, row_of


def tell_mentioned(tx: Transaction, agent: Agent, mention: Mention) -> None:
    """Add to the transaction: their console hears of it with the next question it asks. Who has not read twenty is told
    of no more; the note names them all the same."""
    if len(agent.mentioned) < MOST_UNSEEN:
        actions = [AgentRow.mentioned.add({mention.kept})]
        tx.update(row_of(agent.agent_id), actions, condition=AgentRow.key.exists())


def forget_mentions(tx: Transaction, agent_id: str, read: Iterable[Mention]) -> None:
    """Add to the transaction: they have read these. Doing it twice changes nothing."""
    gone = {each.kept for each in read}
    tx.update(row_of(agent_id), [AgentRow.mentioned.delete(gone)], condition=AgentRow.key.exists())
