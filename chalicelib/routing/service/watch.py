"""What time brings: an agent left, nobody answered, somebody waits long (B5, B6)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN, WAITING, Header, QuestionLate
from chalicelib.conversations.model.watching import AnswerAwaited, late_at
from chalicelib.core import events, times
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, away, is_present
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan, closed_words, opening
from chalicelib.plans.model.receiving import asked_of
from chalicelib.routing import store
from chalicelib.routing.model import Decision
from chalicelib.routing.service.attendance import tell_if_attended
from chalicelib.routing.service.manual import give_to_next
from chalicelib.routing.service.patience import EndPatience, patience_ends, waiting_since, watch_patience
from chalicelib.routing.service.queue import (
    WatchAcceptance,
    WatchFirstAnswer,
    WatchWaiting,
    look_again,
    serve_conversation,
    watch_waiting,
)


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

    Whether its visitor is still there is looked at since the agent has it (by the version before: from now on).
    """
    header = _still_theirs(desk, due)
    if header is None:
        return
    if not header.agent_answered and header.held_at is None:
        candidates = people.candidates(desk, header.pools or (), header.allocation)
        if give_to_next(desk, header, candidates, how="not_accepted"):
            return
    tx = Transaction(desk)
    if not due.idle_watched:
        conversations.watch_idle(tx, header)
    if not header.agent_answered:
        look_again(tx, header)
        _tell_if_awaited(tx, header)
    tx.commit()


def look_at_first_answer(desk: Desk, due: WatchFirstAnswer) -> None:
    """Due when a first answer has been awaited for a while: then those hear of it who keep what is owed (D5)."""
    header = _still_theirs(desk, due)
    if header is not None and not header.agent_answered:
        tx = Transaction(desk)
        _tell_if_awaited(tx, header)
        tx.commit()


def _still_theirs(desk: Desk, due: WatchAcceptance | WatchFirstAnswer) -> Header | None:
    """The conversation, where the agent has it still since the time that was meant."""
    header = conversations.find(desk, due.conversation_id)
    since = times.stored(header.state_at) if header.state_at else ""
    is_theirs = header.state == OPEN and header.released_at is None and header.agent_id == due.agent_id
    return header if is_theirs and since == due.since else None


def _tell_if_awaited(tx: Transaction, header: Header) -> None:
    if header.first_reply_at is None and not header.awaited:
        events.publish_later(tx, AnswerAwaited(header.conversation_id), tx.desk.now())


def give_on(desk: Desk, late: QuestionLate) -> None:
    """A question has stood for as long as the plan says: somebody else has the conversation, if anybody is free. Else
    it stays, and is looked at again; nobody keeps it who is not there."""
    header = conversations.find(desk, late.conversation_id)
    late_since = late_at(header)
    if late_since is None or late_since > desk.now() or not header.agent_answered:
        return
    agent = people.read_agent(desk, str(header.agent_id))
    if agent.active and is_present(agent, desk.now()):
        give_to_next(desk, header, people.candidates(desk, header.pools or (), header.allocation), how="not_answered")
        return
    why = str(away(agent, desk.now()).extra["reason"])
    conversations.requeue(desk, header.conversation_id, agent.agent_id, reason=why, also=watch_waiting)


def look_at_waiting(desk: Desk, due: WatchWaiting) -> None:
    """Due every minute of waiting: who left the page drops out, who stays is told once where they stand (B5, C5).

    Once the plan has closed and nobody is there any more, nobody is left waiting for the morning. Whoever its plan
    gives to others by now, or to nobody (B4), waits as the plan says.
    """
    conversation_id = due.conversation_id
    header, gone, on_sign = conversations.present(desk, conversation_id)
    if header is None or header.state != WAITING or due.since not in ("", waiting_since(header)):
        return
    header, plan = conversations.receive_anew(desk, header)
    if header is None or plan is None:
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
) -> list[tuple[Decision, Agent | None]]:
    """Every assignment of a conversation one may see, oldest first, with who was chosen, and what was proved of its
    visitor of what the plan's groups ask for; one read more where anything was."""
    header = conversations.read_conversation(desk, agent, conversation_id, request_id)
    proved = asked_of(plans.read_plan(desk, header.plan_key), header.proved) if header.proved else None
    kept = store.decisions(desk, conversation_id)
    known = people.read_agents(desk, [each.agent_id for each in kept])
    return [(replace(each, proved=proved), known.get(each.agent_id)) for each in kept]
