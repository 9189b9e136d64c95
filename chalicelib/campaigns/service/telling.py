"""Who is told what about a campaign's runs; each notice is written with what it tells of (D3)."""

from __future__ import annotations

from chalicelib.campaigns.model.campaigns import Run, managers
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.words import kind_in
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Matter
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.plans.model.plan import Plan

SHARE, NOBODY_THERE = "followup_share", "campaign_without_agents"
MOST_MANAGERS = 40  # each takes two of a transaction's hundred writes


def tell_share(tx: Transaction, run: Run, plan: Plan, agent: Agent, count: int) -> None:
    """An agent, how many follow-ups a run gave them; once. Lost: ``ToldBefore``."""
    language = plan.languages[0]
    words = {
        "kind": kind_in(run.campaign.kind, language),
        "campaign": run.campaign.name,
        "count": count,
        "plan": plan.name,
        "owner": agent.name,
        "due": moment(run.due_at, plan.time_zone, language),
    }
    about, holder_id = run.campaign.campaign_id, agent.agent_id
    matter = Matter(what=SHARE, words=words, about=about, plan_key=plan.key, holder_id=holder_id)
    notifications.tell_colleagues(tx, [agent], language, matter, once=f"followups#{run.run_id}#{holder_id}")


def tell_nobody_there(tx: Transaction, run: Run, plan: Plan, roster: Roster) -> None:
    """Those who manage the campaign, that none of its agents may have what it plans."""
    able = managers(roster.agents.values(), run.agent_ids, roster.groups.values(), MOST_MANAGERS)
    words = {
        "kind": run.campaign.kind,
        "campaign": run.campaign.name,
        "plan": plan.name,
        "day": run.day,
        "count": run.planned,
    }
    matter = Matter(what=NOBODY_THERE, words=words, about=run.campaign.campaign_id, plan_key=plan.key)
    notifications.tell_colleagues(tx, able, plan.languages[0], matter)
