"""Groups to which nothing new comes any more: put aside only where nobody needs them (B4)."""

from __future__ import annotations

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, members
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.people.model.forms import UpdateGroup
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan

MOST_LOOKED_AT = 100  # of those who wait for the group


class NeedingPlan(msgspec.Struct, frozen=True):
    """A plan that would have no group left, or whose first choice leads to the group."""

    plan_key: str
    name: str


class GroupNeeded(Conflict):
    """``plans`` need the group still, and ``waiting`` visitors, as far as was looked, wait for it alone."""

    code = "group_needed"
    title = "The group is needed still"
    beside = members(plans=list[NeedingPlan], waiting=int)


def update_group(desk: Desk, group_id: str, form: UpdateGroup, *, giver: Agent | None = None, by: By = SYSTEM) -> Group:
    """Change what is said of a group; it is archived only where no plan and nobody who waits needs it.

    Whoever names it, or is transferred to it, in the same moment keeps it: its agents stay, and serve whoever waits
    there; a plan with no other group is received by it still. To archive takes a query for each megabyte of plans, and
    one for its queue. Raises ``GroupNeeded``, and what ``people.update_group`` raises.
    """
    if form.archived:
        group = people.read_group(desk, group_id, giver)
        if not group.archived:
            _refuse_while_needed(desk, group)
    return people.update_group(desk, group_id, form, giver=giver, by=by)


def _refuse_while_needed(desk: Desk, group: Group) -> None:
    needing = [each for each in plans.list_plans(desk) if _needs(each, group.group_id)]
    first = conversations.rows_after(desk, group.group_id, None, MOST_LOOKED_AT)
    waiting = sum(each.pools == (group.group_id,) for each in first)
    if not needing and not waiting:
        return
    named = ", ".join(each.name for each in needing)
    reasons = [f"plans have nobody else for their visitors: {named}"] * bool(needing)
    reasons += [f"{waiting} wait for it alone"] * bool(waiting)
    shown = [NeedingPlan(each.key, each.name) for each in needing]
    raise GroupNeeded(f"{group.name}: {'; '.join(reasons)}", extra={"plans": shown, "waiting": waiting})


def _needs(plan: Plan, group_id: str) -> bool:
    """Whether some of the plan's visitors would have nobody but for this group; an archived plan has no visitors."""
    if plan.archived or plan.reaches_nobody:
        return False
    alone = plan.receiving_ids == (group_id,) and not plan.agent_ids
    return alone or group_id in plan.prechat.group_ids
