"""What rules do: some days after a conversation its customer is followed up (D3)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.campaigns.model.campaigns import script_in
from chalicelib.campaigns.model.rules import LAST_AGENT, Rule, applies, due_by
from chalicelib.campaigns.store import campaigns as store
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import ConversationEnded, Header
from chalicelib.conversations.model.queue import asker_in
from chalicelib.core import work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.days import end_of, local_date
from chalicelib.followups.model.followup import CARE, named_after
from chalicelib.followups.model.owners import among, may_have
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.plans import service as plans
from chalicelib.visitors import service as visitors

MOST_COMPARED = 25
MOST_PLANNED = 40


class PlanByRule(Due, frozen=True):
    """A rule's days are over."""

    kind = "followups.plan_by_rule"

    rule_id: str
    conversation_id: str


def plan_after(desk: Desk, ended: ConversationEnded) -> None:
    """A conversation is over: what the rules want of it becomes due work, n days later. One request without rules."""
    rules = [rule for rule in store.rules(desk) if rule.active]
    if not rules:
        return
    header = conversations.find(desk, ended.conversation_id)
    called = _called(desk, header) if any(rule.categories for rule in rules) else []
    applying = [rule for rule in rules if applies(rule, header, called)]
    if not applying or header.closed_at is None:
        return
    zone = plans.read_plan(desk, header.plan_key).time_zone
    for start in range(0, len(applying), MOST_PLANNED):
        tx = Transaction(desk)
        for rule in applying[start : start + MOST_PLANNED]:
            due_at = due_by(rule, header.closed_at, zone)
            work.put(tx, PlanByRule(rule.rule_id, ended.conversation_id), at=due_at)
        tx.commit()


def _called(desk: Desk, header: Header) -> list[str]:
    """What its category may be called by; one read where it stands in the tree."""
    names = [header.category] if header.category else []
    if header.wrap.category_id is not None:
        tree = knowledge.read_tree(desk)
        category = tree.find(header.wrap.category_id)
        names += tree.names(category) if category is not None else ()
    return names


def plan_by_rule(desk: Desk, due: PlanByRule) -> None:
    """The rule's time has come: plan the follow-up, if the rule is still active. Twice is once, by its id."""
    rule_id, conversation_id = due.rule_id, due.conversation_id
    rule = store.rule(desk, rule_id)
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
    one = followups.new_follow_up(
        plan,
        replace(visitor, name=visitor.name or header.visitor_name).as_customer,
        owner,
        due_at,
        now,
        followup_id=named_after(rule_id, conversation_id),
        kind=rule.kind,
        about=conversation_id,
        rule_id=rule_id,
        questionnaire_id=rule.questionnaire_id,
        script=script_in(rule.script, visitor.locale),
        warned=True,
    )
    tx = Transaction(desk)
    followups.write_planned(tx, one)
    followups.tell_given(tx, one, owner)
    try:
        tx.commit()
    except (followups.AlreadyPlanned, visitors.AskedLately):
        return  # planned by an event that came twice; or the customer is gone


def _owner_by_rule(desk: Desk, rule: Rule, header: Header, roster: Roster) -> Agent | None:
    """The agent the rule says, while they are active; else whoever of those who receive has least to do."""
    said = header.agent_id if rule.owner == LAST_AGENT else rule.owner
    agent = roster.agents.get(said or "")
    if agent is not None and may_have(agent, CARE):
        return agent
    members = roster.members(header.group_ids, header.agent_ids, asker_in(header))
    able = among(members, desk.now(), MOST_COMPARED) or among(roster.agents.values(), desk.now(), MOST_COMPARED)
    return followups.least_loaded(desk, able)
