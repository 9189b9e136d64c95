"""Proposals, as those see them who make them, and editors."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.core.text import Id
from chalicelib.knowledge.model.articles import WrongState
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.suggestions.api.views import (
    ProposalOfView,
    ProposalView,
    WholeProposalView,
    show_proposal,
    show_whole,
)
from chalicelib.suggestions.model.proposals import (
    LONGEST_ANSWER,
    LONGEST_REASON,
    LONGEST_TITLE,
    ProposalDecided,
    Written,
)
from chalicelib.suggestions.model.rights import EDIT
from chalicelib.suggestions.service import deciding, lists, proposing

routes = Routes(__name__)

OWN = "/v1/desk/suggestions/proposals"
ALL = "/v1/admin/proposals"
EDITOR = people.may(EDIT)

Number = Annotated[int, msgspec.Meta(ge=1, le=10**9)]


class ProposeArticle(msgspec.Struct, forbid_unknown_fields=True):
    """``first``, ``last``: the entries it is from, 50 at most; unsaid: the last 50."""

    conversation_id: Id
    title: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_TITLE)]
    answer: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_ANSWER)]
    first: Number | None = None
    last: Number | None = None


class ProposalsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """A page of a list."""

    cursor: Cursor = ""


class ProposalsInState(msgspec.Struct, forbid_unknown_fields=True):
    """``state``: what became of them so far."""

    state: Literal["open", "drafted", "joined", "declined"] = "open"
    cursor: Cursor = ""


class DecideOnProposal(msgspec.Struct, forbid_unknown_fields=True):
    """``article_id``: which it joins. ``reason``: why; needed where it is declined."""

    outcome: Literal["drafted", "joined", "declined"]
    article_id: Id | None = None
    reason: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_REASON)] = ""


@routes.post(OWN, caller=people.anybody, body=ProposeArticle, statuses=(200, 201), raises=(NotYours,))
def propose_article(call: Call[people.Caller]) -> Answer[ProposalView]:
    """Propose a conversation that one sees as a new kind of question; a conversation is proposed once."""
    form = call.body
    written = Written(form.title, form.answer, form.first, form.last)
    proposal, again = proposing.propose(call.desk, call.caller, form.conversation_id, written, call.request_id)
    call.notes["proposal_id"] = proposal.proposal_id
    return Answer(show_proposal(proposal), status=200 if again else 201)


@routes.get(OWN, caller=people.anybody, query=ProposalsQuery)
def list_own_proposals(call: Call[people.Caller]) -> Answer[PageOf[ProposalView]]:
    """What one proposed, and what became of it, the newest first."""
    items, following = lists.list_proposals(call.desk, call.caller.agent, lists.OWN, call.query.cursor or None)
    return Answer(PageOf([show_proposal(each) for each in items], following))


@routes.post(OWN + "/{proposal_id}/seen", caller=people.anybody, raises=(NotYours,))
def mark_proposal_seen(call: Call[people.Caller], proposal_id: str) -> Answer[ProposalView]:
    """Say that one saw what became of one's own proposal; twice is once."""
    return Answer(show_proposal(lists.mark_seen(call.desk, call.caller.agent, proposal_id)))


@routes.get("/v1/desk/suggestions/conversations/{conversation_id}/proposal", caller=people.anybody, raises=(NotYours,))
def read_proposal_of_conversation(call: Call[people.Caller], conversation_id: str) -> Answer[ProposalOfView]:
    """What was proposed of a conversation that one sees."""
    proposal = proposing.proposal_of(call.desk, call.caller, conversation_id)
    return Answer(ProposalOfView(show_proposal(proposal) if proposal is not None else None))


@routes.get(ALL, caller=EDITOR, query=ProposalsInState)
def list_proposals(call: Call[people.Caller]) -> Answer[PageOf[ProposalView]]:
    """Proposals in a state, of those whom one's role reaches; a page may be short while others follow."""
    query = call.query
    items, following = lists.list_proposals(call.desk, call.caller.agent, query.state, query.cursor or None)
    return Answer(PageOf([show_proposal(each) for each in items], following))


@routes.get(ALL + "/{proposal_id}", caller=EDITOR, raises=(NotYours,))
def read_proposal(call: Call[people.Caller], proposal_id: str) -> Answer[WholeProposalView]:
    """One, with what was said in the conversation, as far as that is within one's reach."""
    return Answer(show_whole(*lists.read_proposal(call.desk, call.caller.agent, proposal_id, call.request_id)))


@routes.post(
    ALL + "/{proposal_id}/decision",
    caller=EDITOR,
    body=DecideOnProposal,
    keyed=True,
    raises=(NotYours, ProposalDecided, WrongState, KeyReused),
)
def decide_on_proposal(call: Call[people.Caller], proposal_id: str) -> Answer[ProposalView]:
    """Make an article's draft of it, join it to an article, or decline it; who proposed it is told, once."""
    form = call.body
    once = call.once(f"decide-on-proposal#{proposal_id}#{call.caller.agent.agent_id}")
    verdict = deciding.Verdict(form.outcome, form.article_id, form.reason)
    proposal = deciding.decide(call.desk, call.caller, proposal_id, verdict, once, call.request_id)
    return Answer(show_proposal(proposal))
