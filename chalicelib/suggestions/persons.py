"""What is kept of people in conversations that were proposed as articles (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import ABOUT, CONVERSATION, ERASED, Kept, Nothing, Trace, blanked, one_item
from chalicelib.suggestions.model.proposals import id_of
from chalicelib.suggestions.store.proposals import PROPOSAL, ProposalRow
from chalicelib.suggestions.store.uses import SumRow, UseRow

DECLARED = (
    Kept(
        name="suggestions.proposal",
        rows=(ProposalRow,),
        of=CONVERSATION,
        find=one_item(ProposalRow, lambda each: (id_of(each), PROPOSAL)),
        leads=lambda item: (Trace(ABOUT, item["key"]["S"]),),
        erase=blanked(
            ProposalRow,
            {"proposal.title": ERASED, "proposal.answer": ERASED, "proposal.decision.reason": ERASED},
            bumps=("version", "proposal.version"),
        ),
        hides=("version", "shelf", "whose"),
    ),
    Nothing(rows=(SumRow, UseRow), why="which articles were used how often, by conversations' ids"),
)

AGENTS = (
    copies(ProposalRow),
    Nothing(rows=(SumRow, UseRow), why="which articles were used how often, by ids"),
)
