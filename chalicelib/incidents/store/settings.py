"""Rules, defined events and who is told, as administrators keep them; the events by themselves, as they are longest."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.incidents.model.events import SHIPPED, DefinedEvent
from chalicelib.incidents.model.rules import BurstRule
from chalicelib.incidents.model.settings import Settings, Told
from chalicelib.incidents.store.keys import Keys

DESK, SETTINGS, EVENTS = "desk", "settings", "events"


class SettingsRow(Keys):
    version = NumberAttribute()
    rules = Json(tuple[BurstRule, ...])
    told = Json(tuple[Told, ...])


class EventsRow(Keys):
    events = Json(tuple[DefinedEvent, ...])


class SettingsMoved(Moved):
    """The settings are not as they were read; ``record``: how they stand now, as they are read anew: the events stand
    elsewhere."""


def wanted_settings() -> Wanted[Settings]:
    """The rules and who is told, to be asked for together with other things, with the events as they are shipped."""
    return SettingsRow.wanted(lambda row: row.into(Settings, events=SHIPPED), DESK, SETTINGS)


def wanted_events() -> Wanted[Settings]:
    """The defined events, as settings of nothing else."""
    return EventsRow.wanted(lambda row: Settings(events=row.events), DESK, EVENTS)


def settings(desk: Desk) -> Settings:
    """As they hold; one strongly consistent request. Until somebody has changed them, what is shipped."""
    held, events = read_all(desk.database, (wanted_settings(), wanted_events()))
    return whole(held, events)


def whole(held: Settings | None, events: Settings | None) -> Settings:
    """The settings from what was read of both parts."""
    rest = held or Settings()
    return Settings(rest.rules, events.events if events is not None else SHIPPED, rest.told, rest.version)


def write_settings(tx: Transaction, before: Settings, after: Settings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    row = SettingsRow(DESK, SETTINGS, version=after.version, rules=after.rules, told=after.told)
    tx.put(row, condition=unmoved, losing=lambda _: SettingsMoved(settings(tx.desk)))
    if after.events != before.events:
        tx.put(EventsRow(DESK, EVENTS, events=after.events))
