"""What people do with a follow-up: call and write down what came of it, give it to somebody else."""

from __future__ import annotations

from chalicelib.conversations.service import by_agent
from chalicelib.core import audit, events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Unavailable
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model import (
    DONE,
    LONGEST_NOTE,
    FollowUp,
    FollowUpDone,
    called,
    checked_moment,
    checked_words,
    given,
    remarked,
)
from chalicelib.followups.service.access import colleague, find, may_reach
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.watch import watch
from chalicelib.people import service as people
from chalicelib.people.model import Agent

RACES = 20


def read_follow_up(desk: Desk, agent: Agent, followup_id: str) -> FollowUp:
    """One that the agent may see; one request. Raises ``NotFound``, ``NotYours``."""
    one = find(desk, followup_id)
    may_reach(desk, agent, one)
    return one


def record_call(
    desk: Desk,
    agent: Agent,
    followup_id: str,
    *,
    outcome: str,
    text: str,
    next_at: str | None,
    client_id: str,
) -> tuple[FollowUp, bool]:
    """Write down a call and what came of it, and whether that was written before. Two requests (D2, D3).

    ``not_reached`` keeps it open until ``next_at`` (within seven days, at most five calls); anything else closes it.
    Raises ``NotFound``, ``NotYours``, ``FollowUpClosed``, ``Invalid``, ``KeyReused``.
    """
    one: FollowUp | None = read_follow_up(desk, agent, followup_id)
    text = checked_words("text", text, LONGEST_NOTE)
    once = Once.of(
        f"follow-up-call#{agent.agent_id}#{followup_id}", checked_client_id(client_id), [outcome, text, next_at]
    )
    next_try = checked_moment("next_at", next_at) if next_at is not None else None
    for attempt in range(RACES):
        if one is None:
            one = find(desk, followup_id)
        try:
            after = called(one, by_agent(agent), outcome, text, next_try, desk.now())
        except Conflict:
            if recall(once, desk.now().timestamp()) is not None:
                return one, True
            raise
        tx = Transaction(desk)
        mark(tx, once, {"followup_id": followup_id})
        store.write(tx, one, after)
        if after.state == DONE:
            events.publish(
                tx, FollowUpDone(followup_id, after.kind, after.about, str(after.outcome), in_time=after.in_time)
            )
        else:
            watch(tx, after)
        try:
            tx.commit()
            return after, False
        except AlreadyDone:
            return find(desk, followup_id), True
        except store.FollowUpMoved as lost:
            one = lost.followup
            if one is not None:
                may_reach(desk, agent, one)
            desk.pause(attempt)
    raise Unavailable("the follow-up keeps changing", retry_after=1)


def add_remark(desk: Desk, followup_id: str, text: str) -> None:
    """Note what became known, for whoever has it; nothing once it is closed. Two requests; twice is once.

    Raises ``NotFound``, ``Invalid``.
    """
    one: FollowUp | None = find(desk, followup_id)
    text = checked_words("text", text, LONGEST_NOTE)
    for attempt in range(RACES):
        if one is None:
            one = find(desk, followup_id)
        after = remarked(one, text, desk.now())
        if after is None:
            return
        tx = Transaction(desk)
        store.write(tx, one, after)
        try:
            tx.commit()
            return
        except store.FollowUpMoved as lost:
            one = lost.followup
            desk.pause(attempt)
    raise Unavailable("the follow-up keeps changing", retry_after=1)


def assign_follow_up(
    desk: Desk, caller: people.Caller, followup_id: str, agent_id: str, request_id: str = ""
) -> FollowUp:
    """Give it to somebody else, who is told; written to the audit log. Twice is once. Three requests.

    Raises ``NotFound``, ``NotYours``, ``Invalid`` for somebody who cannot have it, ``Forbidden`` beyond one's scope.
    """
    one: FollowUp | None = read_follow_up(desk, caller.agent, followup_id)
    roster = people.roster(desk)
    for attempt in range(RACES):
        if one is None:
            one = find(desk, followup_id)
        agent = colleague(roster, caller.agent, agent_id, one.kind, "agent_id")
        if one.owner_id == agent_id:
            return one
        after = given(one, by_agent(agent))
        tx = Transaction(desk)
        store.write(tx, one, after)
        audit.note(tx, caller.by(request_id), "assign_follow_up", followup_id, before=one.owner_id, after=agent_id)
        tell_given(tx, after, agent)
        try:
            tx.commit()
            return after
        except store.FollowUpMoved as lost:
            one = lost.followup
            if one is not None:
                may_reach(desk, caller.agent, one)
            desk.pause(attempt)
    raise Unavailable("the follow-up keeps changing", retry_after=1)
