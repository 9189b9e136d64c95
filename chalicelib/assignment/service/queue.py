"""Giving those who wait to those who are free: the queue, drained by one claim (B1, B2, B3, B5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.assignment import store
from chalicelib.assignment.model import (
    BALANCED,
    ROTATION,
    AssignedByHand,
    Considered,
    Pair,
    match,
    reachable,
    unserved,
    worth_trying,
)
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import (
    WAITING,
    ConversationEnded,
    ConversationStarted,
    Header,
    PlaceChanged,
)
from chalicelib.core import times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import BUSY, ONLINE, Agent, AgentAvailable, Roster, shown_status

LOOKS = 400
ROUND = 0.012
MOST_ROUNDS = 20
CANDIDATES_KEPT = 50
ABSENT = ("offline", "no_heartbeat", "disabled")
MOST_RETURNS = 4
LOOK_AT_WAITING = timedelta(seconds=60)


class WatchAcceptance(Due, frozen=True):
    """An agent should have answered by now what is theirs ``since`` then."""

    kind = "assignment.watch_acceptance"

    conversation_id: str
    agent_id: str | None
    since: str


class WatchWaiting(Due, frozen=True):
    """Somebody has waited for another minute; ``since`` names which time of waiting."""

    kind = "assignment.watch_waiting"

    conversation_id: str
    since: str = ""


class StillWaiting(msgspec.Struct, frozen=True):
    """Nobody is free for it: the conversation, its place in the queue (1 is next).

    ``in_scope``: whether anybody ever can be; ``staffed``: whether anybody is there at all.
    """

    header: Header
    place: int
    in_scope: bool
    staffed: bool


def serve_queue(desk: Desk, own: str | None = None) -> StillWaiting | None:
    """Give those who wait to those who are free, in order, until nobody more can be served (B1, B5).

    ``own``: the conversation whose request this is; only it is served, and those whose own requests must have died.
    The answer is where it stands if nobody is free for it. Three requests for one conversation when nobody races; a
    lost race costs one more, since it brings the present state of what was lost. Only a fresh look may find that
    nothing can be done, so nobody is left waiting on a stale view.
    """
    for _ in range(LOOKS):
        queue = conversations.queue(desk)
        if not queue:
            return None
        roster = people.roster(desk)
        queue = unserved(queue, roster)
        mine = next((each for each in queue if each.conversation_id == own), None)
        if own is not None and mine is None:
            return None
        outcome, rounds = _serve(desk, _View(queue, roster), own)
        if outcome == _SERVED:
            return None
        if outcome == _NOBODY_FREE:
            return _still_waiting(desk, mine, queue, roster) if mine is not None else None
        # in a crowd each waits about as long as those before it need, instead of racing them for the same agent
        desk.sleep((0.5 + desk.chance()) * ROUND * min(max(rounds, 1), MOST_ROUNDS))
    raise Unavailable("too many arrive at once", retry_after=1)


def serve_next(desk: Desk, happened: ConversationEnded | AssignedByHand | AgentAvailable) -> None:
    """A place is free; or those behind who left the queue are nearer than whoever looked before could see."""
    serve_queue(desk)


def _still_waiting(desk: Desk, header: Header, queue: list[Header], roster: Roster) -> StillWaiting:
    now, place = desk.now(), conversations.position_of(desk, header, queue, roster)
    members = roster.members(header.group_ids, header.level, header.page, header.agent_ids, header.source)
    staffed = any(shown_status(each, now) in (ONLINE, BUSY) and not each.hidden for each in members)
    return StillWaiting(header, place, reachable(header, roster), staffed)


_SERVED, _NOBODY_FREE, _LOOK_AGAIN = "served", "nobody_free", "look_again"


class _View:
    """The queue and the roster as they were read, corrected by what lost races bring."""

    def __init__(self, queue: list[Header], roster: Roster) -> None:
        self.queue = queue
        self.roster = roster

    def conversation(self, conversation_id: str, header: Header | None) -> None:
        """This is how the conversation stands now."""
        waits = [header] if header is not None and header.state == WAITING else []
        self.queue = [
            kept for each in self.queue for kept in ([each] if each.conversation_id != conversation_id else waits)
        ]

    def agent(self, agent: Agent) -> None:
        """This is how the agent stands now."""
        self.roster = replace(self.roster, agents={**self.roster.agents, agent.agent_id: agent})


def _serve(desk: Desk, view: _View, own: str | None) -> tuple[str, int]:
    """Claim what can be claimed fairly on this view: what came of it, and how many rounds to wait if more can be."""
    untouched, lost_any = True, False
    while True:
        pairs = worth_trying(match(view.queue, view.roster, desk.now()), own, desk.now())
        pair = next((pair for pair in pairs if pair.in_turn), None)
        if pair is None:
            if pairs or lost_any:
                return _LOOK_AGAIN, min((each.rounds for each in pairs), default=1)
            return (_NOBODY_FREE if untouched else _SERVED), 0
        untouched = False
        conversation_id = pair.header.conversation_id
        try:
            header, agent = _claim(desk, pair)
            view.conversation(conversation_id, header)
            view.agent(agent)
            if conversation_id == own:
                return _SERVED, 0
        except conversations.HeaderMoved as lost:
            lost_any = True
            view.conversation(conversation_id, lost.header)
            if conversation_id == own and (lost.header is None or lost.header.state != WAITING):
                return _SERVED, 0
        except people.AgentMoved as lost:
            lost_any = True
            if lost.agent is not None:
                view.agent(lost.agent)


def _claim(desk: Desk, pair: Pair) -> tuple[Header, Agent]:
    """The one claim by which a conversation comes to an agent by allocation. Lost: ``HeaderMoved``, ``AgentMoved``."""
    now, agent, conversation_id = desk.now(), pair.agent, pair.header.conversation_id
    tx = Transaction(desk)
    after = conversations.assign(tx, pair.header, agent, now)
    fair = {ROTATION: "turn", BALANCED: "load"}.get(pair.how)
    people.claim_slot(tx, agent, conversation_id, now, statuses=(ONLINE,), fair=fair)
    keep_decision(tx, after, agent, pair.how, pair.considered)
    watch_acceptance(tx, after)
    tx.commit()
    serving = agent.serving | {conversation_id}
    return after, replace(agent, serving=serving, turn=agent.turn + 1, last_assigned_at=now)


def keep_decision(tx: Transaction, after: Header, agent: Agent, how: str, considered: Sequence[Considered]) -> None:
    """Write down who was given the conversation by its newest entry, and who else was thought of.

    Those who were not there come last, and the first to be left out of a long list.
    """
    chosen = [each for each in considered if each.passed_over is None]
    others = [each for each in considered if each.passed_over is not None]
    others.sort(key=lambda each: each.passed_over in ABSENT)
    now = after.last_at or tx.desk.now()
    store.put_decision(
        tx,
        store.Decision(
            after.conversation_id, after.last_seq, agent.agent_id, how, now, (*chosen, *others[:CANDIDATES_KEPT])
        ),
    )


def watch_acceptance(tx: Transaction, after: Header) -> None:
    """Have somebody look whether the agent answers within the plan's time.

    Whoever let it go by before gets twice the time at each return, so that it does not go round and round.
    """
    now = tx.desk.now()
    returns = min(after.passed_on.count(after.agent_id or ""), MOST_RETURNS)
    since = times.stored(after.state_at) if after.state_at else ""
    due_at = now + timedelta(seconds=after.accept_seconds * 2**returns)
    work.put(tx, WatchAcceptance(after.conversation_id, after.agent_id, since), at=due_at)


def watch_waiting(tx: Transaction, after: Header) -> None:
    """Have somebody look after a minute how it waits; ``after`` is the conversation as it will wait then."""
    work.put(tx, WatchWaiting(after.conversation_id, waiting_since(after)), at=tx.desk.now() + LOOK_AT_WAITING)


def waiting_since(header: Header) -> str:
    """What names one time of waiting, so that a conversation that waits again is not watched twice."""
    return times.stored(header.state_at or header.started_at)


def find_agent_for(desk: Desk, waits: ConversationStarted | PlaceChanged) -> None:
    """Somebody began to wait, or is known at another level now: give it to somebody, or tell them their place, once.

    Whom nobody can serve is told so, and is offered the form.
    """
    conversation_id = waits.conversation_id
    waiting = serve_queue(desk, own=conversation_id)
    if waiting is None:
        return
    if not waiting.in_scope:
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return
    conversations.tell_to_wait(desk, waiting.header, waiting.place, staffed=waiting.staffed, also=watch_waiting)
