"""Rules, seed and days to appeal, as administrators keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import WrongFields
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.quality.model.rules import Rule, checked_rules
from chalicelib.quality.model.settings import Settings, checked_appeal_days, checked_seed
from chalicelib.quality.store import settings as store
from chalicelib.quality.store import sheets

CHECKS: races.Checks = {"seed": checked_seed, "appeal_days": checked_appeal_days, "rules": checked_rules}


def read_settings(desk: Desk) -> Settings:
    """The settings; one read."""
    return store.settings(desk)


def change_settings(desk: Desk, by: By, fields: Mapping[str, Any], version: int | None) -> Settings:
    """Change what is said; the first rules bring a seed, if none is said. What was drawn stays drawn.

    Raises ``Invalid``, ``ChangedMeanwhile``.
    """
    fields = races.fields_in(fields, CHECKS)
    if "rules" in fields:
        _refuse_unknown(desk, fields["rules"])
    settings = store.settings(desk)
    races.refuse_older(version, settings)

    def changed(before: Settings) -> Settings:
        after = replace(before, **fields)
        return after if after.seed or not after.rules else replace(after, seed=desk.new_id("seed"))

    def save(before: Settings, after: Settings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write(tx, before, after)
        audit.note(tx, by, "change_quality_settings", "quality", before=_told(before), after=_told(after))
        tx.commit()

    return races.change(desk, settings, fields, changed, save)


def _told(settings: Settings) -> dict[str, Any]:
    rules = {each.rule_id: [each.kind, each.active, each.per_mille, each.at_least] for each in settings.rules}
    return {"appeal_days": settings.appeal_days, "rules": rules, "version": settings.version}


def _refuse_unknown(desk: Desk, rules: tuple[Rule, ...]) -> None:
    """Raises ``Invalid`` with the fields that name groups, plans or sheets that there are not."""
    roster = people.directory(desk)
    plan_keys = {each.key for each in plans.list_plans(desk)} if any(each.plan_keys for each in rules) else set()
    known_sheets = {each.sheet_id for each in sheets.records(desk) if each.published is not None}
    wrong = WrongFields()
    for number, rule in enumerate(rules):
        if not set(rule.plan_keys) <= plan_keys:
            wrong.add(f"rules.{number}.plan_keys", "no such plan")
        for name in ("group_ids", "inspector_group_ids"):
            if not set(getattr(rule, name)) <= set(roster.groups):
                wrong.add(f"rules.{number}.{name}", "no such group")
        if rule.sheet_id not in known_sheets:
            wrong.add(f"rules.{number}.sheet_id", "no such sheet, or none of it is published")
    wrong.refuse()
