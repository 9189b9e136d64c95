"""Follow-ups that are planned: by hand, and for rooms above that plan many (D3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalicelib.conversations import service as conversations
from chalicelib.core import audit
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, WrongFields
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.followups import store
from chalicelib.followups.model.checks import LONGEST_SCRIPT, checked_due, checked_moment, checked_words
from chalicelib.followups.model.followup import PROMISE, FollowUp, checked_kind, reminder_for
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.model.owners import MANAGE
from chalicelib.followups.model.promising import CHANNELS
from chalicelib.followups.service.access import colleague, find
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.watch import watch
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.reach import RESPONSIBLE, TAKE_PART, Act
from chalicelib.people.model.rights import refuse_without
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets import service as tickets
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Customer, Visitor

LONGEST_NAME = 100
STEER_OR_ANSWER_FOR = Act("promise", TAKE_PART.ties | {RESPONSIBLE})


def new_follow_up(
    plan: Plan, customer: Customer, owner: Agent, due_at: datetime, now: datetime, **more: Any
) -> FollowUp:
    """A follow-up of this customer, with how to reach them; ``more``: which and what it is, and what is known of it."""
    return FollowUp(
        plan_key=plan.key,
        plan_name=plan.name,
        **customer.customer,
        language=plan.languages[0],
        owner=by_agent(owner),
        due_at=due_at,
        promised_at=due_at,
        created_at=now,
        time_zone=plan.time_zone,
        **more,
    )


def write_planned(tx: Transaction, follow_up: FollowUp, *, not_since: datetime | None = None) -> datetime:
    """Add a planned follow-up to the transaction: its customer is followed up now, if they were not since ``not_since``
    (None: whenever); that moment. No request of its own. Lost: ``AskedLately``, ``AlreadyPlanned``.
    """
    claimed_at = visitors.claim_follow_up(tx, follow_up.visitor_id, not_since)
    store.write(tx, None, follow_up)
    return claimed_at


def plan_follow_up(
    desk: Desk,
    caller: people.Caller,
    form: PlanFollowUp,
    request_id: str = "",
) -> tuple[FollowUp, bool]:
    """One by hand, for oneself or (with followups.manage) for a colleague; and whether it was planned before (D3). A
    promise is one, too (D10): it counts as no visit to its customer.

    What is planned for a colleague is in the audit log.
    Raises ``Invalid`` with the field, ``NotYours`` for somebody else's customer, ``Forbidden``, ``KeyReused``.
    """
    agent, now = caller.agent, desk.now()
    asked = [form.kind, form.visitor_id, form.due_at, form.script, form.owner_id]
    asked += [form.about, form.channel] if form.kind == PROMISE else []
    once = Once.of(f"follow-up#{agent.agent_id}", checked_client_id(form.client_id), asked)
    kind = checked_kind(form.kind)
    at = checked_moment("due_at", form.due_at)
    try:
        checked_due(at, now)
    except Invalid:
        answered = recall(desk, once, now.timestamp())  # the same request, come again when its time was over
        if answered is None:
            raise
        return find(desk, str(answered["followup_id"])), True
    script = checked_words("script", form.script, LONGEST_SCRIPT)
    _refuse_unfit(form, script)
    visitor = _customer_of(desk, agent, form)
    owner = agent
    if form.owner_id is not None and form.owner_id != agent.agent_id:
        refuse_without(MANAGE, agent.rights.permissions)
        owner = colleague(desk, people.directory(desk), agent, form.owner_id, kind, "owner_id")
    plan, which = plans.read_plan(desk, visitor.plan_key), {"followup_id": desk.new_id("flw"), "kind": kind}
    promised: dict[str, Any] = {"channel": form.channel, "about": form.about, "warning": reminder_for(at - now)}
    more = promised if kind == PROMISE else {}
    script = hidden(script, plan.limits.replaces)
    one = new_follow_up(plan, visitor.as_customer, owner, at, now, **which, **more, script=script)
    tx = Transaction(desk)
    mark(tx, once, {"followup_id": one.followup_id})
    if kind == PROMISE:
        store.write(tx, None, one)
    else:
        write_planned(tx, one)
    watch(tx, one)
    if owner is not agent:
        tell_given(tx, one, owner)
        given = {"owner_id": owner.agent_id, "visitor_id": visitor.visitor_id, "kind": kind}
        audit.note(tx, caller.by(request_id), "plan_follow_up", one.followup_id, after=given)
    try:
        tx.commit()
    except AlreadyDone as done:
        return find(desk, str(done.answer["followup_id"])), True
    except visitors.AskedLately:
        raise Invalid.field("visitor_id", "no such visitor") from None
    return one, False


def _refuse_unfit(form: PlanFollowUp, script: str) -> None:
    """Raises ``Invalid`` for what a promise needs and has not, or what only a promise has."""
    wrong = WrongFields()
    if form.kind == PROMISE and form.channel is None:
        wrong.add("channel", f"one of {', '.join(CHANNELS)}")
    if form.kind == PROMISE and not script:
        wrong.add("script", "what was promised")
    for field in ("channel", "about"):
        if form.kind != PROMISE and getattr(form, field) is not None:
            wrong.add(field, "only of a promise")
    if form.visitor_id is None and form.about is None:
        wrong.add("visitor_id", "whom it is for")
    wrong.refuse()


def _customer_of(desk: Desk, agent: Agent, form: PlanFollowUp) -> Visitor:
    """Of the conversation or ticket in which something was promised, which one takes part in; or who is named."""
    if form.about is None:
        return conversations.customer_in_reach(desk, agent, str(form.visitor_id))
    visitor_id = _visitor_of(desk, agent, form.about)
    if visitor_id is None or form.visitor_id not in (None, visitor_id):
        raise Invalid.field("visitor_id" if form.visitor_id else "about", "of another customer, or of nobody known")
    try:
        return visitors.card(desk, visitor_id)
    except NotFound:
        raise Invalid.field("about", "its customer is gone") from None


def _visitor_of(desk: Desk, agent: Agent, about: str) -> str | None:
    try:
        if about.startswith("tkt_"):
            ticket = tickets.find(desk, about)
            people.allowed(desk, agent, STEER_OR_ANSWER_FOR, tickets.thing(ticket))
            return ticket.visitor_id
        header = conversations.find(desk, about)
    except NotFound:
        raise Invalid.field("about", "no such conversation or ticket") from None
    people.allowed(desk, agent, TAKE_PART, conversations.thing(header))
    return header.visitor_id
