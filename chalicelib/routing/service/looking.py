"""What a request sees of those who wait and those who are free, and what lost races tell it since."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.queue import Waiting, Window, stands_as, waiting_as
from chalicelib.core.desk import Desk
from chalicelib.people import service as people
from chalicelib.people.model.agents import OFFLINE, Agent, is_present
from chalicelib.people.model.availability import Candidate, Heads, at_present, candidate_of
from chalicelib.routing.model import UNBROKEN, Pair, match, members_of, reason_against, waits_for
from chalicelib.routing.service.patience import awaited

HEAD = 20  # of a pool: some four kilobytes, one unit
DEEP, DEEPEST = 4 * HEAD, 16 * HEAD  # where many choose at once


class View:
    """A window of the queue and the candidates as they were read, corrected by what lost races bring.

    ``header``: of the conversation whose request looks, if any; ``own``: as it waits, until it is served.
    """

    def __init__(self, desk: Desk, window: Window, header: Header | None, heads: Heads) -> None:
        self.desk = desk
        self.window = window
        self.header = header
        self.candidates = heads.candidates
        self.cut = heads.cut
        rows = window.rows
        if header is not None and not window.shows(header.conversation_id):
            rows = (*rows, waiting_as(header))  # it stands behind all that is seen
        self.rows = list(rows)

    @property
    def own(self) -> Waiting | None:
        """The conversation whose request looks, while it waits."""
        own = self.header.conversation_id if self.header is not None else None
        return next((each for each in self.rows if each.conversation_id == own), None)

    @property
    def present(self) -> dict[str, Candidate]:
        """The candidates as their shifts have them at this moment."""
        now = self.desk.now()
        return {agent_id: at_present(each, now) for agent_id, each in self.candidates.items()}

    @property
    def hides_more(self) -> bool:
        """Whether somebody who has room still could serve those whom the window does not show."""
        there = members_of(self.present.values(), self.window.horizons)
        return any(reason_against(each) is None for each in there)

    def pairs(self, *, by_chance: bool = False) -> list[Pair]:
        """Who would get whom; ``by_chance``: of those who are as good as each other, the own one gets any."""
        tie_breakers = {self.own.conversation_id: self.desk.chance} if by_chance and self.own else UNBROKEN
        horizons, now = self.window.horizons, self.desk.now()
        return match(self.rows, self.present.values(), now, horizons, self.cut, tie_breakers)

    def awaited_by(self, row: Waiting) -> Candidate | None:
        """Whom it waits for and nobody else."""
        seen_whole = self.window.horizons.keys().isdisjoint(row.pools)
        return waits_for(row, self.present, self.desk.now()) if seen_whole else None

    def header_of(self, pair: Pair) -> Header | None:
        """The header of the pair's conversation; one request, if it is not the own one."""
        conversation_id = pair.waiting.conversation_id
        if self.header is not None and self.header.conversation_id == conversation_id:
            return self.header
        return conversations.find_waiting(self.desk, conversation_id)

    def conversation(self, row: Waiting, header: Header | None) -> None:
        """This is how the conversation stands now."""
        if self.header is not None and self.header.conversation_id == row.conversation_id and header is not None:
            self.header = header
        now = [waiting_as(header)] if header is not None and stands_as(header, row) else []
        self.rows = [kept for each in self.rows for kept in ([each] if each is not row else now)]

    def candidate(self, candidate: Candidate) -> None:
        """This is how the candidate stands now."""
        self.candidates[candidate.agent_id] = candidate

    def lost(self, candidate: Candidate, agent: Agent | None) -> None:
        """A claim found the candidate otherwise than they were read: like this (None: gone). Whose console is silent is
        offline from now on (B6)."""
        if agent is None:
            self.candidate(replace(candidate, active=False))
            return
        if agent.status != OFFLINE and not is_present(agent, self.desk.now()):
            people.end_presence(self.desk, agent)
            agent = replace(agent, status=OFFLINE)
        self.candidate(candidate_of(agent))


def look(
    desk: Desk, pools: Sequence[str], modes: Sequence[str], header: Header | None = None, most: int = HEAD
) -> View:
    """Who is free, then who waits: in this order, whoever is served in between counts as neither.

    A query for each pool and allocation, one for each pool's queue, and a request more where the conversation prefers
    somebody who is not among the first, or others wait for such. ``most``: so many of each pool.
    """
    preferred_id = header.preferred_agent_id if header is not None else None
    return _with_queue(desk, pools, heads_for(desk, pools, modes, preferred_id, most), header)


def look_if_free(desk: Desk, header: Header, most: int = HEAD) -> View | None:
    """The same for a conversation, with so many of each pool; None, and no look at the queues, where nobody is free."""
    pools = header.pools or ()
    heads = heads_for(desk, pools, (header.allocation,), header.preferred_agent_id, most)
    if all(reason_against(each) is not None for each in heads.candidates.values()):
        return None
    return _with_queue(desk, pools, heads, header)


def _with_queue(desk: Desk, pools: Sequence[str], heads: Heads, header: Header | None) -> View:
    window = conversations.window(desk, pools, header)
    known = heads.candidates | awaited(desk, window, heads.candidates)
    return View(desk, window, header, replace(heads, candidates=known))


def heads_for(
    desk: Desk, pools: Sequence[str], modes: Sequence[str], preferred_id: str | None, most: int = HEAD
) -> Heads:
    """The first of these pools in these orders, and whom a conversation prefers; a query each, and one request more for
    somebody who is not among the first."""
    heads = people.heads(desk, pools, modes, most)
    if preferred_id is None or preferred_id in heads.candidates:
        return heads
    records = people.read_agents(desk, [preferred_id]).values()
    preferred = {each.agent_id: at_present(candidate_of(each), desk.now()) for each in records}
    return replace(heads, candidates=heads.candidates | preferred)
