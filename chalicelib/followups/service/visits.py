"""Return visits that tickets ask for: planned when a ticket comes to a stage that has one, once (D3, D6)."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.checks import LONGEST_SCRIPT
from chalicelib.followups.model.followup import named_after
from chalicelib.followups.model.owners import among, may_have
from chalicelib.followups.service.access import least_loaded
from chalicelib.followups.service.planning import new_follow_up, write_planned
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.watch import watch
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.effects import VisitWanted
from chalicelib.visitors import service as visitors

MOST_COMPARED = 25


def plan_visit(desk: Desk, wanted: VisitWanted) -> None:
    """Plan the visit for whoever works on the ticket, or else for whoever of its plan has least to do. Twice is once.

    Nothing where the plan or the customer is gone, or nobody does visits.
    """
    try:
        plan = plans.read_plan(desk, wanted.plan_key)
    except NotFound:
        return
    owner = _owner(desk, plan, wanted)
    if owner is None:
        return
    planned = new_follow_up(
        plan,
        wanted,
        owner,
        wanted.due_at,
        desk.now(),
        followup_id=named_after("ticket", wanted.wanted_id),
        kind=wanted.kind,
        about=wanted.ticket_id,
        script=f"{wanted.number} {wanted.subject}"[:LONGEST_SCRIPT],
    )
    tx = Transaction(desk)
    write_planned(tx, planned)
    watch(tx, planned)
    tell_given(tx, planned, owner)
    with suppress(store.AlreadyPlanned, visitors.AskedLately):
        tx.commit()


def _owner(desk: Desk, plan: Plan, wanted: VisitWanted) -> Agent | None:
    handler = people.read_agents(desk, [wanted.handler_id]).get(wanted.handler_id)
    if handler is not None and may_have(handler, wanted.kind):
        return handler
    roster = people.roster(desk)
    able = among(roster.members(plan.group_ids, agent_ids=plan.agent_ids), desk.now(), MOST_COMPARED)
    return least_loaded(desk, able or among(roster.agents.values(), desk.now(), MOST_COMPARED))
