"""What time brings to a follow-up: its owner is warned or reminded, others are told that it is late (D2, G2)."""

from __future__ import annotations

from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model import ESCALATE, FollowUp, next_look, next_step, told, told_when_late
from chalicelib.followups.service.telling import tell_step
from chalicelib.people import service as people
from chalicelib.people.model import Agent

LOOK_AFTER = "followups.look_after"
RACES = 20
MOST_TOLD = 40  # each takes two of a transaction's hundred writes


def watch(tx: Transaction, one: FollowUp) -> None:
    """Have it looked after when that is next due; a look names the time it is for, and is void once that moved."""
    at = next_look(one, tx.desk.now())
    if at is not None:
        work.put(tx, LOOK_AFTER, {"followup_id": one.followup_id, "due_at": one.due_at.isoformat()}, at=at)


def look_after(desk: Desk, followup_id: str, due_at: str) -> None:
    """Take the step that is due, if one is, and plan the next look; three requests. Twice is once."""
    one = store.followup(followup_id)
    for attempt in range(RACES):
        if one is None or one.due_at.isoformat() != due_at:
            return
        step = next_step(one, desk.now())
        if step is None:
            return
        after = told(one, step, desk.now())
        tx = Transaction(desk)
        store.write(tx, one, after)
        watch(tx, after)
        tell_step(tx, after, step, _told(desk, one, step))
        try:
            tx.commit()
            return
        except store.FollowUpMoved as lost:
            one = lost.followup
            desk.pause(attempt)
    raise Unavailable("the follow-up keeps changing", retry_after=1)


def _told(desk: Desk, one: FollowUp, step: str) -> list[Agent]:
    agents = people.roster(desk).agents
    if step == ESCALATE:
        return told_when_late(agents.values(), one.owner_id, MOST_TOLD)
    return [agents[one.owner_id]] if one.owner_id in agents else []
