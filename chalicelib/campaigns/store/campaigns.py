"""The table ``campaigns``: campaigns, rules and their runs; and the table where a version before had them.

That was ``followups``, under the same keys. A record lies in one of the two: it is changed where it lies, until
``move`` brings it here, and who asks for it finds it in either. ``settled`` says that none is left there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.campaigns.model.campaigns import Campaign, Run
from chalicelib.campaigns.model.rules import Rule
from chalicelib.campaigns.store.keys import Keys
from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, table_name
from chalicelib.core.transactions import Transaction

CAMPAIGNS, RULES, RUN = "campaigns", "rules", "run#"
SETTLED = "~"  # sorts after every id

T = TypeVar("T")


class CampaignRow(Keys):
    revision = NumberAttribute()
    campaign = Packed(Campaign)


class RuleRow(Keys):
    version = NumberAttribute()
    rule = Packed(Rule)


class RunRow(Keys):
    revision = NumberAttribute()
    run = Packed(Run)


class FormerCampaign(Campaign, frozen=True):
    """One that lies where a version before had it."""


class FormerRule(Rule, frozen=True):
    """One that lies where a version before had it."""


class FormerRun(Run, frozen=True):
    """One that lies where a version before had it."""


FORMER = (FormerCampaign, FormerRule, FormerRun)


class FormerRow(Keys):
    """Any of them there."""

    class Meta:
        table_name = table_name("followups")

    revision = NumberAttribute(null=True)
    version = NumberAttribute(null=True)
    campaign = Packed(FormerCampaign, null=True)
    rule = Packed(FormerRule, null=True)
    run = Packed(FormerRun, null=True)


class CampaignMoved(Moved):
    """The campaign is not as it was read."""


class RuleMoved(Moved):
    """The rule is not as it was read."""


class RunMoved(Moved):
    """The run is not as it was read; ``record`` is how it stands now (None: it is not there)."""


class _Kind(msgspec.Struct, Generic[T], frozen=True):
    """Records of one kind: their rows, the attributes that hold them and count their changes, and how a write of them
    is lost."""

    row: type[Keys]
    value: str
    count: str
    lost: type[Moved]

    def held_in(self, item: RawItem, row: type[Keys]) -> T:
        """The record in an item of these rows."""
        record: T = getattr(row, self.value).held_in(item)
        return record

    def find(self, desk: Desk, key: str, order: str) -> T | None:
        """The record; one read, two more for one that is not here."""
        for row in (self.row, FormerRow, self.row):  # what was moved between two reads is here by the third
            item = row.find_item(desk.database, key, order)
            if item is not None and self.value in item:
                return self.held_in(item, row)
        return None

    def all(self, desk: Desk, key: str) -> list[T]:
        """Every record with this key, oldest first; one query, two more as long as it is not settled."""
        here = list(self.row.all_pages(desk.database, key))
        if here and here[-1]["order"]["S"] == SETTLED:
            return [self.held_in(item, self.row) for item in here[:-1]]
        return self.in_both(desk, key)

    def in_both(self, desk: Desk, key: str, **options: Any) -> list[T]:
        """Those with this key in either table, oldest first: two queries, in the order in which records move."""
        records = {
            item["order"]["S"]: self.held_in(item, row)
            for row in (FormerRow, self.row)
            for item in row.all_pages(desk.database, key, **options)
            if self.value in item
        }
        return [records[order] for order in sorted(records)]

    def write(self, tx: Transaction, key: str, order: str, before: T | None, after: T, *, former: bool) -> None:
        """Store the record, in the table before where it is said to lie there. Lost: as this kind is."""
        desk, row = tx.desk, FormerRow if former else self.row
        counted = {self.count: getattr(after, self.count), self.value: after}
        unmoved = (
            row.key.does_not_exist() if before is None else getattr(row, self.count) == getattr(before, self.count)
        )

        def lost(item: RawItem | None) -> Exception:
            return self.lost(self.held_in(item, row) if item else self.find(desk, key, order))

        tx.put(row(key, order, **counted), condition=unmoved, losing=lost)


_CAMPAIGN = _Kind[Campaign](CampaignRow, "campaign", "revision", CampaignMoved)
_RULE = _Kind[Rule](RuleRow, "rule", "version", RuleMoved)
_RUN = _Kind[Run](RunRow, "run", "revision", RunMoved)


def campaigns(desk: Desk) -> list[Campaign]:
    """Every campaign, oldest first; one query."""
    return _CAMPAIGN.all(desk, CAMPAIGNS)


def campaign(desk: Desk, campaign_id: str) -> Campaign | None:
    """One campaign; one read."""
    return _CAMPAIGN.find(desk, CAMPAIGNS, campaign_id)


def write_campaign(tx: Transaction, before: Campaign | None, after: Campaign) -> None:
    """Store the campaign. Lost: ``CampaignMoved``."""
    _CAMPAIGN.write(tx, CAMPAIGNS, after.campaign_id, before, after, former=isinstance(before, FORMER))


def rules(desk: Desk) -> list[Rule]:
    """Every rule, oldest first; one query."""
    return _RULE.all(desk, RULES)


def rule(desk: Desk, rule_id: str) -> Rule | None:
    """One rule; one read."""
    return _RULE.find(desk, RULES, rule_id)


def write_rule(tx: Transaction, before: Rule | None, after: Rule) -> None:
    """Store the rule. Lost: ``RuleMoved``."""
    _RULE.write(tx, RULES, after.rule_id, before, after, former=isinstance(before, FORMER))


def run(desk: Desk, campaign_id: str, day: str) -> Run | None:
    """A campaign's run of that local date; one strongly consistent read."""
    return _RUN.find(desk, campaign_id, f"{RUN}{day}")


