"""What people do with a follow-up: call and write down what came of it, give it to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import audit, events, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.checks import LONGEST_NOTE, checked_moment, checked_words
from chalicelib.followups.model.followup import (
    CALLBACK,
    DONE,
    NOT_REACHED,
    FollowUp,
    FollowUpDone,
    called,
    following,
    furthest_try,
    given,
    longest_pause,
    named_after,
)
from chalicelib.followups.model.forms import RecordCall
from chalicelib.followups.model.owners import may_have
from chalicelib.followups.service.access import colleague, find, may_reach
from chalicelib.followups.service.planning import write_planned
from chalicelib.followups.service.telling import tell_given, tell_last_try
from chalicelib.followups.service.watch import watch
from chalicelib.followups.store import FollowUpMoved
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans import service as plans
from chalicelib.plans.service.numbers import as_kept
from chalicelib.visitors import service as visitors


def read_follow_up(desk: Desk, agent: Agent, followup_id: str) -> FollowUp:
    """One that the agent may see; one request. Raises ``NotFound``, ``NotYours``."""
    one = find(desk, followup_id)
    may_reach(desk, agent, one)
    return one


def record_call(
    desk: Desk,
    agent: Agent,
    followup_id: str,
    form: RecordCall,
    request_id: str = "",
) -> tuple[FollowUp, bool]:
    """Write down a call and what came of it, and whether that was written before. Two requests (D2, D3).

    ``not_reached`` keeps it open until ``next_at`` (of a callback within a day, of a visit within seven; at most five
    calls); anything else closes it. With ``reached`` or ``solved`` the caller's next visit is planned for ``next_at``
    in the same transaction. A call that was a colleague's to make is in the audit log. One request more where a plan's
    working hours, or a callback's leaders, must be known.
    Raises ``NotFound``, ``NotYours``, ``FollowUpClosed``, ``TriedLately``, ``Invalid``, ``KeyReused``.
    """
    first = read_follow_up(desk, agent, followup_id)
    outcome, text = form.outcome, checked_words("text", form.text, LONGEST_NOTE)
    scope = f"follow-up-call#{agent.agent_id}#{followup_id}"
    once = Once.of(scope, checked_client_id(form.client_id), [outcome, text, form.next_at])
    next_try = checked_moment("next_at", form.next_at) if form.next_at is not None else None

    def record(follow_up: FollowUp | None) -> tuple[FollowUp, bool]:
        follow_up = follow_up or find(desk, followup_id)
        if follow_up is not first:
            may_reach(desk, agent, follow_up)
        try:
            after = called(
                follow_up,
                by_agent(agent),
                outcome,
                as_kept(desk, follow_up.plan_key, text),
                next_try,
                desk.now(),
                _furthest(desk, follow_up, outcome, next_try),
            )
        except (Conflict, Invalid):
            if recall(desk, once, desk.now().timestamp()) is not None:
                return follow_up, True
            raise
        tx = Transaction(desk)
        mark(tx, once, {"followup_id": followup_id})
        after = _write(tx, agent, follow_up, after)
        if follow_up.owner_id != agent.agent_id:
            by = audit.By(agent.agent_id, agent.name, request_id)
            audit.note(tx, by, "record_call", followup_id, after={"owner_id": follow_up.owner_id, "outcome": outcome})
        try:
            tx.commit_and_tell()
        except AlreadyDone:
            return find(desk, followup_id), True
        except visitors.AskedLately:
            raise Invalid.field("next_at", "the customer is gone") from None
        return after, False

    return races.follow(desk, first, record, FollowUpMoved, tries=races.CROWD)


def _write(tx: Transaction, agent: Agent, follow_up: FollowUp, after: FollowUp) -> FollowUp:
    """Add to the transaction: the follow-up as it is after the call, and all that comes of that."""
    visit = _following(tx.desk, agent, after)
    if visit is not None:
        after = replace(after, following_id=visit.followup_id)
    store.write(tx, follow_up, after)
    if after.state == DONE:
        outcome, in_time = str(after.outcome), after.in_time
        events.publish(tx, FollowUpDone(after.followup_id, after.kind, after.about, outcome, in_time=in_time))
    else:
        watch(tx, after)
    if after.kind == CALLBACK and after.is_nearly_given_up:
        tell_last_try(tx, after, people.directory(tx.desk))
    if visit is not None:
        write_planned(tx, visit)
        watch(tx, visit)
    return after


def _furthest(desk: Desk, follow_up: FollowUp, outcome: str, next_try: datetime | None) -> datetime | None:
    """Until when a callback's next try may be; its plan is read only for one that is later than usual."""
    now = desk.now()
    if (
        follow_up.kind != CALLBACK
        or outcome != NOT_REACHED
        or next_try is None
        or next_try <= now + longest_pause(CALLBACK)
    ):
        return None
    plan = plans.read_plan(desk, follow_up.plan_key)
    return furthest_try(plan.survey, plan.hours, plan.time_zone, now)


def _following(desk: Desk, agent: Agent, after: FollowUp) -> FollowUp | None:
    """The visit agreed with whoever was reached, which is the caller's. Raises ``Invalid`` for who does no visits."""
    if after.state != DONE or after.next_at is None:
        return None
    visit_id = named_after(after.followup_id, "following")
    visit = following(after, visit_id, by_agent(agent), after.next_at, desk.now())
    if not may_have(agent, visit.kind):
        raise Invalid.field("next_at", "you do no visits; somebody else must plan it")
    return visit


def assign_follow_up(
    desk: Desk, caller: people.Caller, followup_id: str, agent_id: str, request_id: str = ""
) -> FollowUp:
    """Give it to somebody else, who is told; written to the audit log. Twice is once. Three requests.

    Raises ``NotFound``, ``NotYours``, ``Invalid`` for somebody who cannot have it, ``Forbidden`` beyond one's scope.
    """
    first, roster = read_follow_up(desk, caller.agent, followup_id), people.directory(desk)

    def heir(follow_up: FollowUp) -> Agent:
        if follow_up is not first:
            may_reach(desk, caller.agent, follow_up)
        return colleague(desk, roster, caller.agent, agent_id, follow_up.kind, "agent_id")

    return give(desk, caller, first, heir, request_id)


def give(
    desk: Desk, caller: people.Caller, first: FollowUp, heir: Callable[[FollowUp], Agent], request_id: str
) -> FollowUp:
    """It is whoever's ``heir`` says, who is told, where they have not got it yet; ``heir`` refuses who may not."""

    def act(follow_up: FollowUp | None) -> FollowUp:
        follow_up = follow_up or find(desk, first.followup_id)
        agent = heir(follow_up)
        if follow_up.owner_id == agent.agent_id:
            return follow_up
        after, by = given(follow_up, by_agent(agent)), caller.by(request_id)
        tx = Transaction(desk)
        store.write(tx, follow_up, after)
        audit.note(tx, by, "assign_follow_up", first.followup_id, before=follow_up.owner_id, after=agent.agent_id)
        tell_given(tx, after, agent)
        tx.commit()
        return after

    return races.follow(desk, first, act, FollowUpMoved, tries=races.CROWD)
