"""Giving those who wait to those who are free: the queue, drained by one claim (B1, B2, B3, B5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import (
    WAITING,
    Header,
)
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.queue import Waiting, Window, stands_as, waiting_as
from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import OFFLINE, ONLINE, Agent, is_present, may_be_assigned
from chalicelib.people.model.availability import Candidate, candidate_of, is_anybody_there
from chalicelib.routing import store
from chalicelib.routing.model import (
    Considered,
    Pair,
    match,
    may_yet_be_served,
    members_of,
    reason_against,
    served_by,
    waits_for,
    worth_trying,
)
from chalicelib.routing.service.patience import awaited

LOOKS = 400
ROUND = 0.012
MOST_ROUNDS = 20
CANDIDATES_KEPT = 50
ABSENT = ("offline", "no_heartbeat", "disabled")
MOST_RETURNS = 4
LOOK_AT_WAITING = timedelta(seconds=60)


class WatchAcceptance(Due, frozen=True):
    """An agent should have answered by now what is theirs ``since`` then; ``idle_watched``: whether its visitor is
    still there is looked at as well (not by the version before, until it is answered)."""

    kind = "assignment.watch_acceptance"

    conversation_id: str
    agent_id: str | None
    since: str
    idle_watched: bool = False


class WatchWaiting(Due, frozen=True):
    """Somebody has waited for another minute; ``since`` names which time of waiting."""

    kind = "assignment.watch_waiting"

    conversation_id: str
    since: str = ""


class StillWaiting(msgspec.Struct, frozen=True):
    """Nobody is free for it: the conversation, where it stands in the queue.

    ``in_scope``: whether anybody ever can be; ``staffed``: whether anybody is there at all.
    """

    header: Header
    standing: Standing
    in_scope: bool
    staffed: bool


def serve_pools(desk: Desk, pools: Sequence[str], modes: Sequence[str]) -> None:
    """Give those who wait for these pools to those who are free, in order, until nobody more can be served (B1, B5).

    Nobody sees more than the first of each queue, and that is enough: any member of a pool may serve anybody who waits
    in it, so whoever frees a slot finds somebody among the first.
    """
    for _ in range(LOOKS):
        view = _look(desk, pools, modes)
        if not view.rows:
            return
        outcome, rounds = _serve(view)
        if outcome == _NOBODY_FREE or (outcome == _SERVED and not view.hides_more):
            return
        if outcome == _LOOK_AGAIN:
            _pause(desk, rounds)
    raise Unavailable("too many arrive at once", retry_after=1)


def serve_agent(desk: Desk, agent_id: str, pools: Sequence[str] = ()) -> None:
    """An agent may have room: whoever waits longest in their pools is served, or in these, which came to them.

    One request for who they are, and what serving takes if they have room.
    """
    agent = people.read_agent(desk, agent_id)
    if may_be_assigned(agent, desk.now()) is None:
        candidate = candidate_of(agent)
        serve_pools(desk, pools or candidate.pools, candidate.uses)


def serve_conversation(desk: Desk, conversation_id: str) -> StillWaiting | None:
    """Give this conversation to somebody, when it is its turn, and what others left behind: their own requests died.

    The answer is where it stands if nobody is free for it, None if it waits no longer. Four requests for one of one
    pool when nobody races; a lost race costs one more, since it brings the present state of what was lost. Only a fresh
    look may find that nothing can be done, and whoever adds somebody to the queue, or frees a slot, has written before
    they look: so nobody is left waiting on a stale view. Who waits behind what is looked at looks again while anybody
    of their pools has room, and gives up when nobody has: then the next slot that is free is found with a look.
    """
    header: Header | None = None
    for _ in range(LOOKS):
        if header is None:
            header = conversations.find_waiting(desk, conversation_id)
            if header is None:
                return None
            if not header.pools:
                return StillWaiting(header, Standing(0, 0), in_scope=False, staffed=False)
        view = _look(desk, header.pools or (), (header.allocation,), header)
        if not view.window.shows(conversation_id) and not view.window.horizons:
            header = None  # it was served, or stands elsewhere
            continue
        outcome, rounds = _serve(view)
        if outcome == _SERVED:
            return None
        if outcome == _NOBODY_FREE:
            return _still_waiting(view)
        # in a crowd each waits about as long as those before it need, instead of racing them for the same agent
        _pause(desk, rounds)
        header = None if view.window.horizons else view.header
    raise Unavailable("too many arrive at once", retry_after=1)


def _pause(desk: Desk, rounds: int) -> None:
    desk.sleep((0.5 + desk.chance()) * ROUND * min(max(rounds, 1), MOST_ROUNDS))


def _look(desk: Desk, pools: Sequence[str], modes: Sequence[str], header: Header | None = None) -> _View:
    """Who is free, then who waits: in this order, whoever is served in between counts as neither.

    A query for each pool and allocation, one for each pool's queue, and a request more where the conversation prefers
    somebody who is not among the first, or others wait for such.
    """
    preferred_id = header.preferred_agent_id if header is not None else None
    known = candidates_for(desk, pools, modes, preferred_id)
    window = conversations.window(desk, pools, header)
    known |= awaited(desk, window, known)
    return _View(desk, window, header, known)


def candidates_for(
    desk: Desk, pools: Sequence[str], modes: Sequence[str], preferred_id: str | None
) -> dict[str, Candidate]:
    """The first of these pools in these orders, and whom a conversation prefers; a query each, and one request more for
    somebody who is not among the first."""
    known = {each.agent_id: each for mode in modes for each in people.candidates(desk, pools, mode)}
    if preferred_id is not None and preferred_id not in known:
        known |= {each.agent_id: candidate_of(each) for each in people.read_agents(desk, [preferred_id]).values()}
    return known


def _still_waiting(view: _View) -> StillWaiting | None:
    header = view.header
    if header is None:
        return None
    there = served_by(waiting_as(header), view.candidates.values())
    stands = conversations.standing_of(view.desk, header, view=view.window)
    return StillWaiting(header, stands, in_scope=True, staffed=is_anybody_there(there))


_SERVED, _NOBODY_FREE, _LOOK_AGAIN = "served", "nobody_free", "look_again"


class _View:
    """A window of the queue and the candidates as they were read, corrected by what lost races bring.

    ``header``: of the conversation whose request looks, if any; ``own``: as it waits, until it is served.
    """

    def __init__(self, desk: Desk, window: Window, header: Header | None, candidates: dict[str, Candidate]) -> None:
        self.desk = desk
        self.window = window
        self.header = header
        self.candidates = candidates
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
    def hides_more(self) -> bool:
        """Whether somebody who has room still could serve those whom the window does not show."""
        there = members_of(self.candidates.values(), self.window.horizons)
        return any(reason_against(each) is None for each in there)

    def pairs(self) -> list[Pair]:
        """Who would get whom."""
        return match(self.rows, self.candidates.values(), self.desk.now(), self.window.horizons)

    def awaited_by(self, row: Waiting) -> Candidate | None:
        """Whom it waits for and nobody else."""
        seen_whole = self.window.horizons.keys().isdisjoint(row.pools)
        return waits_for(row, self.candidates, self.desk.now()) if seen_whole else None

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


def _serve(view: _View) -> tuple[str, int]:
    """Claim what can be claimed fairly on this view: what came of it, and how many rounds to wait if more can be."""
    desk, own, untouched, lost_any = view.desk, view.own, True, False
    own_id = own.conversation_id if own is not None else None
    while True:
        everything = view.pairs()
        pairs = worth_trying(everything, own_id, desk.now())
        pair = next((pair for pair in pairs if pair.in_turn), None)
        if pair is None:
            if pairs or lost_any:
                return _LOOK_AGAIN, min((each.rounds for each in pairs), default=1)
            if own is not None and may_yet_be_served(own, everything, view.awaited_by(own)):
                return _LOOK_AGAIN, 1
            return (_NOBODY_FREE if untouched else _SERVED), 0
        untouched = False
        header = view.header_of(pair)
        if header is None or not stands_as(header, pair.waiting):
            lost_any = True
            conversations.forget(desk, pair.waiting)
            view.conversation(pair.waiting, None)
            continue
        try:
            after, taken = _claim(desk, pair, header)
            view.window = conversations.note_wait(desk, header, view.window)
            view.conversation(pair.waiting, after)
            view.candidate(taken)
            if pair.waiting.conversation_id == own_id:
                return _SERVED, 0
        except conversations.HeaderMoved as lost:
            lost_any = True
            view.conversation(pair.waiting, lost.header)
            if pair.waiting.conversation_id == own_id and (lost.header is None or lost.header.state != WAITING):
                return _SERVED, 0
        except people.AgentMoved as lost:
            lost_any = True
            view.candidate(_as_they_are(desk, pair.agent, lost.agent))


def _as_they_are(desk: Desk, candidate: Candidate, agent: Agent | None) -> Candidate:
    """Whom a claim found otherwise than they were read. Whose console is silent is offline from now on (B6)."""
    if agent is None:
        return replace(candidate, active=False)
    if agent.status != OFFLINE and not is_present(agent, desk.now()):
        people.end_presence(desk, agent)
        agent = replace(agent, status=OFFLINE)
    return candidate_of(agent)


def _claim(desk: Desk, pair: Pair, header: Header) -> tuple[Header, Candidate]:
    """The one claim by which a conversation comes to an agent by allocation. Lost: ``HeaderMoved``, ``AgentMoved``."""
    now = desk.now()
    tx = Transaction(desk)
    after = conversations.assign(tx, header, pair.agent, now)
    taken = people.claim_slot(tx, pair.agent, header.conversation_id, now, statuses=(ONLINE,))
    how = "transferred" if header.handed is not None else pair.how
    keep_decision(tx, after, pair.agent.agent_id, how, pair.considered)
    watch_acceptance(tx, after)
    tx.commit()
    return after, taken


def keep_decision(tx: Transaction, after: Header, agent_id: str, how: str, considered: Sequence[Considered]) -> None:
    """Write down who was given the conversation by its newest entry, and who else was thought of.

    Those who were not there come last, and the first to be left out of a long list.
    """
    chosen = [each for each in considered if each.passed_over is None]
    others = [each for each in considered if each.passed_over is not None]
    others.sort(key=lambda each: each.passed_over in ABSENT)
    now = after.last_at or tx.desk.now()
    store.put_decision(
        tx,
        store.Decision(after.conversation_id, after.last_seq, agent_id, how, now, (*chosen, *others[:CANDIDATES_KEPT])),
    )


def watch_acceptance(tx: Transaction, after: Header) -> None:
    """Have somebody look whether the agent answers within the plan's time, and whether the visitor is still there."""
    look_again(tx, after)
    conversations.watch_idle(tx, after)


def look_again(tx: Transaction, after: Header) -> None:
    """Have somebody look whether the agent answers.

    Whoever let it go by before gets twice the time at each return, so that it does not go round and round.
    """
    now = tx.desk.now()
    returns = min(after.passed_on.count(after.agent_id or ""), MOST_RETURNS)
    since = times.stored(after.state_at) if after.state_at else ""
    due_at = now + timedelta(seconds=after.accept_seconds * 2**returns)
    work.put(tx, WatchAcceptance(after.conversation_id, after.agent_id, since, idle_watched=True), at=due_at)


def watch_waiting(tx: Transaction, after: Header) -> None:
    """Have somebody look after a minute how it waits; ``after`` is the conversation as it will wait then."""
    work.put(tx, WatchWaiting(after.conversation_id, waiting_since(after)), at=tx.desk.now() + LOOK_AT_WAITING)


def waiting_since(header: Header) -> str:
    """What names one time of waiting, so that a conversation that waits again is not watched twice."""
    return times.stored(header.state_at or header.started_at)
