"""Whoever comes while somebody is free and nobody waits is served in the transaction that begins it all (B1)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.queue import Begun, waiting_as
from chalicelib.conversations.model.transitions import assigned
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import ONLINE, by_agent
from chalicelib.routing.model import Pair, match, reason_against
from chalicelib.routing.service.queue import candidates_for, keep_decision, watch_acceptance


def serve_at_once(tx: Transaction, begun: Begun) -> tuple[Header, Entry] | None:
    """Add to the transaction: the conversation is somebody's from its beginning; or nothing, if it has to wait.

    It never stands in the queue, so nobody need look for it. A query for each pool, and one for each pool's queue where
    anybody is free. Whoever begins to wait at the same moment writes first and looks then: they find the agent as they
    are after this, or this is lost. Lost: ``people.AgentMoved``; then it begins to wait like everybody else.
    """
    pair = _free_agent(tx, begun.header)
    if pair is None:
        return None
    now = tx.desk.now()
    after, entry = assigned(begun.header, by_agent(pair.agent), now)
    people.claim_slot(tx, pair.agent, after.conversation_id, now, statuses=(ONLINE,))
    keep_decision(tx, after, pair.agent.agent_id, pair.how, pair.considered)
    watch_acceptance(tx, after)
    return after, entry


def _free_agent(tx: Transaction, header: Header) -> Pair | None:
    desk, pools = tx.desk, header.pools or ()
    known = candidates_for(desk, pools, (header.allocation,), header.preferred_agent_id)
    if all(reason_against(each) is not None for each in known.values()):
        return None
    if not conversations.nobody_waits(desk, pools):
        return None  # they come first
    pairs = match([waiting_as(header)], known.values(), desk.now())
    return next((each for each in pairs if each.in_turn), None)
