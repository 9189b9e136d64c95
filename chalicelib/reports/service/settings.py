"""Targets, and how long facts are kept, as administrators say it (F1)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.reports.model.figures import TIMED
from chalicelib.reports.model.settings import (
    ReportSettings,
    changed_settings,
    checked_contact_days,
    checked_kept_days,
    checked_targets,
)
from chalicelib.reports.service.forgetting import forget_later
from chalicelib.reports.store import log as store

Targets = Annotated[dict[str, int], msgspec.Meta(max_length=len(TIMED))]


class ChangeReportSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``targets`` are all of them. ``version``: the one that was read."""

    targets: Targets | None = None
    contact_days: int | None = None
    kept_days: int | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def read_settings(desk: Desk) -> ReportSettings:
    """As they hold; one read."""
    return store.settings(desk)


def change_settings(
    desk: Desk, caller: people.Caller, form: ChangeReportSettings, request_id: str = ""
) -> ReportSettings:
    """Other settings from now on; written to the audit log. Facts that are to be kept no longer are taken away by due
    work. Two requests. Raises ``Invalid`` with the fields, ``ChangedMeanwhile``.
    """
    checks: races.Checks = {
        "targets": checked_targets,
        "contact_days": checked_contact_days,
        "kept_days": checked_kept_days,
    }
    fields = races.fields_in(form, checks, without=("version",))
    first = store.settings(desk)
    races.refuse_older(form.version, first)

    def save(before: ReportSettings, after: ReportSettings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.put_settings(tx, before, after)
        told = [msgspec.to_builtins(each) for each in (before, after)]
        audit.note(tx, caller.by(request_id), "change_report_settings", "reports", before=told[0], after=told[1])
        if after.kept_days < before.kept_days:
            forget_later(tx, after)
        tx.commit()

    return races.change(desk, first, fields, lambda held: changed_settings(held, fields, desk.now()), save)
