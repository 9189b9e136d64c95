"""What the routes show of proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.suggestions.model.proposals import OUTCOMES, Proposal, without_persons
from chalicelib.suggestions.service.lists import Excerpt


class ProposalDecisionView(msgspec.Struct):
    """``article_id``: of the draft it became, or the article it joined."""

    outcome: Annotated[str, among(*OUTCOMES)]
    reason: str
    article_id: str | None
    by: AgentRef
    at: datetime


@showing(Proposal, "proposal_id conversation_id plan_key locale title answer created_at state category_id seen_at")
class ProposalView(msgspec.Struct):
    """``first``, ``last``: the entries it is from. ``seen_at``: when its author saw what became of it."""

    conversation_id: str
    first: int
    last: int
    author: AgentRef
    decision: ProposalDecisionView | None


class ProposalLineView(msgspec.Struct):
    """Something that was said, with a mask in place of whatever says who somebody is."""

    seq: int
    side: Annotated[str, among("visitor", "agent", "system")]
    name: str | None
    text: str
    at: datetime


class WholeProposalView(ProposalView):
    """``excerpt``: what was said in its entries, as it stands by now; null: the conversation is beyond one's reach."""

    excerpt: list[ProposalLineView] | None


class ProposalOfView(msgspec.Struct):
    """``proposal``: null: the conversation was not proposed."""

    proposal: ProposalView | None


def show_proposal(proposal: Proposal) -> ProposalView:
    return shown(ProposalView, proposal, **_parts(proposal))


def show_whole(proposal: Proposal, excerpt: Excerpt | None) -> WholeProposalView:
    lines = None if excerpt is None else [*_lines(excerpt)]
    return shown(WholeProposalView, proposal, **_parts(proposal), excerpt=lines)


def _parts(proposal: Proposal) -> dict[str, object]:
    decision = proposal.decision
    return {
        "first": proposal.source.first,
        "last": proposal.source.last,
        "author": proposal.author.ref,
        "decision": shown(ProposalDecisionView, decision, by=decision.by.ref) if decision else None,
    }


def _lines(excerpt: Excerpt) -> list[ProposalLineView]:
    return [
        ProposalLineView(
            each.seq,
            each.author.kind,
            each.author.name if each.author.kind == "agent" else None,
            without_persons(each.masked_words, excerpt.own),
            each.at,
        )
        for each in excerpt.entries
    ]
