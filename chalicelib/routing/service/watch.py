"""What time brings: an agent left, nobody answered, somebody waits long (B5, B6)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, WAITING, Header
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, AgentLeft, away, is_present
from chalicelib.people.model.availability import candidate_of
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, closed_words, opening
from chalicelib.routing import store
from chalicelib.routing.service.attendance import tell_if_attended
from chalicelib.routing.service.manual import give_to_next
from chalicelib.routing.service.patience import EndPatience, patience_ends, watch_patience
from chalicelib.routing.service.queue import (
    WatchAcceptance,
    WatchWaiting,
    serve_conversation,
    serve_pools,
    waiting_since,
    watch_acceptance,
    watch_waiting,
)


def transfer_all(desk: Desk, left: AgentLeft) -> None:
    """An agent left: what waits for an answer of theirs goes to others, of a disabled one everything (B6).

    One request more than each conversation takes, who the agent is, and one for each of their pools: who waits for them
    by the plan's wish waits no longer.
    """
    agent_id = left.agent_id
    agent, now = people.read_agent(desk, agent_id), desk.now()
    if agent.active and is_present(agent, now):
        return  # they are back; who waits for them is watched
    for conversation_id in sorted(agent.serving):
        conversations.requeue(
            desk,
            conversation_id,
            agent_id,
            reason=str(away(agent, now).extra["reason"]),
            also=watch_waiting,
            answered=not agent.active,
        )
    serve_who_waits_for(desk, agent)


def serve_who_waits_for(desk: Desk, agent: Agent) -> None:
    """Somebody went: who waits for them waits no longer. A request for each of their pools."""
    candidate = candidate_of(agent)
    rows = conversations.window(desk, candidate.pools).rows
    if any(each.patience and each.preferred_agent_id == agent.agent_id for each in rows):
        serve_pools(desk, candidate.pools, candidate.uses)


def end_patience(desk: Desk, due: EndPatience) -> None:
    """Due when somebody has waited for whom they prefer as long as their plan says: whoever is free serves them."""
    header = conversations.find_waiting(desk, due.conversation_id)
    if header is None or waiting_since(header) != due.since:
        return
    if patience_ends(header) > desk.now():  # by another clock it is over
        tx = Transaction(desk)
        watch_patience(tx, header)
        tx.commit()
        return
    serve_conversation(desk, due.conversation_id)


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
    candidates = people.candidates(desk, header.pools or (), header.allocation)
    if header.held_at is not None or not give_to_next(desk, header, candidates):
        tx = Transaction(desk)
        watch_acceptance(tx, header)
        tx.commit()


def look_at_waiting(desk: Desk, due: WatchWaiting) -> None:
    """Due every minute of waiting: who left the page drops out, who stays is told once where they stand (B5, C5).

    Once the plan has closed and nobody is there any more, nobody is left waiting for the morning. Whoever its plan
    gives to others by now, or to nobody (B4), waits as the plan says.
    """
    conversation_id = due.conversation_id
    header, gone, on_sign = conversations.present(desk, conversation_id)
    if header is None or header.state != WAITING or due.since not in ("", waiting_since(header)):
        return
    plan = plans.read_plan(desk, header.plan_key)
    header = conversations.receive_anew(desk, header, plan)
    if header is None:
        return
    if not header.pools:
        conversations.end_waiting(desk, conversation_id, "out_of_scope", "offline_form")
        return
    if gone:
        conversations.end_waiting(desk, conversation_id, "dropped", None)
        return
    if _closed_over(desk, header, plan):
        return
    if header.unattended:
        tell_if_attended(desk, header)
    if not header.reminded:
        conversations.remind(desk, header, plan, conversations.standing_of(desk, header, on_sign))
    tx = Transaction(desk)
    watch_waiting(tx, header)
    tx.commit()


def _closed_over(desk: Desk, header: Header, plan: Plan) -> bool:
    """Whether the plan has closed and everybody has gone home; then whoever waits is told so, and waits no longer."""
    now_open = opening(plan, desk.now())
    if now_open.open or people.somebody_there(desk, header.pools or (), header.allocation):
        return False
    conversations.turn_away(desk, header.conversation_id, *closed_words(plan, now_open, header.locale))
    return True


def explain(
    desk: Desk, agent: Agent, conversation_id: str, request_id: str = ""
) -> list[tuple[store.Decision, Agent | None]]:
    """Every assignment of a conversation one may see, oldest first, with who was chosen."""
    conversations.read_conversation(desk, agent, conversation_id, request_id)
    kept = store.decisions(desk, conversation_id)
    known = people.read_agents(desk, [each.agent_id for each in kept])
    return [(each, known.get(each.agent_id)) for each in kept]
