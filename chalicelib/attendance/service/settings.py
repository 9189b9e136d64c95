"""Kinds of leave, who approves how much, and what is let pass, as administrators keep it (B8)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from chalicelib.attendance import store
from chalicelib.attendance.model.kinds import checked_kinds, refuse_missing
from chalicelib.attendance.model.settings import BOUNDS, Settings, checked_number
from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction

CHECKS: races.Checks = {"kinds": checked_kinds, **{name: partial(checked_number, name) for name in BOUNDS}}


def read_settings(desk: Desk) -> Settings:
    """The settings; one read."""
    return store.settings(desk)


def change_settings(desk: Desk, by: By, fields: Mapping[str, Any], version: int | None) -> Settings:
    """Change what is said. Leave that was asked for stays as it was asked, and what is over as it was measured, until
    something else has it measured anew. Raises ``Invalid``, ``ChangedMeanwhile``."""
    fields = races.fields_in(fields, CHECKS)
    settings = store.settings(desk)
    races.refuse_older(version, settings)

    def changed(before: Settings) -> Settings:
        if "kinds" in fields:
            refuse_missing(before.kinds, fields["kinds"])
        return replace(before, **fields)

    def save(before: Settings, after: Settings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_settings(tx, before, after)
        audit.note(tx, by, "change_leave_settings", "attendance", before=_told(before), after=_told(after))
        tx.commit()

    return races.change(desk, settings, fields, changed, save)


def _told(settings: Settings) -> dict[str, Any]:
    kinds = {each.kind_id: [each.paid, each.minutes_a_year, each.every_day, each.active] for each in settings.kinds}
    return {**audit.fields_of(settings, " ".join((*BOUNDS, "version"))), "kinds": kinds}
