"""How soon tickets are answered and solved, as administrators keep it (D5, B9)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid
from chalicelib.core.tables import Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.deadlines import Allowance, Calendar, begun, due_at, warn_at
from chalicelib.tickets.model.policies import (
    MOST_POLICIES,
    PROMISED,
    Policies,
    Policy,
    checked_minutes,
    checked_policies,
)
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


class Sample(msgspec.Struct, frozen=True):
    """A thing that may come in, of no plan or of the one with this key."""

    kind: str
    priority: str = "normal"
    level: str = "normal"
    plan_key: str | None = None


class Promised(msgspec.Struct, frozen=True):
    """A deadline that it would have: by the policy of this number, counted from 0, warned of and due then."""

    name: str
    policy: int
    allowed: Allowance
    warn_at: datetime | None
    due_at: datetime | None


def example(desk: Desk, sample: Sample) -> tuple[datetime, list[Promised]]:
    """When it is, and the deadlines of a thing that comes in then, if nothing happens to it; one request.

    Raises ``Invalid`` for a plan that there is not.
    """
    held, plan = _policies_and_plan(desk, sample.plan_key)
    calendar = Calendar(plan.hours, plan.time_zone) if plan is not None else Calendar(None, "UTC")
    now, promised = desk.now(), list[Promised]()
    for name in PROMISED:
        number, allowed = held.deciding(name, sample.kind, sample.priority, sample.level)
        if allowed is not None:
            course = begun(allowed, now)
            promised.append(Promised(name, number, allowed, warn_at(course, calendar), due_at(course, calendar)))
    return now, promised


def _policies_and_plan(desk: Desk, plan_key: str | None) -> tuple[Policies, Plan | None]:
    policies: Wanted[Policies] = store.wanted_policies()
    if plan_key is None:
        return read_all(desk.database, [policies])[0] or Policies(), None
    held, plan = read_all(desk.database, [policies, plans.wanted(plan_key)])
    if plan is None:
        raise Invalid.field("plan_key", "no such plan")
    return held or Policies(), plan


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
