"""Giving those who wait to those who are free: the queue, drained by one claim (B1, B2, B3, B5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from chalicelib.assignment import store
from chalicelib.assignment.model import (
    BALANCED,
    ROTATION,
    Considered,
    Pair,
    match,
    may_yet_be_served,
    members_of,
    unserved,
    worth_trying,
)
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING, Header
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.queue import Waiting, Window, stands_as, waiting_as
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import BUSY, ONLINE, Agent, Roster, may_be_assigned, shown_status

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
    """Nobody is free for it: the conversation, where it stands in the queue.

    ``in_scope``: whether anybody ever can be; ``staffed``: whether anybody is there at all.
    """

    header: Header
    standing: Standing
    in_scope: bool
    staffed: bool


def serve_queue(desk: Desk, own: str | None = None, pools: Iterable[str] = ()) -> StillWaiting | None:
    """Give those who wait to those who are free, in order, until nobody more can be served (B1, B5).

    ``own``: the conversation whose request this is; only it is served, and those before it whose own requests must have
    died. Without one, whoever waits in these ``pools``. The answer is where it stands if nobody is free for it. Four
    requests for one conversation of one pool when nobody races; a lost race costs one more, since it brings the present
    state of what was lost. Only a fresh look may find that nothing can be done, so nobody is left waiting on a stale
    view.

    Nobody sees more than the first of each queue, and that is enough. Any member of a pool may serve anybody who waits
    in it, so whoever frees a place finds somebody among the first. Who waits further back looks again while anybody
    of their pools has room, and gives up when nobody has: then the next place that is free is found with a look.
    """
    header: Header | None = None
    for _ in range(LOOKS):
        if own is not None and header is None:
            header = conversations.find_waiting(desk, own)
            if header is None:
                return None
            if not header.pools:
                return StillWaiting(header, Standing(0, 0), in_scope=False, staffed=False)
        window = conversations.window(desk, (header.pools or ()) if header else tuple(pools), header)
        if header is not None and not window.shows(header.conversation_id) and not window.horizons:
            header = None  # it was served, or stands elsewhere
            continue
        if not window.rows:
            return None
        view = _View(desk, window, header, people.roster(desk))
        if own is not None and view.own is None:
            return None
        outcome, rounds = _serve(view)
        if outcome == _SERVED and (own is not None or not view.hides_more):
            return None
        if outcome == _NOBODY_FREE:
            return _still_waiting(view) if header is not None else None
        if outcome == _LOOK_AGAIN:
            # in a crowd each waits about as long as those before it need, instead of racing them for the same agent
            desk.sleep((0.5 + desk.chance()) * ROUND * min(max(rounds, 1), MOST_ROUNDS))
            header = None if window.horizons else view.header
    raise Unavailable("too many arrive at once", retry_after=1)


def _still_waiting(view: _View) -> StillWaiting | None:
    header, now = view.header, view.desk.now()
    if header is None:
        return None
    members = members_of(view.roster, header.pools or ())
    staffed = any(shown_status(each, now) in (ONLINE, BUSY) and not each.hidden for each in members)
    standing = conversations.standing_of(view.desk, header, view=view.window)
    return StillWaiting(header, standing, in_scope=True, staffed=staffed)


_SERVED, _NOBODY_FREE, _LOOK_AGAIN = "served", "nobody_free", "look_again"


class _View:
    """A window of the queue and the roster as they were read, corrected by what lost races bring.

    ``header``: of the conversation whose request looks, if any; ``own``: as it waits, until it is served.
    """

    def __init__(self, desk: Desk, window: Window, header: Header | None, roster: Roster) -> None:
        self.desk = desk
        self.window = window
        self.header = header
        self.roster = roster
        rows = window.rows
        if header is not None and not window.shows(header.conversation_id):
            rows = (*rows, waiting_as(header))  # it stands behind all that is seen
        self.rows = unserved(rows, roster)

    @property
    def own(self) -> Waiting | None:
        """The conversation whose request looks, while it waits."""
        own = self.header.conversation_id if self.header is not None else None
        return next((each for each in self.rows if each.conversation_id == own), None)

    @property
    def hides_more(self) -> bool:
        """Whether somebody who has room still could serve those whom the window does not show."""
        now = self.desk.now()
        return any(may_be_assigned(each, now) is None for each in members_of(self.roster, self.window.horizons))

    def pairs(self) -> list[Pair]:
        """Who would get whom."""
        return match(self.rows, self.roster, self.desk.now(), self.window.horizons)

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

    def agent(self, agent: Agent) -> None:
        """This is how the agent stands now."""
        self.roster = replace(self.roster, agents={**self.roster.agents, agent.agent_id: agent})


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
            if own is not None and may_yet_be_served(own, everything, view.roster):
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
            after, agent = _claim(desk, pair, header)
            view.conversation(pair.waiting, after)
            view.agent(agent)
            if pair.waiting.conversation_id == own_id:
                return _SERVED, 0
        except conversations.HeaderMoved as lost:
            lost_any = True
            view.conversation(pair.waiting, lost.header)
            if pair.waiting.conversation_id == own_id and (lost.header is None or lost.header.state != WAITING):
                return _SERVED, 0
        except people.AgentMoved as lost:
            lost_any = True
            if lost.agent is not None:
                view.agent(lost.agent)


def _claim(desk: Desk, pair: Pair, header: Header) -> tuple[Header, Agent]:
    """The one claim by which a conversation comes to an agent by allocation. Lost: ``HeaderMoved``, ``AgentMoved``."""
    now, agent, conversation_id = desk.now(), pair.agent, header.conversation_id
    tx = Transaction(desk)
    after = conversations.assign(tx, header, agent, now)
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


def serve_agent(desk: Desk, agent_id: str, pools: Iterable[str] = ()) -> None:
    """An agent may have room: they get whoever waits longest in their pools, or in these, which have just come to them.

    One request for who they are, and what serving the queue takes if they have room.
    """
    agent, given = people.read_agent(desk, agent_id), tuple(pools)
    if given or may_be_assigned(agent, desk.now()) is None:
        serve_queue(desk, pools=given or people.Surroundings(desk, agent).pools)


def find_agent_for(desk: Desk, conversation_id: str) -> None:
    """Somebody began to wait, or is known at another level now: give it to somebody, or tell them their place, once.

    Whom nobody can serve is told so, and is offered the form.
    """
    waiting = serve_queue(desk, own=conversation_id)
    if waiting is None:
        return
    if not waiting.in_scope:
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return
    conversations.tell_to_wait(desk, waiting.header, waiting.standing, staffed=waiting.staffed, also=watch_waiting)
