"""Rules, seed and days to appeal: one record."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.settings import Settings
from chalicelib.quality.store.keys import Keys

SETTINGS = "settings"


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(Settings)


class SettingsMoved(Moved):
    """The settings are not as they were read."""


def settings(desk: Desk, *, consistent: bool = True) -> Settings:
    """The settings; one read."""
    return _held(SettingsRow.find_item(desk.database, SETTINGS, SETTINGS, consistent=consistent))


def _held(item: RawItem | None) -> Settings:
    held: Settings = SettingsRow.settings.held_in(item) if item is not None else Settings()
    return held


def write(tx: Transaction, before: Settings, after: Settings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    row = SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after)
    tx.put(row, condition=unmoved, losing=lambda item: SettingsMoved(_held(item)))
