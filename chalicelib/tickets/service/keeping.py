"""What an administrator says of tickets: days, and the fields of each type (D4)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.tickets.model.settings import Field, TicketSettings, checked_count, checked_days, checked_definitions
from chalicelib.tickets.store import beside

DAYS = ("reopen_days", "close_days", "repeat_days")
KEPT = "reopen_days close_days repeat_days repeat_causes"


class FieldBody(Field, frozen=True, forbid_unknown_fields=True):
    """A field as an administrator says it."""


class ChangeTicketSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; of ``fields`` the types that are named. ``version``: the one that was read."""

    reopen_days: int | None = None
    close_days: int | None = None
    repeat_days: int | None = None
    repeat_causes: int | None = None
    fields: Annotated[Mapping[str, tuple[FieldBody, ...]], msgspec.Meta(max_length=20)] | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def read_settings(desk: Desk) -> TicketSettings:
    """As they are; one read."""
    return beside.settings(desk)


def change_settings(
    desk: Desk, caller: people.Caller, form: ChangeTicketSettings, request_id: str = ""
) -> TicketSettings:
    """Other days, other fields; it is in the audit log. Raises ``Invalid``, ``ChangedMeanwhile``."""
    checks: races.Checks = {name: partial(checked_days, name) for name in DAYS}
    checks = {**checks, "repeat_causes": partial(checked_count, "repeat_causes"), "fields": checked_definitions}
    fields = races.fields_in(form, checks, without=("version",))
    first = beside.settings(desk)
    races.refuse_older(form.version, first)

    def changed(settings: TicketSettings) -> TicketSettings:
        own = {"fields": {**settings.fields, **fields["fields"]}} if "fields" in fields else {}
        return replace(settings, **{**fields, **own})

    def save(before: TicketSettings, after: TicketSettings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        beside.write_settings(tx, before, after)
        told = [audit.fields_of(each, KEPT) for each in (before, after)]
        types = sorted(kind for kind in after.fields if after.of_type(kind) != before.of_type(kind))
        audit.note(
            tx,
            caller.by(request_id),
            "change_ticket_settings",
            "tickets",
            before=told[0],
            after=told[1] | {"fields": types},
        )
        tx.commit()

    return races.change(desk, first, races.names_in(fields, {"fields": 1}), changed, save)
