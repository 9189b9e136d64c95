"""What time brings: an agent left, nobody answered, somebody waits long (B5, B6)."""

from __future__ import annotations

from chalicelib.assignment import store
from chalicelib.assignment.model import reachable
from chalicelib.assignment.service.manual import give_to_next
from chalicelib.assignment.service.queue import (
    WatchAcceptance,
    WatchWaiting,
    serve_queue,
    waiting_since,
    watch_acceptance,
    watch_waiting,
)
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, Header
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentLeft, away, is_present
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, closed_words, opening


def transfer_all(desk: Desk, left: AgentLeft) -> None:
    """An agent left: what waits for an answer of theirs goes to others, of a disabled one everything (B6).

    Three requests more than each conversation takes: for the agent, the queue and, if need be, the roster.
    """
    agent_id = left.agent_id
    agent, now = people.read_agent(desk, agent_id), desk.now()
    if agent.active and is_present(agent, now):
        return  # they are back; who waits for them is watched
    queue: list[Header] | None = None

    def place(header: Header) -> int:
        nonlocal queue
        queue = conversations.queue(desk) if queue is None else queue
        return conversations.position_of(desk, header, queue)

    for conversation_id in sorted(agent.serving):
        after = conversations.requeue(
            desk,
            conversation_id,
            agent_id,
            reason=str(away(agent, now).extra["reason"]),
            place=place,
            also=watch_waiting,
            answered=not agent.active,
        )
        if after is not None and queue is not None:
            queue.append(after)
    serve_queue(desk)


def look_at_acceptance(desk: Desk, due: WatchAcceptance) -> None:
    """Due when an agent should have answered: if not, the next one gets it, or it is looked at again.

    Who has answered need not hold the place for a visitor who is gone: from now on that is looked at.
    """
    header = conversations.find(desk, due.conversation_id)
    began = times.stored(header.state_at) if header.state_at else ""
    if header.state != OPEN or header.agent_id != due.agent_id or began != due.since:
        return
    if header.agent_answered:
        tx = Transaction(desk)
        conversations.watch_idle(tx, header)
        tx.commit()
        return
    roster = people.roster(desk)
    members = roster.members(header.group_ids, header.level, header.page, header.agent_ids, header.source)
    if header.held_at is not None or not give_to_next(desk, header, members):
        tx = Transaction(desk)
        watch_acceptance(tx, header)
        tx.commit()


def look_at_waiting(desk: Desk, due: WatchWaiting) -> None:
    """Due every minute of waiting: who left the page drops out, who stays is told once where they stand (B5, C5).

    Once the plan has closed and nobody is there any more, nobody is left waiting for the morning; and nobody for
    agents who do not receive them any more (B4), for which the roster is read.
    """
    queue, conversation_id = conversations.queue(desk), due.conversation_id
    header = next((each for each in queue if each.conversation_id == conversation_id), None)
    if header is None or due.since not in ("", waiting_since(header)):
        return
    roster = people.roster(desk)
    if not reachable(header, roster):
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return
    if conversations.has_left(desk, header):
        conversations.end_waiting(desk, conversation_id, "dropped", None)
        return
    plan = plans.read_plan(desk, header.plan_key)
    if _closed_over(desk, header, plan):
        return
    conversations.remind(desk, header, plan, conversations.position_of(desk, header, queue, roster))
    tx = Transaction(desk)
    watch_waiting(tx, header)
    tx.commit()


def _closed_over(desk: Desk, header: Header, plan: Plan) -> bool:
    """Whether the plan has closed and everybody has gone home; then whoever waits is told so, and waits no longer."""
    now_open = opening(plan, desk.now())
    if now_open.open or plans.somebody_there(desk, plan):
        return False
    conversations.turn_away(desk, header.conversation_id, *closed_words(plan, now_open, header.locale))
    return True


def explain(
    desk: Desk, agent: Agent, conversation_id: str, request_id: str = ""
) -> list[tuple[store.Decision, Agent | None]]:
    """Every assignment of a conversation one may see, oldest first, with who was chosen."""
    conversations.read_conversation(desk, agent, conversation_id, request_id)
    known = people.roster(desk).agents
    return [(each, known.get(each.agent_id)) for each in store.decisions(desk, conversation_id)]
