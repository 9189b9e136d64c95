"""Whoever comes while there is somebody for them is served in the transaction that begins it all (B1)."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.conversations.model.conversation import ConversationStarted, Entry, Header
from chalicelib.conversations.model.queue import Begun
from chalicelib.conversations.model.transitions import assigned
from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import Work
from chalicelib.people import service as people
from chalicelib.people.model.agents import ONLINE, Agent, by_agent
from chalicelib.routing.model import Pair
from chalicelib.routing.service.looking import DEEP, DEEPEST, HEAD, View, look_if_free
from chalicelib.routing.service.queue import keep_decision, watch_acceptance
from chalicelib.routing.service.serving import begin_to_wait, look_for_agent

LOOKS = (HEAD, DEEP, DEEPEST)  # so many of each pool


class Arrival:
    """A conversation that is about to begin: with an agent who has room, or in the queue.

    ``told``: once it waits, the conversation and the entry that says where it stands, if that was told.
    """

    def __init__(self, desk: Desk, begun: Begun) -> None:
        self.desk = desk
        self.header = begun.header
        self.told: tuple[Header, Entry] | None = None
        self._view: View | None = None
        self._pair: Pair | None = None
        self._pairs = self._choices()

    def serve(self, tx: Transaction, lost: Agent | None = None) -> tuple[Header, Entry] | None:
        """Add to the transaction: the conversation is somebody's from its beginning; or nothing, if it has to wait.

        It never stands in the queue, so nobody need look for it. A query for each pool, and one for each pool's queue
        where anybody is free: those who wait there come first, each with an agent of their own. Whoever begins to wait
        at the same moment writes first and looks then: they find the agent as they are after this, or this is lost.
        Lost: ``people.AgentMoved``. Then it is asked again, and told of the agent as they stand (``lost``): where many
        come at once, each asks for any of those who are as good as each other, then for any of more, and then waits.
        """
        if self._view is not None and self._pair is not None:
            self._view.lost(self._pair.agent, lost)
        self._pair = pair = next(self._pairs, None)
        if pair is None:
            return None
        now = tx.desk.now()
        after, entry = assigned(self.header, by_agent(pair.agent), now)
        people.claim_slot(tx, pair.agent, after.conversation_id, now, statuses=(ONLINE,))
        keep_decision(tx, after, pair.agent.agent_id, pair.how, pair.considered)
        watch_acceptance(tx, after)
        return after, entry

    def _choices(self) -> Iterator[Pair]:
        """Whom to ask for, one after the other, until there is nobody, or it was lost often enough."""
        for most in LOOKS:
            view = self._view = look_if_free(self.desk, self.header, most)
            pair = self._own_pair(view) if view is not None else None
            if view is None or pair is None:
                return
            yield pair
            again = self._own_pair(view) if most == HEAD else None
            if again is not None:
                yield again

    def _own_pair(self, view: View) -> Pair | None:
        pairs = view.pairs(by_chance=self._pair is not None)
        own = self.header.conversation_id
        return next((each for each in pairs if each.in_turn and each.waiting.conversation_id == own), None)

    def wait(self, tx: Transaction) -> None:
        """Add to the transaction, which begins the conversation in the queue: once that is stored, this request looks
        for an agent, or tells where it stands; others do where it dies."""
        events.publish(tx, ConversationStarted(self.header.conversation_id), doing=self._look_for_agent)

    def _look_for_agent(self, piece: Work) -> bool:
        """As those do who hear that it has begun. It is crossed off in the transaction that tells where it stands."""

        def also(tx: Transaction, after: Header) -> None:
            begin_to_wait(tx, after)
            work.cross_off(tx, piece)

        self.told = look_for_agent(self.desk, self.header.conversation_id, self.header, also=also)
        return self.told is not None
