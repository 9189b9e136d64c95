"""Giving those who wait to those who are free: the queue, drained by one claim (B1, B2, B3, B5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.queue import stands_as, waiting_as
from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import ONLINE, may_be_assigned
from chalicelib.people.model.availability import Candidate, candidate_of, is_anybody_there
from chalicelib.routing import store
from chalicelib.routing.model import (
    INVITED,
    LAST_AGENT,
    OWN_REQUEST,
    Considered,
    Decision,
    Pair,
    may_yet_be_served,
    next_to_claim,
    served_by,
    worth_trying,
)
from chalicelib.routing.service.looking import DEEP, HEAD, View, look
from chalicelib.routing.service.patience import waiting_since

LOOKS = 400
ROUND = 0.012
MOST_ROUNDS = 20
LONGEST_PAUSE = 1.0  # seconds
HELPS = 2  # others, in one look of somebody's own request
CANDIDATES_KEPT = 50
ABSENT = ("offline", "no_heartbeat", "disabled")
MOST_RETURNS = 4
LOOK_AT_WAITING = timedelta(seconds=60)
FIRST_LOOK = timedelta(seconds=24)  # four fifths of the half minute that is usual for a first answer


class WatchAcceptance(Due, frozen=True):
    """An agent should have answered by now what is theirs ``since`` then; ``idle_watched``: whether its visitor is
    still there is looked at as well (not by the version before, until it is answered)."""

    kind = "assignment.watch_acceptance"

    conversation_id: str
    agent_id: str | None
    since: str
    idle_watched: bool = False


class WatchFirstAnswer(Due, frozen=True):
    """A first answer has been awaited for a while of an agent whose it is ``since`` then, and may yet come in time."""

    kind = "assignment.watch_first_answer"

    conversation_id: str
    agent_id: str | None
    since: str


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
        since = desk.now()
        view = look(desk, pools, modes)
        if not view.rows:
            return
        outcome, rounds = _serve(view)
        if outcome == _NOBODY_FREE or (outcome == _SERVED and not view.hides_more):
            return
        if outcome == _LOOK_AGAIN:
            _pause(desk, rounds, since)
    raise Unavailable("too many arrive at once", retry_after=1)


def serve_agent(desk: Desk, agent_id: str, pools: Sequence[str] = ()) -> None:
    """An agent may have room: whoever waits longest in their pools is served, or in these, which came to them.

    One request for who they are, and what serving takes if they have room.
    """
    agent = people.read_agent(desk, agent_id)
    if may_be_assigned(agent, desk.now()) is None:
        candidate = candidate_of(agent)
        serve_pools(desk, pools or candidate.pools, candidate.uses)


def serve_conversation(desk: Desk, conversation_id: str, header: Header | None = None) -> StillWaiting | None:
    """Give this conversation to somebody, when it is its turn, and what others left behind: their own requests died.

    The answer is where it stands if nobody is free for it, None if it waits no longer. ``header``: as this request has
    just written it; else that is one read more. Three requests for one of one pool when nobody races; a lost race costs
    one more, since it brings the present state of what was lost. Only a fresh look may find that nothing can be done,
    and whoever adds somebody to the queue, or frees a slot, has written before they look: so nobody is left waiting on
    a stale view. Who waits behind what is looked at looks again while anybody of their pools has room, and gives up
    when nobody has: then the next slot that is free is found with a look. Raises ``Unavailable`` after ``OWN_REQUEST``:
    its due work, and others, see to it then.
    """
    begun = desk.now()
    for looks in range(LOOKS):
        if header is None:
            header = conversations.find_waiting(desk, conversation_id)
        if header is None:
            return None
        if not header.pools:
            return StillWaiting(header, Standing(0, 0), in_scope=False, staffed=False)
        since = desk.now()
        view = look(desk, header.pools, (header.allocation,), header, DEEP if looks else HEAD)
        if not view.window.shows(conversation_id) and not view.window.horizons:
            header = None  # it was served, or stands elsewhere
            continue
        outcome, rounds = _serve(view)
        if outcome == _SERVED:
            return None
        if outcome == _NOBODY_FREE:
            return _still_waiting(view)
        # in a crowd each waits about as long as those before it need, instead of racing them for the same agent
        if since - begun >= OWN_REQUEST:
            break
        _pause(desk, rounds, since)
        header = None if view.window.horizons else view.header
    raise Unavailable("too many arrive at once", retry_after=1)


def _pause(desk: Desk, rounds: int, since: datetime) -> None:
    """Wait about as long as so many others need who look as long as this look took, which began then."""
    a_round = max(ROUND, (desk.now() - since).total_seconds())
    desk.sleep((0.5 + desk.chance()) * min(a_round * min(max(rounds, 1), MOST_ROUNDS), LONGEST_PAUSE))


def _still_waiting(view: View) -> StillWaiting | None:
    header = view.header
    if header is None:
        return None
    there = served_by(waiting_as(header), view.candidates.values())
    stands = conversations.standing_of(view.desk, header, view=view.window)
    return StillWaiting(header, stands, in_scope=True, staffed=is_anybody_there(there))


_SERVED, _NOBODY_FREE, _LOOK_AGAIN = "served", "nobody_free", "look_again"


def _serve(view: View) -> tuple[str, int]:
    """Claim what can be claimed fairly on this view: what came of it, and how many rounds to wait if more can be."""
    desk, own, untouched, lost_any, helped = view.desk, view.own, True, False, 0
    own_id = own.conversation_id if own is not None else None
    while True:
        everything = view.pairs()
        pairs = worth_trying(everything, own_id, desk.now())
        pair = next_to_claim(pairs, own_id, desk.chance) if own is None or helped < HELPS else None
        if pair is None:
            if pairs or lost_any:
                return _LOOK_AGAIN, min((each.rounds for each in pairs), default=1)
            if own is not None and may_yet_be_served(own, everything, view.awaited_by(own)):
                return _LOOK_AGAIN, 1
            return (_NOBODY_FREE if untouched else _SERVED), 0
        untouched, is_own = False, pair.waiting.conversation_id == own_id
        helped += not is_own
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
            if is_own:
                return _SERVED, 0
        except conversations.HeaderMoved as lost:
            lost_any = True
            view.conversation(pair.waiting, lost.header)
            if is_own and (lost.header is None or lost.header.state != WAITING):
                return _SERVED, 0
        except people.AgentMoved as lost:
            lost_any = True
            view.lost(pair.agent, lost.agent)


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
    how = INVITED if how == LAST_AGENT and agent_id == after.invited_by else how
    kept = (*chosen, *others[:CANDIDATES_KEPT])
    store.put_decision(tx, Decision(after.conversation_id, after.last_seq, agent_id, how, now, kept))


def watch_acceptance(tx: Transaction, after: Header) -> None:
    """Have somebody look whether the agent answers within the plan's time, and whether the visitor is still there."""
    look_early(tx, after)
    conversations.watch_idle(tx, after)


