"""Campaigns and rules, as leaders and supervisors keep them (D3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.campaigns.model.campaigns import (
    Campaign,
    Run,
    checked_every,
    checked_intervals,
    checked_levels,
    checked_script,
    refuse_unfit,
)
from chalicelib.campaigns.model.rules import LAST_AGENT, Rule, checked_categories
from chalicelib.campaigns.model.schedule import checked_at, next_run
from chalicelib.campaigns.store import campaigns as store
from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Forbidden, Invalid, NotFound, WrongFields, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import checked
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.followups.model.followup import CARE, CampaignSought, Progress, checked_kind
from chalicelib.followups.model.owners import may_have
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Roster
from chalicelib.plans import service as plans
from chalicelib.questionnaires import service as questionnaires
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import DATE

RUNS_SHOWN = 30


class RunCampaign(Due, frozen=True):
    """A campaign's day and hour; void once it is to run at another time."""

    kind = "followups.run_campaign"

    campaign_id: str
    at: datetime


def list_campaigns(desk: Desk, reader: Agent | None = None) -> Sequence[Campaign]:
    """The campaigns that the reader's role reaches, oldest first; one query, with a role that reaches everything."""
    found = store.campaigns(desk)
    if reader is None or reader.reaches_all or not found:
        return found
    roster, reached = people.directory(desk), _Reached(desk, reader)
    return [each for each in found if reached.people(agents_of(each, roster)) and reached.plans([each.plan_key])]


def find_campaign(desk: Desk, campaign_id: str) -> Campaign:
    """One campaign. Raises ``NotFound``."""
    return existing(store.campaign(desk, campaign_id), "no such campaign")


def list_runs(desk: Desk, reader: Agent, campaign_id: str) -> Sequence[Run]:
    """What a campaign's last runs came to, the newest first. Two requests, and those of the reader's reach.

    Raises ``NotFound``, ``Forbidden``.
    """
    campaign = find_campaign(desk, campaign_id)
    refuse_others(desk, reader, campaign)
    return store.last_runs(desk, campaign, RUNS_SHOWN)


def is_there(desk: Desk, sought: CampaignSought) -> bool:
    """Whether there is this campaign; one read."""
    return store.campaign(desk, sought.campaign_id) is not None


def read_campaign(desk: Desk, campaign_id: str, reader: Agent | None = None) -> tuple[Campaign, Progress, Run | None]:
    """One campaign, how it stands and its last run; six requests, however much others have planned.

    Raises ``NotFound``, ``Forbidden`` for one that the reader's role does not reach.
    """
    campaign = find_campaign(desk, campaign_id)
    if reader is not None:
        refuse_others(desk, reader, campaign)
    last = store.run(desk, campaign_id, campaign.last_run_on) if campaign.last_run_on else None
    return campaign, followups.progress(desk, campaign_id, desk.now()), last


def create_campaign(
    desk: Desk, caller: people.Caller, values: Mapping[str, Any], once: Once | None = None, request_id: str = ""
) -> tuple[Campaign, bool]:
    """A new campaign, and whether it was made before. Its first run is due work in the same transaction.

    Raises ``Invalid`` with the field, ``Forbidden`` for agents or a plan's customers beyond the caller's scope.
    """
    blank = Campaign(desk.new_id("cmp"), "", "", desk.now())
    campaign = _scheduled(desk, changed_campaign(desk, caller.agent, blank, one_of_both(values)))
    tx = Transaction(desk)
    mark(tx, once, {"campaign_id": campaign.campaign_id})
    store.write_campaign(tx, None, campaign)
    plan_run(tx, campaign)
    audit.note(tx, caller.by(request_id), "create_campaign", campaign.campaign_id, after=_audited(campaign))
    try:
        tx.commit()
    except AlreadyDone as done:
        return find_campaign(desk, str(done.answer["campaign_id"])), True
    return campaign, False


def update_campaign(
    desk: Desk,
    caller: people.Caller,
    campaign_id: str,
    fields: Mapping[str, Any],
    version: int | None,
    request_id: str = "",
) -> Campaign:
    """Change what is said; with ``version`` only if it still has it. A changed timetable counts from now on.

    Raises ``NotFound``, ``Invalid``, ``Forbidden``, ``ChangedMeanwhile``. A run that began meanwhile changes nothing
    that people say.
    """
    values = one_of_both(fields)

    def changed(before: Campaign) -> Campaign:
        refuse_others(desk, caller.agent, before)
        races.refuse_older(version, before)
        after = replace(changed_campaign(desk, caller.agent, before, values), revision=before.revision + 1)
        return _scheduled(desk, after) if after.timetable != before.timetable else after

    def save(before: Campaign, after: Campaign) -> None:
        tx = Transaction(desk)
        if after.timetable != before.timetable:
            plan_run(tx, after)
        store.write_campaign(tx, before, after)
        by = caller.by(request_id)
        audit.note(tx, by, "update_campaign", campaign_id, before=_audited(before), after=_audited(after))
        tx.commit()

    return races.change(desk, find_campaign(desk, campaign_id), values, changed, save)


