"""What an editor makes of a proposal: an article's draft, a part of one, or nothing (E2)."""

from __future__ import annotations

import msgspec

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.articles import NewArticle, Wording
from chalicelib.people import service as people
from chalicelib.people.model.agents import by_agent
from chalicelib.suggestions.model.proposals import (
    DECLINED,
    JOINED,
    LONGEST_REASON,
    Decision,
    Proposal,
    checked_paragraphs,
    decided,
    refuse_decided,
)
from chalicelib.suggestions.service.access import find, refuse_to_see
from chalicelib.suggestions.service.telling import tell_author
from chalicelib.suggestions.store import proposals as store
from chalicelib.suggestions.store.proposals import ProposalMoved


class Verdict(msgspec.Struct, frozen=True):
    """``article_id``: which it joins."""

    outcome: str
    article_id: str | None = None
    reason: str = ""


def decide(
    desk: Desk,
    caller: people.Caller,
    proposal_id: str,
    wanted: Verdict,
    once: Once | None = None,
    request_id: str = "",
) -> Proposal:
    """Decide on what is open; one editor does, and with that the article's draft is there. At most six requests, one
    for a group's scope. Raises ``NotFound``, ``NotYours``, ``ProposalDecided``, ``Invalid``, ``WrongState``,
    ``KeyReused``.
    """

    def write() -> Proposal:
        before = find(desk, proposal_id)
        refuse_to_see(desk, caller.agent, before.author_id)
        verdict = _checked(wanted)
        if recall(desk, once, desk.now().timestamp()) is not None:
            return before
        refuse_decided(before)
        tx = Transaction(desk)
        mark(tx, once, {"proposal_id": proposal_id})
        article_id = _into_article(tx, caller, caller.by(request_id), before, verdict)
        signed = (by_agent(caller.agent), desk.now())
        after = decided(before, Decision(verdict.outcome, *signed, verdict.reason, article_id))
        store.write(tx, before, after)
        told = {"outcome": verdict.outcome, "article_id": article_id}
        audit.note(tx, caller.by(request_id), "decide_on_proposal", proposal_id, after=told)
        tell_author(tx, after, people.read_agents(desk, [after.author_id]))
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, proposal_id)
        return after

    return races.again(desk, write, (ProposalMoved, knowledge.ArticleMoved))


def _into_article(tx: Transaction, caller: people.Caller, by: By, proposal: Proposal, verdict: Verdict) -> str | None:
    """Add to the transaction: the draft it becomes, or joins; which article that is."""
    if verdict.outcome == DECLINED:
        return None
    new = NewArticle(
        {proposal.locale: Wording(proposal.title, proposal.answer)},
        proposal.category_id,
        (proposal.plan_key,),
        sources=(proposal.proposal_id,),
    )
    if verdict.article_id is None:
        return knowledge.begin_article(tx, by, new).article_id
    return knowledge.join_article(tx, by, caller.agent, verdict.article_id, new).article_id


def _checked(verdict: Verdict) -> Verdict:
    if verdict.outcome == JOINED and verdict.article_id is None:
        raise Invalid.field("article_id", "which article it joins")
    if verdict.outcome != JOINED and verdict.article_id is not None:
        raise Invalid.field("article_id", f"only with {JOINED}")
    reason = verdict.reason.strip()
    if verdict.outcome == DECLINED or reason:
        reason = checked_paragraphs("reason", reason, LONGEST_REASON)
    return Verdict(verdict.outcome, verdict.article_id, reason)
