"""What time brings to a follow-up: its owner is warned or reminded, others are told that it is late (D2, D10, G2).

An owner who may have it no longer (disabled, or of another role) is not told in vain: it is given to somebody who may.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.followup import (
    CALLBACK,
    ESCALATE,
    PROMISE,
    FollowUp,
    handed_on,
    next_look,
    next_step,
    told,
)
from chalicelib.followups.model.owners import among, callers, may_have, told_when_broken, told_when_late
from chalicelib.followups.service.access import least_loaded
from chalicelib.followups.service.telling import MOST_TOLD, tell_given, tell_step
from chalicelib.followups.store import FollowUpMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, by_agent
from chalicelib.plans import service as plans

MOST_COMPARED = 25


class CheckDeadline(Due, frozen=True):
    """A follow-up is due, or nearly; void once it is due at another time."""

    kind = "followups.look_after"

    followup_id: str
    due_at: datetime


def watch(tx: Transaction, follow_up: FollowUp) -> None:
    """Have it looked after when that is next due; a look names the time it is for, and is void once that moved."""
    at = next_look(follow_up, tx.desk.now())
    if at is not None:
        work.put(tx, CheckDeadline(follow_up.followup_id, follow_up.due_at), at=at)


def check_deadline(desk: Desk, due: CheckDeadline) -> None:
    """Take the step that is due, if one is, and plan the next look; three requests. Twice is once.

    To find an owner for what has none any more takes three requests more, and one for each of several to choose from.
    """

    def take_step(follow_up: FollowUp | None) -> None:
        if follow_up is None or follow_up.due_at != due.due_at:
            return
        step = next_step(follow_up, desk.now())
        if step is None:
            return
        roster = people.directory(desk)
        heir = _heir(desk, follow_up, roster)
        after = told(follow_up, step, desk.now())
        if heir is not None:
            after = handed_on(after, by_agent(heir), desk.now())
        tx = Transaction(desk)
        store.write(tx, follow_up, after)
        watch(tx, after)
        if heir is not None:
            audit.note(
                tx, audit.SYSTEM, "assign_follow_up", due.followup_id, before=follow_up.owner_id, after=after.owner_id
            )
            tell_given(tx, after, heir)
        tell_step(tx, after, step, _told(roster, after, step, is_new=heir is not None))
        tx.commit()

    races.follow(desk, store.followup(desk, due.followup_id), take_step, FollowUpMoved, tries=races.CROWD)


def _told(roster: Roster, follow_up: FollowUp, step: str, *, is_new: bool) -> list[Agent]:
    """Who is told of the step; a new owner hears when it is due with the letter that it is theirs."""
    if step == ESCALATE and follow_up.kind == PROMISE:
        return told_when_broken(roster, follow_up.owner_id, follow_up.escalations, MOST_TOLD)
    if step == ESCALATE:
        return told_when_late(roster.agents.values(), follow_up.owner_id, MOST_TOLD)
    owner = roster.agents.get(follow_up.owner_id)
    return [owner] if owner is not None and not is_new and may_have(owner, follow_up.kind) else []


def _heir(desk: Desk, follow_up: FollowUp, roster: Roster) -> Agent | None:
    """Who has it from now on; None: its owner may, or nobody else can."""
    owner = roster.agents.get(follow_up.owner_id)
    if owner is not None and may_have(owner, follow_up.kind):
        return None
    roster = people.roster(desk)  # now it matters who is there
    plan, everybody, now = plans.read_plan(desk, follow_up.plan_key), roster.agents.values(), desk.now()
    if follow_up.kind == CALLBACK:
        able, counted = callers(everybody, plan.group_ids, roster.groups.values(), now)[:MOST_COMPARED], CALLBACK
    else:
        able = among(roster.members(plan.group_ids, agent_ids=plan.agent_ids), now, MOST_COMPARED)
        able, counted = able or among(everybody, now, MOST_COMPARED), None
    return least_loaded(desk, able, counted)