def one_of_both(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is said; of agents and a group the one that is said takes the other's place. Raises ``Invalid`` for both."""
    values = races.fields_in(fields)
    if values.get("agent_ids") and values.get("group_id"):
        raise Invalid.field("agent_ids", "say either agents or a group")
    if values.get("agent_ids"):
        values["group_id"] = None
    elif values.get("group_id"):
        values["agent_ids"] = []
    return values


def plan_run(tx: Transaction, campaign: Campaign) -> None:
    """Have it run when it is next due; a run names the time it is for, and is void once that moved."""
    if campaign.next_run_at is not None:
        work.put(tx, RunCampaign(campaign.campaign_id, campaign.next_run_at), at=campaign.next_run_at)


def _scheduled(desk: Desk, campaign: Campaign) -> Campaign:
    zone = plans.read_plan(desk, campaign.plan_key).time_zone
    at = next_run(campaign.every, campaign.weekday, campaign.at, zone, desk.now()) if campaign.active else None
    return replace(campaign, next_run_at=at)


def changed_campaign(desk: Desk, giver: Agent, campaign: Campaign, values: Mapping[str, Any]) -> Campaign:
    """The campaign with these values, as far as the giver may give. Raises ``Invalid``, ``Forbidden``."""
    roster = people.directory(desk)
    checks: races.Checks = {
        "name": lambda value: checked("name", value, longest=80),
        "kind": checked_kind,
        "plan_key": lambda value: _plan_key(desk, "plan_key", value),
        "every": checked_every,
        "at": checked_at,
        "agent_ids": lambda value: _workers(roster, value, campaign.agent_ids),
        "group_id": lambda value: value if value in (None, campaign.group_id) else _group(roster, value),
        "levels": checked_levels,
        "script": checked_script,
        "intervals": checked_intervals,
        "questionnaire_id": lambda value: _questionnaire(desk, value, campaign.questionnaire_id),
        "date_field": lambda value: value if value in (None, campaign.date_field) else _date_field(desk, value),
    }
    after = replace(campaign, **races.checked_fields(values, checks))
    refuse_unfit(after)
    if not after.agent_ids and after.group_id is None:
        raise Invalid.field("agent_ids", "say whose follow-ups they are: agents, or a group")
    followups.refuse_beyond(desk, giver, agents_of(after, roster))
    plans.refuse_beyond(desk, giver, [after.plan_key])
    return after


def agents_of(campaign: Campaign, roster: Roster) -> list[str]:
    """Whose follow-ups a campaign plans, as of now."""
    if campaign.group_id is None:
        return list(campaign.agent_ids)
    group = roster.groups.get(campaign.group_id)
    return list(group.member_ids) if group else []


def refuse_others(desk: Desk, agent: Agent, campaign: Campaign) -> None:
    """Raises ``Forbidden``: its agents, or its plan's customers, are beyond this one's scope (law 8).

    A campaign goes through all customers of its plan, so it takes everybody who receives them to be in reach.
    """
    if not agent.reaches_all:
        followups.refuse_beyond(desk, agent, agents_of(campaign, people.directory(desk)))
        plans.refuse_beyond(desk, agent, [campaign.plan_key])


class _Reached:
    """What a reader's role reaches, each plan asked once."""

    def __init__(self, desk: Desk, reader: Agent) -> None:
        self.desk = desk
        self.reader = reader
        self._colleague_ids = people.Surroundings(desk, reader).colleague_ids
        self._plans: dict[str, bool] = {}

    def people(self, agent_ids: Sequence[str]) -> bool:
        """Whether all of them are in reach."""
        return self._colleague_ids.issuperset(agent_ids)

    def plans(self, keys: Sequence[str]) -> bool:
        """Whether there are any, and all their customers are in reach."""
        for key in keys:
            if key not in self._plans:
                try:
                    plans.refuse_beyond(self.desk, self.reader, [key])
                    self._plans[key] = True
                except (Forbidden, NotFound):
                    self._plans[key] = False
        return bool(keys) and all(self._plans[key] for key in keys)


def _questionnaire(desk: Desk, questionnaire_id: str, before: str | None) -> str | None:
    """Empty: none."""
    if questionnaire_id and questionnaire_id != before:
        questionnaires.refuse_unpublished(desk, questionnaire_id)
    return questionnaire_id or None


def _date_field(desk: Desk, field_id: str) -> str:
    field = visitors.read_fields(desk).find(field_id)
    if field is None or field.archived or field.kind != DATE:
        raise Invalid.field("date_field", "a field of the kind date")
    return field_id


def _plan_key(desk: Desk, field: str, key: str) -> str:
    try:
        return plans.read_plan(desk, key).key
    except NotFound:
        raise Invalid.field(field, "no such plan") from None


def _workers(roster: Roster, agent_ids: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Whose follow-ups they shall be: newcomers only if they may have them; who was there ``before`` may stay."""
    wrong = WrongFields()
    for each in agent_ids:
        if each not in roster.agents:
            wrong.add("agent_ids", f"no such agent: {each[:60]}")
    wrong.refuse()
    unable = [each for each in agent_ids if each not in before and not may_have(roster.agents[each], CARE)]
    if unable:
        names = ", ".join(roster.agents[each].name for each in unable[:5])
        raise Invalid.field("agent_ids", f"these do no follow-ups: {names}")
    return tuple(dict.fromkeys(agent_ids))


def _group(roster: Roster, group_id: str) -> str:
    group = roster.groups.get(group_id)
    if group is None or group.archived:
        raise Invalid.field("group_id", "no such group" if group is None else f"{group.name} is archived")
    return group_id


def _audited(definition: Campaign | Rule) -> dict[str, object]:
    left_out = {"script", "created_at", "next_run_at", "last_run_on", "revision"}
    return {name: value for name, value in msgspec.structs.asdict(definition).items() if name not in left_out}


# --- rules ----------------------------------------------------------------------------------------------------------


def list_rules(desk: Desk, reader: Agent | None = None) -> Sequence[Rule]:
    """The rules that the reader's role reaches, oldest first; one query, with a role that reaches everything."""
    found = store.rules(desk)
    if reader is None or reader.reaches_all or not found:
        return found
    reached = _Reached(desk, reader)
    return [each for each in found if reached.plans(each.plan_keys)]


def _refuse_beyond_rule(desk: Desk, agent: Agent, *rules: Rule) -> None:
    """Raises ``Forbidden``: a rule of every plan concerns the whole desk, one of some plans all their customers."""
    for rule in rules:
        if not rule.plan_keys:
            people.refuse_unless_all(agent, "a rule for every plan concerns the whole desk")
        plans.refuse_beyond(desk, agent, rule.plan_keys)


def create_rule(
    desk: Desk, caller: people.Caller, values: Mapping[str, Any], once: Once | None = None, request_id: str = ""
) -> tuple[Rule, bool]:
    """A new rule, and whether it was made before. Raises ``Invalid`` with the field, ``Forbidden``."""
    rule = _changed_rule(desk, caller.agent, Rule(desk.new_id("rul"), "", desk.now()), values)
    _refuse_beyond_rule(desk, caller.agent, rule)
    tx = Transaction(desk)
    mark(tx, once, {"rule_id": rule.rule_id})
    store.write_rule(tx, None, rule)
    audit.note(tx, caller.by(request_id), "create_follow_up_rule", rule.rule_id, after=_audited(rule))
    try:
        tx.commit()
    except AlreadyDone as done:
        return _find_rule(desk, str(done.answer["rule_id"])), True
    return rule, False


def update_rule(
    desk: Desk,
    caller: people.Caller,
    rule_id: str,
    values: Mapping[str, Any],
    version: int | None,
    request_id: str = "",
) -> Rule:
    """Change what is said; with ``version`` only if it still has it. What is planned already keeps its time.

    Raises ``NotFound``, ``Invalid``, ``Forbidden``, ``ChangedMeanwhile``.
    """

    def changed(before: Rule) -> Rule:
        _refuse_beyond_rule(desk, caller.agent, before)
        races.refuse_older(version, before)
        after = _changed_rule(desk, caller.agent, before, values)
        _refuse_beyond_rule(desk, caller.agent, after)
        return after

    def save(before: Rule, after: Rule) -> None:
        tx = Transaction(desk)
        store.write_rule(tx, before, after)
        by = caller.by(request_id)
        audit.note(tx, by, "update_follow_up_rule", rule_id, before=_audited(before), after=_audited(after))
        tx.commit()

    return races.change(desk, _find_rule(desk, rule_id), races.fields_in(values), changed, save)


def _find_rule(desk: Desk, rule_id: str) -> Rule:
    return existing(store.rule(desk, rule_id), "no such rule")


def _changed_rule(desk: Desk, giver: Agent, rule: Rule, fields: Mapping[str, Any]) -> Rule:
    def owner(value: str) -> str:
        if value == LAST_AGENT:
            return value
        return followups.colleague(desk, people.directory(desk), giver, value, CARE, "owner").agent_id

    checks: races.Checks = {
        "name": lambda value: checked("name", value, longest=80),
        "kind": checked_kind,
        "plan_keys": lambda value: tuple(_plan_key(desk, "plan_keys", each) for each in dict.fromkeys(value)),
        "categories": checked_categories,
        "levels": checked_levels,
        "at": checked_at,
        "owner": owner,
        "questionnaire_id": lambda value: _questionnaire(desk, value, rule.questionnaire_id),
        "script": checked_script,
    }
    return replace(rule, **races.fields_in(fields, checks))
