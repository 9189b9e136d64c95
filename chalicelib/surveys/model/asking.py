"""Whether somebody is asked, and the survey they get. Pure: the same question has the same answer every time."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from chalicelib.conversations.model.conversation import CLOSED, CLOSING, Header
from chalicelib.core.authors import Author
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.model.survey import NEVER, SAMPLE, SurveyRules
from chalicelib.plans.model.texts import DEFAULTS, spoken
from chalicelib.surveys.model.survey import Survey, survey_id_of
from chalicelib.visitors.model.visitor import Customer

LATEST = timedelta(days=1)  # nobody wants to rate what was over long ago
NOT_RATED = {"spam": "spam", "incident": "incident", "垃圾消息": "spam", "事故": "incident"}
RATE = "rate"


def drawn(survey_id: str, share: int) -> bool:
    """Whether this survey is in a sample of ``share`` percent: drawn from its id, so that it never changes."""
    number = int.from_bytes(hashlib.sha256(survey_id.encode()).digest()[:6], "big")
    return number * 100 < share * 2**48


def not_asked_because(rules: SurveyRules, survey_id: str, ended_at: datetime | None, now: datetime) -> str | None:
    """Why nobody is asked by these rules, or None: never, not_drawn, long_ago."""
    if rules.ask == NEVER:
        return "never"
    if rules.ask == SAMPLE and not drawn(survey_id, rules.share):
        return "not_drawn"
    if ended_at is not None and now - ended_at > LATEST:
        return "long_ago"
    return None


def unrated_because(header: Header) -> str | None:
    """Why this conversation is no service to be rated, or None.

    open; unanswered (no agent ever did); the category (spam, incident); or why it was closed, unless a visitor or an
    agent just ended it (out of scope, dropped, off hours, by an error).
    """
    if header.state != CLOSED:
        return "open"
    if header.first_reply_at is None or header.agent is None:
        return "unanswered"
    if header.why_closed != CLOSING or header.closed_by not in ("visitor", "agent"):
        return header.why_closed or "by_an_error"
    return NOT_RATED.get((header.wrap.category_id or header.category or "").strip().casefold())


def not_since(rules: SurveyRules, now: datetime) -> datetime | None:
    """Who was asked since then is left in peace; None: everybody may be asked."""
    return now - timedelta(days=rules.again_after_days) if rules.again_after_days else None


class Served(Customer, frozen=True, kw_only=True):
    """A service to be rated: ``about`` is its id, ``agent`` whose it was. Without addresses the visitor's own hold."""

    about: str
    agent: Author | None
    group_ids: tuple[str, ...] = ()


def asked(served: Served, plan: Plan, now: datetime) -> Survey:
    """The survey by the plan's rules of now."""
    agent = served.agent or Author("agent")
    return Survey(
        survey_id=survey_id_of(served.about),
        about=served.about,
        plan_key=plan.key,
        **served.customer,
        asked_at=now,
        expires_at=now + timedelta(days=plan.survey.expire_after_days),
        text=invitation(plan, served.locale),
        rules=plan.survey,
        agent_id=agent.id,
        agent_name=agent.name,
        agent_number=agent.number,
        group_ids=served.group_ids,
        masks=plan.limits.mask_abuse,
        replaces=plan.limits.replaces,
    )


def invitation(plan: Plan, locale: str) -> str:
    """The plan's words, or ours where it has none: an invitation must say something."""
    return spoken(plan.texts, RATE, locale) or DEFAULTS.get(locale, DEFAULTS["en"])[RATE]
