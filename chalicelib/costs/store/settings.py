"""Prices and budget, and what the month's budget has led to."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, RawItem, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.budget import State
from chalicelib.costs.model.settings import CostSettings
from chalicelib.costs.store.keys import Keys

DESK, SETTINGS, STATE = "desk", "settings", "state"


class SettingsRow(Keys):
    version = NumberAttribute()
    settings = Json(CostSettings)


class StateRow(Keys):
    version = NumberAttribute()
    state = Json(State)


class CostSettingsMoved(Moved):
    """The settings are not as they were read; ``record`` is how they stand now."""


class StateMoved(Moved):
    """Somebody else has looked at the budget, or switched something; ``record``: as it stands now."""


def both(desk: Desk) -> tuple[CostSettings, State]:
    """The settings, and what they have led to; one strongly consistent request."""
    settings = SettingsRow.wanted(lambda row: row.settings, DESK, SETTINGS)
    state = StateRow.wanted(lambda row: row.state, DESK, STATE)
    held, known = read_all(desk.database, (settings, state))
    return held or CostSettings(), known or State()


def state(desk: Desk) -> State:
    """What the budget has led to; one read, which may be some moments old."""
    row = StateRow.find(desk.database, DESK, STATE, consistent=False)
    return row.state if row is not None else State()


def put_settings(tx: Transaction, before: CostSettings, after: CostSettings) -> None:
    """Store the settings. Lost: ``CostSettingsMoved``."""
    unmoved = SettingsRow.version == before.version if before.version else SettingsRow.key.does_not_exist()

    def losing(item: RawItem | None) -> Exception:
        return CostSettingsMoved(SettingsRow.settings.held_in(item) if item else CostSettings())

    tx.put(SettingsRow(DESK, SETTINGS, version=after.version, settings=after), condition=unmoved, losing=losing)


def put_state(tx: Transaction, before: State, after: State) -> None:
    """Store what it has led to. Lost: ``StateMoved``."""
    unmoved = StateRow.version == before.version if before.version else StateRow.key.does_not_exist()

    def losing(item: RawItem | None) -> Exception:
        return StateMoved(StateRow.state.held_in(item) if item else State())

    tx.put(StateRow(DESK, STATE, version=after.version, state=after), condition=unmoved, losing=losing)
