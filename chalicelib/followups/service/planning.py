"""Follow-ups planned by hand, and by rules some days after a conversation (D3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded, Header
from chalicelib.core import audit, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.followups.model.campaigns import checked_kind, named_after, script_in
from chalicelib.followups.model.followup import (
    CARE,
    LONGEST_SCRIPT,
    FollowUp,
    checked_due,
    checked_moment,
    checked_words,
    least_loaded,
)
from chalicelib.followups.model.owners import MANAGE, among, may_have
from chalicelib.followups.model.rules import LAST_AGENT, Rule, applies, due_by
from chalicelib.followups.model.schedule import end_of, local_date
from chalicelib.followups.service.access import colleague, find
from chalicelib.followups.service.telling import tell_given
from chalicelib.followups.service.watch import watch
from chalicelib.followups.store import definitions, followups
from chalicelib.followups.store.followups import AlreadyPlanned
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster, by_agent
from chalicelib.people.model.reach import STEER, NotYours, Thing
from chalicelib.people.model.reach import may as tie_of
from chalicelib.people.model.rights import refuse_without
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import Visitor

MOST_COMPARED = 25
MOST_PLANNED = 40
LONGEST_NAME = 100


class PlanByRule(Due, frozen=True):
    """A rule's days are over."""

    kind = "followups.plan_by_rule"

    rule_id: str
    conversation_id: str


def new_follow_up(
    followup_id: str,
    kind: str,
    plan: Plan,
    visitor: Visitor,
    owner: Agent,
    due_at: datetime,
    now: datetime,
    **more: Any,
) -> FollowUp:
    """A planned follow-up of this customer, with how to reach them as of now."""
    return FollowUp(
        followup_id=followup_id,
        kind=kind,
        plan_key=plan.key,
        plan_name=plan.name,
        visitor_id=visitor.visitor_id,
        visitor_name=visitor.name,
        email=visitor.email,
        mobile=visitor.mobile,
        locale=visitor.locale,
        language=plan.languages[0],
        owner=by_agent(owner),
        due_at=due_at,
        promised_at=due_at,
        created_at=now,
        time_zone=plan.time_zone,
        **more,
    )


def plan_follow_up(
    desk: Desk,
    caller: people.Caller,
    *,
    kind: str,
    visitor_id: str,
    due_at: str,
    script: str,
    owner_id: str | None,
    client_id: str,
    request_id: str = "",
) -> tuple[FollowUp, bool]:
    """One by hand, for oneself or (with followups.manage) for a colleague; and whether it was planned before (D3).

    What is planned for a colleague is in the audit log.
    Raises ``Invalid`` with the field, ``NotYours`` for somebody else's customer, ``Forbidden``, ``KeyReused``.
    """
    agent, now = caller.agent, desk.now()
    once = Once.of(
        f"follow-up#{agent.agent_id}", checked_client_id(client_id), [kind, visitor_id, due_at, script, owner_id]
    )
    kind = checked_kind(kind)
    at = checked_moment("due_at", due_at)
    try:
        checked_due(at, now)
    except Invalid:
        answered = recall(desk, once, now.timestamp())  # the same request, come again when its time was over
        if answered is None:
            raise
        return find(desk, str(answered["followup_id"])), True
    script = checked_words("script", script, LONGEST_SCRIPT)
    visitor = _customer(desk, agent, visitor_id)
    owner = agent
    if owner_id is not None and owner_id != agent.agent_id:
        refuse_without(MANAGE, agent.rights.permissions)
        owner = colleague(desk, people.roster(desk), agent, owner_id, kind, "owner_id")
    plan = plans.read_plan(desk, visitor.plan_key)
    one = new_follow_up(desk.new_id("flw"), kind, plan, visitor, owner, at, now, script=script)
    tx = Transaction(desk)
    mark(tx, once, {"followup_id": one.followup_id})
    followups.write(tx, None, one)
    watch(tx, one)
    visitors.claim_follow_up(tx, visitor_id, None)
    if owner is not agent:
        tell_given(tx, one, owner)
        said = {"owner_id": owner.agent_id, "visitor_id": visitor_id, "kind": kind}
        audit.note(tx, caller.by(request_id), "plan_follow_up", one.followup_id, after=said)
    try:
        tx.commit()
    except AlreadyDone as done:
        return find(desk, str(done.answer["followup_id"])), True
    except visitors.AskedLately:
        raise Invalid.field("visitor_id", "no such visitor") from None
    return one, False


