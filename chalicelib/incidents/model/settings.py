"""What the desk's own people say of incidents: rules, defined events, who else is told (F9). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core.contacts import checked_mobile
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import Id
from chalicelib.incidents.model.events import MOST_EVENTS, SHIPPED, DefinedEvent, checked_event
from chalicelib.incidents.model.rules import MOST_RULES, BurstRule, checked_rule

MOST_TOLD = 16  # colleagues, each by two letters: what fits the transaction that raises an incident

Language = Literal["zh-CN", "en"]


class Told(msgspec.Struct, frozen=True):
    """A colleague who hears of incidents: by e-mail in their language, and by SMS at ``mobile`` (E.164), if said."""

    agent_id: Id
    mobile: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    language: Language = "zh-CN"


class Settings(msgspec.Struct, frozen=True):
    """``told``: who hears of incidents besides supervisors, or how these do. ``version``: one more with each change."""

    rules: tuple[BurstRule, ...] = ()
    events: tuple[DefinedEvent, ...] = SHIPPED
    told: tuple[Told, ...] = ()
    version: int = 0

    def rule(self, rule_id: str) -> BurstRule | None:
        """The rule with this id."""
        return next((each for each in self.rules if each.rule_id == rule_id), None)

    def event(self, event_id: str | None) -> DefinedEvent | None:
        """The defined event with this id."""
        return next((each for each in self.events if each.event_id == event_id), None)


class ChangeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; each list is the whole of it. A rule or event without an id is a new one.

    ``version``: the one that was read.
    """

    rules: Annotated[tuple[BurstRule, ...], msgspec.Meta(max_length=MOST_RULES)] | None = None
    events: Annotated[tuple[DefinedEvent, ...], msgspec.Meta(max_length=MOST_EVENTS)] | None = None
    told: Annotated[tuple[Told, ...], msgspec.Meta(max_length=MOST_TOLD)] | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def checked_rules(rules: Sequence[BurstRule], known: Mapping[str, BurstRule], now: datetime) -> tuple[BurstRule, ...]:
    """Rules as they are kept: what is counted by them counts from now on, but where the same was counted before.

    Raises ``Invalid`` naming each wrong field.
    """
    wrong, held = WrongFields(), dict[str, BurstRule]()
    for number, each in enumerate(rules):
        field, before = f"rules.{number}", known.get(each.rule_id)
        with wrong:
            if each.rule_id in held:
                raise Invalid.field(f"{field}.rule_id", "each rule once")
            rule = checked_rule(field, each)
            goes_on = before is not None and counts_alike(before, rule)
            held[each.rule_id] = replace(rule, since=before.since if before is not None and goes_on else now)
    wrong.refuse()
    return tuple(held.values())


def counts_alike(before: BurstRule, after: BurstRule) -> bool:
    """Whether both count the same things, so that what is known of one is usual for the other."""
    return _counted(before) == _counted(after)


def _counted(rule: BurstRule) -> tuple[object, ...]:
    by = {"category": set(rule.category_ids), "keyword": set(rule.words), "score": rule.at_most}[rule.kind]
    return rule.kind, by, set(rule.plan_keys), rule.active


def checked_events(events: Sequence[DefinedEvent]) -> tuple[DefinedEvent, ...]:
    """Events as they are kept. Raises ``Invalid`` naming each wrong field."""
    wrong, held = WrongFields(), dict[str, DefinedEvent]()
    for number, each in enumerate(events):
        with wrong:
            if each.event_id in held:
                raise Invalid.field(f"events.{number}.event_id", "each event once")
            held[each.event_id] = checked_event(f"events.{number}", each)
    wrong.refuse()
    return tuple(held.values())


def checked_told(told: Sequence[Told], region: str | None, known: frozenset[str]) -> tuple[Told, ...]:
    """Who is told, each once, of the desk's people. ``region``: whose numbers are meant without a country code.

    Raises ``Invalid`` naming each wrong field.
    """
    wrong, held = WrongFields(), dict[str, Told]()
    for number, each in enumerate(told):
        field = f"told.{number}"
        if each.agent_id not in known:
            wrong.add(f"{field}.agent_id", "there is no such one")
        with wrong:
            mobile = checked_mobile(f"{field}.mobile", each.mobile, region) if each.mobile else None
            held[each.agent_id] = replace(each, mobile=mobile)
    wrong.refuse()
    return tuple(held.values())