def runs(desk: Desk, campaign: Campaign, since: str) -> list[Run]:
    """A campaign's runs from that local date on, oldest first; one strongly consistent query."""
    condition = RunRow.order.between(f"{RUN}{since}", f"{RUN}~")
    if isinstance(campaign, FORMER):
        return _RUN.in_both(desk, campaign.campaign_id, range_condition=condition)
    items = RunRow.all_pages(desk.database, campaign.campaign_id, range_condition=condition)
    return [RunRow.run.held_in(item) for item in items]


def last_runs(desk: Desk, campaign: Campaign, most: int) -> list[Run]:
    """A campaign's last runs, the newest first; one strongly consistent query."""
    if isinstance(campaign, FORMER):
        return runs(desk, campaign, "")[::-1][:most]
    items, _ = RunRow.read_page(
        desk.database, campaign.campaign_id, range_condition=RunRow.order.startswith(RUN), limit=most, forward=False
    )
    return [RunRow.run.held_in(item) for item in items]


def write_run(tx: Transaction, before: Run | None, after: Run) -> None:
    """Store the run; a new one where its campaign lies. Lost: ``RunMoved``."""
    former = isinstance(after.campaign if before is None else before, FORMER)
    _RUN.write(tx, after.campaign.campaign_id, f"{RUN}{after.day}", before, after, former=former)


# --- what a version before wrote ------------------------------------------------------------------------------------


class Left(msgspec.Struct, frozen=True):
    """A record that still lies where a version before had it."""

    kind: _Kind[Any]
    item: RawItem


def left(desk: Desk, most: int) -> list[Left]:
    """At most so many of them, each campaign behind its runs: a campaign that is here has none there."""
    return list(islice(_left(desk), most))


def _left(desk: Desk) -> Iterator[Left]:
    for item in FormerRow.all_pages(desk.database, RULES):
        yield Left(_RULE, item)
    for item in FormerRow.all_pages(desk.database, CAMPAIGNS):
        runs = FormerRow.all_pages(desk.database, item["order"]["S"], range_condition=RunRow.order.startswith(RUN))
        yield from (Left(_RUN, each) for each in runs)
        yield Left(_CAMPAIGN, item)


def move(tx: Transaction, record: Left) -> None:
    """Bring the record into this room's table. Lost: ``Lost`` (it has changed, or was moved)."""
    kind, item = record.kind, record.item
    there: Keys = FormerRow.from_raw_data(item)
    tx.put(kind.row.from_raw_data(item), condition=kind.row.key.does_not_exist())
    tx.delete(there, condition=getattr(FormerRow, kind.count) == getattr(there, kind.count))


def is_settled(desk: Desk) -> bool:
    """Whether it is known that none is left; one read."""
    return Keys.find_item(desk.database, RULES, SETTLED) is not None


def settle(tx: Transaction) -> None:
    """None is left, and nobody writes there any more: from now on nobody looks there."""
    for key in (CAMPAIGNS, RULES):
        tx.put(Keys(key, SETTLED))
