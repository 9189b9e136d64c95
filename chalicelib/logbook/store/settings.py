"""What the desk says of its duty log."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.settings import DutySettings
from chalicelib.logbook.store.keys import Keys

SETTINGS = "settings"


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Packed(DutySettings)


class SettingsMoved(Moved):
    """The settings are not as they were read."""


def settings(desk: Desk) -> DutySettings:
    """As they hold; one strongly consistent read."""
    row = SettingsRow.find(desk.database, SETTINGS, SETTINGS)
    return row.settings if row is not None else DutySettings()


def write_settings(tx: Transaction, before: DutySettings, after: DutySettings) -> None:
    """Store them. Lost: ``SettingsMoved``."""

    def losing(item: RawItem | None) -> Exception:
        return SettingsMoved(SettingsRow.settings.held_in(item) if item else DutySettings())

    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    tx.put(SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after), condition=unmoved, losing=losing)
