"""Campaigns, rules and their runs, in the table ``followups``: see the room."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.campaigns.model.campaigns import Campaign, Run
from chalicelib.campaigns.model.rules import Rule
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Row, table_name
from chalicelib.core.transactions import Transaction

CAMPAIGNS, RULES = "campaigns", "rules"


class Keys(Row):
    class Meta:
        table_name = table_name("followups")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class CampaignRow(Keys):
    revision = NumberAttribute()
    campaign = Packed(Campaign)


class RuleRow(Keys):
    version = NumberAttribute()
    rule = Packed(Rule)


class RunRow(Keys):
    revision = NumberAttribute()
    run = Packed(Run)


class CampaignMoved(Moved):
    """The campaign is not as it was read."""


class RuleMoved(Moved):
    """The rule is not as it was read."""


class RunMoved(Moved):
    """The run is not as it was read; ``run`` is how it stands now (None: it is not there)."""

    @property
    def run(self) -> Run | None:
        """The record."""
        run: Run | None = self.record
        return run


def campaigns(desk: Desk) -> list[Campaign]:
    """Every campaign, oldest first; one query."""
    return [CampaignRow.campaign.held_in(item) for item in CampaignRow.all_pages(desk.database, CAMPAIGNS)]


def campaign(desk: Desk, campaign_id: str) -> Campaign | None:
    """One campaign; one read."""
    row = CampaignRow.find(desk.database, CAMPAIGNS, campaign_id)
    return row.campaign if row else None


def write_campaign(tx: Transaction, before: Campaign | None, after: Campaign) -> None:
    """Store the campaign. Lost: ``CampaignMoved``."""
    row = CampaignRow(CAMPAIGNS, after.campaign_id, revision=after.revision, campaign=after)
    unmoved = CampaignRow.key.does_not_exist() if before is None else CampaignRow.revision == before.revision
    tx.put(row, condition=unmoved, losing=CampaignRow.campaign.losing(CampaignMoved))


def rules(desk: Desk) -> list[Rule]:
    """Every rule, oldest first; one query."""
    return [RuleRow.rule.held_in(item) for item in RuleRow.all_pages(desk.database, RULES)]


def rule(desk: Desk, rule_id: str) -> Rule | None:
    """One rule; one read."""
    row = RuleRow.find(desk.database, RULES, rule_id)
    return row.rule if row else None


def write_rule(tx: Transaction, before: Rule | None, after: Rule) -> None:
    """Store the rule. Lost: ``RuleMoved``."""
    row = RuleRow(RULES, after.rule_id, version=after.version, rule=after)
    unmoved = RuleRow.key.does_not_exist() if before is None else RuleRow.version == before.version
    tx.put(row, condition=unmoved, losing=RuleRow.rule.losing(RuleMoved))


def run(desk: Desk, campaign_id: str, day: str) -> Run | None:
    """A campaign's run of that local date; one strongly consistent read."""
    row = RunRow.find(desk.database, campaign_id, f"run#{day}")
    return row.run if row else None


def runs(desk: Desk, campaign_id: str, since: str) -> list[Run]:
    """A campaign's runs from that local date on, oldest first; one strongly consistent query."""
    condition = RunRow.order.between(f"run#{since}", "run#~")
    items = RunRow.all_pages(desk.database, campaign_id, range_condition=condition)
    return [RunRow.run.held_in(item) for item in items]


def write_run(tx: Transaction, before: Run | None, after: Run) -> None:
    """Store the run. Lost: ``RunMoved``."""
    row = RunRow(after.campaign.campaign_id, f"run#{after.day}", revision=after.revision, run=after)
    unmoved = RunRow.key.does_not_exist() if before is None else RunRow.revision == before.revision
    tx.put(row, condition=unmoved, losing=RunRow.run.losing(RunMoved))
