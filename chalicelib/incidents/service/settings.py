"""Rules, defined events and who is told, as administrators keep them (F9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.contacts import region_of
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.events import DefinedEvent
from chalicelib.incidents.model.rules import BurstRule, refuse_unknown
from chalicelib.incidents.model.settings import ChangeSettings, Settings, checked_events, checked_rules, checked_told
from chalicelib.incidents.service.noticing import forget_watched
from chalicelib.incidents.store import settings as store
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.plans import service as plans

MOST_BYTES = 300_000  # of all rules, or of all events: an item of the table has 400 KB


def read_settings(desk: Desk) -> Settings:
    """As they hold; one request."""
    return store.settings(desk)


def change_settings(desk: Desk, caller: people.Caller, form: ChangeSettings, request_id: str = "") -> Settings:
    """Other rules, events or people who are told; written to the audit log. Two requests, one more for people, and
    those of the categories and plans that rules name.

    What rules count that did not count that before, they count from now on. Raises ``Invalid`` with the fields,
    ``ChangedMeanwhile``.
    """
    first = store.settings(desk)
    races.refuse_older(form.version, first)
    fields = _checked(desk, form, first)

    def save(before: Settings, after: Settings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_settings(tx, before, after)
        told: dict[str, Any] = {name: msgspec.to_builtins(getattr(after, name)) for name in fields}
        audit.note(tx, caller.by(request_id), "change_incident_settings", "incidents", after=told)
        tx.commit()

    after = races.change(desk, first, fields, lambda held: replace(held, **fields), save)
    forget_watched(desk)
    return after


def _checked(desk: Desk, form: ChangeSettings, first: Settings) -> dict[str, Any]:
    """What the form says, as it is kept. Raises ``Invalid`` naming each wrong field."""
    wrong, fields = WrongFields(), dict[str, Any]()
    events = first.events
    if form.events is not None:
        with wrong:
            events = _small("events", checked_events(_named_events(desk, form.events)))
            fields["events"] = events
    if form.rules is not None:
        with wrong:
            known = {each.rule_id: each for each in first.rules}
            rules = checked_rules(_named_rules(desk, form.rules, known.keys()), known, desk.now())
            _refuse_unknown(desk, rules, events)
            fields["rules"] = _small("rules", rules)
    if form.told is not None:
        with wrong:
            roster = people.directory(desk)
            fields["told"] = checked_told(form.told, region_of(roster.desk.time_zone), frozenset(roster.agents))
    wrong.refuse()
    return fields


def _named_rules(desk: Desk, rules: Sequence[BurstRule], known: Any) -> list[BurstRule]:
    """The same, with an id where there is none that this desk gave."""
    return [each if each.rule_id in known else replace(each, rule_id=desk.new_id("rul")) for each in rules]


def _named_events(desk: Desk, events: Sequence[DefinedEvent]) -> list[DefinedEvent]:
    return [each if each.event_id else replace(each, event_id=desk.new_id("evt")) for each in events]


def _refuse_unknown(desk: Desk, rules: Sequence[BurstRule], events: Sequence[DefinedEvent]) -> None:
    """Raises ``Invalid`` for categories, plans and events that there are not."""
    wrong, there = WrongFields(), {each.event_id for each in events}
    tree = knowledge.read_tree(desk) if any(each.category_ids for each in rules) else None
    categories = {each.category_id for each in tree.categories} if tree is not None else set[str]()
    named = any(each.plan_keys for each in rules)
    keys = {each.key for each in plans.list_plans(desk)} if named else set[str]()
    for number, each in enumerate(rules):
        field = f"rules.{number}"
        with wrong:
            refuse_unknown(f"{field}.category_ids", each.category_ids, categories)
        with wrong:
            refuse_unknown(f"{field}.plan_keys", each.plan_keys, keys)
        if each.event_id is not None and each.event_id not in there:
            wrong.add(f"{field}.event_id", "there is no such event")
    wrong.refuse()


def _small(field: str, parts: Any) -> Any:
    """Raises ``Invalid`` for more than fits where it is kept."""
    if len(msgspec.json.encode(parts)) > MOST_BYTES:
        raise Invalid.field(field, "too long altogether")
    return parts
