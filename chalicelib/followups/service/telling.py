"""Who is told what about follow-ups; each notice is written with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.contacts import Recipient
from chalicelib.core.times import moment
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.callbacks import listed_reasons
from chalicelib.followups.model.campaigns import Run
from chalicelib.followups.model.followup import CALLBACK, ESCALATE, REMIND, WARN, FollowUp
from chalicelib.followups.model.words import customer_in, kind_in, resolved_in
from chalicelib.notifications import service as notifications
from chalicelib.people.model.agents import Agent
from chalicelib.plans.model.plan import Plan

EMAIL_ONLY = ("email",)
_SAYS = {WARN: "callback_warning", ESCALATE: "callback_overdue", REMIND: "followup_reminder"}
CALLBACK_DUE, FOLLOW_UP_DUE, SHARE = "callback_due", "followup_due", "followup_share"


def _words(follow_up: FollowUp) -> dict[str, object]:
    return {
        "number": follow_up.number,
        "kind": kind_in(follow_up.kind, follow_up.language),
        "customer": customer_in(follow_up, follow_up.language),
        "email": follow_up.email or "",
        "mobile": follow_up.mobile or "",
        "score": "" if follow_up.score is None else follow_up.score,
        "comment": follow_up.comment,
        "reasons": listed_reasons(follow_up, follow_up.language),
        "resolved": resolved_in(follow_up, follow_up.language),
        "due": moment(follow_up.due_at, follow_up.time_zone, follow_up.language),
        "plan": follow_up.plan_name,
        "owner": follow_up.owner.name or "",
    }


def tell(tx: Transaction, follow_up: FollowUp, what: str, to: Sequence[Agent]) -> None:
    """Tell these colleagues, by e-mail."""
    recipients = [_colleague(each, follow_up.language) for each in to]
    about, plan_key = follow_up.followup_id, follow_up.plan_key
    whose = follow_up.owner_id
    notifications.tell(
        tx, recipients, what, _words(follow_up), about=about, plan_key=plan_key, channels=EMAIL_ONLY, holder_id=whose
    )


def tell_step(tx: Transaction, follow_up: FollowUp, step: str, to: Sequence[Agent]) -> None:
    """That it is due soon, late, or due."""
    tell(tx, follow_up, _SAYS[step], to)


def tell_given(tx: Transaction, follow_up: FollowUp, owner: Agent) -> None:
    """Its owner, that it is theirs."""
    tell(tx, follow_up, CALLBACK_DUE if follow_up.kind == CALLBACK else FOLLOW_UP_DUE, [owner])


def tell_share(tx: Transaction, run: Run, plan: Plan, agent: Agent, count: int) -> None:
    """An agent, how many follow-ups a run gave them; once. Lost: ``ToldBefore``."""
    words = {
        "kind": kind_in(run.campaign.kind, plan.languages[0]),
        "campaign": run.campaign.name,
        "count": count,
        "plan": plan.name,
        "owner": agent.name,
        "due": moment(run.due_at, plan.time_zone, plan.languages[0]),
    }
    once = f"followups#{run.run_id}#{agent.agent_id}"
    about, to = run.campaign.campaign_id, [_colleague(agent, plan.languages[0])]
    whose = agent.agent_id
    notifications.tell(
        tx, to, SHARE, words, about=about, plan_key=plan.key, channels=EMAIL_ONLY, once=once, holder_id=whose
    )


def _colleague(agent: Agent, language: str) -> Recipient:
    return Recipient(agent.name, agent.email, None, language)
