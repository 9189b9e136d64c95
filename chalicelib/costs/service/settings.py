"""Prices, budget and switches, as administrators say them (F1)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.transactions import Transaction
from chalicelib.costs.model.budget import State, in_month, switched
from chalicelib.costs.model.settings import SWITCHES, ChangeCostSettings, CostSettings, Switch, changed
from chalicelib.costs.service.watching import look_at_budget
from chalicelib.costs.store import settings as store
from chalicelib.costs.store.settings import StateMoved
from chalicelib.people import service as people

NAMES = ("prices", "currency", "budget", "saves", "language")


def read_settings(desk: Desk) -> CostSettings:
    """As they hold; one request."""
    return store.both(desk)[0]


def change_settings(desk: Desk, caller: people.Caller, form: ChangeCostSettings, request_id: str = "") -> CostSettings:
    """Other prices, another budget; written to the audit log, and the month is compared with it at once.

    Raises ``Invalid``, ``ChangedMeanwhile``.
    """
    first, _ = store.both(desk)
    races.refuse_older(form.version, first)
    fields = [each for each in NAMES if getattr(form, each) is not None]

    def save(before: CostSettings, after: CostSettings) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.put_settings(tx, before, after)
        told: dict[str, Any] = {each: msgspec.to_builtins(getattr(after, each)) for each in fields}
        audit.note(tx, caller.by(request_id), "change_cost_settings", "costs", after=told)
        tx.commit()

    after = races.change(desk, first, fields, lambda held: changed(held, form), save)
    look_at_budget(desk, people.read_desk(desk).time_zone)
    return after


def named(name: str) -> Switch:
    """What can be done less often. Raises ``NotFound`` for what cannot."""
    known = next((each for each in SWITCHES if each == name), None)
    return existing(known, "there is nothing of that name to save by")


def switch(
    desk: Desk, caller: people.Caller, name: Switch, by_hand: Literal["on", "off"] | None, request_id: str = ""
) -> State:
    """Say that something is done less often (``on``) or not (``off``) until the month is over, whatever the budget
    says; None: the budget decides again. Written to the audit log; containers know it within a minute."""
    zone = people.read_desk(desk).time_zone
    month = times.hour(desk.now(), zone)[:7]

    def put() -> State:
        _, before = store.both(desk)
        after = switched(in_month(before, month, zone), name, by_hand)
        if after == before:
            return before
        after = replace(after, version=before.version + 1)
        tx = Transaction(desk)
        store.put_state(tx, before, after)
        audit.note(tx, caller.by(request_id), "switch_costs", name, after={"by_hand": by_hand, "month": month})
        tx.commit()
        return after

    return races.again(desk, put, StateMoved)
