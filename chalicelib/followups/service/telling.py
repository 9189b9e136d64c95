"""Who is told what about follow-ups; each notice is written with what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.core.contacts import Recipient
from chalicelib.core.i18n import moment
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


def _words(one: FollowUp) -> dict[str, object]:
    return {
        "number": one.number,
        "kind": kind_in(one.kind, one.language),
        "customer": customer_in(one, one.language),
        "email": one.email or "",
        "mobile": one.mobile or "",
        "score": "" if one.score is None else one.score,
        "comment": one.comment,
        "reasons": listed_reasons(one, one.language),
        "resolved": resolved_in(one, one.language),
        "due": moment(one.due_at, one.time_zone, one.language),
        "plan": one.plan_name,
        "owner": one.owner.name or "",
    }


def tell(tx: Transaction, one: FollowUp, what: str, to: Sequence[Agent]) -> None:
    """Tell these colleagues, by e-mail."""
    recipients = [_colleague(each, one.language) for each in to]
    about, plan_key = one.followup_id, one.plan_key
    whose = one.owner_id
    notifications.tell(
        tx, recipients, what, _words(one), about=about, plan_key=plan_key, channels=EMAIL_ONLY, holder_id=whose
    )


def tell_step(tx: Transaction, one: FollowUp, step: str, to: Sequence[Agent]) -> None:
    """That it is due soon, late, or due."""
    tell(tx, one, _SAYS[step], to)


def tell_given(tx: Transaction, one: FollowUp, owner: Agent) -> None:
    """Its owner, that it is theirs."""
    tell(tx, one, CALLBACK_DUE if one.kind == CALLBACK else FOLLOW_UP_DUE, [owner])


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