def look_early(tx: Transaction, after: Header) -> None:
    """Have somebody look whether the agent answers; and where nobody has answered at all yet, earlier, too: by a piece
    of another kind, for one that looks again gives the conversation to somebody else, whenever it comes.
    """
    about, due_at = look_again(tx, after)
    early = tx.desk.now() + FIRST_LOOK
    if after.first_reply_at is None and not after.awaited and due_at > early:
        work.put(tx, WatchFirstAnswer(*about), at=early)


def look_again(tx: Transaction, after: Header) -> tuple[tuple[str, str | None, str], datetime]:
    """Have somebody look whether the agent answers; what is looked at, and when.

    Whoever let it go by before gets twice the time at each return, so that it does not go round and round.
    """
    now = tx.desk.now()
    returns = min(after.passed_on.count(after.agent_id or ""), MOST_RETURNS)
    due_at = now + timedelta(seconds=after.accept_seconds * 2**returns)
    about = (after.conversation_id, after.agent_id, times.stored(after.state_at) if after.state_at else "")
    work.put(tx, WatchAcceptance(*about, idle_watched=True), at=due_at)
    return about, due_at


def watch_waiting(tx: Transaction, after: Header) -> None:
    """Have somebody look after a minute how it waits; ``after`` is the conversation as it will wait then."""
    work.put(tx, WatchWaiting(after.conversation_id, waiting_since(after)), at=tx.desk.now() + LOOK_AT_WAITING)
