"""Proposing a conversation as a new kind of question (E2)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.suggestions.model.proposals import Proposal, Written, checked_words, id_of, proposed, source_of
from chalicelib.suggestions.store import proposals as store
from chalicelib.suggestions.store.proposals import ProposalMoved


def propose(
    desk: Desk, caller: people.Caller, conversation_id: str, written: Written, request_id: str = ""
) -> tuple[Proposal, bool]:
    """The proposal of this conversation, and whether there was one before: a conversation is proposed once, and who
    comes second gets the first one's. Whatever says who somebody is is masked in it.

    Three requests: the conversation, its entries, a transaction; one for a group's scope. Raises ``NotYours``,
    ``Invalid``.
    """
    try:
        header = conversations.find(desk, conversation_id)
    except NotFound:
        raise Invalid.field("conversation_id", "no such conversation") from None
    conversations.may_see(desk, caller.agent, header)
    written = checked_words(written)
    source = source_of(header, written.first, written.last)
    page = conversations.entries_after(desk, conversation_id, source.first - 1, source.length)
    proposal = proposed(header, source, written, page.entries, by_agent(caller.agent), desk.now())
    tx = Transaction(desk)
    store.write(tx, None, proposal)
    told = {"conversation_id": conversation_id, "first": source.first, "last": source.last}
    audit.note(tx, caller.by(request_id), "propose_article", proposal.proposal_id, after=told)
    try:
        tx.commit()
    except ProposalMoved as moved:
        return moved.record, True
    return proposal, False


def proposal_of(desk: Desk, caller: people.Caller, conversation_id: str) -> Proposal | None:
    """What was proposed of this conversation, for whoever sees it; two reads, one for a group's scope. Raises
    ``NotFound``, ``NotYours``."""
    conversations.may_see(desk, caller.agent, conversations.find(desk, conversation_id))
    return store.proposal(desk, id_of(conversation_id))
