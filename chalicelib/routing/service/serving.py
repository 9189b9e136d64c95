"""What happened that may give somebody an agent: they began to wait, a slot is free, somebody came (B1, B5)."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import (
    ConversationEnded,
    ConversationRequeued,
    ConversationStarted,
    Entry,
    Header,
    PlaceChanged,
)
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import AgentAvailable
from chalicelib.people.model.availability import MODES
from chalicelib.people.model.duty import DutyTurned
from chalicelib.routing.model import AssignedByHand, HandedToGroup
from chalicelib.routing.service.patience import watch_patience
from chalicelib.routing.service.queue import serve_agent, serve_conversation, serve_pools, watch_waiting


def find_agent_for(desk: Desk, waits: ConversationStarted | ConversationRequeued | PlaceChanged) -> None:
    """Somebody began to wait, or waits anew: give it to somebody, or tell them their place, once."""
    look_for_agent(desk, waits.conversation_id)


def look_for_agent(
    desk: Desk, conversation_id: str, header: Header | None = None, *, also: conversations.Also | None = None
) -> tuple[Header, Entry] | None:
    """The same for a conversation, of which the ``header`` may have been written a moment ago; as it was told where it
    stands, and the entry that says so, if it was told that.

    Whom nobody can serve is told so, and is offered the form. ``also``: what is to be written with where it stands.
    """
    waiting = serve_conversation(desk, conversation_id, header)
    if waiting is None:
        return None
    if not waiting.in_scope:
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return None
    stands, staffed = waiting.standing, waiting.staffed
    return conversations.tell_to_wait(desk, waiting.header, stands, staffed=staffed, also=also or begin_to_wait)


def begin_to_wait(tx: Transaction, after: Header) -> None:
    """Add to the transaction: somebody looks how it waits, and for how long for whom it prefers."""
    watch_waiting(tx, after)
    watch_patience(tx, after)


def find_agent_anew(desk: Desk, changed: PlaceChanged) -> None:
    """Somebody who waits may be received by others now, or by nobody; those behind it are nearer where it was."""
    find_agent_for(desk, changed)
    if changed.pools:
        serve_pools(desk, changed.pools, MODES)


def serve_after_end(desk: Desk, ended: ConversationEnded) -> None:
    """A slot is free; or, if it was waiting, those behind it are nearer than whoever looked before could see.

    Where nobody waits for whoever has the slot that is one query for each of their pools, and no more.
    """
    freed_id = ended.agent_id
    if ended.freed_pools and conversations.nobody_waits(desk, ended.freed_pools):
        freed_id = None
    _serve_free(desk, freed_id, ended.pools)


def serve_after_hand(desk: Desk, moved: AssignedByHand) -> None:
    """It left the queue by another door, or left a slot free elsewhere."""
    _serve_free(desk, moved.freed_id, moved.pools)


def serve_after_handing(desk: Desk, handed: HandedToGroup) -> None:
    """Whose it was has a place, for somebody else; and it waits for a group, where one may be free by now.

    In this order: whoever stands before it in the queue may be waiting for that very place.
    """
    serve_agent(desk, handed.freed_id)
    find_agent_for(desk, ConversationRequeued(handed.conversation_id))


def serve_available(desk: Desk, available: AgentAvailable) -> None:
    """Somebody can take conversations who could not before."""
    serve_agent(desk, available.agent_id, available.pools)


def serve_behind(desk: Desk, turned: DutyTurned) -> None:
    """Somebody who stood in front of these pools takes nothing any more: whoever stands behind them may have room."""
    if turned.pools and not conversations.nobody_waits(desk, turned.pools):
        serve_pools(desk, turned.pools, MODES)


def _serve_free(desk: Desk, agent_id: str | None, pools: Sequence[str]) -> None:
    if agent_id is not None:
        serve_agent(desk, agent_id)
    if pools:
        serve_pools(desk, pools, MODES)
