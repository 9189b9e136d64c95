"""Those who wait for whom they prefer, for as long as their plan says (B3)."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.queue import Window
from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.availability import Candidate, candidate_of
from chalicelib.routing.model import patient_until


class EndPatience(Due, frozen=True):
    """Somebody has waited for whom they prefer as long as their plan says; ``since`` names which time of waiting."""

    kind = "routing.end_patience"

    conversation_id: str
    since: str


def watch_patience(tx: Transaction, after: Header) -> None:
    """Have somebody see to it once it has waited long enough; ``after`` is the conversation as it will wait then."""
    if after.patience and after.preferred_agent_id is not None:
        work.put(tx, EndPatience(after.conversation_id, waiting_since(after)), at=patience_ends(after))


def awaited(desk: Desk, window: Window, known: Container[str]) -> dict[str, Candidate]:
    """Whom those in the window wait for who are not ``known``; one request where there are any."""
    ids = {each.preferred_agent_id for each in window.rows if each.patience and each.preferred_agent_id not in known}
    unknown = sorted(each for each in ids if each)
    return {each.agent_id: candidate_of(each) for each in people.read_agents(desk, unknown).values()} if unknown else {}


def patience_ends(header: Header) -> datetime:
    """When it has waited for whom it prefers as long as its plan says."""
    return patient_until(header.state_at or header.started_at, header.patience)


def waiting_since(header: Header) -> str:
    """What names one time of waiting, so that a conversation that waits again is not watched twice."""
    return times.stored(header.state_at or header.started_at)
