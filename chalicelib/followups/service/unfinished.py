"""What of somebody's follow-ups is to be seen to before they go, and to whom they may hand it (F3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.followups import store
from chalicelib.followups.model.followup import OPEN, FollowUp
from chalicelib.followups.model.owners import may_have
from chalicelib.followups.service.access import find, least_loaded
from chalicelib.followups.service.calling import give
from chalicelib.followups.store import Listing
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, is_present
from chalicelib.people.model.reach import NotYours

MOST_COMPARED = 25


def due_of(desk: Desk, owner_id: str, until: datetime, most: int) -> tuple[Sequence[FollowUp], bool]:
    """Their open follow-ups, callbacks and promises that are due until then, the first in front, at most so many; and
    whether there are more. A query and a request."""
    part = store.places(desk, Listing("owner", owner_id, OPEN), lambda _: True, until=until, most=most)
    there = store.followups(desk, [each.followup_id for each in part.places])
    return [each for each in there if each.state == OPEN], part.until is not None


def hand_on(desk: Desk, caller: people.Caller, followup_id: str, agent_id: str, request_id: str = "") -> FollowUp:
    """Its owner gives it to whoever may have it, who is told; written to the audit log. Twice is once. Four requests.

    Raises ``NotFound``, ``NotYours`` for another's, ``Invalid`` for who cannot have it, ``FollowUpClosed``.
    """
    first = find(desk, followup_id)
    if first.owner_id not in (caller.agent.agent_id, agent_id):
        raise NotYours("it is another agent's")

    def heir(follow_up: FollowUp) -> Agent:
        agent = people.read_agents(desk, [agent_id]).get(agent_id)
        if agent is None or not may_have(agent, follow_up.kind):
            raise Invalid.field("agent_id", "they do not do follow-ups of this kind")
        return agent

    return give(desk, caller, first, heir, request_id)


def least_busy(desk: Desk, members: Iterable[Agent], kind: str) -> Agent | None:
    """Whom of these a follow-up of this kind is handed: of who is there, or else of all who may have it, whoever has
    fewest. A query for each of at most so many."""
    able = sorted((each for each in members if may_have(each, kind)), key=lambda each: each.agent_id)
    present = [each for each in able if is_present(each, desk.now())]
    return least_loaded(desk, (present or able)[:MOST_COMPARED])
