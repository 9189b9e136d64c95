"""How soon tickets are answered and solved, as administrators keep it (D5, B9)."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.tickets.model.policies import MOST_POLICIES, Policies, Policy, checked_minutes, checked_policies
from chalicelib.tickets.store import policies as store

MINUTES = ("escalate_minutes", "reason_minutes")


class ChangePolicies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; ``policies`` are all of them, in their order. ``version``: the one that was read."""

    policies: Annotated[tuple[Policy, ...], msgspec.Meta(max_length=MOST_POLICIES)] | None = None
    escalate_minutes: int | None = None
    reason_minutes: int | None = None
    proposes_delay: bool | None = None
    tells_of_conversations: bool | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def read_policies(desk: Desk) -> Policies:
    """As they hold; one read."""
    return store.policies(desk)


def change_policies(desk: Desk, caller: people.Caller, form: ChangePolicies, request_id: str = "") -> Policies:
    """Other policies, for every deadline that begins from now on or is moved; written to the audit log. Two requests.

    Raises ``Invalid`` with the fields, ``ChangedMeanwhile``.
    """
    checks: races.Checks = {name: partial(checked_minutes, name) for name in MINUTES}
    fields = races.fields_in(form, {**checks, "policies": checked_policies}, without=("version",))
    first = store.policies(desk)
    races.refuse_older(form.version, first)

    def save(before: Policies, after: Policies) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_policies(tx, before, after)
        told = [msgspec.to_builtins(each) for each in (before, after)]
        audit.note(tx, caller.by(request_id), "change_ticket_policies", "tickets", before=told[0], after=told[1])
        tx.commit()

    return races.change(desk, first, fields, lambda held: replace(held, **fields), save)
