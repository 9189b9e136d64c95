"""Kinds, currency and what takes a second person, as administrators keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.staff import store
from chalicelib.staff.model.kinds import checked_kinds, refuse_turned
from chalicelib.staff.model.settings import Settings, checked_currency, checked_from

CHECKS: races.Checks = {
    "kinds": checked_kinds,
    "currency": checked_currency,
    "second_person_from": checked_from,
}


def read_settings(desk: Desk) -> Settings:
    """The settings; one read."""
    return store.settings(desk)


def change_settings(desk: Desk, by: By, fields: Mapping[str, Any], version: int | None) -> Settings:
    """Change what is said; what was entered stays as it was entered. Raises ``Invalid``, ``ChangedMeanwhile``."""
    fields = races.fields_in(fields, CHECKS)
    settings = store.settings(desk)
    races.refuse_older(version, settings)

    def changed(before: Settings) -> Settings:
        if "kinds" in fields:
            refuse_turned(before.kinds, fields["kinds"])
        return replace(before, **fields)

    def save(before: Settings, after: Settings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_settings(tx, before, after)
        audit.note(tx, by, "change_staff_settings", "staff", before=_told(before), after=_told(after))
        tx.commit()

    return races.change(desk, settings, fields, changed, save)


def _told(settings: Settings) -> dict[str, Any]:
    kinds = {each.kind_id: [each.effect, each.points, each.money, each.active] for each in settings.kinds}
    return {**audit.fields_of(settings, "currency second_person second_person_from version"), "kinds": kinds}
