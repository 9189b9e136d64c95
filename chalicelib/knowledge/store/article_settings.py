"""What the desk says of its articles, in the table ``articles``."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.article_settings import ArticleSettings
from chalicelib.knowledge.store.article_keys import ArticleKeys

SETTINGS = "settings"


class SettingsRow(ArticleKeys):
    version = NumberAttribute()
    settings = Packed(ArticleSettings)


class SettingsMoved(Moved):
    """The settings are not as they were read; ``record`` is how they stand now."""


def settings(desk: Desk) -> ArticleSettings:
    """The settings; one strongly consistent read."""
    return _settings(SettingsRow.find_item(desk.database, SETTINGS, SETTINGS))


def write_settings(tx: Transaction, before: ArticleSettings, after: ArticleSettings) -> None:
    """Store the settings. Lost: ``SettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()
    row = SettingsRow(SETTINGS, SETTINGS, version=after.version, settings=after)
    tx.put(row, condition=unmoved, losing=lambda item: SettingsMoved(_settings(item)))


def _settings(item: RawItem | None) -> ArticleSettings:
    held: ArticleSettings = SettingsRow.settings.held_in(item) if item else ArticleSettings()
    return held
