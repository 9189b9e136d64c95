"""An agent reopens a conversation that was closed: the same claim as by hand, out of turn (A3)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, Header
from chalicelib.core import races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.availability import candidate_of
from chalicelib.routing.model import considered
from chalicelib.routing.service.manual import ANY_PRESENCE, Claim, cannot, refusal, refuse_barred
from chalicelib.routing.service.queue import keep_decision
from chalicelib.visitors import service as visitors

HOW = "reopened"


def reopen_conversation(desk: Desk, agent: Agent, conversation_id: str, request_id: str = "") -> Header:
    """The conversation goes on with this agent, who must be there and have room, within the days of its plan. Twice is
    once. Five requests.

    What was asked and rated stays so: nobody is asked twice about one conversation. Raises ``NotFound``, ``NotYours``,
    ``NotClosed``, ``TooLateToReopen``, ``VisitorElsewhere``, ``VisitorRefused``, ``AgentFull``, ``AgentAway``.
    """
    hand = Claim(by_agent(agent), how=HOW, statuses=ANY_PRESENCE)

    def reopen(header: Header | None) -> Header:
        nonlocal agent
        if header is None:
            raise NotFound("no such conversation")
        if header.state == OPEN and header.agent_id == agent.agent_id:
            return header
        conversations.refuse_to_reopen(desk, agent, header)
        refuse_barred(agent, desk)
        tx = Transaction(desk)
        after = conversations.reopen(tx, header, agent, visitors.holder(desk, header.visitor_id), request_id)
        people.claim_slot(tx, agent, conversation_id, desk.now(), statuses=hand.statuses)
        keep_decision(tx, after, agent.agent_id, hand.how, (considered(candidate_of(agent)),))
        try:
            tx.commit_and_tell()
        except visitors.VisitorBusy as busy:
            raise conversations.elsewhere(busy) from None
        except people.AgentMoved as lost:
            if lost.agent is None or cannot(lost.agent, hand, desk):
                raise refusal(lost.agent, desk) from None
            agent = lost.agent
            raise
        return after

    def followed() -> Header:
        header = conversations.find(desk, conversation_id)
        return races.follow(desk, header, reopen, conversations.HeaderMoved, tries=races.CROWD)

    return races.again(desk, followed, (people.AgentMoved, visitors.NotOpen), tries=races.CROWD)
