"""Lists of proposals: one's own, and by state for editors; and one of them with what it is from (E2)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import MESSAGE, Entry
from chalicelib.core import races
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.suggestions.model.proposals import Proposal, own_of, seen
from chalicelib.suggestions.service.access import find, refuse_to_see, reviews
from chalicelib.suggestions.store import proposals as store
from chalicelib.suggestions.store.proposals import BY_AUTHOR, BY_STATE, ProposalMoved

OWN = "own"
PAGE = 25


class Excerpt(msgspec.Struct, frozen=True):
    """What was said in the entries that a proposal names, as it stands by now. ``own``: what their visitor gave of
    themselves in it, which is nobody else's."""

    entries: Sequence[Entry]
    own: frozenset[str]


def list_proposals(desk: Desk, agent: Agent, view: str, cursor: str | None = None) -> tuple[list[Proposal], str | None]:
    """A page of one's ``own``, or of those in a state within reach, the newest first, and where the next one begins; a
    page may be short while others follow. Two requests, one for a group's scope. Raises ``Invalid``.
    """
    purpose = f"proposals#{agent.agent_id}#{view}"
    after = unseal(desk, purpose, cursor) if cursor else None
    listing = (BY_AUTHOR, agent.agent_id) if view == OWN else (BY_STATE, view)
    places, more = store.places(desk, *listing, after, PAGE)
    around = people.Surroundings(desk, agent)
    ids = [each.proposal_id for each in places if view == OWN or reviews(agent, each.author_id, around)]
    there = store.proposals(desk, ids)
    page = [there[each] for each in ids if each in there and (view == OWN or there[each].state == view)]
    return page, seal(desk, purpose, places[-1].listed) if more else None


def read_proposal(desk: Desk, agent: Agent, proposal_id: str, request_id: str = "") -> tuple[Proposal, Excerpt | None]:
    """One, and what was said, for whom the conversation is within reach, too. Three requests, one for a group's scope,
    one where the conversation is another agent's. Raises ``NotFound``, ``NotYours``."""
    proposal = find(desk, proposal_id)
    refuse_to_see(desk, agent, proposal.author_id)
    source = proposal.source
    try:
        conversations.read_conversation(desk, agent, source.conversation_id, request_id)
        page = conversations.entries_after(desk, source.conversation_id, source.first - 1, source.length)
    except (NotYours, NotFound):
        return proposal, None
    written = [each for each in page.entries if each.kind == MESSAGE and each.words]
    return proposal, Excerpt(written, own_of(page.entries))


def mark_seen(desk: Desk, agent: Agent, proposal_id: str) -> Proposal:
    """Its author saw what became of it; twice is once. Two requests, one where there is nothing new. Raises
    ``NotFound``, ``NotYours``."""

    def write() -> Proposal:
        before = find(desk, proposal_id)
        if before.author_id != agent.agent_id:
            raise NotYours("somebody else proposed it")
        after = seen(before, desk.now())
        if after is not before:
            tx = Transaction(desk)
            store.write(tx, before, after)
            tx.commit()
        return after

    return races.again(desk, write, ProposalMoved)
