"""What supervisors and leaders are told of others' work; each notice is written with what it tells of (D2, D3)."""

from __future__ import annotations

from chalicelib.core.contacts import Recipient
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.campaigns import Run
from chalicelib.followups.model.followup import FollowUp
from chalicelib.followups.model.owners import managers, told_when_late
from chalicelib.followups.service.telling import EMAIL_ONLY, tell
from chalicelib.notifications import service as notifications
from chalicelib.people.model.agents import Roster
from chalicelib.plans.model.plan import Plan

MOST_TOLD = 40  # each takes two of a transaction's hundred writes
LAST_TRY, NOBODY_THERE = "callback_last_try", "campaign_without_agents"


def tell_last_try(tx: Transaction, follow_up: FollowUp, roster: Roster) -> None:
    """Those who hear of late callbacks, that this one is given up after one more try in vain."""
    tell(tx, follow_up, LAST_TRY, told_when_late(roster.agents.values(), follow_up.owner_id, MOST_TOLD))


def tell_nobody_there(tx: Transaction, run: Run, plan: Plan, roster: Roster) -> None:
    """Those who manage the campaign, that none of its agents may have what it plans."""
    language = plan.languages[0]
    able = managers(roster.agents.values(), run.agent_ids, roster.groups.values(), MOST_TOLD)
    words = {
        "kind": run.campaign.kind,
        "campaign": run.campaign.name,
        "plan": plan.name,
        "day": run.day,
        "count": run.planned,
    }
    notifications.tell(
        tx,
        [Recipient(each.name, each.email, None, language) for each in able],
        NOBODY_THERE,
        words,
        about=run.campaign.campaign_id,
        plan_key=plan.key,
        channels=EMAIL_ONLY,
    )
