"""What administrators and widgets do with plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chalicelib.core import audit
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, FieldError, Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model import checked, checked_zone
from chalicelib.plans import store
from chalicelib.plans.model import (
    ALLOCATIONS,
    Look,
    Plan,
    check_origin,
    checked_key,
    checked_languages,
    checked_look,
    checked_origins,
    checked_texts,
)
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model import Visitor


def read_plan(desk: Desk, key: str, origin: str | None = None) -> Plan:
    """The plan of a widget on a page of this origin. Raises ``NotFound``, ``OriginNotAllowed``. One read."""
    plan = store.plan(key) if 0 < len(key) <= 40 else None
    if plan is None:
        raise NotFound("no such plan", code="unknown_plan")
    check_origin(plan, origin)
    return plan


def register_visitor(
    desk: Desk,
    caller: visitors.Caller | None,
    plan_key: str,
    origin: str | None,
    *,
    page: str | None,
    referrer: str | None,
    locale: str | None,
) -> tuple[Visitor, str, bool]:
    """Somebody came to the plan's website (A5): the visitor, a fresh token, whether they were here before."""
    read_plan(desk, plan_key, origin)
    return visitors.register(desk, caller, plan_key, page=page, referrer=referrer, locale=locale)


def list_plans(desk: Desk) -> Sequence[Plan]:
    """Every plan, oldest first."""
    return store.plans()


def find_plan(desk: Desk, name: str) -> Plan:
    """One plan by its id or its key, for administrators. Raises ``NotFound``."""
    if name.startswith("pln_"):
        key = next((plan.key for plan in store.plans() if plan.plan_id == name), "")
        return read_plan(desk, key)
    return read_plan(desk, name)


def create_plan(
    desk: Desk, key: str, changes: Mapping[str, object], once: Once | None = None, *, by: By = SYSTEM
) -> Plan:
    """A new plan; ``changes`` are its fields, the rest has defaults. Raises ``Invalid``, ``Conflict``."""
    blank = Plan(plan_id=desk.new_id("pln"), key=checked_key(key), name=key, created_at=desk.now())
    plan = _changed(desk, blank, changes)
    tx = Transaction(desk)
    mark(tx, once, {"key": plan.key})
    audit.note(tx, by, "create_plan", plan.key, after=_audited(plan))
    store.put(tx, plan, before=None)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_plan(desk, done.answer["key"])
    except store.KeyTaken as taken:
        raise Conflict("another plan has this key", code="key_taken", extra={"plan_id": taken.plan_id}) from None
    return plan


def update_plan(desk: Desk, name: str, changes: Mapping[str, object], version: int | None, *, by: By = SYSTEM) -> Plan:
    """Change what is said. With ``version``, only if the plan still has it. Raises ``Conflict`` when it was changed."""
    before = find_plan(desk, name)
    if version is not None and version != before.version:
        raise _moved(before.version)
    after = replace(_changed(desk, before, changes), version=before.version + 1)
    tx = Transaction(desk)
    audit.note(tx, by, "update_plan", after.key, before=_audited(before), after=_audited(after))
    store.put(tx, after, before=before)
    try:
        tx.commit()
    except store.PlanMoved:
        raise _moved(None) from None
    return after


def _moved(version: int | None) -> Conflict:
    extra = {} if version is None else {"version": version}
    return Conflict("somebody changed this plan since you read it", code="changed_meanwhile", extra=extra)


def _changed(desk: Desk, plan: Plan, changes: Mapping[str, object]) -> Plan:
    said = {name: value for name, value in changes.items() if value is not None}
    checks: dict[str, Callable[[Any], Any]] = {
        "name": lambda value: checked("name", value, longest=80),
        "time_zone": checked_zone,
        "allocation": _allocation,
        "allowed_origins": checked_origins,
        "languages": checked_languages,
        "look": lambda value: checked_look(Look(**value)),
        "texts": checked_texts,
        "group_ids": lambda value: _known("group_ids", value, people.roster(desk).groups),
        "agent_ids": lambda value: _known("agent_ids", value, people.roster(desk).agents),
    }
    checked_values: dict[str, Any] = {
        name: checks[name](value) if name in checks else value for name, value in said.items()
    }
    return replace(plan, **checked_values)


def _allocation(value: str) -> str:
    if value not in ALLOCATIONS:
        raise Invalid.field("allocation", f"one of {', '.join(ALLOCATIONS)}")
    return value


def _known(field: str, ids: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    there = set(known)
    strangers = [each for each in ids if each not in there]
    if strangers:
        errors = [FieldError(field, f"there is no such one: {each[:60]}") for each in strangers]
        raise Invalid("some of those who should receive do not exist", errors=errors)
    return tuple(dict.fromkeys(ids))


def _audited(plan: Plan) -> dict[str, object]:
    """What of a plan decides who is served; looks and texts are in its versions."""
    return {
        "name": plan.name,
        "group_ids": plan.group_ids,
        "agent_ids": plan.agent_ids,
        "allocation": plan.allocation,
        "prefer_last_agent": plan.prefer_last_agent,
        "accept_seconds": plan.accept_seconds,
        "allowed_origins": plan.allowed_origins,
        "open": plan.open,
        "version": plan.version,
    }
