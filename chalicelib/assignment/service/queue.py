"""Giving those who wait to those who are free: the queue, drained by one claim (B1, B2, B3, B5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.assignment import store
from chalicelib.assignment.model import Considered, Pair, Waiting, match, worth_trying
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import EVERYBODY, OFFLINE, ONLINE, Agent, Roster, is_present, may_be_assigned
from chalicelib.people.model.availability import AWAY, Candidate, candidate_of, standing

LOOKS = 400
ROUND = 0.012
MOST_ROUNDS = 20
CANDIDATES_KEPT = 50
ABSENT = ("offline", "no_heartbeat", "disabled")
MOST_RETURNS = 4
LOOK_AT_WAITING = timedelta(seconds=60)

ACCEPTANCE = "assignment.watch_acceptance"
WAITING_WATCH = "assignment.watch_waiting"


class StillWaiting(msgspec.Struct, frozen=True):
    """Nobody is free for it: the conversation, its place in the queue (1 is next).

    ``in_scope``: whether anybody ever can be; ``staffed``: whether anybody is there at all.
    """

    conversation_id: str
    place: int
    in_scope: bool
    staffed: bool


def serve_pools(desk: Desk, pools: Sequence[str], modes: Sequence[str]) -> None:
    """Give those who wait for these pools to those who are free, in order, until nobody more can be served (B1, B5)."""
    for _ in range(LOOKS):
        view = _look(desk, pools, modes)
        outcome, rounds = _serve(desk, view, None) if view.queue else (_SERVED, 0)
        if outcome != _LOOK_AGAIN:
            return
        _pause(desk, rounds)
    raise Unavailable("too many arrive at once", retry_after=1)


def serve_agent(desk: Desk, agent_id: str | None) -> None:
    """Somebody may have room: whoever waits for a pool of theirs is served. Nothing to do for nobody."""
    agent = people.read_agents(desk, [agent_id]).get(agent_id) if agent_id else None
    if agent is not None and may_be_assigned(agent, desk.now()) is None:
        candidate = candidate_of(agent)
        serve_pools(desk, candidate.pools, candidate.uses)


def serve_conversation(desk: Desk, header: Header) -> StillWaiting | None:
    """Give this conversation to somebody, when it is its turn, and what others left behind: their own requests died.

    The answer is where it stands if nobody is free for it, None if it waits no longer. Only a fresh look may find that
    nothing can be done, and whoever adds somebody to the queue, or frees a slot, has written before they look: so
    nobody is left waiting on a stale view.
    """
    own, pools = header.conversation_id, pools_of_header(header, people.directory(desk))
    for _ in range(LOOKS):
        view = _look(desk, pools, (header.allocation,), header.preferred_agent_id)
        mine = next((each for each in view.queue if each.conversation_id == own), None)
        if mine is None:
            return None if pools else StillWaiting(own, 1, in_scope=False, staffed=False)
        standing_now = _still_waiting(mine, view)
        outcome, rounds = _serve(desk, view, own)
        if outcome == _SERVED:
            return None
        if outcome == _NOBODY_FREE:
            return standing_now
        # in a crowd each waits about as long as those before it need, instead of racing them for the same agent
        _pause(desk, rounds)
    raise Unavailable("too many arrive at once", retry_after=1)


def _pause(desk: Desk, rounds: int) -> None:
    desk.sleep((0.5 + desk.chance()) * ROUND * min(max(rounds, 1), MOST_ROUNDS))


def _look(desk: Desk, pools: Sequence[str], modes: Sequence[str], preferred_id: str | None = None) -> _View:
    """Who is free, then who waits: in this order, whoever is served in between counts as neither. One query a pool and
    allocation, and one a pool."""
    known = {each.agent_id: each for mode in modes for each in people.candidates(desk, pools, mode)}
    if preferred_id is not None and preferred_id not in known:
        known |= {each.agent_id: candidate_of(each) for each in people.read_agents(desk, [preferred_id]).values()}
    return _View(waiting_in(desk, pools), known.values())


def waiting_in(desk: Desk, pools: Sequence[str]) -> list[Waiting]:
    roster, found = people.directory(desk), []
    for header in conversations.queue(desk):
        mine = pools_of_header(header, roster)
        if set(mine) & set(pools):
            since = header.state_at or header.started_at
            found.append(
                Waiting(
                    header.conversation_id, mine, header.allocation, since, header.preferred_agent_id, header.passed_on
                )
            )
    return found


def pools_of_header(header: Header, roster: Roster) -> tuple[str, ...]:
    if not header.group_ids and not header.agent_ids:
        return (EVERYBODY,)
    known = (roster.groups[each] for each in header.group_ids if each in roster.groups)
    return tuple(g.group_id for g in known if g.receives(header.level, header.page, header.source))


def _still_waiting(mine: Waiting, view: _View) -> StillWaiting:
    wanted = set(mine.pools)
    ahead = [each for each in view.queue[: view.queue.index(mine)] if not wanted.isdisjoint(each.pools)]
    theirs = [each for each in view.candidates.values() if not wanted.isdisjoint(each.pools)]
    staffed = any(standing(each) < AWAY for each in theirs)
    return StillWaiting(mine.conversation_id, len(ahead) + 1, bool(mine.pools), staffed)


_SERVED, _NOBODY_FREE, _LOOK_AGAIN = "served", "nobody_free", "look_again"


class _View:
    """Those who wait and the candidates as they were read, corrected by what lost races bring."""

    def __init__(self, queue: Sequence[Waiting], candidates: Iterable[Candidate]) -> None:
        self.queue = list(queue)
        self.candidates = {each.agent_id: each for each in candidates}

    def no_longer(self, conversation_id: str) -> None:
        """It does not wait any more."""
        self.queue = [each for each in self.queue if each.conversation_id != conversation_id]

    def candidate(self, candidate: Candidate) -> None:
        """This is how the candidate stands now."""
        self.candidates[candidate.agent_id] = candidate


def _serve(desk: Desk, view: _View, own: str | None) -> tuple[str, int]:
    """Claim what can be claimed fairly on this view: what came of it, and how many rounds to wait if more can be."""
    untouched, lost_any = True, False
    while True:
        now = desk.now()
        pairs = worth_trying(match(view.queue, view.candidates.values(), now), own, now)
        pair = next((pair for pair in pairs if pair.in_turn), None)
        if pair is None:
            if pairs or lost_any:
                return _LOOK_AGAIN, min((each.rounds for each in pairs), default=1)
            return (_NOBODY_FREE if untouched else _SERVED), 0
        untouched, conversation_id = False, pair.waiting.conversation_id
        try:
            header = conversations.find(desk, conversation_id)
            if header.state != WAITING:
                raise conversations.HeaderMoved(header)
            view.candidate(_claim(desk, header, pair))
            view.no_longer(conversation_id)
            if conversation_id == own:
                return _SERVED, 0
        except conversations.HeaderMoved as lost:
            lost_any = True
            if lost.header is None or lost.header.state != WAITING:
                view.no_longer(conversation_id)
                if conversation_id == own:
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


def _claim(desk: Desk, header: Header, pair: Pair) -> Candidate:
    """The one claim by which a conversation comes to an agent by allocation. Lost: ``HeaderMoved``, ``AgentMoved``."""
    now = desk.now()
    tx = Transaction(desk)
    after = conversations.assign(tx, header, pair.agent, now)
    taken = people.claim_slot(tx, pair.agent, header.conversation_id, now, statuses=(ONLINE,))
    keep_decision(tx, after, pair.agent.agent_id, pair.how, pair.considered)
    watch_acceptance(tx, after)
    tx.commit()
    return taken


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
    """Have somebody look whether the agent answers within the plan's time.

    Whoever let it go by before gets twice the time at each return, so that it does not go round and round.
    """
    now = tx.desk.now()
    returns = min(after.passed_on.count(after.agent_id or ""), MOST_RETURNS)
    payload = {
        "conversation_id": after.conversation_id,
        "agent_id": after.agent_id,
        "since": after.state_at.isoformat() if after.state_at else "",
    }
    work.put(tx, ACCEPTANCE, payload, at=now + timedelta(seconds=after.accept_seconds * 2**returns))


def watch_waiting(tx: Transaction, after: Header) -> None:
    """Have somebody look after a minute how it waits; ``after`` is the conversation as it will wait then."""
    work.put(tx, WAITING_WATCH, waiting_watch(after), at=tx.desk.now() + LOOK_AT_WAITING)


def waiting_watch(header: Header) -> dict[str, str]:
    """What names one time of waiting, so that a conversation that waits again is not watched twice."""
    since = header.state_at or header.started_at
    return {"conversation_id": header.conversation_id, "since": since.isoformat()}


def find_agent_for(desk: Desk, conversation_id: str) -> None:
    """Somebody began to wait, or is known at another level now: give it to somebody, or tell them their place, once.

    Whom nobody can serve is told so, and is offered the form.
    """
    header = conversations.find(desk, conversation_id)
    waiting = serve_conversation(desk, header) if header.state == WAITING else None
    if waiting is None:
        return
    if not waiting.in_scope:
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return
    conversations.tell_to_wait(desk, header, waiting.place, staffed=waiting.staffed, also=watch_waiting)