def _customer(desk: Desk, agent: Agent, visitor_id: str) -> Visitor:
    """A customer whom the agent's rights reach: served last by somebody they reach, or with them now."""
    try:
        if not 1 <= len(visitor_id) <= LONGEST_NAME:
            raise NotFound
        visitor = visitors.card(desk, visitor_id)
    except NotFound:
        raise Invalid.field("visitor_id", "no such visitor") from None
    around = people.Surroundings(desk, agent)
    if tie_of(agent, STEER, Thing(visitor.last_agent_id), around) is not None:
        return visitor
    try:
        if visitor.open_conversation_id is None:
            raise NotFound
        header = conversations.find(desk, visitor.open_conversation_id)
    except NotFound:
        raise NotYours("they are another agent's customer") from None
    people.allowed(desk, agent, STEER, conversations.thing(header), "they are another agent's customer", around)
    return visitor


# --- by rules -------------------------------------------------------------------------------------------------------


def plan_after(desk: Desk, ended: ConversationEnded) -> None:
    """A conversation is over: what the rules want of it becomes due work, n days later. One request without rules."""
    rules = [rule for rule in definitions.rules(desk) if rule.active]
    if not rules:
        return
    header = conversations.find(desk, ended.conversation_id)
    applying = [rule for rule in rules if applies(rule, header)]
    if not applying or header.closed_at is None:
        return
    zone = plans.read_plan(desk, header.plan_key).time_zone
    for start in range(0, len(applying), MOST_PLANNED):
        tx = Transaction(desk)
        for rule in applying[start : start + MOST_PLANNED]:
            due_at = due_by(rule, header.closed_at, zone)
            work.put(tx, PlanByRule(rule.rule_id, ended.conversation_id), at=due_at)
        tx.commit()


def plan_by_rule(desk: Desk, due: PlanByRule) -> None:
    """The rule's time has come: plan the follow-up, if the rule is still active. Twice is once, by its id."""
    rule_id, conversation_id = due.rule_id, due.conversation_id
    rule = definitions.rule(desk, rule_id)
    if rule is None or not rule.active:
        return
    header = conversations.find(desk, conversation_id)
    try:
        visitor = visitors.card(desk, header.visitor_id)
    except NotFound:
        return
    plan = plans.read_plan(desk, header.plan_key)
    owner = _owner_by_rule(desk, rule, header, people.roster(desk))
    if owner is None:
        raise Invalid.field("owner", "nobody of this desk does follow-ups")
    now = desk.now()
    due_at = end_of(local_date(now, plan.time_zone), plan.time_zone)
    one = new_follow_up(
        named_after(rule_id, conversation_id),
        rule.kind,
        plan,
        replace(visitor, name=visitor.name or header.visitor_name),
        owner,
        due_at,
        now,
        about=conversation_id,
        rule_id=rule_id,
        script=script_in(rule.script, visitor.locale),
        warned=True,
    )
    tx = Transaction(desk)
    followups.write(tx, None, one)
    visitors.claim_follow_up(tx, visitor.visitor_id, None)
    tell_given(tx, one, owner)
    try:
        tx.commit()
    except (AlreadyPlanned, visitors.AskedLately):
        return  # planned by an event that came twice; or the customer is gone


def _owner_by_rule(desk: Desk, rule: Rule, header: Header, roster: Roster) -> Agent | None:
    """The agent the rule says, while they are active; else whoever of those who receive has least to do."""
    said = header.agent_id if rule.owner == LAST_AGENT else rule.owner
    agent = roster.agents.get(said or "")
    if agent is not None and may_have(agent, CARE):
        return agent
    members = roster.members(header.group_ids, header.level, header.page, header.agent_ids, header.source)
    able = among(members, desk.now(), MOST_COMPARED) or among(roster.agents.values(), desk.now(), MOST_COMPARED)
    chosen = least_loaded([(each.agent_id, followups.count_open(desk, each.agent_id)) for each in able])
    return roster.agents[chosen] if chosen else None
