"""Who may read and decide on which proposal (E2, law 8)."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.suggestions.model.proposals import Proposal
from chalicelib.suggestions.model.rights import EDIT, REVIEW
from chalicelib.suggestions.store import proposals as store

BEYOND = "it is by somebody beyond your reach"


def find(desk: Desk, proposal_id: str) -> Proposal:
    """One proposal; one read. Raises ``NotFound``."""
    return existing(store.proposal(desk, proposal_id), "no such proposal")


def refuse_to_see(desk: Desk, agent: Agent, author_id: str) -> None:
    """Its author sees it, and editors whose role reaches them. One request for a group's scope. Raises ``NotYours``."""
    people.allowed(desk, agent, REVIEW, Thing(author_id), BEYOND)


def reviews(agent: Agent, author_id: str, around: people.Surroundings) -> bool:
    """Whether they decide on what this agent proposes: editors within their reach, on their own as well."""
    return EDIT in agent.rights.permissions and tie_of(agent, REVIEW, Thing(author_id), around) is not None
