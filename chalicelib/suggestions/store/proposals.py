"""Proposals, and their lists by state and by who wrote them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.suggestions.model.proposals import Proposal
from chalicelib.suggestions.store.keys import SuggestionKeys

PROPOSAL = "proposal"
BY_STATE, BY_AUTHOR = "by_state", "by_author"
LAST = "~"  # sorts after every time and id


class ProposalRow(SuggestionKeys):
    """A proposal, and the lists it stands in."""

    version = NumberAttribute()
    proposal = Packed(Proposal)


class ProposalMoved(Moved):
    """The proposal is not as it was read; ``record`` is how it stands now."""


class Place(msgspec.Struct, frozen=True):
    """Where a proposal stands in a list, and who wrote it."""

    listed: str
    author_id: str

    @property
    def proposal_id(self) -> str:
        """Which it is."""
        return self.listed.rpartition("#")[2]


def write(tx: Transaction, before: Proposal | None, after: Proposal) -> None:
    """Store it. Lost: ``ProposalMoved``."""
    row = ProposalRow(
        after.proposal_id,
        PROPOSAL,
        shelf=after.state,
        author_id=after.author_id,
        listed=f"{times.sortable(after.created_at)}#{after.proposal_id}",
        whose=after.author_id,
        version=after.version,
        proposal=after,
    )
    as_read = ProposalRow.key.does_not_exist() if before is None else ProposalRow.version == before.version
    tx.put(row, condition=as_read, losing=ProposalRow.proposal.losing(ProposalMoved))


def proposal(desk: Desk, proposal_id: str) -> Proposal | None:
    """One; one strongly consistent read."""
    item = ProposalRow.find_item(desk.database, proposal_id, PROPOSAL)
    return _held(item) if item is not None else None


def proposals(desk: Desk, proposal_ids: Sequence[str]) -> dict[str, Proposal]:
    """Several by their ids, without those that are not there; one request for each hundred, none for none."""
    items = ProposalRow.find_items(desk.database, [(each, PROPOSAL) for each in proposal_ids])
    return {each.proposal_id: each for each in map(_held, items)}


def places(desk: Desk, by: str, name: str, after: str | None, most: int) -> tuple[list[Place], bool]:
    """Those of a list that stand behind ``after``, the newest first, and whether others follow; one query."""
    items, more = ProposalRow.read_page(
        desk.database,
        name,
        index=by,
        range_condition=ProposalRow.listed < (after or LAST),
        limit=most,
        forward=False,
    )
    return [Place(item["listed"]["S"], item["whose"]["S"]) for item in items], bool(more)


def _held(item: RawItem) -> Proposal:
    held: Proposal = ProposalRow.proposal.held_in(item)
    return held
