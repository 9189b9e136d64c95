"""How long people have, as administrators say (B8)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.settings import ChangeDutySettings, DutySettings
from chalicelib.logbook.store.settings import settings, write_settings
from chalicelib.people import service as people


def read_settings(desk: Desk) -> DutySettings:
    """As they hold; one read."""
    return settings(desk)


def change_settings(desk: Desk, caller: people.Caller, form: ChangeDutySettings, request_id: str = "") -> DutySettings:
    """Other times, or other groups that hand over by shift; written to the audit log. Three requests. Raises
    ``Invalid``, ``ChangedMeanwhile``."""
    first = settings(desk)
    races.refuse_older(form.version, first)
    fields = races.fields_in(form, {"shift_groups": lambda ids: _groups(desk, ids)}, without={"version"})

    def save(before: DutySettings, after: DutySettings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        write_settings(tx, before, after)
        audit.note(tx, caller.by(request_id), "change_duty_settings", "duty", after=fields)
        tx.commit()

    return races.change(desk, first, fields, lambda held: replace(held, **fields), save)


def _groups(desk: Desk, ids: tuple[str, ...]) -> tuple[str, ...]:
    known = people.directory(desk).groups
    for each in ids:
        if each not in known:
            raise Invalid.field("shift_groups", f"no such group: {each}")
    return tuple(sorted(set(ids)))
